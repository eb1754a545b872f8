package app.zapiska.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** The methods of the list of commands that clients offer. */
final class CommandMethods {

    private static final Pattern COMMAND = Pattern.compile("[a-z0-9_]{1,32}");

    private final SandboxState state;

    CommandMethods(SandboxState state) {
        this.state = state;
    }

    JsonNode get(Parameters p) {
        return state.read(() -> state.commands(commandsKey(p)));
    }

    JsonNode set(Parameters p) {
        JsonNode list = BotApi.json(p.text("commands"), "can't parse commands JSON object");
        if (!list.isArray()) {
            throw Refusal.badRequest("expected an Array of BotCommand");
        }
        if (list.size() > 100) {
            throw Refusal.badRequest("BOT_COMMANDS_TOO_MUCH");
        }
        for (JsonNode command : list) {
            if (!command.path("command").isTextual()
                    || !command.path("description").isTextual()) {
                throw Refusal.badRequest("can't parse BotCommand: Can't find field \"command\" or \"description\"");
            }
            String name = command.path("command").asText();
            if (!COMMAND.matcher(name.startsWith("/") ? name.substring(1) : name)
                    .matches()) {
                throw Refusal.badRequest("BOT_COMMAND_INVALID");
            }
            int length = command.path("description").asText().strip().length();
            if (length < 1 || length > 256) {
                throw Refusal.badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
            }
        }
        String key = commandsKey(p);
        state.change(() -> state.setCommands(key, Optional.of(list)));
        return BooleanNode.TRUE;
    }

    JsonNode delete(Parameters p) {
        String key = commandsKey(p);
        state.change(() -> state.setCommands(key, Optional.empty()));
        return BooleanNode.TRUE;
    }

    private static String commandsKey(Parameters p) {
        String language = p.text("language_code");
        if (!language.isEmpty() && !language.matches("[a-z]{2}")) {
            throw Refusal.badRequest("invalid language code specified");
        }
        String scope = "default";
        if (p.has("scope")) {
            JsonNode chosen = BotApi.json(p.text("scope"), "can't parse BotCommandScope JSON object");
            scope = chosen.path("type").asText("");
            if (chosen.has("chat_id")) {
                scope += ":" + chosen.path("chat_id").asText();
            }
            if (scope.isEmpty()) {
                throw Refusal.badRequest("can't parse BotCommandScope: Can't find field \"type\"");
            }
        }
        return scope + "/" + language;
    }
}
