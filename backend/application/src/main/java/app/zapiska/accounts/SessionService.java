package app.zapiska.accounts;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Wording;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sessions and whose they are. */
@ApplicationScoped
class SessionService {

    private static final Duration KEPT_AFTER_END = Duration.ofDays(30);

    @Inject
    Accounts accounts;

    @Inject
    Sessions sessions;

    @Inject
    ApiTokens tokens;

    @Inject
    InstantSource clock;

    /**
     * @param login null: the only account there is
     * @return empty for an unknown login; fails with {@code validation} when there are several accounts and no login
     */
    @WithSession
    public Uni<Optional<Account>> find(String login) {
        if (login != null && !login.isBlank()) {
            return accounts.byLogin(login.toLowerCase(Locale.ROOT)).map(Optional::ofNullable);
        }
        return accounts.firstTwo().map(found -> {
            if (found.size() > 1) {
                throw new DomainException.Invalid(
                        "login", Wording.of(AccountMessages.class, AccountMessages::loginNeeded));
            }
            return found.stream().findFirst();
        });
    }

    /** @param address masked */
    @WithTransaction
    public Uni<Session> begin(long accountId, SignInWay way, String userAgent, String address) {
        return sessions.persist(Session.start(accountId, way, userAgent, address, clock.instant()));
    }

    /** Sets the new hash and ends every session but this one; the personal tokens as well where the person says so. */
    @WithTransaction
    public Uni<Void> changePassword(long accountId, long keptSessionId, String newHash, boolean endTokens) {
        var now = clock.instant();
        return accounts.findById(accountId)
                .invoke(account -> account.changePassword(newHash, now))
                .chain(() -> sessions.revokeOthers(accountId, keptSessionId, now))
                // Whoever knows their password again needs no link that would set another.
                .chain(() -> PasswordResets.withdrawn(accountId))
                .chain(() -> endTokens
                        ? tokens.deleteAll(accountId)
                        : Uni.createFrom().item(0L))
                .replaceWithVoid();
    }

    @WithSession
    public Uni<String> passwordHash(long accountId) {
        return accounts.findById(accountId).map(Account::passwordHash);
    }

    /** Newest first. */
    @WithSession
    public Uni<List<Session>> alive(long accountId) {
        return sessions.alive(accountId, clock.instant());
    }

    /** Ends it here at once and on other replicas as soon as they hear of it. */
    @WithTransaction
    public Uni<Void> end(long accountId, long sessionId) {
        return sessions.alive(accountId, sessionId, clock.instant())
                .onItem()
                .ifNull()
                .failWith(() -> new DomainException.NotFound(ProblemType.NOT_FOUND.detail()))
                .invoke(session -> session.revoke(clock.instant()))
                .replaceWithVoid();
    }

    /** Ended sessions are kept for a while for whoever looks into what happened. */
    @Scheduled(every = "6h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @WithTransaction
    public Uni<Void> purge() {
        return sessions.deleteEnded(clock.instant().minus(KEPT_AFTER_END))
                .replaceWithVoid()
                .ifNoItem()
                .after(Duration.ofMinutes(1))
                .fail();
    }
}
