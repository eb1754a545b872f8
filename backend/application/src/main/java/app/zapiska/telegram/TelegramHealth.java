package app.zapiska.telegram;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready unless the token is dead: then no reminder can go out, and somebody has to act. An unreachable Telegram is
 * degraded only, because restarting or routing around this process would not help.
 */
@Readiness
@ApplicationScoped
class TelegramHealth implements HealthCheck {

    @Inject
    Bot bot;

    @Override
    public HealthCheckResponse call() {
        var state = bot.status().state();
        return HealthCheckResponse.named("telegram")
                .status(!bot.hasToken() || state != BotStatus.State.TOKEN_REJECTED)
                .withData(
                        "state",
                        !bot.hasToken()
                                ? "off"
                                : switch (state) {
                                    case OK, UNKNOWN -> "up";
                                    case UNREACHABLE -> "degraded";
                                    case TOKEN_REJECTED -> "down";
                                })
                .build();
    }
}
