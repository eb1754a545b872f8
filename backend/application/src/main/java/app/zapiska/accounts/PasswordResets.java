package app.zapiska.accounts;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Sha256;
import app.zapiska.platform.Wording;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Links by which somebody sets a new password without the old one: made by the owner, withdrawn, used once. */
@ApplicationScoped
class PasswordResets {

    private static final Duration LIFE = Duration.ofDays(1);

    @Inject
    Pool database;

    @Inject
    Accounts accounts;

    @Inject
    Sessions sessions;

    @Inject
    InstantSource clock;

    private final SecureRandom random = new SecureRandom();

    /** @param code what the owner gets to see once */
    record Made(String code, Instant expiresAt) {}

    /** @param secondFactorRemoved whether there was one and it is off now */
    record Done(long accountId, String login, boolean secondFactorRemoved) {}

    /** One that was made before for the same account no longer works. */
    @WithTransaction
    public Uni<Made> make(long accountId, boolean removesSecondFactor) {
        var now = clock.instant();
        var made = new Made(InvitationService.code(random), now.plus(LIFE));
        return accounts.findById(accountId)
                .invoke(account -> {
                    if (account == null) {
                        throw new DomainException.NotFound(ProblemType.NOT_FOUND.detail());
                    }
                    if (account.role() == Role.OWNER) {
                        throw new DomainException.Conflict(
                                Wording.of(SecondFactorMessages.class, SecondFactorMessages::ownerChangesOwnPassword));
                    }
                })
                .chain(() -> new Statement(
                                """
                                insert into password_resets (account_id, code_sha256, removes_second_factor, created_at, expires_at)
                                values (:account, :code, :removes, :now, :until)
                                on conflict (account_id) do update set code_sha256 = excluded.code_sha256,
                                  removes_second_factor = excluded.removes_second_factor,
                                  created_at = excluded.created_at, expires_at = excluded.expires_at
                                returning account_id
                                """,
                                Map.of(
                                        "account",
                                        accountId,
                                        "code",
                                        Sha256.of(made.code()),
                                        "removes",
                                        removesSecondFactor,
                                        "now",
                                        now,
                                        "until",
                                        made.expiresAt()))
                        .list(Long.class))
                .replaceWith(made);
    }

    @WithTransaction
    public Uni<Void> withdraw(long accountId) {
        return withdrawn(accountId).map(was -> {
            if (!was) {
                throw new DomainException.NotFound(ProblemType.NOT_FOUND.detail());
            }
            return null;
        });
    }

    /** Within a transaction. */
    static Uni<Boolean> withdrawn(long accountId) {
        return new Statement(
                        "delete from password_resets where account_id = :account returning account_id",
                        Map.of("account", accountId))
                .list(Long.class)
                .map(deleted -> !deleted.isEmpty());
    }

    Uni<Boolean> opens(String code) {
        return Sql.rows(
                        database,
                        "select account_id from password_resets where code_sha256 = $1 and expires_at > $2",
                        Buffer.buffer(Sha256.of(code)),
                        Sql.utc(clock.instant()))
                .map(rows -> !rows.isEmpty());
    }

    /**
     * Sets the password, uses the link up, and ends every session and every passkey.
     *
     * @return empty when the link was used or withdrawn in the meantime
     */
    @WithTransaction
    public Uni<Optional<Done>> use(String code, String newHash) {
        var now = clock.instant();
        // Whoever comes second waits, and then finds it used.
        return new Statement("""
                        delete from password_resets where code_sha256 = :code and expires_at > :now
                        returning account_id, removes_second_factor
                        """, Map.of("code", Sha256.of(code), "now", now))
                .list(Object[].class)
                .chain(used -> used.isEmpty()
                        ? Uni.createFrom().item(Optional.<Done>empty())
                        : apply((Long) used.getFirst()[0], (Boolean) used.getFirst()[1], newHash, now)
                                .map(Optional::of));
    }

    private Uni<Done> apply(long accountId, boolean removesSecondFactor, String newHash, Instant now) {
        return accounts.findById(accountId, LockModeType.PESSIMISTIC_WRITE)
                .invoke(account -> account.changePassword(newHash, now))
                .call(() -> sessions.revokeAll(accountId, now))
                // Whoever had the old password may have added one of theirs, which would outlive it.
                .call(() -> Passkeys.removeAll(accountId))
                .chain(account -> (removesSecondFactor
                                ? SecondFactors.remove(accountId)
                                : Uni.createFrom().item(false))
                        .map(removed -> new Done(accountId, account.login(), removed)));
    }
}
