package app.zapiska.accounts;

import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class Sessions implements PanacheRepository<Session> {

    private static final int SHOWN = 200;

    /** Newest first. */
    Uni<List<Session>> alive(long accountId, Instant now) {
        return find(
                        "accountId = ?1 and revokedAt is null and expiresAt > ?2 order by createdAt desc, id desc",
                        accountId,
                        now)
                .page(0, SHOWN)
                .list();
    }

    Uni<Session> alive(long accountId, long id, Instant now) {
        return find("accountId = ?1 and id = ?2 and revokedAt is null and expiresAt > ?3", accountId, id, now)
                .firstResult();
    }

    Uni<Integer> revokeOthers(long accountId, long keptId, Instant now) {
        return update("revokedAt = ?1 where accountId = ?2 and id <> ?3 and revokedAt is null", now, accountId, keptId);
    }

    /** @param token what names the session in its cookie */
    Uni<Integer> revoke(UUID token, Instant now) {
        return update("revokedAt = ?1 where tokenId = ?2 and revokedAt is null", now, token);
    }

    Uni<Integer> revokeAll(long accountId, Instant now) {
        return update("revokedAt = ?1 where accountId = ?2 and revokedAt is null", now, accountId);
    }

    Uni<Long> deleteEnded(Instant before) {
        return delete("expiresAt < ?1 or revokedAt < ?1", before);
    }
}
