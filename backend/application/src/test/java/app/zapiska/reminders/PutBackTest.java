package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.delivery.EngineTime;
import app.zapiska.delivery.NoPace;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Vital;
import app.zapiska.reminders.Arrange.Person;
import app.zapiska.reminders.Engine.MovedClock;
import app.zapiska.sandbox.Fault;
import app.zapiska.sandbox.SandboxControl;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("7.1, E3b: a reminder that is put back")
class PutBackTest {

    private static final Duration PAUSE = Duration.ofSeconds(30);

    @Inject
    Engine.Parts parts;

    // Long before every other test's reminders, so that the oldest is this one's.
    private final MovedClock clock = new MovedClock(Instant.parse("2021-03-10T12:00:00Z"));
    private final Arrange arrange = new Arrange();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final EnginePulse pulse = EnginePulse.measuredBy(() -> 0);
    private SandboxControl telegram;
    private QueueGauges queue;
    private Person anna;
    private Instant due;
    private long reminder;

    @BeforeEach
    void somethingIsDue() {
        telegram = RealServices.sandbox().control();
        telegram.clearFaults();
        arrange.silence();
        queue = new QueueGauges(parts.database, new EngineTime(clock), pulse, metrics);
        anna = arrange.person();
        telegram.addChat(anna.chat(), "Анна");
        due = clock.instant();
        reminder = arrange.reminder(anna, arrange.task(anna, "Позвонить"), due);
    }

    @AfterEach
    void done() {
        telegram.clearFaults();
        arrange.silence();
        arrange.close();
    }

    /** A row in which it is never anybody's turn. */
    private Engine crowded() {
        return parts.replica(clock, parts.messenger, new NoPace() {
            @Override
            public Uni<Turn> ask(long chatId, Rank rank) {
                return Uni.createFrom().item(new Turn.NotYet(PAUSE));
            }
        });
    }

    @Test
    @DisplayName("stays due since its minute, again and again, and every gauge and the health say how late it is")
    void isLateSinceItsMinute() {
        var crowded = crowded();
        for (int i = 0; i < 10; i++) {
            crowded.tick();
            assertThat(arrange.dueAt(reminder)).isEqualTo(due);
            assertThat(arrange.notBefore(reminder)).isEqualTo(clock.instant().plus(PAUSE));
            assertLate(Duration.between(due, clock.instant()));
            clock.advance(PAUSE);
        }
        assertThat(telegram.acceptedSends()).noneMatch(send -> send.chatId() == anna.chat());

        var engine = parts.replica(clock);
        engine.tick();
        assertThat(telegram.acceptedSends()).anyMatch(send -> send.chatId() == anna.chat());
        assertThat(engine.metrics.get("zapiska.reminders.lag").timer().totalTime(TimeUnit.SECONDS))
                .as("measured from the minute it was due")
                .isEqualTo(300);
        assertLate(Duration.ZERO);
    }

    @Test
    @DisplayName("is not taken in hand before its next try")
    void waits() {
        crowded().tick();
        var engine = parts.replica(clock);
        clock.advance(PAUSE.minusMillis(1));
        engine.tick();
        assertThat(telegram.acceptedSends()).noneMatch(send -> send.chatId() == anna.chat());
        clock.advance(Duration.ofMillis(1));
        engine.tick();
        assertThat(telegram.acceptedSends()).anyMatch(send -> send.chatId() == anna.chat());
    }

    @Test
    @DisplayName("by a 429 or a network that is away is late since its minute, too")
    void byTelegram() {
        var engine = parts.replica(clock);
        telegram.script(Fault.on("sendMessage").chat(anna.chat()).rateLimited(200));
        engine.tick();
        clock.advance(Duration.ofSeconds(150));
        assertLate(Duration.ofSeconds(150));
        clock.advance(Duration.ofSeconds(50));
        telegram.script(Fault.on("sendMessage").chat(anna.chat()).error(500, "Internal Server Error"));
        engine.tick();
        assertLate(Duration.ofSeconds(200));
    }

    @Test
    @DisplayName("is seen while a worker holds it")
    void inHand() {
        telegram.script(Fault.on("sendMessage").chat(anna.chat()).rateLimited(1));
        parts.replica(clock).tick();
        arrange.execute(
                "update reminders set state = 'CLAIMED', lease_owner = gen_random_uuid(), lease_until = ? where id = ?",
                clock.instant().plusSeconds(600),
                reminder);
        clock.advance(Duration.ofSeconds(130));
        assertLate(Duration.ofSeconds(130));
    }

    @Test
    @DisplayName("over the night is not late: it is due when the hours begin")
    void overTheNight() {
        arrange.execute("update accounts set work_start_hour = 20, work_end_hour = 22 where id = ?", anna.account());
        parts.replica(clock).tick();
        assertThat(arrange.dueAt(reminder)).isEqualTo(Instant.parse("2021-03-10T17:00:00Z"));
        clock.advance(Duration.ofHours(1));
        assertLate(Duration.ZERO);
    }

    private void assertLate(Duration late) {
        queue.count().await().atMost(Duration.ofSeconds(20));
        assertThat(metrics.get("zapiska.reminders.queue.age").gauge().value()).isEqualTo(late.toSeconds());
        assertThat(metrics.get("zapiska.reminders.due").gauge().value())
                .isEqualTo(late.isZero() && arrange.dueAt(reminder).isAfter(clock.instant()) ? 0 : 1);
        assertThat(pulse.state().await().indefinitely())
                .isEqualTo(late.compareTo(Duration.ofMinutes(2)) > 0 ? Vital.State.DEGRADED : Vital.State.OK);
    }
}
