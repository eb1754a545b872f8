package app.zapiska.tasks;

import static app.zapiska.tasks.Desk.etag;
import static app.zapiska.tasks.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class TaskLifeTest {

    @Inject
    MutableClock clock;

    @AfterEach
    void realTime() {
        clock.backToReal();
    }

    @Test
    void aTaskNeedsNothingButATitle() {
        var desk = Desk.empty();

        var answer = desk.post("/tasks", json("title", "  Оплатить кредит \n"))
                .statusCode(201)
                .header("ETag", etag(0))
                .body("title", equalTo("Оплатить кредит"))
                .body("description", equalTo(""))
                .body("status", equalTo("open"))
                .body("importance", is(2))
                .body("due", nullValue())
                .body("durationMinutes", nullValue())
                .body("categoryId", nullValue())
                .body("recurrence", nullValue())
                .body("recurFrom", equalTo("due"))
                .body("pausedUntil", nullValue())
                .body(
                        "reminderTemplateId",
                        equalTo(desk.get("/settings").extract().path("defaultTaskTemplateId")))
                .body("subtasks", equalTo(List.of()))
                .body("reminders", equalTo(List.of()))
                .body("nextMessageAt", nullValue())
                .body("nextMessageReason", equalTo("noDate"))
                .body("progress", equalTo(Map.of("done", 0, "total", 0)))
                .body("completedAt", nullValue())
                .extract();

        assertThat(answer.header("Location"))
                .isEqualTo("/api/v1/tasks/" + answer.jsonPath().getLong("id"));
        assertThat(desk.task(answer.jsonPath().getLong("id")).getMap(""))
                .isEqualTo(answer.jsonPath().getMap(""));
    }

    @Test
    void aPressThatIsRepeatedWithItsKeyActsOnce() {
        var desk = Desk.empty();
        var id = desk.createId("title", "Нажато дважды");

        var first =
                desk.postWithKey("/tasks/" + id + "/complete", "press-" + id).statusCode(200);
        var second =
                desk.postWithKey("/tasks/" + id + "/complete", "press-" + id).statusCode(200);

        assertThat(second.extract().jsonPath().getMap(""))
                .isEqualTo(first.extract().jsonPath().getMap(""));
        second.header("Idempotency-Replayed", "true");
    }

    @Test
    void everyFieldIsKept() {
        var desk = Desk.empty();
        var category = desk.category("Дом");

        var task = desk.create(
                "title",
                "Футбол 🎉 a < b & <b>",
                "description",
                "Первая строка\nвторая \"строка\"",
                "importance",
                1,
                "due",
                "2027-03-28 20:00",
                "durationMinutes",
                60,
                "categoryId",
                category,
                "recurFrom",
                "completion",
                "subtasks",
                List.of(json("title", "Форма"), json("title", "Вода")));

        assertThat(desk.task(task.getLong("id")).getMap("")).isEqualTo(task.getMap(""));
        assertThat(task.getString("title")).isEqualTo("Футбол 🎉 a < b & <b>");
        assertThat(task.getString("description")).isEqualTo("Первая строка\nвторая \"строка\"");
        assertThat(task.getString("due")).isEqualTo("2027-03-28T20:00");
        assertThat(task.getInt("durationMinutes")).isEqualTo(60);
        assertThat(task.getLong("categoryId")).isEqualTo(category);
        assertThat(task.getString("recurFrom")).isEqualTo("completion");
        assertThat(task.getList("subtasks.title")).containsExactly("Форма", "Вода");
        assertThat(task.getList("subtasks.order")).containsExactly(0, 1);
    }

    @Test
    @DisplayName("bug 33: an empty description is empty")
    void noDescription() {
        var desk = Desk.empty();

        assertThat(desk.create("title", "x", "description", null).getString("description"))
                .isEmpty();
    }

    @Test
    @DisplayName("bug 30: a subtask's tick and identity survive every save of the task, its order follows the list")
    void ticksSurvive() {
        var desk = Desk.empty();
        var task = desk.create(
                "title", "Переезд", "subtasks", List.of(json("title", "a"), json("title", "b"), json("title", "c")));
        var id = task.getLong("id");
        List<Integer> steps = task.getList("subtasks.id");

        desk.patch("/tasks/" + id + "/subtasks/" + steps.get(1), json("completed", true))
                .statusCode(200)
                .header("ETag", etag(1))
                .body("subtasks.completed", equalTo(List.of(false, true, false)))
                .body("progress", equalTo(Map.of("done", 1, "total", 3)));

        // Saved without mentioning the ticks, in another order, with one renamed, one new and one gone.
        desk.put(
                        "/tasks/" + id,
                        1,
                        json(
                                "title",
                                "Переезд!",
                                "subtasks",
                                List.of(
                                        json("title", "новый"),
                                        json("id", steps.get(1), "title", "b2"),
                                        json("id", steps.get(0), "title", "a"))))
                .statusCode(200)
                .body("subtasks.title", equalTo(List.of("новый", "b2", "a")))
                .body("subtasks.completed", equalTo(List.of(false, true, false)))
                .body("subtasks.order", equalTo(List.of(0, 1, 2)))
                .body("subtasks[1].id", equalTo(steps.get(1)))
                .body("subtasks[2].id", equalTo(steps.get(0)));

        // Saved without subtasks at all: they stay.
        desk.put("/tasks/" + id, 2, json("title", "Переезд"))
                .statusCode(200)
                .body("subtasks.title", equalTo(List.of("новый", "b2", "a")))
                .body("subtasks.completed", equalTo(List.of(false, true, false)));

        // The order may be given by number, and the tick set by the form.
        desk.put(
                        "/tasks/" + id,
                        3,
                        json(
                                "title",
                                "Переезд",
                                "subtasks",
                                List.of(
                                        json("id", steps.get(0), "title", "a", "order", 1, "completed", true),
                                        json("id", steps.get(1), "title", "b", "order", 0))))
                .statusCode(200)
                .body("subtasks.title", equalTo(List.of("b", "a")))
                .body("subtasks.completed", equalTo(List.of(true, true)));

        assertThat(desk.task(id).getList("subtasks.title")).containsExactly("b", "a");
    }

    @Test
    void tickingTwiceChangesNothingMore() {
        // The clock stands still, and yet every change must show in the version.
        clock.set(Instant.parse("2026-11-21T09:00:00Z"));
        var desk = Desk.empty();
        var task = desk.create("title", "x", "subtasks", List.of(json("title", "a")));
        var path = "/tasks/" + task.getLong("id") + "/subtasks/" + task.getInt("subtasks[0].id");

        desk.patch(path, json("completed", true)).statusCode(200).body("version", is(1));
        desk.patch(path, json("completed", true)).statusCode(200).body("version", is(1));
        desk.patch(path, json("completed", false)).statusCode(200).body("version", is(2));
    }

    @Test
    void unknownSubtasksAreRefused() {
        var desk = Desk.empty();
        var other = desk.create("title", "другая", "subtasks", List.of(json("title", "чужой")));
        var task = desk.create("title", "x", "subtasks", List.of(json("title", "a")));
        var own = task.getInt("subtasks[0].id");
        var strange = other.getInt("subtasks[0].id");
        var before = desk.everything();

        desk.put(
                        "/tasks/" + task.getLong("id"),
                        0,
                        json(
                                "title",
                                "x",
                                "subtasks",
                                List.of(
                                        json("id", own, "title", "a"),
                                        json("id", strange, "title", "b"),
                                        json("id", own, "title", "c"))))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("subtasks[1].id", "subtasks[2].id")));
        desk.patch("/tasks/" + task.getLong("id") + "/subtasks/" + strange, json("completed", true))
                .statusCode(404);

        assertThat(desk.everything()).isEqualTo(before);
    }

    @Test
    @DisplayName("bug 11: of two tabs the second to save is told, and shown what the first has saved")
    void twoTabs() {
        var desk = Desk.empty();
        var id = desk.createId("title", "Общая", "description", "первое");
        desk.put("/tasks/" + id, 0, json("title", "Общая", "description", "из первой вкладки"))
                .statusCode(200)
                .header("ETag", etag(1));

        desk.put("/tasks/" + id, 0, json("title", "Общая", "description", "из второй"))
                .statusCode(412)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/stale"))
                .body("current.version", is(1))
                .body("current.description", equalTo("из первой вкладки"));
        desk.delete("/tasks/" + id, 0).statusCode(412).body("current.version", is(1));
        desk.visitor
                .request()
                .body(json("title", "x"))
                .put("/tasks/" + id)
                .then()
                .statusCode(428)
                .body("type", endsWith("precondition-required"));
        desk.visitor.request().delete("/tasks/" + id).then().statusCode(428);

        assertThat(desk.task(id).getString("description")).isEqualTo("из первой вкладки");
    }

    @Test
    @DisplayName("bug 11: of many saves at the same moment exactly one wins")
    void manySavesAtOnce() throws Exception {
        var desk = Desk.empty();
        var id = desk.createId("title", "x", "subtasks", List.of(json("title", "a")));

        var answers = atOnce(
                8,
                n -> desk.put("/tasks/" + id, 0, json("title", "вкладка " + n))
                        .extract()
                        .statusCode());

        assertThat(Collections.frequency(answers, 200)).isEqualTo(1);
        assertThat(Collections.frequency(answers, 412)).isEqualTo(7);
        assertThat(desk.task(id).getInt("version")).isEqualTo(1);
    }

    @Test
    @DisplayName("bug 23: a second press on done does not move the moment of completion")
    void completingIsIdempotent() {
        clock.set(Instant.parse("2026-11-21T09:00:00Z"));
        var desk = Desk.empty();
        var id = desk.createId("title", "x");
        clock.advance(Duration.ofMinutes(1));

        desk.post("/tasks/" + id + "/complete")
                .statusCode(200)
                .header("ETag", etag(1))
                .body("status", equalTo("done"))
                .body("completedAt", equalTo("2026-11-21T09:01:00Z"))
                .body("updatedAt", equalTo("2026-11-21T09:01:00Z"));
        clock.advance(Duration.ofHours(1));
        desk.post("/tasks/" + id + "/complete")
                .statusCode(200)
                .body("version", is(1))
                .body("completedAt", equalTo("2026-11-21T09:01:00Z"));

        desk.post("/tasks/" + id + "/reopen")
                .statusCode(200)
                .body("version", is(2))
                .body("status", equalTo("open"))
                .body("completedAt", nullValue());
        desk.post("/tasks/" + id + "/reopen").statusCode(200).body("version", is(2));
    }

    @Test
    @DisplayName("bug 23: presses at the same moment are one press")
    void completingAtOnce() throws Exception {
        var desk = Desk.empty();
        var id = desk.createId("title", "x");

        var answers = atOnce(
                8,
                n -> desk.post("/tasks/" + id + "/complete")
                        .statusCode(200)
                        .extract()
                        .path("completedAt"));

        assertThat(answers).hasSize(8).containsOnly(answers.getFirst());
        assertThat(desk.task(id).getInt("version")).isEqualTo(1);
    }

    @Test
    void aDoneTaskCanBeEditedAndStaysDone() {
        var desk = Desk.empty();
        var id = desk.createId("title", "x");
        desk.post("/tasks/" + id + "/complete").statusCode(200);

        desk.put("/tasks/" + id, 1, json("title", "y", "due", "2027-01-01T10:00"))
                .statusCode(200)
                .body("status", equalTo("done"))
                .body("due", equalTo("2027-01-01T10:00"));
    }

    @Test
    void aDeletedTaskIsNowhereUntilItIsRestored() {
        var desk = Desk.empty();
        var task = desk.create("title", "жалко", "due", "2020-01-01", "subtasks", List.of(json("title", "a")));
        var id = task.getLong("id");
        var step = "/tasks/" + id + "/subtasks/" + task.getInt("subtasks[0].id");

        desk.delete("/tasks/" + id, 0).statusCode(204);

        desk.get("/tasks/" + id).statusCode(404);
        desk.put("/tasks/" + id, 1, json("title", "x")).statusCode(404);
        desk.delete("/tasks/" + id, 1).statusCode(404);
        desk.post("/tasks/" + id + "/complete").statusCode(404);
        desk.post("/tasks/" + id + "/reopen").statusCode(404);
        desk.post("/tasks/" + id + "/snooze", json("minutes", 5)).statusCode(404);
        desk.patch(step, json("completed", true)).statusCode(404);
        desk.get("/tasks/counts").body("all", is(0)).body("overdue", is(0));
        desk.get("/dashboard").body("overdue", equalTo(List.of()));
        assertThat(desk.ids("", 50)).isEmpty();
        assertThat(desk.ids("q=жалко", 50)).isEmpty();

        desk.post("/tasks/" + id + "/restore")
                .statusCode(200)
                .body("title", equalTo("жалко"))
                .body("subtasks.title", equalTo(List.of("a")))
                .body("version", is(2));
        desk.post("/tasks/" + id + "/restore").statusCode(200).body("version", is(2));
        assertThat(desk.ids("", 50)).containsExactly(id);
    }

    @Test
    @DisplayName("A5: deletions are on record")
    void deletionsAreOnRecord() {
        var desk = Desk.empty();
        var category = desk.category("Дом");
        var a = desk.createId("title", "a");
        var b = desk.createId("title", "b");
        desk.delete("/tasks/" + a, 7).statusCode(412);

        desk.delete("/tasks/" + a, 0).statusCode(204);
        desk.post("/tasks/bulk", json("ids", List.of(a, b), "action", "delete")).body("done", is(1));
        desk.delete("/categories/" + category, 0).statusCode(204);

        assertThat(desk.deletionsOnRecord())
                .containsExactly(
                        "tasks-deleted {\"ids\": [" + a + "]}",
                        "tasks-deleted {\"ids\": [" + b + "]}",
                        "category-deleted {\"id\": " + category + "}");
    }

    @Test
    void whatWasDeletedThirtyDaysAgoIsGone() {
        clock.set(Instant.parse("2026-11-21T09:00:00Z"));
        var desk = Desk.empty();
        var gone = desk.createId("title", "x");
        desk.delete("/tasks/" + gone, 0).statusCode(204);

        // The session would be too old by then, so the past is moved instead of the clock.
        RealServices.execute(
                "update tasks set deleted_at = timestamptz '2026-11-21T09:00:00Z' - interval '30 days' where id = ?",
                gone);
        desk.post("/tasks/" + gone + "/restore").statusCode(404);
        RealServices.execute(
                "update tasks set deleted_at = timestamptz '2026-11-21T09:00:01Z' - interval '30 days' where id = ?",
                gone);
        desk.post("/tasks/" + gone + "/restore").statusCode(200);
    }

    @Test
    void snoozingTakesExactlyOneOfTwo() {
        var desk = Desk.empty();
        var id = desk.createId("title", "x");
        var snooze = "/tasks/" + id + "/snooze";

        desk.post(snooze, json("minutes", 15)).statusCode(200).body("status", equalTo("open"));
        desk.post(snooze, json()).statusCode(400).body("errors.field", equalTo(List.of("minutes", "until")));
        desk.post(snooze, json("minutes", 15, "until", "2027-01-01T10:00")).statusCode(400);
        desk.post(snooze, json("minutes", 0)).statusCode(400).body("errors.field", equalTo(List.of("minutes")));
        desk.post(snooze, json("minutes", 525_601)).statusCode(400);

        desk.post("/tasks/" + id + "/complete").statusCode(200);
        desk.post(snooze, json("minutes", 15)).statusCode(409).body("type", equalTo("/problems/conflict"));
    }

    private static <T> List<T> atOnce(int n, java.util.function.IntFunction<T> request) throws Exception {
        try (var people = Executors.newFixedThreadPool(n)) {
            var calls = IntStream.range(0, n)
                    .mapToObj(i -> (Callable<T>) () -> request.apply(i))
                    .toList();
            return people.invokeAll(calls).stream()
                    .map(future -> future.resultNow())
                    .toList();
        }
    }
}
