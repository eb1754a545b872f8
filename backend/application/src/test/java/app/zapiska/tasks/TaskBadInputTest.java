package app.zapiska.tasks;

import static app.zapiska.tasks.Desk.etag;
import static app.zapiska.tasks.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a field that can't stand there: a problem naming the field, in the reader's words, nothing changed. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TaskBadInputTest {

    private static final BigInteger HUGE = BigInteger.TEN.pow(30);

    private Desk desk;
    private long task;
    private long category;

    /** Once, but not before the first test: only then the address of the product is known. */
    @BeforeEach
    void arrange() {
        if (desk != null) {
            return;
        }
        desk = Desk.empty();
        category = desk.category("Дом");
        task = desk.createId(
                "title",
                "Как было",
                "due",
                "2027-01-01T10:00",
                "categoryId",
                category,
                "subtasks",
                List.of(json("title", "шаг")));
    }

    /** @param field as the problem must name it */
    private record Bad(String field, Object value) {}

    private static Stream<Bad> of(String field, Object... values) {
        return Arrays.stream(values).map(value -> new Bad(field, value));
    }

    private static final Object[] NOT_TEXT = {5, true, 1.5, List.of("x"), Map.of("a", 1)};
    private static final Object[] NOT_A_LINE = {
        "a\nb", "a\tb", "a\u0000b", "a\u0007b", "\u202Etxt.exe", "a\u2066b", "\uD83D"
    };
    private static final Object[] NOT_IDS = {"5", "abc", true, 1.5, HUGE, List.of(1), 999_999_999L, -1, 0};
    private static final Object[] NOT_DATES = {
        "",
        "завтра",
        "2026-02-30",
        "2027-02-29",
        "2026-13-01",
        "2026-11-21T25:00",
        "2026-11-21T18:00Z",
        "21.11.2026",
        "1999-12-31",
        "2101-01-01",
        "0000-01-01",
        "99999-01-01",
        "-2026-11-21",
        "2026-11-21T18:00:30",
        20261121,
        true,
        List.of("2026-11-21"),
        "a < b & <b>",
        "🎉"
    };

    private static Stream<Bad> taskFields() {
        return Stream.of(
                        of("title", null, "", "   ", "\u00A0", "я".repeat(201), "🎉".repeat(201)),
                        of("title", NOT_TEXT),
                        of("title", NOT_A_LINE),
                        of("description", "я".repeat(10_001), "a\u0000b", "a\u001Bb", "\uDE00"),
                        of("description", NOT_TEXT),
                        of("importance", 0, 4, 9, -1, Integer.MAX_VALUE, HUGE, 1.5, "2", "важно", true, List.of(1)),
                        of("due", NOT_DATES),
                        of("durationMinutes", 0, -5, 10_081, Integer.MAX_VALUE, HUGE, 1.5, "60", true),
                        of("categoryId", NOT_IDS),
                        of("reminderTemplateId", NOT_IDS),
                        of("recurrence", "FREQ=DAILY", "", "x", 5),
                        of("recurFrom", "DUE", "never", "", 0, true),
                        of("pausedUntil", "2027-01-01", "2026-02-30", 5),
                        of("subtasks", "x", 5, Map.of("title", "x"), Collections.nCopies(101, json("title", "x"))),
                        of("subtasks[0]", Arrays.asList((Object) null), List.of("x"), List.of(5)),
                        of(
                                "subtasks[1].title",
                                steps(json("title", "")),
                                steps(json("title", null)),
                                steps(json()),
                                steps(json("title", "я".repeat(201))),
                                steps(json("title", "a\nb")),
                                steps(json("title", 5))),
                        of(
                                "subtasks[1].id",
                                steps(json("id", 999_999_999, "title", "x")),
                                steps(json("id", "x", "title", "x"))),
                        of("subtasks[1].completed", steps(json("title", "x", "completed", "yes"))),
                        of(
                                "subtasks[1].order",
                                steps(json("title", "x", "order", -1)),
                                steps(json("title", "x", "order", "1"))),
                        of("subtasks[1].taskId", steps(json("title", "x", "taskId", 5))),
                        of("reminders", "2027-01-01T10:00", 5, Collections.nCopies(51, "2027-01-01T10:00")),
                        Arrays.stream(NOT_DATES).map(value -> new Bad("reminders[0]", Arrays.asList(value))),
                        of("reminders[0]", List.of("2027-01-01"), Arrays.asList((Object) null)),
                        // What nobody but the product decides (S24).
                        of("id", 999_999_999),
                        of("accountId", 1),
                        of("version", 999),
                        of("status", "done"),
                        of("createdAt", "2026-11-21T18:00:00Z"),
                        of("completedAt", "2026-11-21T18:00:00Z"),
                        of("role", "owner"),
                        of("никакое", "x"))
                .flatMap(fields -> fields);
    }

    private static List<Object> steps(Map<String, Object> bad) {
        return List.of(json("title", "хороший"), bad);
    }

    static Stream<Arguments> badTasks() {
        return taskFields().map(bad -> Arguments.of(bad.field(), bad.value()));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("badTasks")
    @DisplayName("a wrong field of a task is named, in Russian and English, and nothing changes")
    void wrongFieldOfATask(String field, Object value) {
        var before = desk.everything();
        var body = new LinkedHashMap<String, Object>(json("title", "Новое"));
        body.put(field.replaceAll("[\\[.].*", ""), value);
        if (field.equals("durationMinutes")) {
            body.put("due", "2027-01-01T10:00");
        }

        desk.visitor
                .request()
                .header("Accept-Language", "ru")
                .body(body)
                .post("/tasks")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/validation"))
                .body("errors.field", hasItem(field))
                .body("errors[0].message", matchesPattern("(?s).*[а-яё].*"))
                .body("detail", matchesPattern("(?s).*[а-яё].*"));
        desk.visitor
                .request()
                .header("Accept-Language", "en")
                .header("If-Match", etag(0))
                .body(body)
                .put("/tasks/" + task)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(field))
                .body("errors[0].message", not(matchesPattern("(?s).*[а-яё].*")));

        assertThat(desk.everything()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a < b & <b>",
                "<script>alert(1)</script>",
                "'; drop table tasks; --",
                "🎉👨‍👩‍👧‍👦",
                "שלום עולם",
                "مرحبا",
                "${jndi:ldap://x} {{7*7}} %s %n {0}",
                "\\u0000 \\n",
                "=cmd|' /C calc'!A0",
                "O'Банк \"кавычки\""
            })
    @DisplayName("any text a person may mean is kept as it is")
    void harmlessTexts(String text) {
        var id = desk.createId("title", text, "description", text, "subtasks", List.of(json("title", text)));

        var kept = desk.task(id);

        assertThat(kept.getString("title")).isEqualTo(text);
        assertThat(kept.getString("description")).isEqualTo(text);
        assertThat(kept.getString("subtasks[0].title")).isEqualTo(text);
        desk.delete("/tasks/" + id, 0).statusCode(204);
    }

    @Test
    void theLongestOfEverythingFits() {
        var id = desk.createId(
                "title", "🎉".repeat(200),
                "description", "я".repeat(10_000),
                "due", "2100-12-31T23:59",
                "durationMinutes", 10_080,
                "subtasks", Collections.nCopies(100, json("title", "я".repeat(200))));

        assertThat(desk.task(id).getInt("progress.total")).isEqualTo(100);
        desk.delete("/tasks/" + id, 0).statusCode(204);
    }

    @Test
    void aDurationNeedsATime() {
        desk.post("/tasks", json("title", "x", "due", "2027-01-01", "durationMinutes", 60))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("durationMinutes")));
        desk.post("/tasks", json("title", "x", "durationMinutes", 60)).statusCode(400);
    }

    @Test
    void severalWrongFieldsAreNamedTogether() {
        desk.post("/tasks", json("title", "", "importance", 9, "subtasks", List.of(json("title", ""))))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("importance", "subtasks[0].title", "title")));
    }

    static Stream<Arguments> badBulks() {
        return Stream.of(
                        of("ids", null, List.of(), 5, "x", Collections.nCopies(501, 1)),
                        of("ids[0]", List.of("1"), List.of(HUGE), Arrays.asList((Object) null), List.of(1.5)),
                        of("action", null, "", "explode", "COMPLETE", 0, true),
                        of("категория", "x"))
                .flatMap(fields -> fields)
                .map(bad -> Arguments.of(bad.field(), bad.value()));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("badBulks")
    void wrongFieldOfABulkAction(String field, Object value) {
        var before = desk.everything();
        var body = new LinkedHashMap<String, Object>(json("ids", List.of(task), "action", "complete"));
        body.put(field.replaceAll("[\\[.].*", ""), value);

        desk.post("/tasks/bulk", body).statusCode(400).body("errors.field", hasItem(field));

        assertThat(desk.everything()).isEqualTo(before);
    }

    static Stream<Arguments> badTargets() {
        return Stream.concat(
                Stream.of(
                        Arguments.of("move", "categoryId", json()),
                        Arguments.of("redate", "due", json()),
                        Arguments.of("template", "reminderTemplateId", json()),
                        Arguments.of("template", "reminderTemplateId", json("reminderTemplateId", 999_999_999)),
                        Arguments.of("importance", "importance", json()),
                        Arguments.of("importance", "importance", json("importance", 4)),
                        Arguments.of("reopen", "importance", json("importance", 1)),
                        Arguments.of("move", "keepTime", json("categoryId", null, "keepTime", false)),
                        Arguments.of("complete", "categoryId", json("categoryId", null)),
                        Arguments.of("delete", "due", json("due", "2027-01-01")),
                        Arguments.of("move", "due", json("categoryId", null, "due", null))),
                Stream.concat(
                        Arrays.stream(NOT_IDS).map(id -> Arguments.of("move", "categoryId", json("categoryId", id))),
                        Arrays.stream(NOT_DATES).map(due -> Arguments.of("redate", "due", json("due", due)))));
    }

    @ParameterizedTest(name = "{0}: {1} in {2}")
    @MethodSource("badTargets")
    void wrongTargetOfABulkAction(String action, String field, Map<String, Object> target) {
        var before = desk.everything();
        var body = new LinkedHashMap<String, Object>(json("ids", List.of(task), "action", action));
        body.putAll(target);

        desk.post("/tasks/bulk", body).statusCode(400).body("errors.field", hasItem(field));

        assertThat(desk.everything()).isEqualTo(before);
    }

    static Stream<Arguments> badCategories() {
        return Stream.of(
                        of("name", null, "", "  ", "я".repeat(101)),
                        of("name", NOT_TEXT),
                        of("name", NOT_A_LINE),
                        of("color", "", "red", "#fff", "#12345g", "#1234567", "123456", "#12345\u0661", 5, true),
                        of("icon", "🎉".repeat(51), 5, "a\nb"),
                        of("id", 999_999_999),
                        of("version", 999))
                .flatMap(fields -> fields)
                .map(bad -> Arguments.of(bad.field(), bad.value()));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("badCategories")
    @DisplayName("S20: a wrong field of a category is named, and a colour that is none")
    void wrongFieldOfACategory(String field, Object value) {
        var before = desk.everything();
        var body = new LinkedHashMap<String, Object>(json("name", "Новая"));
        body.put(field, value);

        desk.post("/categories", body)
                .statusCode(400)
                .body("errors.field", hasItem(field))
                .body("errors[0].message", matchesPattern("(?s).*[а-яё].*"));
        desk.visitor
                .request()
                .header("Accept-Language", "en")
                .header("If-Match", etag(0))
                .body(body)
                .put("/categories/" + category)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(field))
                .body("errors[0].message", not(matchesPattern("(?s).*[а-яё].*")));

        assertThat(desk.everything()).isEqualTo(before);
    }

    static Stream<Arguments> badSnoozes() {
        return Stream.concat(
                of("minutes", 0, -1, 525_601, HUGE, "15", 1.5, true).map(bad -> Arguments.of(bad.field(), bad.value())),
                Arrays.stream(NOT_DATES).map(until -> Arguments.of("until", until)));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("badSnoozes")
    void wrongFieldOfASnooze(String field, Object value) {
        var before = desk.everything();

        desk.post("/tasks/" + task + "/snooze", json(field, value))
                .statusCode(400)
                .body("errors.field", hasItem(field));

        assertThat(desk.everything()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "5",
                "\"x\"",
                "{",
                "{\"completed\":\"yes\"}",
                "{\"completed\":null}",
                "{}",
                "{\"completed\":1}"
            })
    void wrongTicks(String body) {
        var before = desk.everything();
        var step = desk.task(task).getInt("subtasks[0].id");

        desk.visitor
                .request()
                .body(body)
                .patch("/tasks/" + task + "/subtasks/" + step)
                .then()
                .statusCode(400);

        assertThat(desk.everything()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1.5", "-1", "99999999999999999999", "1%00", "0"})
    void wrongIdsAreNotFound(String id) {
        for (var path : new ArrayList<>(List.of("/tasks/", "/categories/"))) {
            desk.visitor
                    .request()
                    .urlEncodingEnabled(false)
                    .get(path + id)
                    .then()
                    .statusCode(404);
        }
        desk.visitor
                .request()
                .urlEncodingEnabled(false)
                .post("/tasks/" + id + "/complete")
                .then()
                .statusCode(404);
    }
}
