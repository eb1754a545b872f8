package app.zapiska.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Everything the sandbox knows, behind one lock. {@link #change} and {@link #read} take the lock; the other methods are
 * called inside them. What {@code change} did is in the state file before it returns.
 */
final class SandboxState extends Guarded {

    private static final int LOGGED_CALLS = 100_000;

    private final SandboxOptions options;
    private final Map<Long, Chat> chats = new LinkedHashMap<>();
    private final Map<Long, String> users = new HashMap<>();
    private final PressedButtons pressed = new PressedButtons();
    private final Map<String, JsonNode> commands = new HashMap<>();
    private final List<AcceptedSend> sends = new ArrayList<>();
    private final List<LoggedCall> calls = new ArrayList<>();
    private final UpdateQueue updates = new UpdateQueue();
    private final Subscription subscription = new Subscription();
    private final Pacing pacing;
    private final Wire wire;
    private long pollTicket;
    private volatile boolean tokenRevoked;
    private volatile Duration clockShift = Duration.ZERO;
    private long commandsRevision;
    private Runnable updateListener = () -> {};

    SandboxState(SandboxOptions options) {
        this.options = options;
        this.pacing = new Pacing(options.pacing());
        this.wire = new Wire(options, users);
        users.put(options.ownerId(), options.ownerName());
        StateFile file = options.stateFile()
                .map(path -> StateFile.open(path, this::snapshot))
                .orElseGet(StateFile::none);
        file.content().ifPresent(this::load);
        keepIn(file);
        chats.computeIfAbsent(options.ownerId(), id -> new Chat(id, "private", options.ownerName()));
    }

    Instant now() {
        return options.clock().instant().plus(clockShift);
    }

    void shiftClock(Duration shift) {
        clockShift = shift;
    }

    Wire wire() {
        return wire;
    }

    // ---- chats and people

    Optional<Chat> chat(long id) {
        return Optional.ofNullable(chats.get(id));
    }

    Chat knownChat(long id) {
        return chat(id).orElseThrow(() -> new NoSuchElementException("The sandbox has no chat " + id));
    }

    void addChat(long id, String name) {
        chats.computeIfAbsent(id, key -> new Chat(key, key > 0 ? "private" : "group", name));
        if (id > 0) {
            users.put(id, name);
        }
        touch();
    }

    void removeChat(long id) {
        chats.remove(id);
        touch();
    }

    void migrate(long id, long newId) {
        Chat old = knownChat(id);
        long actor = personIn(old);
        old.migrateTo(newId);
        Chat target = chats.computeIfAbsent(newId, key -> new Chat(key, "supergroup", old.name()));
        emit("message", actor, serviceMessage(old, actor).put("migrate_to_chat_id", newId));
        emit("message", actor, serviceMessage(target, actor).put("migrate_from_chat_id", id));
        touch();
    }

    private ObjectNode serviceMessage(Chat chat, long actor) {
        ObjectNode json = Json.object().put("message_id", chat.nextMessageId());
        json.set("from", wire.user(actor));
        json.set("chat", wire.chat(chat));
        return json.put("date", now().getEpochSecond());
    }

    void setBlocked(long chatId, boolean blocked) {
        Chat chat = knownChat(chatId);
        if (chat.blocked() == blocked) {
            return;
        }
        chat.setBlocked(blocked, revision() + 1);
        long person = personIn(chat);
        String in = "member";
        String out = chat.isPrivate() ? "kicked" : "left";
        emit("my_chat_member", person, wire.membership(chat, person, now(), blocked ? in : out, blocked ? out : in));
        touch();
    }

    /** The person who acts in a chat when nobody else is named. */
    long personIn(Chat chat) {
        return chat.isPrivate() ? chat.id() : options.ownerId();
    }

    // ---- what people do

    SandboxMessage receive(long userId, long chatId, String text, OptionalLong replyTo) {
        Chat chat = knownChat(chatId);
        if (chat.blocked()) {
            throw new IllegalStateException("The person blocked the bot; unblock the chat before writing");
        }
        if (text.isBlank() || text.length() > FormattedText.MAX_UNITS) {
            throw new IllegalArgumentException("A person's message has 1 to 4096 characters");
        }
        replyTo.ifPresent(id ->
                chat.present(id).orElseThrow(() -> new NoSuchElementException("No message " + id + " to reply to")));
        SandboxMessage message = new SandboxMessage(
                chatId,
                chat.nextMessageId(),
                now(),
                userId,
                false,
                text,
                List.of(),
                JsonNodeFactory.instance.nullNode(),
                replyTo,
                Optional.empty(),
                Optional.empty(),
                false);
        chat.put(message, revision() + 1);
        emit("message", userId, wire.message(chat, message));
        touch();
        return message;
    }

    /** A press, whether or not such a button exists: clients can be forged. */
    CallbackResult press(long userId, long chatId, long messageId, String data) {
        String id = Long.toUnsignedString(ThreadLocalRandom.current().nextLong());
        ObjectNode query = Json.object().put("id", id);
        query.set("from", wire.user(userId));
        Optional<Chat> chat = chat(chatId);
        query.set(
                "message",
                chat.flatMap(known -> known.present(messageId).map(message -> wire.message(known, message)))
                        .orElseGet(() -> wire.inaccessible(
                                chat.map(wire::chat)
                                        .orElseGet(() -> Json.object()
                                                .put("id", chatId)
                                                .put("type", chatId > 0 ? "private" : "group")),
                                messageId)));
        query.put("chat_instance", Long.toString(chatId * 31 + 7));
        if (data != null) {
            query.put("data", data);
        }
        long updateId = emit("callback_query", userId, query);
        CallbackResult result = new CallbackResult(id, updateId);
        pressed.add(result, now());
        touch();
        return result;
    }

    /** @return the update's id, or 0 when the bot did not ask for this kind */
    private long emit(String kind, long userId, ObjectNode content) {
        if (!subscription.wants(kind)) {
            return 0;
        }
        ObjectNode update = Json.object();
        update.set(kind, content);
        long id = updates.add(update, now(), userId);
        updateListener.run();
        return id;
    }

    /** Called under the lock whenever an update starts to wait. */
    void onUpdate(Runnable listener) {
        updateListener = listener;
    }

    // ---- what the bot does

    SandboxMessage send(
            Chat chat, FormattedText content, JsonNode markup, OptionalLong replyTo, Optional<Photo> photo) {
        pacing.sendInto(chat.id(), now());
        SandboxMessage message = new SandboxMessage(
                chat.id(),
                chat.nextMessageId(),
                now(),
                options.botId(),
                true,
                content.text(),
                content.entities(),
                markup,
                replyTo,
                Optional.empty(),
                photo.map(Photo::base64),
                false);
        chat.put(message, revision() + 1);
        sends.add(new AcceptedSend(
                message.at(),
                chat.id(),
                message.messageId(),
                content.text(),
                content.entities(),
                markup,
                ReplyMarkup.callbackData(markup)));
        touch();
        return message;
    }

    void replace(Chat chat, SandboxMessage message) {
        pacing.edit(now());
        chat.put(message, revision() + 1);
        touch();
    }

    void delete(Chat chat, SandboxMessage message) {
        chat.put(message.asDeleted(), revision() + 1);
        touch();
    }

    /** @return whether the query was still open */
    boolean answerCallback(String id, CallbackResult.Answer answer) {
        if (!pressed.answer(id, answer, now())) {
            return false;
        }
        touch();
        return true;
    }

    void setCommands(String key, Optional<JsonNode> list) {
        list.ifPresentOrElse(value -> commands.put(key, value), () -> commands.remove(key));
        commandsRevision = touch();
    }

    boolean commandsChangedSince(long earlier) {
        return commandsRevision > earlier;
    }

    JsonNode commands(String key) {
        return commands.getOrDefault(key, JsonNodeFactory.instance.arrayNode());
    }

    // ---- updates

    UpdateQueue updates() {
        updates.dropOlderThanADay(now());
        return updates;
    }

    boolean repeatUpdate(long id) {
        boolean known = updates.repeat(id, now());
        updateListener.run();
        touch();
        return known;
    }

    void updatesChanged() {
        touch();
    }

    Subscription subscription() {
        return subscription;
    }

    void setWebhook(Optional<Subscription.Webhook> value) {
        subscription.setWebhook(value);
        touch();
    }

    /**
     * The long poll of getUpdates. A later poll ends an earlier one, as at Telegram.
     *
     * @throws Refusal 409 when another poll or a webhook takes over
     */
    ArrayNode poll(long offset, int limit, Duration timeout) {
        return guarded(
                () -> {
                    long ticket = ++pollTicket;
                    wake();
                    refusePollBesidesWebhook();
                    int before = updates().size();
                    long from = updates.confirm(offset);
                    if (updates.size() != before) {
                        touch();
                    }
                    long left = timeout.toNanos();
                    while (true) {
                        List<UpdateQueue.Entry> found = updates().from(from, limit);
                        if (!found.isEmpty() || left <= 0 || closed()) {
                            ArrayNode list = JsonNodeFactory.instance.arrayNode();
                            found.forEach(entry -> list.add(entry.update()));
                            return list;
                        }
                        left = awaitChange(left);
                        if (ticket != pollTicket) {
                            throw Refusal.conflict("terminated by other getUpdates request; make sure that only one bot"
                                    + " instance is running");
                        }
                        if (subscription.webhook().isPresent()) {
                            throw Refusal.conflict("terminated by setWebhook request");
                        }
                    }
                },
                JsonNodeFactory.instance::arrayNode);
    }

    private void refusePollBesidesWebhook() {
        if (subscription.webhook().isPresent()) {
            throw Refusal.conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete"
                    + " the webhook first");
        }
    }

    // ---- the token

    boolean tokenRevoked() {
        return tokenRevoked;
    }

    void setTokenRevoked(boolean revoked) {
        tokenRevoked = revoked;
        touch();
    }

    // ---- logs

    List<AcceptedSend> sends() {
        return List.copyOf(sends);
    }

    int sendCount() {
        return sends.size();
    }

    List<ApiCall> calls() {
        return calls.stream().map(LoggedCall::view).toList();
    }

    LoggedCall log(String method, Map<String, String> params, OptionalLong chatId) {
        return read(() -> {
            LoggedCall call = new LoggedCall(now(), method, params, chatId);
            if (calls.size() >= LOGGED_CALLS) {
                calls.subList(0, LOGGED_CALLS / 10).clear();
            }
            calls.add(call);
            wake();
            return call;
        });
    }

    void accepted(LoggedCall call) {
        call.accepted();
    }

    void answered(LoggedCall call, int code) {
        read(() -> {
            call.answered(code);
            wake();
            return null;
        });
    }

    /** Ids go on counting, so that a bot that remembers them is not confused. */
    void reset() {
        chats.values().removeIf(chat -> chat.id() != options.ownerId());
        chats.values().forEach(chat -> chat.forgetMessages(revision() + 1));
        pressed.clear();
        commands.clear();
        sends.clear();
        calls.clear();
        updates.clear();
        pacing.reset();
        subscription.reset();
        tokenRevoked = false;
        touch();
    }

    // ---- the state file

    private StateFile.Snapshot snapshot() {
        return read(() -> {
            ObjectNode json = Json.object().put("format", 1);
            ArrayNode chatList = json.putArray("chats");
            chats.values().forEach(chat -> chatList.add(chat.toJson()));
            ObjectNode people = json.putObject("users");
            users.forEach((id, name) -> people.put(Long.toString(id), name));
            json.set("updates", updates.toJson());
            json.set("callbacks", pressed.toJson());
            ObjectNode commandLists = json.putObject("commands");
            commands.forEach(commandLists::set);
            subscription.writeTo(json);
            return new StateFile.Snapshot(revision(), Json.bytes(json));
        });
    }

    private void load(JsonNode json) {
        json.path("chats").forEach(item -> {
            Chat chat = Chat.fromJson(item);
            chats.put(chat.id(), chat);
        });
        json.path("users").properties().forEach(user -> {
            long id = Long.parseLong(user.getKey());
            if (id != options.ownerId()) {
                users.put(id, user.getValue().asText());
            }
        });
        updates.load(json.path("updates"));
        pressed.load(json.path("callbacks"));
        json.path("commands").properties().forEach(item -> commands.put(item.getKey(), item.getValue()));
        subscription.load(json);
    }
}
