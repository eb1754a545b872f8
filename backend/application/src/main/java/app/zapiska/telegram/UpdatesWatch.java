package app.zapiska.telegram;

import app.zapiska.platform.Faults;
import app.zapiska.telegram.TelegramConfig.Mode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/**
 * Whether updates reach us, by what Telegram says. One replica asks once a minute, all tell it, so dashboards take the maximum
 * over replicas.
 */
@Startup
@Singleton
class UpdatesWatch {

    private static final Logger LOG = Logger.getLogger(UpdatesWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(55);
    private static final Duration LIMIT = Duration.ofSeconds(40);

    /** Older than that says nothing about now. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final Bot bot;
    private final UpdatesRow row;
    private final UpdatesSwitch updates;
    private final TelegramConfig config;
    private final InstantSource clock;

    private volatile Optional<UpdatesRow.Known> known = Optional.empty();

    UpdatesWatch(
            Bot bot,
            UpdatesRow row,
            UpdatesSwitch updates,
            TelegramConfig config,
            InstantSource clock,
            MeterRegistry metrics) {
        this.bot = bot;
        this.row = row;
        this.updates = updates;
        this.config = config;
        this.clock = clock;
        gauge("zapiska.telegram.updates.pending", "Updates that Telegram keeps for us", info -> info.pending())
                .register(metrics);
        gauge("zapiska.telegram.webhook.mismatch", "1 while Telegram has another webhook than ours", this::mismatch)
                .register(metrics);
        gauge("zapiska.telegram.webhook.error.age", "How long ago the last delivery failed", this::errorAge)
                .baseUnit("seconds")
                .register(metrics);
    }

    private Gauge.Builder<UpdatesWatch> gauge(String name, String description, ToDoubleFunction<WebhookInfo> value) {
        return Gauge.builder(
                        name,
                        this,
                        watch -> watch.fresh().map(value::applyAsDouble).orElse(Double.NaN))
                .description(description);
    }

    private Optional<WebhookInfo> fresh() {
        return known.filter(seen -> seen.at()
                        .filter(at -> at.isAfter(clock.instant().minus(FRESH)))
                        .isPresent())
                .flatMap(UpdatesRow.Known::info);
    }

    private double mismatch(WebhookInfo info) {
        return updates.mismatch(known.orElseThrow().mode(), info) ? 1 : 0;
    }

    /** Endless when none has failed: an alert that compares it then has a number to compare. */
    private double errorAge(WebhookInfo info) {
        return info.errorAt()
                .filter(at -> known.orElseThrow().mode() == Mode.WEBHOOK)
                .map(at -> (double) Duration.between(at, clock.instant()).toSeconds())
                .orElse(Double.POSITIVE_INFINITY);
    }

    @Scheduled(
            identity = "watch-updates",
            every = "15s",
            delayed = "5s",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> watch() {
        return !bot.hasToken() || !config.start()
                ? Uni.createFrom().voidItem()
                : look().ifNoItem()
                        .after(LIMIT)
                        .fail()
                        .onFailure()
                        .invoke(failure ->
                                LOG.warnf("Telegram was not asked about updates: %s", Faults.describe(failure)))
                        .onFailure()
                        .recoverWithNull();
    }

    Uni<Void> look() {
        return (bot.isHeld() ? Uni.createFrom().item(false) : row.leaseLook(clock.instant(), EVERY))
                .chain(ours -> ours
                        ? updates.ask()
                                .chain(info -> info.map(updates::repair)
                                        .orElseGet(() -> Uni.createFrom().voidItem()))
                        : Uni.createFrom().voidItem())
                .chain(row::read)
                .invoke(seen -> known = Optional.of(seen))
                .replaceWithVoid();
    }
}
