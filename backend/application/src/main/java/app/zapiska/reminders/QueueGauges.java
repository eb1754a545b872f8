package app.zapiska.reminders;

import app.zapiska.platform.Faults;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * What stands in the queue of reminders, for the metrics. Counted by a tick, not by whoever scrapes: a curious scraper must not
 * load the database. Each replica tells the whole queue, so dashboards take the maximum over replicas.
 */
@Singleton
class QueueGauges {

    private static final Logger LOG = Logger.getLogger(QueueGauges.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    // Each part has an index of its own. FAILED has none; who failed in the last day was tried in the last day.
    private static final String COUNT = """
            select
              (select count(*) from reminders where state in ('SCHEDULED', 'AWAITING', 'SNOOZED') and state = 'SCHEDULED') scheduled,
              (select count(*) from reminders where state in ('SCHEDULED', 'AWAITING', 'SNOOZED') and state = 'AWAITING') awaiting,
              (select count(*) from reminders where state in ('SCHEDULED', 'AWAITING', 'SNOOZED') and state = 'SNOOZED') snoozed,
              (select count(*) from reminders where state in ('CLAIMED', 'SENDING')) sending,
              (select count(*) from reminders where state = 'BLOCKED') blocked,
              (select count(distinct r.id) from deliveries d join reminders r on r.account_id = d.account_id and r.id = d.reminder_id
               where d.intent_at > cast($1 as timestamptz) - interval '24 hours' and r.state = 'FAILED') failed,
              (select count(*) from reminders where state in ('SCHEDULED', 'AWAITING', 'SNOOZED') and due_at <= cast($1 as timestamptz)) due,
              (select extract(epoch from cast($1 as timestamptz) - min(due_at)) from reminders
               where state in ('SCHEDULED', 'AWAITING', 'SNOOZED') and due_at <= cast($1 as timestamptz))::float8 oldest,
              (select extract(epoch from cast($1 as timestamptz) - min(due_at)) from digests where state = 'WAITING' and due_at <= cast($1 as timestamptz))::float8 oldest_digest,
              (select count(*) from accounts where telegram_chat_id is not null and telegram_blocked_at is not null) chats_blocked
            """;

    /** Not a number while it is not known: yesterday's count must not pass for today's. */
    private record Counted(
            double scheduled,
            double awaiting,
            double snoozed,
            double sending,
            double blocked,
            double failed,
            double due,
            double oldest,
            double oldestDigest,
            double chatsBlocked) {

        static final Counted UNKNOWN = new Counted(
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN);

        static Counted from(Row row) {
            return new Counted(
                    row.getLong("scheduled"),
                    row.getLong("awaiting"),
                    row.getLong("snoozed"),
                    row.getLong("sending"),
                    row.getLong("blocked"),
                    row.getLong("failed"),
                    row.getLong("due"),
                    age(row.getDouble("oldest")),
                    age(row.getDouble("oldest_digest")),
                    row.getLong("chats_blocked"));
        }

        private static double age(Double seconds) {
            return seconds == null ? 0 : Math.max(0, seconds);
        }
    }

    private final Pool database;
    private final EngineTime time;
    private volatile Counted last = Counted.UNKNOWN;

    QueueGauges(Pool database, EngineTime time, MeterRegistry metrics) {
        this.database = database;
        this.time = time;
        var help = "Reminders by state; failed ones of the last 24 hours";
        state(metrics, "scheduled", help, counted -> counted.scheduled());
        state(metrics, "awaiting", help, counted -> counted.awaiting());
        state(metrics, "snoozed", help, counted -> counted.snoozed());
        state(metrics, "sending", help, counted -> counted.sending());
        state(metrics, "blocked", help, counted -> counted.blocked());
        state(metrics, "failed", help, counted -> counted.failed());
        Gauge.builder("zapiska.reminders.due", this, gauges -> gauges.last.due())
                .description("Reminders whose moment has come and which are not on their way")
                .register(metrics);
        Gauge.builder("zapiska.reminders.queue.age", this, gauges -> gauges.last.oldest())
                .baseUnit("seconds")
                .description("How long the oldest due reminder has been waiting to be sent")
                .register(metrics);
        Gauge.builder("zapiska.digests.queue.age", this, gauges -> gauges.last.oldestDigest())
                .baseUnit("seconds")
                .description("How long the oldest due message about urgent loans has been waiting to be sent")
                .register(metrics);
        Gauge.builder("zapiska.chats.blocked", this, gauges -> gauges.last.chatsBlocked())
                .description("Linked chats that the bot may not write to")
                .register(metrics);
    }

    private void state(
            MeterRegistry metrics, String state, String help, java.util.function.ToDoubleFunction<Counted> number) {
        Gauge.builder("zapiska.reminders.by.state", this, gauges -> number.applyAsDouble(gauges.last))
                .tag("state", state)
                .description(help)
                .register(metrics);
    }

    @Scheduled(identity = "count-queue", every = "15s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> count() {
        return database.preparedQuery(COUNT)
                .execute(Tuple.of(EngineTime.sql(time.now())))
                .map(rows -> Counted.from(rows.iterator().next()))
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("The queue could not be counted: %s", Faults.describe(failure));
                    return Counted.UNKNOWN;
                })
                .invoke(counted -> last = counted)
                .replaceWithVoid();
    }
}
