package app.zapiska.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * What a test can see and do: read the chats, act as the people in them, and make the server misbehave. Every method
 * may be called from any thread.
 */
public final class SandboxControl {

    private final SandboxOptions options;
    private final SandboxState state;
    private final FaultScript faults;
    private final HttpListener listener;

    SandboxControl(SandboxOptions options, SandboxState state, FaultScript faults, HttpListener listener) {
        this.options = options;
        this.state = state;
        this.faults = faults;
        this.listener = listener;
    }

    // ---- looking

    /** Every {@code sendMessage} and {@code sendPhoto} that took effect, in order, whatever the client was told: the oracle of the tests. */
    public List<AcceptedSend> acceptedSends() {
        return state.read(state::sends);
    }

    /** Every API request in order of arrival; of very many the latest 90,000 or more. */
    public List<ApiCall> calls() {
        return state.read(state::calls);
    }

    /** The chat as a person would see it, oldest message first, deleted ones marked. */
    public List<SandboxMessage> messages(long chatId) {
        return state.read(() -> state.chat(chatId).map(Chat::messages).orElse(List.of()));
    }

    public Optional<SandboxMessage> message(long chatId, long messageId) {
        return state.read(() -> state.chat(chatId).flatMap(chat -> chat.message(messageId)));
    }

    /** Number of updates that the bot has not confirmed yet. */
    public int pendingUpdates() {
        return state.read(() -> state.updates().size());
    }

    public long ownerId() {
        return options.ownerId();
    }

    // ---- waiting

    /**
     * Waits until at least this many sends were accepted.
     *
     * @throws IllegalStateException when they were not in time
     */
    public List<AcceptedSend> awaitSends(int count, Duration timeout) {
        if (!state.await(() -> state.sendCount() >= count, timeout)) {
            throw new IllegalStateException("Wanted " + count + " accepted sends within " + timeout + ", saw "
                    + acceptedSends().size());
        }
        return acceptedSends();
    }

    /**
     * Waits for a message of a chat that satisfies the condition, the latest first.
     *
     * @throws IllegalStateException when there was none in time
     */
    public SandboxMessage awaitMessage(long chatId, Predicate<SandboxMessage> wanted, Duration timeout) {
        boolean found = state.await(() -> latest(chatId, wanted).isPresent(), timeout);
        if (!found) {
            throw new IllegalStateException("No such message in chat " + chatId + " within " + timeout);
        }
        return state.read(() -> latest(chatId, wanted)).orElseThrow();
    }

    /**
     * Waits for a logged call that satisfies the condition.
     *
     * @throws IllegalStateException when there was none in time
     */
    public ApiCall awaitCall(Predicate<ApiCall> wanted, Duration timeout) {
        if (!state.await(() -> state.calls().stream().anyMatch(wanted), timeout)) {
            throw new IllegalStateException("No such call within " + timeout);
        }
        return calls().stream().filter(wanted).findFirst().orElseThrow();
    }

    /** Waits until the bot has confirmed every update; false when it did not in time. */
    public boolean awaitUpdatesConfirmed(Duration timeout) {
        return state.await(() -> state.updates().size() == 0, timeout);
    }

    private Optional<SandboxMessage> latest(long chatId, Predicate<SandboxMessage> wanted) {
        return state.chat(chatId).map(Chat::messages).orElse(List.of()).reversed().stream()
                .filter(wanted)
                .findFirst();
    }

    // ---- acting as people

    /**
     * Presses a button as the chat's person.
     *
     * @param buttonTextOrData the label, or else the callback data
     * @throws NoSuchElementException when the message or the button is not there
     */
    public CallbackResult press(long chatId, long messageId, String buttonTextOrData) {
        return state.change(() -> {
            Chat chat = state.knownChat(chatId);
            SandboxMessage message = chat.present(messageId)
                    .orElseThrow(() -> new NoSuchElementException("No message " + messageId + " in chat " + chatId));
            List<SandboxMessage.Button> buttons = message.buttons();
            String data = buttons.stream()
                    .filter(button -> button.text().equals(buttonTextOrData))
                    .findFirst()
                    .or(() -> buttons.stream()
                            .filter(button -> button.callbackData().equals(Optional.of(buttonTextOrData)))
                            .findFirst())
                    .flatMap(SandboxMessage.Button::callbackData)
                    .orElseThrow(() -> new NoSuchElementException(
                            "No button " + buttonTextOrData + " to press; the message has " + buttons));
            return state.press(state.personIn(chat), chatId, messageId, data);
        });
    }

    /** A press by anybody with any data, also on a message or in a chat that does not exist. */
    public CallbackResult pressAs(long userId, long chatId, long messageId, String data) {
        return state.change(() -> state.press(userId, chatId, messageId, data));
    }

    /** Writes to the bot as the chat's person; returns the message's id. */
    public long sendText(long chatId, String text) {
        return state.change(
                () -> state.receive(state.personIn(state.knownChat(chatId)), chatId, text, OptionalLong.empty())
                        .messageId());
    }

    public long sendTextAs(long userId, long chatId, String text) {
        return state.change(
                () -> state.receive(userId, chatId, text, OptionalLong.empty()).messageId());
    }

    public long replyTo(long chatId, long messageId, String text) {
        return state.change(
                () -> state.receive(state.personIn(state.knownChat(chatId)), chatId, text, OptionalLong.of(messageId))
                        .messageId());
    }

    /** The person blocks the bot: sends get 403, and the bot is told by {@code my_chat_member}. */
    public void block(long chatId) {
        state.change(() -> state.setBlocked(chatId, true));
    }

    /** The person takes the block back; nothing is written for them. */
    public void unblock(long chatId) {
        state.change(() -> state.setBlocked(chatId, false));
    }

    /** A positive id is a private chat with that person, a negative one a group. */
    public void addChat(long chatId, String firstName) {
        state.change(() -> state.addChat(chatId, firstName));
    }

    public void removeChat(long chatId) {
        state.change(() -> state.removeChat(chatId));
    }

    /** Turns a group into a supergroup: sends to the old id are refused with {@code migrate_to_chat_id}. */
    public void migrate(long chatId, long newChatId) {
        state.change(() -> state.migrate(chatId, newChatId));
    }

    // ---- updates

    /**
     * Delivers an update once more, with the same id.
     *
     * @throws NoSuchElementException when it is not among the last ten thousand
     */
    public void repeatUpdate(long updateId) {
        if (!state.change(() -> state.repeatUpdate(updateId))) {
            throw new NoSuchElementException("No update " + updateId);
        }
    }

    /** Chooses the id of the next update; it may be lower than the last one. */
    public void jumpUpdateIds(long next) {
        state.change(() -> {
            state.updates().jumpTo(next);
            state.updatesChanged();
        });
    }

    // ---- misbehaving

    public void script(Fault fault) {
        faults.add(fault);
    }

    /** Holds the next call of a method before it takes effect. */
    public Hold hold(String method) {
        return scriptHold(Fault.on(method));
    }

    public Hold hold(String method, long chatId) {
        return scriptHold(Fault.on(method).chat(chatId));
    }

    /** Holds the answer of the next call of a method after it took effect. */
    public Hold holdAfter(String method) {
        return scriptHold(Fault.on(method).accepting());
    }

    public Hold holdAfter(String method, long chatId) {
        return scriptHold(Fault.on(method).chat(chatId).accepting());
    }

    /** Adds a hold with any count or chat: {@code scriptHold(Fault.on("sendMessage").call(3))}. */
    public Hold scriptHold(Fault where) {
        Hold hold = new Hold();
        faults.add(where.with(new Fault.Held(hold)));
        return hold;
    }

    /** Every call is refused with 401 from now on. */
    public void revokeToken() {
        state.change(() -> state.setTokenRevoked(true));
    }

    public void restoreToken() {
        state.change(() -> state.setTokenRevoked(false));
    }

    /** Connections are refused and the open ones cut, as when the network is gone. */
    public void goOffline() {
        listener.refuse();
    }

    /** Listens again on the same port. */
    public void goOnline() {
        try {
            listener.listen();
        } catch (IOException taken) {
            throw new UncheckedIOException("Port " + listener.port() + " was taken meanwhile", taken);
        }
    }

    /**
     * Lets every date, age and limit be as so much later than the clock says; zero is as it was. What a bot may no longer
     * delete, answer or fetch is so at once.
     */
    public void shiftClock(Duration shift) {
        state.shiftClock(shift);
    }

    /** Takes every fault back; held calls go on. */
    public void clearFaults() {
        faults.clear();
    }

    /**
     * Empties chats, logs, faults, commands and updates and removes the webhook. Message ids of the owner's chat and
     * update ids go on counting.
     */
    public void reset() {
        faults.clear();
        state.change(state::reset);
    }
}
