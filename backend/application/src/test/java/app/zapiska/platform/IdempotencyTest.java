package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import app.zapiska.accounts.Visitor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class IdempotencyTest {

    @Inject
    MutableClock clock;

    @AfterEach
    void backToReal() {
        clock.backToReal();
        TryOutResource.gate = CompletableFuture.completedFuture(null);
    }

    private static Response post(Visitor visitor, String key, String body) {
        return visitor.request().header("Idempotency-Key", key).body(body).post("/try-out");
    }

    @Test
    void theSecondRequestGetsTheFirstAnswerAndDoesNothing() {
        var visitor = Visitor.owner();
        var key = UUID.randomUUID().toString();
        var first = post(visitor, key, "{\"title\":\"раз\"}");
        var worked = TryOutResource.WORKED.get();
        var second = post(visitor, key, "{\"title\":\"раз\"}");

        assertThat(second.statusCode()).isEqualTo(201).isEqualTo(first.statusCode());
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag")).isNotNull();
        assertThat(second.header("Location"))
                .isEqualTo(first.header("Location"))
                .isNotNull();
        assertThat(second.contentType()).isEqualTo(first.contentType());
        assertThat(TryOutResource.WORKED).hasValue(worked);
    }

    @Test
    void refusalsAreRepeatedToo() {
        var visitor = Visitor.owner();
        var key = UUID.randomUUID().toString();
        post(visitor, key, "{\"title\":\"conflict\"}").then().statusCode(409);
        post(visitor, key, "{\"title\":\"conflict\"}")
                .then()
                .statusCode(409)
                .header("Idempotency-Replayed", "true")
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/conflict"));
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefused() {
        var visitor = Visitor.owner();
        var key = UUID.randomUUID().toString();
        post(visitor, key, "{\"title\":\"раз\"}").then().statusCode(201);
        post(visitor, key, "{\"title\":\"два\"}").then().statusCode(422).body("type", equalTo("/problems/key-reused"));
    }

    @Test
    void keysOfDifferentAccountsAreDifferent() {
        var key = UUID.randomUUID().toString();
        post(Visitor.owner(), key, "{\"title\":\"раз\"}").then().statusCode(201);
        post(Visitor.newcomer(), key, "{\"title\":\"два\"}").then().statusCode(201);
    }

    @Test
    void whileTheFirstRunsTheSecondIsToldSo() throws Exception {
        var visitor = Visitor.owner();
        var key = UUID.randomUUID().toString();
        var entered = TryOutResource.gate = new CompletableFuture<>();
        try (var background = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var first = background.submit(() -> post(visitor, key, "{\"title\":\"раз\"}"));
            Waiting.until(() -> RealServices.count("select count(*) from idempotency_keys where key = ?", key) == 1);
            post(visitor, key, "{\"title\":\"раз\"}").then().statusCode(409);
            entered.complete(null);
            assertThat(first.get().statusCode()).isEqualTo(201);
        }
        post(visitor, key, "{\"title\":\"раз\"}").then().statusCode(201).header("Idempotency-Replayed", "true");
    }

    @Test
    void aFaultFreesTheKey() {
        var visitor = Visitor.owner();
        var key = UUID.randomUUID().toString();
        post(visitor, key, "{\"title\":\"explode\"}").then().statusCode(500);
        assertThat(RealServices.count("select count(*) from idempotency_keys where key = ?", key))
                .isZero();
    }

    @Test
    void aCrashFreesTheKeyAfterItsLease() {
        var visitor = Visitor.owner();
        var key = UUID.randomUUID().toString();
        post(visitor, key, "{\"title\":\"раз\"}").then().statusCode(201);
        RealServices.execute(
                "update idempotency_keys set status = null, headers = null, body = null, lease_until = now() + interval '1 minute' where key = ?",
                key);
        post(visitor, key, "{\"title\":\"раз\"}").then().statusCode(409);
        // Nothing was written here, so to work again is right.
        clock.advance(Duration.ofMinutes(2));
        post(visitor, key, "{\"title\":\"раз\"}").then().statusCode(201);
    }

    @Test
    @DisplayName("S43: after a day the key is forgotten")
    void afterADayTheKeyIsForgotten() {
        var visitor = Visitor.owner();
        var key = UUID.randomUUID().toString();
        post(visitor, key, "{\"title\":\"раз\"}").then().statusCode(201);
        clock.advance(Duration.ofHours(25));
        post(visitor, key, "{\"title\":\"два\"}").then().statusCode(201);
    }

    @Test
    void aKeyThatIsNoneIsRefused() {
        for (var key : new String[] {"a".repeat(65), "a b"}) {
            post(Visitor.owner(), key, "{}").then().statusCode(400).body("errors[0].field", equalTo("Idempotency-Key"));
        }
    }

    @Test
    @DisplayName("S42: a key reads no body that the call does not ask for")
    void aKeyReadsOnlyWhatTheCallAsksFor() {
        var visitor = Visitor.newcomer();
        var key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            visitor.request()
                    .header("Idempotency-Key", key)
                    .body("not json".getBytes(StandardCharsets.US_ASCII))
                    .post("/tasks/999999999/complete")
                    .then()
                    .statusCode(404)
                    .header("Idempotency-Replayed", equalTo(i == 0 ? null : "true"));
        }
    }

    @Test
    void aKeyedBodyThatIsTooLargeOrComesInPiecesIsReadLikeAnyOther() throws IOException {
        var head =
                "POST /api/v1/try-out HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Requested-With: zapiska\r\n"
                        + "Content-Type: application/json\r\nCookie: session="
                        + Visitor.owner().session()
                        + "\r\nTransfer-Encoding: chunked\r\nIdempotency-Key: ";
        assertThat(Wire.status(Wire.answer(head
                        + UUID.randomUUID()
                        + "\r\n\r\n9\r\n{\"title\":\r\n5\r\n\"раз\"}\r\n0\r\n\r\n".replace("5\r\n", "9\r\n"))))
                .isEqualTo(201);
        assertThat(Wire.status(Wire.answer(head + UUID.randomUUID() + "\r\n\r\n" + "40000\r\n" + "a".repeat(0x40000)
                        + "\r\n1\r\na\r\n0\r\n\r\n")))
                .isIn(413, 0);
    }
}
