package app.zapiska.telegram;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * Bot-wide and per-chat pacing, shared by all replicas through Redis; by this process alone while Redis is away.
 */
public interface Pace {

    /**
     * Reserves the next free moment to write to a chat.
     *
     * @return how long to wait before sending; zero most of the time. A reservation is not given back.
     */
    Uni<Duration> reserve(long chatId);

    /** After a 429: nobody sends before this has passed. */
    Uni<Void> closeGate(Duration retryAfter);

    /** How long the gate is still closed; zero when open. */
    Uni<Duration> gate();
}
