package app.zapiska.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The methods of the button beside the input field. A restart forgets it: bots set it anew. */
final class MenuButtonMethods {

    private static final String EVERYBODY = "";

    private final Map<String, JsonNode> buttons = new ConcurrentHashMap<>();

    JsonNode get(Parameters p) {
        JsonNode ofAll = buttons.getOrDefault(EVERYBODY, Json.object().put("type", "commands"));
        return buttons.getOrDefault(p.text("chat_id"), ofAll);
    }

    JsonNode set(Parameters p) {
        JsonNode button = p.has("menu_button")
                ? BotApi.json(p.text("menu_button"), "can't parse menu button JSON object")
                : Json.object().put("type", "default");
        switch (button.path("type").asText()) {
            case "default", "commands" -> {}
            case "web_app" -> checkWebApp(button);
            default -> throw Refusal.badRequest("can't parse menu button: MenuButton has unsupported type");
        }
        if (button.path("type").asText().equals("default")) {
            buttons.remove(p.text("chat_id"));
        } else {
            buttons.put(p.text("chat_id"), button);
        }
        return BooleanNode.TRUE;
    }

    private static void checkWebApp(JsonNode button) {
        if (button.path("text").asText("").isBlank()) {
            throw Refusal.badRequest("menu button text must be non-empty");
        }
        String url = button.path("web_app").path("url").asText("");
        if (!url.startsWith("https://")) {
            throw Refusal.badRequest("menu button Web App URL '" + url + "' is invalid: Only HTTPS links are allowed");
        }
    }
}
