package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.channels.Channel;
import app.zapiska.channels.ChannelChoice;
import app.zapiska.channels.ChannelChoice.InVain;
import app.zapiska.channels.ChannelChoice.Telegram;
import app.zapiska.channels.ChannelChoice.Why;
import app.zapiska.digests.DigestQueue.Claimed;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** By which way what is left of a digest goes: {@link ChannelChoice}, over what the queue knows. Pure. */
final class DigestWays {

    private DigestWays() {}

    /** By which second channel, and why; @param awaySince since when Telegram does not bring it, where that is why */
    record Elsewhere(Why why, Channel channel, Optional<Instant> awaySince) {}

    /**
     * What may have arrived by Telegram goes elsewhere too, when the time has come: no later number makes good for it.
     *
     * @return empty: by Telegram, as ever
     */
    static Optional<Elsewhere> second(Claimed digest, AccountSettings account, Telegram telegram, Instant now) {
        // A digest in vain is in vain for certain: nothing else of it can show that Telegram is there.
        var tries = digest.inVainSince().map(since -> new InVain(since, 1, 1));
        var since = ChannelChoice.waitsSince(telegram, tries, digest.dueAt());
        return ChannelChoice.second(account, false, since, now)
                .map(why -> new Elsewhere(
                        why,
                        ChannelChoice.channel(account.second(), digest.byPush(), digest.byMail()),
                        why == Why.AWAY ? since : Optional.empty()));
    }

    /**
     * When the second channel takes over what a try by Telegram has just not brought.
     *
     * @return empty when there is none, or when the digest is not worth it any more by then
     */
    static Optional<Instant> takesOver(Claimed digest, AccountSettings account, Telegram telegram, Instant now) {
        if (!account.second().ready()) {
            return Optional.empty();
        }
        var since = Stream.of(digest.inVainSince(), telegram.awaySince(), Optional.of(now))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElseThrow();
        var takesOver = ChannelChoice.takesOverAt(account, since);
        return Optional.of(takesOver.isAfter(now) ? takesOver : now)
                .filter(moment -> !digest.slot(account).missedAt(moment));
    }
}
