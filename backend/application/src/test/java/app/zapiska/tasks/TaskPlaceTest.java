package app.zapiska.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The order that a person gives a day. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class TaskPlaceTest {

    @Inject
    MutableClock clock;

    @AfterEach
    void realTime() {
        clock.backToReal();
    }

    private static ValidatableResponse place(Desk desk, long id, Long after) {
        return desk.visitor
                .request()
                .body(Desk.json("after", after))
                .put("/tasks/" + id + "/place")
                .then();
    }

    private static List<Long> listed(Desk desk) {
        return desk.ids("filter=open&sort=day", 3);
    }

    private static List<Long> tasks(Desk desk, int n, String due) {
        var ids = new ArrayList<Long>();
        for (int i = 0; i < n; i++) {
            ids.add(desk.createId("title", "x" + i, "due", due));
        }
        return ids;
    }

    @Test
    void whatIsMovedStandsWhereItWasPutAlsoBeforeEarlierTimes() {
        var desk = Desk.empty();
        var morning = desk.createId("title", "утром", "due", "2031-01-01T09:00");
        var evening = desk.createId("title", "вечером", "due", "2031-01-01T20:00");
        var day = desk.createId("title", "за день", "due", "2031-01-01", "importance", 1);
        var dayBefore = desk.createId("title", "накануне", "due", "2030-12-31", "importance", 3);
        var whenever = desk.createId("title", "без срока", "importance", 1);
        assertThat(listed(desk)).containsExactly(dayBefore, morning, evening, day, whenever);

        place(desk, evening, null).statusCode(200).header("ETag", Desk.etag(0)).body("title", equalTo("вечером"));
        assertThat(listed(desk)).containsExactly(dayBefore, evening, morning, day, whenever);
        place(desk, morning, day).statusCode(200);
        assertThat(listed(desk)).containsExactly(dayBefore, evening, day, morning, whenever);
        // A second time changes nothing.
        place(desk, morning, day).statusCode(200);
        assertThat(listed(desk)).containsExactly(dayBefore, evening, day, morning, whenever);
    }

    @Test
    @DisplayName("a place is one of its due moment: with another it is gone, with the same again it is back")
    void aPlaceBelongsToTheDueMoment() {
        var desk = Desk.empty();
        var ids = tasks(desk, 3, "2031-01-01");
        place(desk, ids.get(2), null).statusCode(200);

        desk.put("/tasks/" + ids.get(2), 0, Desk.json("title", "x2", "due", "2031-01-02"))
                .statusCode(200);
        assertThat(listed(desk)).containsExactly(ids.get(0), ids.get(1), ids.get(2));
        desk.put("/tasks/" + ids.get(2), 1, Desk.json("title", "x2", "due", "2031-01-01"))
                .statusCode(200);
        assertThat(listed(desk)).containsExactly(ids.get(2), ids.get(0), ids.get(1));
    }

    @Test
    void movesOfSeveralPagesAtOnceAreAllKept() throws Exception {
        var desk = Desk.empty();
        var ids = tasks(desk, 12, "2031-01-01");
        var random = new Random(20261129);
        var moves = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 24; i++) {
            var moved = ids.get(random.nextInt(12));
            var after = ids.get(random.nextInt(12));
            moves.add(() -> place(desk, moved, moved.equals(after) ? null : after)
                    .extract()
                    .statusCode());
        }
        try (var several = Executors.newFixedThreadPool(6)) {
            for (var answer : several.invokeAll(moves)) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }
        // Nobody shares a number with another one, so the last move of each is where it was put.
        assertThat(listed(desk)).containsExactlyInAnyOrderElementsOf(ids);
        var last = listed(desk).getLast();
        place(desk, last, null).statusCode(200);
        assertThat(listed(desk).getFirst()).isEqualTo(last);
    }

    @Test
    void onlyAnOpenTaskOfTheSameDayCanBeFollowed() {
        var desk = Desk.empty();
        var task = desk.createId("title", "x", "due", "2031-01-01");
        var otherDay = desk.createId("title", "x", "due", "2031-01-02");
        var done = desk.createId("title", "x", "due", "2031-01-01");
        desk.post("/tasks/" + done + "/complete").statusCode(200);
        var foreign = Desk.empty().createId("title", "x", "due", "2031-01-01");

        for (var after : List.of(otherDay, done, foreign, 999_999_999L, task)) {
            place(desk, task, after)
                    .statusCode(400)
                    .body("type", endsWith("/validation"))
                    .body("errors.field", contains("after"));
        }
        place(desk, done, null).statusCode(409);
        place(desk, foreign, null).statusCode(404);
        desk.visitor
                .request()
                .body(Desk.json())
                .put("/tasks/" + task + "/place")
                .then()
                .statusCode(400);
    }

    @Test
    @DisplayName("what is missed while somebody reads on is neither lost nor doubled")
    void theListIsReadAsItWasBegun() {
        clock.set(Instant.parse("2026-11-21T09:30:00Z"));
        var desk = Desk.empty();
        var ids = new ArrayList<Long>();
        for (int minute = 0; minute < 6; minute++) {
            ids.add(desk.createId("title", "x", "due", "2026-11-21T12:3" + minute));
        }
        var first = desk.get("/tasks?sort=day&limit=3").extract().jsonPath();
        clock.set(Instant.parse("2026-11-21T21:00:00Z"));
        desk = desk.later();

        var rest = desk.get("/tasks?sort=day&limit=3&cursor=" + first.getString("nextCursor"))
                .statusCode(200)
                .extract()
                .jsonPath();

        var seen = new ArrayList<>(first.getList("items.id", Long.class));
        seen.addAll(rest.getList("items.id", Long.class));
        assertThat(seen).isEqualTo(ids);
    }
}
