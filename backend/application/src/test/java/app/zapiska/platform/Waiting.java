package app.zapiska.platform;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** For what happens in its own time: looks often, gives up late. */
public final class Waiting {

    private Waiting() {}

    public static void until(BooleanSupplier condition) {
        until(Duration.ofSeconds(20), condition);
    }

    public static void until(Duration atMost, BooleanSupplier condition) {
        until("the condition", atMost, condition);
    }

    /** @param what is waited for, as the failure will name it */
    public static void until(String what, Duration atMost, BooleanSupplier condition) {
        var end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(what + ": not within " + atMost);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
