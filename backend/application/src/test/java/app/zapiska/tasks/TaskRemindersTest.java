package app.zapiska.tasks;

import static app.zapiska.tasks.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A task's reminders follow whatever happens to the task. What the engine makes of them is tested with the engine. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class TaskRemindersTest {

    @Inject
    MutableClock clock;

    private Desk desk;
    private long template;

    @BeforeEach
    void noonInMoscow() {
        clock.set(Instant.parse("2026-11-21T09:00:00Z"));
        desk = Desk.empty();
        template = desk.get("/reminder-templates")
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("items.find { it.name == 'Интенсивные' }.id");
    }

    @AfterEach
    void realTime() {
        clock.backToReal();
    }

    private JsonPath task() {
        return desk.create(
                "title",
                "Платёж",
                "due",
                "2026-11-25T18:00",
                "reminderTemplateId",
                template,
                "reminders",
                List.of("2026-11-24 10:00"));
    }

    private static List<String> planned(JsonPath task) {
        return task.getList("reminders.findAll { it.state == 'scheduled' }.at");
    }

    private static final List<String> PLANNED =
            List.of("2026-11-24T10:00", "2026-11-24T18:00", "2026-11-25T17:00", "2026-11-25T18:00");

    @Test
    void aNewTaskShowsWhenItWillRemind() {
        var task = task();

        assertThat(planned(task)).isEqualTo(PLANNED);
        assertThat(task.getList("reminders.source")).containsExactly("custom", "template", "template", "template");
        assertThat(desk.task(task.getLong("id")).getMap("")).isEqualTo(task.getMap(""));
        assertThat(desk.get("/tasks").extract().jsonPath().getList("items[0].reminders.at"))
                .isEqualTo(PLANNED);
    }

    @Test
    @DisplayName("R6, bug 20: another date moves the template's reminders, also for many tasks at once")
    void anotherDate() {
        var id = task().getLong("id");

        desk.post("/tasks/bulk", json("ids", List.of(id), "action", "redate", "due", "2026-11-27T18:00"))
                .body("failed", equalTo(List.of()));
        assertThat(planned(desk.task(id)))
                .containsExactly("2026-11-24T10:00", "2026-11-26T18:00", "2026-11-27T17:00", "2026-11-27T18:00");

        desk.put("/tasks/" + id, 1, json("title", "Платёж", "reminderTemplateId", template))
                .statusCode(200);
        assertThat(planned(desk.task(id))).containsExactly("2026-11-24T10:00");
    }

    @Test
    @DisplayName("bug 15: saving without the list leaves the times chosen by hand, an empty list takes them off")
    void ownTimes() {
        var id = task().getLong("id");
        var same = json("title", "Платёж", "due", "2026-11-25T18:00", "reminderTemplateId", template);

        desk.put("/tasks/" + id, 0, same).statusCode(200);
        assertThat(planned(desk.task(id))).isEqualTo(PLANNED);

        same.put("reminders", List.of());
        desk.put("/tasks/" + id, 1, same).statusCode(200);
        assertThat(planned(desk.task(id))).containsExactly("2026-11-24T18:00", "2026-11-25T17:00", "2026-11-25T18:00");
    }

    @Test
    @DisplayName("bug 20: a done task plans nothing, whatever is saved; reopened it plans again")
    void doneAndOpenAgain() {
        var id = task().getLong("id");

        desk.post("/tasks/" + id + "/complete").statusCode(200);
        assertThat(planned(desk.task(id))).isEmpty();
        desk.put(
                        "/tasks/" + id,
                        1,
                        json(
                                "title",
                                "Платёж",
                                "due",
                                "2026-11-25T18:00",
                                "reminderTemplateId",
                                template,
                                "reminders",
                                List.of("2026-11-23T10:00")))
                .statusCode(200);
        desk.post("/tasks/bulk", json("ids", List.of(id), "action", "redate", "due", "2026-11-26T18:00"));
        desk.post("/tasks/bulk", json("ids", List.of(id), "action", "redate", "due", "2026-11-25T18:00"));
        assertThat(planned(desk.task(id))).isEmpty();

        desk.post("/tasks/" + id + "/reopen").statusCode(200);
        assertThat(planned(desk.task(id))).isEqualTo(PLANNED);
    }

    @Test
    @DisplayName("bug 20: deleting stops them, restoring plans those still to come")
    void deletedAndRestored() {
        var id = task().getLong("id");
        var other = task().getLong("id");
        desk.delete("/tasks/" + id, 0).statusCode(204);
        desk.post("/tasks/bulk", json("ids", List.of(other), "action", "delete"));
        assertThat(RealServices.count(
                        "select count(*) from reminders where account_id = ? and state = 'SCHEDULED'",
                        desk.visitor.accountId()))
                .isZero();

        assertThat(planned(desk.post("/tasks/" + id + "/restore").extract().jsonPath()))
                .isEqualTo(PLANNED);

        desk.post("/tasks/" + other + "/restore");
        desk.post("/tasks/" + other + "/complete");
        desk.delete("/tasks/" + other, desk.task(other).getInt("version")).statusCode(204);
        assertThat(planned(desk.post("/tasks/" + other + "/restore").extract().jsonPath()))
                .isEmpty();
    }

    @Test
    void snoozingLeavesExactlyOne() {
        var id = task().getLong("id");

        var snoozed = desk.post("/tasks/" + id + "/snooze", json("until", "2026-11-22 19:00"))
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(snoozed.<Map<String, Object>>getList("reminders.findAll { it.nextAt != null }"))
                .hasSize(1)
                .first()
                .satisfies(one -> assertThat(one)
                        .containsEntry("state", "snoozed")
                        .containsEntry("nextAt", "2026-11-22T16:00:00Z"));
        desk.post("/tasks/" + id + "/snooze", json("until", "2026-11-21T11:59"))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("until")));
    }

    @Test
    @DisplayName("what the engine refuses undoes the change of the task, too")
    void togetherOrNotAtAll() {
        var id = task().getLong("id");
        var before = desk.everything();

        desk.post("/tasks/" + id + "/snooze", json("until", "2030-01-01T10:00")).statusCode(400);

        assertThat(desk.everything()).isEqualTo(before);
    }

    @Test
    void tickingAStepLeavesThem() {
        var task = desk.create(
                "title",
                "x",
                "due",
                "2026-11-25T18:00",
                "reminderTemplateId",
                template,
                "subtasks",
                List.of(json("title", "a")));
        var before = planned(task);

        var ticked = desk.patch(
                        "/tasks/" + task.getLong("id") + "/subtasks/" + task.getInt("subtasks[0].id"),
                        json("completed", true))
                .extract()
                .jsonPath();

        assertThat(planned(ticked)).isEqualTo(before).isNotEmpty();
    }
}
