package app.zapiska.tasks;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Computed;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.DomainException.NotFound;
import app.zapiska.platform.LocalMoment;
import app.zapiska.platform.Page;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.sql.Sql;
import app.zapiska.recurrence.RecurFrom;
import app.zapiska.recurrence.Recurrence;
import app.zapiska.recurrence.RecurrenceWords;
import app.zapiska.reminders.NextMessage;
import app.zapiska.reminders.NextMessage.About;
import app.zapiska.reminders.NextMessages;
import app.zapiska.reminders.ReminderViews;
import app.zapiska.reminders.ReminderViews.ReminderView;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.tasks.TaskQueries.Moment;
import app.zapiska.tasks.TaskQueries.Position;
import app.zapiska.tasks.TaskQueries.Selection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Tasks as clients see them. Reading loads no entities: each answer is one statement of {@link TaskQueries}. */
@ApplicationScoped
public class TaskViews {

    private static final int TASKS_OF_TODAY = 20;

    private final Pool database;
    private final ReminderViews reminders;
    private final NextMessages next;
    private final InstantSource clock;

    TaskViews(Pool database, ReminderViews reminders, NextMessages next, InstantSource clock) {
        this.database = database;
        this.reminders = reminders;
        this.next = next;
        this.clock = clock;
    }

    /**
     * A task as clients see it.
     *
     * @param due local date or local date-time in the account's zone; a date alone ends with its day
     * @param recurrence as an RRULE
     * @param followedBy the occurrence that came after this one
     * @param reminders planned, sent and ended ones, by their planned moment
     */
    @Schema(name = "Task")
    public record View(
            @Schema(required = true) long id,
            @Schema(required = true) int version,
            @Schema(required = true) String title,
            @Schema(required = true) String description,
            @Schema(required = true) Task.Status status,

            @Schema(
                    required = true,
                    minimum = "1",
                    maximum = "3",
                    description = "1 important, 2 needed, 3 nice to have")
            int importance,

            @Schema(required = true, nullable = true) LocalMoment due,
            @Schema(required = true, nullable = true) Integer durationMinutes,
            @Schema(required = true, nullable = true) Long categoryId,

            @Schema(required = true, nullable = true, examples = "FREQ=MONTHLY;BYMONTHDAY=31")
            String recurrence,

            @Schema(required = true) RecurFrom recurFrom,
            @Schema(required = true, nullable = true) LocalDate pausedUntil,

            @Computed @Schema(required = true, nullable = true, description = "The rule in the account's language")
            String recurrenceWords,

            @Computed @Schema(required = true, nullable = true, description = "The occurrence that came after this one")
            FollowerView followedBy,

            @Computed
            @Schema(
                    required = true,
                    nullable = true,
                    description = "Why nothing comes after this occurrence of a series")
            Continuation.End seriesEnded,

            @Schema(required = true, nullable = true) Long reminderTemplateId,
            @Schema(required = true) List<SubtaskView> subtasks,
            @Schema(required = true) List<ReminderView> reminders,

            @Computed
            @Schema(required = true, nullable = true, description = "Inside working hours; null when none comes")
            Instant nextMessageAt,

            @Computed @Schema(required = true, description = "What the next message is, or why none comes")
            NextMessage.Reason nextMessageReason,

            @Schema(required = true) ProgressView progress,
            @Schema(required = true) Instant createdAt,
            @Schema(required = true) Instant updatedAt,
            @Schema(required = true, nullable = true) Instant completedAt) {}

    /** @param due null when somebody has taken it away */
    @Schema(name = "Follower")
    public record FollowerView(
            @Schema(required = true) long id,
            @Schema(required = true, nullable = true) LocalMoment due) {}

    @Schema(name = "Subtask")
    public record SubtaskView(
            @Schema(required = true) long id,
            @Schema(required = true) String title,
            @Schema(required = true) boolean completed,

            @Schema(required = true, description = "Place in the list, from 0")
            int order) {}

    @Schema(name = "Progress", description = "Ticked subtasks of all")
    public record ProgressView(
            @Schema(required = true) int done,
            @Schema(required = true) int total) {}

    @Schema(name = "TaskPage")
    public record PageView(
            @Schema(required = true) List<View> items,

            @Schema(required = true, nullable = true, description = "Give it as cursor with the same other parameters")
            String nextCursor,

            @Schema(
                    required = true,
                    description =
                            "By task id, the ids of the subtasks in which the words were found; without words nothing")
            Map<Long, List<Long>> matchedSubtasks) {

        static PageView of(List<Listed> rows, int limit, Function<Position, String> cursor) {
            var page = Page.of(
                    rows,
                    limit,
                    Function.identity(),
                    last -> cursor.apply(last.position().get()));
            var matched = new LinkedHashMap<Long, List<Long>>();
            page.items().stream()
                    .filter(row -> !row.matched().isEmpty())
                    .forEach(row -> matched.put(row.task().id(), row.matched()));
            return new PageView(page.items().stream().map(Listed::task).toList(), page.nextCursor(), matched);
        }
    }

    @Schema(name = "Counts")
    public record CountsView(
            @Schema(required = true) long all,
            @Schema(required = true) long open,
            @Schema(required = true) long today,
            @Schema(required = true) long overdue,
            @Schema(required = true) long important,
            @Schema(required = true) long done,

            @Schema(required = true, description = "By category id; every category is there")
            Map<Long, Long> byCategory) {

        /** From the columns of {@link TaskQueries#counts}. */
        private static CountsView from(Row row) {
            var byCategory = new LinkedHashMap<Long, Long>();
            var categories = row.getArrayOfLongs("category_ids");
            if (categories != null) {
                var tasks = row.getArrayOfLongs("category_tasks");
                for (int place = 0; place < categories.length; place++) {
                    byCategory.put(categories[place], tasks[place]);
                }
            }
            return new CountsView(
                    row.getLong("n_all"),
                    row.getLong("n_open"),
                    row.getLong("n_today"),
                    row.getLong("n_overdue"),
                    row.getLong("n_important"),
                    row.getLong("n_done"),
                    byCategory);
        }
    }

    /** @throws NotFound (as a failed Uni) when the account has no such task or has deleted it */
    Uni<View> one(AccountSettings account, long id) {
        return TaskQueries.one(account.accountId(), id).on(database).map(rows -> {
            if (rows.isEmpty()) {
                throw new NotFound(ProblemType.NOT_FOUND.detail());
            }
            return view(account, rows.getFirst());
        });
    }

    /**
     * A task of a list.
     *
     * @param position where a page goes on after it; only the last one's is asked for
     * @param matched of a search, the ids of the subtasks that match
     */
    record Listed(View task, Supplier<Position> position, List<Long> matched) {}

    /** Up to {@code limit + 1} of them: the last one tells that there are more. */
    Uni<List<Listed>> page(
            AccountSettings account, Selection selection, TaskSort sort, Optional<Position> after, int limit) {
        var moment = after.map(Position::moment).orElseGet(() -> moment(account));
        return TaskQueries.page(account.accountId(), selection, sort, moment, after, limit + 1)
                .on(database)
                .map(rows -> rows.stream()
                        .map(row -> {
                            var task = view(account, row);
                            var matched = selection.search().isPresent() ? row.getArrayOfLongs("matched_ids") : null;
                            return new Listed(
                                    task,
                                    () -> position(task, sort, row, moment),
                                    matched == null ? List.of() : List.of(matched));
                        })
                        .toList());
    }

    private static Position position(View task, TaskSort sort, Row row, Moment moment) {
        var days = sort == TaskSort.DAY ? TaskDays.Position.of(row, task.completedAt()) : null;
        return Position.of(task, days, moment);
    }

    Uni<CountsView> counts(AccountSettings account, Selection selection) {
        return TaskQueries.counts(account.accountId(), selection, moment(account))
                .on(database)
                .map(rows -> CountsView.from(rows.getFirst()));
    }

    public record Today(List<View> today, List<View> overdue, List<View> next, CountsView counts) {}

    /** What the first screen shows: of each list the first {@value #TASKS_OF_TODAY}; the counters tell how many more. */
    public Uni<Today> today(AccountSettings account) {
        return TaskQueries.today(account.accountId(), moment(account), TASKS_OF_TODAY)
                .on(database)
                .map(rows -> {
                    var page = new Today(
                            new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), CountsView.from(rows.getFirst()));
                    for (var row : rows) {
                        switch (row.getString("list")) {
                            case null -> {}
                            case "today" -> page.today().add(view(account, row));
                            case "overdue" -> page.overdue().add(view(account, row));
                            default -> page.next().add(view(account, row));
                        }
                    }
                    return page;
                });
    }

    /** From the columns of {@link TaskQueries}. */
    private View view(AccountSettings account, Row row) {
        long id = row.getLong("id");
        var status = Task.Status.valueOf(row.getString("status"));
        var due = moment(row, "due_date", "due_time");
        var template = row.getLong("reminder_template_id");
        var shown = reminders.shown(row, SubjectKey.task(id), account.language());
        var message =
                next.of(account, new About(status == Task.Status.OPEN, due != null, template != null), shown.waiting());
        var subtasks = subtasks(row);
        var rule = row.getString("recurrence");
        var from = RecurFrom.valueOf(row.getString("recur_from"));
        var follower = row.getLong("next_id");
        var continuation = row.getString("continuation");
        return new View(
                id,
                row.getInteger("version"),
                row.getString("title"),
                row.getString("description"),
                status,
                row.getInteger("importance"),
                due,
                row.getInteger("duration_minutes"),
                row.getLong("category_id"),
                rule,
                from,
                row.getLocalDate("paused_until"),
                rule == null ? null : words(account, rule, from, moment(row, "series_start_date", "series_start_time")),
                follower == null ? null : new FollowerView(follower, moment(row, "next_date", "next_time")),
                Continuation.end(continuation == null ? null : Continuation.valueOf(continuation)),
                template,
                subtasks,
                shown.views(),
                message.at().orElse(null),
                message.reason(),
                new ProgressView(
                        (int) subtasks.stream().filter(SubtaskView::completed).count(), subtasks.size()),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "updated_at"),
                Sql.instant(row, "completed_at"));
    }

    /** A rule that a newer replica has written and this one can't read is shown as it stands: it must not take a whole list with it. */
    static String words(AccountSettings account, String rule, RecurFrom from, LocalMoment start) {
        try {
            return RecurrenceWords.in(account.language(), account.zone()).of(Recurrence.parse(rule), from, start);
        } catch (Invalid unreadable) {
            return rule;
        }
    }

    static LocalMoment moment(Row row, String date, String time) {
        var day = row.getLocalDate(date);
        return day == null ? null : new LocalMoment(day, row.getLocalTime(time));
    }

    private static List<SubtaskView> subtasks(Row row) {
        var ids = row.getArrayOfLongs("subtask_ids");
        if (ids == null) {
            return List.of();
        }
        var titles = row.getArrayOfStrings("subtask_titles");
        var completed = row.getArrayOfBooleans("subtask_completed");
        var positions = row.getArrayOfIntegers("subtask_positions");
        var subtasks = new ArrayList<SubtaskView>(ids.length);
        for (int place = 0; place < ids.length; place++) {
            subtasks.add(new SubtaskView(ids[place], titles[place], completed[place], positions[place]));
        }
        return subtasks;
    }

    private Moment moment(AccountSettings account) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Moment(account.today(now), Due.passedUntil(now, account.zone()));
    }
}
