package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;

import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.vertx.RunOnVertxContext;
import io.quarkus.test.vertx.UniAsserter;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class SettingsTest {

    /** A feature that wants to know. */
    @ApplicationScoped
    static class Listening implements SettingsListener {
        static final List<AccountSettings> HEARD = new CopyOnWriteArrayList<>();

        @Override
        public Uni<Void> settingsChanged(AccountSettings before, AccountSettings after) {
            if (after.zone().equals(ZoneId.of("Pacific/Apia"))) {
                return Uni.createFrom().failure(new IllegalStateException("a feature refuses"));
            }
            HEARD.add(after);
            return Uni.createFrom().voidItem();
        }
    }

    @Inject
    AccountDirectory directory;

    static Map<String, Object> settings(String field, Object value) {
        var settings = new HashMap<String, Object>(Map.of(
                "timeZone",
                "Asia/Yekaterinburg",
                "language",
                "en",
                "workHours",
                Map.of("start", 9, "end", 18, "days", withNull("7", Map.of("6", Map.of("start", 10, "end", 14)))),
                "repeatMinutes",
                Map.of("1", 5, "2", 15, "3", 60),
                "urgentDays",
                3,
                "digestTimes",
                List.of("20:00", "08:30"),
                "snoozeDefaultMinutes",
                30,
                "currency",
                "RUB"));
        if (field != null) {
            settings.put(field, value);
        }
        return settings;
    }

    private static Map<String, Object> withNull(String key, Map<String, Object> others) {
        var map = new HashMap<>(others);
        map.put(key, null);
        return map;
    }

    private static Response put(Visitor visitor, Map<String, Object> settings) {
        var tag = visitor.request().get("/settings").header("ETag");
        return visitor.request().header("If-Match", tag).body(settings).put("/settings");
    }

    @Test
    void everythingThatIsChosenComesBack() {
        var visitor = Visitor.newcomer();
        put(visitor, settings(null, null)).then().statusCode(200);
        visitor.request()
                .get("/settings")
                .then()
                .statusCode(200)
                .header("ETag", "\"v1\"")
                .body("version", equalTo(1))
                .body("timeZone", equalTo("Asia/Yekaterinburg"))
                .body("language", equalTo("en"))
                .body("workHours.start", equalTo(9))
                .body("workHours.days.6.end", equalTo(14))
                .body("workHours.days", hasEntry("7", null))
                .body("repeatMinutes.1", equalTo(5))
                .body("digestTimes", equalTo(List.of("08:30", "20:00")))
                .body("snoozeDefaultMinutes", equalTo(30));
        visitor.request().get("/auth/me").then().body("timeZone", equalTo("Asia/Yekaterinburg"));
        assertThat(Listening.HEARD).anyMatch(heard -> heard.accountId() == visitor.accountId());
    }

    @Test
    void aClientThatKnowsNoDigestsLeavesThemAsTheyAre() {
        var visitor = Visitor.newcomer();
        visitor.request()
                .get("/settings")
                .then()
                .body("digests.morning", equalTo(Map.of("on", false, "at", "08:00")))
                .body("digests.weekly", equalTo(Map.of("on", false, "day", 7, "at", "18:00")));
        put(visitor, settings("digests", Map.of("morning", Map.of("on", true, "at", "07:15"))))
                .then()
                .statusCode(200)
                .body("digests.evening", equalTo(Map.of("on", false, "at", "21:00")));
        put(visitor, settings("urgentDays", 4))
                .then()
                .statusCode(200)
                .body("urgentDays", equalTo(4))
                .body("digests.morning", equalTo(Map.of("on", true, "at", "07:15")));
    }

    @Test
    void midnightToMidnightMeansAlways() {
        var visitor = Visitor.newcomer();
        for (var always : List.of(Map.of("start", 0, "end", 24), Map.of("start", 0, "end", 0))) {
            put(visitor, settings("workHours", always))
                    .then()
                    .statusCode(200)
                    .body("workHours.start", equalTo(0))
                    .body("workHours.end", equalTo(24));
        }
    }

    @Test
    void whatAFeatureRefusesChangesNothing() {
        var visitor = Visitor.newcomer();
        put(visitor, settings("timeZone", "Pacific/Apia")).then().statusCode(500);
        visitor.request()
                .get("/settings")
                .then()
                .body("timeZone", equalTo("Europe/Moscow"))
                .header("ETag", "\"v0\"");
    }

    @Test
    void aStaleChangeIsRefusedWithThePresentState() {
        var visitor = Visitor.newcomer();
        put(visitor, settings(null, null)).then().statusCode(200);
        visitor.request()
                .header("If-Match", "\"v0\"")
                .body(settings("urgentDays", 9))
                .put("/settings")
                .then()
                .statusCode(412)
                .body("type", equalTo("/problems/stale"))
                .body("current.urgentDays", equalTo(3))
                .body("current.version", equalTo(1));
        visitor.request().body(settings(null, null)).put("/settings").then().statusCode(428);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "timeZone | 'Mars/Olympus' | timeZone",
                "timeZone | '+03:00' | timeZone",
                "timeZone | '' | timeZone",
                "timeZone | null | timeZone",
                "language | 'fr' | language",
                "language | 1 | language",
                "workHours | {'start':22,'end':7} | workHours.end",
                "workHours | {'start':9,'end':9} | workHours.end",
                "workHours | {'start':-1,'end':9} | workHours.start",
                "workHours | {'start':9,'end':25} | workHours.end",
                "workHours | {'start':9.5,'end':18} | workHours.start",
                "workHours | {'start':9} | workHours.end",
                "workHours | {'start':9,'end':18,'days':{'8':null}} | workHours.days",
                "workHours | {'start':9,'end':18,'days':{'1':{'start':9,'end':8}}} | workHours.days.1.end",
                "workHours | {'start':9,'end':18,'days':{'1':null,'2':null,'3':null,'4':null,'5':null,'6':null,'7':null}} | workHours.days",
                "repeatMinutes | {'1':15,'2':15} | repeatMinutes",
                "repeatMinutes | {'1':0,'2':15,'3':15} | repeatMinutes[1]",
                "repeatMinutes | {'1':15,'2':1441,'3':15} | repeatMinutes[2]",
                "repeatMinutes | {'1':15,'2':null,'3':15} | repeatMinutes[2]",
                "urgentDays | 61 | urgentDays",
                "digestTimes | ['25:00'] | digestTimes[0]",
                "digestTimes | ['10:00','10:00'] | digestTimes",
                "digestTimes | '10:00' | digestTimes",
                "digests | {'evening':{'on':true,'at':'25:00'}} | digests.evening.at",
                "digests | {'morning':{'on':true}} | digests.morning.at",
                "digests | {'weekly':{'on':true,'day':8,'at':'10:00'}} | digests.weekly.day",
                "digests | {'noon':{'on':true,'at':'12:00'}} | digests.noon",
                "snoozeDefaultMinutes | 0 | snoozeDefaultMinutes",
                "snoozeDefaultMinutes | 43201 | snoozeDefaultMinutes",
                "currency | 'ZZZ' | currency",
                "currency | 'руб' | currency",
                "chat | 5 | chat",
                "role | 'owner' | role",
            })
    void aWrongSettingIsNamedAndNothingChanges(String field, String value, String named) {
        var visitor = Visitor.owner();
        var before = visitor.request().get("/settings").asString();
        var json = io.vertx.core.json.Json.encode(settings(field, "@@")).replace("\"@@\"", value.replace('\'', '"'));
        visitor.request()
                .header("If-Match", "*")
                .body(json)
                .put("/settings")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo(named));
        assertThat(visitor.request().get("/settings").asString()).isEqualTo(before);
    }

    @Test
    void aReaderLooksButDoesNotTouch() {
        var reader = Visitor.newcomer("READER");
        reader.request().get("/settings").then().statusCode(200);
        put(reader, settings(null, null)).then().statusCode(403).body("type", equalTo("/problems/forbidden"));
        reader.request().post("/auth/logout").then().statusCode(204);
    }

    @Test
    @RunOnVertxContext
    void manyAccountsAreReadAtOnce(UniAsserter asserter) {
        asserter.assertThat(
                () -> directory
                        .owner()
                        .chain(owner ->
                                directory.settings(List.of(owner.orElseThrow().accountId(), -1L))),
                found -> {
                    assertThat(found).hasSize(1);
                    var owner = found.values().iterator().next();
                    assertThat(owner.snoozeDefault()).isEqualTo(Duration.ofHours(1));
                    assertThat(owner.workingHours()).isEqualTo(WorkingHours.daily(7, 22));
                });
        asserter.assertThat(
                () -> directory.byChat(-5), found -> assertThat(found).isEmpty());
    }
}
