package app.zapiska.accounts;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.Wording;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who has a second step at signing in, with what secret, and which of its codes are used up. */
@ApplicationScoped
class SecondFactors {

    @Inject
    Pool database;

    @Inject
    Sessions sessions;

    @Inject
    InstantSource clock;

    /** @param lastStep of the code that was accepted last */
    record Factor(byte[] sealedSecret, long lastStep) {}

    @Schema(name = "SecondFactor")
    record View(
            @NotNull Boolean on,

            @Schema(nullable = true, description = "Since when it is on")
            Instant since,

            @Schema(description = "How many recovery codes have not been used") @NotNull
            Integer recoveryCodesLeft) {}

    Uni<View> view(long accountId) {
        return Sql.rows(database, """
                        select f.created_at,
                          (select count(*) from recovery_codes c where c.account_id = f.account_id and c.used_at is null) as codes
                        from second_factors f where f.account_id = $1
                        """, accountId)
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new View(
                                true,
                                Sql.instant(row, "created_at"),
                                row.getLong("codes").intValue()))
                        .orElseGet(() -> new View(false, null, 0)));
    }

    Uni<Optional<Factor>> find(long accountId) {
        return Sql.rows(database, "select secret, last_step from second_factors where account_id = $1", accountId)
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new Factor(row.getBuffer("secret").getBytes(), row.getLong("last_step"))));
    }

    /** @return false when this code or a later one was accepted in the meantime: of two at once one gets in */
    Uni<Boolean> accept(long accountId, long step) {
        return Sql.count(
                        database,
                        "update second_factors set last_step = $2 where account_id = $1 and last_step < $2",
                        accountId,
                        step)
                .map(changed -> changed > 0);
    }

    /** @return how many are left after this one; empty when there is no such code or it was used */
    Uni<OptionalInt> useRecoveryCode(long accountId, byte[] hash) {
        return Sql.rows(database, """
                        update recovery_codes c set used_at = $3
                        where c.account_id = $1 and c.code_sha256 = $2 and c.used_at is null
                        returning (select count(*) from recovery_codes o where o.account_id = $1 and o.used_at is null) - 1 as left_over
                        """, accountId, Buffer.buffer(hash), Sql.utc(clock.instant()))
                .map(rows -> rows.isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(rows.getFirst().getLong("left_over").intValue()));
    }

    /** Ends the other sessions, which were begun without it. */
    @WithTransaction
    public Uni<Void> turnOn(long accountId, long keptSessionId, Factor factor, List<String> codes) {
        var now = clock.instant();
        return new Statement(
                        """
                        insert into second_factors (account_id, secret, last_step, created_at)
                        values (:account, :secret, :step, :now) on conflict do nothing returning account_id
                        """,
                        Map.of(
                                "account",
                                accountId,
                                "secret",
                                factor.sealedSecret(),
                                "step",
                                factor.lastStep(),
                                "now",
                                now))
                .list(Long.class)
                .invoke(made -> {
                    if (made.isEmpty()) {
                        throw conflict(SecondFactorMessages::alreadyOn);
                    }
                })
                .chain(() -> insert(accountId, codes))
                .chain(() -> sessions.revokeOthers(accountId, keptSessionId, now))
                .replaceWithVoid();
    }

    /** @return whether it was on; then the other sessions have ended */
    @WithTransaction
    public Uni<Boolean> turnOff(long accountId, long keptSessionId) {
        return remove(accountId)
                .chain(was -> was
                        ? sessions.revokeOthers(accountId, keptSessionId, clock.instant())
                                .replaceWith(true)
                        : Uni.createFrom().item(false));
    }

    /** Within a transaction. */
    static Uni<Boolean> remove(long accountId) {
        return new Statement(
                        "delete from second_factors where account_id = :account returning account_id",
                        Map.of("account", accountId))
                .list(Long.class)
                .map(deleted -> !deleted.isEmpty());
    }

    /** Those of before no longer count. */
    @WithTransaction
    public Uni<Void> replaceRecoveryCodes(long accountId, List<String> codes) {
        return new Statement(
                        "select account_id from second_factors where account_id = :account for update",
                        Map.of("account", accountId))
                .list(Long.class)
                .invoke(found -> {
                    if (found.isEmpty()) {
                        throw conflict(SecondFactorMessages::isOff);
                    }
                })
                .chain(() -> new Statement(
                                "delete from recovery_codes where account_id = :account returning account_id",
                                Map.of("account", accountId))
                        .list(Long.class))
                .chain(() -> insert(accountId, codes));
    }

    private static Uni<Void> insert(long accountId, List<String> codes) {
        var hashes = codes.stream()
                .map(code -> HexFormat.of().formatHex(RecoveryCodes.hash(code).orElseThrow()))
                .collect(Collectors.joining(","));
        return new Statement("""
                        insert into recovery_codes (account_id, code_sha256)
                        select :account, decode(hash, 'hex') from unnest(string_to_array(:hashes, ',')) as hash
                        returning account_id
                        """, Map.of("account", accountId, "hashes", hashes))
                .list(Long.class)
                .replaceWithVoid();
    }

    private static DomainException conflict(Function<SecondFactorMessages, String> words) {
        return new DomainException.Conflict(Wording.of(SecondFactorMessages.class, words));
    }
}
