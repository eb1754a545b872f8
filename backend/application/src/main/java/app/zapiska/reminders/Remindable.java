package app.zapiska.reminders;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Things a person is reminded of. The engine knows no more about them than this; features implement it as a bean, each for
 * kinds of its own.
 */
public interface Remindable {

    /** What this bean answers for; it is asked about nothing else. */
    Set<SubjectKey.Kind> kinds();

    /** The subjects as they are now, for message texts; deleted ones are missing. Opens its own connection. */
    Uni<List<Subject>> subjects(Collection<SubjectKey> keys);

    /** As it is now, within the caller's transaction; empty when there is none in the account. */
    Uni<Optional<Subject>> find(long accountId, SubjectKey key);

    /**
     * The plans of an account's open subjects that have a due moment or reminders, within the caller's transaction: asked
     * for when the account's zone or hours, or a template, have changed.
     *
     * @param templateId only those with this template
     */
    Uni<List<ReminderPlanner.Plan>> openPlans(long accountId, Optional<Long> templateId);

    /**
     * By account, open subjects with a due moment that have a template or moments of their own and no reminder that is alive or
     * refused. Opens its own connection.
     */
    Uni<Map<Long, List<SubjectKey>>> silent(int most);

    /** As {@link #openPlans}, of these; nobody else changes them until the transaction ends. */
    Uni<List<ReminderPlanner.Plan>> lockedPlans(long accountId, Collection<SubjectKey> keys);

    /** What the engine must know of any of them; only message texts tell one from another. */
    sealed interface Subject permits TaskDue, PaymentDue {

        long accountId();

        SubjectKey key();

        /** 1 important, 2 needed, 3 nice to have. */
        int importance();

        /** Nothing is said any more about one that is not. */
        boolean open();
    }
}
