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

    /** @param username the bot's name when this very observation revealed it */
    record Observation(State state, Instant at, Optional<String> username) {}

    private final InstantSource clock;
    private final Consumer<Observation> changed;
    private State state = State.UNKNOWN;
    private Optional<String> name = Optional.empty();

    /** @param changed told about each change of the state or the name; must not block or throw */
    BotStatus(InstantSource clock, Consumer<Observation> changed) {
        this.clock = clock;
        this.changed = changed;
    }

    synchronized State state() {
        return state;
    }

    /** What any call revealed. */
    void saw(Verdict verdict) {
        switch (verdict) {
            case Verdict.Accepted accepted -> become(State.OK, Optional.empty());
            case Verdict.Refused refused
            when isTokenRefusal(refused.code()) -> become(State.TOKEN_REJECTED, Optional.empty());
            case Verdict.Foreign foreign
            when isTokenRefusal(foreign.status()) -> become(State.TOKEN_REJECTED, Optional.empty());
            // An answer, but not one that proves the token.
            case Verdict.Refused refused -> {
                if (state() != State.TOKEN_REJECTED) {
                    become(State.OK, Optional.empty());
                }
            }
            case Verdict.Foreign foreign -> {}
            case Verdict.NotSent notSent -> {}
            case Verdict.Lost lost -> {}
        }
    }

    /** What asking for the bot's name revealed: unlike a single lost message, silence here means that nobody is there. */
    void sawCheck(Verdict verdict) {
        switch (verdict) {
            case Verdict.Accepted(var result) ->
                become(State.OK, Optional.of(result.path("username").asText("")).filter(name -> !name.isBlank()));
            case Verdict.Refused refused when !isServerError(refused.code()) -> saw(refused);
            case Verdict.Foreign foreign when isTokenRefusal(foreign.status()) -> saw(foreign);
            default -> {
                if (state() != State.TOKEN_REJECTED) {
                    become(State.UNREACHABLE, Optional.empty());
                }
            }
        }
    }

    private synchronized void become(State now, Optional<String> username) {
        boolean renamed = username.isPresent() && !username.equals(name);
        boolean news = state != now || renamed;
        state = now;
        name = username.or(() -> name);
        if (news) {
            changed.accept(new Observation(now, clock.instant(), username));
        }
    }

    private static boolean isTokenRefusal(int code) {
        return code == 401 || code == 404;
    }

    private static boolean isServerError(int code) {
        return code >= 500 || code < 400;
    }
}
