package app.zapiska.calendar;

import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class Feeds implements PanacheRepository<Feed> {

    Uni<Long> countOf(long accountId) {
        return count("accountId", accountId);
    }

    Uni<Long> delete(long accountId, long id) {
        return delete("accountId = ?1 and id = ?2", accountId, id);
    }
}
