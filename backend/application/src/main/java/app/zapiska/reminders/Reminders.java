package app.zapiska.reminders;

import app.zapiska.reminders.Reminder.State;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class Reminders implements PanacheRepository<Reminder> {

    /** Locked, because the engine changes the same rows in SQL; always in this order, so two callers can't deadlock. */
    Uni<List<Reminder>> lockOfTask(long accountId, long taskId) {
        return find("accountId = ?1 and taskId = ?2 order by id", accountId, taskId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** One after the other: Panache's own {@code persist} of several runs them side by side, and fails for none. */
    Uni<Void> addAll(Collection<Reminder> fresh) {
        return Panache.getSession().chain(session -> session.persistAll(fresh.toArray()));
    }

    Uni<List<Reminder>> lockBlocked(long accountId) {
        return find("accountId = ?1 and state = ?2 order by id", accountId, State.BLOCKED)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<List<Reminder>> lockLive(long accountId) {
        return find("accountId = ?1 and state in ?2 order by id", accountId, State.LIVE)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<List<Reminder>> ofTasks(long accountId, Collection<Long> taskIds) {
        return list("accountId = ?1 and taskId in ?2 order by plannedAt, id", accountId, taskIds);
    }

    Uni<Optional<Reminder>> of(long accountId, long id) {
        return find("accountId = ?1 and id = ?2", accountId, id).firstResult().map(Optional::ofNullable);
    }

    /** @param after keyset: the last moment and id already seen */
    Uni<List<Reminder>> page(
            long accountId,
            Instant from,
            Instant to,
            Collection<State> states,
            Instant afterMoment,
            long afterId,
            int limit) {
        return find("""
                        accountId = ?1 and plannedAt >= ?2 and plannedAt < ?3 and state in ?4
                        and (plannedAt > ?5 or plannedAt = ?5 and id > ?6) order by plannedAt, id""", accountId, from, to, states, afterMoment, afterId)
                .page(0, limit)
                .list();
    }
}
