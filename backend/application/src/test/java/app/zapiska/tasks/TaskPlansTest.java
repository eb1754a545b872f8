package app.zapiska.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.RealServices;
import app.zapiska.platform.sql.Statement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The statements of the list, explained over 100,000 tasks of one account beside those of others. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TaskPlansTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
    private static final TaskQueries.Moment NOW = new TaskQueries.Moment(TODAY, TODAY.atTime(12, 0));

    private Connection database;
    private long rich;
    private long category;

    @BeforeAll
    void fill() throws SQLException {
        database = DriverManager.getConnection(RealServices.ownerUrl());
        // Nothing of this is committed: the other tests never see it.
        database.setAutoCommit(false);
        rich = account("rich");
        category = value("insert into task_categories (account_id, name, color, created_at, updated_at) values (" + rich
                + ", 'Дом', '#3498db', now(), now()) returning id");
        tasks(rich, 100_000);
        for (int other = 0; other < 5; other++) {
            tasks(account("other" + other), 4_000);
        }
        execute("""
                insert into subtasks (account_id, task_id, title, position, created_at)
                select account_id, id, 'Подзадача ' || id || case when id % 500 = 1 then ' молоко' else ' прочее' end, n, now()
                from tasks, generate_series(0, 2) n where account_id = """ + rich + " and id % 5 = 0");
        execute("analyze tasks, subtasks");
    }

    private long account(String login) throws SQLException {
        return value("""
                insert into accounts (login, name, role, password_hash, language, time_zone, work_start_hour, work_end_hour,
                  repeat_minutes_1, repeat_minutes_2, repeat_minutes_3, urgent_days, snooze_default_minutes, created_at, updated_at)
                values ('plans-%s', 'x', 'MEMBER', 'x', 'ru', 'Europe/Moscow', 7, 22, 15, 15, 15, 5, 60, now(), now()) returning id
                """.formatted(login));
    }

    private void tasks(long account, int n) throws SQLException {
        execute("""
                insert into tasks (account_id, title, description, status, importance, due_date, due_time, category_id,
                  completed_at, created_at, updated_at)
                select %1$d, 'Задача ' || n || case when n %% 500 = 0 then ' молоко' else ' прочее' end, 'Описание ' || n,
                  case when n %% 3 = 0 then 'DONE' else 'OPEN' end, 1 + n %% 3,
                  case when n %% 4 > 0 then date '2026-11-21' + (n %% 1000 - 500) end,
                  case when n %% 4 > 1 then time '10:00' end, %2$s,
                  case when n %% 3 = 0 then now() end, now() - n * interval '1 minute', now()
                from generate_series(1, %3$d) n
                """.formatted(account, account == rich ? "case when n % 50 = 0 then " + category + " end" : "null", n));
    }

    @AfterAll
    void forget() throws SQLException {
        database.rollback();
        database.close();
    }

    static Stream<Arguments> lists() {
        return Stream.of(TaskFilter.values())
                .flatMap(filter -> Stream.of(TaskSort.values())
                        .flatMap(sort -> Stream.of(false, true)
                                .flatMap(inCategory -> Stream.of(false, true)
                                        .flatMap(searched -> Stream.of(false, true)
                                                .map(further ->
                                                        Arguments.of(filter, sort, inCategory, searched, further))))));
    }

    @ParameterizedTest(name = "{0} by {1}, category {2}, words {3}, next page {4}")
    @MethodSource("lists")
    @DisplayName("bug 35: every list uses an index, with 100,000 tasks too")
    void usesAnIndex(TaskFilter filter, TaskSort sort, boolean inCategory, boolean searched, boolean further)
            throws SQLException {
        var selection = new TaskQueries.Selection(
                filter,
                inCategory ? Optional.of(category) : Optional.empty(),
                searched ? Optional.of("молоко") : Optional.empty());
        var after = new TaskQueries.Position(
                2, Optional.of(TODAY.atStartOfDay()), Instant.parse("2026-11-01T00:00:00Z"), 1_000, days(filter), NOW);

        var plan = explain(
                TaskQueries.page(rich, selection, sort, NOW, further ? Optional.of(after) : Optional.empty(), 51));

        assertThat(plan).doesNotContain("Seq Scan on tasks").containsPattern("Index.* Scan");
    }

    private static TaskDays.Position days(TaskFilter filter) {
        return filter == TaskFilter.DONE
                ? new TaskDays.Position(TaskDays.DONE.ordinal(), TODAY.toEpochDay(), 0, Instant.now())
                : new TaskDays.Position(
                        TaskDays.MISSED.ordinal(), TODAY.minusDays(3).toEpochDay(), 0, null);
    }

    /** The plan, printed when {@code -Dtasks.plans} asks for it. */
    private String explain(Statement statement) throws SQLException {
        var values = new ArrayList<Object>();
        var sql = Pattern.compile(":(\\w+)").matcher(statement.sql()).replaceAll(found -> {
            values.add(statement.parameters().get(found.group(1)));
            return "?";
        });
        try (var explained = database.prepareStatement("explain (analyze, buffers, costs off, timing off) " + sql)) {
            for (int i = 0; i < values.size(); i++) {
                var value = values.get(i);
                explained.setObject(i + 1, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
            }
            var lines = new ArrayList<String>();
            try (var rows = explained.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            var plan = String.join("\n", lines);
            if (Boolean.getBoolean("tasks.plans")) {
                System.out.println(statement.sql() + "\n" + plan + "\n");
            }
            return plan;
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private long value(String sql) throws SQLException {
        try (var statement = database.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
