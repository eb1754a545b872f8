package app.zapiska.backups;

import app.zapiska.backups.BackupHealth.Facts;
import app.zapiska.platform.sql.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The table that the product and the backup worker share: here work is asked for and looked at, there it is done. */
@Singleton
class Backups {

    private static final String SELECT = """
            select b.*, p.state as proof_state, p.step as proof_step, p.finished_at as proof_finished_at, p.error as proof_error
            from backups b
            left join lateral (
              select * from backups p where p.kind = 'PROOF' and p.name = b.name order by p.id desc limit 1) as p on true
            where b.kind <> 'PROOF'
            """;

    private final Pool database;

    Backups(Pool database) {
        this.database = database;
    }

    /** Newest first. @param before an id; those older than it */
    Uni<List<Backup>> list(Optional<Long> before, int limit) {
        return rows(
                        SELECT + " and ($1::bigint is null or b.id < $1) order by b.id desc limit $2",
                        before.orElse(null),
                        limit)
                .map(rows -> rows.stream().map(Backup::from).toList());
    }

    /** @return the new row, or the one that already waits to be begun */
    Uni<Backup> request(long accountId, Instant now) {
        return rows("""
                        insert into backups (kind, state, requested_by, requested_at) values ('MANUAL', 'REQUESTED', $1, $2)
                        on conflict do nothing""", accountId, Sql.utc(now))
                .chain(() -> rows(SELECT + " and b.kind = 'MANUAL' order by b.id desc limit 1"))
                .map(rows -> Backup.from(rows.getFirst()));
    }

    /** How things stand; what a dead worker has left is ended first. */
    Uni<Facts> facts() {
        return rows("select end_abandoned_backups()").chain(() -> rows("""
                        select w.told, w.told_at, w.since, good.finished_at as good_at, good.size as good_size,
                          good.remote as good_remote, last.finished_at as last_at, last.error as last_error,
                          proof.finished_at as proof_at, proof.error as proof_error, proved.finished_at as proved_at,
                          (select min(requested_at) from backups where state = 'REQUESTED') as waiting_since,
                          exists (select 1 from backups where state = 'RUNNING') as running
                        from backup_watch w
                        left join lateral (select * from backups where kind <> 'PROOF' and state = 'DONE'
                          order by finished_at desc limit 1) as good on true
                        left join lateral (select finished_at, case when state = 'FAILED' then error end as error from backups
                          where kind <> 'PROOF' and finished_at is not null order by finished_at desc limit 1) as last on true
                        left join lateral (select finished_at, case when state = 'FAILED' then error end as error from backups
                          where kind = 'PROOF' and finished_at is not null order by finished_at desc limit 1) as proof on true
                        left join lateral (select finished_at from backups where kind = 'PROOF' and state = 'DONE'
                          order by finished_at desc limit 1) as proved on true
                        """)).map(rows -> facts(rows.getFirst()));
    }

    private static Facts facts(Row row) {
        var good = Backup.moment(row, "good_at")
                .map(at -> new BackupHealth.Good(
                        at, row.getLong("good_size"), Backup.Remote.valueOf(row.getString("good_remote"))));
        return new Facts(
                row.getOffsetDateTime("since").toInstant(),
                good,
                attempt(row, "last"),
                attempt(row, "proof"),
                Backup.moment(row, "proved_at"),
                Backup.moment(row, "waiting_since"),
                row.getBoolean("running"),
                new BackupNotice(
                        Arrays.stream(row.getArrayOfStrings("told"))
                                .map(BackupHealth.Trouble::valueOf)
                                .collect(Collectors.toUnmodifiableSet()),
                        Backup.moment(row, "told_at")));
    }

    private static Optional<BackupHealth.Attempt> attempt(Row row, String prefix) {
        return Backup.moment(row, prefix + "_at")
                .map(at -> new BackupHealth.Attempt(at, Backup.fault(row, prefix + "_error")));
    }

    /**
     * Takes the owner's notice in hand.
     *
     * @param told what was read a moment ago
     * @return false when another replica was quicker
     */
    Uni<Boolean> claimNotice(BackupNotice told, Instant now, Instant until) {
        return rows("""
                        update backup_watch set lease_until = $2
                        where told_at is not distinct from $3 and (lease_until is null or lease_until <= $1) returning 1""", Sql.utc(now), Sql.utc(until), Sql.utc(told.at().orElse(null)))
                .map(rows -> rows.size() == 1);
    }

    /** @param troubles empty: that all is well again */
    Uni<Void> told(Set<BackupHealth.Trouble> troubles, Instant now) {
        return rows(
                        "update backup_watch set told = $1, told_at = $2, lease_until = null",
                        troubles.stream().map(Enum::name).toArray(String[]::new),
                        troubles.isEmpty() ? null : Sql.utc(now))
                .replaceWithVoid();
    }

    /** The message did not get out: nobody tries again before this. */
    Uni<Void> postponeNotice(Instant until) {
        return rows("update backup_watch set lease_until = $1", Sql.utc(until)).replaceWithVoid();
    }

    private Uni<List<Row>> rows(String sql, Object... values) {
        return Sql.rows(database, sql, values);
    }
}
