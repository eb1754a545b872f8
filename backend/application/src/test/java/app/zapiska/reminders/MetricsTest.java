package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import app.zapiska.telegram.SendOutcome;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What a scraper reads on the management port. The alert rules and the dashboards rely on these names. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class MetricsTest {

    @Inject
    QueueGauges queue;

    // Made by its first tick otherwise, and here nothing ticks.
    @Inject
    Dispatcher dispatcher;

    @ConfigProperty(name = "quarkus.management.test-port")
    int port;

    @Test
    void standUnderTheirNames() {
        queue.count().await().indefinitely();
        Visitor.owner().request().get("/auth/me");
        var metrics = scrape();
        assertThat(metrics)
                .contains(
                        "zapiska_engine_tick_age_seconds ",
                        "zapiska_reminders_lag_seconds_bucket{le=\"1.0\"",
                        "zapiska_reminders_lag_seconds_bucket{le=\"5.0\"",
                        "zapiska_reminders_lag_seconds_bucket{le=\"30.0\"",
                        "zapiska_reminders_lag_seconds_bucket{le=\"60.0\"",
                        "zapiska_reminders_lag_seconds_bucket{le=\"300.0\"",
                        "zapiska_reminders_queue_age_seconds ",
                        "zapiska_digests_queue_age_seconds ",
                        "zapiska_reminders_due ",
                        "zapiska_reminders_in_hand ",
                        "zapiska_chats_blocked ",
                        "zapiska_telegram_up ",
                        "zapiska_telegram_configured ",
                        "zapiska_telegram_token_rejected ",
                        "zapiska_telegram_gate_seconds ",
                        "zapiska_telegram_updates_pending ",
                        "zapiska_telegram_webhook_mismatch ",
                        "zapiska_telegram_webhook_error_age_seconds ",
                        "http_server_requests_seconds_bucket{");
        for (var outcome : SendOutcome.class.getPermittedSubclasses()) {
            assertThat(metrics)
                    .contains("zapiska_reminders_outcomes_total{outcome=\"" + outcome.getSimpleName() + "\"}");
        }
        for (var state : List.of("scheduled", "awaiting", "snoozed", "sending", "blocked", "failed")) {
            assertThat(value(metrics, "zapiska_reminders_by_state{state=\"" + state + "\"}"))
                    .as(state)
                    .isNotNaN();
        }
    }

    @Test
    void countSignIns() {
        var before = scrape();
        Visitor.owner();
        var after = scrape();
        assertThat(value(after, "zapiska_logins_total{result=\"ok\"}"))
                .isGreaterThan(value(before, "zapiska_logins_total{result=\"ok\"}"));
        assertThat(after)
                .contains("zapiska_logins_total{result=\"failed\"}", "zapiska_logins_total{result=\"locked\"}");
    }

    @Test
    void sayThatTheyDoNotKnowWhileTheDatabaseIsAway() {
        try (var _ = RealServices.databaseAway()) {
            queue.count().await().indefinitely();
            assertThat(value(scrape(), "zapiska_reminders_due")).isNaN();
        }
        Waiting.until("a connection to the database that is back", Duration.ofSeconds(20), () -> {
            queue.count().await().indefinitely();
            return !Double.isNaN(value(scrape(), "zapiska_reminders_due"));
        });
    }

    @Test
    void areNotForThePublic() {
        RestAssured.get("/q/metrics").then().statusCode(404);
    }

    private String scrape() {
        return RestAssured.given()
                .baseUri("http://localhost")
                .port(port)
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static double value(String metrics, String series) {
        return Arrays.stream(metrics.split("\n"))
                .filter(line -> line.matches(Pattern.quote(series) + " \\S+"))
                .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + series));
    }
}
