package app.zapiska.reminders;

import app.zapiska.delivery.EngineTime;
import app.zapiska.platform.Faults;
import app.zapiska.platform.sql.Sql;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * What stands in the queue of reminders, for the metrics. Counted by a tick, not by whoever scrapes: a curious scraper must not
 * load the database. Each replica tells the whole queue, so dashboards take the maximum over replicas.
 */
@Singleton
class QueueGauges {

    private static final Logger LOG = Logger.getLogger(QueueGauges.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final List<String> STATES =
            List.of("scheduled", "awaiting", "snoozed", "sending", "blocked", "failed");

    // Each part has an index of its own, and the longest is walked once. FAILED has none; who failed in the last day
    // was tried in
    // the last day.
    private static final String COUNT = """
            select open.*,
              (select count(*) from reminders where state in ('CLAIMED', 'SENDING')) sending,
              (select count(*) from reminders where state = 'BLOCKED') blocked,
              (select count(distinct r.id) from deliveries d join reminders r on r.account_id = d.account_id and r.id = d.reminder_id
               where d.intent_at > cast($1 as timestamptz) - interval '24 hours' and r.state = 'FAILED') failed,
              (select count(*) from reminders where state in ('SCHEDULED', 'AWAITING', 'SNOOZED') and due_at <= cast($1 as timestamptz))
                + (select count(*) from reminders where state in ('CLAIMED', 'SENDING') and state = 'CLAIMED') due,
              extract(epoch from cast($1 as timestamptz) - least(
                (select min(due_at) from reminders
                 where state in ('SCHEDULED', 'AWAITING', 'SNOOZED') and due_at <= cast($1 as timestamptz)),
                (select min(due_at) from reminders where state in ('CLAIMED', 'SENDING'))))::float8 oldest,
              extract(epoch from cast($1 as timestamptz) - least(
                (select min(due_at) from digest_jobs where state = 'WAITING' and due_at <= cast($1 as timestamptz)),
                (select min(due_at) from digest_jobs where state = 'SENDING')))::float8 oldest_digest,
              (select count(*) from accounts where telegram_chat_id is not null and telegram_blocked_at is not null) chats_blocked
            from (
              select count(*) filter (where state = 'SCHEDULED') scheduled, count(*) filter (where state = 'AWAITING') awaiting,
                count(*) filter (where state = 'SNOOZED') snoozed
              from reminders where state in ('SCHEDULED', 'AWAITING', 'SNOOZED')) open
            """;

    private final Pool database;
    private final EngineTime time;
    private final EngineHeartbeat pulse;
    /** By column; nothing while it is not known: yesterday's count must not pass for today's. */
    private volatile Map<String, Double> last = Map.of();

    QueueGauges(Pool database, EngineTime time, EngineHeartbeat pulse, MeterRegistry metrics) {
        this.database = database;
        this.time = time;
        this.pulse = pulse;
        for (var state : STATES) {
            gauge("zapiska.reminders.by.state", state, "Reminders by state; failed ones of the last 24 hours")
                    .tag("state", state)
                    .register(metrics);
        }
        gauge(
                        "zapiska.reminders.due",
                        "due",
                        "Reminders whose moment has come and which are not on their way, put back or not")
                .register(metrics);
        gauge(
                        "zapiska.reminders.queue.age",
                        "oldest",
                        "How long the oldest reminder that Telegram does not have yet is due")
                .baseUnit("seconds")
                .register(metrics);
        gauge(
                        "zapiska.digests.queue.age",
                        "oldest_digest",
                        "How long the oldest message about urgent loans that Telegram does not have yet is due")
                .baseUnit("seconds")
                .register(metrics);
        gauge("zapiska.chats.blocked", "chats_blocked", "Linked chats that the bot may not write to")
                .register(metrics);
    }

    private Gauge.Builder<QueueGauges> gauge(String name, String column, String description) {
        return Gauge.builder(name, this, gauges -> gauges.last.getOrDefault(column, Double.NaN))
                .description(description);
    }

    @Scheduled(identity = "count-queue", every = "15s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> count() {
        return database.preparedQuery(COUNT)
                .execute(Tuple.of(Sql.utc(time.now())))
                .map(rows -> numbers(rows.iterator().next()))
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("The queue could not be counted: %s", Faults.describe(failure));
                    return Map.of();
                })
                .invoke(counted -> {
                    last = counted;
                    pulse.late(Duration.ofSeconds(
                            counted.getOrDefault("oldest", 0.0).longValue()));
                })
                .replaceWithVoid();
    }

    private static Map<String, Double> numbers(Row row) {
        var numbers = new HashMap<String, Double>();
        for (int i = 0; i < row.size(); i++) {
            // The oldest of nothing has no age.
            numbers.put(row.getColumnName(i), row.getValue(i) instanceof Number number ? number.doubleValue() : 0.0);
        }
        return numbers;
    }
}
