package app.zapiska.channels;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.channels.ChannelChoice.InVain;
import app.zapiska.channels.ChannelChoice.Telegram;
import app.zapiska.channels.ChannelChoice.Why;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * By which way a message goes that no later one makes good for, a digest or an announcement: {@link ChannelChoice}, over what its
 * queue knows of it. Pure.
 *
 * @param inVainSince since when Telegram has not brought it
 * @param byPush and {@code byMail} tries in vain, weighed as {@link ChannelChoice#channel} wants it
 */
public record SingleMessage(Instant dueAt, Optional<Instant> inVainSince, int byPush, int byMail) {

    /** By which second channel, and why; @param awaySince since when Telegram does not bring it, where that is why */
    public record Elsewhere(Why why, Channel channel, Optional<Instant> awaySince) {}

    /**
     * What may have arrived by Telegram goes elsewhere too, when the time has come: no later number makes good for it.
     *
     * @return empty: by Telegram, as ever
     */
    public Optional<Elsewhere> second(AccountSettings account, Telegram telegram, Instant now) {
        // One in vain is in vain for certain: nothing else of it can show that Telegram is there.
        var tries = inVainSince.map(since -> new InVain(since, 1, 1));
        var since = ChannelChoice.waitsSince(telegram, tries, dueAt);
        return ChannelChoice.second(account, false, since, now)
                .map(why -> new Elsewhere(
                        why,
                        ChannelChoice.channel(account.second(), byPush, byMail),
                        why == Why.AWAY ? since : Optional.empty()));
    }

    /**
     * When the second channel takes over what a try by Telegram has just not brought.
     *
     * @return empty when there is none
     */
    public Optional<Instant> takesOver(AccountSettings account, Telegram telegram, Instant now) {
        if (!account.second().ready()) {
            return Optional.empty();
        }
        var since = Stream.of(inVainSince, telegram.awaySince(), Optional.of(now))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElseThrow();
        var takesOver = ChannelChoice.takesOverAt(account, since);
        return Optional.of(takesOver.isAfter(now) ? takesOver : now);
    }
}
