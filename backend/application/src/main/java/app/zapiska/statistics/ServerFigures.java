package app.zapiska.statistics;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Language;
import app.zapiska.platform.Plural;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import io.quarkus.qute.i18n.Localized;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How the installation is, in the owner's chat: counts, and nothing of anybody's. */
@Singleton
class ServerFigures {

    private static final long MEGABYTE = 1024 * 1024;

    // Each part has an index of its own, as in QueueGauges.
    private static final String COUNT = """
            select
              (select count(*) from accounts where deactivated_at is null) as active,
              (select count(*) from accounts where deactivated_at is not null) as deactivated,
              (select count(*) from accounts where deactivated_at is null and telegram_chat_id is null) as without_chat,
              (select count(*) from deliveries where intent_at >= :midnight and outcome = 'SENT') as sent,
              (select count(*) from deliveries where intent_at >= :midnight and outcome = 'REJECTED') as failed,
              (select count(*) from deliveries where intent_at >= :midnight and outcome = 'UNKNOWN') as unknown,
              (select count(*) from reminders where state in ('SCHEDULED', 'AWAITING', 'SNOOZED') and due_at <= :now)
                + (select count(*) from reminders where state in ('CLAIMED', 'SENDING')) as due,
              least(
                (select min(due_at) from reminders where state in ('SCHEDULED', 'AWAITING', 'SNOOZED') and due_at <= :now),
                (select min(due_at) from reminders where state in ('CLAIMED', 'SENDING'))) as oldest,
              pg_database_size(current_database()) as size,
              (select max(finished_at) from backups where state = 'DONE' and kind <> 'PROOF') as backup
            """;

    private final Pool database;
    private final AccountDirectory accounts;
    private final ServerTexts russian;
    private final ServerTexts english;
    private final InstantSource clock;
    private final String version;

    ServerFigures(
            Pool database,
            AccountDirectory accounts,
            ServerTexts russian,
            @Localized("en") ServerTexts english,
            InstantSource clock,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.database = database;
        this.accounts = accounts;
        this.russian = russian;
        this.english = english;
        this.clock = clock;
        this.version = version;
    }

    /** @return empty for everybody but the owner */
    Uni<Optional<String>> of(AccountSettings account) {
        return accounts.owner()
                .chain(owner -> owner.filter(who -> who.accountId() == account.accountId())
                                .isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : counted(account).map(Optional::of));
    }

    private Uni<String> counted(AccountSettings account) {
        var now = clock.instant();
        var midnight = account.today(now).atStartOfDay(account.zone()).toInstant();
        return Statement.of(COUNT, Map.of("now", now, "midnight", midnight))
                .on(database)
                .map(rows -> words(rows.getFirst(), account, now));
    }

    private String words(Row row, AccountSettings account, Instant now) {
        var texts = Language.choose(account.language(), russian, english);
        var lines = new ArrayList<String>();
        lines.add(texts.heading());
        lines.add(texts.people(row.getLong("active"), row.getLong("deactivated"), row.getLong("without_chat")));
        lines.add(texts.sent(row.getLong("sent"), row.getLong("failed"), row.getLong("unknown")));
        var oldest = Sql.instant(row, "oldest");
        lines.add(
                oldest == null
                        ? texts.queueEmpty()
                        : texts.queue(row.getLong("due"), about(Duration.between(oldest, now), account)));
        lines.add(texts.size(Math.max(1, row.getLong("size") / MEGABYTE)));
        var backup = Sql.instant(row, "backup");
        lines.add(
                backup == null
                        ? texts.noBackup()
                        : texts.backup(account.dates(now).moment(backup)));
        var uptime = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
        lines.add(texts.version(version, about(uptime, account)));
        return String.join("\n", lines);
    }

    /** In the largest unit there is two of: minutes, hours, days. */
    static String about(Duration time, AccountSettings account) {
        if (time.toDays() > 1) {
            return Plural.DAY.of(time.toDays(), account.language());
        }
        return time.toHours() > 1
                ? Plural.HOUR.of(time.toHours(), account.language())
                : Plural.MINUTE_ACCUSATIVE.of(Math.max(1, time.toMinutes()), account.language());
    }
}
