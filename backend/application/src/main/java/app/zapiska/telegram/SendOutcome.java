package app.zapiska.telegram;

import java.time.Duration;

/**
 * How a call to Telegram ended, sorted by what may be done next. The engine switches over it exhaustively; nothing else
 * of the client library's errors is visible outside the adapter.
 */
public sealed interface SendOutcome {

    /** Telegram accepted it. */
    record Sent(long messageId) implements SendOutcome {}

    /** The request certainly never reached Telegram: unknown host, refused, connect time-out, TLS, our own limiter. */
    record NotSent(String error) implements SendOutcome {}

    /** 429. */
    record TooManyRequests(Duration retryAfter) implements SendOutcome {}

    /** 403, or 400 "chat not found": this chat can't be written to until the person acts. */
    record ChatUnreachable(String error) implements SendOutcome {}

    /** 400 with migrate_to_chat_id. */
    record ChatMigrated(long newChatId) implements SendOutcome {}

    /** Any other 4xx: permanent, for this message only. */
    record MessageRefused(int code, String error) implements SendOutcome {}

    /** 401 or 404: the token is dead, nothing can be sent at all. */
    record TokenRejected(String error) implements SendOutcome {}

    /** 5xx was answered: probably not accepted, but not certainly. */
    record ServerError(int code, String error) implements SendOutcome {}

    /** The request may have been accepted: read time-out, reset after writing, unreadable answer. Never sent again. */
    record Unknown(String error) implements SendOutcome {}
}
