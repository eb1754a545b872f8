package app.zapiska.telegram;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Telegram asks the whole bot to be silent for a while (429), whatever call it was that it refused. */
public interface Cooldown {

    /** Nobody sends before this has passed. */
    Uni<Void> coolDown(Duration retryAfter);

    /** How long the cooldown still lasts; zero without one. */
    Uni<Duration> cooldown();
}
