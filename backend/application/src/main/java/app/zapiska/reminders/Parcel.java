package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.channels.ChannelChoice;
import app.zapiska.channels.ChannelChoice.Elsewhere;
import app.zapiska.channels.ChannelChoice.Way;
import app.zapiska.channels.ChannelChoice.Why;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.ReminderQueue.Claimed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One message and the reminders it speaks for.
 *
 * @param second by which second channel it goes, and why; empty: into the account's chat
 * @param waitSince by reminder, since when Telegram brings nothing, where that is known
 */
record Parcel(
        AccountSettings account,
        Optional<Way> second,
        List<Claimed> claimed,
        Map<SubjectKey, Subject> subjects,
        Map<Long, Instant> waitSince) {

    /** The chat it goes into; empty for the second channel. */
    OptionalLong chat() {
        return second.isPresent() ? OptionalLong.empty() : account.chat();
    }

    /** What was decided after a try by Telegram, but no later than the second channel takes over. */
    DeliveryDecision inTimeForSecond(Claimed one, DeliveryDecision decision, Instant now) {
        if (!account.second().ready()) {
            return decision;
        }
        var takesOver = ChannelChoice.takesOverAt(account, waitSince.getOrDefault(one.id(), now));
        return decision.noLaterThan(account.inHours(takesOver.isAfter(now) ? takesOver : now));
    }

    /** After a pause that the bot's own pace asks for, but when the second channel takes over if that is sooner. */
    Instant inTimeForSecond(Duration pause, Instant now) {
        var since = claimed.stream()
                .map(one -> waitSince.getOrDefault(one.id(), one.dueAt()))
                .min(Comparator.naturalOrder())
                .orElse(now);
        return ChannelChoice.noLaterThanSecond(account, pause, since, now);
    }

    private Parcel with(List<Claimed> some) {
        return new Parcel(account, second, some, subjects, waitSince);
    }

    Parcel only(Set<Long> ids) {
        return with(claimed.stream().filter(one -> ids.contains(one.id())).toList());
    }

    /** By which second channel it goes, and since when Telegram does not bring it where that is why. */
    Optional<Elsewhere> elsewhere() {
        return second.map(way -> new Elsewhere(way, way.why() == Why.AWAY ? waitSince : Map.of()));
    }

    Subject subject(Claimed one) {
        return subjects.get(one.subject());
    }

    /** More than a few for one person become one message. */
    List<Parcel> packed(EngineConfig config) {
        // A message that was refused once goes alone, so that it can't spoil the others.
        var alone = claimed.stream().filter(Claimed::plainText).toList();
        var together = claimed.stream().filter(one -> !one.plainText()).toList();
        var parcels = new ArrayList<Parcel>();
        if (together.size() > config.combineAbove()) {
            for (int from = 0; from < together.size(); from += config.combineAtMost()) {
                int to = Math.min(from + config.combineAtMost(), together.size());
                parcels.add(with(together.subList(from, to)));
            }
        } else {
            together.forEach(one -> parcels.add(with(List.of(one))));
        }
        alone.forEach(one -> parcels.add(with(List.of(one))));
        return parcels;
    }
}
