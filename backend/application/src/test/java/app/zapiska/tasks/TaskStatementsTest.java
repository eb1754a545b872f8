package app.zapiska.tasks;

import static app.zapiska.tasks.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Counts the statements Hibernate sends, by its own log of them. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class TaskStatementsTest {

    private static final Logger SQL = Logger.getLogger("org.hibernate.SQL");

    private final Queue<String> statements = new ConcurrentLinkedQueue<>();

    private final Handler counter = new Handler() {
        @Override
        public void publish(LogRecord statement) {
            statements.add(statement.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        counter.setLevel(Level.ALL);
        SQL.addHandler(counter);
        SQL.setLevel(Level.FINE);
    }

    @AfterEach
    void stopListening() {
        SQL.setLevel(null);
        SQL.removeHandler(counter);
    }

    @Test
    @DisplayName("bug 35: a list costs the same number of statements whatever its length")
    void noStatementPerRow() {
        var desk = Desk.empty();
        var path = List.of("/tasks?limit=200", "/tasks?limit=200&q=задача&filter=open&sort=due", "/dashboard");
        fill(desk, 2);
        var few = path.stream().map(list -> statementsOf(desk, list)).toList();
        fill(desk, 40);

        var many = path.stream().map(list -> statementsOf(desk, list)).toList();

        assertThat(many).isEqualTo(few);
        // Reading tasks loads no entities at all; the first screen asks for loans as well.
        assertThat(few.subList(0, 2)).containsOnly(0);
        assertThat(few.getLast()).isLessThanOrEqualTo(5);
        assertThat(statementsOf(desk, "/tasks/counts")).isZero();
    }

    @Test
    @DisplayName("T7: many tasks are changed, and changed back, by as many statements as one")
    void bulkOfAnySize() {
        var desk = Desk.empty();
        var few = statementsOfBulks(desk, 1);
        var many = statementsOfBulks(desk, 500);

        assertThat(many).isEqualTo(few);
        assertThat(many.values()).allSatisfy(sent -> assertThat(sent).isLessThan(45));
    }

    /** By action, those of doing it and of undoing it, as PostgreSQL counts them. */
    private static Map<String, Integer> statementsOfBulks(Desk desk, int tasks) {
        var account = desk.visitor.accountId();
        RealServices.execute("delete from tasks where account_id = ?", account);
        RealServices.execute("""
                insert into tasks (account_id, title, status, importance, due_date, recurrence, series_start_date,
                  series_start_number, slot_date, reminder_template_id, created_at, updated_at)
                select ?, 'Задача ' || n, 'OPEN', 2, '2099-01-01', 'FREQ=DAILY', '2099-01-01', 1, '2099-01-01',
                  (select min(id) from reminder_templates where account_id = ?), now(), now()
                from generate_series(1, ?) n
                """, account, account, tasks);
        RealServices.execute("""
                insert into subtasks (account_id, task_id, title, position, created_at)
                select account_id, id, 'Шаг', 0, now() from tasks where account_id = ?
                """, account);
        var ids = desk.ids("filter=all", 200);
        var sent = new TreeMap<String, Integer>();
        for (var action : List.of(
                json("action", "redate", "due", "2098-01-01"),
                json("action", "complete"),
                json("action", "reopen"),
                json("action", "importance", "importance", 1),
                json("action", "template", "reminderTemplateId", null),
                json("action", "move", "categoryId", null),
                json("action", "delete"))) {
            action.put("ids", ids);
            RealServices.countStatementsAnew();
            var token = desk.post("/tasks/bulk", action)
                    .statusCode(200)
                    .body("done", is(tasks))
                    .extract()
                    .jsonPath()
                    .getString("undo");
            sent.put((String) action.get("action"), RealServices.statementsSent());
            if (token != null && !action.get("action").equals("complete")) {
                RealServices.countStatementsAnew();
                desk.post("/undo/" + token).statusCode(200).body("done", is(tasks));
                sent.put("undo of " + action.get("action"), RealServices.statementsSent());
            }
        }
        return sent;
    }

    private static void fill(Desk desk, int tasks) {
        IntStream.range(0, tasks)
                .forEach(n -> desk.createId(
                        "title",
                        "Задача " + n,
                        "due",
                        "2020-01-01",
                        "reminders",
                        List.of("2099-01-01T10:00"),
                        "subtasks",
                        List.of(json("title", "a"), json("title", "b"))));
    }

    private int statementsOf(Desk desk, String path) {
        statements.clear();
        desk.get(path).statusCode(200);
        return statements.size();
    }
}
