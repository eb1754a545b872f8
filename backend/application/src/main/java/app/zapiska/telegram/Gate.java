package app.zapiska.telegram;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Telegram asks the whole bot to be silent for a while (429), whatever call it was that it refused. */
public interface Gate {

    /** Nobody sends before this has passed. */
    Uni<Void> closeGate(Duration retryAfter);

    /** How long the gate is still closed; zero when open. */
    Uni<Duration> gate();
}
