package app.zapiska.undo;

import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import app.zapiska.undo.Undoable.Kind;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** What was done last and can be taken back, written in the transaction that did it. */
@ApplicationScoped
public class UndoLog {

    /** Of an answer without a body: the token. */
    public static final String HEADER = "Undo";

    /** How long something can be taken back. */
    static final Duration OPEN = Duration.ofMinutes(10);

    /** How long it is known that something was taken back, or that it is too late. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final Pool database;
    private final InstantSource clock;

    UndoLog(Pool database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * @param action as the API shows it
     * @param items one for each thing that was changed; not empty
     * @return the token
     */
    public Uni<UUID> add(long accountId, Kind kind, String action, JsonArray items) {
        var now = clock.instant();
        return new Statement(
                        """
                        with added as (
                          insert into undo_actions (account_id, kind, action, items, count, made_at, expires_at)
                          values (:account, :kind, :action, cast(cast(:items as text) as jsonb), :count, :now, :expires)
                          returning token)
                        select cast(token as text) from added
                        """,
                        Map.of(
                                "account",
                                accountId,
                                "kind",
                                kind.name(),
                                "action",
                                action,
                                "items",
                                items.encode(),
                                "count",
                                items.size(),
                                "now",
                                now,
                                "expires",
                                now.plus(OPEN)))
                .list(String.class)
                .map(added -> UUID.fromString(added.getFirst()));
    }

    /** The answer to a deletion. */
    public static RestResponse<Void> deleted(UUID token) {
        return RestResponse.ResponseBuilder.<Void>noContent()
                .header(HEADER, token.toString())
                .build();
    }

    /** @param taken whether it was taken back already */
    record Noted(Kind kind, JsonArray items, Instant expiresAt, boolean taken) {}

    /** Nobody else takes it back until the transaction ends. */
    Uni<Optional<Noted>> lock(long accountId, UUID token) {
        return new Statement("""
                        select kind, cast(items as text), expires_at, taken_at is not null from undo_actions
                        where account_id = :account and token = cast(cast(:token as text) as uuid) for update
                        """, Map.of("account", accountId, "token", token.toString()))
                .list(Object[].class)
                .map(found -> found.stream()
                        .findFirst()
                        .map(row -> new Noted(
                                Kind.valueOf((String) row[0]),
                                new JsonArray((String) row[1]),
                                ((OffsetDateTime) row[2]).toInstant(),
                                (Boolean) row[3])));
    }

    Uni<Void> taken(long accountId, UUID token) {
        return new Statement("""
                        with taken as (
                          update undo_actions set taken_at = :now
                          where account_id = :account and token = cast(cast(:token as text) as uuid) returning 1)
                        select count(*) from taken
                        """, Map.of("account", accountId, "token", token.toString(), "now", clock.instant()))
                .list(Long.class)
                .replaceWithVoid();
    }

    @Scheduled(
            identity = "purge-undo",
            every = "1h",
            delayed = "6m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return Sql.count(
                        database,
                        "delete from undo_actions where expires_at < $1",
                        Sql.utc(clock.instant().minus(KEPT)))
                .replaceWithVoid()
                .ifNoItem()
                .after(Duration.ofMinutes(1))
                .fail();
    }
}
