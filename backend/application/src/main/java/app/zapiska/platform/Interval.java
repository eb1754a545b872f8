package app.zapiska.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** For what is worth doing only now and then, whoever comes first. */
final class Interval {

    private final Duration length;
    private final AtomicReference<Instant> last = new AtomicReference<>();

    Interval(Duration length) {
        this.length = length;
    }

    /** @return true for one caller in each interval */
    boolean passed(Instant now) {
        var before = last.get();
        // A clock may also be set back.
        return (before == null || Duration.between(before, now).abs().compareTo(length) >= 0)
                && last.compareAndSet(before, now);
    }
}
