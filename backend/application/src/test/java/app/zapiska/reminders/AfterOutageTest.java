package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.delivery.DueLook;
import app.zapiska.delivery.EngineTime;
import app.zapiska.platform.RealServices;
import app.zapiska.reminders.Arrange.Person;
import app.zapiska.reminders.Engine.MovedClock;
import app.zapiska.sandbox.Fault;
import app.zapiska.sandbox.SandboxControl;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("What a Telegram that was away has held up")
class AfterOutageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Engine.Parts parts;

    // Before every other test's reminders, so that none of those is due.
    private final MovedClock clock = new MovedClock(Instant.parse("2021-04-10T12:00:00Z"));
    private final Arrange arrange = new Arrange();
    private SandboxControl telegram;
    private Engine engine;
    private AfterOutage outage;
    private DueLook look;
    private Person anna;
    private long reminder;

    @BeforeEach
    void somethingIsDue() {
        telegram = RealServices.sandbox().control();
        telegram.clearFaults();
        arrange.silence();
        engine = parts.replica(clock);
        var time = new EngineTime(clock);
        outage = new AfterOutage(parts.database, time);
        look = new DueLook(parts.database, time, List.of(outage), Duration.ZERO);
        anna = arrange.person();
        telegram.addChat(anna.chat(), "Анна");
        reminder = arrange.reminder(anna, arrange.task(anna, "Позвонить"), clock.instant());
    }

    @AfterEach
    void done() {
        telegram.clearFaults();
        telegram.goOnline();
        telegramIs("OK");
        arrange.silence();
        arrange.close();
    }

    private void telegramIs(String state) {
        RealServices.execute("update telegram_bot set state = ?, state_since = ?", state, clock.instant());
    }

    /** Until its last pause is five minutes. */
    private void triedInVain() {
        telegram.goOffline();
        for (int tries = 0; tries < 4; tries++) {
            engine.tick();
            clock.advance(Duration.between(clock.instant(), arrange.notBefore(reminder)));
        }
        engine.tick();
        assertThat(Duration.between(clock.instant(), arrange.notBefore(reminder)))
                .isGreaterThan(Duration.ofMinutes(4));
        telegram.goOnline();
    }

    private int woken() {
        var found = look.finds(AfterOutage.HELD_UP).await().atMost(PATIENCE);
        int woken = outage.wake().await().atMost(PATIENCE);
        assertThat(found).as("a look finds what a try would").isEqualTo(woken > 0);
        return woken;
    }

    private boolean arrived() {
        return telegram.acceptedSends().stream().anyMatch(send -> send.chatId() == anna.chat());
    }

    @Test
    @DisplayName("goes out when it is back, under the number it has had, and not five minutes later")
    void whenItIsBack() {
        telegramIs("UNREACHABLE");
        triedInVain();
        clock.advance(Duration.ofSeconds(10));
        assertThat(woken()).as("while nobody has heard of Telegram").isZero();
        telegramIs("OK");
        engine.tick();
        assertThat(arrived()).isFalse();
        assertThat(woken()).isOne();
        engine.tick();
        assertThat(arrived()).isTrue();
        assertThat(woken()).isZero();
    }

    @Test
    @DisplayName("keeps its pause when it was tried since: whatever it waits for, it is not that outage")
    void triedSince() {
        telegramIs("OK");
        clock.advance(Duration.ofSeconds(1));
        triedInVain();
        assertThat(woken()).isZero();
    }

    @Test
    @DisplayName("keeps its pause when Telegram has answered that it has a fault: that message may have arrived")
    void mayHaveArrived() {
        telegram.script(Fault.on("sendMessage").chat(anna.chat()).error(500, "Internal Server Error"));
        engine.tick();
        clock.advance(Duration.ofSeconds(1));
        telegramIs("OK");
        assertThat(woken()).isZero();
    }
}
