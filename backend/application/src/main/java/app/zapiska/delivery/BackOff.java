package app.zapiska.delivery;

import java.time.Duration;

/** How long to wait before the same message is tried again. */
public final class BackOff {

    private BackOff() {}

    /**
     * @param attempt 1 after the first failure
     * @param jitter 0 to 1: spreads replicas and chats over a fifth of the delay
     */
    public static Duration after(int attempt, double jitter) {
        long seconds =
                switch (attempt) {
                    case 0, 1 -> 5;
                    case 2 -> 15;
                    case 3 -> 60;
                    default -> 300;
                };
        return Duration.ofMillis(Math.round(seconds * 1000 * (0.9 + 0.2 * jitter)));
    }
}
