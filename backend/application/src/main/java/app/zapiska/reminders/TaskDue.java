package app.zapiska.reminders;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/**
 * A task a person is reminded of.
 *
 * @param importance 1 important, 2 needed, 3 nice to have
 * @param dueTime empty for a due day without a time
 */
public record TaskDue(
        long accountId,
        long id,
        String title,
        String description,
        int importance,
        Optional<LocalDate> dueDate,
        Optional<LocalTime> dueTime,
        boolean open)
        implements Remindable.Subject {

    @Override
    public SubjectKey key() {
        return SubjectKey.task(id);
    }
}
