package app.zapiska.reminders;

import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class ReminderTemplates implements PanacheRepository<ReminderTemplate> {

    Uni<List<ReminderTemplate>> ofAccount(long accountId) {
        return list("accountId = ?1 order by id", accountId);
    }

    Uni<Optional<ReminderTemplate>> of(long accountId, long id) {
        return find("accountId = ?1 and id = ?2", accountId, id).firstResult().map(Optional::ofNullable);
    }

    Uni<List<ReminderTemplate>> of(long accountId, Collection<Long> ids) {
        return list("accountId = ?1 and id in ?2", accountId, ids);
    }
}
