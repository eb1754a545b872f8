package app.zapiska.digests;

import app.zapiska.channels.ChannelChoice;
import app.zapiska.channels.SecondOutcome;
import app.zapiska.delivery.BackOff;
import app.zapiska.reminders.EngineConfig;
import app.zapiska.telegram.SendOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one try of one part of a message amounts to. A digest does not repeat, so unlike a reminder it is sent again, once,
 * when nobody knows whether it arrived: at least once. Two lost answers in a row say that Telegram is away: then, with a second
 * channel, it goes by that one once more.
 *
 * @param part what becomes of the part
 * @param next what becomes of the whole
 * @param dueAt when it is looked at again; for {@link Next#LATER}
 * @param unknown the try may have arrived
 * @param serverError a 5xx answer: counts against the few tries a part has after those
 * @param plainText the next try goes out without formatting
 * @param fruitless the try says nothing about this message: the pauses between such tries grow
 * @param exhausted Telegram has had all its tries, and the second channel's is due
 */
public record DigestPartDecision(
        Part part,
        Next next,
        Optional<Instant> dueAt,
        boolean unknown,
        boolean serverError,
        boolean plainText,
        boolean fruitless,
        boolean exhausted,
        Optional<String> error,
        OptionalLong messageId) {

    /** After an answer that may have been lost, a part is sent once more and not again. */
    private static final int TRIES_AFTER_UNKNOWN = 1;

    /** By then it is known everywhere that a chat can't be written to. */
    private static final Duration CHAT_NOTED = Duration.ofSeconds(5);

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
     * @param exhausted see {@link DigestPartDecision}
     */
    public record Before(int unknowns, int serverErrors, boolean plainText, int attempts, boolean exhausted) {

        /** Of one that knows no second channel, or was not given up to it. */
        public Before(int unknowns, int serverErrors, boolean plainText, int attempts) {
            this(unknowns, serverErrors, plainText, attempts, false);
        }
    }

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

    /** The same of a try by the second channel; a 5xx there may have arrived. */
    public static DigestPartDecision ofSecond(SecondOutcome outcome, Before before, Instant now, EngineConfig config) {
        boolean plainText = before.plainText();
        return switch (outcome) {
            case SecondOutcome.Sent sent ->
                new DigestPartDecision(
                        Part.SENT,
                        Next.GO_ON,
                        Optional.empty(),
                        false,
                        false,
                        plainText,
                        false,
                        false,
                        Optional.empty(),
                        OptionalLong.empty());
            case SecondOutcome.NotSent(String error, Duration again) ->
                again(error, now.plus(again), plainText, true).keeping(before);
            // The next look finds no such way any more, and goes by what is left.
            case SecondOutcome.Nobody nobody ->
                again("nobody takes messages that way any more", now, plainText, false)
                        .keeping(before);
            case SecondOutcome.Unknown(String error) ->
                before.unknowns() < TRIES_AFTER_UNKNOWN
                        ? unclear(error, now.plus(config.softRetryAfter()), false, plainText)
                                .keeping(before)
                        : ended(Part.UNKNOWN, Next.GO_ON, true, error, plainText);
        };
    }

    /**
     * For an account with a second channel: what is to be tried again is looked at when that takes over, and what would end
     * unknown or undelivered goes there.
     *
     * @param takesOver now or later
     */
    public DigestPartDecision orElsewhere(Instant takesOver, Instant now) {
        if (part == Part.UNKNOWN) {
            return later(takesOver, true);
        }
        return switch (next) {
            case GO_ON -> this;
            case BLOCKED -> later(now.plus(CHAT_NOTED), exhausted);
            case LATER -> dueAt.filter(takesOver::isBefore).isPresent() ? later(takesOver, exhausted) : this;
        };
    }

    private DigestPartDecision keeping(Before before) {
        return later(dueAt.orElseThrow(), before.exhausted());
    }

    private DigestPartDecision later(Instant moment, boolean exhausted) {
        return new DigestPartDecision(
                Part.WAITING,
                Next.LATER,
                Optional.of(moment),
                unknown,
                serverError,
                plainText,
                fruitless,
                exhausted,
                error,
                messageId);
    }

    /** Whether it was the channel that did not bring the message. */
    public boolean inVain() {
        return fruitless || unknown || serverError || exhausted || part == Part.UNKNOWN;
    }

    /** How much the try says against its second channel, as {@link ChannelChoice#channel} weighs it. */
    public int weighsInVain() {
        return !inVain() ? 0 : unknown ? ChannelChoice.TRIES_BY_PUSH : 1;
    }

    /** The intent grew too old in our hands: the lease could end before the call does, so the call is not made. */
    public static DigestPartDecision overtaken(Before before, Instant now, Duration age) {
        return again("intent was " + age.toSeconds() + " s old before the call", now, before.plainText(), false)
                .keeping(before);
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
                false,
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
                false,
                Optional.of(error),
                OptionalLong.empty());
    }
}
