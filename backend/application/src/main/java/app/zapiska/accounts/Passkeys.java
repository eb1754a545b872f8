package app.zapiska.accounts;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Sha256;
import app.zapiska.platform.Wording;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The passkeys of the accounts, and which challenges are used up. */
@ApplicationScoped
class Passkeys {

    static final int MOST = 20;

    @Inject
    Pool database;

    @Inject
    Accounts accounts;

    @Inject
    InstantSource clock;

    @Schema(name = "Passkey")
    record View(
            @NotNull Long id,
            @NotNull String name,
            @NotNull Instant createdAt,
            @Schema(nullable = true) Instant lastUsedAt) {}

    /** @param handle what a key store knows the account by */
    record Known(long id, long accountId, UUID handle, byte[] attested, boolean backupEligible) {}

    /** @param handle what a key store knows the account by; @param credentialIds of the passkeys there are */
    record OfAccount(UUID handle, List<byte[]> credentialIds) {}

    /** In the order in which they were added. */
    Uni<List<View>> list(long accountId) {
        return Sql.rows(
                        database,
                        "select id, name, created_at, last_used_at from passkeys where account_id = $1 order by id",
                        accountId)
                .map(rows -> rows.stream()
                        .map(row -> new View(
                                row.getLong("id"),
                                row.getString("name"),
                                Sql.instant(row, "created_at"),
                                Sql.instant(row, "last_used_at")))
                        .toList());
    }

    Uni<OfAccount> ofAccount(long accountId) {
        return Sql.rows(database, """
                        select a.passkey_handle, (select string_agg(encode(p.credential_id, 'hex'), ',') from passkeys p
                          where p.account_id = a.id) as credentials
                        from accounts a where a.id = $1
                        """, accountId).map(rows -> {
            var ids = Optional.ofNullable(rows.getFirst().getString("credentials"));
            return new OfAccount(
                    rows.getFirst().getUUID("passkey_handle"),
                    ids.map(text -> List.of(text.split(","))).orElse(List.of()).stream()
                            .map(HexFormat.of()::parseHex)
                            .toList());
        });
    }

    Uni<Optional<Known>> find(byte[] credentialId) {
        return new Statement("""
                        select p.id, p.account_id, p.attested, p.backup_eligible, a.passkey_handle
                        from passkeys p join accounts a on a.id = p.account_id where p.credential_id = :credential
                        """, Map.of("credential", Buffer.buffer(credentialId)))
                .on(database)
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new Known(
                                row.getLong("id"),
                                row.getLong("account_id"),
                                row.getUUID("passkey_handle"),
                                row.getBuffer("attested").getBytes(),
                                row.getBoolean("backup_eligible"))));
    }

    /** Fails with {@code conflict} when there are too many, it is there already, or the challenge was used. */
    @WithTransaction
    public Uni<Long> add(long accountId, String name, PasskeyVerifier.Made made, byte[] challenge, Instant until) {
        var now = clock.instant();
        // Of two at once, one waits for the other and counts it.
        return accounts.findById(accountId, LockModeType.PESSIMISTIC_WRITE)
                .chain(() -> new Statement(
                                "select count(*) from passkeys where account_id = :account",
                                Map.of("account", accountId))
                        .list(Long.class))
                .invoke(count -> {
                    if (count.getFirst() >= MOST) {
                        throw conflict(messages -> messages.tooMany(MOST));
                    }
                })
                .chain(() -> useUp(challenge, until))
                .invoke(first -> {
                    if (!first) {
                        throw conflict(PasskeyMessages::used);
                    }
                })
                .chain(() -> new Statement(
                                """
                                insert into passkeys (account_id, credential_id, attested, sign_count, backup_eligible, name, created_at)
                                values (:account, :credential, :attested, :count, :eligible, :name, :now)
                                on conflict (credential_id) do nothing returning id
                                """,
                                Map.of(
                                        "account",
                                        accountId,
                                        "credential",
                                        made.credentialId(),
                                        "attested",
                                        made.attested(),
                                        "count",
                                        made.signCount(),
                                        "eligible",
                                        made.backupEligible(),
                                        "name",
                                        name,
                                        "now",
                                        now))
                        .list(Long.class))
                .map(added -> {
                    if (added.isEmpty()) {
                        throw conflict(PasskeyMessages::alreadyThere);
                    }
                    return added.getFirst();
                });
    }

    /** Within a transaction. @return false when somebody was let in for it before */
    static Uni<Boolean> useUp(byte[] challenge, Instant until) {
        return new Statement("""
                        insert into passkey_challenges_used (challenge_sha256, forgotten_at) values (:challenge, :until)
                        on conflict do nothing
                        """, Map.of("challenge", Sha256.of(challenge), "until", until.plus(Duration.ofMinutes(5))))
                .change()
                .map(rows -> rows > 0);
    }

    /** Within a transaction. @return false when the count has not risen: then the key has a copy somewhere */
    Uni<Boolean> use(long id, long signCount) {
        return new Statement("""
                        update passkeys set sign_count = :count, last_used_at = :now
                        where id = :id and (sign_count < :count or sign_count = 0 and :count = 0)
                        """, Map.of("id", id, "count", signCount, "now", clock.instant()))
                .change()
                .map(rows -> rows > 0);
    }

    @WithTransaction
    public Uni<Void> rename(long accountId, long id, String name) {
        return new Statement(
                        "update passkeys set name = :name where account_id = :account and id = :id",
                        Map.of("account", accountId, "id", id, "name", name))
                .change()
                .map(Passkeys::there);
    }

    /** Ends the sessions that it has begun, but not the one in which this is asked for. */
    @WithTransaction
    public Uni<Void> remove(long accountId, long id, long keptSessionId) {
        return new Statement("""
                        update sessions set revoked_at = :now
                        where account_id = :account and passkey_id = :id and id <> :kept and revoked_at is null
                        """, Map.of("account", accountId, "id", id, "kept", keptSessionId, "now", clock.instant()))
                .change()
                .chain(() -> new Statement(
                                "delete from passkeys where account_id = :account and id = :id",
                                Map.of("account", accountId, "id", id))
                        .change())
                .map(Passkeys::there);
    }

    /** Within a transaction, where the sessions end anyway. @return how many there were */
    static Uni<Integer> removeAll(long accountId) {
        return new Statement("delete from passkeys where account_id = :account", Map.of("account", accountId)).change();
    }

    private static Void there(int rows) {
        if (rows == 0) {
            throw new DomainException.NotFound(ProblemType.NOT_FOUND.detail());
        }
        return null;
    }

    private static DomainException conflict(Function<PasskeyMessages, String> words) {
        return new DomainException.Conflict(Wording.of(PasskeyMessages.class, words));
    }

    @Scheduled(
            identity = "passkey-challenge-purge",
            every = "6h",
            delayed = "20m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return Sql.count(
                        database,
                        "delete from passkey_challenges_used where forgotten_at < $1",
                        Sql.utc(clock.instant()))
                .replaceWithVoid()
                .ifNoItem()
                .after(Duration.ofMinutes(1))
                .fail();
    }
}
