package app.zapiska.platform;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The product's clock in tests: real until a test sets it. A test that sets it goes back to the real time afterwards, and
 * signs in after setting it, because a session has its place in time too.
 */
@Singleton
@Alternative
@Priority(1)
public class MutableClock implements InstantSource {

    private volatile Instant fixed;

    @Override
    public Instant instant() {
        var set = fixed;
        return set == null ? Instant.now() : set;
    }

    /** Stops the clock at this moment. */
    public void set(Instant moment) {
        fixed = moment;
    }

    /** Stops the clock, if it runs, and moves it. */
    public void advance(Duration by) {
        fixed = instant().plus(by);
    }

    public void backToReal() {
        fixed = null;
    }
}
