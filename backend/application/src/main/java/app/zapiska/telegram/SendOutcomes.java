package app.zapiska.telegram;

import app.zapiska.telegram.Messenger.EditOutcome;
import java.time.Duration;
import java.util.Locale;

/**
 * The outcome table of the reminder engine as a pure function: error code first, the beginning of the description second,
 * an unknown 4xx concerns that one message.
 */
final class SendOutcomes {

    static final Duration SOON = Duration.ofSeconds(5);
    static final Duration WHEN_TOKEN_WORKS = Duration.ofMinutes(1);

    private SendOutcomes() {}

    static SendOutcome ofSend(ApiResult verdict) {
        return switch (verdict) {
            case ApiResult.Accepted accepted -> {
                var id = accepted.result().path("message_id");
                yield id.isIntegralNumber() && id.canConvertToLong()
                        ? new SendOutcome.Sent(id.longValue())
                        : new SendOutcome.Unknown("accepted without a message id");
            }
            case ApiResult.Refused refused -> ofRefusedSend(refused);
            case ApiResult.Foreign(int status, Duration retryAfter) -> ofForeignSend(status, retryAfter);
            case ApiResult.NotSent(String error) -> new SendOutcome.NotSent(error);
            case ApiResult.Lost(String error) -> new SendOutcome.Unknown(error);
        };
    }

    private static SendOutcome ofRefusedSend(ApiResult.Refused refused) {
        int code = refused.code();
        var error = refused.description();
        if (code == 429) {
            return new SendOutcome.TooManyRequests(refused.retryAfter());
        }
        if (code == 401 || code == 404) {
            return new SendOutcome.TokenRejected(error);
        }
        if (code == 400 && refused.migrateTo().isPresent()) {
            return new SendOutcome.ChatMigrated(refused.migrateTo().getAsLong());
        }
        if (isUnreachable(code, error)) {
            return new SendOutcome.ChatUnreachable(error);
        }
        // The server gave up waiting for the request: this says nothing about the message.
        if (code == 408 || code < 400 || code >= 500) {
            return new SendOutcome.ServerError(code, error);
        }
        return new SendOutcome.MessageRefused(code, error);
    }

    /**
     * Somebody between us and Telegram answered. A 4xx of theirs says nothing about chat or message, so neither is given
     * up for it. 401 and 404 mean that nothing at all can be sent to this address.
     */
    private static SendOutcome ofForeignSend(int status, Duration retryAfter) {
        return switch (status) {
            case 401, 404 -> new SendOutcome.TokenRejected("HTTP " + status);
            case 429 -> new SendOutcome.TooManyRequests(retryAfter);
            default ->
                status >= 400
                        ? new SendOutcome.ServerError(status, "HTTP " + status + " without an answer of Telegram's")
                        : new SendOutcome.Unknown("HTTP " + status + " with an unreadable body");
        };
    }

    static EditOutcome ofEdit(ApiResult verdict) {
        return ofChange(verdict, "message is not modified");
    }

    static EditOutcome ofDelete(ApiResult verdict) {
        return ofChange(verdict, "message to delete not found");
    }

    private static EditOutcome ofChange(ApiResult verdict, String alreadySo) {
        return switch (verdict) {
            case ApiResult.Accepted accepted -> new EditOutcome.Done();
            case ApiResult.Refused refused -> {
                int code = refused.code();
                var error = refused.description();
                if (code == 429) {
                    yield new EditOutcome.TooManyRequests(refused.retryAfter());
                }
                if (code == 401 || code == 404) {
                    yield new EditOutcome.TryLater(WHEN_TOKEN_WORKS, error);
                }
                if (code == 408 || code < 400 || code >= 500) {
                    yield new EditOutcome.TryLater(SOON, error);
                }
                if (code == 400 && refused.migrateTo().isPresent()) {
                    yield new EditOutcome.ChatMigrated(refused.migrateTo().getAsLong());
                }
                if (isUnreachable(code, error)) {
                    yield new EditOutcome.ChatUnreachable(error);
                }
                yield code == 400 && says(error, alreadySo)
                        ? new EditOutcome.Done()
                        : new EditOutcome.Impossible(error);
            }
            case ApiResult.Foreign(int status, Duration retryAfter) ->
                switch (status) {
                    case 429 -> new EditOutcome.TooManyRequests(retryAfter);
                    case 401, 404 -> new EditOutcome.TryLater(WHEN_TOKEN_WORKS, "HTTP " + status);
                    default -> new EditOutcome.TryLater(SOON, "HTTP " + status);
                };
            case ApiResult.NotSent(String error) -> new EditOutcome.TryLater(SOON, error);
            case ApiResult.Lost(String error) -> new EditOutcome.TryLater(SOON, error);
        };
    }

    private static boolean isUnreachable(int code, String error) {
        return code == 403 || code == 400 && says(error, "chat not found");
    }

    /** A press that Telegram no longer waits for is as good as answered. */
    static boolean isExpiredPress(ApiResult.Refused refused) {
        return refused.code() == 400
                && (says(refused.description(), "query is too old") || says(refused.description(), "query_id_invalid"));
    }

    /** Whether the description begins so, after the "Bad Request: " that most of them carry. */
    private static boolean says(String description, String beginning) {
        var lower = description.toLowerCase(Locale.ROOT);
        int colon = lower.indexOf(": ");
        return lower.startsWith(beginning) || colon >= 0 && lower.startsWith(beginning, colon + 2);
    }
}
