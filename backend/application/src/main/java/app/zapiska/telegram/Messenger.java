package app.zapiska.telegram;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * The bot's outgoing side. Calls never fail: whatever happens becomes an outcome. Each makes at most one HTTP request of
 * at most 25 s. Results are emitted on the caller's Vert.x context.
 */
public interface Messenger {

    /** Sends one message. Obeys no rate and no {@link Cooldown}: that is up to whoever calls. */
    Uni<SendOutcome> send(long chatId, OutgoingMessage message);

    /** Replaces text and buttons of a message. "Not modified" counts as done. */
    Uni<EditOutcome> edit(long chatId, long messageId, OutgoingMessage message);

    /** Removes a message. One that is already gone counts as done. */
    Uni<EditOutcome> delete(long chatId, long messageId);

    /** Whether a token is set and not rejected: false stops the sender without consuming anything. */
    boolean ready();

    sealed interface EditOutcome {
        record Done() implements EditOutcome {}

        /** It can never be done: the message is gone or, for a deletion, too old. */
        record Impossible(String error) implements EditOutcome {}

        /** 429. */
        record TooManyRequests(Duration retryAfter) implements EditOutcome {}

        /** Nothing in this chat can be changed until the person acts. */
        record ChatUnreachable(String error) implements EditOutcome {}

        /** The group has another id, and its old messages none at all. */
        record ChatMigrated(long newChatId) implements EditOutcome {}

        /** Worth another try, not before {@code notBefore} has passed. */
        record TryLater(Duration notBefore, String error) implements EditOutcome {}
    }
}
