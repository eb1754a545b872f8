package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.reminders.Reminder.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The reminders of one subject as the database would keep them, and in a few lines what the engine's statements do to them. The
 * statements have tests of their own.
 */
final class PlayedEngine {

    private static final Comparator<Reminder> ORDER =
            Comparator.comparing(Reminder::plannedAt).thenComparing(Reminder::id);

    private final List<Reminder> rows = new ArrayList<>();
    private long ids;

    List<Reminder> rows() {
        return rows;
    }

    void add(List<Reminder> fresh) {
        fresh.forEach(row -> set(row, "id", ++ids));
        rows.addAll(fresh);
    }

    /**
     * Of what is due, the latest speaks and goes on; the earlier ones end.
     *
     * @return how many messages that takes
     */
    int tick(AccountSettings account, int importance, Instant now) {
        var due = rows.stream()
                .filter(row -> row.dueAt() != null && !row.dueAt().isAfter(now))
                .toList();
        if (due.isEmpty() || !account.workingHours().contains(now, account.zone())) {
            return 0;
        }
        int messages = 0;
        for (var row : due) {
            if (rows.stream()
                    .filter(later -> ORDER.compare(later, row) > 0)
                    .anyMatch(later -> later.state() == State.AWAITING || due.contains(later))) {
                row.end(ReminderReason.SUPERSEDED, now);
                continue;
            }
            messages++;
            set(row, "state", State.AWAITING);
            set(row, "resumeState", State.AWAITING);
            set(row, "seq", row.sentCount() + 1);
            if (!row.sent()) {
                set(row, "firstSentAt", now);
            }
            set(row, "sentCount", row.sentCount() + 1);
            set(row, "lastSentAt", now);
            set(row, "updatedAt", now);
            set(row, "dueAt", NagPolicy.nextRepeat(account, importance, now));
            rows.stream()
                    .filter(earlier -> ORDER.compare(earlier, row) < 0 && earlier.state() == State.AWAITING)
                    .forEach(earlier -> earlier.end(ReminderReason.SUPERSEDED, now));
        }
        return messages;
    }

    private static void set(Reminder row, String field, Object value) {
        try {
            var property = Reminder.class.getDeclaredField(field);
            property.setAccessible(true);
            property.set(row, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
