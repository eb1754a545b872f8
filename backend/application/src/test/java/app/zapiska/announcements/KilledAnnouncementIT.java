package app.zapiska.announcements;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.Waiting;
import app.zapiska.reminders.Arrange.Person;
import app.zapiska.reminders.Installation;
import app.zapiska.sandbox.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The oracle is the Bot API server's list of accepted messages. */
@DisplayName("A process that is killed in the middle of an announcement")
class KilledAnnouncementIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** More than are in hand at once. */
    private static final int PEOPLE = 25;

    @RegisterExtension
    final Installation installation = new Installation(Map.of(
            "ZAPISKA_REMINDERS_LEASE", "9s",
            "ZAPISKA_REMINDERS_INTENT_AGE", "2s",
            "ZAPISKA_REMINDERS_RESCUE", "1s",
            "TELEGRAM_CONNECT_TIMEOUT", "2s",
            "TELEGRAM_READ_TIMEOUT", "5s",
            "TELEGRAM_CALL_TIMEOUT", "6s"));

    /** What had become of the message that was on its way when its sender died. */
    private enum OnItsWay {
        ARRIVED,
        LOST
    }

    @ParameterizedTest(name = "the one on its way: {0}")
    @EnumSource
    @DisplayName(
            "another goes on: everybody gets it, once, but who was written to just then; and the results say what happened")
    void anotherGoesOn(OnItsWay fate) {
        var one = installation.start("one");
        var telegram = installation.telegram();
        var people = IntStream.range(0, PEOPLE).mapToObj(i -> somebody()).toList();
        var unlucky = people.get(PEOPLE / 2);
        var blocked = people.getFirst();
        telegram.block(blocked.chat());
        var fault = Fault.on("sendMessage").chat(unlucky.chat()).call(1);
        var hold = telegram.scriptHold(fate == OnItsWay.ARRIVED ? fault.accepting() : fault);
        announce();
        hold.awaitReached(PATIENCE);
        one.kill();
        hold.dropConnection();

        installation.start("two");
        Waiting.until("the end of the announcement", PATIENCE, () -> open() == 0);

        for (var person : people) {
            var copy = copy(person);
            long arrived = telegram.acceptedSends().stream()
                    .filter(send -> send.chatId() == person.chat())
                    .count();
            if (person.equals(blocked)) {
                assertThat(copy).isEqualTo("BLOCKED 0");
                assertThat(arrived).isZero();
            } else if (copy.equals("SENT 0")) {
                assertThat(arrived).as("who was not in hand").isOne();
            } else {
                assertThat(copy).as("whose answer nobody was there to hear").isEqualTo("SENT 1");
                assertThat(arrived).isBetween(1L, 2L);
            }
        }
        assertThat(copy(unlucky)).isEqualTo("SENT 1");
        assertThat(telegram.acceptedSends().stream().filter(send -> send.chatId() == unlucky.chat()))
                .hasSize(fate == OnItsWay.ARRIVED ? 2 : 1);
    }

    private Person somebody() {
        var person = installation.arrange().person();
        installation.telegram().addChat(person.chat(), "Человек");
        return person;
    }

    private void announce() {
        // The owner, who has an account as well, may sleep.
        installation.arrange().execute("update accounts set work_start_hour = 0, work_end_hour = 24");
        installation
                .arrange()
                .execute(
                        "insert into announcements (text, planned_at, created_at) values ('Завтра обновление', now(), now())");
    }

    /** Copies that have not come to an end; the announcement itself until it has begun. */
    private long open() {
        return installation.arrange().count("""
                select (select count(*) from announcement_copies where ended_at is null)
                     + (select count(*) from announcements where begun_at is null)""");
    }

    /** Its state and how many tries may have arrived unheard. */
    private String copy(Person person) {
        return installation
                .arrange()
                .rows(
                        "select state || ' ' || unknowns as copy from announcement_copies where account_id = ?",
                        person.account())
                .getFirst()
                .get("copy")
                .toString();
    }
}
