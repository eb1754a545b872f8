package app.zapiska.tasks;

import static app.zapiska.tasks.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S23: what is another's is not there, on every route and method with an id, and stays as it is. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class TaskIsolationTest {

    private Desk other;
    private Desk stranger;
    private long task;
    private long step;
    private long deleted;
    private long category;
    private long template;
    private String before;

    @BeforeEach
    void arrange() throws SQLException {
        other = Desk.empty();
        stranger = Desk.empty();
        category = other.category("Чужое");
        var created =
                other.create("title", "Секрет", "categoryId", category, "subtasks", List.of(json("title", "шаг")));
        task = created.getLong("id");
        step = created.getLong("subtasks[0].id");
        deleted = other.createId("title", "Удалённая");
        other.delete("/tasks/" + deleted, 0).statusCode(204);
        try (var database = DriverManager.getConnection(RealServices.ownerUrl());
                var statement = database.createStatement();
                var row = statement.executeQuery(
                        "select min(id) from reminder_templates where account_id = " + other.visitor.accountId())) {
            row.next();
            template = row.getLong(1);
        }
        before = other.everything();
    }

    @Test
    void anothersTaskIsNotFound() {
        stranger.get("/tasks/" + task).statusCode(404).body("type", equalTo("/problems/not-found"));
        stranger.put("/tasks/" + task, 0, json("title", "моё")).statusCode(404);
        stranger.visitor
                .request()
                .header("If-Match", "*")
                .delete("/tasks/" + task)
                .then()
                .statusCode(404);
        stranger.post("/tasks/" + task + "/complete").statusCode(404);
        stranger.post("/tasks/" + task + "/reopen").statusCode(404);
        stranger.post("/tasks/" + task + "/restore").statusCode(404);
        stranger.post("/tasks/" + deleted + "/restore").statusCode(404);
        stranger.post("/tasks/" + task + "/snooze", json("minutes", 15)).statusCode(404);
        stranger.patch("/tasks/" + task + "/subtasks/" + step, json("completed", true))
                .statusCode(404);
        for (var action : List.of(
                json("ids", List.of(task), "action", "complete"),
                json("ids", List.of(task), "action", "delete"),
                json("ids", List.of(task), "action", "move", "categoryId", null),
                json("ids", List.of(task), "action", "redate", "due", null),
                json("ids", List.of(task), "action", "reopen"),
                json("ids", List.of(task), "action", "template", "reminderTemplateId", null),
                json("ids", List.of(task), "action", "importance", "importance", 1))) {
            stranger.post("/tasks/bulk", action)
                    .statusCode(200)
                    .body("done", is(0))
                    .body("failed", equalTo(List.of(json("id", (int) task, "type", "/problems/not-found"))));
        }

        assertThat(other.everything()).isEqualTo(before);
    }

    @Test
    void anothersSubtaskCannotBeReachedThroughAnOwnTask() {
        var own = stranger.createId("title", "моя");

        stranger.patch("/tasks/" + own + "/subtasks/" + step, json("completed", true))
                .statusCode(404);
        stranger.put("/tasks/" + own, 0, json("title", "моя", "subtasks", List.of(json("id", step, "title", "моё"))))
                .statusCode(400);

        assertThat(other.everything()).isEqualTo(before);
    }

    @Test
    @DisplayName("another's category or template looks just like one that does not exist")
    void anothersReferencesAreUnknown() {
        var own = stranger.createId("title", "моя");
        for (var field : List.of("categoryId", "reminderTemplateId")) {
            var foreign = field.equals("categoryId") ? category : template;
            var answers = List.of(
                    stranger.post("/tasks", json("title", "x", field, foreign))
                            .statusCode(400)
                            .extract()
                            .asString(),
                    stranger.post("/tasks", json("title", "x", field, 999_999_999))
                            .statusCode(400)
                            .extract()
                            .asString(),
                    stranger.put("/tasks/" + own, 0, json("title", "x", field, foreign))
                            .statusCode(400)
                            .extract()
                            .asString());

            assertThat(answers).containsOnly(answers.getFirst());
            assertThat(answers.getFirst()).contains("\"field\":\"" + field + "\"");
        }
        stranger.post("/tasks/bulk", json("ids", List.of(own), "action", "move", "categoryId", category))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("categoryId")));
        stranger.post("/tasks/bulk", json("ids", List.of(own), "action", "template", "reminderTemplateId", template))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("reminderTemplateId")));
        assertThat(stranger.ids("category=" + category, 50)).isEmpty();

        assertThat(other.everything()).isEqualTo(before);
    }

    @Test
    void anothersCategoryIsNotFound() {
        stranger.get("/categories/" + category).statusCode(404);
        stranger.put("/categories/" + category, 0, json("name", "моё")).statusCode(404);
        stranger.delete("/categories/" + category, 0).statusCode(404);
        stranger.get("/categories").body("items", equalTo(List.of()));

        assertThat(other.everything()).isEqualTo(before);
    }

    @Test
    void listsAndCountersHoldOnlyOnesOwn() {
        stranger.get("/tasks").body("items", equalTo(List.of()));
        stranger.get("/tasks?q=Секрет").body("items", equalTo(List.of()));
        stranger.get("/tasks/counts").body("all", is(0)).body("byCategory", equalTo(json()));
        stranger.get("/dashboard").body("counts.all", is(0));
    }
}
