package app.zapiska.loans;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.Waiting;
import app.zapiska.proxy.Client;
import app.zapiska.reminders.Installation;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A process that is killed between a payment's commit and its answer")
class KilledPaymentIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PAYMENT = "{\"amount\":\"300.00\"}";

    @RegisterExtension
    final Installation installation = new Installation(Map.of());

    @Test
    @DisplayName("has paid once: the next try of the same press, at another replica, is told so and pays nothing")
    void paysOnce() throws Exception {
        var one = installation.start("one");
        var two = installation.start("two");
        var arrange = installation.arrange();
        try (var person = Executors.newVirtualThreadPerTaskExecutor();
                var first = new Client("http://localhost:" + one.port(), "127.0.0.1");
                var second = new Client("http://localhost:" + two.port(), "127.0.0.1")) {
            var cookie = Client.cookieOf(first.signIn("forty-two-magpies"));
            first.with(cookie);
            second.with(cookie);
            var loan = "/api/v1/loans/"
                    + new JsonObject(first.post(
                                            "/api/v1/loans",
                                            "{\"orgName\":\"МаниМен\",\"loanDate\":\"2026-10-01\",\"dueDate\":\"2099-10-01\","
                                                    + "\"amountBorrowed\":\"5056.00\"}")
                                    .body())
                            .getLong("id");
            // Whoever wants to keep an answer waits here, and what the dead one has asked for comes to nothing.
            arrange.execute("""
                    create function wait_for_death() returns trigger language plpgsql as $$
                    begin
                      perform pg_advisory_xact_lock(42);
                      raise exception 'the process is dead';
                    end $$""");
            arrange.execute("""
                    create trigger wait_for_death before update of status on idempotency_keys for each row
                    when (new.status is not null) execute function wait_for_death()""");
            arrange.rows("select pg_advisory_lock(42)::text");
            var press = person.submit(() -> first.post(loan + "/payments", PAYMENT, "Idempotency-Key", "the-press"));
            Waiting.until(
                    "a payment that waits to be answered",
                    PATIENCE,
                    () -> arrange.count("select count(*) from pg_stat_activity where application_name = 'one' "
                                    + "and wait_event_type = 'Lock' and wait_event = 'advisory'")
                            == 1);
            one.kill();
            assertThat(press).failsWithin(PATIENCE);
            arrange.rows("select pg_advisory_unlock(42)::text");
            arrange.execute("drop trigger wait_for_death on idempotency_keys");
            assertThat(entries()).as("the payment was committed").isOne();
            var early = second.post(loan + "/payments", PAYMENT, "Idempotency-Key", "the-press");
            assertThat(early.statusCode()).isEqualTo(409);
            assertThat(early.body()).contains("ещё выполняется");

            // A minute later.
            arrange.execute("update idempotency_keys set lease_until = now() - interval '1 second'");
            var again = second.post(loan + "/payments", PAYMENT, "Idempotency-Key", "the-press");

            assertThat(again.statusCode()).isEqualTo(409);
            assertThat(again.body()).contains("потерялся только ответ");
            assertThat(entries()).isOne();
            assertThat(second.post(loan + "/payments", PAYMENT, "Idempotency-Key", "another-press")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(entries()).isEqualTo(2);
        }
    }

    private long entries() {
        return installation.arrange().count("select count(*) from loan_entries");
    }
}
