package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.ActivityListener;
import app.zapiska.platform.sql.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;

/**
 * Reminders of an account that is deactivated wait like those of a chat that can't be written to: each becomes BLOCKED when it is
 * due, and goes on when the account is let in again, as after an outage.
 */
@Singleton
class WorkForInactive implements ActivityListener {

    private final Pool database;
    private final ReminderPlans plans;

    WorkForInactive(Pool database, ReminderPlans plans) {
        this.database = database;
        this.plans = plans;
    }

    /** Whoever holds one has looked at the account before: its fence rises, so it is not sent. */
    @Override
    public Uni<Void> deactivated(long accountId) {
        return Sql.count(database, """
                update reminders
                set state = resume_state, lease_owner = null, lease_until = null, fence = fence + 1, version = version + 1
                where account_id = $1 and state = 'CLAIMED'
                """, accountId).replaceWithVoid();
    }

    @Override
    public Uni<Void> reactivated(AccountSettings account) {
        // Whatever stands in their way still is found when they are claimed.
        return plans.chatReachable(account);
    }
}
