package app.zapiska.telegram;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Whether the bot can speak, for the metrics; as this replica sees it. */
@Startup
@Singleton
class BotGauges {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Cooldown cooldown;
    private volatile double cooldownSeconds;

    BotGauges(Bot bot, Cooldown cooldown, MeterRegistry metrics) {
        this.cooldown = cooldown;
        Gauge.builder("zapiska.telegram.configured", bot, it -> it.hasToken() ? 1 : 0)
                .description("1 when there is a bot token")
                .register(metrics);
        Gauge.builder("zapiska.telegram.up", bot, BotGauges::up)
                .description("1 while Telegram can be reached and knows the token")
                .register(metrics);
        Gauge.builder("zapiska.telegram.token.rejected", bot, BotGauges::rejected)
                .description("1 while Telegram does not know the token: nothing can be sent at all")
                .register(metrics);
        // Dashboards and alerts of installations know it by its former word.
        Gauge.builder("zapiska.telegram.gate", this, it -> it.cooldownSeconds)
                .baseUnit("seconds")
                .description("How long Telegram has asked us to be silent still (429)")
                .register(metrics);
    }

    private static double up(Bot bot) {
        return switch (bot.status().state()) {
            case OK, UNKNOWN -> 1;
            case UNREACHABLE, TOKEN_REJECTED -> 0;
        };
    }

    private static double rejected(Bot bot) {
        return bot.status().state() == BotStatus.State.TOKEN_REJECTED ? 1 : 0;
    }

    @Scheduled(identity = "measure-cooldown", every = "15s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> measure() {
        return cooldown.cooldown()
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .invoke(left -> cooldownSeconds = left.toMillis() / 1000.0)
                .onFailure()
                .invoke(failure -> cooldownSeconds = Double.NaN)
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
