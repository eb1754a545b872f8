package app.zapiska.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Checks {@code reply_markup} the way Telegram does and brings inline keyboards to the form Telegram returns. */
final class ReplyMarkup {

    private static final int MAX_CALLBACK_BYTES = 64;
    private static final int MAX_BUTTONS = 100;

    private ReplyMarkup() {}

    /** @return the markup, or a JSON null node when there is none */
    static JsonNode read(String json, boolean localLinks) {
        if (json.isEmpty()) {
            return JsonNodeFactory.instance.nullNode();
        }
        JsonNode markup;
        try {
            markup = Json.read(json);
        } catch (JsonProcessingException malformed) {
            throw Refusal.badRequest("can't parse reply keyboard markup JSON object");
        }
        if (!markup.isObject()) {
            throw Refusal.badRequest("object expected as reply markup");
        }
        if (markup.has("inline_keyboard")) {
            return inlineKeyboard(markup.get("inline_keyboard"), localLinks);
        }
        if (markup.has("keyboard")) {
            checkKeyboard(markup.get("keyboard"));
            return markup;
        }
        boolean known = markup.path("remove_keyboard").asBoolean()
                || markup.path("force_reply").asBoolean();
        return known ? markup : JsonNodeFactory.instance.nullNode();
    }

    static List<String> callbackData(JsonNode markup) {
        List<String> data = new ArrayList<>();
        for (JsonNode row : markup.path("inline_keyboard")) {
            for (JsonNode button : row) {
                if (button.has("callback_data")) {
                    data.add(button.get("callback_data").asText());
                }
            }
        }
        return List.copyOf(data);
    }

    /** The part of a markup that stays on the message and that messages carry in updates. */
    static JsonNode inlinePart(JsonNode markup) {
        return markup.has("inline_keyboard") ? markup : JsonNodeFactory.instance.nullNode();
    }

    private static JsonNode inlineKeyboard(JsonNode rows, boolean localLinks) {
        if (!rows.isArray()) {
            throw Refusal.badRequest("field \"inline_keyboard\" must be of type Array");
        }
        ObjectNode result = Json.object();
        ArrayNode keptRows = result.putArray("inline_keyboard");
        int count = 0;
        for (JsonNode row : rows) {
            if (!row.isArray()) {
                throw Refusal.badRequest(
                        "field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays");
            }
            ArrayNode keptRow = JsonNodeFactory.instance.arrayNode();
            for (JsonNode button : row) {
                keptRow.add(inlineButton(button, localLinks));
                count++;
            }
            if (!keptRow.isEmpty()) {
                keptRows.add(keptRow);
            }
        }
        if (count > MAX_BUTTONS) {
            throw Refusal.badRequest("reply markup is too long");
        }
        return keptRows.isEmpty() ? JsonNodeFactory.instance.nullNode() : result;
    }

    private static ObjectNode inlineButton(JsonNode button, boolean localLinks) {
        if (!button.isObject()) {
            throw badButton("InlineKeyboardButton must be an Object");
        }
        String text = text(button, "text");
        if (!button.has("text")) {
            throw badButton("Can't find field \"text\"");
        }
        if (text.isBlank()) {
            throw Refusal.badRequest("inline keyboard button text must be non-empty");
        }
        ObjectNode kept = Json.object();
        kept.put("text", text);
        String url = text(button, "url");
        String data = text(button, "callback_data");
        if (!url.isEmpty()) {
            String link = FormattedText.checkedLink(url, localLinks)
                    .orElseThrow(() ->
                            Refusal.badRequest("inline keyboard button URL '" + url + "' is invalid: Wrong HTTP URL"));
            return kept.put("url", link);
        }
        if (!data.isEmpty()) {
            if (data.getBytes(StandardCharsets.UTF_8).length > MAX_CALLBACK_BYTES) {
                throw Refusal.badRequest("BUTTON_DATA_INVALID");
            }
            return kept.put("callback_data", data);
        }
        if (button.has("web_app")) {
            String page = text(button.path("web_app"), "url");
            if (!page.startsWith("https://")) {
                throw Refusal.badRequest(
                        "inline keyboard button Web App URL '" + page + "' is invalid: Only HTTPS links are allowed");
            }
            kept.putObject("web_app").put("url", page);
            return kept;
        }
        if (button.path("copy_text").path("text").isTextual()) {
            kept.putObject("copy_text")
                    .put("text", button.path("copy_text").path("text").asText());
            return kept;
        }
        throw badButton("Text buttons are unallowed in the inline keyboard");
    }

    private static void checkKeyboard(JsonNode rows) {
        if (!rows.isArray()) {
            throw Refusal.badRequest("field \"keyboard\" must be of type Array");
        }
        for (JsonNode row : rows) {
            if (!row.isArray()) {
                throw Refusal.badRequest("field \"keyboard\" must be an Array of Arrays");
            }
            for (JsonNode button : row) {
                boolean named = button.isTextual() || button.path("text").isTextual();
                if (!named) {
                    throw Refusal.badRequest("can't parse keyboard button: Can't find field \"text\"");
                }
            }
        }
    }

    private static String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isTextual() && !value.isNumber()) {
            throw badButton("Field \"" + field + "\" must be of type String");
        }
        String text = value.asText();
        if (FormattedText.hasUnpairedSurrogate(text)) {
            throw Refusal.badRequest("strings must be encoded in UTF-8");
        }
        return text;
    }

    private static Refusal badButton(String what) {
        return Refusal.badRequest("can't parse inline keyboard button: " + what);
    }
}
