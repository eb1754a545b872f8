package app.zapiska.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class StatisticsTest {

    @Inject
    MutableClock clock;

    private Visitor somebody;

    @AfterEach
    void backToReal() {
        clock.backToReal();
    }

    private void at(String moment) {
        clock.set(Instant.parse(moment));
    }

    private void newcomer(String zone, String moment) {
        at(moment);
        somebody = Visitor.newcomer();
        RealServices.execute("update accounts set time_zone = ? where id = ?", zone, somebody.accountId());
        somebody = Visitor.signIn(RealServices.text("select login from accounts where id = ?", somebody.accountId()));
    }

    private long task(Object... parts) {
        var task = new HashMap<String, Object>(Map.of("title", "Позвонить"));
        for (int i = 0; i < parts.length; i += 2) {
            task.put((String) parts[i], parts[i + 1]);
        }
        return somebody.request()
                .body(task)
                .post("/tasks")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    private void post(String path, Object... body) {
        var request = somebody.request();
        (body.length == 0 ? request : request.body(body[0])).post(path).then().statusCode(200);
    }

    private JsonObject statistics(String query) {
        return new JsonObject(somebody.request()
                .get("/statistics" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    private static long done(JsonObject statistics, String date) {
        return statistics.getJsonObject("tasks").getJsonArray("byDay").stream()
                .map(JsonObject.class::cast)
                .filter(day -> day.getString("date").equals(date))
                .findFirst()
                .orElseThrow()
                .getLong("done");
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Moscow, 2026-11-20T20:59:59.999999Z, 2026-11-20T21:00:00Z",
        // The night in which the clocks go back lasts an hour longer, the one in which they go forward an hour less.
        "Europe/Berlin, 2026-10-25T22:59:59Z, 2026-10-25T23:00:00Z",
        "Europe/Berlin, 2026-03-29T21:59:59Z, 2026-03-29T22:00:00Z",
        // Midnight itself is left out in this zone.
        "America/Santiago, 2026-09-06T03:59:59Z, 2026-09-06T04:00:00Z",
        "Australia/Lord_Howe, 2026-10-04T12:59:59Z, 2026-10-04T13:00:00Z",
    })
    @DisplayName("what is done a moment before midnight of the account belongs to the day that ends")
    void midnight(String zone, String before, String after) {
        newcomer(zone, before);
        var first = task();
        var second = task();
        post("/tasks/" + first + "/complete");
        at(after);
        post("/tasks/" + second + "/complete");

        var ends = Instant.parse(before).atZone(ZoneId.of(zone)).toLocalDate();
        var starts = Instant.parse(after).atZone(ZoneId.of(zone)).toLocalDate();
        assertThat(starts).isEqualTo(ends.plusDays(1));
        var found = statistics("?from=" + ends + "&to=" + starts);
        assertThat(done(found, ends.toString())).isEqualTo(1);
        assertThat(done(found, starts.toString())).isEqualTo(1);
        var alone = statistics("?from=" + starts + "&to=" + starts).getJsonObject("tasks");
        assertThat(alone.getLong("done")).isEqualTo(1);
        assertThat(alone.getLong("doneBefore")).isEqualTo(1);
    }

    @Test
    @DisplayName("only what is done now counts: not what was reopened or deleted; a series by each occurrence")
    void whatCountsAsDone() {
        newcomer("Europe/Moscow", "2026-11-20T09:00:00Z");
        var reopened = task();
        post("/tasks/" + reopened + "/complete");
        post("/tasks/" + reopened + "/reopen");
        var deleted = task();
        post("/tasks/" + deleted + "/complete");
        somebody.request()
                .header("If-Match", "\"v1\"")
                .delete("/tasks/" + deleted)
                .then()
                .statusCode(204);
        var daily = task("due", "2026-11-20T18:00", "recurrence", "FREQ=DAILY", "importance", 1);
        post("/tasks/" + daily + "/complete");
        at("2026-11-21T09:00:00Z");
        var next = somebody.request()
                .get("/tasks?filter=open&q=Позвонить")
                .jsonPath()
                .<Integer>getList("items.id");
        assertThat(next).hasSize(2);
        next.stream().filter(id -> id != reopened).forEach(id -> post("/tasks/" + id + "/complete"));

        var tasks = statistics("").getJsonObject("tasks");
        assertThat(tasks.getLong("done")).isEqualTo(2);
        assertThat(tasks.getJsonArray("byImportance").getJsonObject(0).getLong("done"))
                .isEqualTo(2);
        assertThat(tasks.getJsonArray("byWeek").getJsonObject(4))
                .isEqualTo(new JsonObject().put("monday", "2026-11-16").put("done", 2));
    }

    /** As the engine leaves it after the first message; due to repeat long after the test. */
    private void reached(long subject, String kind, String when) {
        RealServices.execute("""
                insert into reminders (account_id, subject_kind, subject_id, source, local_at, planned_at, state, resume_state,
                  due_at, seq, sent_count, first_sent_at, last_sent_at, created_at, updated_at)
                select ?, ?, ?, 'CUSTOM', timestamp '2026-01-01', cast(m as timestamptz), 'AWAITING', 'AWAITING',
                  timestamptz '2099-01-01', 1, 1, cast(m as timestamptz), cast(m as timestamptz), now(), now()
                from cast(? as text) m""", somebody.accountId(), kind, subject, when);
    }

    @Test
    @DisplayName("an answer is the first reaction to what has arrived; what nobody answered is in no median")
    void answers() {
        newcomer("Europe/Moscow", "2026-11-20T09:00:00Z");
        var completed = task("importance", 1);
        var snoozed = task("importance", 1);
        var moved = task("importance", 2, "due", "2026-11-20T13:00");
        var silent = task("importance", 3);
        for (var id : List.of(completed, snoozed, moved, silent)) {
            reached(id, "TASK", "2026-11-20T08:30:00Z");
        }
        at("2026-11-20T09:00:10Z");
        post("/tasks/" + snoozed + "/snooze", Map.of("minutes", 30));
        at("2026-11-20T09:30:00Z");
        post("/tasks/" + completed + "/complete");
        somebody.request()
                .header("If-Match", "\"v0\"")
                .body(Map.of("title", "Позвонить", "importance", 2, "due", "2026-11-22T12:00"))
                .put("/tasks/" + moved)
                .then()
                .statusCode(200);
        at("2026-11-20T15:00:00Z");
        post("/tasks/" + snoozed + "/complete");

        var reminders = statistics("").getJsonObject("reminders");
        assertThat(reminders.getLong("sent")).isEqualTo(4);
        assertThat(reminders.getLong("answered")).isEqualTo(3);
        assertThat(reminders.getLong("medianSeconds")).isEqualTo(3600);
        assertThat(reminders.getJsonArray("byHour").getJsonObject(11))
                .isEqualTo(new JsonObject()
                        .put("hour", 11)
                        .put("sent", 4)
                        .put("answered", 3)
                        .put("medianSeconds", 3600));
        // 30:10 and 60:00, in the middle 45:05.
        assertThat(reminders.getJsonArray("byImportance")).isEqualTo(new JsonArray("""
                [{"importance": 1, "sent": 2, "answered": 2, "medianSeconds": 2705},
                 {"importance": 2, "sent": 1, "answered": 1, "medianSeconds": 3600},
                 {"importance": 3, "sent": 1, "answered": 0, "medianSeconds": null},
                 {"importance": null, "sent": 0, "answered": 0, "medianSeconds": null}]"""));
    }

    @Test
    @DisplayName("reminders of payments stand apart; a payment answers them; a repeat is no second reminder")
    void payments() {
        newcomer("Europe/Moscow", "2026-11-20T09:00:00Z");
        var loan = somebody.request()
                .body(Map.of(
                        "orgName",
                        "МаниМен",
                        "loanDate",
                        "2026-10-01",
                        "amountBorrowed",
                        "100.00",
                        "installments",
                        List.of(
                                Map.of("dueDate", "2026-11-19", "amount", "60.10"),
                                Map.of("dueDate", "2026-11-20", "amount", "40.20"))))
                .post("/loans")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        var installments = loan.<Integer>getList("installments.id");
        installments.forEach(id -> reached(id, "INSTALLMENT", "2026-11-20T20:30:00Z"));
        RealServices.execute(
                "update reminders set sent_count = 7 where sent_count = 1 and account_id = ?", somebody.accountId());
        at("2026-11-20T20:31:00Z");
        installments.forEach(id -> post("/loans/" + loan.getLong("id") + "/installments/" + id + "/pay"));

        var found = statistics("?from=2026-11-01&to=2026-11-30");
        assertThat(found.getJsonObject("reminders").getJsonArray("byImportance").getJsonObject(3))
                .isEqualTo(new JsonObject("""
                        {"importance": null, "sent": 2, "answered": 2, "medianSeconds": 60}"""));
        assertThat(found.getJsonObject("payments")).isEqualTo(new JsonObject("""
                {"onTime": {"count": 1, "amount": "40.20"}, "late": {"count": 1, "amount": "60.10"},
                 "unpaid": {"count": 0, "amount": "0.00"}, "closed": {"count": 0, "amount": "0.00"},
                 "byMonth": [{"month": "2026-11", "onTime": {"count": 1, "amount": "40.20"},
                   "late": {"count": 1, "amount": "60.10"}, "unpaid": {"count": 0, "amount": "0.00"},
                   "closed": {"count": 0, "amount": "0.00"}}]}"""));
    }

    @Test
    @DisplayName("a new account: zeroes, every day, week and month of the last thirty days")
    void nothingYet() {
        newcomer("Europe/Moscow", "2026-11-20T21:30:00Z");
        somebody.request()
                .get("/statistics")
                .then()
                .statusCode(200)
                .body("from", is("2026-10-23"), "to", is("2026-11-21"))
                .body("tasks.done", equalTo(0), "tasks.byDay", hasSize(30), "tasks.byWeek", hasSize(5))
                .body("tasks.byCategory", hasSize(0), "reminders.byHour", hasSize(24))
                .body(
                        "reminders.medianSeconds",
                        nullValue(),
                        "payments.byMonth.month",
                        is(List.of("2026-10", "2026-11")));
    }

    @Test
    void whatIsNoPeriodIsRefused() {
        newcomer("Europe/Moscow", "2026-11-20T09:00:00Z");
        refused("?from=2026-11-21&to=2026-11-20", "to", "Начало периода позже конца");
        refused("?from=2025-01-01&to=2026-02-05", "to", "За один раз — не больше 400 дней");
        refused("?from=вчера", "from", "Нужна дата вида 2026-11-21");
        refused("?to=2026-02-30", "to", "Нужна дата вида 2026-11-21");
        statistics("?from=2025-01-01&to=2026-02-04");
        Visitor.anonymous().get("/statistics").then().statusCode(401);
    }

    private void refused(String query, String field, String message) {
        somebody.request()
                .get("/statistics" + query)
                .then()
                .statusCode(400)
                .body("errors[0].field", is(field), "errors[0].message", is(message));
    }

    // The same once more, in Java.

    private record DoneTask(Instant at, int importance, String category) {}

    private record Heard(Instant at, Integer importance, Long seconds) {}

    @ParameterizedTest
    @CsvSource({
        "1, Europe/Moscow, 2026-11-20, 30",
        "2, Europe/Berlin, 2026-11-20, 60",
        "3, Australia/Lord_Howe, 2026-10-20, 400",
        "4, America/St_Johns, 2026-03-20, 14",
        "5, Asia/Kathmandu, 2026-11-20, 7",
        "6, Pacific/Apia, 2012-01-05, 20",
    })
    @DisplayName("what SQL counts of a random history is what a fold over it counts")
    void agreesWithAFold(long seed, String zoneId, LocalDate last, int days) {
        newcomer(zoneId, "2026-11-20T09:00:00Z");
        var random = new Random(seed);
        var zone = ZoneId.of(zoneId);
        var first = last.minusDays(days - 1);
        Function<Integer, Instant> moment = margin -> {
            var start = first.minusDays(margin).atStartOfDay(zone).toInstant();
            var span =
                    Duration.between(start, last.plusDays(3).atStartOfDay(zone).toInstant());
            return start.plusSeconds(random.nextLong(span.toSeconds()));
        };
        var category = somebody.request()
                .body(Map.of("name", "Дом", "color", "#11aa22"))
                .post("/categories")
                .jsonPath()
                .getLong("id");
        var done = IntStream.range(0, 300)
                .mapToObj(n -> new DoneTask(
                        moment.apply(2 * days + 2), 1 + random.nextInt(3), random.nextBoolean() ? "Дом" : null))
                .toList();
        var heard = IntStream.range(0, 200)
                .mapToObj(n -> new Heard(
                        moment.apply(3),
                        1 + random.nextInt(3),
                        random.nextInt(3) == 0 ? null : (long) random.nextInt(100_000)))
                .toList();
        insert(done, heard, category);

        var found = statistics("?from=" + first + "&to=" + last);

        assertThat(found.getJsonObject("tasks")).isEqualTo(tasks(done, category, zone, first, last));
        assertThat(found.getJsonObject("reminders")).isEqualTo(reminders(heard, zone, first, last));
    }

    private void insert(List<DoneTask> done, List<Heard> heard, long category) {
        var tasks = new JsonArray();
        done.forEach(task -> tasks.add(new JsonObject()
                .put("at", task.at().toString())
                .put("importance", task.importance())
                .put("category", task.category() == null ? null : category)));
        RealServices.execute("""
                insert into tasks (account_id, title, status, importance, category_id, completed_at, created_at, updated_at)
                select ?, 'Сделано', 'DONE', importance, category, "at", "at", "at"
                from jsonb_to_recordset(cast(? as jsonb)) as t ("at" timestamptz, importance int, category bigint)""", somebody.accountId(), tasks.encode());
        var subjects = new HashMap<Integer, Long>();
        for (int importance = 1; importance <= 3; importance++) {
            subjects.put(importance, task("importance", importance));
        }
        var reminders = new JsonArray();
        heard.forEach(one -> reminders.add(new JsonObject()
                .put("task", subjects.get(one.importance()))
                .put("at", one.at().toString())
                .put(
                        "answer",
                        one.seconds() == null
                                ? null
                                : one.at().plusSeconds(one.seconds()).toString())));
        RealServices.execute("""
                insert into reminders (account_id, subject_kind, subject_id, source, local_at, planned_at, state, sent_count,
                  first_sent_at, last_sent_at, answered_at, reason, created_at, updated_at)
                select ?, 'TASK', task, 'TEMPLATE', timestamp '2026-01-01', "at", 'DONE', 1, "at", "at", answer,
                  'SUPERSEDED', "at", "at"
                from jsonb_to_recordset(cast(? as jsonb)) as r (task bigint, "at" timestamptz, answer timestamptz)""", somebody.accountId(), reminders.encode());
    }

    private static JsonObject tasks(List<DoneTask> done, long category, ZoneId zone, LocalDate first, LocalDate last) {
        var days = first.datesUntil(last.plusDays(1)).toList();
        var within = new ArrayList<DoneTask>();
        int before = 0;
        var byDay = new HashMap<LocalDate, Integer>();
        for (var task : done) {
            var day = task.at().atZone(zone).toLocalDate();
            if (!day.isBefore(first) && !day.isAfter(last)) {
                within.add(task);
                byDay.merge(day, 1, Integer::sum);
            } else if (day.isBefore(first) && !day.isBefore(first.minusDays(days.size()))) {
                before++;
            }
        }
        var weeks = new JsonArray();
        for (var monday = first.minusDays(first.getDayOfWeek().getValue() - 1);
                !monday.isAfter(last);
                monday = monday.plusWeeks(1)) {
            int sum = 0;
            for (int day = 0; day < 7; day++) {
                sum += byDay.getOrDefault(monday.plusDays(day), 0);
            }
            weeks.add(new JsonObject().put("monday", monday.toString()).put("done", sum));
        }
        var daily = new JsonArray();
        days.forEach(
                day -> daily.add(new JsonObject().put("date", day.toString()).put("done", byDay.getOrDefault(day, 0))));
        var importances = new JsonArray();
        IntStream.rangeClosed(1, 3)
                .forEach(importance -> importances.add(new JsonObject()
                        .put("importance", importance)
                        .put(
                                "done",
                                within.stream()
                                        .filter(task -> task.importance() == importance)
                                        .count())));
        var inHouse = within.stream().filter(task -> task.category() != null).count();
        var named = new JsonObject()
                .put("categoryId", category)
                .put("name", "Дом")
                .put("color", "#11aa22")
                .put("done", inHouse);
        var without = new JsonObject()
                .putNull("categoryId")
                .putNull("name")
                .putNull("color")
                .put("done", within.size() - inHouse);
        return new JsonObject()
                .put("done", within.size())
                .put("doneBefore", before)
                .put("byDay", daily)
                .put("byWeek", weeks)
                .put("byImportance", importances)
                .put(
                        "byCategory",
                        2 * inHouse >= within.size()
                                ? new JsonArray().add(named).add(without)
                                : new JsonArray().add(without).add(named));
    }

    private static JsonObject reminders(List<Heard> heard, ZoneId zone, LocalDate first, LocalDate last) {
        var within = heard.stream()
                .filter(one -> {
                    var day = one.at().atZone(zone).toLocalDate();
                    return !day.isBefore(first) && !day.isAfter(last);
                })
                .toList();
        var hours = new JsonArray();
        for (int hour = 0; hour < 24; hour++) {
            int wanted = hour;
            hours.add(answers(within.stream()
                            .filter(one -> one.at().atZone(zone).getHour() == wanted)
                            .toList())
                    .put("hour", hour));
        }
        var importances = new JsonArray();
        for (var importance : new Integer[] {1, 2, 3, null}) {
            importances.add(answers(within.stream()
                            .filter(one -> one.importance().equals(importance))
                            .toList())
                    .put("importance", importance));
        }
        return answers(within).put("byHour", hours).put("byImportance", importances);
    }

    private static JsonObject answers(List<Heard> heard) {
        var waited = heard.stream()
                .map(Heard::seconds)
                .filter(seconds -> seconds != null)
                .sorted()
                .toList();
        int half = waited.size() / 2;
        return new JsonObject()
                .put("sent", heard.size())
                .put("answered", waited.size())
                .put(
                        "medianSeconds",
                        waited.isEmpty()
                                ? null
                                : waited.size() % 2 == 1
                                        ? waited.get(half)
                                        : (Long) ((waited.get(half - 1) + waited.get(half)) / 2));
    }
}
