package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.Vital;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The engine's pulse */
class EnginePulseTest {

    // Anywhere: the monotonic clock has no zero.
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final EnginePulse pulse = EnginePulse.measuredBy(nanos::get);

    @Test
    void isWellFromTheStartAndDegradedAfterHalfAMinuteOfSilence() {
        assertThat(state()).isEqualTo(Vital.State.OK);
        pass(Duration.ofSeconds(30));
        assertThat(state()).isEqualTo(Vital.State.OK);
        pass(Duration.ofMillis(1));
        assertThat(state()).as("the others send in its stead").isEqualTo(Vital.State.DEGRADED);
        pulse.beat();
        assertThat(state()).isEqualTo(Vital.State.OK);
        assertThat(pulse.age()).isZero();
    }

    private Vital.State state() {
        return pulse.state().await().indefinitely();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
