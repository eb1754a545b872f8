package app.zapiska.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.ApiCall;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("The bot")
class BotLifeTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject
    BotLife life;

    @Inject
    Bot bot;

    @Inject
    BotRow row;

    @Inject
    @Readiness
    TelegramHealth health;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metricsPage;

    @AfterEach
    void calm() {
        life.end();
        RealServices.sandbox().control().restoreToken();
        RealServices.sandbox().control().clearFaults();
        bot.check().await().indefinitely();
    }

    @Test
    void asksWhoItIsAndReceivesUpdatesFromTheStartOnAndGivesTheLeaseBackAtTheEnd() throws Throwable {
        life.begin();
        RealServices.sandbox().control().awaitCall(isMethod("getme"), SOON);
        RealServices.sandbox().control().awaitCall(isMethod("getupdates"), SOON);
        await(() -> "zapiska_sandbox_bot"
                .equals(row.read().await().indefinitely().username().orElse("")));
        life.end();
        var other = UUID.randomUUID();
        assertThat(row.leasePolling(other, Instant.now(), SOON).await().indefinitely())
                .isTrue();
        row.releasePolling(other).await().indefinitely();
    }

    @Test
    void isPolledByOneReplicaUntilItsLeaseIsOver() {
        var first = UUID.randomUUID();
        var second = UUID.randomUUID();
        var now = Instant.parse("2026-11-21T12:00:00Z");
        var length = Duration.ofSeconds(30);
        assertThat(row.leasePolling(first, now, length).await().indefinitely()).isTrue();
        assertThat(row.leasePolling(second, now.plusSeconds(29), length).await().indefinitely())
                .isFalse();
        assertThat(row.leasePolling(first, now.plusSeconds(29), length).await().indefinitely())
                .isTrue();
        assertThat(row.leasePolling(second, now.plusSeconds(31), length).await().indefinitely())
                .isFalse();
        assertThat(row.leasePolling(second, now.plusSeconds(59), length).await().indefinitely())
                .isTrue();
        assertThat(row.leasePolling(first, now.plusSeconds(60), length).await().indefinitely())
                .isFalse();
        row.releasePolling(second).await().indefinitely();
    }

    @Test
    void whoseTokenIsRejectedSaysSoEverywhereAndRecovers() {
        var visitor = Visitor.owner();
        RealServices.sandbox().control().revokeToken();
        bot.check().await().indefinitely();
        assertThat(bot.ready()).isFalse();
        // A restart would not revive the token, and the page still works.
        assertThat(health.call().getStatus().name()).isEqualTo("UP");
        assertThat(healthz(200)).isEqualTo("degraded");
        await(() -> status(visitor).get("state").equals("tokenRejected"));
        assertThat(status(visitor).get("since")).isNotNull();

        RealServices.sandbox().control().restoreToken();
        bot.check().await().indefinitely();
        assertThat(bot.ready()).isTrue();
        await(() -> !status(visitor).get("state").equals("tokenRejected"));
        assertThat(health.call().getStatus().name()).isEqualTo("UP");
        assertThat(healthz(200)).isEqualTo("ok");
    }

    @Test
    void thatCanNotReachTelegramIsDegradedButReady() {
        var visitor = Visitor.owner();
        bot.check().await().indefinitely();
        RealServices.sandbox().control().goOffline();
        try {
            bot.check().await().indefinitely();
            assertThat(bot.ready()).isTrue();
            assertThat(health.call().getStatus().name()).isEqualTo("UP");
            assertThat(healthz(200)).isEqualTo("degraded");
            await(() -> status(visitor).get("state").equals("unreachable"));
        } finally {
            RealServices.sandbox().control().goOnline();
        }
    }

    @Test
    void showsItselfToWhoeverIsSignedIn() {
        bot.check().await().indefinitely();
        var newcomer = Visitor.newcomer();
        await(() -> status(newcomer).get("botUsername") != null);
        assertThat(status(newcomer))
                .containsEntry("mode", "sandbox")
                .containsEntry("linked", false)
                .containsEntry("state", "ok")
                .containsEntry("botUsername", "zapiska_sandbox_bot")
                .containsEntry("chatUrl", RealServices.sandbox().chatUrl().toString());
        var code = newcomer.request()
                .post("/telegram/link-code")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(code.getString("code")).matches("[A-Za-z0-9_-]{22}");
        assertThat(code.getString("url")).endsWith("?start=" + code.getString("code"));
        assertThat(Duration.between(Instant.now(), Instant.parse(code.getString("expiresAt"))))
                .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
    }

    @Test
    void showsNothingToOthers() {
        Visitor.anonymous().get("/telegram/status").then().statusCode(401);
        Visitor.anonymous().post("/telegram/link-code").then().statusCode(401);
        Visitor.anonymous().delete("/telegram/link").then().statusCode(401);
    }

    @Test
    void hasNoWebhookWhileItPolls() {
        RestAssured.given()
                .header("X-Telegram-Bot-Api-Secret-Token", "x")
                .body("{}")
                .post("/api/v1/telegram/webhook")
                .then()
                .statusCode(404);
    }

    @Test
    @DisplayName("S32: shows neither token nor chat in the metrics")
    void showsNoSecretsInTheMetrics() {
        bot.check().await().indefinitely();
        var metrics = RestAssured.get(metricsPage).asString();
        assertThat(metrics)
                .contains("zapiska_telegram_calls_seconds_count")
                .doesNotContain(RealServices.sandbox().token())
                .doesNotContain(Long.toString(RealServices.sandbox().control().ownerId()));
    }

    private static String healthz(int expected) {
        return RestAssured.get("/healthz").then().statusCode(expected).extract().path("checks.telegram");
    }

    private static Map<String, Object> status(Visitor visitor) {
        return visitor.request()
                .get("/telegram/status")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("");
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static Predicate<ApiCall> isMethod(String method) {
        return call -> call.method().equals(method);
    }
}
