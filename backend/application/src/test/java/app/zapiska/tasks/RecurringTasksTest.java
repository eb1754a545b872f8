package app.zapiska.tasks;

import static app.zapiska.tasks.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.reminders.SubjectKey;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** T6: the next occurrence comes whoever completes the one before, exactly once. Which date it has is tested with the rules. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("A task that repeats")
class RecurringTasksTest {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    @Inject
    MutableClock clock;

    @Inject
    RemindableTasks bot;

    @Inject
    AccountDirectory accounts;

    @Inject
    UnfollowedTasks unfollowed;

    private Desk desk;

    @BeforeEach
    void saturdayNoonInMoscow() {
        clock.set(Instant.parse("2026-11-21T09:00:00Z"));
        desk = Desk.empty();
    }

    @AfterEach
    void realTime() {
        clock.backToReal();
    }

    private void now(String moscow) {
        now(LocalDateTime.parse(moscow).atZone(MOSCOW).toInstant());
    }

    private void now(Instant moment) {
        clock.set(moment);
        desk = desk.later();
    }

    private long repeating(String due, String rule, Object... more) {
        var parts = new ArrayList<Object>(List.of("title", "Платёж", "due", due, "recurrence", rule));
        parts.addAll(List.of(more));
        return desk.createId(parts.toArray());
    }

    private JsonPath complete(long id) {
        return desk.post("/tasks/" + id + "/complete").statusCode(200).extract().jsonPath();
    }

    private long next(JsonPath done) {
        return done.getLong("followedBy.id");
    }

    private String nextDue(JsonPath done) {
        return done.getString("followedBy.due");
    }

    private static List<String> planned(JsonPath task) {
        return task.getList("reminders.findAll { it.state == 'scheduled' }.at");
    }

    private int open() {
        return desk.ids("filter=open", 50).size();
    }

    @Test
    @DisplayName(
            "V-01: 31 January is followed by 28 February, 31 March and 30 April, and each occurrence is a task of its own")
    void monthEnd() {
        long id = repeating("2027-01-31T10:00", "FREQ=MONTHLY");
        for (var due : List.of("2027-02-28T10:00", "2027-03-31T10:00", "2027-04-30T10:00", "2027-05-31T10:00")) {
            now(desk.task(id).getString("due"));
            var done = complete(id);
            assertThat(done.getString("status")).isEqualTo("done");
            assertThat(nextDue(done)).isEqualTo(due);
            assertThat(desk.task(id).getMap("")).isEqualTo(done.getMap(""));
            id = next(done);
            assertThat(desk.task(id).getString("recurrence")).isEqualTo("FREQ=MONTHLY");
        }
        assertThat(open()).isOne();
        desk.get("/tasks/" + id + "/series")
                .statusCode(200)
                .body("words", containsString("31"))
                .body(
                        "occurrences.due",
                        contains(
                                "2027-05-31T10:00",
                                "2027-04-30T10:00",
                                "2027-03-31T10:00",
                                "2027-02-28T10:00",
                                "2027-01-31T10:00"))
                .body("occurrences.status", contains("open", "done", "done", "done", "done"))
                .body(
                        "upcoming",
                        contains(
                                "2027-06-30T10:00",
                                "2027-07-31T10:00",
                                "2027-08-31T10:00",
                                "2027-09-30T10:00",
                                "2027-10-31T10:00",
                                "2027-11-30T10:00"));
    }

    @Test
    @DisplayName("brings everything along: steps to be done anew, its template, its own reminders moved with the date")
    void everythingComesAlong() {
        var category = desk.category("Дом");
        var template = desk.get("/reminder-templates")
                .extract()
                .jsonPath()
                .getLong("items.find { it.name == 'Интенсивные' }.id");
        long id = repeating(
                "2026-11-25T18:00",
                "FREQ=WEEKLY",
                "description",
                "по договору",
                "importance",
                1,
                "durationMinutes",
                30,
                "categoryId",
                category,
                "reminderTemplateId",
                template,
                "reminders",
                List.of("2026-11-24T10:00"),
                "subtasks",
                List.of(json("title", "Раз"), json("title", "Два")));
        long step = desk.task(id).getLong("subtasks[0].id");
        desk.patch("/tasks/" + id + "/subtasks/" + step, json("completed", true))
                .statusCode(200);
        // The one chosen by hand has spoken when the task is done.
        now("2026-11-24T12:00");

        var next = desk.task(next(complete(id)));

        assertThat(next.getString("due")).isEqualTo("2026-12-02T18:00");
        assertThat(next.getString("title") + next.getString("description")).isEqualTo("Платёжпо договору");
        assertThat(next.getInt("importance")).isOne();
        assertThat(next.getInt("durationMinutes")).isEqualTo(30);
        assertThat(next.getLong("categoryId")).isEqualTo(category);
        assertThat(next.getLong("reminderTemplateId")).isEqualTo(template);
        assertThat(next.getList("subtasks.title")).containsExactly("Раз", "Два");
        assertThat(next.getList("subtasks.completed")).containsOnly(false);
        assertThat(planned(next))
                .containsExactly("2026-12-01T10:00", "2026-12-01T18:00", "2026-12-02T17:00", "2026-12-02T18:00");
        assertThat(planned(desk.task(id))).isEmpty();
        // And once more, though its own reminder was never seen by any form.
        now("2026-12-02T18:30");
        assertThat(planned(desk.task(next(complete(next.getLong("id")))))).contains("2026-12-08T10:00");
    }

    @Test
    @DisplayName("goes on reminding when its template was deleted: what the template had planned comes along")
    void withoutItsTemplate() {
        var template = desk.post(
                        "/reminder-templates",
                        json("name", "Свой", "rules", List.of(json("kind", "before", "minutes", 120))))
                .statusCode(201)
                .extract()
                .jsonPath();
        long id = repeating("2026-11-25T18:00", "FREQ=DAILY", "reminderTemplateId", template.getLong("id"));
        desk.delete("/reminder-templates/" + template.getLong("id"), template.getInt("version"))
                .statusCode(204);
        now("2026-11-25T17:00");

        assertThat(planned(desk.task(next(complete(id))))).containsExactly("2026-11-26T16:00");
    }

    @Test
    @DisplayName("V-18, V-19, V-22: what was missed collapses into the next date still ahead, in phase")
    void missedOnes() {
        long daily = repeating("2026-11-25T08:00", "FREQ=DAILY");
        long everyOther = repeating("2026-11-25", "FREQ=DAILY;INTERVAL=2");
        long mondays = repeating("2026-11-23T10:00", "FREQ=WEEKLY");
        now("2026-11-24T10:00");
        desk.post("/tasks/" + mondays + "/snooze", json("minutes", 60)).statusCode(200);
        assertThat(nextDue(complete(mondays))).isEqualTo("2026-11-30T10:00");
        now("2026-11-28T12:00");
        assertThat(nextDue(complete(everyOther))).isEqualTo("2026-11-29");
        now("2026-11-29T01:45");
        assertThat(nextDue(complete(daily))).isEqualTo("2026-11-29T08:00");
    }

    @Test
    @DisplayName("V-21: counts from the day of completion if it is to")
    void fromCompletion() {
        long id = repeating("2026-11-22", "FREQ=MONTHLY;INTERVAL=3", "recurFrom", "completion");
        now("2026-11-30T15:00");
        assertThat(nextDue(complete(id))).isEqualTo("2027-02-28");
    }

    @Test
    @DisplayName("done ahead of its date does not ask for the same date again")
    void doneEarly() {
        long id = repeating("2026-12-01T09:00", "FREQ=MONTHLY");
        assertThat(nextDue(complete(id))).isEqualTo("2027-01-01T09:00");
    }

    @Test
    @DisplayName("says that it was the last one: by count, the missed ones among them, and by date (V-13)")
    void ends() {
        long three = repeating("2026-11-21T10:00", "FREQ=DAILY;COUNT=3");
        long until = repeating("2026-11-21T23:00", "FREQ=DAILY;UNTIL=20261122");
        var second = complete(until);
        assertThat(nextDue(second)).isEqualTo("2026-11-22T23:00");
        now("2026-11-22T12:00");
        var third = complete(three);
        assertThat(nextDue(third)).isEqualTo("2026-11-23T10:00");
        var last = complete(next(third));
        assertThat(last.getString("seriesEnded")).isEqualTo("count");
        assertThat(last.getMap("followedBy")).isNull();
        assertThat(complete(next(second)).getString("seriesEnded")).isEqualTo("until");
        assertThat(open()).isZero();
    }

    @Test
    @DisplayName("completed by page and bot at once, four times each, is followed once")
    void pageAndBotAtOnce() throws Exception {
        long account = desk.visitor.accountId();
        for (int round = 0; round < 5; round++) {
            long id = repeating("2026-11-25T18:00", "FREQ=DAILY");
            var start = new CyclicBarrier(8);
            var presses = new ArrayList<Callable<Integer>>();
            for (int n = 0; n < 4; n++) {
                presses.add(() -> {
                    start.await();
                    return desk.post("/tasks/" + id + "/complete").extract().statusCode();
                });
                presses.add(() -> {
                    start.await();
                    press(account, id);
                    return 200;
                });
            }
            try (var people = Executors.newFixedThreadPool(8)) {
                for (var answer : people.invokeAll(presses)) {
                    assertThat(answer.get()).isEqualTo(200);
                }
            }
            assertThat(RealServices.count("select count(*) from tasks where follows_id = ?", id))
                    .isOne();
        }
    }

    private void press(long account, long id) {
        try {
            VertxContextSupport.subscribeAndAwait(() -> accounts.settings(List.of(account))
                    .chain(found ->
                            Panache.withTransaction(() -> bot.complete(found.get(account), SubjectKey.task(id)))));
        } catch (Throwable failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    @DisplayName("completed together with others is followed as well")
    void bulk() {
        long one = repeating("2026-11-25", "FREQ=DAILY");
        long plain = desk.createId("title", "Раз");
        desk.post("/tasks/bulk", json("ids", List.of(one, plain), "action", "complete"))
                .body("done", is(2));
        assertThat(nextDue(desk.task(one))).isEqualTo("2026-11-26");
        assertThat(open()).isOne();
    }

    @Test
    @DisplayName("opened again takes its follower back, unless somebody has done something with that one")
    void reopened() {
        long id = repeating("2026-11-25T18:00", "FREQ=DAILY");
        long follower = next(complete(id));
        var open =
                desk.post("/tasks/" + id + "/reopen").statusCode(200).extract().jsonPath();
        assertThat(open.getMap("followedBy")).isNull();
        desk.get("/tasks/" + follower).statusCode(404);
        assertThat(open()).isOne();

        long touched = next(complete(id));
        desk.put("/tasks/" + touched, 0, json("title", "Иначе", "due", "2026-11-26T18:00"))
                .statusCode(200);
        desk.post("/tasks/" + id + "/reopen").statusCode(200).body("followedBy.id", is((int) touched));
        assertThat(next(complete(id))).isEqualTo(touched);
        assertThat(RealServices.count("select count(*) from tasks where follows_id = ?", id))
                .isOne();

        long snoozed = next(complete(touched));
        desk.post("/tasks/" + snoozed + "/snooze", json("minutes", 60)).statusCode(200);
        desk.post("/tasks/" + touched + "/reopen").statusCode(200).body("followedBy.id", is((int) snoozed));
    }

    @Test
    @DisplayName("skipped is the next one instead, with the time and all, and can be taken back")
    void skipped() {
        long id = repeating("2026-11-25T18:00", "FREQ=WEEKLY;COUNT=2", "reminders", List.of("2026-11-24T10:00"));
        var next = desk.post("/tasks/" + id + "/skip").statusCode(200).extract().jsonPath();
        assertThat(next.getString("due")).isEqualTo("2026-12-02T18:00");
        assertThat(planned(next)).contains("2026-12-01T10:00");
        desk.get("/tasks/" + id).statusCode(404);
        desk.post("/tasks/" + next.getLong("id") + "/skip").statusCode(409).body("detail", containsString("последнее"));

        desk.post("/tasks/" + id + "/restore").statusCode(200).body("status", equalTo("open"));
        desk.get("/tasks/" + next.getLong("id")).statusCode(404);

        desk.post("/tasks/" + desk.createId("title", "Раз") + "/skip")
                .statusCode(409)
                .body("detail", containsString("не повторяется"));
        complete(id);
        desk.post("/tasks/" + id + "/skip").statusCode(409).body("detail", containsString("выполнена"));
    }

    @Test
    @DisplayName("deleted is this occurrence only, and the next comes; or this and all following")
    void deleted() {
        long id = repeating("2026-11-25", "FREQ=DAILY");
        desk.delete("/tasks/" + id, 0).statusCode(204);
        long next = desk.ids("filter=open", 50).getFirst();
        assertThat(desk.task(next).getString("due")).isEqualTo("2026-11-26");

        desk.delete("/tasks/" + next + "?scope=following", 0).statusCode(204);
        assertThat(open()).isZero();
        desk.post("/tasks/" + next + "/restore").statusCode(200);
        var done = complete(next);
        assertThat(nextDue(done)).isEqualTo("2026-11-27");
        desk.delete("/tasks/" + next + "?scope=following", done.getInt("version"))
                .statusCode(409);
        desk.delete("/tasks/" + next + "?scope=all", done.getInt("version")).statusCode(400);
        desk.delete("/tasks/" + next, done.getInt("version")).statusCode(204);
        assertThat(open()).isOne();
        desk.post("/tasks/" + next + "/restore").statusCode(200).body("followedBy.id", is((int) next(done)));
    }

    @Test
    @DisplayName("edited alone leaves the following as they were; moving it moves neither the series nor comes twice")
    void thisOneOnly() {
        long id = repeating(
                "2026-11-25T18:00",
                "FREQ=WEEKLY",
                "reminders",
                List.of("2026-11-24T10:00"),
                "subtasks",
                List.of(json("title", "Раз")));
        var alone = json(
                "title",
                "В этот раз иначе",
                "due",
                "2026-11-27T12:00",
                "importance",
                1,
                "reminders",
                List.of(),
                "subtasks",
                List.of(),
                "recurrence",
                "FREQ=WEEKLY");
        desk.put("/tasks/" + id + "?scope=this", 0, alone).statusCode(200).body("title", equalTo("В этот раз иначе"));
        desk.put(
                        "/tasks/" + id + "?scope=this",
                        1,
                        json(
                                "title",
                                "Нет",
                                "due",
                                "2026-11-27",
                                "recurrence",
                                "FREQ=DAILY",
                                "recurFrom",
                                "completion"))
                .statusCode(400)
                .body("errors.field", contains("recurrence", "recurFrom"));

        var next = desk.task(next(complete(id)));
        assertThat(next.getString("title")).isEqualTo("Платёж");
        assertThat(next.getString("due")).isEqualTo("2026-12-02T18:00");
        assertThat(next.getInt("importance")).isEqualTo(2);
        assertThat(next.getList("subtasks.title")).containsExactly("Раз");
        assertThat(planned(next)).contains("2026-12-01T10:00");
        assertThat(nextDue(complete(next.getLong("id")))).isEqualTo("2026-12-09T18:00");
    }

    @Test
    @DisplayName("edited with all following counts from its new date; a new time alone keeps the 31st")
    void thisAndFollowing() {
        long id = repeating("2026-11-25T18:00", "FREQ=WEEKLY");
        desk.put("/tasks/" + id, 0, json("title", "Иначе", "due", "2026-11-27T12:00"))
                .statusCode(200);
        var next = desk.task(next(complete(id)));
        assertThat(next.getString("due") + next.getString("title")).isEqualTo("2026-12-04T12:00Иначе");

        long monthly = repeating("2027-01-31T10:00", "FREQ=MONTHLY");
        now("2027-01-31T10:00");
        long february = next(complete(monthly));
        desk.put(
                        "/tasks/" + february,
                        0,
                        json("title", "Позже", "due", "2027-02-28T12:30", "recurrence", "FREQ=MONTHLY;COUNT=3"))
                .statusCode(200);
        now("2027-02-28T13:00");
        var march = complete(february);
        assertThat(nextDue(march)).isEqualTo("2027-03-31T12:30");
        now("2027-03-31T13:00");
        assertThat(complete(next(march)).getString("seriesEnded")).isEqualTo("count");
    }

    @Test
    @DisplayName("goes on when a form says nothing of its rule, and ends when it says null")
    void ruleLeftOut() {
        long id = repeating("2026-11-25", "FREQ=DAILY", "recurFrom", "completion");
        desk.put("/tasks/" + id, 0, json("title", "Иначе", "due", "2026-11-25"))
                .statusCode(200)
                .body("recurrence", equalTo("FREQ=DAILY"))
                .body("recurFrom", equalTo("completion"));
        desk.put("/tasks/" + id, 1, json("title", "Иначе"))
                .statusCode(400)
                .body("errors.field", contains("recurrence"));
        desk.put("/tasks/" + id, 1, desk.task(id).getMap("")).statusCode(200).body("recurrence", equalTo("FREQ=DAILY"));
        desk.put("/tasks/" + id, 2, json("title", "Иначе", "due", "2026-11-25", "recurrence", null))
                .statusCode(200)
                .body("recurrence", nullValue())
                .body("recurrenceWords", nullValue());
        assertThat(complete(id).getMap("followedBy")).isNull();
        assertThat(open()).isZero();
        desk.put("/tasks/" + id, 4, json("title", "Иначе", "due", "2026-11-25", "recurrence", "FREQ=DAILY"))
                .statusCode(400)
                .body("errors.field", contains("recurrence"));
        desk.post(
                        "/tasks/bulk",
                        json("ids", List.of(repeating("2026-11-25", "FREQ=DAILY")), "action", "redate", "due", null))
                .body("failed.type", contains("/problems/validation"));
    }

    @Test
    @DisplayName("rests until the day its pause ends")
    void paused() {
        long id = repeating("2026-11-25T18:00", "FREQ=WEEKLY", "reminders", List.of("2026-11-24T10:00"));
        var paused = json(
                "title",
                "Платёж",
                "due",
                "2026-11-25T18:00",
                "recurrence",
                "FREQ=WEEKLY",
                "pausedUntil",
                "2027-01-10",
                "reminders",
                List.of("2026-11-24T10:00"));
        var moved =
                desk.put("/tasks/" + id, 0, paused).statusCode(200).extract().jsonPath();
        assertThat(moved.getString("due")).isEqualTo("2027-01-13T18:00");
        assertThat(planned(moved)).contains("2027-01-12T10:00").doesNotContain("2026-11-24T10:00");
        now("2027-01-13T19:00");
        var next = desk.task(next(complete(id)));
        assertThat(next.getString("due")).isEqualTo("2027-01-20T18:00");
        assertThat(next.getString("pausedUntil")).isNull();
        assertThat(planned(next)).contains("2027-01-19T10:00");

        desk.post("/tasks", json("title", "x", "due", "2027-02-01", "pausedUntil", "2027-03-01"))
                .statusCode(400)
                .body("errors.field", contains("pausedUntil"));
        desk.post(
                        "/tasks",
                        json(
                                "title",
                                "x",
                                "due",
                                "2027-02-01",
                                "recurrence",
                                "FREQ=DAILY;COUNT=2",
                                "pausedUntil",
                                "2027-03-01"))
                .statusCode(400)
                .body("errors.field", contains("pausedUntil"));
    }

    @Test
    @DisplayName("bug 33: a rule is refused in words, in both languages, or it works")
    void refusedInWords() {
        desk.post("/tasks", json("title", "x", "due", "2027-02-01", "recurrence", "FREQ=HOURLY"))
                .statusCode(400)
                .body("errors.field", contains("recurrence"))
                .body("errors[0].message", containsString("чаще раза в день"));
        desk.visitor
                .request()
                .header("Accept-Language", "en")
                .body(json("title", "x", "recurrence", "FREQ=DAILY"))
                .post("/tasks")
                .then()
                .statusCode(400)
                .body("errors[0].message", containsString("due date"));
        desk.post(
                        "/tasks",
                        json(
                                "title",
                                "x",
                                "due",
                                "2027-02-01",
                                "recurrence",
                                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;SKIP=OMIT"))
                .statusCode(400)
                .body("errors.field", contains("recurrence"));
        desk.post("/tasks", json("title", "x", "due", "2027-02-01", "recurrence", "каждый день", "importance", 9))
                .statusCode(400);
        desk.post("/tasks", json("title", "x", "due", "2027-02-01", "recurrence", 5))
                .statusCode(400)
                .body("errors.field", contains("recurrence"));
    }

    @Test
    @DisplayName("is shown before it is saved: the rule in words and its next six dates (V-07)")
    void preview() {
        desk.post(
                        "/tasks/recurrence-preview",
                        json("recurrence", "rrule:freq=monthly;byday=MO,TU,WE,TH,FR;bysetpos=-1", "due", "2027-01-29"))
                .statusCode(200)
                .body("recurrence", equalTo("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"))
                .body("words", containsString("последний рабочий день"))
                .body(
                        "dates",
                        contains("2027-02-26", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30", "2027-07-30"));
        desk.post(
                        "/tasks/recurrence-preview",
                        json("recurrence", "FREQ=DAILY;COUNT=3", "due", "2027-01-29T10:00", "count", 50))
                .body("dates", contains("2027-01-30T10:00", "2027-01-31T10:00"));
        desk.post("/tasks/recurrence-preview", json("recurrence", "FREQ=DAILY;BYHOUR=9", "due", "2027-01-29"))
                .statusCode(400)
                .body("errors.field", contains("recurrence"));
        desk.post("/tasks/recurrence-preview", json("recurrence", "вздор", "due", "2027-01-29"))
                .statusCode(400);
        desk.post("/tasks/recurrence-preview", json("recurrence", "FREQ=DAILY", "due", "1999-01-29"))
                .statusCode(400)
                .body("errors.field", contains("due"));
    }

    @Test
    @DisplayName("V-15, V-16: keeps the time of the wall over both nights in which the clocks change")
    void bothNights() {
        desk = Desk.in("Europe/Berlin");
        desk.post("/tasks/recurrence-preview", json("recurrence", "FREQ=DAILY", "due", "2027-03-26T02:30", "count", 3))
                .body("dates", contains("2027-03-27T02:30", "2027-03-28T03:30", "2027-03-29T02:30"));
        long id = repeating("2027-03-27T02:30", "FREQ=DAILY", "reminders", List.of("2027-03-27T01:30"));
        now(Instant.parse("2027-03-27T02:00:00Z"));
        var shifted = desk.task(next(complete(id)));
        assertThat(shifted.getString("due")).isEqualTo("2027-03-28T03:30");
        assertThat(planned(shifted)).contains("2027-03-28T01:30");
        now(Instant.parse("2027-03-28T02:00:00Z"));
        var after = desk.task(next(complete(shifted.getLong("id"))));
        assertThat(after.getString("due")).isEqualTo("2027-03-29T02:30");
        assertThat(planned(after)).contains("2027-03-29T01:30");
    }

    @Test
    @DisplayName("comes at the same time of the wall after its person has moved to another zone")
    void anotherZone() {
        long id = repeating("2026-11-25T09:00", "FREQ=DAILY");
        var settings = desk.get("/settings").extract();
        var changed = new java.util.HashMap<String, Object>(settings.jsonPath().getMap(""));
        changed.put("timeZone", "Asia/Vladivostok");
        desk.put("/settings", settings.jsonPath().getInt("version"), changed).statusCode(200);
        // 09:30 there, 02:30 in Moscow.
        clock.set(Instant.parse("2026-11-24T23:30:00Z"));
        assertThat(nextDue(complete(id))).isEqualTo("2026-11-26T09:00");
    }

    @Test
    @DisplayName("ended by somebody who knows of no series is followed all the same, once")
    void endedByAnOlderReplica() throws Throwable {
        long done = repeating("2026-11-25T18:00", "FREQ=DAILY");
        long gone = repeating("2026-11-25", "FREQ=WEEKLY");
        long plain = desk.createId("title", "Раз", "due", "2026-11-25");
        RealServices.execute(
                "update tasks set status = 'DONE', completed_at = ?, version = version + 1 where id = any(?)",
                java.time.OffsetDateTime.parse("2026-11-26T20:00:00Z"),
                new Long[] {done, plain});
        RealServices.execute(
                "update tasks set deleted_at = ? where id = ?",
                java.time.OffsetDateTime.parse("2026-11-22T20:00:00Z"),
                gone);
        // A rule that this version can't read holds up nobody.
        long unreadable = repeating("2026-11-25", "FREQ=DAILY");
        RealServices.execute(
                "update tasks set status = 'DONE', completed_at = now(), recurrence = 'FREQ=LUNAR' where id = ?",
                unreadable);
        assertThat(desk.task(unreadable).getString("recurrenceWords")).isEqualTo("FREQ=LUNAR");
        for (int round = 0; round < 2; round++) {
            VertxContextSupport.subscribeAndAwait(() -> unfollowed.goOn());
        }
        RealServices.execute("delete from tasks where id = ?", unreadable);

        assertThat(nextDue(desk.task(done))).isEqualTo("2026-11-27T18:00");
        assertThat(desk.task(plain).getMap("followedBy")).isNull();
        assertThat(RealServices.count("select count(*) from tasks where follows_id = ?", gone))
                .isOne();
        assertThat(open()).isEqualTo(2);
    }

    @Test
    @DisplayName("stays what it is when the first of the series was purged")
    void afterThePurge() {
        long id = repeating("2026-11-25", "FREQ=DAILY");
        long second = next(complete(id));
        long third = next(complete(second));
        RealServices.execute("delete from tasks where id = ?", id);
        desk.get("/tasks/" + third + "/series").body("occurrences.id", contains((int) third, (int) second));
        desk.get("/tasks/" + desk.createId("title", "Раз") + "/series")
                .body("recurrence", nullValue())
                .body("upcoming", empty())
                .body("occurrences", hasSize(1));
        desk.get("/tasks/999999999/series").statusCode(404);
    }
}
