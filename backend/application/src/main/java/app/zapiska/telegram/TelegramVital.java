package app.zapiska.telegram;

import app.zapiska.platform.Vital;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Down when the token is dead: no reminder can go out, and somebody has to act. An unreachable Telegram is degraded only,
 * because neither restarting nor routing around this process would help. No bot at all is a choice.
 */
@Singleton
class TelegramVital implements Vital {

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
            case UNREACHABLE -> State.DEGRADED;
            case TOKEN_REJECTED -> State.DOWN;
        };
    }
}
