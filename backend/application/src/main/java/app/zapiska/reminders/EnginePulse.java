package app.zapiska.reminders;

import app.zapiska.platform.Vital;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether the engine of this replica ticks. A replica whose engine stands still answers people as well as ever and the others
 * send in its stead, so that is degraded, never down.
 */
@Singleton
public class EnginePulse implements Vital {

    /** A tick a second is meant; a full minute's grace would already be a late reminder. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    // Monotonic: a machine whose clock is set must not look dead, nor a dead engine alive.
    private final LongSupplier nanos;
    private volatile long lastBeat;

    @Inject
    EnginePulse(MeterRegistry metrics) {
        this(System::nanoTime);
        Gauge.builder("zapiska.engine.tick.age", this, pulse -> pulse.age().toMillis() / 1000.0)
                .baseUnit("seconds")
                .description("Since the last tick of the reminder engine that ended well")
                .register(metrics);
    }

    /** @param nanos as {@link System#nanoTime()} */
    public static EnginePulse measuredBy(LongSupplier nanos) {
        return new EnginePulse(nanos);
    }

    private EnginePulse(LongSupplier nanos) {
        this.nanos = nanos;
        lastBeat = nanos.getAsLong();
    }

    /** A tick has ended well. */
    void beat() {
        lastBeat = nanos.getAsLong();
    }

    /** Since the last tick that ended well, or since the start. */
    public Duration age() {
        return Duration.ofNanos(nanos.getAsLong() - lastBeat);
    }

    public boolean healthy() {
        return age().compareTo(LONGEST_SILENCE) <= 0;
    }

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public Uni<State> state() {
        return Uni.createFrom().item(() -> healthy() ? State.OK : State.DEGRADED);
    }
}
