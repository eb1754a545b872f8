package app.zapiska.reminders;

import app.zapiska.platform.LocalMoment;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/**
 * A task a person is reminded of.
 *
 * @param importance 1 important, 2 needed, 3 nice to have
 * @param dueTime empty for a due day without a time
 * @param next when it comes again, if it was done and repeats
 * @param last it was done and was the last of its series
 */
public record TaskDue(
        long accountId,
        long id,
        String title,
        String description,
        int importance,
        Optional<LocalDate> dueDate,
        Optional<LocalTime> dueTime,
        boolean open,
        Optional<LocalMoment> next,
        boolean last)
        implements Remindable.Subject {

    /** Of one that nothing comes after. */
    public TaskDue(
            long accountId,
            long id,
            String title,
            String description,
            int importance,
            Optional<LocalDate> dueDate,
            Optional<LocalTime> dueTime,
            boolean open) {
        this(accountId, id, title, description, importance, dueDate, dueTime, open, Optional.empty(), false);
    }

    @Override
    public SubjectKey key() {
        return SubjectKey.task(id);
    }
}
