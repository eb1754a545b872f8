package app.zapiska.reminders;

import static app.zapiska.reminders.Keeper.before;
import static app.zapiska.reminders.Keeper.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rules that speak again and again, and of an end. 30 November 2026 is a Monday. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class WindowRulesTest {

    private static final String TEMPLATES = "/reminder-templates";
    private static final Map<String, Object> FROM_FOUR =
            json("kind", "every", "minutes", 30, "from", "16:00", "untilMinutesBefore", 30);
    private static final Map<String, Object> BEFORE_THE_END = json("kind", "beforeEnd", "minutes", 20);

    @Inject
    MutableClock clock;

    @Inject
    Engine.Parts parts;

    @AfterEach
    void realTime() {
        clock.backToReal();
    }

    @Test
    @DisplayName("R1: «Футбол» gets 9, 9 and 11 reminders, and the last one follows the end")
    void football() {
        var anna = keeper();
        var football = anna.template("Футбол", FROM_FOUR, BEFORE_THE_END);
        var monday = match(anna, football, "2026-11-30T20:00");
        assertThat(anna.planned(monday)).isEqualTo(on("2026-11-30", "16:00", 8, "20:40"));
        assertThat(anna.planned(match(anna, football, "2026-12-02T20:00")))
                .isEqualTo(on("2026-12-02", "16:00", 8, "20:40"));
        assertThat(anna.planned(match(anna, football, "2026-12-04T21:00")))
                .isEqualTo(on("2026-12-04", "16:00", 10, "21:40"));

        anna.save(monday, "durationMinutes", 90);
        assertThat(anna.planned(monday)).isEqualTo(on("2026-11-30", "16:00", 8, "21:10"));
        anna.save(monday, "durationMinutes", null);
        assertThat(anna.planned(monday)).as("without an end").isEqualTo(on("2026-11-30", "16:00", 8));
    }

    @Test
    @DisplayName("R1: the preview shows the same, and names the rules that mean no moment")
    void thePreview() {
        var anna = keeper();
        var football = anna.template("Футбол", FROM_FOUR, BEFORE_THE_END);
        anna.get(TEMPLATES + "/" + football).body("rules", equalTo(List.of(FROM_FOUR, BEFORE_THE_END)));
        anna.post(
                        TEMPLATES + "/preview",
                        json("templateId", football, "due", "2026-12-04T21:00", "durationMinutes", 60))
                .body("instants", equalTo(on("2026-12-04", "16:00", 10, "21:40")))
                .body("mute", equalTo(List.of()));
        anna.post(TEMPLATES + "/preview", json("templateId", football, "due", "2026-12-04T09:00"))
                .body("instants", equalTo(List.of("2026-12-04T09:00")))
                .body("mute", equalTo(List.of(0, 1)));
    }

    @Test
    @DisplayName("R1: the preview of «Футбол» for two weeks: 9 on each Monday and Wednesday, 11 on each Friday")
    void thePreviewOfASeries() {
        var anna = keeper();
        var football = anna.template("Футбол", FROM_FOUR, BEFORE_THE_END);
        var mondays = json(
                "templateId",
                football,
                "due",
                "2026-11-30T20:00",
                "durationMinutes",
                60,
                "recurrence",
                "FREQ=WEEKLY;BYDAY=MO,WE");
        anna.post(TEMPLATES + "/preview", mondays)
                .statusCode(200)
                .body(
                        "instants",
                        equalTo(Stream.of("2026-11-30", "2026-12-02", "2026-12-07", "2026-12-09")
                                .flatMap(day -> on(day, "16:00", 8, "20:40").stream())
                                .toList()));
        var fridays = json(
                "templateId",
                football,
                "due",
                "2026-12-04T21:00",
                "durationMinutes",
                60,
                "recurrence",
                "FREQ=WEEKLY",
                "days",
                8,
                "reminders",
                List.of("2026-12-04T12:00"));
        var two = Stream.of("2026-12-04", "2026-12-11")
                .flatMap(day -> Stream.concat(Stream.of(day + "T12:00"), on(day, "16:00", 10, "21:40").stream()))
                .toList();
        anna.post(TEMPLATES + "/preview", fridays)
                .body("messages.at", equalTo(two))
                .body("instants.size()", equalTo(22));
        fridays.put("days", 7);
        anna.post(TEMPLATES + "/preview", fridays).body("messages.size()", equalTo(12));
        fridays.put("recurrence", "FREQ=HOURLY");
        anna.post(TEMPLATES + "/preview", fridays).statusCode(400).body("errors.field", equalTo(List.of("recurrence")));
    }

    @Test
    @DisplayName("what is planned for an occurrence is what the preview of its series tells")
    void thePreviewOfASeriesIsWhatHappens() {
        var anna = keeper();
        var template = anna.template("Заранее", before(24 * 60 + 30), before(30));
        var series = json("templateId", template, "due", "2026-11-22T12:00", "recurrence", "FREQ=DAILY", "days", 3);
        var told =
                anna.post(TEMPLATES + "/preview", series).extract().jsonPath().<String>getList("messages.at");

        var happened = new ArrayList<String>();
        var task = anna.create(
                "title",
                "Зарядка",
                "due",
                "2026-11-22T12:00",
                "recurrence",
                "FREQ=DAILY",
                "reminderTemplateId",
                template);
        for (int day = 22; day <= 24; day++) {
            happened.addAll(anna.planned(task));
            anna.at("2026-11-" + day + "T12:00");
            anna.complete(task);
            task = anna.task(task).getLong("followedBy.id");
        }
        assertThat(happened).isEqualTo(told);
    }

    @Test
    void nonsenseIsRefusedInWords() {
        var anna = keeper();
        var before = anna.everything();
        refused(anna, "Укажите начало: время или за сколько до срока", every(null, null, 30, 0));
        refused(anna, "Укажите начало: время или за сколько до срока", every("16:00", 60, 30, 0));
        refused(anna, "Кончается раньше, чем начинается", every(null, 60, 30, 90));
        refused(anna, "Слишком много напоминаний: напоминайте реже или короче", every(null, 10_080, 5, 0));
        anna.post(TEMPLATES, json("name", "Часто", "rules", List.of(every("16:00", null, 4, 0))))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("rules[0].minutes")));
        assertThat(anna.everything()).isEqualTo(before);
    }

    private static void refused(Keeper anna, String words, Map<String, Object> rule) {
        var rules = List.of(before(5), rule);
        for (var path : List.of(TEMPLATES, TEMPLATES + "/preview")) {
            var asked = path.equals(TEMPLATES)
                    ? json("name", "Окно", "rules", rules)
                    : json("due", "2026-12-04T21:00", "rules", rules);
            anna.post(path, asked)
                    .statusCode(400)
                    .body("errors.field", equalTo(List.of("rules[1]")))
                    .body("errors.message", equalTo(List.of(words)));
        }
    }

    private static Map<String, Object> every(String from, Integer fromMinutesBefore, int minutes, int until) {
        return json(
                "kind",
                "every",
                "minutes",
                minutes,
                "from",
                from,
                "fromMinutesBefore",
                fromMinutesBefore,
                "untilMinutesBefore",
                until);
    }

    private static long match(Keeper anna, long template, String begins) {
        return anna.create("title", "Футбол", "due", begins, "durationMinutes", 60, "reminderTemplateId", template);
    }

    /** Half hours of a day, and what comes after them. */
    private static List<String> on(String day, String first, int halfHours, String... then) {
        var begin = LocalDateTime.parse(day + "T" + first);
        return Stream.concat(
                        Stream.iterate(begin, at -> at.plusMinutes(30))
                                .limit(halfHours)
                                .map(Object::toString),
                        Stream.of(then).map(time -> day + "T" + time))
                .toList();
    }

    private Keeper keeper() {
        return Keeper.at("2026-11-21T12:00", clock, parts);
    }
}
