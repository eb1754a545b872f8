package app.zapiska.tasks;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Faults;
import app.zapiska.platform.sql.Sql;
import app.zapiska.reminders.ReminderPlanner;
import app.zapiska.reminders.ReminderPlanner.Ending;
import app.zapiska.reminders.Repeating;
import app.zapiska.reminders.SubjectKey;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Gives a task that repeats its next occurrence when whoever ended it did not: a replica of a version before, or somebody at the
 * database. Else the series would have ended in silence.
 */
@ApplicationScoped
class UnfollowedTasks implements Repeating {

    private static final String CONDITION =
            "recurrence is not null and continuation is null and (status = 'DONE' or deleted_at is not null)";
    private static final int MOST = 100;

    @Inject
    Pool database;

    @Inject
    Tasks tasks;

    @Inject
    TaskSeries series;

    @Inject
    ReminderPlanner reminders;

    @Inject
    AccountDirectory accounts;

    @Inject
    UnfollowedTasks self;

    @Override
    public String unfollowed() {
        return "exists (select from tasks where " + CONDITION + ")";
    }

    /** Each in a transaction of its own, in any order: one that fails holds up no other. */
    @Override
    public Uni<Void> goOn() {
        return Sql.rows(
                        database,
                        "select account_id, id from tasks where " + CONDITION + " order by random() limit $1",
                        MOST)
                .chain(rows -> Multi.createFrom()
                        .iterable(rows)
                        .onItem()
                        .transformToUniAndConcatenate(row -> accounts.settings(List.of(row.getLong("account_id")))
                                // Before the transaction, which has the only connection that it may hold.
                                .chain(found -> self.goOn(found.get(row.getLong("account_id")), row.getLong("id")))
                                .onFailure()
                                .invoke(Faults::log)
                                .onFailure()
                                .recoverWithNull())
                        .collect()
                        .asList())
                .replaceWithVoid();
    }

    @WithTransaction
    Uni<Void> goOn(AccountSettings account, long id) {
        return tasks.lockEnded(account.accountId(), id, CONDITION)
                .onItem()
                .ifNotNull()
                .transformToUni(task -> series.goOn(account, task)
                        // Its message in the chat tells what comes.
                        .chain(() -> reminders.stop(
                                account.accountId(),
                                SubjectKey.task(id),
                                task.deleted() ? Ending.DELETED : Ending.COMPLETED)))
                .replaceWithVoid();
    }
}
