package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.Waiting;
import app.zapiska.reminders.Arrange.Person;
import app.zapiska.sandbox.Fault;
import app.zapiska.sandbox.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process that is asked to end, as by every update of the product, with the times of production. */
@DisplayName("E8: a replica that is asked to end")
class DrainIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(35);
    private static final Duration SLOW_ANSWER = Duration.ofSeconds(10);
    private static final int SIGTERM = 128 + 15;

    @RegisterExtension
    final Installation installation = new Installation(Map.of());

    @Test
    @DisplayName("hands back what is not on its way, waits for what is, and leaves nothing unknown")
    void endsWithNothingUnknown() {
        var replica = installation.start("one");
        var telegram = installation.telegram();
        var arrange = installation.arrange();
        var holds = new ArrayList<Hold>();
        for (int i = 0; i < 4; i++) {
            var person = known(arrange.person());
            holds.add(
                    i % 2 == 0
                            ? telegram.hold("sendMessage", person.chat())
                            : telegram.holdAfter("sendMessage", person.chat()));
            due(person);
        }
        var slow = known(arrange.person());
        telegram.script(Fault.on("sendMessage").chat(slow.chat()).accepting().delays(SLOW_ANSWER));
        due(slow);
        // Messages of one chat go out in turn: the first is held, so the other two are in hand and not on their way.
        var patient = known(arrange.person());
        holds.add(telegram.hold("sendMessage", patient.chat()));
        var theirs = List.of(due(patient), due(patient), due(patient));
        holds.forEach(hold -> hold.awaitReached(PATIENCE));
        Waiting.until("six messages on their way", PATIENCE, () -> inState("SENDING") == 6);
        assertThat(inState("CLAIMED")).as("in hand, not on their way").isEqualTo(2);

        long asked = System.nanoTime();
        replica.terminate();

        Waiting.until("the claims handed back", PATIENCE, () -> inState("CLAIMED") == 0);
        assertThat(arrange.count(
                        "select count(*) from reminders where id = any (?::bigint[]) and state = 'SCHEDULED' and due_at <= now()",
                        theirs.toString().replace('[', '{').replace(']', '}')))
                .as("handed back, due at once for whoever comes next")
                .isEqualTo(2);
        assertThat(replica.alive()).as("waits for what is on its way").isTrue();
        assertThat(inState("SENDING")).isEqualTo(6);
        holds.forEach(Hold::release);
        int exitCode = replica.awaitEnd(ENDS_WITHIN);
        var took = Duration.ofNanos(System.nanoTime() - asked);

        assertThat(took).isLessThanOrEqualTo(ENDS_WITHIN);
        assertThat(exitCode).isEqualTo(SIGTERM);
        assertThat(outcomes("SENT")).isEqualTo(6);
        assertThat(arrange.count("select count(*) from deliveries where outcome is distinct from 'SENT'"))
                .as("unknown, open or otherwise not sent")
                .isZero();
        assertThat(arrange.count("select count(*) from reminders where lease_until is not null"))
                .as("leases left behind")
                .isZero();
        System.out.printf(
                "SIGTERM with 6 messages on their way, the slowest answered after %d s: exit after %.1f s, 0 unknown, "
                        + "2 claims handed back%n",
                SLOW_ANSWER.toSeconds(), took.toMillis() / 1000.0);
    }

    private Person known(Person person) {
        installation.telegram().addChat(person.chat(), "Человек");
        return person;
    }

    private long due(Person person) {
        var arrange = installation.arrange();
        return arrange.reminder(person, arrange.task(person, "Дело"), Instant.now());
    }

    private long inState(String state) {
        return installation.arrange().count("select count(*) from reminders where state = ?", state);
    }

    private long outcomes(String outcome) {
        return installation.arrange().count("select count(*) from deliveries where outcome = ?", outcome);
    }
}
