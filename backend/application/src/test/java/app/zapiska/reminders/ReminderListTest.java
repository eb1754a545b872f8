package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.Fault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** R7: all reminders of an account, and what became of each try. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ReminderListTest {

    @Inject
    MutableClock clock;

    @Inject
    Engine.Parts parts;

    @AfterEach
    void realTime() {
        RealServices.sandbox().control().clearFaults();
        clock.backToReal();
    }

    @Test
    void theListIsReadPieceByPieceByPlannedMoment() {
        var anna = Keeper.at("2026-11-21T12:00", clock, parts);
        var tasks = new ArrayList<Long>();
        for (int n = 0; n < 5; n++) {
            // Two and two at the same moment, so that the id must decide.
            tasks.add(anna.create(
                    "title", "Задача " + n, "reminders", List.of("2026-11-22T1" + n / 2 + ":00", "2026-11-23T10:00")));
        }
        var seen = new ArrayList<String>();
        String cursor = null;
        do {
            var page = anna.get("/reminders?limit=3" + (cursor == null ? "" : "&cursor=" + cursor))
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            page.getList("items").forEach(item -> {
                var one = (java.util.Map<?, ?>) item;
                var reminder = (java.util.Map<?, ?>) one.get("reminder");
                seen.add(reminder.get("at") + " " + tasks.indexOf(((Number) one.get("taskId")).longValue()));
            });
            cursor = page.getString("nextCursor");
        } while (cursor != null);
        assertThat(seen)
                .containsExactly(
                        "2026-11-22T10:00 0",
                        "2026-11-22T10:00 1",
                        "2026-11-22T11:00 2",
                        "2026-11-22T11:00 3",
                        "2026-11-22T12:00 4",
                        "2026-11-23T10:00 0",
                        "2026-11-23T10:00 1",
                        "2026-11-23T10:00 2",
                        "2026-11-23T10:00 3",
                        "2026-11-23T10:00 4");
        Visitor.newcomer().request().get("/reminders").then().statusCode(200).body("items", equalTo(List.of()));
    }

    @Test
    @DisplayName("a reminder tells whether it is about a task or a payment, and about payments in a payment's words")
    void theListTellsKindsApart() {
        var anna = Keeper.at("2026-11-21T12:00", clock, parts);
        var task = anna.create("title", "Задача", "reminders", List.of("2026-11-22T10:00"));
        try (var arrange = new Arrange()) {
            var person = new Arrange.Person(anna.visitor.accountId(), anna.chat, ZoneId.of("Europe/Moscow"));
            var loan = arrange.loan(person, "МаниМен", "5056", LocalDate.of(2026, 11, 22));
            var payment = arrange.installment(person, loan, LocalDate.of(2026, 11, 22), "5056");
            long ended = arrange.reminder(person, loan, Instant.parse("2026-11-22T08:00:00Z"));
            arrange.reminder(person, payment, Instant.parse("2026-11-22T09:00:00Z"));
            arrange.execute(
                    "update reminders set state = 'DONE', reason = 'COMPLETED', due_at = null where id = ?", ended);
            anna.get("/reminders")
                    .statusCode(200)
                    .body("items.size()", equalTo(3))
                    .body("items[0].taskId", equalTo((int) task))
                    .body("items[0].installmentId", nullValue())
                    .body("items[0].loanId", nullValue())
                    .body("items[1].taskId", nullValue())
                    .body("items[1].installmentId", nullValue())
                    .body("items[1].loanId", equalTo((int) loan.id()))
                    .body("items[1].reminder.reason", equalTo("платёж внесён"))
                    .body("items[2].taskId", nullValue())
                    .body("items[2].installmentId", equalTo((int) payment.id()));
        }
    }

    @Test
    void theListIsFilteredByPeriodAndState() {
        var anna = Keeper.at("2026-11-21T12:00", clock, parts);
        var task = anna.create(
                "title", "x", "reminders", List.of("2026-11-21T11:00", "2026-11-21T13:00", "2026-11-22T13:00"));
        anna.at("2026-11-21T13:00");
        assertThat(at(anna, "")).containsExactly("2026-11-21T11:00", "2026-11-21T13:00", "2026-11-22T13:00");
        assertThat(at(anna, "?from=2026-11-21T13:00&to=2026-11-22T13:00")).containsExactly("2026-11-21T13:00");
        assertThat(at(anna, "?from=2026-11-22")).containsExactly("2026-11-22T13:00");
        assertThat(at(anna, "?to=2026-11-21T13:00")).containsExactly("2026-11-21T11:00");
        assertThat(at(anna, "?from=2026-11-22&to=2026-11-22")).isEmpty();
        assertThat(at(anna, "?state=cancelled")).containsExactly("2026-11-21T11:00");
        assertThat(at(anna, "?state=awaiting")).containsExactly("2026-11-21T13:00");
        assertThat(at(anna, "?state=scheduled&to=2026-11-22")).isEmpty();
        assertThat(at(anna, "?state=failed")).isEmpty();
        anna.complete(task);
        assertThat(at(anna, "?state=done")).containsExactly("2026-11-21T13:00");
    }

    @Test
    void whatMakesNoSenseIsRefusedByItsName() {
        var anna = Keeper.at("2026-11-21T12:00", clock, parts);
        anna.create("title", "x", "reminders", List.of("2026-11-22T13:00", "2026-11-23T13:00"));
        refused(anna, "from=завтра", "from", "Нужна дата вида 2026-11-21 или с временем: 2026-11-21T18:00");
        refused(anna, "from=2026-02-30", "from", null);
        refused(anna, "to=2026-11-21T25:00", "to", null);
        refused(anna, "from=2026-11-22&to=2026-11-21", "to", "Начало периода позже конца");
        refused(anna, "state=claimed", "state", "Неизвестное состояние");
        refused(anna, "state=SENDING", "state", null);
        refused(anna, "limit=0", "limit", null);
        refused(anna, "limit=201", "limit", null);
        refused(anna, "limit=x", "limit", null);
        refused(anna, "cursor=abc", "cursor", null);
        var cursor = anna.get("/reminders?limit=1").extract().jsonPath().getString("nextCursor");
        anna.get("/reminders?limit=1&cursor=" + cursor).statusCode(200).body("nextCursor", nullValue());
        refused(anna, "state=scheduled&cursor=" + cursor, "cursor", null);
    }

    @Test
    @DisplayName("R7: the timeline of a reminder tells every try and what came of it")
    void theTimeline() {
        var anna = Keeper.at("2026-11-21T12:00", clock, parts);
        var task = anna.create("title", "x", "reminders", List.of("2026-11-21T13:00"));
        var id = ((Number) anna.reminders(task).getFirst().get("id")).longValue();
        var path = "/reminders/" + id + "/deliveries";
        anna.get(path).statusCode(200).body("items", equalTo(List.of())).body("nextCursor", nullValue());
        var telegram = RealServices.sandbox().control();
        telegram.script(Fault.on("sendMessage").chat(anna.chat).rateLimited(7));
        anna.at("2026-11-21T13:00");
        telegram.script(Fault.on("sendMessage").chat(anna.chat).accepting().closes());
        anna.later(Duration.ofSeconds(7));
        anna.later(Duration.ofMinutes(15));
        anna.get(path)
                .statusCode(200)
                .body("items.seq", equalTo(List.of(0, 0, 1)))
                .body("items.try", equalTo(List.of(1, 2, 1)))
                .body("items.outcome", equalTo(List.of("rejected", "unknown", "sent")))
                .body("items.intentAt[0]", equalTo("2026-11-21T10:00:00Z"))
                .body("items.outcomeAt[2]", equalTo("2026-11-21T10:15:07Z"))
                .body("items.error[0]", equalTo("429: retry after 7 s"))
                .body("items.messageId[0]", nullValue())
                .body("items.messageId[2]", notNullValue());
        Visitor.newcomer().request().get(path).then().statusCode(404).body("detail", equalTo("Напоминание не найдено"));
        anna.get("/reminders/999999999/deliveries").statusCode(404);
        anna.get("/reminders/abc/deliveries").statusCode(404);
        anna.get("/reminders/99999999999999999999/deliveries").statusCode(404);
    }

    @Test
    void aReminderThatWaitsSaysWhyInTheAccountsLanguage() {
        var anna = Keeper.at("2026-11-21T12:00", clock, parts);
        var task = anna.create("title", "x", "reminders", List.of("2026-11-21T13:00"));
        RealServices.sandbox()
                .control()
                .script(Fault.on("sendMessage").chat(anna.chat).rateLimited(7));
        anna.at("2026-11-21T13:00");
        assertThat(anna.reminders(task).getFirst())
                .containsEntry("state", "scheduled")
                .containsEntry("nextAt", "2026-11-21T10:00:07Z")
                .containsEntry("reason", "Telegram попросил подождать");
        anna.settings(settings -> settings.put("language", "en"));
        assertThat(anna.reminders(task).getFirst()).containsEntry("reason", "Telegram asked to wait");
    }

    private static List<String> at(Keeper anna, String query) {
        return anna.get("/reminders" + query)
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.reminder.at");
    }

    private static void refused(Keeper anna, String query, String field, String message) {
        var answer = anna.get("/reminders?" + query).statusCode(400).body("errors.field", equalTo(List.of(field)));
        if (message != null) {
            answer.body("errors[0].message", is(message));
        }
    }
}
