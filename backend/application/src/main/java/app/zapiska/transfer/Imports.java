package app.zapiska.transfer;

import app.zapiska.platform.sql.Sql;
import app.zapiska.transfer.Import.Kind;
import app.zapiska.transfer.Import.State;
import app.zapiska.transfer.Import.Step;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The table of imports. Each call is a statement of its own, so that progress is seen while the work goes on. */
@Singleton
class Imports {

    private final Pool database;
    private final ObjectMapper json;
    private final TransferConfig config;
    private final InstantSource clock;

    Imports(Pool database, ObjectMapper json, TransferConfig config, InstantSource clock) {
        this.database = database;
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    /** @return empty when one of the account is at work */
    Uni<Optional<Import>> begin(long accountId, Kind kind, boolean dryRun) {
        return endAbandoned()
                .chain(() -> Sql.rows(database, """
                        insert into imports (account_id, kind, dry_run, state, step, requested_at, lease_until)
                        values ($1, $2, $3, 'RUNNING', 'READING', $4, $5) on conflict do nothing returning *""", accountId, kind.name(), dryRun, now(), lease()))
                .map(this::first);
    }

    /** @return false when it was declared dead meanwhile and must stop */
    Uni<Boolean> progress(long id, Step step, long done, OptionalLong total) {
        return Sql.count(database, """
                        update imports set version = version + 1, step = $2, rows_done = $3, rows_total = $4, lease_until = $5
                        where id = $1 and state = 'RUNNING'""", id, step.name(), done, total.isPresent() ? total.getAsLong() : null, lease())
                .map(changed -> changed == 1);
    }

    /** They go on. */
    Uni<Void> keep(List<Long> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : Sql.rows(
                                database,
                                "update imports set lease_until = $2 where id = any($1) and state = 'RUNNING'",
                                ids.toArray(Long[]::new),
                                lease())
                        .replaceWithVoid();
    }

    Uni<Void> done(long id, Report report) {
        return end(id, State.DONE, Optional.empty(), report);
    }

    Uni<Void> failed(long id, Refused.Why why, Report report) {
        return end(id, State.FAILED, Optional.of(why), report);
    }

    private Uni<Void> end(long id, State state, Optional<Refused.Why> why, Report report) {
        return Sql.rows(database, """
                        update imports set version = version + 1, state = $2, error = $3, report = $4, step = null,
                          lease_until = null, finished_at = $5
                        where id = $1 and state = 'RUNNING'""", id, state.name(), why.map(Enum::name).orElse(null), text(report), now())
                .replaceWithVoid();
    }

    /** Newest first. @param before an id; those older than it */
    Uni<List<Import>> list(long accountId, Optional<Long> before, int limit) {
        return Sql.rows(database, """
                        select * from imports where account_id = $1 and ($2::bigint is null or id < $2)
                        order by id desc limit $3""", accountId, before.orElse(null), limit)
                .map(rows -> rows.stream().map(this::row).toList());
    }

    Uni<Optional<Import>> find(long accountId, long id) {
        return Sql.rows(database, "select * from imports where account_id = $1 and id = $2", accountId, id)
                .map(this::first);
    }

    /** What a process that died has left at work. */
    @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> endAbandoned() {
        return Sql.rows(database, """
                        update imports set version = version + 1, state = 'FAILED', error = 'STOPPED', step = null,
                          lease_until = null, finished_at = $1
                        where state = 'RUNNING' and lease_until < $1""", now())
                .replaceWithVoid()
                .ifNoItem()
                .after(Duration.ofSeconds(30))
                .fail();
    }

    private Optional<Import> first(List<Row> rows) {
        return rows.stream().findFirst().map(this::row);
    }

    private Import row(Row row) {
        var total = row.getLong("rows_total");
        return new Import(
                row.getLong("id"),
                row.getInteger("version"),
                Kind.valueOf(row.getString("kind")),
                row.getBoolean("dry_run"),
                State.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("step")).map(Step::valueOf),
                row.getLong("rows_done"),
                total == null ? OptionalLong.empty() : OptionalLong.of(total),
                Optional.ofNullable(row.getJsonObject("report")).map(this::report),
                Optional.ofNullable(row.getString("error")).map(Refused.Why::valueOf),
                row.getOffsetDateTime("requested_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("finished_at")).map(OffsetDateTime::toInstant));
    }

    private Report.Written report(JsonObject kept) {
        try {
            return json.readValue(kept.encode(), Report.Written.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private JsonObject text(Report report) {
        try {
            return new JsonObject(json.writeValueAsString(report.written()));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private OffsetDateTime lease() {
        return clock.instant().plus(config.lease()).atOffset(ZoneOffset.UTC);
    }

    private OffsetDateTime now() {
        Instant now = clock.instant();
        return now.atOffset(ZoneOffset.UTC);
    }
}
