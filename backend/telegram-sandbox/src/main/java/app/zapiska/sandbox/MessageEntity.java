package app.zapiska.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A formatted stretch of a message.
 *
 * @param type as in the Bot API: {@code bold}, {@code text_link} …
 * @param offset first UTF-16 unit
 * @param length number of UTF-16 units
 * @param argument the address of a {@code text_link}, the language of a {@code pre}, the user id of a {@code
 *     text_mention}, the id of a {@code custom_emoji}; otherwise empty
 */
public record MessageEntity(String type, int offset, int length, String argument) {

    MessageEntity moved(int newOffset, int newLength) {
        return new MessageEntity(type, newOffset, newLength, argument);
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", type).put("offset", offset).put("length", length);
        if (!argument.isEmpty()) {
            switch (type) {
                case "text_link" -> json.put("url", argument);
                case "pre" -> json.put("language", argument);
                case "custom_emoji" -> json.put("custom_emoji_id", argument);
                case "text_mention" ->
                    json.putObject("user").put("id", Long.parseLong(argument)).put("is_bot", false);
                default -> {}
            }
        }
        return json;
    }

    static MessageEntity fromJson(JsonNode json) {
        String type = json.path("type").asText();
        String argument =
                switch (type) {
                    case "text_link" -> json.path("url").asText("");
                    case "pre" -> json.path("language").asText("");
                    case "custom_emoji" -> json.path("custom_emoji_id").asText("");
                    case "text_mention" -> json.path("user").path("id").asText("");
                    default -> "";
                };
        return new MessageEntity(
                type, json.path("offset").asInt(), json.path("length").asInt(), argument);
    }
}
