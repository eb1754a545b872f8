package app.zapiska.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the installation is */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class StatusTest {

    @Inject
    ZoneData zoneData;

    @Test
    void isToldToItsOwnerWithTheLastFaultsAndNoPersonalData() {
        Logger.getLogger("app.zapiska.Some").error("a chat 987654321 could not be reached");
        Visitor.owner()
                .request()
                .get("/status")
                .then()
                .statusCode(200)
                .body("version", notNullValue())
                .body("now", notNullValue())
                .body("status", notNullValue())
                .body("checks.database", equalTo("ok"))
                .body("checks.engine", notNullValue())
                .body("checks.telegram", notNullValue())
                .body("checks.redis", equalTo("ok"))
                .body("faults.message", hasItem("a chat <number> could not be reached"))
                .body("faults.message", not(hasItem(containsString("987654321"))));
    }

    @Test
    @DisplayName("BR-01: names the version of its zone data, and nobody here knows newer ones")
    void namesItsZoneData() {
        var traveller = Visitor.newcomer();
        RealServices.execute("update accounts set time_zone = 'America/Vancouver' where id = ?", traveller.accountId());
        zoneData.look().await().atMost(Duration.ofSeconds(20));
        Visitor.owner()
                .request()
                .get("/status")
                .then()
                .statusCode(200)
                .body("zoneData.version", matchesPattern("20\\d\\d[a-z]"))
                .body("zoneData.newer", empty());
    }

    @ParameterizedTest
    @CsvSource({
        "America/Vancouver, 2027-01-15T19:00:00Z",
        "America/Edmonton, 2027-01-15T18:00:00Z",
        "Africa/Casablanca, 2027-01-15T12:00:00Z"
    })
    @DisplayName("BR-01: noon of a zone whose country has lately decided is the right moment")
    void reckonsByTheLatestDecisions(String zone, String moment) {
        var traveller = Visitor.newcomer();
        var settings =
                traveller.request().get("/settings").then().statusCode(200).extract();
        var chosen = new LinkedHashMap<>(settings.jsonPath().<String, Object>getMap(""));
        chosen.remove("version");
        chosen.put("timeZone", zone);
        traveller
                .request()
                .header("If-Match", settings.header("ETag"))
                .body(chosen)
                .put("/settings")
                .then()
                .statusCode(200);
        var template = RealServices.count(
                "select id from reminder_templates where account_id = ? and system_key = 'very-intensive'",
                traveller.accountId());
        var task = traveller
                .request()
                .body(Map.of("title", "Полдень", "due", "2027-01-15T12:00", "reminderTemplateId", template))
                .post("/tasks")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
        assertThat(RealServices.text(
                        "select to_char(max(planned_at), 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') from (select (planned_at at time zone 'UTC') as planned_at from reminders where task_id = ?) x",
                        task))
                .isEqualTo(moment);
    }

    @Test
    void isNobodyElsesBusiness() {
        Visitor.newcomer().request().get("/status").then().statusCode(403);
        Visitor.anonymous().get("/status").then().statusCode(401);
    }
}
