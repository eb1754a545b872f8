package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.channels.SecondOutcome;
import app.zapiska.delivery.BackOff;
import app.zapiska.telegram.SendOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one try of one message amounts to: the ledger's outcome, and where the reminder goes from here. The table of outcomes
 * of the engine, as a pure function.
 *
 * @param ledger what is written into the delivery ledger
 * @param error for people and the ledger; empty when sent
 * @param next where the reminder goes
 * @param dueAt when the engine looks again; empty for states that wait for a person
 * @param advance the message counts as used: its number is never sent again
 * @param plainText the next try goes out without formatting
 * @param softUnknown a 5xx answer: counts against the few tries such a message has
 */
record DeliveryDecision(
        Outcome ledger,
        Optional<String> error,
        Next next,
        Optional<Instant> dueAt,
        boolean advance,
        boolean plainText,
        boolean softUnknown,
        Optional<ReminderReason> reason,
        OptionalLong messageId) {

    enum Outcome {
        SENT,
        REJECTED,
        NOT_SENT,
        UNKNOWN
    }

    enum Next {
        /** Waits for an answer, repeats at {@code dueAt}. */
        AWAITING,
        /** Back to the state it was taken from, to be tried again at {@code dueAt} under the same number. */
        RESUME,
        BLOCKED,
        FAILED
    }

    /**
     * @param tries of this message so far, this one included
     * @param softUnknowns 5xx answers to this message before this one
     * @param plainText whether this try was already without formatting
     * @param jitter 0 to 1
     */
    static DeliveryDecision of(
            SendOutcome outcome,
            int tries,
            int softUnknowns,
            boolean plainText,
            AccountSettings account,
            int importance,
            Instant now,
            EngineConfig config,
            double jitter) {
        return switch (outcome) {
            case SendOutcome.Sent sent ->
                new DeliveryDecision(
                        Outcome.SENT,
                        Optional.empty(),
                        Next.AWAITING,
                        Optional.of(NagPolicy.nextRepeat(account, importance, now)),
                        true,
                        // The next message starts with its formatting again: it may have been refused for its company.
                        false,
                        false,
                        Optional.empty(),
                        OptionalLong.of(sent.messageId()));
            case SendOutcome.NotSent notSent ->
                again(
                        Outcome.NOT_SENT,
                        notSent.error(),
                        now.plus(BackOff.after(tries, jitter)),
                        plainText,
                        ReminderReason.UNREACHABLE);
            case SendOutcome.TooManyRequests limited ->
                again(
                        Outcome.REJECTED,
                        "429: retry after " + limited.retryAfter().toSeconds() + " s",
                        now.plus(limited.retryAfter()),
                        plainText,
                        ReminderReason.RATE_LIMITED);
            case SendOutcome.ChatUnreachable unreachable ->
                ended(Outcome.REJECTED, unreachable.error(), Next.BLOCKED, plainText, ReminderReason.BLOCKED);
            case SendOutcome.ChatMigrated migrated ->
                again(Outcome.REJECTED, "the group has moved", now, plainText, null);
            case SendOutcome.MessageRefused refused
            when plainText ->
                ended(
                        Outcome.REJECTED,
                        refused.code() + ": " + refused.error(),
                        Next.FAILED,
                        true,
                        ReminderReason.REFUSED);
            case SendOutcome.MessageRefused refused ->
                again(Outcome.REJECTED, refused.code() + ": " + refused.error(), now, true, null);
            case SendOutcome.TokenRejected rejected ->
                // Nothing is consumed: the sender itself stops until the token works, so an early date is no hot loop.
                again(Outcome.REJECTED, rejected.error(), now, plainText, ReminderReason.UNREACHABLE);
            case SendOutcome.ServerError failed
            when softUnknowns < config.softRetries() ->
                new DeliveryDecision(
                        Outcome.UNKNOWN,
                        Optional.of(failed.code() + ": " + failed.error()),
                        Next.RESUME,
                        Optional.of(now.plus(config.softRetryAfter())),
                        false,
                        plainText,
                        true,
                        Optional.of(ReminderReason.UNREACHABLE),
                        OptionalLong.empty());
            case SendOutcome.ServerError failed ->
                unknown(failed.code() + ": " + failed.error(), plainText, account, importance, now);
            case SendOutcome.Unknown unknown -> unknown(unknown.error(), plainText, account, importance, now);
        };
    }

    /** The same for a message by the second channel: no 5xx there is tried again, as a number is sent there once at most. */
    static DeliveryDecision ofSecond(SecondOutcome outcome, AccountSettings account, int importance, Instant now) {
        return switch (outcome) {
            case SecondOutcome.Sent sent ->
                new DeliveryDecision(
                        Outcome.SENT,
                        Optional.empty(),
                        Next.AWAITING,
                        Optional.of(NagPolicy.nextRepeat(account, importance, now)),
                        true,
                        false,
                        false,
                        Optional.empty(),
                        OptionalLong.empty());
            case SecondOutcome.NotSent(String error, Duration again) ->
                again(Outcome.NOT_SENT, error, now.plus(again), false, null);
            // The next look finds no second channel any more, and goes by what is known of the chat.
            case SecondOutcome.Nobody nobody ->
                again(Outcome.REJECTED, "nobody takes messages that way any more", now, false, null);
            case SecondOutcome.Unknown(String error) ->
                unknown(error, false, account, importance, now)
                        .noLaterThan(account.inHours(now.plus(account.second().after())));
        };
    }

    /**
     * For an account with a second channel: the moment at which that takes over is not slept through. What was not sent is
     * looked at again by then, and what is unknown is made good by the next message by then, whichever way that goes.
     */
    DeliveryDecision noLaterThan(Instant moment) {
        boolean waits = next == Next.RESUME && !softUnknown || next == Next.AWAITING && ledger == Outcome.UNKNOWN;
        return waits && dueAt.filter(moment::isBefore).isPresent()
                ? new DeliveryDecision(
                        ledger, error, next, Optional.of(moment), advance, plainText, softUnknown, reason, messageId)
                : this;
    }

    /** The message may have arrived: its number is used up, the next repeat makes good for it. */
    static DeliveryDecision unknown(
            String error, boolean plainText, AccountSettings account, int importance, Instant now) {
        return new DeliveryDecision(
                Outcome.UNKNOWN,
                Optional.of(error),
                Next.AWAITING,
                Optional.of(NagPolicy.nextRepeat(account, importance, now)),
                true,
                plainText,
                false,
                Optional.empty(),
                OptionalLong.empty());
    }

    /** The intent grew too old in our hands: the lease could end before the call does, so the call is not made. */
    static DeliveryDecision overtaken(boolean plainText, Instant now, Duration age) {
        return again(
                Outcome.NOT_SENT, "intent was " + age.toSeconds() + " s old before the call", now, plainText, null);
    }

    private static DeliveryDecision again(
            Outcome ledger, String error, Instant dueAt, boolean plainText, ReminderReason reason) {
        return new DeliveryDecision(
                ledger,
                Optional.of(error),
                Next.RESUME,
                Optional.of(dueAt),
                false,
                plainText,
                false,
                Optional.ofNullable(reason),
                OptionalLong.empty());
    }

    private static DeliveryDecision ended(
            Outcome ledger, String error, Next next, boolean plainText, ReminderReason reason) {
        return new DeliveryDecision(
                ledger,
                Optional.of(error),
                next,
                Optional.empty(),
                false,
                plainText,
                false,
                Optional.of(reason),
                OptionalLong.empty());
    }
}
