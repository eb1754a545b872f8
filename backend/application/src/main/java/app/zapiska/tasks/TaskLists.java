package app.zapiska.tasks;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.sql.Statement;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which tasks there are, in the order of the page's lists, for whoever shows them elsewhere. One statement each. */
@ApplicationScoped
public class TaskLists {

    /** More than anybody has open; what grows beyond it is cut at the end. */
    private static final long MOST = 5_000;

    private static final String OWN = " from tasks where account_id = :account and deleted_at is null and ";

    private static final String OPEN =
            "select id from (" + TaskDays.page(TaskFilter.OPEN, Optional.empty(), OWN + TaskFilter.OPEN.condition())
                    + ") open order by " + TaskSort.DAY.order();

    /** As the first screen has them: nothing stands there twice. */
    private static final String OF_TODAY = "select id from ((select 0 as place, id, importance, due_end" + OWN
            + TaskFilter.OVERDUE.condition() + " order by importance, due_end, id limit :limit)"
            + " union all (select 1, id, importance, due_end" + OWN + TaskFilter.TODAY.condition() + " and not ("
            + TaskFilter.OVERDUE.condition() + ") order by importance, due_end, id limit :limit)) today"
            + " order by place, importance, due_end, id";

    private final Pool database;
    private final InstantSource clock;

    TaskLists(Pool database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** All open ones by days: what was missed, the days to come, and what has no day. */
    public Uni<List<Long>> open(AccountSettings account) {
        return ids(OPEN, account);
    }

    /** What was missed and what is of this day. */
    public Uni<List<Long>> ofToday(AccountSettings account) {
        return ids(OF_TODAY, account);
    }

    private Uni<List<Long>> ids(String sql, AccountSettings account) {
        var now = clock.instant();
        return Statement.of(
                        sql,
                        Map.of(
                                "account",
                                account.accountId(),
                                "today",
                                account.today(now),
                                "passedUntil",
                                Due.passedUntil(now, account.zone()),
                                "limit",
                                MOST))
                .on(database)
                .map(rows -> rows.stream().map(row -> row.getLong("id")).toList());
    }
}
