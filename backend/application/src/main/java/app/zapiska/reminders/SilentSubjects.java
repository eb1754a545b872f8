package app.zapiska.reminders;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.reminders.ReminderPlanner.Change;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Gives a voice to what should have one: open subjects with a due moment that are to be reminded of and have nothing alive. No
 * change of a subject leaves it so; a database from before that rule does, and so may whatever writes past it.
 */
@ApplicationScoped
class SilentSubjects {

    private static final Logger LOG = Logger.getLogger(SilentSubjects.class);
    private static final int MOST = 1_000;

    @Inject
    Remindables subjects;

    @Inject
    ReminderPlanner planner;

    @Inject
    AccountDirectory accounts;

    @Inject
    SilentSubjects self;

    /** At most {@value #MOST} of each feature's at a time. */
    Uni<Void> wake() {
        return subjects.silent(MOST)
                .chain(silent -> Multi.createFrom()
                        .iterable(silent.entrySet())
                        .onItem()
                        .transformToUniAndConcatenate(account -> self.wake(account.getKey(), account.getValue()))
                        .collect()
                        .with(Collectors.summingInt(Integer::intValue))
                        .invoke(woken -> {
                            if (woken > 0) {
                                LOG.infof(
                                        "%d things that nothing would have reminded of have got their reminder", woken);
                            }
                        })
                        .replaceWithVoid());
    }

    @WithTransaction
    Uni<Integer> wake(long accountId, Collection<SubjectKey> keys) {
        return accounts.settings(List.of(accountId))
                .chain(settings -> subjects.lockedPlans(accountId, keys)
                        .call(plans -> planner.planAll(settings.get(accountId), plans, Change.EDITED)))
                .map(List::size);
    }
}
