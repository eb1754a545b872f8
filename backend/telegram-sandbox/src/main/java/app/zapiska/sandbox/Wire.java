package app.zapiska.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chats, users and messages in the form of the Bot API: snake case, dates in seconds. */
final class Wire {

    private static final Pattern COMMAND = Pattern.compile("(?<![\\w/<>])/[A-Za-z0-9_]{1,32}(?:@\\w+)?(?![\\w/<>])");

    private final SandboxOptions options;
    private final Map<Long, String> users;

    Wire(SandboxOptions options, Map<Long, String> users) {
        this.options = options;
        this.users = users;
    }

    ObjectNode bot() {
        return Json.object()
                .put("id", options.botId())
                .put("is_bot", true)
                .put("first_name", "Записная книжка")
                .put("username", options.botUsername());
    }

    ObjectNode user(long id) {
        if (id == options.botId()) {
            return bot();
        }
        return Json.object()
                .put("id", id)
                .put("is_bot", false)
                .put("first_name", users.getOrDefault(id, "User " + id))
                .put("language_code", "ru");
    }

    ObjectNode chat(Chat chat) {
        ObjectNode json = Json.object().put("id", chat.id()).put("type", chat.type());
        return json.put(chat.isPrivate() ? "first_name" : "title", chat.name());
    }

    ObjectNode message(Chat chat, SandboxMessage message) {
        ObjectNode json = shallowMessage(chat, message);
        message.replyToMessageId().stream()
                .boxed()
                .flatMap(id -> chat.present(id).stream())
                .forEach(original -> json.set("reply_to_message", shallowMessage(chat, original)));
        return json;
    }

    /** What updates carry for a message the bot can no longer reach. */
    ObjectNode inaccessible(ObjectNode chat, long messageId) {
        ObjectNode json = Json.object().put("message_id", messageId).put("date", 0);
        json.set("chat", chat);
        return json;
    }

    ObjectNode membership(Chat chat, long userId, Instant now, String before, String after) {
        ObjectNode json = Json.object();
        json.set("chat", chat(chat));
        json.set("from", user(userId));
        json.put("date", now.getEpochSecond());
        json.set("old_chat_member", member(before));
        json.set("new_chat_member", member(after));
        return json;
    }

    private ObjectNode member(String status) {
        ObjectNode json = Json.object();
        json.set("user", bot());
        json.put("status", status);
        if (status.equals("kicked")) {
            json.put("until_date", 0);
        }
        return json;
    }

    private ObjectNode shallowMessage(Chat chat, SandboxMessage message) {
        ObjectNode json = Json.object().put("message_id", message.messageId());
        json.set("from", user(message.fromUserId()));
        json.set("chat", chat(chat));
        json.put("date", message.at().getEpochSecond());
        message.editedAt().ifPresent(at -> json.put("edit_date", at.getEpochSecond()));
        boolean captioned = message.photo().isPresent();
        message.photo().ifPresent(file -> {
            Photo photo = Photo.of(Base64.getDecoder().decode(file));
            json.putArray("photo")
                    .addObject()
                    .put("file_id", "photo" + message.chatId() + "_" + message.messageId())
                    .put("file_unique_id", "unique" + message.chatId() + "_" + message.messageId())
                    .put("width", photo.width())
                    .put("height", photo.height());
        });
        if (!captioned || !message.text().isEmpty()) {
            json.put(captioned ? "caption" : "text", message.text());
        }
        ArrayNode entities = Json.object().arrayNode();
        message.entities().forEach(entity -> entities.add(entity.toJson()));
        if (!message.fromBot()) {
            addCommands(message.text(), entities);
        }
        if (!entities.isEmpty()) {
            json.set(captioned ? "caption_entities" : "entities", entities);
        }
        if (message.replyMarkup().has("inline_keyboard")) {
            json.set("reply_markup", message.replyMarkup());
        }
        return json;
    }

    private static void addCommands(String text, ArrayNode entities) {
        Matcher command = COMMAND.matcher(text);
        while (command.find()) {
            entities.addObject()
                    .put("type", "bot_command")
                    .put("offset", command.start())
                    .put("length", command.end() - command.start());
        }
    }
}
