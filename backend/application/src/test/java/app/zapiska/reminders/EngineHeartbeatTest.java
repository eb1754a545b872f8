package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.HealthCheck;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The engine's pulse */
class EngineHeartbeatTest {

    // Anywhere: the monotonic clock has no zero.
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final EngineHeartbeat pulse = EngineHeartbeat.measuredBy(nanos::get);

    @Test
    void isWellFromTheStartAndDegradedAfterHalfAMinuteOfSilence() {
        assertThat(state()).isEqualTo(HealthCheck.State.OK);
        pass(Duration.ofSeconds(30));
        assertThat(state()).isEqualTo(HealthCheck.State.OK);
        pass(Duration.ofMillis(1));
        assertThat(state()).as("the others send in its stead").isEqualTo(HealthCheck.State.DEGRADED);
        pulse.beat();
        assertThat(state()).isEqualTo(HealthCheck.State.OK);
        assertThat(pulse.age()).isZero();
    }

    private HealthCheck.State state() {
        return pulse.state().await().indefinitely();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
