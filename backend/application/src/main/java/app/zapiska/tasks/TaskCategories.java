package app.zapiska.tasks;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

@ApplicationScoped
class TaskCategories implements PanacheRepository<TaskCategory> {

    /** Null when the account has no such category. Nobody else changes it until the transaction ends. */
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
