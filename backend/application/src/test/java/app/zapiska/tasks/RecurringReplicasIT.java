package app.zapiska.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.Waiting;
import app.zapiska.proxy.Client;
import app.zapiska.reminders.Arrange;
import app.zapiska.reminders.Installation;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The packaged application three times; one dies while it makes the next occurrence. */
@DisplayName("A task that repeats, at three replicas")
class RecurringReplicasIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PRESSES = 10;

    @RegisterExtension
    final Installation installation = new Installation(Map.of());

    private Arrange arrange;

    @Test
    @DisplayName(
            "is done and followed or neither when one dies, followed once by all, and also where nobody made the next")
    void followedOnce() throws Exception {
        var one = installation.start("one");
        var two = installation.start("two");
        var three = installation.start("three");
        arrange = installation.arrange();
        try (var people = Executors.newVirtualThreadPerTaskExecutor();
                var first = new Client("http://localhost:" + one.port(), "127.0.0.1");
                var second = new Client("http://localhost:" + two.port(), "127.0.0.1");
                var third = new Client("http://localhost:" + three.port(), "127.0.0.1")) {
            var cookie = Client.cookieOf(first.signIn("forty-two-magpies"));
            for (var client : List.of(first, second, third)) {
                client.with(cookie);
            }
            var id = new JsonObject(first.post(
                                    "/api/v1/tasks",
                                    "{\"title\":\"Аренда\",\"due\":\"2099-01-31T10:00\",\"recurrence\":\"FREQ=MONTHLY\"}")
                            .body())
                    .getLong("id");
            var complete = "/api/v1/tasks/" + id + "/complete";
            // Whoever makes a next one waits here, and what the dead one has begun comes to nothing.
            arrange.execute("""
                    create function wait_for_death() returns trigger language plpgsql as $$
                    begin
                      perform pg_advisory_xact_lock(42);
                      raise exception 'the process is dead';
                    end $$""");
            arrange.execute("""
                    create trigger wait_for_death before insert on tasks for each row
                    when (new.follows_id is not null) execute function wait_for_death()""");
            arrange.rows("select pg_advisory_lock(42)::text");
            var press = people.submit(() -> first.post(complete, "{}"));
            Waiting.until(
                    "a next one that waits to be made",
                    PATIENCE,
                    () -> arrange.count("select count(*) from pg_stat_activity where application_name = 'one' "
                                    + "and wait_event_type = 'Lock' and wait_event = 'advisory'")
                            == 1);
            one.kill();
            assertThat(press).failsWithin(PATIENCE);
            arrange.rows("select pg_advisory_unlock(42)::text");
            arrange.execute("drop trigger wait_for_death on tasks");
            assertThat(arrange.count("select count(*) from tasks where status = 'DONE'"))
                    .isZero();

            var presses = new ArrayList<Future<Integer>>();
            for (int n = 0; n < PRESSES; n++) {
                presses.add(people.submit(() -> second.post(complete, "{}").statusCode()));
                presses.add(people.submit(() -> third.post(complete, "{}").statusCode()));
            }
            for (var answer : presses) {
                assertThat(answer.get()).isEqualTo(200);
            }
            assertThat(followers(id)).isOne();

            // As a replica of the version before does it.
            long next = arrange.count("select id from tasks where follows_id = ?", id);
            arrange.execute("update tasks set status = 'DONE', completed_at = now() where id = ?", next);
            Waiting.until("the next one of what an older replica has completed", PATIENCE, () -> followers(next) == 1);
            assertThat(arrange.count("select count(*) from tasks where status = 'OPEN'"))
                    .isOne();
        }
    }

    private long followers(long id) {
        return arrange.count("select count(*) from tasks where follows_id = ?", id);
    }
}
