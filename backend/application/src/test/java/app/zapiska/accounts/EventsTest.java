package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class EventsTest {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** An open page. */
    private static final class OpenPage {
        final List<String> lines = new CopyOnWriteArrayList<>();
        final CompletableFuture<Integer> status = new CompletableFuture<>();
        final CompletableFuture<Void> closed;

        OpenPage(Visitor visitor) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/v1/events"))
                    .header("Cookie", "session=" + visitor.session())
                    .build();
            closed = HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofLines())
                    .thenAccept(answer -> {
                        status.complete(answer.statusCode());
                        answer.body().filter(line -> !line.isEmpty()).forEach(lines::add);
                    });
        }

        OpenPage ready() {
            Waiting.until(() -> lines.stream().anyMatch(line -> line.startsWith(":")) || closed.isDone());
            return this;
        }

        boolean heard(String text) {
            return lines.stream().anyMatch(line -> line.startsWith("data:") && line.contains(text));
        }
    }

    @Test
    void aChangeMadeAnywhereShowsWithinTwoSeconds() {
        var visitor = Visitor.newcomer();
        var page = new OpenPage(visitor).ready();
        RealServices.execute(
                "insert into task_categories (account_id, name, color, created_at, updated_at) values (?, 'дом', '#aabbcc', now(), now())",
                visitor.accountId());
        Waiting.until(Duration.ofSeconds(2), () -> page.heard("\"kind\":\"category\""));
    }

    @Test
    void changedSettingsAreAnnouncedToThisAccountOnly() {
        var visitor = Visitor.newcomer();
        var other = Visitor.newcomer();
        var page = new OpenPage(visitor).ready();
        var others = new OpenPage(other).ready();
        visitor.request()
                .header("If-Match", "*")
                .body(SettingsTest.settings(null, null))
                .put("/settings")
                .then()
                .statusCode(200);
        Waiting.until(Duration.ofSeconds(2), () -> page.heard("\"kind\":\"settings\"") && page.heard("\"version\":1"));
        assertThat(others.lines).noneMatch(line -> line.startsWith("data:"));
    }

    @Test
    void thePageIsCutOffWhenItsSessionEnds() {
        var visitor = Visitor.newcomer();
        var page = new OpenPage(visitor).ready();
        visitor.request().post("/auth/logout").then().statusCode(204);
        Waiting.until(Duration.ofSeconds(5), () -> page.closed.isDone());
    }

    @Test
    void afterALostConnectionEverybodyIsToldToLookAgain() {
        var page = new OpenPage(Visitor.newcomer()).ready();
        RealServices.cutConnections("zapiska-changes");
        Waiting.until(() -> page.heard("\"kind\":\"refresh\""));

        var visitor = Visitor.newcomer();
        var later = new OpenPage(visitor).ready();
        RealServices.execute(
                "insert into task_categories (account_id, name, color, created_at, updated_at) values (?, 'дом', '#aabbcc', now(), now())",
                visitor.accountId());
        Waiting.until(Duration.ofSeconds(2), () -> later.heard("\"kind\":\"category\""));
    }

    @Test
    void anAccountHasABoundedNumberOfOpenPages() {
        var visitor = Visitor.newcomer();
        for (int i = 0; i < 20; i++) {
            new OpenPage(visitor).ready();
        }
        assertThat(new OpenPage(visitor).status.join()).isEqualTo(429);
        assertThat(new OpenPage(Visitor.newcomer()).ready().status.join()).isEqualTo(200);
        visitor.request().body(Map.of()).post("/auth/logout").then().statusCode(204);
    }

    @Test
    void nobodyListensWithoutSigningIn() {
        Visitor.anonymous().get("/events").then().statusCode(401);
    }
}
