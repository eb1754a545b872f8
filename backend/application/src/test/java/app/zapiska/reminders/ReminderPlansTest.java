package app.zapiska.reminders;

import static app.zapiska.reminders.Keeper.before;
import static app.zapiska.reminders.Keeper.json;
import static app.zapiska.reminders.Keeper.onDay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.Fault;
import app.zapiska.sandbox.SandboxMessage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** That the statements, the engine and the chat do what {@link ReconciliationTest} says. 21 November 2026 is a Saturday. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ReminderPlansTest {

    private static final int INTENSIVE = 2;
    private static final int VERY_INTENSIVE = 3;
    private static final Duration QUARTER = Duration.ofMinutes(15);

    @Inject
    MutableClock clock;

    @Inject
    Engine.Parts parts;

    @AfterEach
    void realTime() {
        RealServices.sandbox().control().clearFaults();
        clock.backToReal();
    }

    // ---- what is planned

    @Test
    @DisplayName("bug 12: a template plans its reminders, and they arrive")
    void aTemplatePlansItsReminders() {
        var anna = keeper("2026-11-21T12:00");
        var task = anna.create(
                "title", "Счёт", "due", "2026-11-24T18:00", "reminderTemplateId", anna.system(VERY_INTENSIVE));

        assertThat(anna.planned(task))
                .containsExactly(
                        "2026-11-22T18:00",
                        "2026-11-23T18:00",
                        "2026-11-24T15:00",
                        "2026-11-24T17:00",
                        "2026-11-24T18:00");
        assertThat(anna.reminders(task))
                .allSatisfy(one -> assertThat(one)
                        .containsEntry("source", "template")
                        .containsEntry("state", "scheduled")
                        .containsEntry("sentCount", 0));
        anna.at("2026-11-22T17:59");
        assertThat(anna.sends()).isEmpty();
        anna.at("2026-11-22T18:00");
        assertThat(anna.texts())
                .containsExactly("🟡 НАПОМИНАНИЕ О ЗАДАЧЕ\n\nСчёт\n\n📌 Важность: Нужная\n📅 Срок: 2026-11-24 18:00");
    }

    @Test
    @DisplayName("bug 16: 2026-11-21 15:24 with a space is the same moment as with a T, and due at it, not hours early")
    void aSpaceIsAT() {
        var anna = keeper("2026-11-21T12:24");
        var spaced = anna.create("title", "Пробел", "reminders", List.of("2026-11-21 15:24"));
        assertThat(anna.planned(spaced)).containsExactly("2026-11-21T15:24");
        assertThat(anna.next(spaced)).containsExactly("2026-11-21T15:24");
        // Saved with the other spelling it is no other reminder.
        var id = anna.reminders(spaced).getFirst().get("id");
        anna.save(spaced, "reminders", List.of("2026-11-21T15:24"));
        assertThat(anna.reminders(spaced))
                .singleElement()
                .satisfies(one -> assertThat(one).containsEntry("id", id));
        anna.at("2026-11-21T15:23");
        assertThat(anna.sends()).isEmpty();
        anna.at("2026-11-21T15:24");
        assertThat(anna.sends()).hasSize(1);
    }

    @Test
    void whatMakesNoSenseIsRefusedAndChangesNothing() {
        var anna = keeper("2026-11-21T12:00");
        var other = keeper("2026-11-21T12:00");
        var task = anna.create("title", "x", "reminders", List.of("2026-11-22T10:00"));
        var before = anna.everything();
        for (var wrong :
                List.of("завтра", "2026-11-31T10:00", "2026-11-22", "2026-11-22T25:00", "", "2026-11-22T10:00Z")) {
            anna.post("/tasks", json("title", "x", "reminders", List.of("2026-11-22T10:00", wrong)))
                    .statusCode(400)
                    .body("errors.field", equalTo(List.of("reminders[1]")));
        }
        anna.post("/tasks", json("title", "x", "reminders", List.of("1999-11-22T10:00")))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("reminders[0]")));
        anna.post("/tasks", json("title", "x", "reminders", java.util.Collections.nCopies(51, "2026-11-22T10:00")))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("reminders")));
        anna.post("/tasks", json("title", "x", "reminderTemplateId", other.system(0)))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("reminderTemplateId")));
        anna.trySave(task, "reminderTemplateId", other.system(0))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("reminderTemplateId")));
        for (var wrong : List.of(
                json("minutes", 0),
                json("minutes", -1),
                json("minutes", "5"),
                json("minutes", 1.5),
                json("minutes", 525_601))) {
            anna.post("/tasks/" + task + "/snooze", wrong)
                    .statusCode(400)
                    .body("errors.field", equalTo(List.of("minutes")));
        }
        for (var wrong : List.of("2026-11-21T12:00", "2026-11-20T12:00", "2028-01-01T12:00", "вечером", "2026-11-22")) {
            anna.post("/tasks/" + task + "/snooze", json("until", wrong))
                    .statusCode(400)
                    .body("errors.field", equalTo(List.of("until")));
        }
        other.post("/tasks/" + task + "/snooze", json("minutes", 15)).statusCode(404);
        assertThat(anna.everything()).isEqualTo(before);
    }

    @Test
    @DisplayName("bug 17: a moment that was already past when it was entered says so")
    void aPastMomentSaysSo() {
        var anna = keeper("2026-11-21T12:00");
        var task = anna.create("title", "Поздно", "reminders", List.of("2026-11-21T11:59"));
        assertThat(anna.reminders(task))
                .singleElement()
                .satisfies(one -> assertThat(one)
                        .containsEntry("state", "cancelled")
                        .containsEntry("nextAt", null)
                        .containsEntry("reason", "время уже прошло, когда напоминание добавили"));
    }

    // ---- saving again

    @Test
    @DisplayName("bug 15: saving a form again with the times already sent sends nothing again, and the nag goes on")
    void savingAgainSendsNothingAgain() {
        var anna = keeper("2026-11-21T12:00");
        var times = List.of("2026-11-21T13:00", "2026-11-21T14:00", "2026-11-22T10:00");
        var task = anna.create("title", "Форма", "reminders", times);
        anna.at("2026-11-21T13:00");
        anna.at("2026-11-21T14:00");
        assertThat(anna.sends()).hasSize(2);
        var before = anna.reminders(task);

        anna.save(task, "title", "Форма!", "reminders", times);
        assertThat(anna.reminders(task)).isEqualTo(before);
        anna.run();
        assertThat(anna.sends()).hasSize(2);
        assertThat(anna.message().text()).contains("Форма!");
        anna.later(QUARTER);
        assertThat(anna.sends()).hasSize(3);
        assertThat(anna.states(task)).containsExactly("done", "awaiting", "scheduled");
    }

    // ---- R9: what a person believes is true

    @Test
    @DisplayName(
            "a task without a word about reminders has the account's default; one with null has none and stays silent")
    void theDefaultTemplate() {
        var anna = keeper("2026-11-21T12:00");
        var unsaid = anna.post("/tasks", json("title", "Сегодня", "due", "2026-11-21"))
                .statusCode(201)
                .body("reminderTemplateId", equalTo((int) anna.system(INTENSIVE)))
                .extract()
                .jsonPath()
                .getLong("id");
        assertThat(anna.nextMessage(unsaid)).isEqualTo("2026-11-21T20:59 planned");
        var silent = anna.create("title", "Тихо", "due", "2026-11-20", "reminderTemplateId", null);
        assertThat(anna.nextMessage(silent)).isEqualTo("null noReminders");

        var own = anna.template("Свой", before(30));
        anna.settings(settings -> settings.put("defaultTaskTemplateId", own));
        anna.post("/tasks", json("title", "По-своему")).body("reminderTemplateId", equalTo((int) own));
        anna.delete("/reminder-templates/" + own, 0).statusCode(204);
        anna.post("/tasks", json("title", "Своего больше нет"))
                .body("reminderTemplateId", equalTo((int) anna.system(INTENSIVE)));
        anna.settings(settings -> settings.put("defaultTaskTemplateId", null));
        anna.post("/tasks", json("title", "Без напоминаний")).body("reminderTemplateId", equalTo(null));
        anna.settings(settings -> settings.remove("defaultTaskTemplateId"));
        anna.get("/settings").body("defaultTaskTemplateId", equalTo(null));
    }

    @Test
    @DisplayName("E9: of a loan entered overdue the past payments share one message, and what is paid tells so at once")
    void aLoanEnteredOverdueNags() {
        var anna = keeper("2026-11-21T12:00");
        var payments = IntStream.rangeClosed(1, 5)
                .mapToObj(month -> json("dueDate", "2026-0" + month + "-10", "amount", "100.00"))
                .toList();
        var loan = anna.post(
                        "/loans",
                        json(
                                "orgName", "МаниМен",
                                "loanDate", "2026-01-01",
                                "amountBorrowed", "500.00",
                                "installments", payments))
                .statusCode(201)
                .extract()
                .jsonPath();
        anna.run();
        assertThat(anna.sends()).hasSize(1);
        anna.get("/loans").body("items.nextMessageReason", equalTo(List.of("repeat")));
        anna.get("/dashboard")
                .body(
                        "loans.week.nextMessageReason",
                        equalTo(List.of("repeat", "repeat", "repeat", "repeat", "repeat")));
        anna.post("/loans/" + loan.getLong("id") + "/installments/" + loan.getLong("installments[0].id") + "/pay")
                .statusCode(200)
                .body("nextMessageReason", equalTo("repeat"))
                .body(
                        "installments.nextMessageReason",
                        equalTo(List.of("done", "repeat", "repeat", "repeat", "repeat")))
                .body("installments[0].nextMessageAt", equalTo(null));
        anna.later(QUARTER);
        assertThat(anna.sends()).hasSize(2);
    }

    @Test
    @DisplayName(
            "rows from before the rule, which nothing would remind of, get their reminder; those without a template do not")
    void silentRowsAreWoken() {
        var anna = keeper("2026-11-21T12:00");
        var task = anna.create("title", "Старое", "due", "2026-11-20", "reminderTemplateId", anna.system(INTENSIVE));
        var silent = anna.create("title", "Тихое", "due", "2026-11-20");
        var done = anna.create("title", "Сделано", "due", "2026-11-20", "reminderTemplateId", anna.system(INTENSIVE));
        anna.complete(done);
        var loan = anna.post(
                        "/loans",
                        json(
                                "orgName", "МаниМен",
                                "loanDate", "2026-10-01",
                                "dueDate", "2026-11-01",
                                "amountBorrowed", "100.00"))
                .statusCode(201)
                .body("nextMessageReason", equalTo("planned"))
                .extract()
                .jsonPath()
                .getLong("id");
        try (var arrange = new Arrange()) {
            arrange.execute("delete from reminders where account_id = ?", anna.visitor.accountId());
        }
        anna.get("/loans/" + loan).body("nextMessageReason", equalTo("noReminders"));

        anna.wakeSilent();
        anna.wakeSilent();

        assertThat(anna.live(task)).hasSize(1);
        assertThat(anna.nextMessage(silent)).isEqualTo("null noReminders");
        assertThat(anna.reminders(done)).isEmpty();
        anna.get("/loans").body("items.nextMessageReason", equalTo(List.of("planned")));
        anna.runOut();
        assertThat(anna.sends()).hasSize(2);
        anna.later(QUARTER);
        assertThat(anna.sends()).as("one voice each").hasSize(4);
        anna.post("/loans/" + loan + "/payments", json("amount", "100.00")).statusCode(201);
        anna.get("/loans").body("items.nextMessageReason", equalTo(List.of("done")));
    }

    @Test
    @DisplayName("newer rules of time zones move what older ones planned: 12:00 of the wall stays 12:00, once")
    void planByOlderRulesOfZones() {
        var anna = keeper("2026-11-21T12:00");
        var task = anna.create(
                "title", "По новым часам", "due", "2027-01-15T12:00", "reminderTemplateId", anna.system(INTENSIVE));
        var planned = anna.planned(task);
        var acts = anna.next(task);
        var message = anna.nextMessage(task);
        // As if planned while the zone was an hour behind what is known of it now.
        try (var arrange = new Arrange()) {
            arrange.execute("delete from zone_rules");
            arrange.execute("insert into zone_rules (version) values ('2025b')");
            arrange.execute(
                    "update reminders set planned_at = planned_at + interval '1 hour', due_at = due_at + interval '1 hour'"
                            + " where account_id = ?",
                    anna.visitor.accountId());
        }
        assertThat(anna.nextMessage(task)).isNotEqualTo(message);

        anna.followZoneRules();

        assertThat(anna.planned(task)).isEqualTo(planned);
        assertThat(anna.next(task)).isEqualTo(acts);
        assertThat(anna.nextMessage(task)).isEqualTo(message);
        var rows = anna.everything();
        anna.followZoneRules();
        assertThat(anna.everything()).as("once").isEqualTo(rows);
    }

    // ---- the due moment

    @Test
    @DisplayName("R6, bug 20: another due moment moves the template's reminders and leaves those chosen by hand")
    void redatingMovesTheTemplatesReminders() {
        var anna = keeper("2026-11-21T12:00");
        var task = anna.create(
                "title",
                "Перенос",
                "due",
                "2026-11-24T18:00",
                "reminderTemplateId",
                anna.system(INTENSIVE),
                "reminders",
                List.of("2026-11-22T10:00"));
        anna.save(task, "due", "2026-11-26T12:00");
        assertThat(anna.planned(task))
                .containsExactly("2026-11-22T10:00", "2026-11-25T12:00", "2026-11-26T11:00", "2026-11-26T12:00");
        anna.post("/tasks/bulk", json("ids", List.of(task), "action", "redate", "due", "2026-11-27"))
                .statusCode(200)
                .body("done", equalTo(1));
        assertThat(anna.planned(task))
                .containsExactly("2026-11-22T10:00", "2026-11-26T21:59", "2026-11-27T20:59", "2026-11-27T21:59");
        anna.save(task, "due", null);
        assertThat(anna.planned(task)).containsExactly("2026-11-22T10:00");
        anna.save(task, "due", "2026-11-26T12:00");
        assertThat(anna.planned(task))
                .containsExactly("2026-11-22T10:00", "2026-11-25T12:00", "2026-11-26T11:00", "2026-11-26T12:00");
    }

    @Test
    @DisplayName(
            "bug 20: a due moment moved ahead ends the nag about the old one and corrects the chat; moved back it does not")
    void redatingAheadIsAReaction() {
        var anna = keeper("2026-11-24T17:00");
        var task =
                anna.create("title", "Срок", "due", "2026-11-24T18:00", "reminderTemplateId", anna.system(INTENSIVE));
        anna.at("2026-11-24T18:00");
        anna.save(task, "due", "2026-11-24T17:30");
        anna.later(QUARTER);
        assertThat(anna.sends()).as("a deadline in the past is no answer").hasSize(2);
        anna.save(task, "due", "2026-11-26T18:00");
        assertThat(anna.planned(task)).containsExactly("2026-11-25T18:00", "2026-11-26T17:00", "2026-11-26T18:00");
        anna.run();
        assertThat(anna.message().text())
                .isEqualTo(
                        "🟡 Задача открыта\n\nСрок\n\n📅 Срок: 2026-11-26 18:00\n🔔 Следующее напоминание: завтра, 18:00");
        anna.at("2026-11-25T17:59");
        assertThat(anna.sends()).hasSize(2);
        anna.at("2026-11-25T18:00");
        assertThat(anna.sends()).hasSize(3);
        assertThat(anna.standing()).hasSize(1);
    }

    // ---- reactions

    @Test
    @DisplayName("bug 20: completing on the web ends everything and corrects the message; returning brings no burst")
    void completingAndReopening() {
        var anna = keeper("2026-11-24T12:00");
        var task = anna.create(
                "title",
                "Готово",
                "due",
                "2026-11-24T18:00",
                "reminderTemplateId",
                anna.system(INTENSIVE),
                "reminders",
                List.of("2026-11-24T13:00", "2026-11-24T13:05", "2026-11-25T10:00"));
        anna.at("2026-11-24T13:05");
        anna.complete(task);
        assertThat(anna.live(task)).isEmpty();
        anna.run();
        assertThat(anna.message().text()).isEqualTo("✅ Задача выполнена! 🎉 Готово");
        assertThat(buttons(anna)).containsExactly("↩️ Вернуть");
        anna.at("2026-11-24T17:30");
        assertThat(anna.sends()).hasSize(1);
        var before = anna.reminders(task).size();

        anna.reopen(task);
        anna.run();
        assertThat(anna.sends()).as("no burst").hasSize(1);
        assertThat(anna.next(task)).containsExactly("2026-11-24T17:45", "2026-11-24T18:00", "2026-11-25T10:00");
        assertThat(anna.reminders(task)).as("the same reminders").hasSize(before);
        anna.at("2026-11-24T18:00");
        anna.at("2026-11-25T10:00");
        assertThat(anna.standing()).hasSize(1);
        assertThat(anna.states(task)).containsExactly("cancelled", "done", "cancelled", "done", "awaiting");
    }

    @Test
    @DisplayName("bug 20: «Вернуть» after a slip of the finger: the nag goes on where it was interrupted")
    void aSlipOfTheFinger() {
        var anna = keeper("2026-11-24T12:00");
        var task = anna.create("title", "Промах", "reminders", List.of("2026-11-24T13:00"));
        anna.at("2026-11-24T13:00");
        assertThat(anna.press("✅ Выполнил")).isEqualTo("✅ Выполнено");
        assertThat(anna.task(task).getString("status")).isEqualTo("done");
        assertThat(anna.press("↩️ Вернуть")).isEqualTo("↩️ Задача снова открыта");
        assertThat(anna.task(task).getString("status")).isEqualTo("open");
        assertThat(anna.live(task))
                .singleElement()
                .satisfies(one ->
                        assertThat(one).containsEntry("state", "awaiting").containsEntry("sentCount", 1));
        assertThat(buttons(anna)).containsExactly("✅ Выполнил", "⏰ Отложить");
        anna.later(QUARTER.minusSeconds(1));
        assertThat(anna.sends()).hasSize(1);
        anna.later(Duration.ofSeconds(1));
        assertThat(anna.texts().getLast()).contains("ПОВТОРНОЕ НАПОМИНАНИЕ").contains("Первое было: 13:00");
    }

    @Test
    @DisplayName("bug 20: deleting takes the message out of the chat; restoring brings no burst")
    void deletingAndRestoring() {
        var anna = keeper("2026-11-24T12:00");
        var task = anna.create("title", "Удалено", "reminders", List.of("2026-11-24T13:00", "2026-11-25T10:00"));
        anna.at("2026-11-24T13:00");
        anna.deleteTask(task);
        anna.run();
        assertThat(anna.standing()).isEmpty();
        anna.later(Duration.ofHours(3));
        assertThat(anna.sends()).hasSize(1);
        anna.restore(task);
        anna.run();
        assertThat(anna.sends()).hasSize(1);
        assertThat(anna.next(task)).containsExactly("2026-11-24T16:15", "2026-11-25T10:00");
        // A done task that is deleted and restored stays silent.
        anna.complete(task);
        anna.deleteTask(task);
        anna.restore(task);
        assertThat(anna.live(task)).isEmpty();
        anna.at("2026-11-25T12:00");
        assertThat(anna.sends()).hasSize(1);
    }

    // ---- snoozing

    @Test
    @DisplayName(
            "bug 19: snoozing leaves exactly one future reminder while one nags, and again when it is already snoozed")
    void snoozingANag() {
        var anna = keeper("2026-11-24T12:00");
        var task = anna.create(
                "title",
                "Потом",
                "due",
                "2026-11-24T18:00",
                "reminderTemplateId",
                anna.system(INTENSIVE),
                "reminders",
                List.of("2026-11-24T12:30"));
        anna.at("2026-11-24T12:30");
        anna.post("/tasks/" + task + "/snooze", json("until", "2026-11-24 14:10"))
                .statusCode(200);
        assertThat(anna.next(task)).containsExactly("2026-11-24T14:10");
        anna.run();
        assertThat(anna.message().text()).isEqualTo("⏰ Отложено до 14:10 — Потом");
        assertThat(buttons(anna))
                .containsExactly(
                        "15 минут",
                        "1 час",
                        "Вечером 19:00",
                        "Завтра 09:00",
                        "Своё время",
                        "✅ Выполнил",
                        "Открыть задачу");
        assertThat(anna.press("Вечером 19:00")).isEqualTo("⏰ Отложено до 19:00");
        assertThat(anna.next(task)).containsExactly("2026-11-24T19:00");
        anna.snooze(task, 60 * 20);
        assertThat(anna.next(task)).as("moved into working hours").containsExactly("2026-11-25T08:30");
        anna.at("2026-11-25T08:29");
        assertThat(anna.sends()).hasSize(1);
        anna.at("2026-11-25T08:30");
        assertThat(anna.texts().getLast()).contains("ПОВТОРНОЕ");
        anna.later(QUARTER);
        assertThat(anna.sends()).hasSize(3);
    }

    @Test
    @DisplayName("bug 19: snoozing leaves exactly one future reminder when there was none, and says so in the chat")
    void snoozingWhenAllIsOver() {
        var anna = keeper("2026-11-24T12:00");
        var task = anna.create("title", "Пусто", "reminders", List.of("2026-11-24T13:00"));
        anna.at("2026-11-24T13:00");
        anna.save(task, "reminders", List.of());
        assertThat(anna.next(task)).isEmpty();
        anna.snooze(task, 30);
        assertThat(anna.next(task)).containsExactly("2026-11-24T13:30");
        anna.run();
        assertThat(anna.message().text()).isEqualTo("⏰ Отложено до 13:30 — Пусто");
        anna.at("2026-11-24T13:30");
        assertThat(anna.sends()).hasSize(2);
    }

    @Test
    @DisplayName("bug 19: snoozing leaves exactly one future reminder while the bot is blocked")
    void snoozingWhileBlocked() {
        var anna = keeper("2026-11-24T12:00");
        var task = anna.create("title", "Стоп", "reminders", List.of("2026-11-24T13:00", "2026-11-24T20:00"));
        RealServices.sandbox().control().block(anna.chat);
        anna.at("2026-11-24T13:00");
        assertThat(anna.states(task)).containsExactly("blocked", "scheduled");
        anna.snooze(task, 60);
        assertThat(anna.next(task)).containsExactly("2026-11-24T14:00");
        anna.at("2026-11-24T14:00");
        assertThat(anna.live(task))
                .singleElement()
                .satisfies(one -> assertThat(one)
                        .containsEntry("state", "blocked")
                        .containsEntry("reason", "бот заблокирован в Telegram: нажмите «Запустить» в чате с ботом"));
    }

    @Test
    @DisplayName("bug 19, E1: what is snoozed while it is on its way comes again under a number of its own")
    void snoozingWhatIsOnItsWay() {
        var anna = keeper("2026-11-24T12:00");
        var task = anna.create("title", "В пути", "reminders", List.of("2026-11-24T13:00"));
        clock.set(java.time.Instant.parse("2026-11-24T10:00:00Z"));
        anna.whileSending(() -> anna.snooze(task, 60));
        assertThat(anna.message().text()).startsWith("⏰ Отложено до 14:00");
        anna.at("2026-11-24T14:00");
        assertThat(anna.sends()).hasSize(2);
        assertThat(anna.states(task)).containsExactly("awaiting");
        var reminder = ((Number) anna.reminders(task).getFirst().get("id")).longValue();
        anna.get("/reminders/" + reminder + "/deliveries")
                .body("items.seq", equalTo(List.of(0, 1)))
                .body("items.outcome", equalTo(List.of("sent", "sent")));
    }

    @Test
    @DisplayName(
            "bug 20, E1: what is completed while it is on its way, and returned, comes again under a number of its own")
    void completingWhatIsOnItsWay() {
        var anna = keeper("2026-11-24T12:00");
        var task = anna.create("title", "В пути", "reminders", List.of("2026-11-24T13:00"));
        clock.set(java.time.Instant.parse("2026-11-24T10:00:00Z"));
        anna.whileSending(() -> anna.complete(task));
        assertThat(anna.message().text()).isEqualTo("✅ Задача выполнена! 🎉 В пути");
        anna.reopen(task);
        anna.later(QUARTER);
        assertThat(anna.sends()).hasSize(2);
        assertThat(anna.states(task)).containsExactly("awaiting");
        assertThat(anna.standing()).hasSize(1);
    }

    @Test
    @DisplayName("bug 19: what is snoozed while Telegram is away comes all the same")
    void snoozingWhileTelegramIsAway() {
        var anna = keeper("2026-11-24T12:00");
        var task = anna.create("title", "Нет связи", "reminders", List.of("2026-11-24T13:00"));
        RealServices.sandbox().control().goOffline();
        try {
            anna.at("2026-11-24T13:00");
            anna.later(Duration.ofSeconds(6));
        } finally {
            RealServices.sandbox().control().goOnline();
        }
        anna.snooze(task, 60);
        anna.later(Duration.ofMinutes(60));
        assertThat(anna.sends()).hasSize(1);
        assertThat(anna.states(task)).containsExactly("awaiting");
    }

    @Test
    @DisplayName("bug 19: snoozing what Telegram refused leaves exactly one future reminder, saved again or not")
    void snoozingAFailure() {
        var anna = keeper("2026-11-24T12:00");
        var task = anna.create("title", "Отказ", "reminders", List.of("2026-11-24T13:00"));
        RealServices.sandbox()
                .control()
                .script(Fault.on("sendMessage")
                        .chat(anna.chat)
                        .times(2)
                        .error(400, "Bad Request: can't parse entities"));
        anna.at("2026-11-24T13:00");
        anna.run();
        assertThat(anna.states(task)).containsExactly("failed");
        anna.snooze(task, 60);
        assertThat(anna.next(task)).containsExactly("2026-11-24T14:00");
        anna.save(task, "title", "Другой текст");
        assertThat(anna.next(task)).containsExactly("2026-11-24T14:00");
        anna.at("2026-11-24T14:00");
        assertThat(anna.sends()).hasSize(1);
    }

    @Test
    void whatTelegramRefusedEndsWithItsTaskAndGoesOutAgainWhenTheTaskIsChanged() {
        var anna = keeper("2026-11-24T12:00");
        var task = anna.create("title", "Отказ", "reminders", List.of("2026-11-24T13:00"));
        RealServices.sandbox()
                .control()
                .script(Fault.on("sendMessage")
                        .chat(anna.chat)
                        .times(2)
                        .error(400, "Bad Request: can't parse entities"));
        anna.at("2026-11-24T13:00");
        anna.run();
        assertThat(anna.reminders(task).getFirst())
                .containsEntry("reason", "Telegram не принял текст; измените задачу, и напоминание уйдёт снова");
        anna.save(task, "title", "Другой текст");
        anna.run();
        assertThat(anna.texts().getLast()).contains("Другой текст");
        anna.complete(task);
        assertThat(anna.states(task)).containsExactly("done");
    }

    @Test
    @DisplayName("bug 19: a done task is not snoozed; with the button it says so")
    void aDoneTaskIsNotSnoozed() {
        var anna = keeper("2026-11-24T12:00");
        var task = anna.create("title", "Сделано", "reminders", List.of("2026-11-24T13:00", "2026-11-24T14:00"));
        anna.at("2026-11-24T13:00");
        anna.complete(task);
        anna.post("/tasks/" + task + "/snooze", json("minutes", 15))
                .statusCode(409)
                .body("type", equalTo("/problems/conflict"));
        assertThat(anna.press("⏰ Отложить")).isEqualTo("Задача уже выполнена, откладывать нечего");
        assertThat(anna.live(task)).isEmpty();
        anna.deleteTask(task);
        anna.post("/tasks/" + task + "/snooze", json("minutes", 15)).statusCode(404);
    }

    // ---- the account's settings

    @Test
    @DisplayName("bug 24: in another zone what is planned keeps its wall time")
    void anotherZone() {
        var anna = keeper("2026-11-21T12:00");
        var task = anna.create(
                "title",
                "Переезд",
                "due",
                "2026-11-24T18:00",
                "reminderTemplateId",
                anna.system(INTENSIVE),
                "reminders",
                List.of("2026-11-22T10:00", "2026-11-22T11:00", "2026-11-22T09:00", "2026-11-23T17:00"));
        var wall = anna.planned(task);
        for (var zone : List.of("Europe/Kaliningrad", "Asia/Vladivostok", "America/New_York", "Europe/Moscow")) {
            anna.settings(settings -> settings.put("timeZone", zone));
            assertThat(anna.planned(task)).as(zone).isEqualTo(wall);
            assertThat(anna.next(task)).as(zone).isEqualTo(wall);
        }
        assertThat(anna.task(task).getString("due")).isEqualTo("2026-11-24T18:00");
    }

    @Test
    @DisplayName("bug 24: other hours and a shorter interval, once they are saved, move what waits")
    void otherHoursAndIntervals() {
        var anna = keeper("2026-11-24T21:30");
        var task = anna.create("title", "Часы", "reminders", List.of("2026-11-24T21:45", "2026-11-24T23:00"));
        anna.at("2026-11-24T21:45");
        assertThat(anna.next(task)).containsExactly("2026-11-25T07:00", "2026-11-25T07:00");
        anna.hours(9, 22);
        assertThat(anna.next(task)).containsExactly("2026-11-25T09:00", "2026-11-25T09:00");
        anna.settings(settings -> settings.put("repeatMinutes", json("1", 15, "2", 5, "3", 15)));
        assertThat(anna.next(task)).containsExactly("2026-11-24T21:50", "2026-11-25T09:00");
    }

    // ---- what happens to the template

    @Test
    void aTemplateThatChangesMovesTheRemindersOfOpenTasks() {
        var anna = keeper("2026-11-21T12:00");
        var template = anna.template("Свой", before(60), onDay(1, "10:00"));
        var open = anna.create(
                "title",
                "Открыта",
                "due",
                "2026-11-24T18:00",
                "reminderTemplateId",
                template,
                "reminders",
                List.of("2026-11-22T10:00"));
        var done = anna.create("title", "Сделана", "due", "2026-11-24T18:00", "reminderTemplateId", template);
        anna.complete(done);
        anna.put("/reminder-templates/" + template, 0, json("name", "Свой", "rules", List.of(before(60), before(30))))
                .statusCode(200);
        assertThat(anna.planned(open)).containsExactly("2026-11-22T10:00", "2026-11-24T17:00", "2026-11-24T17:30");
        assertThat(anna.live(done)).isEmpty();
        anna.reopen(done);
        assertThat(anna.planned(done)).containsExactly("2026-11-24T17:00", "2026-11-24T17:30");
    }

    @Test
    void aTemplateThatIsDeletedLeavesWhatItPromised() {
        var anna = keeper("2026-11-24T12:00");
        var template = anna.template("Свой", before(300), before(60));
        var task = anna.create("title", "Обещано", "due", "2026-11-24T18:00", "reminderTemplateId", template);
        anna.at("2026-11-24T13:00");
        anna.delete("/reminder-templates/" + template, 0).statusCode(204);
        assertThat(anna.task(task).<Long>get("reminderTemplateId")).isNull();
        assertThat(anna.planned(task)).containsExactly("2026-11-24T13:00", "2026-11-24T17:00");
        assertThat(anna.reminders(task)).extracting(one -> one.get("source")).containsOnly("custom");
        anna.save(task, "title", "Обещано!");
        anna.later(QUARTER);
        assertThat(anna.sends()).hasSize(2);
        anna.at("2026-11-24T17:00");
        assertThat(anna.sends()).hasSize(3);
    }

    private Keeper keeper(String now) {
        return Keeper.at(now, clock, parts);
    }

    private static List<String> buttons(Keeper keeper) {
        return keeper.message().buttons().stream()
                .map(SandboxMessage.Button::text)
                .toList();
    }
}
