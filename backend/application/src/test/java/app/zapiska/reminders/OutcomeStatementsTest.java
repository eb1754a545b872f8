package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.RealServices;
import app.zapiska.reminders.Arrange.Person;
import app.zapiska.reminders.DeliveryDecision.Next;
import app.zapiska.reminders.DeliveryDecision.Outcome;
import app.zapiska.reminders.Engine.MovedClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("What a message costs the database")
class OutcomeStatementsTest {

    @Inject
    Engine.Parts parts;

    private final MovedClock clock = new MovedClock(Instant.parse("2022-03-10T12:00:00Z"));
    private final Arrange arrange = new Arrange();
    private Engine engine;

    @BeforeEach
    void nothingIsDue() {
        RealServices.sandbox().control().clearFaults();
        arrange.silence();
        engine = parts.replica(clock);
    }

    @AfterEach
    void done() {
        arrange.silence();
        arrange.close();
    }

    private Person person() {
        var person = arrange.person();
        RealServices.sandbox().control().addChat(person.chat(), "Анна");
        return person;
    }

    @Test
    @DisplayName("is its intent and its outcome, one statement each, and what a whole batch shares")
    void twoStatementsAMessage() {
        int alone = statementsOfTickFor(1);
        assertThat(statementsOfTickFor(6)).isEqualTo(alone + 5 * 2);
    }

    /** The fewest of three rounds: the product itself may ask something meanwhile. */
    private int statementsOfTickFor(int people) {
        return IntStream.range(0, 3)
                .map(round -> {
                    for (int n = 0; n < people; n++) {
                        var person = person();
                        arrange.reminder(person, arrange.task(person, "Позвонить"), clock.instant());
                    }
                    RealServices.countStatementsAnew();
                    engine.tick();
                    int statements = RealServices.statements().size();
                    assertThat(arrange.count("select count(*) from reminders where state = 'AWAITING'"))
                            .isEqualTo(people);
                    arrange.silence();
                    return statements;
                })
                .min()
                .orElseThrow();
    }

    @Test
    @DisplayName("of two reminders of one task that share a message only the later goes on")
    void twoOfOneSubject() {
        var anna = person();
        long task = arrange.task(anna, "Позвонить");
        long earlier = arrange.reminder(anna, task, clock.instant().minus(Duration.ofMinutes(5)));
        long later = arrange.reminder(anna, task, clock.instant());
        // Both are claimed when the later becomes due between the look for what is superseded and the claim.
        var claimed = engine.queue.claim(10).await().indefinitely();
        assertThat(claimed).hasSize(2);
        assertThat(engine.queue
                        .intend(claimed, OptionalLong.of(anna.chat()), Optional.empty())
                        .await()
                        .indefinitely())
                .containsExactlyInAnyOrder(earlier, later);

        var sent = new DeliveryDecision(
                Outcome.SENT,
                Optional.empty(),
                Next.AWAITING,
                Optional.of(clock.instant().plus(Duration.ofMinutes(15))),
                true,
                false,
                false,
                Optional.empty(),
                OptionalLong.of(77));
        engine.queue
                .recordOutcome(claimed, claimed.stream().map(one -> sent).toList(), OptionalLong.of(anna.chat()))
                .await()
                .indefinitely();

        assertThat(arrange.state(earlier)).isEqualTo("DONE");
        assertThat(arrange.state(later)).isEqualTo("AWAITING");
        assertThat(arrange.count(
                        "select count(*) from deliveries where outcome = 'SENT' and reminder_id in (?, ?)",
                        earlier,
                        later))
                .isEqualTo(2);
        assertThat(arrange.row("select reminder_id from chat_message_subjects where subject_id = ?", task)
                        .get("reminder_id"))
                .as("who speaks for the task")
                .isEqualTo(later);
    }
}
