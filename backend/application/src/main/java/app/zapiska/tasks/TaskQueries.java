package app.zapiska.tasks;

import app.zapiska.platform.sql.Statement;
import app.zapiska.reminders.ReminderViews;
import app.zapiska.reminders.SubjectKey.Kind;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements by which tasks are read, one for each answer. Deleted tasks are not there. */
final class TaskQueries {

    private TaskQueries() {}

    /** The day and moment that filters compare with, in wall time of the account. */
    @RegisterForReflection
    record Moment(LocalDate today, LocalDateTime passedUntil) {}

    /** @param search words as the person typed them */
    record Selection(TaskFilter filter, Optional<Long> category, Optional<String> search) {}

    /**
     * Where a page ends: every key that some order needs.
     *
     * @param days of the list by days, else null
     * @param moment that the list by days was begun at: what is missed while somebody reads must not slip past the reader
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Position(
            int importance,
            Optional<LocalDateTime> dueEnd,
            Instant createdAt,
            long id,
            TaskDays.Position days,
            Moment moment) {

        static Position of(TaskViews.View task, TaskDays.Position days, Moment moment) {
            return new Position(
                    task.importance(),
                    Optional.ofNullable(task.due()).map(Due::of).map(Due::end),
                    task.createdAt(),
                    task.id(),
                    days,
                    days == null ? null : moment);
        }
    }

    private static final String COLUMNS = "id, version, title, description, status, importance, due_date, due_time,"
            + " duration_minutes, category_id, recurrence, recur_from, paused_until, series_start_date,"
            + " series_start_time, continuation, reminder_template_id, created_at, updated_at, completed_at";

    /** What a row {@code t} of a task is shown with. Arrays cost both sides less than JSON does. */
    private static final String WITH_PARTS = """
             left join lateral (
              select array_agg(id) as subtask_ids, array_agg(title) as subtask_titles,
                array_agg(completed) as subtask_completed, array_agg(position) as subtask_positions
              from (
                select id, title, completed, position from subtasks
                where account_id = :account and task_id = t.id order by position, id) s) s on true
             left join lateral (
              select id as next_id, due_date as next_date, due_time as next_time from tasks
              where t.continuation = 'FOLLOWED' and account_id = :account and follows_id = t.id and deleted_at is null
              ) n on true
            """ + ReminderViews.joined(Kind.TASK, "t.id");

    private static final String SHOWN = "select " + of("t", COLUMNS)
            + ", s.subtask_ids, s.subtask_titles, s.subtask_completed, s.subtask_positions, n.next_id, n.next_date, n.next_time, "
            + ReminderViews.COLUMNS;

    private static final String COUNTERS = Stream.concat(
                    Arrays.stream(TaskFilter.values()).map(TaskQueries::counter),
                    Stream.of("category_ids", "category_tasks"))
            .collect(Collectors.joining(", "));

    private static String of(String table, String columns) {
        return table + "." + columns.replace(", ", ", " + table + ".");
    }

    static Statement one(long accountId, long id) {
        return Statement.of(
                SHOWN + " from (select " + COLUMNS
                        + " from tasks where account_id = :account and id = :id and deleted_at is null) t" + WITH_PARTS,
                Map.of("account", accountId, "id", id));
    }

    static Statement page(
            long accountId, Selection selection, TaskSort sort, Moment moment, Optional<Position> after, int limit) {
        var conditions = new ArrayList<>(List.of("account_id = :account", "deleted_at is null"));
        conditions.add(selection.filter().condition());
        selection.category().ifPresent(category -> conditions.add("category_id = :category"));
        selection.search().ifPresent(search -> conditions.add(found(search)));
        var chosen = String.join(" and ", conditions);
        var found = selection
                .search()
                .map(search -> "with found as materialized (select id, status, importance, due_end, due_day, day_place,"
                        + " created_at, completed_at from tasks where " + chosen + ") ");
        var from = found.isPresent() ? " from found where true" : " from tasks where " + chosen;
        var order = sort.order();
        // Searching comes first and by its own index: asked for both, the planner would walk the order's index and look
        // into every task on its way to the few that match.
        String listed;
        if (sort == TaskSort.DAY) {
            var ids = TaskDays.page(selection.filter(), after.map(Position::days), from);
            listed = "(select " + of("f", COLUMNS) + ", p.section, p.listed_day, p.listed_place from (" + ids
                    + ") p join tasks f on f.account_id = :account and f.id = p.id) t";
        } else {
            var page = from + " and " + (after.isPresent() ? sort.after() : "true") + " order by " + order
                    + " limit :limit";
            listed = found.isPresent()
                    ? "(select " + of("f", COLUMNS) + ", f.due_end from (select id" + page
                            + ") p join tasks f on f.account_id = :account and f.id = p.id) t"
                    : "(select " + COLUMNS + ", due_end" + page + ") t";
        }
        var sql = found.orElse("") + SHOWN
                + (sort == TaskSort.DAY ? ", t.section, t.listed_day, t.listed_place" : "")
                + selection.search().map(search -> ", m.matched_ids").orElse("") + " from " + listed + WITH_PARTS
                + selection.search().map(TaskQueries::matchedSubtasks).orElse("") + " order by " + order;

        var parameters = new HashMap<String, Object>(Map.of("account", accountId, "limit", (long) limit));
        parameters.put("today", moment.today());
        parameters.put("passedUntil", moment.passedUntil());
        selection.category().ifPresent(category -> parameters.put("category", category));
        selection.search().ifPresent(search -> parameters.put("search", search));
        after.ifPresent(position -> {
            parameters.put("afterImportance", position.importance());
            parameters.put(
                    "afterDueEnd",
                    position.dueEnd().map(LocalDateTime::toString).orElse("infinity"));
            parameters.put("afterCreatedAt", position.createdAt());
            parameters.put("afterId", position.id());
            if (position.days() != null) {
                parameters.putAll(position.days().parameters());
            }
        });
        return Statement.of(sql, parameters);
    }

    /**
     * A task whose own words match, or those of a subtask. As an array it is read by an index, as a join it may not be; and where
     * the index of words stands alone, the planner can't take the account's rows instead and look into each.
     */
    private static String found(String search) {
        return hasWord(search) ? """
                id = any(array(
                  select id from tasks where own_words(account_id, search) @@ (select own_search_query(:account, :search))
                  union all
                  select task_id from subtasks
                  where own_words(account_id, search) @@ (select own_search_query(:account, :search))))""" : """
                (strpos(title, :search) > 0 or strpos(description, :search) > 0 or id = any(array(
                  select task_id from subtasks where account_id = :account and strpos(title, :search) > 0)))""";
    }

    private static String matchedSubtasks(String search) {
        return """
                 left join lateral (
                  select array_agg(id order by position, id) as matched_ids from subtasks
                  where account_id = :account and task_id = t.id and %s) m on true
                """.formatted(
                        // As a subselect it is worked out once, not for every task.
                        hasWord(search) ? "search @@ (select search_query(:search))" : "strpos(title, :search) > 0");
    }

    /** What has no letter or digit, such as an emoji, is no word of the index and is looked for as it stands. */
    private static boolean hasWord(String search) {
        return search.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    /**
     * All counters. Each is what its list would hold: the filters' counters within the selection's category and words, the
     * categories' within its filter and words.
     */
    static Statement counts(long accountId, Selection selection, Moment moment) {
        var parameters = parameters(accountId, moment);
        selection.search().ifPresent(search -> parameters.put("search", search));
        selection.category().ifPresent(category -> parameters.put("category", category));
        return Statement.of("with " + counted(selection) + " select " + COUNTERS + " from counted", parameters);
    }

    private static String counter(TaskFilter filter) {
        return "n_" + filter.name().toLowerCase(Locale.ROOT);
    }

    /** Each task is looked at once: counted by category first, what is asked for is a sum over a few rows. */
    private static String counted(Selection selection) {
        var counters = Arrays.stream(TaskFilter.values())
                .map(filter -> "count(*) filter (where " + filter.condition() + ") as " + counter(filter))
                .collect(Collectors.joining(", "));
        var sums = Arrays.stream(TaskFilter.values())
                .map(TaskQueries::counter)
                .map(counter -> "cast(coalesce(sum(" + counter + "), 0) as bigint) as " + counter)
                .collect(Collectors.joining(", "));
        return """
                per_category as materialized (
                  select category_id, %s from tasks
                  where account_id = :account and deleted_at is null and %s group by category_id),
                counted as (
                  select %s from (select %s from per_category where %s) filters, (
                    select array_agg(c.id order by c.id) as category_ids,
                      array_agg(coalesce(p.%s, 0) order by c.id) as category_tasks
                    from task_categories c left join per_category p on p.category_id = c.id
                    where c.account_id = :account) categories)
                """.formatted(
                        counters,
                        selection.search().map(TaskQueries::found).orElse("true"),
                        COUNTERS,
                        sums,
                        selection.category().isPresent() ? "category_id = :category" : "true",
                        counter(selection.filter()));
    }

    /**
     * The counters of everything, on every row, and the first tasks of each {@code list} of the first screen. There is one
     * row without a list when there are no tasks. A missed task of today is among the overdue only: nothing stands there
     * twice.
     *
     * @param most how many of each
     */
    static Statement today(long accountId, Moment moment, int most) {
        var open = " from tasks where account_id = :account and deleted_at is null and ";
        var listed = ", listed as ((select 'today' as list, id, importance as place, due_end" + open
                + TaskFilter.TODAY.condition() + " and not ("
                + TaskFilter.OVERDUE.condition() + ") order by importance, due_end, id limit :most)"
                + " union all (select 'overdue', id, importance, due_end" + open
                + TaskFilter.OVERDUE.condition()
                + " order by importance, due_end, id limit :most)"
                + " union all (select 'next', id, 0, due_end" + open + TaskFilter.OPEN.condition()
                + " and due_end > cast(:today as date) and due_date > cast(:today as date)"
                + " order by due_end, id limit :most)) ";
        var everything = new Selection(TaskFilter.ALL, Optional.empty(), Optional.empty());
        var parameters = parameters(accountId, moment);
        parameters.put("most", (long) most);
        return Statement.of(
                "with " + counted(everything) + listed + SHOWN + ", listed.list, " + COUNTERS + " from counted"
                        + " left join (listed join tasks t on t.account_id = :account and t.id = listed.id) on true"
                        + WITH_PARTS + " order by listed.list, listed.place, listed.due_end, listed.id",
                parameters);
    }

    private static Map<String, Object> parameters(long accountId, Moment moment) {
        return new HashMap<>(
                Map.of("account", accountId, "today", moment.today(), "passedUntil", moment.passedUntil()));
    }
}
