package app.zapiska.loans;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.platform.Faults;
import app.zapiska.platform.sql.Sql;
import app.zapiska.reminders.Repeating;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;

/** On each new day of its account a chosen plan is worked out anew: interest has grown, and perhaps the money of the month is there. */
@ApplicationScoped
class PayoffDays implements Repeating {

    private static final int MOST = 100;

    private final Pool database;
    private final AccountDirectory accounts;
    private final PayoffFollowing following;
    private final InstantSource clock;

    PayoffDays(Pool database, AccountDirectory accounts, PayoffFollowing following, InstantSource clock) {
        this.database = database;
        this.accounts = accounts;
        this.following = following;
        this.clock = clock;
    }

    @Override
    public String unfollowed() {
        return "exists (select from payoff_plans where next_at <= coalesce($1, now()))";
    }

    /** Each in a transaction of its own, in any order: one that fails holds up no other. */
    @Override
    public Uni<Void> goOn() {
        return Sql.rows(
                        database,
                        "select account_id from payoff_plans where next_at <= $1 order by random() limit $2",
                        Sql.utc(clock.instant()),
                        MOST)
                .chain(rows -> Multi.createFrom()
                        .iterable(rows)
                        .onItem()
                        .transformToUniAndConcatenate(row -> accounts.settings(List.of(row.getLong("account_id")))
                                // Before the transaction, which has the only connection that it may hold.
                                .chain(found -> following.newDay(found.get(row.getLong("account_id"))))
                                .onFailure()
                                .invoke(Faults::log)
                                .onFailure()
                                .recoverWithNull())
                        .collect()
                        .asList())
                .replaceWithVoid();
    }
}
