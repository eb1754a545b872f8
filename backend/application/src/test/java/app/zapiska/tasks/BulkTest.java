package app.zapiska.tasks;

import static app.zapiska.tasks.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class BulkTest {

    @Test
    void everyIdIsTriedOnceAndThoseThatFailSpoilNoOthers() {
        var desk = Desk.empty();
        var a = desk.createId("title", "a");
        var b = desk.createId("title", "b");
        var gone = desk.createId("title", "gone");
        desk.delete("/tasks/" + gone, 0).statusCode(204);

        desk.post("/tasks/bulk", json("ids", List.of(a, gone, a, 999_999_999, b), "action", "complete"))
                .statusCode(200)
                .body("done", is(2))
                .body(
                        "failed",
                        equalTo(List.of(
                                json("id", (int) gone, "type", "/problems/not-found"),
                                json("id", 999_999_999, "type", "/problems/not-found"))));

        assertThat(desk.ids("filter=done", 50)).containsExactlyInAnyOrder(a, b);
        assertThat(desk.task(a).getInt("version")).isEqualTo(1);
        desk.post("/tasks/bulk", json("ids", List.of(a), "action", "complete")).body("done", is(1));
        assertThat(desk.task(a).getInt("version")).isEqualTo(1);
        desk.post("/tasks/bulk", json("ids", List.of(a), "action", "complete")).body("undo", nullValue());
    }

    @Test
    void tasksAreMovedAndTakenOutOfTheirCategory() {
        var desk = Desk.empty();
        var category = desk.category("Дом");
        var a = desk.createId("title", "a");
        var b = desk.createId("title", "b");

        desk.post("/tasks/bulk", json("ids", List.of(a, b), "action", "move", "categoryId", category))
                .statusCode(200)
                .body("done", is(2))
                .body("failed", equalTo(List.of()));
        assertThat(desk.ids("category=" + category, 50)).containsExactly(a, b);

        desk.post("/tasks/bulk", json("ids", List.of(b), "action", "move", "categoryId", null))
                .body("done", is(1));
        assertThat(desk.ids("category=" + category, 50)).containsExactly(a);
    }

    @Test
    @DisplayName("tasks get another date; a duration that has lost its time goes")
    void tasksAreRedated() {
        var desk = Desk.empty();
        var a = desk.createId("title", "a", "due", "2027-01-01T10:00", "durationMinutes", 30);
        var b = desk.createId("title", "b");

        desk.post("/tasks/bulk", json("ids", List.of(a, b), "action", "redate", "due", "2027-02-01 12:00"))
                .body("done", is(2));
        desk.get("/tasks/" + a).body("due", equalTo("2027-02-01T12:00")).body("durationMinutes", is(30));
        desk.post("/tasks/bulk", json("ids", List.of(a), "action", "redate", "due", "2027-02-02"))
                .body("done", is(1));
        desk.get("/tasks/" + a).body("due", equalTo("2027-02-02")).body("durationMinutes", nullValue());
        desk.post("/tasks/bulk", json("ids", List.of(a), "action", "redate", "due", null))
                .body("done", is(1));
        desk.get("/tasks/" + a).body("due", nullValue());
        desk.get("/tasks/" + b).body("due", equalTo("2027-02-01T12:00"));
    }

    @Test
    @DisplayName("a day alone leaves each its time of day where that is asked for")
    void redatedWithTheirTimes() {
        var desk = Desk.empty();
        var a = desk.createId("title", "a", "due", "2027-01-01T10:00", "durationMinutes", 30);
        var b = desk.createId("title", "b", "due", "2027-01-03");

        desk.post("/tasks/bulk", json("ids", List.of(a, b), "action", "redate", "due", "2027-02-01", "keepTime", true))
                .body("done", is(2));
        desk.get("/tasks/" + a).body("due", equalTo("2027-02-01T10:00")).body("durationMinutes", is(30));
        desk.get("/tasks/" + b).body("due", equalTo("2027-02-01"));
    }

    @Test
    void twoHundredAtOnceAreDeletedAndCanBeRestored() {
        var desk = Desk.empty();
        RealServices.execute("""
                insert into tasks (account_id, title, status, importance, created_at, updated_at)
                select ?, 'Задача ' || n, 'OPEN', 2, now(), now() from generate_series(1, 200) n
                """, desk.visitor.accountId());
        var ids = new ArrayList<>(desk.ids("filter=all", 200));

        desk.post("/tasks/bulk", json("ids", ids, "action", "delete"))
                .statusCode(200)
                .body("done", is(200));

        assertThat(desk.ids("filter=all", 200)).isEmpty();
        desk.post("/tasks/" + ids.getFirst() + "/restore").statusCode(200);
        assertThat(desk.ids("filter=all", 200)).containsExactly(ids.getFirst());
    }

    @Test
    @DisplayName("T7: many tasks are changed, and changed back, by as many statements as one")
    void bulkOfAnySize() {
        var desk = Desk.empty();
        var few = statementsOfBulks(desk, 1);
        var many = statementsOfBulks(desk, 500);

        // A tick may ask something at the same time.
        few.forEach((action, sent) -> assertThat(many.get(action)).as(action).isBetween(sent - 2, sent + 2));
        assertThat(few.values()).allSatisfy(sent -> assertThat(sent).isLessThan(27));
    }

    /** By action, those of doing it and of undoing it, as PostgreSQL counts them. */
    private static Map<String, Integer> statementsOfBulks(Desk desk, int tasks) {
        var account = desk.visitor.accountId();
        RealServices.execute("delete from tasks where account_id = ?", account);
        RealServices.execute("""
                insert into tasks (account_id, title, status, importance, due_date, recurrence, series_start_date,
                  series_start_number, slot_date, reminder_template_id, created_at, updated_at)
                select ?, 'Задача ' || n, 'OPEN', 2, '2099-01-01', 'FREQ=DAILY', '2099-01-01', 1, '2099-01-01',
                  (select min(id) from reminder_templates where account_id = ?), now(), now()
                from generate_series(1, ?) n
                """, account, account, tasks);
        RealServices.execute("""
                insert into subtasks (account_id, task_id, title, position, created_at)
                select account_id, id, 'Шаг', 0, now() from tasks where account_id = ?
                """, account);
        var ids = desk.ids("filter=all", 200);
        var sent = new TreeMap<String, Integer>();
        for (var action : List.of(
                json("action", "redate", "due", "2098-01-01"),
                json("action", "complete"),
                json("action", "reopen"),
                json("action", "delete"))) {
            action.put("ids", ids);
            RealServices.countStatementsAnew();
            var token = desk.post("/tasks/bulk", action)
                    .statusCode(200)
                    .body("done", is(tasks))
                    .extract()
                    .jsonPath()
                    .getString("undo");
            sent.put((String) action.get("action"), RealServices.statementsSent());
            if (token != null && !action.get("action").equals("complete")) {
                RealServices.countStatementsAnew();
                desk.post("/undo/" + token).statusCode(200).body("done", is(tasks));
                sent.put("undo of " + action.get("action"), RealServices.statementsSent());
            }
        }
        return sent;
    }
}
