package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.Visitor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("S39: nobody blinds the metrics")
class RequestTimesTest {

    private static final int MORE_THAN_A_HUNDRED = 130;

    @Inject
    MeterRegistry metrics;

    @Test
    @DisplayName("a flood of invented paths, methods and ids adds no series, and a fault of ours is counted after it")
    void aFloodAddsNothing() throws IOException {
        flood();
        var faults = faults();
        var series = metrics.getMeters().size();

        flood();
        Visitor.owner()
                .request()
                .body("{\"title\":\"explode\"}")
                .post("/try-out")
                .then()
                .statusCode(500);

        Waiting.until("the fault in the metrics", Duration.ofSeconds(10), () -> faults() > faults);
        assertThat(metrics.getMeters().size())
                .as("what is cut off ends now in one, now in another of the same few series")
                .isLessThan(series + 20);
    }

    @Test
    @DisplayName("every series of requests has labels of closed sets only")
    void labelsAreOfClosedSets() throws IOException {
        flood();
        for (var meter : metrics.find("http.server.requests").meters()) {
            var id = meter.getId();
            assertThat(id.getTag("method")).isIn("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "other");
            assertThat(id.getTag("uri")).matches("other|(/[a-z][a-z0-9-]*|/\\{[A-Za-z]+}(\\.[a-z]+)?)+");
            assertThat(id.getTag("status")).matches("[2-5]\\d\\d|cut");
        }
    }

    @Test
    @DisplayName("a refusal counts for the route that refused, whatever its spelling")
    void refusalsAreOfTheirRoute() {
        var before = count("/auth/me", "401");
        RestAssured.get("/api/v1/auth/me").then().statusCode(401);
        RestAssured.get("/api/v1/auth/me/").then().statusCode(401);
        Waiting.until("both in the metrics", Duration.ofSeconds(10), () -> count("/auth/me", "401") == before + 2);
    }

    private static void flood() throws IOException {
        var stranger = "x" + UUID.randomUUID().toString().replace("-", "");
        var owner = Visitor.owner();
        for (int i = 0; i < MORE_THAN_A_HUNDRED; i++) {
            RestAssured.get("/" + stranger + i);
            RestAssured.get("/api/" + stranger + i);
        }
        for (var path : new String[] {
            "/assets/" + stranger + ".js", "/" + stranger, "/api/v1/tasks/" + stranger, "/api/v1/tasks/1;a=" + stranger
        }) {
            RestAssured.given().post(path);
            RestAssured.given().request(stranger.toUpperCase(java.util.Locale.ROOT), path);
            RestAssured.given()
                    .header("Origin", "https://" + stranger)
                    .header("Access-Control-Request-Method", "PUT")
                    .options(path);
            owner.request().basePath("").get(path);
            Wire.breakOff(stranger.toUpperCase(java.util.Locale.ROOT) + " " + path
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n");
        }
    }

    private double faults() {
        return count("/try-out", "500");
    }

    private long count(String uri, String status) {
        return metrics.find("http.server.requests").tags("uri", uri, "status", status).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }
}
