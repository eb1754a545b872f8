package app.zapiska.digests;

import app.zapiska.delivery.EngineTime;
import app.zapiska.platform.sql.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When each account's next slot comes: what turns settings and time into digests that wait. */
@Singleton
class DigestAgenda {

    private final Pool database;
    private final EngineTime time;

    DigestAgenda(Pool database, EngineTime time) {
        this.database = database;
        this.time = time;
    }

    /** An account whose next slot has come, or whose settings have changed. */
    record Turn(long accountId, int revision) {}

    Uni<List<Turn>> turns(int limit) {
        return Sql.rows(database, """
                select account_id, revision from digest_agenda where next_at <= coalesce($1, now())
                order by next_at, account_id limit $2
                """, time.forLeases(), limit)
                .map(rows -> rows.stream()
                        .map(row -> new Turn(row.getLong(0), row.getInteger(1)))
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
                  update digest_agenda set next_at = $3::timestamptz
                  where account_id = $1 and revision = $2 and next_at <= coalesce($4, now())
                  returning account_id, since),
                added as (
                  insert into digests (account_id, kind, local_date, slot, slot_at, state, due_at, reason, created_at, ended_at)
                  select account_id, 'URGENT', $5::date, $6::time, $7::timestamptz,
                         case when $8 then 'MISSED' else 'WAITING' end, case when not $8 then $7::timestamptz end,
                         case when $8 then 'too late' end, coalesce($4, now()), case when $8 then coalesce($4, now()) end
                  from looked where since <= $7::timestamptz
                  on conflict (account_id, kind, local_date, slot) do nothing)
                update digests d
                set state = 'MISSED', due_at = null, reason = 'the next one has come', ended_at = coalesce($4, now())
                from looked
                where d.account_id = looked.account_id and d.kind = 'URGENT' and d.state = 'WAITING' and d.slot_at < $7::timestamptz
                """,
                        turn.accountId(),
                        turn.revision(),
                        Sql.utc(next.orElse(null)),
                        time.forLeases(),
                        latest.map(DigestSlots.Slot::date).orElse(null),
                        latest.map(DigestSlots.Slot::time).orElse(null),
                        Sql.utc(latest.map(DigestSlots.Slot::at).orElse(null)),
                        missed)
                .replaceWithVoid();
    }
}
