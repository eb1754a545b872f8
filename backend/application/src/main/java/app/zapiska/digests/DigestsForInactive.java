package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.ActivityListener;
import app.zapiska.platform.sql.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;

/** A digest has its moment: what came while the account was deactivated is not made up for, the next one says the same. */
@Singleton
class DigestsForInactive implements ActivityListener {

    private final Pool database;

    DigestsForInactive(Pool database) {
        this.database = database;
    }

    /** Whoever holds one has looked at the account before: its fence rises, so what is not on its way yet is not sent. */
    @Override
    public Uni<Void> deactivated(long accountId) {
        return Sql.count(database, """
                update digest_jobs d
                set state = 'WAITING', lease_owner = null, lease_until = null, fence = fence + 1
                where account_id = $1 and state = 'SENDING'
                  and not exists (select 1 from digest_parts p where p.digest_id = d.id and p.state = 'SENDING')
                """, accountId).replaceWithVoid();
    }

    @Override
    public Uni<Void> reactivated(AccountSettings account) {
        return Uni.createFrom().voidItem();
    }
}
