package app.zapiska.tasks;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import app.zapiska.reminders.DayTasks;
import app.zapiska.reminders.TaskDue;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tasks of a day as the chat sees and moves them. */
@ApplicationScoped
class TasksOfDay implements DayTasks {

    private final TaskBulk bulk;
    private final Pool database;

    TasksOfDay(TaskBulk bulk, Pool database) {
        this.bulk = bulk;
        this.database = database;
    }

    @Override
    public Uni<List<TaskDue>> open(long accountId, LocalDate last, int most) {
        // By due_end for the index; a midnight of the day after ends this one only when nobody named it as a time.
        return Statement.of("""
                        select account_id, id, title, description, importance, due_date, due_time from tasks
                        where account_id = :account and deleted_at is null and status = 'OPEN'
                          and due_end <= cast(:last as date) + 1 and due_date <= cast(:last as date)
                        order by due_end desc, id limit :most
                        """, Map.of("account", accountId, "last", last, "most", (long) most))
                .on(database)
                .map(rows -> rows.stream().map(TasksOfDay::task).toList());
    }

    private static TaskDue task(Row row) {
        return new TaskDue(
                row.getLong("account_id"),
                row.getLong("id"),
                row.getString("title"),
                row.getString("description"),
                row.getInteger("importance"),
                Optional.ofNullable(row.getLocalDate("due_date")),
                Optional.ofNullable(row.getLocalTime("due_time")),
                true);
    }

    @Override
    public Uni<List<Done>> done(long accountId, Instant from, Instant to) {
        return Statement.of("""
                        select completed_at, case when due_date is not null then due_end end as due from tasks
                        where account_id = :account and deleted_at is null and status = 'DONE'
                          and completed_at >= :from and completed_at < :to
                        """, Map.of("account", accountId, "from", from, "to", to))
                .on(database)
                .map(rows -> rows.stream()
                        .map(row -> new Done(
                                Sql.instant(row, "completed_at"), Optional.ofNullable(row.getLocalDateTime("due"))))
                        .toList());
    }

    @Override
    public Uni<Moved> postpone(AccountSettings account, Collection<Long> ids, LocalDate from, LocalDate to) {
        return bulk.act(account, ids, new BulkAction.Postpone(from, to))
                .map(result -> new Moved(result.changed().size(), result.undo()));
    }
}
