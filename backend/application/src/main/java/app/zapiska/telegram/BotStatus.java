package app.zapiska.telegram;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** Whether the bot's token works and Telegram can be reached, as this process has seen it last. */
final class BotStatus {

    enum State {
        /** Nothing was heard yet. */
        UNKNOWN,
        OK,
        /** Telegram does not know the token: nothing can be sent, and nothing is used up by trying. */
        TOKEN_REJECTED,
        UNREACHABLE
    }

    /**
     * @param username the bot's name, once it is known
     * @param news whether it differs from the observation before
     */
    record Observation(State state, Instant at, Optional<String> username, boolean news) {}

    private final InstantSource clock;
    private final Consumer<Observation> observer;
    private State state = State.UNKNOWN;
    private Optional<String> name = Optional.empty();

    /** @param observer told about each change and each check; must not block or throw */
    BotStatus(InstantSource clock, Consumer<Observation> observer) {
        this.clock = clock;
        this.observer = observer;
    }

    synchronized State state() {
        return state;
    }

    /** The bot's own, as {@code @name} without the sign; empty until Telegram has told it. */
    synchronized Optional<String> name() {
        return name;
    }

    /** What any call revealed. */
    void saw(ApiResult verdict) {
        switch (verdict) {
            case ApiResult.Accepted accepted -> apply(State.OK);
            case ApiResult.Refused refused when isTokenRefusal(refused.code()) -> apply(State.TOKEN_REJECTED);
            case ApiResult.Foreign foreign when isTokenRefusal(foreign.status()) -> apply(State.TOKEN_REJECTED);
            // An answer, but not one that proves the token.
            case ApiResult.Refused refused -> {
                if (state() != State.TOKEN_REJECTED) {
                    apply(State.OK);
                }
            }
            case ApiResult.Foreign foreign -> {}
            case ApiResult.NotSent notSent -> {}
            case ApiResult.Lost lost -> {}
        }
    }

    /**
     * What asking for the bot's name revealed: unlike a single lost message, silence here means that nobody is there.
     * Always told on, so that what is stored comes right again after a lost write or another replica's view.
     */
    synchronized void sawCheck(ApiResult verdict) {
        var before = state;
        var nameBefore = name;
        switch (verdict) {
            case ApiResult.Accepted(var result) -> {
                state = State.OK;
                name = Optional.of(result.path("username").asText(""))
                        .filter(text -> !text.isBlank())
                        .or(() -> name);
            }
            case ApiResult.Refused refused when isTokenRefusal(refused.code()) -> state = State.TOKEN_REJECTED;
            case ApiResult.Foreign foreign when isTokenRefusal(foreign.status()) -> state = State.TOKEN_REJECTED;
            default -> {
                if (state != State.TOKEN_REJECTED) {
                    state = verdict instanceof ApiResult.Refused refused
                                    && refused.code() < 500
                                    && refused.code() >= 400
                            ? State.OK
                            : State.UNREACHABLE;
                }
            }
        }
        observer.accept(new Observation(state, clock.instant(), name, state != before || !name.equals(nameBefore)));
    }

    private synchronized void apply(State now) {
        if (state != now) {
            state = now;
            observer.accept(new Observation(now, clock.instant(), name, true));
        }
    }

    private static boolean isTokenRefusal(int code) {
        return code == 401 || code == 404;
    }
}
