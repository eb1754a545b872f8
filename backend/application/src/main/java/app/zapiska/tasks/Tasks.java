package app.zapiska.tasks;

import app.zapiska.platform.sql.Statement;
import app.zapiska.reminders.ReminderPlanner.Plan;
import app.zapiska.reminders.SubjectKey;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The tasks of the database. Deleted ones exist only for {@link #lockDeleted} and {@link #purge}. */
@ApplicationScoped
class Tasks implements PanacheRepository<Task> {

    private static final int BATCH = 1_000;

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
     * These, deleted or not, locked in the order of their ids, as everybody does who locks several: so two callers can't deadlock.
     *
     * @param followers what came after them as well, which would else be locked out of this order
     */
    Uni<List<Task>> lockAll(long accountId, Collection<Long> ids, boolean followers) {
        return batched()
                .chain(() -> find(
                                "accountId = ?1 and (id in ?2" + (followers ? " or followsId in ?2" : "")
                                        + ") order by id",
                                accountId,
                                ids)
                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                        .list());
    }

    /** Changes to many rows leave as one statement with many rows. */
    private static Uni<Void> batched() {
        return Panache.getSession()
                .invoke(session -> session.setBatchSize(BATCH))
                .replaceWithVoid();
    }

    /** What came after these occurrences, deleted or not, locked. */
    Uni<List<Task>> lockFollowers(long accountId, Collection<Long> ids) {
        return find("accountId = ?1 and followsId in ?2 order by id", accountId, ids)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Of tasks that are loaded already, all in one statement. */
    Uni<Void> fetchSubtasks(long accountId, Collection<Long> ids) {
        return find("from Task t left join fetch t.subtasks where t.accountId = ?1 and t.id in ?2", accountId, ids)
                .list()
                .replaceWithVoid();
    }

    /** One that is over and fulfils this condition, deleted or not; null also when somebody else holds it. */
    Uni<Task> lockEnded(long accountId, long id, String condition) {
        return new Statement(
                        "select id from tasks where account_id = :account and id = :id and " + condition
                                + " for no key update skip locked",
                        Map.of("account", accountId, "id", id))
                .list(Long.class)
                .chain(found ->
                        found.isEmpty() ? Uni.createFrom().nullItem() : lockDeleted(accountId, id, Instant.EPOCH));
    }

    /** The moments chosen by hand for these, also those that have passed. */
    Uni<Map<Long, List<LocalDateTime>>> ownMoments(long accountId, Collection<Long> ids) {
        return new Statement("""
                        select subject_id, local_at from reminders
                        where account_id = :account and subject_kind = 'TASK' and subject_id in (:ids) and source = 'CUSTOM'
                          and reason is distinct from 'REMOVED' order by local_at
                        """, Map.of("account", accountId, "ids", ids))
                .list(Object[].class)
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> ((Number) row[0]).longValue(),
                                Collectors.mapping(row -> (LocalDateTime) row[1], Collectors.toList()))));
    }

    /** Those of them that somebody has put off. */
    Uni<Set<Long>> snoozed(long accountId, Collection<Long> ids) {
        return ids("""
                select distinct subject_id from reminders
                where account_id = :account and subject_kind = 'TASK' and subject_id in (:ids)
                  and (source = 'SNOOZE' or snoozed_until is not null)
                """, accountId, ids);
    }

    /** Those of these categories that the account has, which stay until the transaction ends. */
    Uni<Set<Long>> keepCategories(long accountId, Collection<Long> ids) {
        return ids(
                "select id from task_categories where account_id = :account and id in (:ids) order by id for key share",
                accountId,
                ids);
    }

    /** As {@link #keepCategories}, of templates. */
    Uni<Set<Long>> keepTemplates(long accountId, Collection<Long> ids) {
        return ids(
                "select id from reminder_templates where account_id = :account and id in (:ids) order by id for key share",
                accountId,
                ids);
    }

    private static Uni<Set<Long>> ids(String sql, long accountId, Collection<Long> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : new Statement(sql, Map.of("account", accountId, "ids", ids))
                        .list(Long.class)
                        .map(Set::copyOf);
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

    /** @param place its number in the order of its day */
    record Placed(long id, long place, LocalDate day) {}

    /** This task and all others of its day that are open, in their order; none when it is not open itself. */
    Uni<List<Placed>> openOfItsDay(long accountId, long id) {
        return new Statement("""
                        select id, day_place, due_day from tasks
                        where account_id = :account and deleted_at is null and status = 'OPEN' and due_day = (
                          select due_day from tasks
                          where account_id = :account and id = :id and deleted_at is null and status = 'OPEN')
                        order by day_place, id
                        """, Map.of("account", accountId, "id", id))
                .list(Object[].class)
                .map(rows -> rows.stream()
                        .map(row -> new Placed(
                                ((Number) row[0]).longValue(), ((Number) row[1]).longValue(), (LocalDate) row[2]))
                        .toList());
    }

    /**
     * Locked by their ids first, as whoever changes several does. What has moved to another day meanwhile stays as it is there.
     */
    Uni<Void> place(long accountId, LocalDate day, List<Long> ids, List<Long> places) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                with wanted as materialized (
                                  select * from unnest(cast(cast(:ids as text) as bigint[]), cast(cast(:places as text) as bigint[]))
                                    as w (id, place)),
                                locked as materialized (
                                  select t.id from tasks t
                                  where t.account_id = :account and t.id in (select id from wanted)
                                  order by t.id for no key update)
                                update tasks t set own_place = w.place, own_place_due = t.due_end
                                from wanted w join locked l on l.id = w.id
                                where t.account_id = :account and t.id = w.id and t.due_day = cast(:day as date)
                                """)
                        .setParameter("day", day)
                        .setParameter("account", accountId)
                        .setParameter("ids", array(ids))
                        .setParameter("places", array(places))
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static String array(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
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
