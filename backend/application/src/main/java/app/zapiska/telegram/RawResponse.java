package app.zapiska.telegram;

import java.util.Optional;

/** What became of one HTTP request to the Bot API, before anybody says what it means. */
sealed interface RawResponse {

    /**
     * A status line arrived.
     *
     * @param body what was read of it: empty when the connection broke in the middle or it was longer than anything
     *     Telegram sends
     * @param retryAfter the header, for answers that come from something in front of the Bot API
     */
    record Received(int status, byte[] body, Optional<String> retryAfter) implements RawResponse {}

    /**
     * No status line arrived.
     *
     * @param written the connection stood, so the request may have gone out
     * @param error for people and the log, without the token
     */
    record Broken(boolean written, String error) implements RawResponse {}
}
