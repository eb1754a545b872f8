package app.zapiska.reminders;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The reminder engine's numbers. The defaults are the promised ones; tests shorten them. */
@ConfigMapping(prefix = "zapiska.reminders")
public interface EngineConfig {

    /** At most this many reminders are claimed in one tick. */
    @WithDefault("100")
    int batch();

    /** No more are claimed while this many are in hand. */
    @WithDefault("200")
    int inHand();

    /** How long a claim or an intent is ours. Must be longer than a call to Telegram can last (25 s). */
    @WithDefault("60s")
    Duration lease();

    /** An intent older than this is not sent any more: the lease might be lost before the call ends. */
    @WithDefault("20s")
    Duration intentAge();

    /** Tries of one message after a 5xx answer. */
    @WithDefault("2")
    int softRetries();

    @WithDefault("30s")
    Duration softRetryAfter();

    /** More reminders than this for one chat at once arrive as one message. */
    @WithDefault("3")
    int combineAbove();

    /** At most this many reminders share one message: Telegram allows 4,096 characters and 100 buttons. */
    @WithDefault("15")
    int combineAtMost();

    /** How long a shutdown waits for messages that are on their way. */
    @WithDefault("30s")
    Duration drain();
}
