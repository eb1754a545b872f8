package app.zapiska.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A chat with its messages. Not thread-safe: used under the state's lock. */
final class Chat {

    /** How many messages of a chat the state file keeps. */
    private static final int KEPT_IN_FILE = 1000;

    private record Stored(SandboxMessage message, long revision) {}

    private final long id;
    private final String type;
    private final String name;
    private final TreeMap<Long, Stored> messages = new TreeMap<>();
    private boolean blocked;
    private OptionalLong migratedTo = OptionalLong.empty();
    private long lastMessageId;
    private long statusRevision;

    Chat(long id, String type, String name) {
        this.id = id;
        this.type = type;
        this.name = name;
    }

    long id() {
        return id;
    }

    String type() {
        return type;
    }

    String name() {
        return name;
    }

    boolean isPrivate() {
        return type.equals("private");
    }

    boolean blocked() {
        return blocked;
    }

    void setBlocked(boolean value, long revision) {
        blocked = value;
        statusRevision = revision;
    }

    long statusRevision() {
        return statusRevision;
    }

    OptionalLong migratedTo() {
        return migratedTo;
    }

    void migrateTo(long newId) {
        migratedTo = OptionalLong.of(newId);
    }

    long nextMessageId() {
        return ++lastMessageId;
    }

    void put(SandboxMessage message, long revision) {
        messages.put(message.messageId(), new Stored(message, revision));
    }

    Optional<SandboxMessage> message(long messageId) {
        return Optional.ofNullable(messages.get(messageId)).map(Stored::message);
    }

    /** A message that is still there. */
    Optional<SandboxMessage> present(long messageId) {
        return message(messageId).filter(message -> !message.deleted());
    }

    List<SandboxMessage> messages() {
        return messages.values().stream().map(Stored::message).toList();
    }

    List<SandboxMessage> changedSince(long revision) {
        return messages.values().stream()
                .filter(stored -> stored.revision > revision)
                .map(Stored::message)
                .toList();
    }

    void forgetMessages(long revision) {
        messages.clear();
        blocked = false;
        statusRevision = revision;
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("id", id).put("type", type).put("name", name).put("blocked", blocked);
        migratedTo.ifPresent(target -> json.put("migratedTo", target));
        json.put("lastMessageId", lastMessageId);
        ArrayNode list = json.putArray("messages");
        messages.values().stream()
                .skip(Math.max(0, messages.size() - KEPT_IN_FILE))
                .forEach(stored -> list.add(stored.message.toJson()));
        return json;
    }

    static Chat fromJson(JsonNode json) {
        Chat chat = new Chat(
                json.path("id").asLong(),
                json.path("type").asText("private"),
                json.path("name").asText());
        chat.blocked = json.path("blocked").asBoolean();
        chat.lastMessageId = json.path("lastMessageId").asLong();
        if (json.has("migratedTo")) {
            chat.migratedTo = OptionalLong.of(json.path("migratedTo").asLong());
        }
        json.path("messages").forEach(item -> chat.put(SandboxMessage.fromJson(item), 0));
        return chat;
    }
}
