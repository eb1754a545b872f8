package app.zapiska.sandbox;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One request to the Bot API, in the order of arrival.
 *
 * @param method in lower case, as Telegram compares it
 * @param params every parameter as text, nested values as JSON
 * @param chatId numeric {@code chat_id}, if the call had one
 * @param answerCode HTTP status written; {@link #CUT} when the connection was closed instead, {@link #OPEN} while the
 *     call is in progress
 * @param accepted whether the call took effect in the sandbox
 */
public record ApiCall(
        Instant at, String method, Map<String, String> params, OptionalLong chatId, int answerCode, boolean accepted) {

    /** The connection was closed without a whole answer. */
    public static final int CUT = 0;

    /** No answer was written yet. */
    public static final int OPEN = -1;
}
