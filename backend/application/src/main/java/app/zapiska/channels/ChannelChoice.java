package app.zapiska.channels;

import app.zapiska.accounts.AccountSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * By which way the present message of a reminder or a digest goes: by Telegram, unless the account has a second channel and Telegram does
 * not reach the person. Pure; who has no second channel is never asked about anything else.
 */
public final class ChannelChoice {

    /** A single answer that is lost says little about Telegram; so many in a row do. */
    static final int TELLING_TRIES = 3;

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private ChannelChoice() {}

    /** Why a message goes by the second channel. */
    public enum Why {
        /** No chat is linked. */
        NOT_LINKED,
        /** The person has blocked the bot. */
        BLOCKED,
        /** Telegram can't be reached, or sends nothing for us. */
        AWAY
    }

    /** Which of two ways is tried next after so many tries in vain by the first. */
    public static final int TRIES_BY_PUSH = 3;

    /** By which second channel a message goes, and why. */
    public record Way(Why why, Channel channel) {}

    /**
     * The same of several messages.
     *
     * @param awaySince by reminder, since when Telegram does not bring it; only where that is why
     */
    public record Elsewhere(Way way, Map<Long, Instant> awaySince) {}

    /**
     * What is known of Telegram when a batch is claimed.
     *
     * @param usable whether anything may be sent there now
     * @param awaySince when it was found to be away; empty while it was not
     */
    public record Telegram(boolean usable, Optional<Instant> awaySince) {

        public static final Telegram WORKS = new Telegram(true, Optional.empty());

        private boolean knownToBeAway() {
            return !usable || awaySince.isPresent();
        }
    }

    /**
     * The tries by Telegram since the last message that arrived.
     *
     * @param since the first of them
     * @param certain of the present number: nothing of it has arrived
     */
    public record InVain(Instant since, int tries, int certain) {}

    /**
     * Since when the person waits for what Telegram does not bring. Either Telegram is known to be away: then since that or
     * since this message was tried, whichever is longer. Or its own tries say so: all of this number for certain, or many.
     *
     * @param dueAt of the message
     */
    public static Optional<Instant> waitsSince(Telegram telegram, Optional<InVain> tries, Instant dueAt) {
        if (telegram.knownToBeAway()) {
            var since = telegram.usable() ? null : dueAt;
            since = earlier(since, telegram.awaySince().orElse(null));
            return Optional.ofNullable(earlier(since, tries.map(InVain::since).orElse(null)));
        }
        return tries.filter(one -> one.certain() > 0 || one.tries() >= TELLING_TRIES)
                .map(InVain::since);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one == null || other != null && other.isBefore(one) ? other : one;
    }

    /**
     * @param uncertain this number may have arrived already, so it stays where it was tried
     * @return empty: by Telegram, as ever
     */
    public static Optional<Why> second(
            AccountSettings account, boolean uncertain, Optional<Instant> waitsSince, Instant now) {
        if (!account.second().ready() || uncertain) {
            return Optional.empty();
        }
        if (account.chat().isEmpty()) {
            return Optional.of(Why.NOT_LINKED);
        }
        if (account.chatBlocked()) {
            return Optional.of(Why.BLOCKED);
        }
        return waitsSince
                .filter(since -> !takesOverAt(account, since).isAfter(now))
                .map(since -> Why.AWAY);
    }

    /**
     * A device shows a message at once, so push comes first. Mail takes its place when there is no device, or when push has
     * failed more often lately; and push again when mail fails as often.
     *
     * @param byPush and {@code byMail} tries in vain since the last message that arrived; one whose answer was lost counts as
     *     {@link #TRIES_BY_PUSH}, as its number is used up by it
     */
    public static Channel channel(AccountSettings.Second second, int byPush, int byMail) {
        if (!second.push()) {
            return Channel.MAIL;
        }
        return second.mail() && byPush >= TRIES_BY_PUSH && byMail < byPush ? Channel.MAIL : Channel.PUSH;
    }

    /** @param since when Telegram began not to bring it */
    public static Instant takesOverAt(AccountSettings account, Instant since) {
        Duration after = account.second().after();
        return since.plus(after);
    }

    /**
     * When a message is looked at again for which Telegram has no room: a long silence must not be slept through.
     *
     * @param since when the person began to wait
     */
    public static Instant noLaterThanSecond(AccountSettings account, Duration pause, Instant since, Instant now) {
        var later = now.plus(pause);
        if (!account.second().ready()) {
            return later;
        }
        var soon = now.plus(LOOK_AGAIN);
        var takesOver = takesOverAt(account, since);
        var look = takesOver.isAfter(soon) ? takesOver : soon;
        return look.isBefore(later) ? look : later;
    }
}
