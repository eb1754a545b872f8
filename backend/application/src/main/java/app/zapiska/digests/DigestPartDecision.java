package app.zapiska.digests;

import app.zapiska.delivery.BackOff;
import app.zapiska.reminders.EngineConfig;
import app.zapiska.telegram.SendOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one try of one part of a message amounts to. A digest does not repeat, so unlike a reminder it is sent again, once,
 * when nobody knows whether it arrived: at least once.
 *
 * @param part what becomes of the part
 * @param next what becomes of the whole
 * @param dueAt when it is looked at again; for {@link Next#LATER}
 * @param unknown the try may have arrived
 * @param serverError a 5xx answer: counts against the few tries a part has after those
 * @param plainText the next try goes out without formatting
 * @param fruitless the try says nothing about this message: the pauses between such tries grow
 */
public record DigestPartDecision(
        Part part,
        Next next,
        Optional<Instant> dueAt,
        boolean unknown,
        boolean serverError,
        boolean plainText,
        boolean fruitless,
        Optional<String> error,
        OptionalLong messageId) {

    /** After an answer that may have been lost, a part is sent once more and not again. */
    private static final int TRIES_AFTER_UNKNOWN = 1;

    public enum Part {
        WAITING,
        SENT,
        /** It may have arrived, and is not sent again. */
        UNKNOWN,
        FAILED
    }

    public enum Next {
        /** The following part. */
        GO_ON,
        /** From this part on, at {@code dueAt}. */
        LATER,
        /** The chat can't be written to. */
        BLOCKED
    }

    /**
     * What is known of a part before the try.
     *
     * @param attempts fruitless tries of the whole in a row
     */
    public record Before(int unknowns, int serverErrors, boolean plainText, int attempts) {}

    /** @param jitter 0 to 1 */
    public static DigestPartDecision of(
            SendOutcome outcome, Before before, Instant now, EngineConfig config, double jitter) {
        return switch (outcome) {
            case SendOutcome.Sent sent ->
                new DigestPartDecision(
                        Part.SENT,
                        Next.GO_ON,
                        Optional.empty(),
                        false,
                        false,
                        before.plainText(),
                        false,
                        Optional.empty(),
                        OptionalLong.of(sent.messageId()));
            case SendOutcome.NotSent notSent ->
                again(
                        notSent.error(),
                        now.plus(BackOff.after(before.attempts() + 1, jitter)),
                        before.plainText(),
                        true);
            case SendOutcome.TooManyRequests limited ->
                again(
                        "429: retry after " + limited.retryAfter().toSeconds() + " s",
                        now.plus(limited.retryAfter()),
                        before.plainText(),
                        true);
            case SendOutcome.TokenRejected rejected ->
                // Nothing is consumed: the sender itself stops until the token works.
                again(rejected.error(), now, before.plainText(), true);
            case SendOutcome.ChatMigrated migrated -> again("the group has moved", now, before.plainText(), false);
            case SendOutcome.ChatUnreachable unreachable ->
                ended(Part.WAITING, Next.BLOCKED, false, unreachable.error(), before.plainText());
            case SendOutcome.MessageRefused refused
            when before.plainText() -> ended(Part.FAILED, Next.GO_ON, false, text(refused), true);
            case SendOutcome.MessageRefused refused -> again(text(refused), now, true, false);
            case SendOutcome.ServerError failed ->
                before.serverErrors() < config.softRetries()
                        ? unclear(
                                failed.code() + ": " + failed.error(),
                                now.plus(config.softRetryAfter()),
                                true,
                                before.plainText())
                        : ended(
                                Part.UNKNOWN,
                                Next.GO_ON,
                                false,
                                failed.code() + ": " + failed.error(),
                                before.plainText());
            case SendOutcome.Unknown unknown ->
                before.unknowns() < TRIES_AFTER_UNKNOWN
                        ? unclear(unknown.error(), now.plus(config.softRetryAfter()), false, before.plainText())
                        : ended(Part.UNKNOWN, Next.GO_ON, true, unknown.error(), before.plainText());
        };
    }

    /** The intent grew too old in our hands: the lease could end before the call does, so the call is not made. */
    public static DigestPartDecision overtaken(Before before, Instant now, Duration age) {
        return again("intent was " + age.toSeconds() + " s old before the call", now, before.plainText(), false);
    }

    private static String text(SendOutcome.MessageRefused refused) {
        return refused.code() + ": " + refused.error();
    }

    private static DigestPartDecision again(String error, Instant dueAt, boolean plainText, boolean fruitless) {
        return new DigestPartDecision(
                Part.WAITING,
                Next.LATER,
                Optional.of(dueAt),
                false,
                false,
                plainText,
                fruitless,
                Optional.of(error),
                OptionalLong.empty());
    }

    private static DigestPartDecision unclear(String error, Instant dueAt, boolean serverError, boolean plainText) {
        return new DigestPartDecision(
                Part.WAITING,
                Next.LATER,
                Optional.of(dueAt),
                !serverError,
                serverError,
                plainText,
                false,
                Optional.of(error),
                OptionalLong.empty());
    }

    private static DigestPartDecision ended(Part part, Next next, boolean unknown, String error, boolean plainText) {
        return new DigestPartDecision(
                part,
                next,
                Optional.empty(),
                unknown,
                false,
                plainText,
                false,
                Optional.of(error),
                OptionalLong.empty());
    }
}
