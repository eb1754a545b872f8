package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class EventsTest {

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
