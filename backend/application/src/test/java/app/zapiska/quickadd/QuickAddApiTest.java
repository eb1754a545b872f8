package app.zapiska.quickadd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Quick add over HTTP (T9). The phrases themselves are tried without it, see {@link QuickAddTest}. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class QuickAddApiTest {

    /** A Sunday. */
    private static final String NOW = "2026-11-29T14:00";

    private Visitor anna;

    @BeforeEach
    void comes() {
        anna = Visitor.newcomer();
    }

    @Test
    @DisplayName("a line becomes a proposal that marks what it understood, and nothing is saved")
    void aProposal() {
        var home = made("/categories", Map.of("name", "Дом 🏠"));

        said("завтра в 18:00 !1 #дом купить хлеб")
                .body("proposal.title", equalTo("купить хлеб"))
                .body("proposal.due", equalTo("2026-11-30T18:00"))
                .body("proposal.durationMinutes", nullValue())
                .body("proposal.importance", equalTo(1))
                .body("proposal.category", equalTo(home))
                .body("proposal.recurrence", nullValue())
                .body("proposal", not(hasKey("reminderTemplateId")))
                .body("proposal.amount", nullValue())
                .body("understood.kind", contains("date", "time", "importance", "category"))
                .body("understood.from", contains(0, 7, 15, 18))
                .body("understood.to", contains(6, 14, 17, 22))
                .body("questions", empty());

        anna.request().get("/tasks").then().body("items", empty());
    }

    @Test
    void aRhythmASpanAndASumAreProposed() {
        said("каждый понедельник с 10:00 до 11:00 отдать 5 056,50 ₽")
                .body("proposal.title", equalTo("отдать 5 056,50 ₽"))
                .body("proposal.due", equalTo("2026-11-30T10:00"))
                .body("proposal.durationMinutes", equalTo(60))
                .body("proposal.recurrence", equalTo("FREQ=WEEKLY;BYDAY=MO"))
                .body("proposal.amount", equalTo("5056.50"));
    }

    @Test
    @DisplayName("reminders are asked for by the name that the account's language gives them, or not wanted at all")
    void templates() {
        List<Integer> system =
                anna.request().get("/reminder-templates").then().extract().path("items.id");
        var own = made(
                "/reminder-templates",
                Map.of("name", "Перед визитом", "rules", List.of(Map.of("kind", "before", "minutes", 60))));

        said("хлеб, напоминания: интенсивные").body("proposal.reminderTemplateId", equalTo(system.get(2)));
        said("врач завтра, шаблон перед визитом").body("proposal.reminderTemplateId", equalTo(own));
        said("хлеб завтра без напоминаний")
                .body("proposal.title", equalTo("хлеб"))
                .body("proposal", hasKey("reminderTemplateId"))
                .body("proposal.reminderTemplateId", nullValue());

        said("хлеб завтра, шаблон перед визитом, без напоминаний")
                .body("proposal", not(hasKey("reminderTemplateId")))
                .body("questions.field", contains("reminderTemplateId"))
                .body("questions[0].choices", contains(own, null));
    }

    @Test
    void whatHasSeveralMeaningsIsAsked() {
        var one = made("/categories", Map.of("name", "Дом"));
        var other = made("/categories", Map.of("name", "Дом мамы"));

        said("убрать #до на следующей неделе")
                .body("proposal.title", equalTo("убрать #до на следующей неделе"))
                .body("proposal.due", nullValue())
                .body("proposal.category", nullValue())
                .body(
                        "questions.find { it.field == 'due' }.choices",
                        contains("2026-11-30", "2026-12-04", "2026-12-06"))
                .body("questions.find { it.field == 'category' }.choices", contains(one, other));
        said("сегодня").body("proposal.title", equalTo("")).body("questions.field", contains("title"));
    }

    @Test
    void whatIsTakenBackStaysText() {
        var text = "завтра в 18:00 купить хлеб";

        understood(Map.of("text", text, "now", NOW, "plain", List.of(Map.of("from", 0, "to", 6))))
                .statusCode(200)
                .body("proposal.title", equalTo("завтра купить хлеб"))
                .body("proposal.due", equalTo("2026-11-29T18:00"))
                .body("understood.kind", contains("time"));
    }

    @Test
    @DisplayName("without a now the present moment of the account counts, wherever it lives")
    void thePresentMoment() {
        for (var zone : List.of("Pacific/Kiritimati", "Pacific/Pago_Pago")) {
            var settings = anna.request().get("/settings");
            var changed = new HashMap<String, Object>(settings.jsonPath().getMap(""));
            changed.remove("version");
            changed.put("timeZone", zone);
            anna.request()
                    .header("If-Match", settings.header("ETag"))
                    .body(changed)
                    .put("/settings")
                    .then()
                    .statusCode(200);
            var before = LocalDate.now(ZoneId.of(zone));
            String due = understood(Map.of("text", "хлеб сегодня"))
                    .statusCode(200)
                    .extract()
                    .path("proposal.due");
            var after = LocalDate.now(ZoneId.of(zone));

            assertThat(due).isIn(before.toString(), after.toString());
        }
    }

    @Test
    @DisplayName("S23: the names of another account mean nothing here")
    void otherPeoplesNames() {
        made("/categories", Map.of("name", "Дом"));
        made("/reminder-templates", Map.of("name", "Мой", "rules", List.of(Map.of("kind", "before", "minutes", 60))));
        anna = Visitor.newcomer();

        said("хлеб #дом, шаблон мой")
                .body("proposal.title", equalTo("хлеб #дом, шаблон мой"))
                .body("proposal.category", nullValue())
                .body("questions", empty())
                .body("understood", empty());
    }

    @Test
    void whoOnlyReadsMaySeeWhatALineWouldBe() {
        anna = Visitor.newcomer("READER");

        said("хлеб завтра").body("proposal.due", equalTo("2026-11-30"));
    }

    @Test
    void nonsenseIsRefusedAndNamed() {
        refused(Map.of("text", "а".repeat(10_000)), "text");
        refused(Map.of("text", "half a sign: \ud83d"), "text");
        refused(Map.of(), "text");
        refused(Map.of("text", "хлеб", "now", "1999-12-31T23:59"), "now");
        refused(Map.of("text", "хлеб", "now", "2101-01-01T00:00"), "now");
        refused(Map.of("text", "хлеб", "plain", List.of(Map.of("from", -1, "to", 2))), "plain[0].from");
        refused(Map.of("text", "хлеб", "plain", List.of(Map.of("from", 1))), "plain[0].to");
        refused(
                Map.of(
                        "text",
                        "хлеб",
                        "plain",
                        IntStream.range(0, 101)
                                .mapToObj(at -> Map.of("from", at, "to", at))
                                .toList()),
                "plain");
        refused(Map.of("text", "хлеб", "title", "хлеб"), "title");
        Stream.of("", "[]", "{\"text\":{}}", "{\"text\":\"хлеб\",\"now\":\"завтра\"}", "\u0000")
                .forEach(body -> anna.request()
                        .body(body)
                        .post("/tasks/quick-add")
                        .then()
                        .statusCode(400));
    }

    @Test
    void aTextOfAnySignsThatFitsIsAnswered() {
        var phones = "📞".repeat(1_000);
        understood(Map.of("text", phones, "now", NOW, "plain", List.of(Map.of("from", 1_998, "to", 2_000))))
                .statusCode(200)
                .body("proposal.title", equalTo(phones));
        var longest = ("завтра в 18:00 каждую пятницу «#!1 " + "📞".repeat(10)).repeat(40);

        for (var text : List.of("", " ", "\t\n", "\ud83d\udcde", "#", "!!!", longest.substring(0, 1_000))) {
            understood(Map.of("text", text, "now", NOW)).statusCode(200);
        }
    }

    @Test
    @DisplayName("categories and templates are read by one statement, however many there are")
    void oneStatement() {
        for (int n = 0; n < 3; n++) {
            made("/categories", Map.of("name", "Дом " + n));
        }
        said("хлеб");
        var fewest = IntStream.range(0, 3)
                .mapToObj(round -> {
                    RealServices.countStatementsAnew();
                    said("хлеб #дом_1 завтра");
                    return RealServices.statements();
                })
                .min((one, other) -> Integer.compare(one.size(), other.size()))
                .orElseThrow();

        assertThat(fewest).hasSize(1);
    }

    private ValidatableResponse said(String text) {
        return understood(Map.of("text", text, "now", NOW)).statusCode(200);
    }

    private ValidatableResponse understood(Map<String, ?> body) {
        return anna.request().body(body).post("/tasks/quick-add").then();
    }

    private void refused(Map<String, ?> body, String field) {
        understood(body).statusCode(400).body("errors.field", hasItem(field));
    }

    private int made(String collection, Map<String, ?> body) {
        return anna.request()
                .body(body)
                .post(collection)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
