package app.zapiska.accounts;

import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class ApiTokens implements PanacheRepository<ApiToken> {

    /** Newest first. */
    Uni<List<ApiToken>> of(long accountId) {
        return list("accountId = ?1 order by id desc", accountId);
    }

    Uni<Long> countOf(long accountId) {
        return count("accountId", accountId);
    }

    Uni<Long> deleteAll(long accountId) {
        return delete("accountId", accountId);
    }

    Uni<Long> delete(long accountId, long id) {
        return delete("accountId = ?1 and id = ?2", accountId, id);
    }
}
