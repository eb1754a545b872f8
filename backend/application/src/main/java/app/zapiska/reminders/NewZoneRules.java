package app.zapiska.reminders;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.platform.sql.Sql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Moves what was planned by older rules of time zones: without this, a reminder for 12:00 would come at 13:00 of the wall after
 * its country has changed its clocks and the product has learnt of it. Only forward, so that an older replica beside a newer one
 * moves nothing back.
 */
@ApplicationScoped
class NewZoneRules {

    private static final Logger LOG = Logger.getLogger(NewZoneRules.class);
    private static final String ANY_ZONE = "Europe/London";

    @Inject
    Pool database;

    @Inject
    AccountDirectory accounts;

    @Inject
    ReminderPlans plans;

    @Inject
    NewZoneRules self;

    Uni<Void> follow() {
        var version = version();
        return Sql.rows(database, "select id from accounts where zone_rules < $1 order by id", version)
                .chain(behind -> Multi.createFrom()
                        .iterable(behind)
                        .onItem()
                        .transformToUniAndConcatenate(row -> self.follow(row.getLong("id"), version))
                        .collect()
                        .asList()
                        .invoke(moved -> {
                            if (!moved.isEmpty()) {
                                LOG.infof(
                                        "What is planned for %d accounts goes by the rules of time zones of %s",
                                        moved.size(), version);
                            }
                        })
                        .replaceWithVoid());
    }

    @WithTransaction
    Uni<Void> follow(long accountId, String version) {
        return accounts.settings(List.of(accountId))
                .chain(settings -> settings.containsKey(accountId)
                        ? plans.zoneRulesChanged(settings.get(accountId))
                        : Uni.createFrom().voidItem())
                .chain(() -> Panache.getSession())
                .chain(session -> session.createNativeQuery(
                                "update accounts set zone_rules = :version where id = :account and zone_rules < :version")
                        .setParameter("version", version)
                        .setParameter("account", accountId)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Of the rules that everything is reckoned by. */
    private static String version() {
        return ZoneRulesProvider.getVersions(ANY_ZONE).lastKey();
    }
}
