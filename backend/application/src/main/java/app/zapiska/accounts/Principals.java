package app.zapiska.accounts;

import app.zapiska.accounts.PrincipalCache.Found;
import app.zapiska.platform.Changes;
import app.zapiska.platform.Faults;
import app.zapiska.platform.Sha256;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Finds who is behind a session or a personal token. Answers are kept for {@link #KEPT} to spare the database, and
 * forgotten at once, on every replica, when the account, its sessions or tokens change; a replica that misses that notice
 * still learns it when the time is over.
 */
@Singleton
class Principals {

    static final Duration KEPT = Duration.ofSeconds(10);

    private static final Duration SEEN_EVERY = Duration.ofMinutes(5);
    private static final Duration USED_EVERY = Duration.ofMinutes(1);

    private static final String BY_SESSION = """
            select s.id as session_id, s.last_seen_at as seen_at, s.expires_at, %s
            from sessions s join accounts a on a.id = s.account_id
            where s.token_id = $1 and s.revoked_at is null and a.deactivated_at is null
            """.formatted(AccountDirectory.COLUMNS);
    private static final String BY_TOKEN = """
            select t.id as token_id, t.name as token_name, t.last_used_at as seen_at, t.scope, t.expires_on, %s
            from api_tokens t join accounts a on a.id = t.account_id
            where t.token_sha256 = $1 and a.deactivated_at is null
            """.formatted(AccountDirectory.COLUMNS);

    private final Pool database;
    private final InstantSource clock;
    private final PrincipalCache<AccountPrincipal> kept;

    Principals(Pool database, InstantSource clock, Changes changes) {
        this.database = database;
        this.clock = clock;
        this.kept = new PrincipalCache<>(clock, KEPT);
        changes.observe(change -> {
            if (change.ofEverything()) {
                kept.forgetAll();
            } else if (change.kind().equals("session")
                    || change.kind().equals("token")
                    || change.kind().equals("settings")
                    || change.kind().equals("channel")) {
                forget(change.accountId());
            }
        });
    }

    Uni<Optional<AccountPrincipal>> bySession(UUID tokenId) {
        return kept.of(
                "s:" + tokenId,
                () -> database.preparedQuery(BY_SESSION)
                        .execute(Tuple.of(tokenId))
                        .chain(rows -> {
                            var row =
                                    rows.iterator().hasNext() ? rows.iterator().next() : null;
                            if (row == null) {
                                return Uni.createFrom().nullItem();
                            }
                            var sessionId = row.getLong("session_id");
                            var role = Role.valueOf(row.getString("role"));
                            var identified = new AccountPrincipal(
                                    AccountDirectory.settings(row),
                                    row.getString("login"),
                                    row.getString("name"),
                                    role,
                                    OptionalLong.of(sessionId),
                                    OptionalLong.empty(),
                                    "",
                                    role.mayWrite());
                            return seen(
                                            "update sessions set last_seen_at = $1 where id = $2",
                                            sessionId,
                                            row,
                                            SEEN_EVERY)
                                    .replaceWith(found(
                                            identified,
                                            row.getOffsetDateTime("expires_at").toInstant()));
                        }));
    }

    Uni<Optional<AccountPrincipal>> byToken(String token) {
        var hash = Sha256.of(token);
        return kept.of(
                "t:" + HexFormat.of().formatHex(hash),
                () -> database.preparedQuery(BY_TOKEN)
                        .execute(Tuple.of(Buffer.buffer(hash)))
                        .chain(rows -> {
                            var row =
                                    rows.iterator().hasNext() ? rows.iterator().next() : null;
                            if (row == null) {
                                return Uni.createFrom().nullItem();
                            }
                            var tokenId = row.getLong("token_id");
                            var role = Role.valueOf(row.getString("role"));
                            var settings = AccountDirectory.settings(row);
                            var identified = new AccountPrincipal(
                                    settings,
                                    row.getString("login"),
                                    row.getString("name"),
                                    role,
                                    OptionalLong.empty(),
                                    OptionalLong.of(tokenId),
                                    row.getString("token_name"),
                                    role.mayWrite() && row.getString("scope").equals("WRITE"));
                            var endsAt = Optional.ofNullable(row.getLocalDate("expires_on"))
                                    .map(last -> endOf(last, settings))
                                    .orElse(Instant.MAX);
                            if (!clock.instant().isBefore(endsAt)) {
                                return Uni.createFrom().item(found(identified, endsAt));
                            }
                            return seen(
                                            "update api_tokens set last_used_at = $1 where id = $2",
                                            tokenId,
                                            row,
                                            USED_EVERY)
                                    .replaceWith(found(identified, endsAt));
                        }));
    }

    void forget(long accountId) {
        kept.forget(accountId);
    }

    /** A token works on the whole of its last day, in the account's zone. */
    private static Instant endOf(LocalDate lastDay, AccountSettings settings) {
        return lastDay.plusDays(1).atStartOfDay(settings.zone()).toInstant();
    }

    private static Found<AccountPrincipal> found(AccountPrincipal identified, Instant endsAt) {
        return new Found<>(identified, identified.settings().accountId(), endsAt);
    }

    private Uni<Void> seen(String update, long id, Row row, Duration every) {
        var now = clock.instant();
        var last = row.getOffsetDateTime("seen_at");
        if (last != null && last.toInstant().plus(every).isAfter(now)) {
            return Uni.createFrom().voidItem();
        }
        return database.preparedQuery(update)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), id))
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> Log.warnf("Time of last use was not recorded: %s", Faults.describe(failure)))
                .onFailure()
                .recoverWithNull();
    }
}
