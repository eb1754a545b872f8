package app.zapiska.reminders;

import app.zapiska.platform.HealthCheck;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether the engine of this replica ticks, and whether what it is for happens: reminders that leave. A replica whose engine
 * stands still answers people as well as ever and the others send in its stead, so that is degraded, never down; neither would
 * a restart hurry what waits for Telegram.
 */
@Singleton
public class EngineHeartbeat implements HealthCheck {

    /** A tick a second is meant; a full minute's grace would already be a late reminder. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    /** As the alert QueueLate. After the death of a worker a reminder may rightly be 75 s late. */
    static final Duration LATE = Duration.ofMinutes(2);

    // Monotonic: a machine whose clock is set must not look dead, nor a dead engine alive.
    private final LongSupplier nanos;
    private volatile long lastBeat;
    private volatile Duration late = Duration.ZERO;

    @Inject
    EngineHeartbeat(MeterRegistry metrics) {
        this(System::nanoTime);
        Gauge.builder("zapiska.engine.tick.age", this, pulse -> pulse.age().toMillis() / 1000.0)
                .baseUnit("seconds")
                .description("Since the last tick of the reminder engine that ended well")
                .register(metrics);
    }

    /** @param nanos as {@link System#nanoTime()} */
    public static EngineHeartbeat measuredBy(LongSupplier nanos) {
        return new EngineHeartbeat(nanos);
    }

    private EngineHeartbeat(LongSupplier nanos) {
        this.nanos = nanos;
        lastBeat = nanos.getAsLong();
    }

    /** A tick has ended well. */
    void beat() {
        lastBeat = nanos.getAsLong();
    }

    /** @param oldest for how long the oldest reminder is due that is not sent */
    void late(Duration oldest) {
        late = oldest;
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
        return Uni.createFrom().item(() -> healthy() && late.compareTo(LATE) <= 0 ? State.OK : State.DEGRADED);
    }
}
