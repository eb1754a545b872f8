package app.zapiska.tasks;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class TaskCategories implements PanacheRepository<TaskCategory> {

    /** In order of creation, those after this id. */
    Uni<List<TaskCategory>> page(long accountId, Optional<Long> after, int limit) {
        return find("accountId = ?1 and id > ?2 order by id", accountId, after.orElse(0L))
                .page(0, limit)
                .list();
    }

    /** Null when the account has no such category. */
    Uni<TaskCategory> byId(long accountId, long id) {
        return find("accountId = ?1 and id = ?2", accountId, id).firstResult();
    }

    /** As {@link #byId}, and nobody else changes it until the transaction ends. */
    Uni<TaskCategory> lock(long accountId, long id) {
        return find("accountId = ?1 and id = ?2", accountId, id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /** Whether the account has it; if so, it stays until the transaction ends. */
    Uni<Boolean> keep(long accountId, long id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select id from task_categories where account_id = :account and id = :id for key share",
                                Long.class)
                        .setParameter("account", accountId)
                        .setParameter("id", id)
                        .getSingleResultOrNull())
                .map(found -> found != null);
    }

    Uni<Long> ofAccount(long accountId) {
        return count("accountId", accountId);
    }
}
