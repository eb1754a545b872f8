package app.zapiska.reminders;

import app.zapiska.channels.OtherWays;
import app.zapiska.platform.RealServices;
import app.zapiska.reminders.Arrange.Person;
import app.zapiska.reminders.Engine.MovedClock;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.telegram.AwayMessenger;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What a test of the second channel begins and ends with: a person with a chat, and Telegram that can be away; time is moved. */
abstract class BesideTelegram {

    static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration STEP = Duration.ofSeconds(15);

    @Inject
    Engine.Parts parts;

    final MovedClock clock = new MovedClock(Instant.parse("2027-03-10T12:00:00Z"));
    final Arrange arrange = new Arrange();
    OtherWays ways;
    SandboxControl telegram;
    AwayMessenger messenger;
    Engine engine;
    Person anna;

    @BeforeEach
    void quiet() {
        ways = new OtherWays();
        telegram = RealServices.sandbox().control();
        telegram.clearFaults();
        arrange.silence();
        messenger = new AwayMessenger(parts.messenger);
        engine = parts.replica(clock, messenger);
        anna = arrange.person();
        telegram.addChat(anna.chat(), "Анна");
    }

    @AfterEach
    void done() {
        telegram.clearFaults();
        arrange.silence();
        arrange.close();
        ways.close();
    }

    void telegramIs(String state) {
        ways.telegramIs(state, clock.instant());
    }

    void blocked() {
        ways.blocked(anna.account());
    }

    long reminder(String title) {
        return arrange.reminder(anna, arrange.task(anna, title), clock.instant());
    }

    int byTelegram() {
        return (int) telegram.acceptedSends().stream()
                .filter(send -> send.chatId() == anna.chat())
                .count();
    }

    List<String> ledger(long reminder) {
        return arrange
                .rows(
                        "select seq, channel, coalesce(channel_reason, '-') as why, outcome from deliveries where reminder_id = ? order by seq, try",
                        reminder)
                .stream()
                .map(row -> row.get("seq") + " " + row.get("channel") + " " + row.get("why") + " " + row.get("outcome"))
                .toList();
    }

    /** How many numbers of it may have gone by more than one way. */
    long byTwoWays(long reminder) {
        return arrange.count(
                "select count(*) from (select seq from deliveries where reminder_id = ? and outcome in ('SENT', 'UNKNOWN')"
                        + " group by seq having count(distinct channel) > 1) twice",
                reminder);
    }

    /** @return the moments at which a message arrived, whichever way */
    List<Instant> advance(Duration by) {
        var arrivals = new ArrayList<Instant>();
        var end = clock.instant().plus(by);
        while (clock.instant().isBefore(end)) {
            int before = arrived();
            clock.advance(STEP);
            engine.tick();
            if (arrived() > before) {
                arrivals.add(clock.instant());
            }
        }
        return arrivals;
    }

    private int arrived() {
        return byTelegram() + ways.push.all().size() + ways.mail.count();
    }
}
