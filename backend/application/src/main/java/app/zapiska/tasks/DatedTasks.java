package app.zapiska.tasks;

import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.LocalMoment;
import app.zapiska.platform.sql.Sql;
import app.zapiska.recurrence.RecurFrom;
import app.zapiska.recurrence.Recurrence;
import app.zapiska.recurrence.Series;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Tasks that have a date, for what shows them beside other things, and what is still to come of those that repeat. */
public final class DatedTasks {

    private static final String COLUMNS = "id, version, title, description, status, importance, due_date, due_time,"
            + " duration_minutes, category_id, recurrence, recur_from, paused_until, series_id, series_start_date,"
            + " series_start_time, series_start_number, slot_date, slot_time, usual, continuation, updated_at, due_end";

    /**
     * Those of {@code :account} from the day {@code :from} to the day {@code :to}, at most {@code :mostTasks}, and of the days
     * before what is still open and repeats, at most {@code :mostSeries}: it goes on within the period.
     */
    public static final String QUERY = """
            (select %1$s from tasks
             where account_id = :account and deleted_at is null and due_date between cast(:from as date) and cast(:to as date)
               and due_end >= cast(:from as date) and due_end <= cast(:to as date) + 1
             order by due_end, id limit :mostTasks)
            union all
            (select %1$s from tasks
             where account_id = :account and deleted_at is null and status = 'OPEN' and recurrence is not null
               and continuation is null and due_date < cast(:from as date)
             order by due_date desc, id limit :mostSeries)
            """.formatted(COLUMNS);

    private DatedTasks() {}

    /** What a row of {@link #QUERY} is. @param done when it is not open any more */
    public record Dated(
            long id,
            int version,
            String title,
            String description,
            boolean done,
            boolean overdue,
            int importance,
            LocalDate date,
            Optional<LocalTime> time,
            Optional<Integer> durationMinutes,
            Optional<Long> categoryId,
            boolean repeats,
            Instant updatedAt) {

        public static Dated of(Row row, Instant now, ZoneId zone) {
            boolean done = Task.Status.valueOf(row.getString("status")) == Task.Status.DONE;
            return new Dated(
                    row.getLong("id"),
                    row.getInteger("version"),
                    row.getString("title"),
                    row.getString("description"),
                    done,
                    !done && !row.getLocalDateTime("due_end").isAfter(Due.passedUntil(now, zone)),
                    row.getInteger("importance"),
                    row.getLocalDate("due_date"),
                    Optional.ofNullable(row.getLocalTime("due_time")),
                    Optional.ofNullable(row.getInteger("duration_minutes")),
                    Optional.ofNullable(row.getLong("category_id")),
                    row.getString("recurrence") != null,
                    Sql.instant(row, "updated_at"));
        }
    }

    /** Something still to come of a task that repeats, as the next one would be made. @param seriesId the same for all of a series */
    public record Coming(
            long seriesId,
            LocalMoment due,
            String title,
            String description,
            int importance,
            Optional<Integer> durationMinutes,
            Optional<Long> categoryId) {}

    /**
     * @param row of {@link #QUERY}
     * @param last the last day
     * @param most no more than these
     * @return nothing when it does not repeat, or is not what the series goes on from
     */
    public static List<Coming> coming(Row row, Instant now, ZoneId zone, LocalDate last, int most) {
        if (row.getString("recurrence") == null
                || row.getString("continuation") != null
                || Task.Status.valueOf(row.getString("status")) != Task.Status.OPEN) {
            return List.of();
        }
        var due = TaskViews.moment(row, "due_date", "due_time");
        var task = Dated.of(row, now, zone);
        var seriesId = Optional.ofNullable(row.getLong("series_id")).orElse(task.id());
        var usual = Usual.of(row.getString("usual"))
                .content()
                .orElseGet(() -> new Usual.Content(
                        task.title(),
                        task.description(),
                        task.importance(),
                        task.durationMinutes(),
                        task.categoryId(),
                        Optional.empty(),
                        List.of()));
        return dates(row, due, now, zone, last, most).stream()
                // In the night of a clock put forward two times may become one.
                .distinct()
                .map(date -> new Coming(
                        seriesId,
                        date,
                        usual.title(),
                        usual.description(),
                        usual.importance(),
                        usual.durationMinutes().filter(any -> date.time().isPresent()),
                        usual.categoryId()))
                .toList();
    }

    private static List<LocalMoment> dates(
            Row row, LocalMoment due, Instant now, ZoneId zone, LocalDate last, int most) {
        try {
            var pausedUntil = Optional.ofNullable(row.getLocalDate("paused_until"));
            return series(row).upcoming(due, now, zone, pausedUntil, last, most);
        } catch (Invalid unreadable) {
            // A rule that came from elsewhere: the task shows it as it stands, and nothing can be worked out from it.
            return List.of();
        }
    }

    /** Where the series stands, from the columns of a task that has a rule. */
    static Series series(Row row) {
        return new Series(
                Recurrence.parse(row.getString("recurrence")),
                RecurFrom.valueOf(row.getString("recur_from")),
                TaskViews.moment(row, "series_start_date", "series_start_time"),
                row.getInteger("series_start_number"),
                TaskViews.moment(row, "slot_date", "slot_time"));
    }
}
