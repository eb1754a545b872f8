package app.zapiska.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** T8: the calendar in a phone, under a secret link. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class FeedTest extends OneAccount {

    FeedTest() {
        super("2026-11-29T09:00:00Z");
    }

    @Test
    @DisplayName("the link is shown once, opens the calendar without signing in, and is listed without its secret")
    void aLink() {
        var made = visitor.request()
                .body(Map.of("content", "all", "name", "Телефон"))
                .post("/calendar/feeds")
                .then()
                .statusCode(201)
                .body("content", equalTo("all"))
                .body("name", equalTo("Телефон"))
                .body("hideDetails", equalTo(false))
                .extract()
                .jsonPath();
        var secret = secret(made.getString("url"));
        assertThat(secret).matches("[A-Za-z0-9_-]{43}");
        task("title", "Позвонить", "due", "2026-12-01T18:00");

        open(secret)
                .then()
                .statusCode(200)
                .header("Content-Type", "text/calendar;charset=utf-8")
                .header("Cache-Control", "private, no-cache")
                .body(containsString("SUMMARY:Позвонить\r\n"));

        visitor.request()
                .get("/calendar/feeds")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].lastFetchedAt", equalTo("2026-11-29T09:00:00Z"))
                .body(not(containsString(secret)));
        assertThat(RealServices.count(
                        "select count(*) from calendar_feeds where secret_sha256 = sha256(convert_to(?, 'UTF8'))",
                        secret))
                .isEqualTo(1);
        assertThat(RealServices.count(
                        "select count(*) from audit_log where account_id = ? and event = 'feed-created' and details::text not like ?",
                        visitor.accountId(),
                        "%" + secret + "%"))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("a link that was ended opens nothing, and can't be told from one that never was")
    void ended() {
        var made = feed("all", false);
        var secret = secret(made.getString("url"));
        var stranger = Visitor.newcomer();
        stranger.request()
                .delete("/calendar/feeds/" + made.getLong("id"))
                .then()
                .statusCode(404);
        open(secret).then().statusCode(200);

        visitor.request().delete("/calendar/feeds/" + made.getLong("id")).then().statusCode(204);

        var ended = open(secret).then().statusCode(404).extract();
        var unknown = open("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
                .then()
                .statusCode(404)
                .extract();
        assertThat(ended.asString()).isEqualTo(unknown.asString());
        assertThat(open("x").then().statusCode(404).extract().asString()).isEqualTo(unknown.asString());
        visitor.request().delete("/calendar/feeds/" + made.getLong("id")).then().statusCode(404);
    }

    @Test
    @DisplayName("a link is made in the browser, by who may write, and there is an end to them")
    void whoMayMakeOne() {
        var token = visitor.request()
                .body(Map.of("name", "скрипт", "scope", "write"))
                .post("/auth/tokens")
                .jsonPath()
                .getString("token");
        RestAssured.given()
                .basePath("/api/v1")
                .header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body("{\"content\":\"all\"}")
                .post("/calendar/feeds")
                .then()
                .statusCode(403);
        Visitor.newcomer("READER")
                .request()
                .body(Map.of("content", "all"))
                .post("/calendar/feeds")
                .then()
                .statusCode(403);
        visitor.request()
                .body(Map.of("content", "loans"))
                .post("/calendar/feeds")
                .then()
                .statusCode(400);
        for (int i = 0; i < FeedService.MOST; i++) {
            feed("tasks", true);
        }
        visitor.request()
                .body(Map.of("content", "all"))
                .post("/calendar/feeds")
                .then()
                .statusCode(409)
                .body("detail", containsString("Больше 20 ссылок"));
    }

    @Test
    @DisplayName("a feed in which nothing has changed is not sent again")
    void notModified() {
        var secret = secret(feed("all", false).getString("url"));
        task("title", "Позвонить", "due", "2026-12-01T18:00");
        var tag = open(secret).then().statusCode(200).extract().header("ETag");
        assertThat(tag).matches("\"[A-Za-z0-9_-]{22}\"");
        clock.advance(Duration.ofHours(1));
        for (var known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
            RestAssured.given()
                    .header("If-None-Match", known)
                    .get("/api/v1/calendar/" + secret + ".ics")
                    .then()
                    .statusCode(304)
                    .header("ETag", tag)
                    .body(equalTo(""));
        }
        task("title", "Ещё", "due", "2026-12-01");
        RestAssured.given()
                .header("If-None-Match", tag)
                .get("/api/v1/calendar/" + secret + ".ics")
                .then()
                .statusCode(200)
                .body(containsString("SUMMARY:Ещё"));
    }

    @Test
    @DisplayName("V-30: a task that was renamed keeps its UID, and says that it is newer")
    void renamed() {
        var secret = secret(feed("tasks", false).getString("url"));
        var task = task("title", "Позвонить", "due", "2026-12-01T18:00");
        var before = ReadFeed.of(open(secret).asByteArray()).getFirst();
        clock.advance(Duration.ofMinutes(1));
        visitor.request()
                .header("If-Match", "\"v0\"")
                .body(Map.of("title", "Написать", "due", "2026-12-01T18:00"))
                .put("/tasks/" + task.getLong("id"))
                .then()
                .statusCode(200);
        var after = ReadFeed.of(open(secret).asByteArray()).getFirst();
        assertThat(after.uid()).isEqualTo(before.uid());
        assertThat(after.summary()).isEqualTo("Написать");
        assertThat(after.sequence()).isGreaterThan(before.sequence());
        assertThat(after.modified()).isAfter(before.modified());
        assertThat(after.stamp()).isEqualTo(after.modified());
    }

    @Test
    @DisplayName("alarms stand where the bot means to remind, move with a snooze, and end with the task")
    void alarms() {
        var secret = secret(feed("tasks", false).getString("url"));
        var task = visitor.request()
                .body(json(
                        "title",
                        "Позвонить",
                        "due",
                        "2026-12-01T18:00",
                        "reminderTemplateId",
                        null,
                        "reminders",
                        // The second lies outside of working hours: the bot waits until 7:00.
                        List.of("2026-12-01T17:00", "2026-12-01T05:00")))
                .post("/tasks")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        assertThat(ReadFeed.of(open(secret).asByteArray()).getFirst().alarms())
                .containsExactly(Instant.parse("2026-12-01T04:00:00Z"), Instant.parse("2026-12-01T14:00:00Z"));

        var before = ReadFeed.of(open(secret).asByteArray()).getFirst();
        clock.advance(Duration.ofMinutes(1));
        visitor.request()
                .body(Map.of("until", "2026-12-01T20:00"))
                .post("/tasks/" + task.getLong("id") + "/snooze")
                .then()
                .statusCode(200);
        var snoozed = ReadFeed.of(open(secret).asByteArray()).getFirst();
        assertThat(snoozed.alarms()).containsExactly(Instant.parse("2026-12-01T17:00:00Z"));
        assertThat(snoozed.modified()).isAfter(before.modified());

        visitor.request()
                .post("/tasks/" + task.getLong("id") + "/complete")
                .then()
                .statusCode(200);
        var done = ReadFeed.of(open(secret).asByteArray()).getFirst();
        assertThat(done.alarms()).isEmpty();
        assertThat(done.summary()).isEqualTo("✓ Позвонить");
    }

    @Test
    @DisplayName("hidden details: neither titles nor sums, lenders, descriptions or notes; days and alarms stay")
    void hidden() {
        task("title", "Секретное", "description", "Подробное", "due", "2026-12-01T18:00", "recurrence", "FREQ=WEEKLY");
        loan(
                "orgName", "Тайный Займ",
                "notes", "Заметка",
                "amountDue", "13777.00",
                "dueDate", "2026-12-10");
        var text = open(secret(feed("all", true).getString("url"))).asString();
        assertThat(unfolded(text))
                .contains("SUMMARY:Задача\r\n", "SUMMARY:Платёж\r\n", "DTSTART:20261201T150000Z", "BEGIN:VALARM")
                .doesNotContain("Секрет", "Подроб", "Тайный", "Заметка", "777", "₽");
        var shown = unfolded(open(secret(feed("all", false).getString("url"))).asString());
        assertThat(shown)
                .contains("SUMMARY:Секретное", "DESCRIPTION:Подробное", "SUMMARY:Тайный Займ: 13\u00a0777\u00a0₽")
                // Phones and numbers of contracts have no business in somebody's cloud.
                .doesNotContain("Заметка");
    }

    @Test
    @DisplayName("tasks, payments or both; what is long past, deleted or without a date is not there")
    void contents() {
        task("title", "Задача", "due", "2026-12-01");
        task("title", "Давно", "due", "2026-08-01");
        task("title", "Без срока");
        var gone = task("title", "Удалена", "due", "2026-12-01");
        visitor.request()
                .header("If-Match", "\"v0\"")
                .delete("/tasks/" + gone.getLong("id"))
                .then()
                .statusCode(204);
        loan("installments", List.of(Map.of("dueDate", "2026-12-02", "amount", "5056.00")));
        assertThat(summaries("tasks")).containsExactly("Задача");
        assertThat(summaries("payments")).containsExactly("МаниМен: 5\u00a0056\u00a0₽");
        assertThat(summaries("all")).containsExactlyInAnyOrder("Задача", "МаниМен: 5\u00a0056\u00a0₽");
    }

    @Test
    @DisplayName("V-31: a task of every 31st is there in February, and after it is done the rest keep their UIDs")
    void everyThirtyFirst() {
        var secret = secret(feed("tasks", false).getString("url"));
        var task = task("title", "Счётчики", "due", "2027-01-31", "recurrence", "FREQ=MONTHLY;BYMONTHDAY=31");
        var before = ReadFeed.of(open(secret).asByteArray());
        assertThat(before)
                .extracting(ReadFeed.Event::start)
                .startsWith("2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30")
                .hasSize(12);
        visitor.request()
                .post("/tasks/" + task.getLong("id") + "/complete")
                .then()
                .statusCode(200);
        var after = ReadFeed.of(open(secret).asByteArray());
        assertThat(after).extracting(ReadFeed.Event::start).startsWith("2027-01-31", "2027-02-28", "2027-03-31");
        assertThat(after).extracting(ReadFeed.Event::uid).contains(before.get(2).uid());
    }

    @Test
    @DisplayName("a link that got about is no way to keep the server busy")
    void tooOften() {
        var secret = secret(feed("tasks", false).getString("url"));
        for (int i = 0; i < 60; i++) {
            open(secret).then().statusCode(200);
        }
        open(secret).then().statusCode(429).header("Retry-After", not(equalTo(null)));
    }

    /**
     * The same feed is read by the page's tests with another program's parser, which must find the same in it. After a change that
     * is meant, {@code -Dsamples=write} writes both files anew, and the page's formatter goes over them.
     */
    @Test
    @DisplayName("V-24 to V-31: ical4j reads from the sample what the product meant, and it is what the product writes")
    void sample() throws Exception {
        visitor.request()
                .header("If-Match", "*")
                .body(inBerlin())
                .put("/settings")
                .then()
                .statusCode(200);
        for (var one : Sample.tasks()) {
            visitor.request().body(one).post("/tasks").then().statusCode(201);
        }
        loan("installments", Sample.installments());
        var written = Sample.numbered(
                open(secret(feed("all", false).getString("url"))).asString());
        Sample.check(written, Sample.meaning(written));
    }

    private Map<String, Object> inBerlin() {
        var settings = new LinkedHashMap<>(
                visitor.request().get("/settings").jsonPath().<String, Object>getMap(""));
        settings.remove("version");
        settings.put("timeZone", "Europe/Berlin");
        return settings;
    }

    private List<String> summaries(String content) {
        return ReadFeed.of(open(secret(feed(content, false).getString("url"))).asByteArray()).stream()
                .map(ReadFeed.Event::summary)
                .toList();
    }

    private JsonPath feed(String content, boolean hideDetails) {
        return post("/calendar/feeds", json("content", content, "hideDetails", hideDetails));
    }

    private static Response open(String secret) {
        return RestAssured.given().get("/api/v1/calendar/" + secret + ".ics");
    }

    private static String secret(String url) {
        return url.replaceAll("^https?://[^/]+/api/v1/calendar/(.+)\\.ics$", "$1");
    }

    private static String unfolded(String text) {
        return text.replace("\r\n ", "");
    }
}
