package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.reminders.Engine.MovedClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of the messages of an account that the owner deactivates, lets in again, or deletes. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class InactiveAccountTest {

    @Inject
    Engine.Parts parts;

    @Inject
    MutableClock productClock;

    private Arrange arrange;
    private MovedClock clock;
    private Engine engine;
    private Visitor owner;

    @BeforeEach
    void arrange() {
        arrange = new Arrange();
        arrange.silence();
        clock = new MovedClock(productClock.instant());
        engine = parts.replica(clock);
        owner = Visitor.owner();
    }

    @AfterEach
    void close() {
        arrange.silence();
        arrange.close();
    }

    private void active(Arrange.Person person, boolean active) {
        owner.request()
                .body(Map.of("role", "member", "active", active))
                .put("/accounts/" + person.account())
                .then()
                .statusCode(200);
    }

    private Arrange.Person person() {
        var person = arrange.person();
        RealServices.sandbox().control().addChat(person.chat(), "Аня");
        return person;
    }

    private int messages(Arrange.Person person) {
        return RealServices.sandbox().control().messages(person.chat()).size();
    }

    @Test
    @DisplayName("a deactivated account hears nothing; let in again, what is due comes once, combined")
    void nothingIsLostAndNothingFloods() {
        var anna = person();
        var other = person();
        var due = IntStream.range(0, 10)
                .mapToObj(i -> arrange.reminder(anna, arrange.task(anna, "Дело " + i), clock.instant()))
                .toList();
        var ahead = arrange.reminder(
                anna, arrange.task(anna, "Потом"), clock.instant().plus(Duration.ofDays(2)));
        var others = arrange.reminder(other, arrange.task(other, "Чужое"), clock.instant());

        active(anna, false);
        engine.run();
        clock.advance(Duration.ofDays(1));
        engine.run();

        assertThat(messages(anna)).isZero();
        assertThat(due).allSatisfy(id -> assertThat(arrange.state(id)).isEqualTo("BLOCKED"));
        assertThat(arrange.state(ahead)).isEqualTo("SCHEDULED");
        assertThat(arrange.outcomes(others)).contains("SENT");

        active(anna, true);
        clock.advance(Duration.ofSeconds(1));
        engine.run();

        assertThat(due).allSatisfy(id -> assertThat(arrange.outcomes(id)).containsExactly("SENT"));
        assertThat(messages(anna)).isEqualTo(1);
        assertThat(arrange.state(ahead)).isEqualTo("SCHEDULED");
    }

    @Test
    @DisplayName("what a worker has in hand at the moment of the deactivation is not sent")
    void whatIsInHandIsLetGo() {
        var anna = person();
        var reminder = arrange.reminder(anna, arrange.task(anna, "Дело"), clock.instant());
        var claimed = engine.queue.claim(10).await().atMost(Duration.ofSeconds(10));
        assertThat(claimed).hasSize(1);

        active(anna, false);

        assertThat(engine.queue
                        .intend(claimed, OptionalLong.of(anna.chat()), Optional.empty())
                        .await()
                        .atMost(Duration.ofSeconds(10)))
                .isEmpty();
        engine.run();
        assertThat(messages(anna)).isZero();
        assertThat(arrange.state(reminder)).isEqualTo("BLOCKED");
    }

    @Test
    @DisplayName("a message on its way while its account is deleted fails nobody")
    void aMessageOnItsWayWhileTheAccountIsDeleted() {
        var anna = person();
        var other = person();
        arrange.reminder(anna, arrange.task(anna, "Дело"), clock.instant());
        var claimed = engine.queue.claim(10).await().atMost(Duration.ofSeconds(10));
        engine.queue
                .intend(claimed, OptionalLong.of(anna.chat()), Optional.empty())
                .await()
                .atMost(Duration.ofSeconds(10));

        owner.request().delete("/accounts/" + anna.account()).then().statusCode(204);

        var sent = DeliveryDecision.of(
                new app.zapiska.telegram.SendOutcome.Sent(77),
                1,
                0,
                false,
                parts.accounts
                        .settings(java.util.List.of(other.account()))
                        .await()
                        .indefinitely()
                        .get(other.account()),
                1,
                clock.instant(),
                parts.config,
                0.5);
        engine.queue
                .recordOutcome(claimed, java.util.List.of(sent), OptionalLong.of(anna.chat()))
                .await()
                .atMost(Duration.ofSeconds(10));
        arrange.reminder(other, arrange.task(other, "Дело"), clock.instant());
        engine.run();
        assertThat(messages(other)).isEqualTo(1);
        assertThat(messages(anna)).isZero();
    }
}
