package app.zapiska.reminders;

import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.ZoneOffsets;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How soon the person reacts to reminders. A reminder counts once, however often it was repeated, in the hour in which it first
 * arrived; it is answered when they complete, pay, snooze or move what it is about. One that a later reminder took over from
 * stays unanswered, and what is unanswered is in no median. Those of deleted things count no more.
 */
public final class AnswerTimes {

    private static final String COLUMN = "answer_times";

    /**
     * A column of a statement with {@code offsets}, the rows of {@link ZoneOffsets}, and {@code :account}, {@code :from},
     * {@code :to}.
     */
    public static final String COUNTED =
            """
            (select json_agg(json_build_object('by', grouped, 'hour', hour, 'importance', importance, 'sent', sent,
                'answered', answered, 'seconds', cast(floor(median) as bigint)))
              from (
                select grouping(hour, importance) as grouped, hour, importance, count(*) as sent, count(waited) as answered,
                  percentile_cont(0.5) within group (order by waited) as median
                from (
                  select {wall} as wall, cast(extract(hour from {wall}) as integer) as hour, t.importance,
                    extract(epoch from r.answered_at - r.first_sent_at) as waited
                  from offsets o join reminders r on r.first_sent_at >= o.since and r.first_sent_at < o.till
                  left join tasks t on t.account_id = :account and t.id = r.task_id
                  left join installments i on i.account_id = :account and i.id = r.installment_id
                  left join loans l on l.account_id = :account and l.id = coalesce(r.loan_id, i.loan_id)
                  where r.account_id = :account and t.deleted_at is null and i.removed_at is null and l.deleted_at is null) r
                where cast(wall as date) between cast(:from as date) and cast(:to as date)
                group by grouping sets ((), (hour), (importance))) g)""".replace("{wall}", ZoneOffsets.wall("r.first_sent_at", "o")) + " as " + COLUMN;

    // What grouping() says of a row: which of (hour, importance) it is not of.
    private static final int BY_HOUR = 1;
    private static final int BY_IMPORTANCE = 2;
    private static final int ALL = 3;

    /** @param median of the answered ones; empty when there is none */
    public record Answers(long sent, long answered, Optional<Duration> median) {

        public static final Answers NONE = new Answers(0, 0, Optional.empty());
    }

    public record OfHour(int hour, Answers answers) {}

    /** @param importance of the task as it is now; empty: payments */
    public record OfImportance(Optional<Integer> importance, Answers answers) {}

    /** @param hours those in which something arrived */
    public record Counted(Answers all, List<OfHour> hours, List<OfImportance> importances) {}

    private AnswerTimes() {}

    public static Counted of(Row row) {
        var groups = Sql.objects(row, COLUMN).toList();
        return new Counted(
                by(ALL, groups).stream().findFirst().map(AnswerTimes::answers).orElse(Answers.NONE),
                by(BY_HOUR, groups).stream()
                        .map(group -> new OfHour(group.getInteger("hour"), answers(group)))
                        .toList(),
                by(BY_IMPORTANCE, groups).stream()
                        .map(group ->
                                new OfImportance(Optional.ofNullable(group.getInteger("importance")), answers(group)))
                        .toList());
    }

    private static List<JsonObject> by(int what, List<JsonObject> groups) {
        return groups.stream().filter(group -> group.getInteger("by") == what).toList();
    }

    private static Answers answers(JsonObject group) {
        return new Answers(
                group.getLong("sent"),
                group.getLong("answered"),
                Optional.ofNullable(group.getLong("seconds")).map(Duration::ofSeconds));
    }
}
