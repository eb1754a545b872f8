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
import app.zapiska.accounts.OpenPage;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import app.zapiska.reminders.SubjectKey;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** T7: whatever was done to many tasks at once is taken back as a whole, for ten minutes, on any device of the account. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("What was done to many tasks")
class UndoTest {

    private static final Instant NOON_IN_MOSCOW = Instant.parse("2026-11-21T09:00:00Z");

    @Inject
    MutableClock clock;

    @Inject
    RemindableTasks bot;

    @Inject
    AccountDirectory accounts;

    private Desk desk;

    @BeforeEach
    void noon() {
        clock.set(NOON_IN_MOSCOW);
        desk = Desk.empty();
    }

    @AfterEach
    void realTime() {
        clock.backToReal();
    }

    private JsonPath bulk(List<Long> ids, String action, Object... more) {
        var body = json("ids", ids, "action", action);
        body.putAll(json(more));
        return desk.post("/tasks/bulk", body).statusCode(200).extract().jsonPath();
    }

    private JsonPath undo(String token) {
        return desk.post("/undo/" + token).statusCode(200).extract().jsonPath();
    }

    private List<Long> three() {
        return List.of(
                desk.createId("title", "a", "due", "2026-11-25T18:00", "reminders", List.of("2026-11-24T10:00")),
                desk.createId("title", "b", "due", "2026-11-25", "recurrence", "FREQ=DAILY"),
                desk.createId("title", "c", "reminderTemplateId", null));
    }

    private long template(String name) {
        return desk.get("/reminder-templates")
                .extract()
                .jsonPath()
                .getLong("items.find { it.name == '" + name + "' }.id");
    }

    @Test
    @DisplayName("completed: the next occurrence goes, the reminders come back")
    void completed() {
        var ids = three();
        var before = desk.said();

        var done = bulk(ids, "complete");
        assertThat(done.getInt("done")).isEqualTo(3);
        assertThat(done.getList("followed.id", Long.class)).containsExactly(ids.get(1));
        assertThat(done.getString("followed[0].due")).isEqualTo("2026-11-26");
        var next = done.getLong("followed[0].nextId");
        assertThat(desk.ids("filter=open", 50)).containsExactly(next);

        assertThat(undo(done.getString("undo")).getMap("")).isEqualTo(Map.of("done", 3, "failed", List.of()));
        assertThat(desk.said()).isEqualTo(before);
        desk.get("/tasks/" + next).statusCode(404);
    }

    @Test
    @DisplayName("reopened: done again since when it was, and followed again")
    void reopened() {
        var ids = three();
        bulk(ids, "complete");
        var before = desk.said();
        clock.advance(Duration.ofMinutes(5));

        var open = bulk(ids, "reopen");
        assertThat(desk.ids("filter=open", 50)).containsExactlyInAnyOrderElementsOf(ids);

        undo(open.getString("undo"));
        assertThat(desk.said()).isEqualTo(before);
    }

    @Test
    @DisplayName("moved, dated, ranked and given another template: each is again what it was")
    void changed() {
        var ids = three();
        var home = desk.category("Дом");
        bulk(ids.subList(0, 1), "move", "categoryId", home);
        bulk(ids.subList(0, 1), "importance", "importance", 1);
        var before = desk.said();

        for (var change : List.of(
                List.of("move", "categoryId", desk.category("Дача")),
                List.of("redate", "due", "2027-01-01"),
                List.of("importance", "importance", 3),
                List.of("template", "reminderTemplateId", template("Очень интенсивные")))) {
            var done = bulk(ids, (String) change.getFirst(), change.get(1), change.get(2));
            assertThat(done.getInt("done")).isEqualTo(3);
            assertThat(desk.said()).as("%s", change).isNotEqualTo(before);
            undo(done.getString("undo"));
            assertThat(desk.said()).as("%s", change).isEqualTo(before);
        }
        undo(bulk(ids, "template", "reminderTemplateId", null).getString("undo"));
        assertThat(desk.said()).isEqualTo(before);
    }

    @Test
    @DisplayName("deleted together or alone: one press brings it back, from another device as well, once")
    void deleted() {
        var ids = three();
        var before = desk.said();
        bulk(ids, "delete");
        assertThat(desk.ids("", 50)).hasSize(1);

        var otherDevice = desk.later();
        var listed = otherDevice.get("/undo").statusCode(200).extract().jsonPath();
        assertThat(listed.getList("items.action")).containsExactly("delete");
        assertThat(listed.getInt("items[0].count")).isEqualTo(3);
        assertThat(listed.getString("items[0].kind")).isEqualTo("task");
        assertThat(listed.getString("items[0].madeAt")).isEqualTo("2026-11-21T09:00:00Z");
        assertThat(listed.getString("items[0].expiresAt")).isEqualTo("2026-11-21T09:10:00Z");
        var token = listed.getString("items[0].token");
        otherDevice.post("/undo/" + token).statusCode(200).body("done", is(3));
        assertThat(desk.said()).isEqualTo(before);
        desk.get("/undo").body("items", empty());
        desk.post("/undo/" + token)
                .statusCode(410)
                .body("type", equalTo("/problems/gone"))
                .body("detail", containsString("уже отменено"));

        var alone = desk.delete(
                        "/tasks/" + ids.getFirst(), desk.task(ids.getFirst()).getInt("version"))
                .statusCode(204)
                .extract()
                .header("Undo");
        undo(alone);
        assertThat(desk.said()).isEqualTo(before);
    }

    @Test
    @DisplayName("and is back by other means is offered no more")
    void restoredOneByOne() {
        var ids = three();
        bulk(ids, "delete");
        desk.post("/tasks/" + ids.getFirst() + "/restore").statusCode(200);
        desk.get("/undo").body("items.count", contains(2));
        for (var id : ids) {
            desk.post("/tasks/" + id + "/restore").statusCode(200);
        }
        desk.get("/undo").body("items", empty());
    }

    @Test
    @DisplayName("a series that was ended goes on again")
    void endedSeries() {
        long id = desk.createId("title", "a", "due", "2026-11-25", "recurrence", "FREQ=DAILY");
        var before = desk.said();
        var token = desk.delete("/tasks/" + id + "?scope=following", 0)
                .statusCode(204)
                .extract()
                .header("Undo");
        assertThat(desk.ids("", 50)).isEmpty();
        undo(token);
        assertThat(desk.said()).isEqualTo(before);
    }

    @Test
    @DisplayName("and changed by somebody since stays as it is, and is named")
    void changedSince() {
        var ids = three();
        var home = desk.category("Дом");
        bulk(ids, "move", "categoryId", home);
        var token = bulk(ids, "redate", "due", "2026-11-28T12:00").getString("undo");
        long edited = ids.getFirst();
        long snoozed = ids.get(1);
        desk.put("/tasks/" + edited, desk.task(edited).getInt("version"), json("title", "новее", "due", "2026-12-01"))
                .statusCode(200);
        desk.post("/tasks/" + snoozed + "/snooze", json("minutes", 60)).statusCode(200);

        var back = undo(token);
        assertThat(back.getInt("done")).isOne();
        assertThat(back.getList("failed"))
                .isEqualTo(List.of(
                        json("id", (int) edited, "type", "/problems/stale"),
                        json("id", (int) snoozed, "type", "/problems/stale")));
        desk.get("/tasks/" + edited).body("title", equalTo("новее")).body("due", equalTo("2026-12-01"));
        desk.get("/tasks/" + snoozed).body("due", equalTo("2026-11-28T12:00"));
        desk.get("/tasks/" + ids.get(2)).body("due", nullValue());
    }

    @Test
    @DisplayName("does not go back to a category that is gone")
    void goneCategory() {
        var id = desk.createId("title", "a", "categoryId", desk.category("Дом"));
        var home = desk.task(id).getLong("categoryId");
        var token = bulk(List.of(id), "move", "categoryId", null).getString("undo");
        desk.delete("/categories/" + home, 0).statusCode(204);
        desk.post("/undo/" + token)
                .statusCode(200)
                .body("done", is(0))
                .body("failed.type", contains("/problems/conflict"));
        desk.get("/tasks/" + id).body("categoryId", nullValue());
    }

    @Test
    @DisplayName("is too late after ten minutes, and nobody else's")
    void lateAndForeign() {
        var ids = three();
        var token = bulk(ids, "delete").getString("undo");
        var stranger = Desk.empty();
        stranger.post("/undo/" + token).statusCode(404);
        stranger.post("/undo/nonsense").statusCode(404);
        stranger.get("/undo").body("items", empty());

        clock.advance(Duration.ofMinutes(10).minusSeconds(1));
        desk.get("/undo").body("items", hasSize(1));
        clock.advance(Duration.ofSeconds(1));
        desk.get("/undo").body("items", empty());
        desk.post("/undo/" + token).statusCode(410).body("detail", containsString("10 минут"));
        desk.post("/tasks/" + ids.getFirst() + "/restore").statusCode(200);
    }

    @Test
    @DisplayName("is announced once, however many they were")
    void announcedOnce() {
        var ids = IntStream.range(0, 30)
                .mapToObj(n -> desk.createId("title", "a"))
                .toList();
        var page = new OpenPage(desk.visitor).ready();
        bulk(ids, "importance", "importance", 1);
        Waiting.until(() -> page.heard("\"kind\":\"task\""));
        desk.createId("title", "last");
        Waiting.until(() -> page.heard("\"version\":0") && page.times("\"kind\":\"task\"") > 1);
        assertThat(page.times("\"kind\":\"task\"")).isEqualTo(2);
    }

    @Test
    @DisplayName("at once by two devices and in the chat: nobody waits for ever, one next occurrence, one undo")
    void atOnce() throws Exception {
        for (int round = 0; round < 4; round++) {
            var ids = IntStream.range(0, 12)
                    .mapToObj(n -> desk.createId("title", "a", "due", "2026-11-25T18:00", "recurrence", "FREQ=DAILY"))
                    .toList();
            var barrier = new CyclicBarrier(4);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Callable<String> there = () -> {
                    barrier.await();
                    return bulk(ids, "complete").getString("undo");
                };
                Callable<String> back = () -> {
                    barrier.await();
                    return bulk(ids.reversed(), "complete").getString("undo");
                };
                Callable<String> redated = () -> {
                    barrier.await();
                    return bulk(ids.reversed(), "importance", "importance", 1).getString("undo");
                };
                Callable<String> pressed = () -> {
                    barrier.await();
                    for (var id : List.of(ids.get(3), ids.get(8))) {
                        press(id);
                    }
                    return null;
                };
                var results = threads.invokeAll(List.of(there, back, redated, pressed));
                for (var result : results) {
                    result.get();
                }
                for (var id : ids) {
                    assertThat(RealServices.count("select count(*) from tasks where follows_id = ?", id))
                            .isOne();
                }
            }
            bulk(desk.ids("filter=all", 200), "delete");
        }
        var id = desk.createId("title", "z");
        var token = bulk(List.of(id), "delete").getString("undo");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> press =
                    () -> desk.post("/undo/" + token).extract().statusCode();
            var statuses = new ArrayList<Integer>();
            for (var result : threads.invokeAll(List.of(press, press, press))) {
                statuses.add(result.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 410, 410);
        }
    }

    private void press(long id) {
        try {
            var account = desk.visitor.accountId();
            VertxContextSupport.subscribeAndAwait(() -> accounts.settings(List.of(account))
                    .chain(found ->
                            Panache.withTransaction(() -> bot.complete(found.get(account), SubjectKey.task(id)))));
        } catch (Throwable failed) {
            throw new AssertionError(failed);
        }
    }

    /** Reminders in every state, as the engine leaves them. */
    private void engineWasAtWork(Random random) {
        for (var state : List.of(
                "state = 'AWAITING', resume_state = 'AWAITING', sent_count = 1, seq = 1, first_sent_at = now(), last_sent_at = now(), due_at = '2026-11-21T09:07:00Z'",
                "due_at = greatest(planned_at, '2026-11-21T08:59:00Z'), reason = 'NIGHT'")) {
            RealServices.execute(
                    "update reminders set " + state + " where id in (select id from reminders where account_id = ?"
                            + " and state = 'SCHEDULED' order by md5(local_at::text || subject_id % 12 || ?) limit 2)",
                    desk.visitor.accountId(),
                    String.valueOf(random.nextInt()));
        }
    }

    @Test
    @DisplayName("at random is the same as before once it is undone, reminders included")
    void asBefore() {
        var seed = Long.getLong("zapiska.undo.seed", 20261129L);
        var random = new Random(seed);
        var templates = desk.get("/reminder-templates").extract().jsonPath().getList("items.id", Long.class);
        var home = desk.category("Дом");
        var dues = List.of("2026-11-20", "2026-11-21T12:30", "2026-11-22T09:00", "2026-12-31", "2026-11-21");
        for (int n = 0; n < 12; n++) {
            var parts = new ArrayList<Object>(List.of("title", "Задача " + n));
            if (random.nextInt(5) > 0) {
                parts.addAll(List.of("due", dues.get(random.nextInt(dues.size()))));
                if (random.nextBoolean()) {
                    parts.addAll(List.of(
                            "recurrence",
                            List.of("FREQ=DAILY;COUNT=2", "FREQ=WEEKLY").get(n % 2)));
                }
            }
            if (random.nextBoolean()) {
                parts.addAll(List.of("reminderTemplateId", templates.get(random.nextInt(templates.size()))));
            }
            if (random.nextBoolean()) {
                parts.addAll(List.of("reminders", List.of("2026-11-21T12:01", "2026-11-23T10:00")));
            }
            long id = desk.createId(parts.toArray());
            if (random.nextInt(6) == 0) {
                desk.post("/tasks/" + id + "/snooze", json("minutes", 90)).statusCode(200);
            }
        }
        engineWasAtWork(random);
        for (int step = 0; step < 24; step++) {
            var all = desk.ids("filter=all", 200);
            var ids = all.stream().filter(id -> random.nextInt(3) > 0).toList();
            if (ids.isEmpty()) {
                continue;
            }
            var what = List.of("complete", "reopen", "delete", "move", "redate", "template", "importance")
                    .get(step % 7);
            var before = desk.said();
            var done =
                    switch (what) {
                        case "move" -> bulk(ids, what, "categoryId", random.nextBoolean() ? home : null);
                        case "redate" ->
                            bulk(ids, what, "due", dues.get(random.nextInt(dues.size())), "keepTime", true);
                        case "template" ->
                            bulk(
                                    ids,
                                    what,
                                    "reminderTemplateId",
                                    random.nextBoolean() ? templates.get(random.nextInt(templates.size())) : null);
                        case "importance" -> bulk(ids, what, "importance", 1 + random.nextInt(3));
                        default -> bulk(ids, what);
                    };
            if (done.getString("undo") == null) {
                continue;
            }
            assertThat(undo(done.getString("undo")).getList("failed")).isEmpty();
            assertThat(desk.said())
                    .as("seed %d, step %d: %s of %s", seed, step, what, ids)
                    .isEqualTo(before);
            if (random.nextInt(4) == 0) {
                bulk(ids.subList(0, 1 + ids.size() / 3), "complete");
            }
        }
    }
}
