package app.zapiska.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with its formatting, checked and tidied as Telegram does: offsets count UTF-16 units, control characters become
 * spaces, white space at both ends is cut off.
 */
record FormattedText(String text, List<MessageEntity> entities) {

    static final int MAX_UNITS = 4096;
    private static final int MAX_BYTES_BEFORE_PARSING = 1 << 15;
    private static final int MAX_ENTITIES = 100;
    private static final int MAX_ENTITY_POSITION = 1_000_000;

    private static final Set<String> PLAIN_TYPES = Set.of(
            "bold", "italic", "underline", "strikethrough", "spoiler", "code", "blockquote", "expandable_blockquote");

    /** Types Telegram finds by itself; it ignores them in requests. */
    private static final Set<String> DETECTED_TYPES =
            Set.of("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number");

    private static final Pattern IN_APP_LINK = Pattern.compile("(?i)(?:tg|ton|tonsite)://\\S+");
    private static final Pattern WEB_LINK = Pattern.compile(
            "(?i)https?://(?<host>\\[[0-9a-f:.]+]|[^/?#:@\\s\\[\\]]+)(?::\\d{1,5})?(?<rest>[/?#]\\S*)?");
    private static final Pattern DOTTED_HOST = Pattern.compile("[^.]+(?:\\.[^.]+)+\\.?");

    FormattedText {
        entities = List.copyOf(entities);
    }

    /** @throws Refusal with Telegram's words */
    static FormattedText of(String raw, String parseMode, String entitiesJson, boolean localLinks) {
        if (raw.isEmpty()) {
            throw Refusal.badRequest("message text is empty");
        }
        if (raw.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES_BEFORE_PARSING) {
            throw Refusal.badRequest("text is too long");
        }
        FormattedText parsed =
                switch (parseMode.toLowerCase(Locale.ROOT)) {
                    case "", "none" -> new FormattedText(raw, readEntities(entitiesJson));
                    case "html" -> HtmlText.parse(raw, localLinks);
                    case "markdown", "markdownv2" ->
                        throw Refusal.badRequest(
                                "the sandbox does not read Markdown; send entities or parse_mode HTML instead");
                    default -> throw Refusal.badRequest("unsupported parse_mode");
                };
        FormattedText tidy = parsed.checked(localLinks).tidied();
        if (tidy.text.isEmpty()) {
            throw Refusal.badRequest("text must be non-empty");
        }
        if (tidy.text.length() > MAX_UNITS) {
            throw Refusal.badRequest("message is too long");
        }
        return tidy;
    }

    static boolean hasUnpairedSurrogate(String value) {
        for (int i = 0; i < value.length(); i++) {
            char unit = value.charAt(i);
            if (Character.isHighSurrogate(unit)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(unit)) {
                return true;
            }
        }
        return false;
    }

    static final int MAX_CAPTION_UNITS = 1024;

    /** Of a photo; may be empty. @throws Refusal with Telegram's words */
    static FormattedText caption(String raw, String parseMode, String entitiesJson, boolean localLinks) {
        if (raw.isBlank()) {
            return new FormattedText("", List.of());
        }
        FormattedText caption = of(raw, parseMode, entitiesJson, localLinks);
        if (caption.text.length() > MAX_CAPTION_UNITS) {
            throw Refusal.badRequest("message caption is too long");
        }
        return caption;
    }

    /** What a link of a message or a button may be; Telegram knows no host without a dot. */
    static Optional<String> checkedLink(String link, boolean localLinks) {
        String trimmed = link.strip();
        if (trimmed.isEmpty() || trimmed.length() > 2048) {
            return Optional.empty();
        }
        if (IN_APP_LINK.matcher(trimmed).matches()) {
            return Optional.of(trimmed);
        }
        String candidate = trimmed.contains("://") ? trimmed : "http://" + trimmed;
        Matcher web = WEB_LINK.matcher(candidate);
        if (!web.matches()) {
            return Optional.empty();
        }
        String host = web.group("host");
        boolean known =
                host.startsWith("[") || localLinks || DOTTED_HOST.matcher(host).matches();
        if (!known) {
            return Optional.empty();
        }
        return Optional.of(web.group("rest") == null ? candidate + "/" : candidate);
    }

    private static List<MessageEntity> readEntities(String json) {
        if (json.isEmpty()) {
            return List.of();
        }
        JsonNode list;
        try {
            list = Json.read(json);
        } catch (JsonProcessingException malformed) {
            throw Refusal.badRequest("can't parse entities JSON object");
        }
        if (!list.isArray()) {
            throw Refusal.badRequest("expected an Array of MessageEntity");
        }
        List<MessageEntity> entities = new ArrayList<>();
        for (JsonNode item : list) {
            readEntity(item).ifPresent(entities::add);
        }
        return entities;
    }

    private static Optional<MessageEntity> readEntity(JsonNode item) {
        if (!item.isObject()) {
            throw badEntity("expected an Object");
        }
        int offset = requiredInt(item, "offset");
        int length = requiredInt(item, "length");
        String type = requiredText(item, "type");
        if (type.isEmpty()) {
            throw badEntity("Type is not specified");
        }
        if (DETECTED_TYPES.contains(type)) {
            return Optional.empty();
        }
        String argument =
                switch (type) {
                    case "text_link" -> requiredText(item, "url");
                    case "pre" -> item.path("language").asText("");
                    case "custom_emoji" -> requiredText(item, "custom_emoji_id");
                    case "text_mention" -> {
                        JsonNode id = item.path("user").path("id");
                        if (!id.canConvertToLong()) {
                            throw badEntity("Can't find field \"id\"");
                        }
                        yield id.asText();
                    }
                    default -> {
                        if (!PLAIN_TYPES.contains(type)) {
                            throw badEntity("Unsupported type specified");
                        }
                        yield "";
                    }
                };
        return Optional.of(new MessageEntity(type, offset, length, argument));
    }

    private static int requiredInt(JsonNode item, String field) {
        JsonNode value = item.get(field);
        if (value == null) {
            throw badEntity("Can't find field \"" + field + "\"");
        }
        if (value.isIntegralNumber() && value.canConvertToInt()) {
            return value.intValue();
        }
        if (value.isTextual() && value.textValue().matches("-?\\d{1,9}")) {
            return Integer.parseInt(value.textValue());
        }
        throw badEntity("Field \"" + field + "\" must be a valid Number");
    }

    private static String requiredText(JsonNode item, String field) {
        JsonNode value = item.get(field);
        if (value == null) {
            throw badEntity("Can't find field \"" + field + "\"");
        }
        if (!value.isTextual() && !value.isNumber()) {
            throw badEntity("Field \"" + field + "\" must be of type String");
        }
        return value.asText();
    }

    private static Refusal badEntity(String what) {
        return Refusal.badRequest("can't parse MessageEntity: " + what);
    }

    private FormattedText checked(boolean localLinks) {
        if (hasUnpairedSurrogate(text)) {
            throw Refusal.badRequest("strings must be encoded in UTF-8");
        }
        List<MessageEntity> kept = new ArrayList<>();
        for (MessageEntity entity : entities) {
            check(entity);
            if (entity.length() == 0) {
                continue;
            }
            if (entity.type().equals("text_link")) {
                checkedLink(entity.argument(), localLinks)
                        .ifPresent(
                                url -> kept.add(new MessageEntity("text_link", entity.offset(), entity.length(), url)));
            } else {
                kept.add(entity);
            }
        }
        if (kept.size() > MAX_ENTITIES) {
            return new FormattedText(text, kept.subList(0, MAX_ENTITIES));
        }
        return new FormattedText(text, kept);
    }

    private void check(MessageEntity entity) {
        int offset = entity.offset();
        if (offset < 0 || offset > MAX_ENTITY_POSITION) {
            throw Refusal.badRequest("receive an entity with incorrect offset " + offset);
        }
        if (entity.length() < 0 || entity.length() > MAX_ENTITY_POSITION) {
            throw Refusal.badRequest("receive an entity with incorrect length " + entity.length());
        }
        if (entity.length() == 0) {
            return;
        }
        int end = offset + entity.length();
        if (offset > text.length()) {
            throw Refusal.badRequest("entity begins after the end of the text at UTF-16 offset " + offset);
        }
        if (end > text.length()) {
            throw Refusal.badRequest("entity beginning at UTF-16 offset " + offset
                    + " ends after the end of the text at UTF-16 offset " + end);
        }
        if (splitsCharacter(offset)) {
            throw Refusal.badRequest(
                    "entity begins in a middle of a UTF-16 symbol at byte offset " + byteOffset(offset + 1));
        }
        if (splitsCharacter(end)) {
            throw Refusal.badRequest("entity beginning at UTF-16 offset " + offset
                    + " ends in a middle of a UTF-16 symbol at byte offset " + byteOffset(end + 1));
        }
    }

    private boolean splitsCharacter(int position) {
        return position > 0
                && position < text.length()
                && Character.isLowSurrogate(text.charAt(position))
                && Character.isHighSurrogate(text.charAt(position - 1));
    }

    private int byteOffset(int position) {
        return text.substring(0, position).getBytes(StandardCharsets.UTF_8).length;
    }

    private FormattedText tidied() {
        StringBuilder clean = new StringBuilder(text.length());
        int[] moved = new int[text.length() + 1];
        for (int i = 0; i < text.length(); i++) {
            moved[i] = clean.length();
            char unit = text.charAt(i);
            boolean removed = unit == '\r' || (unit >= '\u2028' && unit <= '\u202E');
            if (!removed) {
                clean.append(unit < ' ' && unit != '\n' ? ' ' : unit);
            }
        }
        moved[text.length()] = clean.length();

        int begin = 0;
        int end = clean.length();
        while (begin < end && isSpace(clean.charAt(begin))) {
            begin++;
        }
        while (end > begin && isSpace(clean.charAt(end - 1))) {
            end--;
        }
        List<MessageEntity> kept = new ArrayList<>();
        for (MessageEntity entity : entities) {
            int from = Math.clamp(moved[entity.offset()], begin, end);
            int to = Math.clamp(moved[entity.offset() + entity.length()], begin, end);
            if (to > from) {
                kept.add(entity.moved(from - begin, to - from));
            }
        }
        kept.sort(Comparator.comparingInt(MessageEntity::offset)
                .thenComparing(Comparator.comparingInt(MessageEntity::length).reversed())
                .thenComparing(MessageEntity::type));
        return new FormattedText(clean.substring(begin, end), kept);
    }

    private static boolean isSpace(char unit) {
        return unit == ' ' || unit == '\n' || unit == '\u00A0' || unit == '\u200B' || unit == '\u2800';
    }
}
