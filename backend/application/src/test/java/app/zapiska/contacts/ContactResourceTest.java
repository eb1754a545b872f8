package app.zapiska.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.accounts.OpenPage;
import app.zapiska.accounts.Visitor;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("Calls and visits of lenders and collectors")
class ContactResourceTest {

    private static final String CONTACTS = "/collector-contacts";

    @Inject
    MutableClock clock;

    private Visitor anna;

    @BeforeEach
    void anEveningInMoscow() {
        clock.set(Instant.parse("2026-11-28T19:30:00Z"));
        anna = Visitor.newcomer();
    }

    @AfterEach
    void done() {
        clock.backToReal();
    }

    private static Map<String, Object> call(String at, Object... more) {
        var body = new LinkedHashMap<String, Object>(Map.of("at", at, "kind", "call", "who", "Ирина, «Быстроденьги»"));
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return body;
    }

    private JsonPath written(Map<String, Object> contact) {
        return anna.request()
                .body(contact)
                .post(CONTACTS)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static long loan(Visitor who, String orgName, String dueDate) {
        return who.request()
                .body(Map.of(
                        "orgName",
                        orgName,
                        "loanDate",
                        "2026-01-10",
                        "amountBorrowed",
                        "10000.00",
                        "installments",
                        List.of(Map.of("dueDate", dueDate, "amount", "5000.00"))))
                .post("/loans")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    @Test
    @DisplayName(
            "K1: what is written down comes back, the newest first, with what it looks to exceed and by which rule")
    void roundTrip() {
        var first = written(call("2026-11-23T10:00", "phone", "+7 900 000-00-00", "note", "Грубила\nи кричала"));
        assertThat(first.getString("at")).isEqualTo("2026-11-23T10:00");
        assertThat(first.getList("excesses")).isEmpty();
        written(call("2026-11-23T18:00"));

        anna.request()
                .get(CONTACTS)
                .then()
                .statusCode(200)
                .body("items.at", equalTo(List.of("2026-11-23T18:00", "2026-11-23T10:00")))
                .body("items[0].excesses.limit", equalTo(List.of("day")))
                .body(
                        "items[0].excesses[0].message",
                        equalTo("похоже на превышение: второй звонок за день, по закону — не больше одного"))
                .body("items[0].excesses[0].rules[0].act", equalTo("230-ФЗ"))
                .body("items[0].excesses[0].rules[0].certainty", equalTo("sure"))
                .body("items[0].excesses[0].rules[0].sourceUrl", containsString("fssp.gov.ru"))
                .body("items[1].excesses", empty())
                .body("items[1].phone", equalTo("+7 900 000-00-00"))
                .body("items[1].note", equalTo("Грубила\nи кричала"))
                .body("items[1].loanId", nullValue())
                .body("nextCursor", nullValue());
    }

    @Test
    @DisplayName("the order in which they are written down makes no difference, and days are those of the account")
    void writtenDownLater() {
        var late = written(call("2026-11-24T00:30"));
        assertThat(late.getList("excesses.limit")).containsExactly("hours");
        written(call("2026-11-23T21:00"));
        anna.request()
                .get(CONTACTS + "/" + late.getLong("id"))
                .then()
                .body("excesses.limit", equalTo(List.of("hours")));
        written(call("2026-11-24T00:10"));
        anna.request()
                .get(CONTACTS + "/" + late.getLong("id"))
                .then()
                .body("excesses.limit", equalTo(List.of("day", "week", "hours")));
    }

    @Test
    @DisplayName("each loan is counted by itself, and what is about none by who it was, in small or capital letters")
    void eachDebtByItself() {
        var one = loan(anna, "МаниМен", "2026-12-28");
        var other = loan(anna, "Займер", "2026-12-28");
        written(call("2026-11-23T10:00", "loanId", one));
        written(call("2026-11-23T11:00", "loanId", other));
        written(call("2026-11-23T12:00", "who", "Неизвестные"));
        var again = written(call("2026-11-23T13:00", "who", "неизвестные "));
        assertThat(again.getList("excesses.limit")).containsExactly("day");

        anna.request()
                .get(CONTACTS + "?loanId=" + one)
                .then()
                .body("items", hasSize(1))
                .body("items[0].orgName", equalTo("МаниМен"))
                .body("items[0].excesses", empty());
    }

    @Test
    @DisplayName("pages follow each other, and what stands on the next one counts on this one, too")
    void pages() {
        for (var time : List.of("09:00", "10:00", "11:00")) {
            written(call("2026-11-23T" + time));
        }
        var first = anna.request().get(CONTACTS + "?limit=1").jsonPath();
        assertThat(first.getList("items.at")).containsExactly("2026-11-23T11:00");
        assertThat(first.getString("items[0].excesses[0].message")).contains("третий звонок за день");
        var second = anna.request()
                .queryParam("cursor", first.getString("nextCursor"))
                .get(CONTACTS + "?limit=1")
                .jsonPath();
        assertThat(second.getList("items.at")).containsExactly("2026-11-23T10:00");
        assertThat(second.getString("items[0].excesses[0].message")).contains("второй звонок за день");
        anna.request()
                .queryParam("cursor", first.getString("nextCursor"))
                .get(CONTACTS + "?loanId=1")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("cursor"));
    }

    @Test
    @DisplayName("one that was mistaken is mended or deleted, by whoever has seen the newest")
    void mendedAndDeleted() {
        var made = written(call("2026-11-23T10:00"));
        var path = CONTACTS + "/" + made.getLong("id");
        var page = new OpenPage(anna).ready();
        anna.request()
                .header("If-Match", "\"v0\"")
                .body(call("2026-11-23T07:30", "kind", "message"))
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"v1\"")
                .body("kind", equalTo("message"))
                .body("excesses.limit", equalTo(List.of("hours")));
        Waiting.until(Duration.ofSeconds(2), () -> page.heard("\"kind\":\"contact\""));
        anna.request()
                .header("If-Match", "\"v0\"")
                .body(call("2026-11-23T10:00"))
                .put(path)
                .then()
                .statusCode(412)
                .body("current.version", equalTo(1));
        anna.request().header("If-Match", "\"v0\"").delete(path).then().statusCode(412);
        anna.request().header("If-Match", "\"v1\"").delete(path).then().statusCode(204);
        anna.request().get(path).then().statusCode(404);
        assertThat(RealServices.count(
                        "select count(*) from audit_log where account_id = ? and event = 'contact-deleted'",
                        anna.accountId()))
                .isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            value = {
                "at; 2026-11-28T22:31; ещё не наступило",
                "at; вчера; ",
                "at; 2026-11-28; ",
                "kind; visit; ",
                "kind; CALL; ",
                "who; '  '; Напишите, кто связывался",
                "phone; 123456789012345678901234567890123456789012345678901; 50",
                "loanId; 999999999; Такого займа нет",
            },
            delimiter = ';')
    @DisplayName("what can't be is refused, naming the field, and nothing is written")
    void badInput(String field, String value, String words) {
        var body = call("2026-11-23T10:00");
        body.put(field, field.equals("loanId") ? Long.valueOf(value) : value);
        anna.request()
                .body(body)
                .post(CONTACTS)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(field))
                .body("errors.message", hasItem(containsString(words == null ? "" : words)));
        anna.request().get(CONTACTS).then().body("items", empty());
    }

    @Test
    @DisplayName("a loan of somebody else is none, and a contact of a loan that is deleted stays and can be mended")
    void loans() {
        var foreign = loan(Visitor.newcomer(), "Чужой", "2026-12-28");
        anna.request()
                .body(call("2026-11-23T10:00", "loanId", foreign))
                .post(CONTACTS)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("loanId"));

        var own = loan(anna, "МаниМен", "2026-12-28");
        var path = CONTACTS + "/"
                + written(call("2026-11-23T10:00", "loanId", own, "who", null)).getLong("id");
        anna.request().header("If-Match", "*").delete("/loans/" + own).then().statusCode(204);
        anna.request()
                .header("If-Match", "*")
                .body(call("2026-11-23T11:00", "loanId", own))
                .put(path)
                .then()
                .statusCode(200)
                .body("orgName", equalTo("МаниМен"));
        anna.request()
                .body(call("2026-11-23T10:00", "loanId", own))
                .post(CONTACTS)
                .then()
                .statusCode(400);
    }

    @Test
    @DisplayName("what is left of contacts by nobody about a loan that is gone for good is counted with no other")
    void loanGoneForGood() {
        for (var name : List.of("МаниМен", "Займер")) {
            written(call("2026-11-23T10:00", "loanId", loan(anna, name, "2026-12-28"), "who", null));
        }
        RealServices.execute("delete from loans where account_id = ?", anna.accountId());
        anna.request()
                .get(CONTACTS)
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items.loanId", equalTo(Arrays.asList(null, null)))
                .body("items.excesses.flatten()", empty());
        anna.request().get(CONTACTS + "/standing").then().statusCode(200).body("lenders", hasSize(2));
    }

    @Test
    @DisplayName("K5: counts stand beside the limits, and a refusal is possible four months after the delay began")
    void standing() {
        var overdue = loan(anna, "МаниМен", "2026-07-27");
        loan(anna, "Займер", "2026-12-28");
        written(call("2026-11-27T10:00", "loanId", overdue));
        written(call("2026-11-22T10:00", "loanId", overdue));
        written(call("2026-10-20T10:00", "who", "Давно"));
        var standing = anna.request()
                .get(CONTACTS + "/standing")
                .then()
                .statusCode(200)
                .body("allowed.calls", equalTo(Map.of("day", 1, "week", 2, "month", 8)))
                .body("allowed.messages", equalTo(Map.of("day", 2, "week", 4, "month", 16)))
                .body("allowed.meetings.week", equalTo(1))
                .body("allowed.meetings.day", nullValue())
                .body("allowed.workdays", equalTo(Map.of("from", 8, "until", 22)))
                .body("allowed.daysOff", equalTo(Map.of("from", 9, "until", 20)))
                .body("lenders.name", equalTo(List.of("МаниМен")))
                .body("refusals.loanId", hasSize(1))
                .body("refusals[0].orgName", equalTo("МаниМен"))
                .body("refusals[0].overdueFrom", equalTo("2026-07-28"))
                .body("refusals[0].possibleFrom", equalTo("2026-11-28"))
                .body("rules.act", equalTo(List.of("230-ФЗ", "230-ФЗ", "230-ФЗ")))
                .extract()
                .jsonPath();
        assertThat(standing.getInt("lenders[0].counts.find { it.counted == 'calls' && it.period == 'week' }.calendar"))
                .isEqualTo(1);
        assertThat(standing.getInt("lenders[0].counts.find { it.counted == 'calls' && it.period == 'week' }.rolling"))
                .isEqualTo(2);
        assertThat(standing.getInt("lenders[0].counts.find { it.counted == 'calls' && it.period == 'week' }.most"))
                .isEqualTo(2);
    }

    @Test
    @DisplayName("S22: the table for a complaint says when and in which zone, and holds no formulas")
    void table() {
        written(call("2026-11-23T10:00", "phone", "+79000000000", "note", "=1+1; \"цитата\""));
        written(call("2026-11-23T18:00"));
        var answer = anna.request().accept("*/*").get(CONTACTS + "/export");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("text/csv");
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"contacts-2026-11-28.csv\"");
        var table = new String(answer.asByteArray(), StandardCharsets.UTF_8);
        assertThat(table)
                .startsWith("\uFEFF\"Дата и время\";\"Часовой пояс\";\"Вид\";\"Кто\";\"Телефон\";\"Займ\";\"Заметка\";"
                        + "\"Похоже на превышение\"\r\n")
                .contains("23.11.2026 10:00;\"Europe/Moscow (UTC+03:00)\";\"звонок\";\"Ирина, «Быстроденьги»\";"
                        + "\"'+79000000000\";;\"'=1+1; \"\"цитата\"\"\";\r\n")
                .contains(";\"похоже на превышение: второй звонок за день, по закону — не больше одного "
                        + "(230-ФЗ, ст. 7 ч. 3 и 5)\"\r\n");
        assertThat(table.lines()).hasSize(3);
        assertThat(table.indexOf("10:00")).isLessThan(table.indexOf("18:00"));
    }

    @Test
    @DisplayName("who may only read reads, and writes nothing")
    void readers() {
        var reader = Visitor.newcomer("READER");
        reader.request().get(CONTACTS).then().statusCode(200).body("items", empty());
        reader.request().get(CONTACTS + "/standing").then().statusCode(200).body("lenders", empty());
        reader.request().accept("*/*").get(CONTACTS + "/export").then().statusCode(200);
        reader.request().body(call("2026-11-23T10:00")).post(CONTACTS).then().statusCode(403);
    }

    @Test
    @DisplayName("nobody sees another's, in the list, the counts or the table")
    void separate() {
        written(call("2026-11-23T10:00", "who", "Тайна"));
        var other = Visitor.newcomer();
        other.request().get(CONTACTS).then().body("items", empty());
        assertThat(other.request().get(CONTACTS + "/standing").asString()).doesNotContain("Тайна");
        assertThat(other.request().accept("*/*").get(CONTACTS + "/export").asString())
                .doesNotContain("Тайна");
    }
}
