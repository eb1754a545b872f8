package app.zapiska.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of an API call from its address and its body: form, multipart or JSON.
 *
 * @param files those of a multipart body that came as files
 */
record Parameters(Map<String, String> values, Map<String, byte[]> files) {

    private static final Pattern FILE_NAME = Pattern.compile("(?i)content-disposition:[^\r\n]*; filename=\"[^\"]+\"");
    private static final Pattern PART_NAME = Pattern.compile("(?i)content-disposition:[^\r\n]*[; ]name=\"([^\"]*)\"");

    Parameters {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        files = Map.copyOf(files);
    }

    /** @throws Refusal 400 when the body can't be read */
    static Parameters of(HttpExchange exchange) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, byte[]> files = new LinkedHashMap<>();
        readForm(exchange.query(), values);
        String type = exchange.header("Content-Type").orElse("");
        String kind = type.toLowerCase(Locale.ROOT);
        byte[] body = exchange.body();
        if (body.length > 0) {
            if (kind.startsWith("application/json")) {
                readJson(body, values);
            } else if (kind.startsWith("multipart/form-data")) {
                readMultipart(body, type, values, files);
            } else if (kind.isEmpty() || kind.startsWith("application/x-www-form-urlencoded")) {
                readForm(utf8(body), values);
            } else {
                throw Refusal.badRequest("unsupported content type");
            }
        }
        return new Parameters(values, files);
    }

    String text(String name) {
        return values.getOrDefault(name, "");
    }

    boolean has(String name) {
        return !text(name).isEmpty();
    }

    /** Telegram takes {@code true}, {@code yes} and {@code 1} for true and everything else for false. */
    boolean flag(String name) {
        String value = text(name).toLowerCase(Locale.ROOT);
        return value.equals("true") || value.equals("yes") || value.equals("1");
    }

    int number(String name, int fallback, int min, int max) {
        if (!has(name)) {
            return fallback;
        }
        String value = text(name).strip();
        if (!value.matches("[+-]?\\d{1,18}")) {
            throw Refusal.badRequest("parameter \"" + name + "\" must be an Integer");
        }
        return Math.clamp(Long.parseLong(value), min, max);
    }

    OptionalLong chatId() {
        String value = text("chat_id").strip();
        return value.matches("-?\\d{1,18}") ? OptionalLong.of(Long.parseLong(value)) : OptionalLong.empty();
    }

    private static void readForm(String form, Map<String, String> into) {
        for (String pair : form.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            into.put(decode(name), decode(value));
        }
    }

    private static String decode(String text) {
        try {
            boolean ascii = text.chars().allMatch(unit -> unit < 128);
            if (!ascii) {
                return URLDecoder.decode(text, StandardCharsets.UTF_8);
            }
            // Decoding as UTF-8 at once would hide malformed bytes behind replacement characters.
            return utf8(URLDecoder.decode(text, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException malformed) {
            throw Refusal.badRequest("can't parse the request: malformed percent-encoding");
        }
    }

    private static void readJson(byte[] body, Map<String, String> into) {
        JsonNode json;
        try {
            json = Json.read(body);
        } catch (IOException malformed) {
            throw Refusal.badRequest("can't parse JSON object");
        }
        if (!json.isObject()) {
            throw Refusal.badRequest("object expected");
        }
        json.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (!value.isNull()) {
                into.put(field.getKey(), value.isValueNode() ? value.asText() : value.toString());
            }
        });
    }

    private static void readMultipart(
            byte[] body, String contentType, Map<String, String> into, Map<String, byte[]> files) {
        int mark = contentType.toLowerCase(Locale.ROOT).indexOf("boundary=");
        if (mark < 0) {
            throw Refusal.badRequest("multipart boundary is not specified");
        }
        String boundary = contentType.substring(mark + 9).split(";")[0].strip().replace("\"", "");
        // Latin-1 keeps every byte, so positions in the text are positions in the body.
        String raw = new String(body, StandardCharsets.ISO_8859_1);
        for (String part : raw.split("(?:^|\r\n)--" + Pattern.quote(boundary))) {
            int headEnd = part.indexOf("\r\n\r\n");
            if (headEnd < 0) {
                continue;
            }
            Matcher name = PART_NAME.matcher(part.substring(0, headEnd));
            if (name.find()) {
                byte[] content = part.substring(headEnd + 4).getBytes(StandardCharsets.ISO_8859_1);
                String called = utf8(name.group(1).getBytes(StandardCharsets.ISO_8859_1));
                if (FILE_NAME.matcher(part.substring(0, headEnd)).find()) {
                    files.put(called, content);
                } else {
                    into.put(called, utf8(content));
                }
            }
        }
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw Refusal.badRequest("strings must be encoded in UTF-8");
        }
    }
}
