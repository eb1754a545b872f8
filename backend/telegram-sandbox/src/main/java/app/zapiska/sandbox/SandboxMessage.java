package app.zapiska.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A message as a person sees it now.
 *
 * @param fromUserId who wrote it
 * @param fromBot whether the bot wrote it
 * @param replyMarkup inline keyboard, force-reply and so on; a JSON null node when there is none
 * @param photo the file above the text, which is then its caption; base64
 * @param deleted a deleted message keeps its last content so that a test can tell what vanished
 */
public record SandboxMessage(
        long chatId,
        long messageId,
        Instant at,
        long fromUserId,
        boolean fromBot,
        String text,
        List<MessageEntity> entities,
        JsonNode replyMarkup,
        OptionalLong replyToMessageId,
        Optional<Instant> editedAt,
        Optional<String> photo,
        boolean deleted) {

    /** A button under a message; exactly one of the two optionals is present for the kinds this product uses. */
    public record Button(String text, Optional<String> callbackData, Optional<String> url) {}

    public List<List<Button>> keyboard() {
        List<List<Button>> rows = new ArrayList<>();
        for (JsonNode row : replyMarkup.path("inline_keyboard")) {
            List<Button> buttons = new ArrayList<>();
            for (JsonNode button : row) {
                buttons.add(new Button(
                        button.path("text").asText(),
                        Optional.ofNullable(button.path("callback_data").textValue()),
                        Optional.ofNullable(button.path("url").textValue())));
            }
            rows.add(List.copyOf(buttons));
        }
        return List.copyOf(rows);
    }

    public List<Button> buttons() {
        return keyboard().stream().flatMap(List::stream).toList();
    }

    SandboxMessage edited(FormattedText content, JsonNode markup, Instant when) {
        return new SandboxMessage(
                chatId,
                messageId,
                at,
                fromUserId,
                fromBot,
                content.text(),
                content.entities(),
                markup,
                replyToMessageId,
                Optional.of(when),
                photo,
                deleted);
    }

    /** Telegram does not mark a message as edited when only its keyboard changed. */
    SandboxMessage withMarkup(JsonNode markup) {
        return new SandboxMessage(
                chatId,
                messageId,
                at,
                fromUserId,
                fromBot,
                text,
                entities,
                markup,
                replyToMessageId,
                editedAt,
                photo,
                deleted);
    }

    SandboxMessage asDeleted() {
        return new SandboxMessage(
                chatId,
                messageId,
                at,
                fromUserId,
                fromBot,
                text,
                entities,
                replyMarkup,
                replyToMessageId,
                editedAt,
                photo,
                true);
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("chatId", chatId).put("messageId", messageId).put("at", at.toString());
        json.put("fromUserId", fromUserId).put("fromBot", fromBot).put("text", text);
        ArrayNode list = json.putArray("entities");
        entities.forEach(entity -> list.add(entity.toJson()));
        json.set("replyMarkup", replyMarkup);
        replyToMessageId.ifPresent(id -> json.put("replyToMessageId", id));
        editedAt.ifPresent(when -> json.put("editedAt", when.toString()));
        photo.ifPresent(file -> json.put("photo", file));
        json.put("deleted", deleted);
        return json;
    }

    static SandboxMessage fromJson(JsonNode json) {
        List<MessageEntity> entities = new ArrayList<>();
        json.path("entities").forEach(entity -> entities.add(MessageEntity.fromJson(entity)));
        JsonNode markup = json.path("replyMarkup");
        return new SandboxMessage(
                json.path("chatId").asLong(),
                json.path("messageId").asLong(),
                Instant.parse(json.path("at").asText()),
                json.path("fromUserId").asLong(),
                json.path("fromBot").asBoolean(),
                json.path("text").asText(),
                List.copyOf(entities),
                markup.isMissingNode() ? JsonNodeFactory.instance.nullNode() : markup,
                json.has("replyToMessageId")
                        ? OptionalLong.of(json.path("replyToMessageId").asLong())
                        : OptionalLong.empty(),
                Optional.ofNullable(json.path("editedAt").textValue()).map(Instant::parse),
                Optional.ofNullable(json.path("photo").textValue()),
                json.path("deleted").asBoolean());
    }
}
