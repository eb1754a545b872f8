package app.zapiska.accounts;

import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;

@ApplicationScoped
class Invitations implements PanacheRepository<Invitation> {

    Uni<Long> countOf(long accountId) {
        return count("accountId", accountId);
    }

    Uni<Long> delete(long accountId, long id) {
        return delete("accountId = ?1 and id = ?2", accountId, id);
    }

    Uni<Long> deleteExpired(Instant now) {
        return delete("expiresAt <= ?1", now);
    }

    Uni<Boolean> opens(byte[] codeSha256, Instant now) {
        return count("codeSha256 = ?1 and expiresAt > ?2", codeSha256, now).map(found -> found > 0);
    }

    /** Whoever comes second waits, and then finds it used; null when there is none. */
    Uni<Invitation> lock(byte[] codeSha256, Instant now) {
        return find("codeSha256 = ?1 and expiresAt > ?2", codeSha256, now)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }
}
