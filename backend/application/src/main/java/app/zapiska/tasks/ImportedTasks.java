package app.zapiska.tasks;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.reminders.ReminderPlanner;
import app.zapiska.reminders.ReminderPlanner.Change;
import app.zapiska.reminders.ReminderPlanner.Plan;
import app.zapiska.reminders.SubjectKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What an import must know of tasks: it writes their rows itself, whole and with their history, which no request could do. */
@ApplicationScoped
public class ImportedTasks {

    public static final int MOST_SUBTASKS = Task.MOST_SUBTASKS;

    /** A task that is open and not deleted. @param custom wall times of the account's zone */
    public record Open(
            long id,
            int importance,
            Optional<LocalDate> dueDate,
            Optional<LocalTime> dueTime,
            Optional<Integer> durationMinutes,
            Optional<Long> templateId,
            List<LocalDateTime> custom) {}

    private final ReminderPlanner reminders;

    ImportedTasks(ReminderPlanner reminders) {
        this.reminders = reminders;
    }

    /** Plans their reminders, within the caller's transaction, in which they were written: nothing of the past is sent. */
    public Uni<Void> remind(AccountSettings account, Collection<Open> tasks) {
        return reminders.planAll(
                account,
                tasks.stream()
                        .map(task -> new Plan(
                                SubjectKey.task(task.id()),
                                task.importance(),
                                task.dueDate(),
                                task.dueTime(),
                                task.durationMinutes(),
                                task.templateId(),
                                Optional.of(task.custom())))
                        .toList(),
                Change.STARTED);
    }
}
