package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.digests.Digest.Turn;
import app.zapiska.platform.sql.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How far digests have come that tell each thing once. On a connection of its own. */
@Singleton
class ToldDays {

    /** What was kept back for longer is no news any more; it stands on the page. */
    static final int MADE_UP_DAYS = 30;

    private final Pool database;

    ToldDays(Pool database) {
        this.database = database;
    }

    /**
     * What is told and what is not.
     *
     * @param first the first day of which nothing was told
     * @param since then, in messages that may have left before their digest was missed: up to which day, by what it was about
     */
    record Told(LocalDate first, Map<Long, LocalDate> since) {

        /** @param day on which it happened */
        boolean covers(long subject, LocalDate day) {
            return day.isBefore(first)
                    || Optional.ofNullable(since.get(subject))
                            .filter(until -> !day.isAfter(until))
                            .isPresent();
        }
    }

    /**
     * It is asked in hand, when every earlier digest of the kind has ended: see {@link DigestQueue#claim}. One that was missed told
     * nothing, but for its messages that may have left. What happened before it was wanted, or while nobody could be written
     * to, is not made up for.
     */
    Uni<Told> before(Turn turn, AccountSettings account) {
        return Sql.rows(database, """
                select s.since,
                  (select max(local_date) from digest_jobs
                   where account_id = $1 and kind = $2 and state not in ('WAITING', 'SENDING', 'MISSED')) as told,
                  (select json_agg(json_build_object('subject', subject_id, 'until', local_date)) from (
                    select x.subject_id, max(d.local_date) as local_date
                    from digest_jobs d join digest_parts p on p.digest_id = d.id
                    join digest_subjects x on x.digest_id = p.digest_id and x.part = p.number
                    where d.account_id = $1 and d.kind = $2 and d.state = 'MISSED'
                      and (p.state in ('SENDING', 'SENT', 'UNKNOWN') or p.unknowns + p.server_errors > 0)
                    group by x.subject_id) left_before) as single
                from digest_schedule s where s.account_id = $1 and s.kind = $2
                """, account.accountId(), turn.kind().name())
                .map(rows -> told(turn, account, rows.getFirst()));
    }

    private static Told told(Turn turn, AccountSettings account, Row row) {
        var first = Stream.of(
                        Optional.of(turn.date().minusDays(MADE_UP_DAYS)),
                        Optional.of(account.today(Sql.instant(row, "since"))),
                        Optional.ofNullable(row.getLocalDate("told")).map(day -> day.plusDays(1)))
                .flatMap(Optional::stream)
                .max(LocalDate::compareTo)
                .orElseThrow();
        return new Told(
                first,
                Sql.objects(row, "single")
                        .collect(Collectors.toMap(
                                one -> one.getLong("subject"), one -> LocalDate.parse(one.getString("until")))));
    }
}
