package app.zapiska.tasks;

import static app.zapiska.tasks.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Queue;
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
