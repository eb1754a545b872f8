package app.zapiska.reminders;

import static app.zapiska.reminders.Keeper.before;
import static app.zapiska.reminders.Keeper.json;
import static app.zapiska.reminders.Keeper.onDay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates and the preview over HTTP. 21 November 2026 is a Saturday. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ReminderTemplatesTest {

    private static final String TEMPLATES = "/reminder-templates";
    private static final String PREVIEW = TEMPLATES + "/preview";

    @Inject
    MutableClock clock;

    @Inject
    Engine.Parts parts;

    @AfterEach
    void realTime() {
        clock.backToReal();
    }

    // ---- the system's

    @Test
    @DisplayName("R1: a new account has the five system templates, in order, with these rules")
    void fiveSystemTemplates() {
        var anna = keeper();
        anna.get(TEMPLATES)
                .statusCode(200)
                .body("nextCursor", nullValue())
                .body(
                        "items.name",
                        equalTo(List.of(
                                "За 1 день до срока",
                                "За день и в день",
                                "Интенсивные",
                                "Очень интенсивные",
                                "Только в день дедлайна")))
                .body("items.system", equalTo(Collections.nCopies(5, true)))
                .body("items.recommended", equalTo(List.of(false, false, true, false, false)))
                .body(
                        "items.rules",
                        equalTo(List.of(
                                List.of(before(1440)),
                                List.of(before(1440), onDay(0, "09:00")),
                                List.of(before(1440), before(60), before(0)),
                                List.of(before(2880), before(1440), before(180), before(60), before(0)),
                                List.of(onDay(0, "09:00")))));
    }

    @Test
    void systemTemplatesSpeakTheAccountsLanguage() {
        var anna = keeper();
        anna.settings(settings -> settings.put("language", "en"));
        anna.get(TEMPLATES)
                .body(
                        "items.name",
                        equalTo(List.of(
                                "1 day before",
                                "The day before and on the day",
                                "Intensive",
                                "Very intensive",
                                "Only on the due day")))
                .body("items[2].description", equalTo("1 day, 1 hour before and at the due moment"));
        anna.settings(settings -> settings.put("language", "ru"));
        anna.get(TEMPLATES).body("items[2].description", equalTo("За 1 день, за 1 час и в момент срока"));
    }

    @Test
    void systemTemplatesAreReadOnly() {
        var anna = keeper();
        var before = anna.everything();
        for (int place = 0; place < 5; place++) {
            var path = TEMPLATES + "/" + anna.system(place);
            anna.put(path, 0, json("name", "Мой", "rules", List.of(before(5))))
                    .statusCode(409)
                    .body("type", equalTo("/problems/conflict"))
                    .body("detail", equalTo("Системный шаблон изменить нельзя: скопируйте его"));
            anna.delete(path, 0).statusCode(409);
        }
        assertThat(anna.everything()).isEqualTo(before);
    }

    // ---- one's own

    @Test
    void anOwnTemplateIsMadeCopiedChangedAndDeleted() {
        var anna = keeper();
        var made = anna.post(
                        TEMPLATES,
                        json(
                                "name",
                                "  Мой 🎉 a < b & <b>  ",
                                "description",
                                "две\nстроки",
                                "rules",
                                List.of(before(60), onDay(1, "20:30"), before(0))))
                .statusCode(201)
                .header("ETag", Keeper.etag(0))
                .body("name", equalTo("Мой 🎉 a < b & <b>"))
                .body("description", equalTo("две\nстроки"))
                .body("system", is(false))
                .body("recommended", is(false))
                .body("rules", equalTo(List.of(before(60), onDay(1, "20:30"), before(0))))
                .extract();
        var path = TEMPLATES + "/" + made.jsonPath().getLong("id");
        assertThat(made.header("Location")).isEqualTo("/api/v1" + path);
        assertThat(anna.get(path).extract().jsonPath().getMap(""))
                .isEqualTo(made.jsonPath().getMap(""));

        // A copy is what its rules say, whosever they were.
        var rules = anna.get(TEMPLATES).extract().jsonPath().getList("items[3].rules");
        anna.post(TEMPLATES, json("name", "Копия", "rules", rules))
                .statusCode(201)
                .body("rules", equalTo(rules))
                .body("system", is(false));
        anna.get(TEMPLATES)
                .body("items.name[5]", equalTo("Мой 🎉 a < b & <b>"))
                .body("items.name[6]", equalTo("Копия"));

        anna.put(path, 0, json("name", "Другой", "rules", List.of(onDay(0, "08:05"))))
                .statusCode(200)
                .header("ETag", Keeper.etag(1))
                .body("description", equalTo(""))
                .body("rules", equalTo(List.of(onDay(0, "08:05"))));
        anna.put(path, 0, json("name", "Отставший", "rules", List.of(before(1))))
                .statusCode(412)
                .body("type", equalTo("/problems/stale"))
                .body("current.name", equalTo("Другой"))
                .body("current.version", is(1));
        anna.delete(path, 0).statusCode(412).body("current.name", equalTo("Другой"));
        anna.visitor
                .request()
                .body(json("name", "x", "rules", List.of(before(1))))
                .put(path)
                .then()
                .statusCode(428);
        anna.visitor.request().delete(path).then().statusCode(428);
        anna.get(path).header("ETag", Keeper.etag(1)).body("name", equalTo("Другой"));

        anna.delete(path, 1).statusCode(204);
        anna.get(path).statusCode(404).body("detail", equalTo("Шаблона нет или он удалён"));
        anna.delete(path, 1).statusCode(404);
        anna.get(TEMPLATES).body("items.size()", is(6));
    }

    @Test
    @DisplayName("R1: a template says how many open tasks and unpaid loans use it")
    void whoUsesIt() {
        var anna = keeper();
        var template = anna.template("Заранее", before(60));
        var path = TEMPLATES + "/" + template;
        anna.get(path).body("usedBy", equalTo(json("tasks", 0, "loans", 0)));
        for (int n = 0; n < 3; n++) {
            anna.create("title", "Задача", "reminderTemplateId", template);
        }
        anna.complete(anna.create("title", "Сделана", "reminderTemplateId", template));
        anna.deleteTask(anna.create("title", "Удалена", "reminderTemplateId", template));
        var loan = json(
                "orgName",
                "МаниМен",
                "loanDate",
                "2025-10-01",
                "amountBorrowed",
                "100.00",
                "reminderTemplateId",
                template);
        anna.post("/loans", loan).statusCode(201);
        var paid = anna.post("/loans", loan).extract().jsonPath().getLong("id");
        anna.get(path).body("usedBy", equalTo(json("tasks", 3, "loans", 2)));
        anna.post("/loans/" + paid + "/payments", json("amount", "100.00")).statusCode(201);
        anna.get(path).body("usedBy", equalTo(json("tasks", 3, "loans", 1)));
        anna.get(TEMPLATES).body("items.find { it.name == 'Заранее' }.usedBy.tasks", is(3));
        Keeper.at("2026-11-21T12:00", clock, parts).get(TEMPLATES).body("items.usedBy.tasks.sum()", is(0));
    }

    @Test
    @DisplayName("bug 44: another account's template does not exist")
    void anothersTemplateDoesNotExist() {
        var anna = keeper();
        var boris = Visitor.newcomer();
        var own = anna.template("Тайный", before(1));
        var before = anna.everything();
        for (var id : List.of(own, anna.system(0), 999_999_999L)) {
            var path = TEMPLATES + "/" + id;
            boris.request().get(path).then().statusCode(404);
            boris.request().header("If-Match", "*").delete(path).then().statusCode(404);
            boris.request()
                    .header("If-Match", "*")
                    .body(json("name", "x", "rules", List.of(before(1))))
                    .put(path)
                    .then()
                    .statusCode(404);
            boris.request()
                    .body(json("templateId", id, "due", "2026-11-25"))
                    .post(PREVIEW)
                    .then()
                    .statusCode(404);
        }
        boris.request().get(TEMPLATES).then().body("items.size()", is(5));
        Visitor.anonymous().get(TEMPLATES).then().statusCode(401);
        assertThat(anna.everything()).isEqualTo(before);
    }

    static Stream<Arguments> badTemplates() {
        var rules = List.of(before(1));
        return Stream.of(
                Arguments.of(json("rules", rules), List.of("name")),
                Arguments.of(json("name", null, "rules", rules), List.of("name")),
                Arguments.of(json("name", " ", "rules", rules), List.of("name")),
                Arguments.of(json("name", 5, "rules", rules), List.of("name")),
                Arguments.of(json("name", "я".repeat(101), "rules", rules), List.of("name")),
                Arguments.of(json("name", "две\nстроки", "rules", rules), List.of("name")),
                Arguments.of(json("name", "нуль\u0000", "rules", rules), List.of("name")),
                Arguments.of(json("name", "вспять\u202Eтпоп", "rules", rules), List.of("name")),
                Arguments.of(json("name", "x", "description", "я".repeat(501), "rules", rules), List.of("description")),
                Arguments.of(json("name", "x", "description", List.of(), "rules", rules), List.of("description")),
                Arguments.of(json("name", "x"), List.of("rules")),
                Arguments.of(json("name", "x", "rules", null), List.of("rules")),
                Arguments.of(json("name", "x", "rules", List.of()), List.of("rules")),
                Arguments.of(json("name", "x", "rules", before(1)), List.of("rules")),
                Arguments.of(json("name", "x", "rules", "before"), List.of("rules")),
                Arguments.of(
                        json(
                                "name",
                                "x",
                                "rules",
                                IntStream.range(0, 21).mapToObj(Keeper::before).toList()),
                        List.of("rules")),
                Arguments.of(rules(before(1), null), List.of("rules[1]")),
                Arguments.of(rules(before(1), 7), List.of("rules[1].kind")),
                Arguments.of(rules(before(1), before(2), before(1)), List.of("rules[2]")),
                Arguments.of(rules(onDay(1, "09:00"), onDay(1, "09:00:00")), List.of("rules[1]")),
                Arguments.of(rules(json("kind", "hourly", "minutes", 5)), List.of("rules[0].kind")),
                Arguments.of(rules(json("minutes", 5)), List.of("rules[0].kind")),
                Arguments.of(rules(json("kind", null, "minutes", 5)), List.of("rules[0].kind")),
                Arguments.of(rules(json("kind", "before")), List.of("rules[0].minutes")),
                Arguments.of(rules(json("kind", "before", "minutes", null)), List.of("rules[0].minutes")),
                Arguments.of(rules(before(-1)), List.of("rules[0].minutes")),
                Arguments.of(rules(before(527_041)), List.of("rules[0].minutes")),
                Arguments.of(rules(json("kind", "before", "minutes", 99_999_999_999L)), List.of("rules[0].minutes")),
                Arguments.of(rules(json("kind", "before", "minutes", 1.5)), List.of("rules[0].minutes")),
                Arguments.of(rules(json("kind", "before", "minutes", "60")), List.of("rules[0].minutes")),
                Arguments.of(rules(json("kind", "before", "minutes", 5, "time", "09:00")), List.of("rules[0].time")),
                Arguments.of(rules(json("kind", "onDay", "time", "09:00")), List.of("rules[0].daysBefore")),
                Arguments.of(rules(json("kind", "onDay", "daysBefore", 1)), List.of("rules[0].time")),
                Arguments.of(rules(onDay(-1, "09:00")), List.of("rules[0].daysBefore")),
                Arguments.of(rules(onDay(367, "09:00")), List.of("rules[0].daysBefore")),
                Arguments.of(rules(onDay(0, "25:00")), List.of("rules[0].time")),
                Arguments.of(rules(onDay(0, "9:00")), List.of("rules[0].time")),
                Arguments.of(rules(onDay(0, "09:00:01")), List.of("rules[0].time")),
                Arguments.of(rules(onDay(0, "")), List.of("rules[0].time")),
                Arguments.of(rules(json("kind", "onDay", "daysBefore", 0, "time", 9)), List.of("rules[0].time")),
                Arguments.of(json("name", "x", "rules", rules, "system", true), List.of("system")),
                Arguments.of(json("name", "x", "rules", rules, "id", 1), List.of("id")),
                Arguments.of(json("name", "x", "rules", rules, "accountId", 1), List.of("accountId")),
                Arguments.of(
                        rules(before(-1), onDay(400, "09:00")), List.of("rules[0].minutes", "rules[1].daysBefore")));
    }

    private static Map<String, Object> rules(Object... rules) {
        return json("name", "x", "rules", Stream.of(rules).toList());
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("badTemplates")
    @DisplayName("what makes no sense is refused by its field, in the reader's language, and changes nothing")
    void badInputIsRefused(Map<String, Object> bad, List<String> fields) {
        var anna = Lazily.keeper(this::keeper);
        var own = Lazily.template;
        var before = anna.everything();
        for (var language : List.of("ru", "en")) {
            for (var request : List.of(
                    anna.visitor
                            .request()
                            .header("Accept-Language", language)
                            .body(bad)
                            .post(TEMPLATES),
                    anna.visitor
                            .request()
                            .header("Accept-Language", language)
                            .header("If-Match", "*")
                            .body(bad)
                            .put(TEMPLATES + "/" + own))) {
                var errors = request.then()
                        .statusCode(400)
                        .contentType("application/problem+json")
                        .body("type", equalTo("/problems/validation"))
                        .body("errors.field", equalTo(fields))
                        .extract()
                        .jsonPath()
                        .<String>getList("errors.message");
                assertThat(errors)
                        .allSatisfy(message -> assertThat(message)
                                .matches("ru".equals(language) ? ".*[а-я].*" : "[^а-я]+")
                                .doesNotContainIgnoringCase("jackson", "java", "app.zapiska"));
            }
        }
        assertThat(anna.everything()).isEqualTo(before);
    }

    /** One account for all the bad input: nothing of it may change anything. */
    private static final class Lazily {
        private static Keeper keeper;
        private static long template;

        static Keeper keeper(java.util.function.Supplier<Keeper> maker) {
            if (keeper == null) {
                keeper = maker.get();
                template = keeper.template("Свой", before(5));
            }
            return keeper;
        }
    }

    // ---- the preview

    @Test
    @DisplayName("R1: the preview gives the exact moments of every system template, for a minute and for a whole day")
    void thePreviewIsExact() {
        var anna = keeper();
        var minute = List.of(
                List.of("2026-11-24T18:00"),
                List.of("2026-11-24T18:00", "2026-11-25T09:00"),
                List.of("2026-11-24T18:00", "2026-11-25T17:00", "2026-11-25T18:00"),
                List.of(
                        "2026-11-23T18:00",
                        "2026-11-24T18:00",
                        "2026-11-25T15:00",
                        "2026-11-25T17:00",
                        "2026-11-25T18:00"),
                List.of("2026-11-25T09:00"));
        var day = List.of(
                List.of("2026-11-24T21:59"),
                List.of("2026-11-24T21:59", "2026-11-25T09:00"),
                List.of("2026-11-24T21:59", "2026-11-25T20:59", "2026-11-25T21:59"),
                List.of(
                        "2026-11-23T21:59",
                        "2026-11-24T21:59",
                        "2026-11-25T18:59",
                        "2026-11-25T20:59",
                        "2026-11-25T21:59"),
                List.of("2026-11-25T09:00"));
        for (int place = 0; place < 5; place++) {
            for (var due : List.of("2026-11-25T18:00", "2026-11-25 18:00")) {
                anna.post(PREVIEW, json("templateId", anna.system(place), "due", due))
                        .statusCode(200)
                        .body("instants", equalTo(minute.get(place)))
                        .body("skippedPast", is(0));
            }
            anna.post(PREVIEW, json("templateId", anna.system(place), "due", "2026-11-25"))
                    .statusCode(200)
                    .body("instants", equalTo(day.get(place)));
        }
    }

    @Test
    @DisplayName("bug 17: the preview counts what is past and gives equal moments once")
    void thePreviewCountsThePast() {
        var anna = keeper();
        anna.post(
                        PREVIEW,
                        json(
                                "rules",
                                List.of(before(1440), before(60), before(0), onDay(0, "12:30"), onDay(1, "12:00")),
                                "due",
                                "2026-11-21T13:30"))
                .statusCode(200)
                .body("instants", equalTo(List.of("2026-11-21T12:30", "2026-11-21T13:30")))
                .body("skippedPast", is(2));
        // What is overdue begins at once.
        anna.post(PREVIEW, json("rules", List.of(before(0)), "due", "2020-01-01"))
                .statusCode(200)
                .body("instants", equalTo(List.of("2026-11-21T12:00")))
                .body("skippedPast", is(1));
    }

    @Test
    @DisplayName("a moment in the night says when its message comes, a template's and one chosen by hand alike")
    void theNight() {
        var anna = keeper();
        anna.post(
                        PREVIEW,
                        json(
                                "rules",
                                List.of(before(0)),
                                "due",
                                "2026-11-25T23:30",
                                "reminders",
                                List.of(
                                        "2026-11-24T12:00",
                                        "2026-11-24T23:50",
                                        "2026-11-25T03:00",
                                        "2020-01-01T12:00")))
                .statusCode(200)
                .body(
                        "messages",
                        equalTo(List.of(
                                told("2026-11-24T12:00", "2026-11-24T12:00", true),
                                told("2026-11-25T07:00", "2026-11-24T23:50", true),
                                told("2026-11-25T21:59", "2026-11-25T23:30", false))));
        anna.post(PREVIEW, json("rules", List.of(), "due", "2026-11-25", "reminders", List.of("2026-11-25T06:59")))
                .statusCode(200)
                .body("messages", equalTo(List.of(told("2026-11-25T07:00", "2026-11-25T06:59", true))))
                .body("instants", equalTo(List.of()));
    }

    private static Map<String, Object> told(String at, String wanted, boolean own) {
        return Map.of("at", at, "wanted", wanted, "own", own);
    }

    @Test
    void thePreviewKeepsToTheHoursOfEachWeekday() {
        var anna = keeper();
        anna.settings(settings -> settings.put(
                "workHours", json("start", 7, "end", 22, "days", json("7", null, "1", json("start", 10, "end", 12)))));
        // Sunday is off, Monday is short.
        anna.post(
                        PREVIEW,
                        json("rules", List.of(before(0), before(1440), onDay(0, "09:00")), "due", "2026-11-23T15:00"))
                .statusCode(200)
                .body("instants", equalTo(List.of("2026-11-23T10:00", "2026-11-23T11:59")));
        anna.post(PREVIEW, json("rules", List.of(before(0)), "due", "2026-11-22T15:00"))
                .body("instants", equalTo(List.of("2026-11-21T21:59")));
        anna.post(PREVIEW, json("rules", List.of(before(0)), "due", "2026-11-23"))
                .body("instants", equalTo(List.of("2026-11-23T11:59")));
    }

    @Test
    void thePreviewTakesEitherRulesOrATemplate() {
        var anna = keeper();
        anna.post(PREVIEW, json("due", "2026-11-25")).statusCode(400).body("errors.field", equalTo(List.of("rules")));
        anna.post(PREVIEW, json("due", "2026-11-25", "rules", List.of(before(1)), "templateId", anna.system(0)))
                .statusCode(400)
                .body("errors[0].message", equalTo("Укажите правила или шаблон — что-то одно"));
        for (var wrong : List.of("завтра", "2026-02-30", "2026-11-25T24:00", "")) {
            anna.post(PREVIEW, json("due", wrong, "rules", List.of(before(1))))
                    .statusCode(400)
                    .body("errors.field", equalTo(List.of("due")));
        }
        anna.post(PREVIEW, json("rules", List.of(before(1))))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("due")));
        anna.post(PREVIEW, json("due", "2026-11-25", "rules", List.of(before(1)), "durationMinutes", 0))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("durationMinutes")));
        anna.post(PREVIEW, json("due", "2026-11-25", "rules", List.of(json("kind", "before"))))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("rules[0].minutes")));
    }

    @Test
    @DisplayName("R1: the preview is what a task then gets, whatever the rules, the due moment, the hours and the zone")
    void thePreviewIsWhatATaskGets() {
        var anna = keeper();
        var random = new Random(20261121);
        for (int turn = 0; turn < 25; turn++) {
            if (turn % 5 == 0) {
                int start = random.nextInt(12);
                int end = start + 1 + random.nextInt(24 - start);
                var zone = List.of(
                                "Europe/Moscow",
                                "Europe/Berlin",
                                "Australia/Lord_Howe",
                                "America/Havana",
                                "Asia/Kolkata")
                        .get(turn / 5);
                anna.settings(settings -> {
                    settings.put("timeZone", zone);
                    settings.put("workHours", json("start", start, "end", end));
                });
            }
            var rules = new ArrayList<Object>();
            for (int n = random.nextInt(6); n >= 0; n--) {
                var rule = random.nextBoolean()
                        ? before(random.nextInt(6_000))
                        : onDay(random.nextInt(4), "%02d:%02d".formatted(random.nextInt(24), random.nextInt(60)));
                if (!rules.contains(rule)) {
                    rules.add(rule);
                }
            }
            var moment = LocalDateTime.parse("2026-11-21T12:00").plusMinutes(random.nextInt(20_000) - 2_000);
            var due = random.nextInt(3) == 0 ? moment.toLocalDate().toString() : moment.toString();
            var preview = anna.post(PREVIEW, json("rules", rules, "due", due))
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            var template = anna.template("Шаблон " + turn, rules.toArray());
            anna.post(PREVIEW, json("templateId", template, "due", due))
                    .body("instants", equalTo(preview.getList("instants")))
                    .body("skippedPast", is(preview.getInt("skippedPast")));
            var task = anna.create("title", "x", "due", due, "reminderTemplateId", template);
            // What has passed altogether stands at its due moment and is sent at once, which is what the preview shows.
            if (preview.getInt("skippedPast") < rules.size()) {
                assertThat(anna.planned(task)).as("%s due %s", rules, due).isEqualTo(preview.getList("instants"));
            }
            assertThat(anna.next(task)).as("inside the hours").isEqualTo(preview.getList("instants"));
        }
    }

    private Keeper keeper() {
        return Keeper.at("2026-11-21T12:00", clock, parts);
    }
}
