package app.zapiska.telegram;

import app.zapiska.platform.HealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * At worst degraded: neither restarting this process nor routing around it would revive a dead token or bring Telegram back,
 * and the page goes on working. Alerts and the page's banner tell who has to act. No bot at all is a choice.
 */
@Singleton
class TelegramHealthCheck implements HealthCheck {

    @Inject
    Bot bot;

    @Override
    public String name() {
        return "telegram";
    }

    @Override
    public Uni<State> state() {
        return Uni.createFrom().item(this::now);
    }

    State now() {
        if (!bot.hasToken()) {
            return State.OK;
        }
        return switch (bot.status().state()) {
            case OK, UNKNOWN -> State.OK;
            case UNREACHABLE, TOKEN_REJECTED -> State.DEGRADED;
        };
    }
}
