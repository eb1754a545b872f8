package app.zapiska.reminders;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.platform.sql.Sql;
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

    /** Account after account; one that fails, or a process that ends meanwhile, begins again with the first. */
    Uni<Void> follow() {
        var version = version();
        return Sql.rows(database, "select version from zone_rules where version >= $1", version)
                .chain(known ->
                        known.isEmpty() ? moveAll(version) : Uni.createFrom().voidItem());
    }

    private Uni<Void> moveAll(String version) {
        return Sql.rows(database, "select id from accounts order by id")
                .chain(all -> Multi.createFrom()
                        .iterable(all)
                        .onItem()
                        .transformToUniAndConcatenate(
                                row -> self.move(row.getLong("id")).replaceWith(row))
                        .collect()
                        .asList())
                .invoke(moved -> LOG.infof(
                        "What is planned for %d accounts goes by the rules of time zones of %s", moved.size(), version))
                .chain(() -> Sql.count(database, """
                        insert into zone_rules (version) values ($1)
                        on conflict (single) do update set version = excluded.version
                        where zone_rules.version < excluded.version""", version))
                .replaceWithVoid();
    }

    @WithTransaction
    Uni<Void> move(long accountId) {
        return accounts.settings(List.of(accountId))
                .chain(settings -> settings.containsKey(accountId)
                        ? plans.zoneRulesChanged(settings.get(accountId))
                        : Uni.createFrom().voidItem());
    }

    /** Of the rules that everything is reckoned by. */
    private static String version() {
        return ZoneRulesProvider.getVersions(ANY_ZONE).lastKey();
    }
}
