package app.zapiska.tasks;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.reminders.Completable;
import app.zapiska.reminders.Remindable;
import app.zapiska.reminders.ReminderPlanner.Plan;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.reminders.SubjectKey.Kind;
import app.zapiska.reminders.TaskDue;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Tasks as the reminder engine sees them. */
@ApplicationScoped
class RemindableTasks implements Remindable, Completable {

    private final Tasks tasks;
    private final TaskService service;
    private final Pool database;

    RemindableTasks(Tasks tasks, TaskService service, Pool database) {
        this.tasks = tasks;
        this.service = service;
        this.database = database;
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.TASK);
    }

    @Override
    public Uni<List<Subject>> subjects(Collection<SubjectKey> keys) {
        return database.preparedQuery("""
                        select t.account_id, t.id, t.title, t.description, t.importance, t.due_date, t.due_time, t.status,
                          t.continuation, n.due_date as next_date, n.due_time as next_time
                        from tasks t left join tasks n
                          on n.account_id = t.account_id and n.follows_id = t.id and n.deleted_at is null
                            and t.continuation = 'FOLLOWED'
                        where t.id = any($1) and t.deleted_at is null order by t.id
                        """)
                .execute(Tuple.of(keys.stream().map(SubjectKey::id).toArray(Long[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(RemindableTasks::subject)
                        .toList());
    }

    @Override
    public Uni<Optional<Subject>> complete(AccountSettings account, SubjectKey key) {
        return service.completeIfThere(account, key.id()).map(task -> task.map(RemindableTasks::subject));
    }

    @Override
    public Uni<Optional<Subject>> reopen(AccountSettings account, SubjectKey key) {
        return service.reopenIfThere(account, key.id()).map(task -> task.map(RemindableTasks::subject));
    }

    @Override
    public Uni<Optional<Subject>> find(long accountId, SubjectKey key) {
        return tasks.byId(accountId, key.id())
                .map(Optional::ofNullable)
                .map(task -> task.map(RemindableTasks::subject));
    }

    @Override
    public Uni<List<Plan>> openPlans(long accountId, Optional<Long> templateId) {
        return tasks.openPlans(accountId, templateId);
    }

    @Override
    public Uni<Map<Long, List<SubjectKey>>> silent(int most) {
        return database.preparedQuery("""
                        select t.account_id, t.id from tasks t
                        where t.status = 'OPEN' and t.deleted_at is null and t.due_date is not null
                          and (t.reminder_template_id is not null or exists (
                            select from reminders r
                            where r.account_id = t.account_id and r.subject_kind = 'TASK' and r.subject_id = t.id
                              and r.source = 'CUSTOM' and r.reason is distinct from 'REMOVED'))
                          and not exists (
                            select from reminders r
                            where r.account_id = t.account_id and r.subject_kind = 'TASK' and r.subject_id = t.id
                              and r.state not in ('DONE', 'CANCELLED'))
                        order by t.id limit $1
                        """)
                .execute(Tuple.of(most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .collect(Collectors.groupingBy(
                                row -> row.getLong("account_id"),
                                Collectors.mapping(row -> SubjectKey.task(row.getLong("id")), Collectors.toList()))));
    }

    @Override
    public Uni<List<Plan>> lockedPlans(long accountId, Collection<SubjectKey> keys) {
        return tasks.lockedPlans(accountId, keys.stream().map(SubjectKey::id).toList());
    }

    private static Subject subject(Row row) {
        boolean open = Task.Status.valueOf(row.getString("status")) == Task.Status.OPEN;
        var continuation = row.getString("continuation");
        return new TaskDue(
                row.getLong("account_id"),
                row.getLong("id"),
                row.getString("title"),
                row.getString("description"),
                row.getInteger("importance"),
                Optional.ofNullable(row.getLocalDate("due_date")),
                Optional.ofNullable(row.getLocalTime("due_time")),
                open,
                Optional.ofNullable(TaskViews.moment(row, "next_date", "next_time"))
                        .filter(next -> !open),
                !open && continuation != null && Continuation.end(Continuation.valueOf(continuation)) != null);
    }

    private static Subject subject(Task task) {
        return new TaskDue(
                task.accountId(),
                task.id(),
                task.title(),
                task.description(),
                task.importance(),
                task.due().map(Due::date),
                task.due().flatMap(Due::time),
                task.open());
    }
}
