package app.zapiska.tasks;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.DomainException.NotFound;
import app.zapiska.platform.LocalMoment;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import app.zapiska.recurrence.RecurFrom;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The history of a task that repeats, and what is to come, by one statement. */
@ApplicationScoped
class SeriesViews {

    static final int DATES = 6;

    private static final int MOST = 200;

    /** @param id of one of the occurrences */
    private static Statement occurrences(long accountId, long id) {
        return Statement.of("""
                select o.id, o.status, o.due_date, o.due_time, o.completed_at, o.recurrence, o.recur_from, o.paused_until,
                  o.series_start_date, o.series_start_time, o.series_start_number, o.slot_date, o.slot_time
                from (select coalesce(series_id, id) as first from tasks
                  where account_id = :account and id = :id and deleted_at is null) s
                join tasks o on o.account_id = :account and o.deleted_at is null
                  and (o.id = s.first or o.series_id = s.first)
                order by o.id desc limit :most
                """, Map.of("account", accountId, "id", id, "most", MOST));
    }

    private final Pool database;
    private final InstantSource clock;

    SeriesViews(Pool database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Schema(name = "TaskSeries")
    public record SeriesView(
            @Schema(required = true, nullable = true, description = "Of the newest occurrence")
            String recurrence,

            @Schema(required = true, nullable = true) String words,

            @Schema(required = true, description = "What comes after the open occurrence, each done when it is due")
            List<LocalMoment> upcoming,

            @Schema(required = true, description = "The newest first, at most 200")
            List<OccurrenceView> occurrences) {}

    @Schema(name = "TaskOccurrence")
    public record OccurrenceView(
            @Schema(required = true) long id,
            @Schema(required = true, nullable = true) LocalMoment due,
            @Schema(required = true) Task.Status status,
            @Schema(required = true, nullable = true) Instant completedAt) {

        static OccurrenceView from(Row row) {
            return new OccurrenceView(
                    row.getLong("id"),
                    TaskViews.moment(row, "due_date", "due_time"),
                    SeriesViews.status(row),
                    Sql.instant(row, "completed_at"));
        }
    }

    Uni<SeriesView> of(AccountSettings account, long id) {
        return occurrences(account.accountId(), id).on(database).map(rows -> {
            if (rows.isEmpty()) {
                throw new NotFound(ProblemType.NOT_FOUND.detail());
            }
            var repeating = rows.stream()
                    .filter(row -> row.getString("recurrence") != null)
                    .findFirst();
            return new SeriesView(
                    repeating.map(row -> row.getString("recurrence")).orElse(null),
                    repeating.map(row -> words(account, row)).orElse(null),
                    repeating
                            .filter(row -> status(row) == Task.Status.OPEN)
                            .map(row -> upcoming(account, row))
                            .orElse(List.of()),
                    rows.stream().map(OccurrenceView::from).toList());
        });
    }

    private static Task.Status status(Row row) {
        return Task.Status.valueOf(row.getString("status"));
    }

    private static String words(AccountSettings account, Row row) {
        return TaskViews.words(
                account,
                row.getString("recurrence"),
                RecurFrom.valueOf(row.getString("recur_from")),
                TaskViews.moment(row, "series_start_date", "series_start_time"));
    }

    private List<LocalMoment> upcoming(AccountSettings account, Row row) {
        var series = DatedTasks.series(row);
        var due = Optional.ofNullable(TaskViews.moment(row, "due_date", "due_time"))
                .orElse(series.slot());
        return series.upcoming(
                due, clock.instant(), account.zone(), Optional.ofNullable(row.getLocalDate("paused_until")), DATES);
    }
}
