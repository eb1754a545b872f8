package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.reminders.Reminder.State;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What still had something to say about a subject before something was done to it, so that it can be put back as it was. */
final class PlannedBefore {

    private final Map<Long, JsonObject> then;

    PlannedBefore(JsonArray rows) {
        then = rows.stream()
                .map(JsonObject.class::cast)
                .collect(Collectors.toMap(row -> row.getLong("id"), Function.identity()));
    }

    /** What was put off is noted also where that is over: it comes back when its subject is opened again, and nobody has put it off anew. */
    static JsonArray of(Collection<Reminder> reminders) {
        var rows = new JsonArray();
        reminders.stream()
                .filter(reminder -> reminder.unfinished() || reminder.snoozedUntil() != null)
                .forEach(reminder -> rows.add(reminder.asJson()));
        return rows;
    }

    /** Whether somebody has put it off since: what was done needs no snoozing, so it was a person. */
    boolean snoozedSince(List<Reminder> existing) {
        return existing.stream()
                .filter(reminder -> reminder.live() && reminder.snoozedUntil() != null)
                .anyMatch(reminder -> {
                    var before = then.get(reminder.id());
                    return before == null
                            || !Objects.equals(before.getInstant("snoozed_until"), reminder.snoozedUntil());
                });
    }

    /**
     * What was planned meanwhile ends; what was changed meanwhile goes on from where it was, but for what has been sent since. A moment
     * that has come meanwhile is due at once: it would have been sent.
     *
     * @param importance of the subject, as it is again
     */
    void putBack(AccountSettings account, int importance, List<Reminder> existing, Instant now) {
        for (var reminder : existing) {
            var before = then.get(reminder.id());
            if (before == null) {
                if (reminder.unfinished()) {
                    reminder.end(ReminderReason.REMOVED, now);
                }
            } else if (reminder.sentCount() == before.getInteger("sent_count")
                    && (reminder.unfinished()
                            || !before.getString("state")
                                    .equals(reminder.state().name()))) {
                putBack(account, importance, reminder, before, now);
            }
        }
    }

    private static void putBack(
            AccountSettings account, int importance, Reminder reminder, JsonObject before, Instant now) {
        var state = State.valueOf(before.getString("state"));
        var resumed = State.valueOf(before.getString("resume_state"));
        var dueAt = before.getInstant("due_at");
        switch (state) {
            // In hand of a worker whose lease is over by now.
            case CLAIMED -> reminder.putBack(before, resumed, dueAt, now);
            // Its message was on the way, and has perhaps arrived.
            case SENDING -> reminder.putBack(before, resumed, NagPolicy.nextRepeat(account, importance, now), now);
            // Whether the chat can be written to now is found out by trying.
            case BLOCKED -> {
                var planned = before.getInstant("planned_at");
                reminder.putBack(
                        before.copy().putNull("reason"),
                        resumed,
                        account.inHours(planned.isAfter(now) ? planned : now),
                        now);
            }
            // Whether the pause that held it is still on is found out by trying.
            default -> {
                boolean held = ReminderReason.PAUSED.name().equals(before.getString("reason"));
                reminder.putBack(
                        held ? before.copy().putNull("reason") : before,
                        state,
                        held ? account.inHours(now) : dueAt,
                        now);
            }
        }
    }
}
