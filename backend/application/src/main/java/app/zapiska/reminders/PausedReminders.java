package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.reminders.ReminderQueue.Claimed;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What comes due in a pause is due at its end. Whoever ends the pause at this moment must find it, so where the account has changed
 * or is being changed since it was read, everything is looked at again a moment later.
 */
final class PausedReminders {

    private static final Duration LOOKED_AGAIN = Duration.ofSeconds(1);

    private PausedReminders() {}

    static Uni<Void> hold(ReminderQueue queue, List<Claimed> paused, Map<Long, AccountSettings> settings, Instant now) {
        if (paused.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return queue.hold(paused, settings, now).chain(held -> {
            var changed =
                    paused.stream().filter(one -> !held.contains(one.id())).toList();
            return changed.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : queue.putBack(changed, now.plus(LOOKED_AGAIN), null).replaceWithVoid();
        });
    }
}
