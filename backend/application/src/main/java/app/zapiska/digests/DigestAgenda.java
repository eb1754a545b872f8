package app.zapiska.digests;

import app.zapiska.delivery.DueWork;
import app.zapiska.delivery.EngineTime;
import app.zapiska.platform.sql.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When the next slot of each kind comes to each account: what turns settings and time into digests that wait. */
@Singleton
class DigestAgenda implements DueWork {

    static final String COME = "digest_slots_come";

    private final Pool database;
    private final EngineTime time;

    DigestAgenda(Pool database, EngineTime time) {
        this.database = database;
        this.time = time;
    }

    @Override
    public Map<String, String> conditions() {
        return Map.of(COME, "exists (select from digest_schedule where next_at <= coalesce($1, now()))");
    }

    /** A kind of an account whose next slot has come, or whose settings have changed. */
    record Turn(long accountId, DigestKind kind, int revision) {}

    Uni<List<Turn>> turns(int limit) {
        return Sql.rows(database, """
                select account_id, kind, revision from digest_schedule
                where next_at <= coalesce($1, now()) and kind = any($3)
                order by next_at, account_id, kind limit $2
                """, time.forLeases(), limit, DigestKind.known())
                .map(rows -> rows.stream()
                        .map(row -> new Turn(row.getLong(0), DigestKind.valueOf(row.getString(1)), row.getInteger(2)))
                        .toList());
    }

    /**
     * Notes the slot that has come, unless it was noted before or had passed when it was chosen, and when to look again. Does
     * nothing when the settings have changed since they were read.
     *
     * @param latest the last slot that has come; what waits of earlier ones is missed with it
     * @param missed it is too late for it as well
     */
    Uni<Void> arrange(Turn turn, Optional<DigestSlots.Slot> latest, boolean missed, Optional<Instant> next) {
        return Sql.rows(
                        database,
                        """
                with looked as (
                  update digest_schedule set next_at = $3::timestamptz
                  where account_id = $1 and kind = $9 and revision = $2 and next_at <= coalesce($4, now())
                  returning account_id, kind, since),
                added as (
                  insert into digest_jobs (account_id, kind, local_date, slot, slot_at, state, due_at, reason, created_at, ended_at)
                  select account_id, kind, $5::date, $6::time, $7::timestamptz,
                         case when $8 then 'MISSED' else 'WAITING' end, case when not $8 then $7::timestamptz end,
                         case when $8 then 'too late' end, coalesce($4, now()), case when $8 then coalesce($4, now()) end
                  from looked where since <= $7::timestamptz
                  on conflict (account_id, kind, local_date, slot) do nothing)
                update digest_jobs d
                set state = 'MISSED', due_at = null, reason = 'the next one has come', ended_at = coalesce($4, now())
                from looked
                where d.account_id = looked.account_id and d.kind = looked.kind and d.state = 'WAITING' and d.slot_at < $7::timestamptz
                """,
                        turn.accountId(),
                        turn.revision(),
                        Sql.utc(next.orElse(null)),
                        time.forLeases(),
                        latest.map(DigestSlots.Slot::date).orElse(null),
                        latest.map(DigestSlots.Slot::time).orElse(null),
                        Sql.utc(latest.map(DigestSlots.Slot::at).orElse(null)),
                        missed,
                        turn.kind().name())
                .replaceWithVoid();
    }
}
