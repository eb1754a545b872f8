package app.zapiska.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task is read by SQL and answered to a change from its entity: over random data both say the same, to the letter. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class TaskAnswersTest {

    private static final int TASKS = 80;

    private final long seed = System.nanoTime();

    private Desk desk;

    @BeforeEach
    void fill() {
        System.out.println("seed " + seed);
        desk = Desk.empty();
        long account = desk.visitor.accountId();
        RealServices.execute(
                "update accounts set telegram_chat_id = ? where id = ? and ? % 2 = 0", account, account, seed);
        for (int n = 0; n < TASKS; n++) {
            RealServices.execute("""
                    insert into tasks (account_id, title, description, status, importance, due_date, due_time,
                      duration_minutes, reminder_template_id, recur_from, completed_at, deleted_at, created_at, updated_at)
                    select ?, 'Задача ' || d.n, repeat('я ', cast(d.n % 3 as int)), case when d.n % 4 = 0 then 'DONE' else 'OPEN' end,
                      1 + d.n % 3, d.day, case when d.day is not null and d.n % 2 = 0 then time '09:30' end,
                      case when d.day is not null and d.n % 6 = 0 then 45 end,
                      case when d.n % 3 > 0 then (select min(id) from reminder_templates where account_id = d.account) end,
                      case when d.n % 7 = 0 then 'COMPLETION' else 'DUE' end,
                      case when d.n % 4 = 0 then now() end, case when d.n % 11 = 0 then now() end,
                      now() - d.n * interval '7.654321 hours', now()
                    from (
                      select ? as account, (? + ?) % 1000 as n,
                        case when (? + ?) % 5 > 0 then current_date + cast((? + ?) % 9 - 4 as int) end as day) d
                    """, account, account, mixed(n), 0L, mixed(n), 1L, mixed(n), 2L);
        }
        RealServices.execute("""
                insert into subtasks (account_id, task_id, title, completed, position, created_at)
                select t.account_id, t.id, 'Шаг ' || n, (t.id + n) % 2 = 0, (7 * n) % 4, now()
                from tasks t cross join generate_series(1, 5) n where t.account_id = ? and (t.id + n) % 3 = 0
                """, account);
        RealServices.execute("""
                insert into reminders (account_id, subject_kind, subject_id, source, local_at, planned_at, state, resume_state,
                  snoozed_until, due_at, not_before, lease_owner, lease_until, sent_count, first_sent_at, last_sent_at, reason,
                  created_at, updated_at)
                select account_id, 'TASK', id, source, planned_at at time zone 'UTC', planned_at, state,
                  case when state in ('SCHEDULED', 'AWAITING', 'SNOOZED') then state else resume end,
                  planned_at + interval '2 hours',
                  case when state in ('SCHEDULED', 'AWAITING', 'SNOOZED', 'CLAIMED', 'SENDING') then due end,
                  case when n % 3 = 0 then due + interval '17 minutes' - n % 2 * interval '1 hour' end,
                  case when state in ('CLAIMED', 'SENDING') then gen_random_uuid() end,
                  case when state in ('CLAIMED', 'SENDING') then now() + interval '1 hour' end,
                  n % 3, case when n % 3 > 0 then now() end, case when n % 3 > 0 then now() end, reason, now(), now()
                from (
                  select t.account_id, t.id, n, now() + (n * 37 + t.id % 5 - 100) * interval '1.000001 hours' as planned_at,
                    now() + (n * 41 + t.id % 7 - 100) * interval '1.000001 hours' as due,
                    (array['TEMPLATE', 'CUSTOM', 'SNOOZE'])[1 + (t.id + n) % 3] as source,
                    (array['SCHEDULED', 'CLAIMED', 'SENDING', 'AWAITING', 'SNOOZED', 'DONE', 'CANCELLED', 'FAILED', 'BLOCKED'])
                      [1 + (t.id * 5 + n * 7 + ?) % 9] as state,
                    (array['SCHEDULED', 'AWAITING', 'SNOOZED'])[1 + (t.id + n * 2) % 3] as resume,
                    (array[null, 'COMPLETED', 'DELETED', 'REDATED', 'REMOVED', 'PAST', 'SNOOZED', 'SUPERSEDED', 'NO_CHAT',
                      'BLOCKED', 'REFUSED', 'NIGHT', 'UNREACHABLE', 'RATE_LIMITED'])[1 + (t.id * 3 + n) % 14] as reason
                  from tasks t cross join generate_series(1, 6) n where t.account_id = ? and (t.id + n) % 4 > 0) r
                """, seed % 9, account);
    }

    private long mixed(int n) {
        return Math.floorMod(seed ^ n * 2654435761L, 1_000_000L);
    }

    @Test
    void readsAsItIsAnsweredToChanges() {
        Map<Long, JsonObject> read = new LinkedHashMap<>();
        items("/tasks?limit=200").forEach(task -> read.put(task.getLong("id"), task));
        assertThat(read).hasSizeBetween(TASKS / 2, TASKS);

        read.forEach((id, listed) -> {
            // Of a task that is not deleted it changes nothing.
            var answered = desk.post("/tasks/" + id + "/restore").extract().asString();
            assertThat(still(new JsonObject(answered)).encode())
                    .isEqualTo(still(listed).encode());
            var one = desk.get("/tasks/" + id).extract().asString();
            assertThat(still(new JsonObject(one)).encode())
                    .isEqualTo(still(listed).encode());
        });
        var today = new JsonObject(desk.get("/dashboard").extract().asString());
        var shown = Stream.of("today", "overdue", "next")
                .flatMap(list -> objects(today.getJsonArray(list)).stream())
                .toList();
        assertThat(shown)
                .isNotEmpty()
                .allSatisfy(task -> assertThat(still(task).encode())
                        .isEqualTo(still(read.get(task.getLong("id"))).encode()));
    }

    /** What is overdue is promised for now, which goes on from one answer to the next. */
    private static JsonObject still(JsonObject task) {
        var copy = task.copy();
        if (copy.getString("nextMessageAt") != null) {
            copy.put("nextMessageAt", copy.getString("nextMessageAt").substring(0, "2026-11-21".length()));
        }
        return copy;
    }

    private List<JsonObject> items(String path) {
        return objects(new JsonObject(desk.get(path).extract().asString()).getJsonArray("items"));
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }
}
