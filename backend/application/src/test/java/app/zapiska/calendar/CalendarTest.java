package app.zapiska.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** T8: tasks and payments of a period together, in the account's days. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class CalendarTest extends OneAccount {

    CalendarTest() {
        // Nearly midnight in UTC, and 30 November in Moscow: a day is a day of the account.
        super("2026-11-29T21:30:00Z");
    }

    @Test
    @DisplayName("tasks and payments stand in one list by day, what has no time first")
    void together() {
        var timed = task("title", "Врач", "due", "2026-12-02T09:30", "durationMinutes", 30, "importance", 1);
        var whole = task("title", "Справка", "due", "2026-12-02");
        var done = task("title", "Сделано", "due", "2026-12-01");
        visitor.request()
                .post("/tasks/" + done.getLong("id") + "/complete")
                .then()
                .statusCode(200);
        task("title", "Без срока");
        task("title", "Позже", "due", "2026-12-03");
        task("title", "Раньше", "due", "2026-11-30");
        var loan = loan(
                "installments",
                List.of(
                        Map.of("dueDate", "2026-12-02", "amount", "5056.00"),
                        Map.of("dueDate", "2027-01-02", "amount", "5056.00")));
        pay(loan.getLong("id"), "2000.00");

        var calendar = calendar("2026-12-01", "2026-12-02");

        assertThat(calendar.getList("items.title", String.class))
                .containsExactly("Сделано", "Справка", "МаниМен", "Врач");
        assertThat(calendar.getList("items.kind", String.class)).containsExactly("task", "task", "payment", "task");
        assertThat(calendar.getList("items.done", Boolean.class)).containsExactly(true, false, false, false);
        assertThat(calendar.getBoolean("complete")).isTrue();
        assertThat(calendar.<String, Object>getMap("items[2]"))
                .containsEntry("key", "payment-" + loan.getLong("installments[0].id"))
                .containsEntry("id", loan.getInt("installments[0].id"))
                .containsEntry("installmentId", loan.getInt("installments[0].id"))
                .containsEntry("loanId", loan.getInt("id"))
                .containsEntry("version", 1)
                .containsEntry("amount", "5056.00")
                .containsEntry("left", "3056.00")
                .containsEntry("time", null)
                .containsEntry("importance", null)
                .containsEntry("overdue", false);
        assertThat(calendar.<String, Object>getMap("items[3]"))
                .containsEntry("key", "task-" + timed.getLong("id"))
                .containsEntry("time", "09:30")
                .containsEntry("durationMinutes", 30)
                .containsEntry("importance", 1)
                .containsEntry("version", 0)
                .containsEntry("amount", null)
                .containsEntry("repeats", false);
        assertThat(calendar.getLong("items[1].id")).isEqualTo(whole.getLong("id"));
    }

    @Test
    @DisplayName("L6: a loan without a schedule stands on the day it is to be returned")
    void withoutSchedule() {
        var loan = loan("dueDate", "2026-12-10", "amountDue", "13000.00");
        assertThat(calendar("2026-12-01", "2026-12-31").<String, Object>getMap("items[0]"))
                .containsEntry("key", "loan-" + loan.getLong("id"))
                .containsEntry("id", loan.getInt("id"))
                .containsEntry("installmentId", null)
                .containsEntry("left", "13000.00");
        pay(loan.getLong("id"), "13000.00");
        assertThat(calendar("2026-12-01", "2026-12-31").<String, Object>getMap("items[0]"))
                .containsEntry("left", "0.00")
                .containsEntry("amount", "13000.00")
                .containsEntry("done", true);
    }

    @Test
    @DisplayName("what is overdue is so by the account's clock: a day lasts until its end (T5)")
    void overdue() {
        task("title", "Вчера", "due", "2026-11-29");
        task("title", "Сегодня", "due", "2026-11-30");
        task("title", "В полночь", "due", "2026-11-30T00:15");
        loan("dueDate", "2026-11-29");
        var calendar = calendar("2026-11-29", "2026-11-30");
        assertThat(calendar.getList("items.findAll { it.overdue }.title", String.class))
                .containsExactly("Вчера", "МаниМен", "В полночь");
    }

    @Test
    @DisplayName("next Wednesday's football is there, as far as the period goes, and not beyond what was said")
    void occurrences() {
        var football =
                task("title", "Футбол", "due", "2026-11-25T20:00", "durationMinutes", 60, "recurrence", "FREQ=WEEKLY");
        var calendar = calendar("2026-12-01", "2026-12-16");
        assertThat(calendar.getList("items.key", String.class))
                .containsExactly(
                        "occurrence-" + football.getLong("id") + "-2026-12-02T20:00",
                        "occurrence-" + football.getLong("id") + "-2026-12-09T20:00",
                        "occurrence-" + football.getLong("id") + "-2026-12-16T20:00");
        assertThat(calendar.<String, Object>getMap("items[0]"))
                .containsEntry("kind", "occurrence")
                .containsEntry("title", "Футбол")
                .containsEntry("id", football.getInt("id"))
                .containsEntry("durationMinutes", 60)
                .containsEntry("repeats", true)
                .containsEntry("done", false);
        assertThat(calendar.getString("occurrencesUntil")).isEqualTo("2028-01-04");
        assertThat(calendar("2028-01-01", "2028-02-01").getList("items")).isEmpty();
        assertThat(calendar("2026-11-25", "2026-11-30").getList("items.kind", String.class))
                .containsExactly("task");
    }

    @Test
    @DisplayName("an occurrence that was changed alone does not give its title to those to come")
    void changedAlone() {
        var task = task("title", "Футбол", "due", "2026-12-02T20:00", "recurrence", "FREQ=WEEKLY");
        visitor.request()
                .header("If-Match", "\"v0\"")
                .body(Map.of("title", "Футбол в зале", "due", "2026-12-03T19:00"))
                .put("/tasks/" + task.getLong("id") + "?scope=this")
                .then()
                .statusCode(200);
        assertThat(calendar("2026-12-01", "2026-12-16").getList("items.collect { it.date + ' ' + it.title }"))
                .isEqualTo(List.of("2026-12-03 Футбол в зале", "2026-12-09 Футбол", "2026-12-16 Футбол"));
    }

    @Test
    @DisplayName("a done task of a series and the one that follows it: nothing stands there twice")
    void followed() {
        var task = task("title", "Полить", "due", "2026-12-01", "recurrence", "FREQ=DAILY;COUNT=4");
        visitor.request()
                .post("/tasks/" + task.getLong("id") + "/complete")
                .then()
                .statusCode(200);
        assertThat(calendar("2026-12-01", "2026-12-31")
                        .getList("items.collect { it.date + ' ' + it.kind + ' ' + it.done }"))
                .isEqualTo(List.of(
                        "2026-12-01 task true",
                        "2026-12-02 task false",
                        "2026-12-03 occurrence false",
                        "2026-12-04 occurrence false"));
    }

    @Test
    @DisplayName("days off are marked, and it is said up to when they are known")
    void daysOff() {
        var calendar = calendar("2026-12-28", "2027-01-12");
        assertThat(calendar.getList("dayOff", String.class))
                .containsExactly(
                        "2026-12-31",
                        "2027-01-01",
                        "2027-01-02",
                        "2027-01-03",
                        "2027-01-04",
                        "2027-01-05",
                        "2027-01-06",
                        "2027-01-07",
                        "2027-01-08",
                        "2027-01-09",
                        "2027-01-10");
        assertThat(calendar.getList("holiday", String.class))
                .contains("2026-12-31")
                .doesNotContain("2027-01-09");
        assertThat(calendar.getString("dayOffKnownUntil")).isEqualTo("2027-12-31");
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({
        "2026-01-01, 2027-02-05, to",
        "2026-12-02, 2026-12-01, to",
        "'', 2026-12-01, from",
        "2026-12-01, '', to",
        "вчера, 2026-12-01, from",
        "2026-02-30, 2026-12-01, from"
    })
    void periodsThatAreRefused(String from, String to, String field) {
        visitor.request()
                .get("/calendar?from=" + from + "&to=" + to)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(field));
    }

    @Test
    @DisplayName("400 days are given, and those of somebody else are not")
    void itsOwnOnly() {
        task("title", "Моё", "due", "2026-12-01");
        loan("dueDate", "2026-12-10");
        var stranger = Visitor.newcomer();
        assertThat(stranger.request()
                        .get("/calendar?from=2026-01-01&to=2027-02-04")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("items"))
                .isEmpty();
    }

    @Test
    @DisplayName("more than can be shown is said to be more")
    void tooMany() {
        RealServices.execute("""
                insert into tasks (account_id, title, status, importance, due_date, created_at, updated_at)
                select ?, 'Много', 'OPEN', 2, date '2026-12-01' + n % 30, now(), now() from generate_series(1, 5001) n""", visitor.accountId());
        var calendar = calendar("2026-12-01", "2026-12-31");
        assertThat(calendar.getBoolean("complete")).isFalse();
        assertThat(calendar.getList("items")).hasSize(5_000);
    }

    private JsonPath calendar(String from, String to) {
        return visitor.request()
                .get("/calendar?from=" + from + "&to=" + to)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void pay(long loanId, String amount) {
        post("/loans/" + loanId + "/payments", json("amount", amount));
    }
}
