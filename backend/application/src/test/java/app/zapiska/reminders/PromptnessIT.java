package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.Waiting;
import app.zapiska.reminders.Arrange.Person;
import app.zapiska.sandbox.AcceptedSend;
import app.zapiska.sandbox.SandboxControl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How long people wait, measured on the packaged application with the times of production. The figures are printed; what is
 * asserted is loose enough for a busy machine.
 */
@DisplayName("How long people wait")
@Tag("alone")
class PromptnessIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOSE = Duration.ofSeconds(30);

    @RegisterExtension
    final Installation installation = new Installation(Map.of());

    private SandboxControl telegram;

    @Test
    @DisplayName("E3, E7: for a reminder of a busy minute, and for the answer to a button")
    void reminderAndButton() {
        installation.start("one");
        telegram = installation.telegram();
        // The first message of a process pays for everything that is loaded lazily.
        atOneMinute(1, 1);

        var inFifty = atOneMinute(50, 4);
        print("E3: first messages of 200 reminders at one moment, 4 for each of 50 people", inFifty);
        var inTwoHundred = atOneMinute(200, 1);
        print("E3: the same for 200 people (at most 30 messages a second are allowed)", inTwoHundred);
        var presses = presses(50);
        print("E7: from a press of a button to its answer, 50 times", presses);

        assertThat(inFifty).allSatisfy(lag -> assertThat(lag).isLessThan(LOOSE));
        assertThat(inTwoHundred).allSatisfy(lag -> assertThat(lag).isLessThan(LOOSE));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {1, 3})
    @DisplayName(
            "E3b, S41: for a reminder while the person writes 200 texts and 100 corrections wait; by number of replicas")
    void flooded(int replicas) {
        for (var name : List.of("one", "two", "three").subList(0, replicas)) {
            installation.start(name);
        }
        telegram = installation.telegram();
        atOneMinute(1, 1);
        var arrange = installation.arrange();
        var writer = arrange.person();
        telegram.addChat(writer.chat(), "Человек");
        var reminders =
                IntStream.range(0, 10).mapToObj(i -> reminder(writer, i)).toList();
        arrange.execute("""
                insert into chat_messages (account_id, chat_id, message_id, sent_at, stale_since, next_try_at)
                select ?, ?, 1000000 + n, now(), now(), now() from generate_series(1, 100) n""", writer.account(), writer.chat());
        var start = (Instant) arrange.row("select clock_timestamp() as now").get("now");
        for (int i = 0; i < reminders.size(); i++) {
            arrange.execute("update reminders set due_at = ? where id = ?", due(start, i), reminders.get(i));
        }

        // The first half at once, the rest one by one: more than the 200 in a minute that are meant.
        var written = new AtomicInteger();
        while (written.incrementAndGet() <= 100) {
            telegram.sendText(writer.chat(), "Текст " + written);
        }
        var arrived = new HashMap<Long, Instant>();
        try (var person = Executors.newSingleThreadScheduledExecutor()) {
            var writing = person.scheduleAtFixedRate(
                    () -> telegram.sendText(writer.chat(), "Текст " + written.incrementAndGet()),
                    300,
                    300,
                    TimeUnit.MILLISECONDS);
            awaitAll(reminders, arrived);
            writing.cancel(false);
        }

        var lags = IntStream.range(0, reminders.size())
                .mapToObj(i -> Duration.between(due(start, i), arrived.get(reminders.get(i))))
                .sorted()
                .toList();
        print("E3b: ten reminders while the person wrote " + written + " texts, replicas: " + replicas, lags);
        assertThat(lags.get(lags.size() / 2)).isLessThan(Duration.ofSeconds(5));
        assertThat(lags).allSatisfy(lag -> assertThat(lag).isLessThan(LOOSE));
        assertThat(arrange.count(
                        "select count(*) from chat_messages where chat_id = ? and message_id > 1000000", writer.chat()))
                .as("corrections that still wait: their turn came, too")
                .isLessThan(100);
    }

    private static Instant due(Instant start, int reminder) {
        return start.plusSeconds(3).plusMillis(2_700L * reminder);
    }

    private void awaitAll(List<Long> reminders, Map<Long, Instant> arrived) {
        Waiting.until("a message about every reminder", PATIENCE, () -> {
            telegram.acceptedSends()
                    .forEach(send -> Slot.accepted(List.of(send))
                            .keySet()
                            .forEach(slot -> arrived.putIfAbsent(slot.reminder(), send.at())));
            return arrived.keySet().containsAll(reminders);
        });
    }

    /** @return how long after its time each reminder was accepted by Telegram, the shortest first */
    private List<Duration> atOneMinute(int people, int each) {
        var arrange = installation.arrange();
        var reminders = new ArrayList<Long>();
        for (int p = 0; p < people; p++) {
            var person = arrange.person();
            telegram.addChat(person.chat(), "Человек");
            for (int i = 0; i < each; i++) {
                reminders.add(reminder(person, i));
            }
        }
        // Far enough ahead that nothing of arranging them is measured.
        var due = (Instant) arrange.row("select clock_timestamp() + interval '2 seconds' as due")
                .get("due");
        arrange.execute(
                "update reminders set due_at = ? where id >= ? and state = 'SCHEDULED'", due, reminders.getFirst());
        var arrived = new HashMap<Long, Instant>();
        awaitAll(reminders, arrived);
        return reminders.stream()
                .map(id -> Duration.between(due, arrived.get(id)))
                .sorted()
                .toList();
    }

    private long reminder(Person person, int number) {
        var arrange = installation.arrange();
        var later = Instant.now().plus(Duration.ofHours(1));
        return arrange.reminder(person, arrange.task(person, "Дело " + number), later);
    }

    /** Each on another message, one after the other. */
    private List<Duration> presses(int count) {
        var messages = telegram.acceptedSends().reversed();
        return IntStream.range(0, count)
                .mapToObj(i -> timeOfPress(messages.get(i)))
                .sorted()
                .toList();
    }

    private Duration timeOfPress(AcceptedSend message) {
        long pressed = System.nanoTime();
        var press = telegram.press(
                message.chatId(), message.messageId(), message.callbackData().getFirst());
        assertThat(press.awaitAnswered(LOOSE)).as("the button was answered").isTrue();
        return Duration.ofNanos(System.nanoTime() - pressed);
    }

    private static void print(String what, List<Duration> sorted) {
        System.out.printf(
                "%s: median %d ms, 99 of 100 within %d ms, longest %d ms%n",
                what,
                sorted.get(sorted.size() / 2).toMillis(),
                sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1).toMillis(),
                sorted.getLast().toMillis());
    }
}
