package app.zapiska.tasks;

import app.zapiska.platform.sql.Statement;
import app.zapiska.reminders.ReminderPlanner.Plan;
import app.zapiska.reminders.SubjectKey;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tasks of the database. Deleted ones exist only for {@link #lockDeleted} and {@link #purge}. */
@ApplicationScoped
class Tasks implements PanacheRepository<Task> {

    /** The day and moment that filters compare with, in wall time of the account. */
    record Moment(LocalDate today, LocalDateTime passedUntil) {}

    /** @param search words as the person typed them */
    record Selection(TaskFilter filter, Optional<Long> category, Optional<String> search) {}

    /** Where a page ends: every key that some order needs. */
    @RegisterForReflection
    record Position(int importance, Optional<LocalDateTime> dueEnd, Instant createdAt, long id) {
        static Position of(Task task) {
            return new Position(task.importance(), task.due().map(Due::end), task.createdAt(), task.id());
        }
    }

    record Counts(
            long all, long open, long today, long overdue, long important, long done, Map<Long, Long> byCategory) {}

    /** One page of tasks, in two statements. */
    Uni<List<Task>> page(
            long accountId, Selection selection, TaskSort sort, Moment moment, Optional<Position> after, int limit) {
        return pageOfIds(accountId, selection, sort, moment, after, limit)
                .list(Long.class)
                .chain(ids -> byIds(accountId, ids));
    }

    static Statement pageOfIds(
            long accountId, Selection selection, TaskSort sort, Moment moment, Optional<Position> after, int limit) {
        var conditions = new ArrayList<>(List.of("account_id = :account", "deleted_at is null"));
        conditions.add(selection.filter().condition());
        selection.category().ifPresent(category -> conditions.add("category_id = :category"));
        selection.search().ifPresent(search -> conditions.add(matching(search)));
        var chosen = String.join(" and ", conditions);
        var page = after.isPresent() ? sort.after() : "true";
        // Searching comes first and by its own index: asked for both, the planner would walk the order's index and look
        // into every task on its way to the few that match.
        var sql = selection.search().isPresent()
                ? "with found as materialized (select id, importance, due_end, created_at from tasks where " + chosen
                        + ") select id from found where " + page
                : "select id from tasks where " + chosen + " and " + page;
        sql += " order by " + sort.order() + " limit :limit";

        var parameters = new HashMap<String, Object>(Map.of("account", accountId, "limit", limit));
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
        });
        return Statement.of(sql, parameters);
    }

    /** What has no letter or digit, such as an emoji, is no word of the index and is looked for as it stands. */
    private static String matching(String search) {
        return search.codePoints().anyMatch(Character::isLetterOrDigit)
                // As a subselect it is worked out once, not for every task.
                ? "search @@ (select search_query(:search))"
                : "(strpos(title, :search) > 0 or strpos(description, :search) > 0)";
    }

    /** In the order of the ids; those that are not the account's are missing. */
    Uni<List<Task>> byIds(long accountId, List<Long> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return find("accountId = ?1 and deletedAt is null and id in ?2", accountId, ids)
                .list()
                .map(tasks -> inOrder(ids, tasks));
    }

    private static List<Task> inOrder(List<Long> ids, List<Task> tasks) {
        var byId = tasks.stream().collect(Collectors.toMap(Task::id, Function.identity()));
        return ids.stream().map(byId::get).filter(task -> task != null).toList();
    }

    /** Loads the subtasks of all of them in one statement; without it they can't be looked at. */
    Uni<Void> fetchSubtasks(List<Task> tasks) {
        // The first fetch brings those of the others along, see the batch size there; the others find theirs loaded.
        return Multi.createFrom()
                .iterable(tasks)
                .onItem()
                .call(Task::fetchSubtasks)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Null when the account has no such task or has deleted it. */
    Uni<Task> byId(long accountId, long id) {
        return find("accountId = ?1 and id = ?2 and deletedAt is null", accountId, id)
                .firstResult();
    }

    /**
     * As {@link #byId}, and nobody else changes it until the transaction ends: two presses at once become one after the
     * other instead of a conflict.
     */
    Uni<Task> lock(long accountId, long id) {
        return find("accountId = ?1 and id = ?2 and deletedAt is null", accountId, id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /** As {@link #lock}, deleted or not, but not if it was deleted before this moment. */
    Uni<Task> lockDeleted(long accountId, long id, Instant notBefore) {
        return find("accountId = ?1 and id = ?2 and (deletedAt is null or deletedAt > ?3)", accountId, id, notBefore)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /**
     * All counters in one statement. Each is what its list would hold: the filters' counters within the selection's category
     * and words, the categories' within its filter and words.
     */
    Uni<Counts> counts(long accountId, Selection selection, Moment moment) {
        var parameters = new HashMap<String, Object>(
                Map.of("account", accountId, "today", moment.today(), "passedUntil", moment.passedUntil()));
        var chosen = "account_id = :account and deleted_at is null";
        if (selection.search().isPresent()) {
            chosen += " and " + matching(selection.search().get());
            parameters.put("search", selection.search().get());
        }
        var inCategory = "true";
        if (selection.category().isPresent()) {
            inCategory = "category_id = :category";
            parameters.put("category", selection.category().get());
        }
        var counters = Arrays.stream(TaskFilter.values())
                .map(filter -> "count(*) filter (where " + filter.condition() + ")")
                .collect(Collectors.joining(", "));
        var sql =
                "with chosen as materialized (select status, importance, due_date, due_end, category_id from tasks where "
                        + chosen + ") select " + counters + ", ("
                        + """
                select cast(coalesce(jsonb_object_agg(per.id, per.n), '{}') as text) from (
                  select c.id, count(t.category_id) as n
                  from task_categories c
                  left join (select category_id from chosen where %s) t on t.category_id = c.id
                  where c.account_id = :account group by c.id) per
                """.formatted(selection.filter().condition()) + ") from chosen where " + inCategory;
        return Statement.of(sql, parameters).list(Object[].class).map(rows -> counted(rows.getFirst()));
    }

    private static Counts counted(Object[] row) {
        var n = new EnumMap<TaskFilter, Long>(TaskFilter.class);
        for (var filter : TaskFilter.values()) {
            n.put(filter, ((Number) row[filter.ordinal()]).longValue());
        }
        var byCategory = new LinkedHashMap<Long, Long>();
        new JsonObject((String) row[TaskFilter.values().length])
                .forEach(
                        entry -> byCategory.put(Long.valueOf(entry.getKey()), ((Number) entry.getValue()).longValue()));
        return new Counts(
                n.get(TaskFilter.ALL),
                n.get(TaskFilter.OPEN),
                n.get(TaskFilter.TODAY),
                n.get(TaskFilter.OVERDUE),
                n.get(TaskFilter.IMPORTANT),
                n.get(TaskFilter.DONE),
                byCategory);
    }

    /** The ids for the first screen. A missed task of today is among the overdue only: nothing stands there twice. */
    record FrontPage(List<Long> today, List<Long> overdue, List<Long> next) {
        List<Long> all() {
            return Stream.of(today, overdue, next).flatMap(List::stream).toList();
        }
    }

    /** @param most how many of each */
    Uni<FrontPage> frontPage(long accountId, Moment moment, int most) {
        var open = " from tasks where account_id = :account and deleted_at is null and ";
        var statement = new Statement(
                "(select 'today', id, importance, due_end" + open + TaskFilter.TODAY.condition() + " and not ("
                        + TaskFilter.OVERDUE.condition() + ") order by importance, due_end, id limit :most)"
                        + " union all (select 'overdue', id, importance, due_end" + open
                        + TaskFilter.OVERDUE.condition()
                        + " order by importance, due_end, id limit :most)"
                        + " union all (select 'next', id, 0, due_end" + open + TaskFilter.OPEN.condition()
                        + " and due_end > cast(:today as date) and due_date > cast(:today as date)"
                        + " order by due_end, id limit :most)"
                        + " order by 1, 3, 4, 2",
                Map.of(
                        "account",
                        accountId,
                        "today",
                        moment.today(),
                        "passedUntil",
                        moment.passedUntil(),
                        "most",
                        most));
        return statement.list(Object[].class).map(rows -> {
            var lists = rows.stream()
                    .collect(Collectors.groupingBy(
                            row -> (String) row[0],
                            Collectors.mapping(row -> ((Number) row[1]).longValue(), Collectors.toList())));
            return new FrontPage(
                    lists.getOrDefault("today", List.of()),
                    lists.getOrDefault("overdue", List.of()),
                    lists.getOrDefault("next", List.of()));
        });
    }

    /** The rows of open tasks that can have reminders: those with a due moment, a template or reminders already. */
    Uni<List<Plan>> openPlans(long accountId, Optional<Long> templateId) {
        var parameters = new HashMap<String, Object>(Map.of("account", accountId));
        templateId.ifPresent(template -> parameters.put("template", template));
        return new Statement(
                        """
                        select id, importance, due_date, due_time, duration_minutes, reminder_template_id from tasks t
                        where account_id = :account and deleted_at is null and status = 'OPEN'
                          and (due_date is not null or exists (
                            select from reminders r
                            where r.account_id = t.account_id and r.subject_kind = 'TASK' and r.subject_id = t.id))
                        """ + (templateId.isPresent() ? " and reminder_template_id = :template" : "") + " order by id",
                        parameters)
                .list(Object[].class)
                .map(rows -> rows.stream().map(Tasks::plan).toList());
    }

    /** Of those that are still open; nobody else changes them until the transaction ends. */
    Uni<List<Plan>> lockedPlans(long accountId, List<Long> ids) {
        return new Statement("""
                        select id, importance, due_date, due_time, duration_minutes, reminder_template_id from tasks
                        where account_id = :account and deleted_at is null and status = 'OPEN' and id in (:ids)
                        order by id for no key update
                        """, Map.of("account", accountId, "ids", ids))
                .list(Object[].class)
                .map(rows -> rows.stream().map(Tasks::plan).toList());
    }

    private static Plan plan(Object[] row) {
        return new Plan(
                SubjectKey.task(((Number) row[0]).longValue()),
                ((Number) row[1]).intValue(),
                Optional.ofNullable((LocalDate) row[2]),
                Optional.ofNullable((LocalTime) row[3]),
                Optional.ofNullable((Number) row[4]).map(Number::intValue),
                Optional.ofNullable((Number) row[5]).map(Number::longValue),
                Optional.empty());
    }

    /** Takes all tasks out of a category, so that their versions show the change. */
    Uni<Integer> leaveCategory(long accountId, long categoryId, Instant now) {
        return update(
                "categoryId = null, version = version + 1, updatedAt = ?1 where accountId = ?2 and categoryId = ?3",
                now,
                accountId,
                categoryId);
    }

    /**
     * Removes for good what was deleted before this moment.
     *
     * @return how many; fewer than the batch when nothing is left
     */
    Uni<Integer> purge(Instant deletedBefore, int batch) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                with gone as materialized (
                                  select id from tasks where deleted_at <= :before order by deleted_at limit :batch
                                  for update skip locked)
                                delete from tasks t using gone where t.id = gone.id
                                """)
                        .setParameter("before", deletedBefore)
                        .setParameter("batch", batch)
                        .executeUpdate());
    }
}
