package app.zapiska.reminders;

import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Something a person is reminded of. The engine knows no more about it than this; features implement it as a bean.
 */
public interface Remindable {

    /** The subjects as they are now, for message texts; deleted ones are missing. Opens its own connection. */
    Uni<List<Subject>> subjects(Collection<Long> ids);

    /**
     * Marks it done and stops its reminders, within the caller's transaction.
     *
     * @return what it is now; empty when there is no such subject in the account
     */
    Uni<Optional<Subject>> complete(long accountId, long id);

    /** Takes completion back, within the caller's transaction; its future reminders are planned again. */
    Uni<Optional<Subject>> reopen(long accountId, long id);

    /** As it is now, within the caller's transaction; empty when there is none in the account. */
    Uni<Optional<Subject>> find(long accountId, long id);

    /**
     * The plans of an account's open subjects that have a due moment or reminders, within the caller's transaction: asked
     * for when the account's zone or hours, or a template, have changed.
     *
     * @param templateId only those with this template
     */
    Uni<List<ReminderPlanner.Plan>> openPlans(long accountId, Optional<Long> templateId);

    /**
     * @param importance 1 important, 2 needed, 3 nice to have
     * @param dueTime empty for a due day without a time
     */
    record Subject(
            long accountId,
            long id,
            String title,
            String description,
            int importance,
            Optional<LocalDate> dueDate,
            Optional<LocalTime> dueTime,
            boolean open) {}
}
