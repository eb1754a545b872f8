package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The time of all replicas")
class SystemTimeTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final Duration QUICK = Duration.ofMillis(20);

    private final MutableClock machine = new MutableClock();
    private final SystemTime time = new SystemTime(machine);

    private void databaseSays(Instant now, Duration after) {
        var asked = machine.instant();
        machine.advance(after);
        time.compare(asked, machine.instant(), now);
    }

    @Test
    @DisplayName("is the machine's while that is as right as can be told")
    void agree() {
        machine.set(NOON);
        databaseSays(NOON.minusMillis(1_900), QUICK);
        assertThat(time.instant()).isEqualTo(machine.instant());
    }

    @Test
    @DisplayName("is the database's by a machine that is an hour behind or ahead, and goes on with it")
    void differ() {
        for (var off : new Duration[] {Duration.ofHours(1), Duration.ofHours(-1)}) {
            machine.set(NOON.plus(off));
            databaseSays(NOON.plusMillis(10), QUICK);
            assertThat(time.instant()).isEqualTo(NOON.plusMillis(20));
            machine.advance(Duration.ofMinutes(7));
            assertThat(time.instant()).isEqualTo(NOON.plusMillis(20).plus(Duration.ofMinutes(7)));
        }
    }

    @Test
    @DisplayName("is the machine's again once that was set right")
    void setRight() {
        machine.set(NOON.plus(Duration.ofHours(1)));
        databaseSays(NOON, QUICK);
        machine.set(NOON.plusSeconds(5));
        databaseSays(NOON.plusSeconds(5), QUICK);
        assertThat(time.instant()).isEqualTo(machine.instant());
    }

    @Test
    @DisplayName("learns nothing from an answer that was long on its way")
    void slowAnswer() {
        machine.set(NOON);
        databaseSays(NOON, Duration.ofSeconds(9));
        assertThat(time.instant()).isEqualTo(machine.instant());
        machine.set(NOON.plus(Duration.ofHours(1)));
        databaseSays(NOON, QUICK);
        var corrected = time.instant();
        databaseSays(NOON.minus(Duration.ofHours(3)), Duration.ofSeconds(9));
        assertThat(time.instant()).isEqualTo(corrected.plusSeconds(9));
    }

    @Test
    @DisplayName("learns nothing while the machine's clock is being set")
    void setMeanwhile() {
        machine.set(NOON);
        var asked = machine.instant();
        machine.set(NOON.minus(Duration.ofHours(1)));
        time.compare(asked, machine.instant(), NOON);
        assertThat(time.instant()).isEqualTo(machine.instant());
    }
}
