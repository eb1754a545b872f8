package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.vertx.RunOnVertxContext;
import io.quarkus.test.vertx.UniAsserter;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class MigrationTest {

    @Inject
    Pool database;

    @Inject
    Flyway migrations;

    @Test
    @RunOnVertxContext
    void theApplicationsRoleOwnsNothing(UniAsserter asserter) {
        asserter.assertThat(
                () -> database.query(
                                "select count(*) from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = current_user")
                        .execute(),
                rows -> assertThat(rows.iterator().next().getLong(0)).isZero());
    }

    @Test
    @RunOnVertxContext
    void theAuditLogCanNeitherBeChangedNorDeleted(UniAsserter asserter) {
        asserter.assertFailedWith(
                () -> database.query("delete from audit_log").execute(),
                failure -> assertThat(failure).hasMessageContaining("permission denied"));
    }

    @Test
    @DisplayName(
            "V6: reminders and messages of tasks from before payments are kept, and what they point at still decides")
    void remindersOfTasksBecomeRemindersOfSubjects() throws SQLException {
        var url = RealServices.emptyDatabase("before_subjects");
        migrate(url, "5");
        try (var connection = DriverManager.getConnection(url);
                var sql = connection.createStatement()) {
            sql.execute("""
                    insert into accounts (login, name, role, password_hash, language, time_zone, work_start_hour, work_end_hour,
                      repeat_minutes_1, repeat_minutes_2, repeat_minutes_3, urgent_days, snooze_default_minutes, created_at,
                      updated_at)
                    values ('old', 'Старый', 'OWNER', '-', 'ru', 'Europe/Moscow', 7, 22, 15, 15, 15, 5, 60, now(), now());
                    insert into tasks (account_id, title, status, importance, created_at, updated_at)
                    select a.id, 'Задача ' || n, 'OPEN', 1, now(), now() from accounts a, generate_series(1, 3) n;
                    insert into reminders (account_id, task_id, source, local_at, planned_at, state, resume_state, due_at, seq,
                      sent_count, first_sent_at, last_sent_at, reason, created_at, updated_at)
                    select t.account_id, t.id, 'TEMPLATE', timestamp '2026-11-21 10:00', timestamptz '2026-11-21 07:00Z',
                           'AWAITING', 'AWAITING', now(), 2, 2, now(), now(), null, now(), now() from tasks t
                    union all
                    select t.account_id, t.id, 'CUSTOM', timestamp '2026-11-21 10:00', timestamptz '2026-11-21 07:00Z',
                           'CANCELLED', 'SCHEDULED', null, 0, 0, null, null, 'REMOVED', now(), now() from tasks t;
                    insert into deliveries (account_id, reminder_id, seq, try, fence, owner, intent_at, outcome, outcome_at,
                      message_id)
                    select account_id, id, 0, 1, 1, gen_random_uuid(), now(), 'SENT', now(), 77 from reminders
                    where state = 'AWAITING';
                    insert into chat_messages (account_id, chat_id, message_id, sent_at) select id, 5, 77, now() from accounts;
                    insert into chat_message_tasks (account_id, chat_message_id, task_id, reminder_id, seq)
                    select m.account_id, m.id, r.task_id, r.id, 1 from chat_messages m, reminders r where r.state = 'AWAITING';
                    """);
            migrate(url, "6");

            assertThat(number(sql, """
                    select count(*) from reminders
                    where subject_kind = 'TASK' and subject_id = task_id and installment_id is null and loan_id is null
                    """)).isEqualTo(6);
            assertThat(
                            number(
                                    sql,
                                    "select count(*) from reminders where state = 'AWAITING' and seq = 2 and sent_count = 2 and due_at is not null"))
                    .isEqualTo(3);
            assertThat(number(sql, "select count(*) from deliveries where outcome = 'SENT'"))
                    .isEqualTo(3);
            assertThat(number(sql, """
                    select count(*) from chat_message_subjects s join reminders r on r.id = s.reminder_id
                    where s.subject_kind = 'TASK' and s.subject_id = r.task_id
                    """)).isEqualTo(3);
            assertThat(number(sql, "select count(*) from chat_messages where kind = 'REMINDER'"))
                    .isEqualTo(1);

            assertThatThrownBy(() -> sql.execute("""
                            insert into reminders (account_id, subject_kind, subject_id, source, local_at, planned_at, state,
                              due_at, created_at, updated_at)
                            select account_id, 'LOAN', id, 'CUSTOM', now(), now(), 'SCHEDULED', now(), now(), now() from tasks
                            """))
                    .as("a task's id is no loan's")
                    .hasMessageContaining("foreign key");
            assertThatThrownBy(() -> sql.execute("""
                            insert into reminders (account_id, subject_kind, subject_id, source, local_at, planned_at, state,
                              due_at, created_at, updated_at)
                            select account_id, subject_kind, subject_id, source, local_at, planned_at, 'SCHEDULED', now(), now(),
                              now() from reminders where state = 'AWAITING'
                            """))
                    .as("equal instants of one subject collapse")
                    .hasMessageContaining("reminders_one_per_instant");
            sql.execute("delete from tasks where title = 'Задача 2'");
            assertThat(number(sql, "select count(*) from reminders")).isEqualTo(4);
            assertThat(number(sql, "select count(*) from chat_message_subjects"))
                    .isEqualTo(2);
        }
        migrate(url, "latest");
    }

    @Test
    @DisplayName(
            "V46: planned payments come without a table written anew; their reminders can't be of nobody's, and go with them")
    void plannedPaymentsBesideReminders() throws SQLException {
        var url = RealServices.emptyDatabase("before_planned");
        migrate(url, "45");
        try (var connection = DriverManager.getConnection(url);
                var sql = connection.createStatement()) {
            sql.execute("""
                    insert into accounts (login, name, role, password_hash, language, time_zone, work_start_hour, work_end_hour,
                      repeat_minutes_1, repeat_minutes_2, repeat_minutes_3, urgent_days, snooze_default_minutes, created_at,
                      updated_at)
                    select login, login, 'MEMBER', '-', 'ru', 'Europe/Moscow', 7, 22, 15, 15, 15, 5, 60, now(), now()
                    from unnest(array['anna', 'boris']) as login;
                    insert into tasks (account_id, title, status, importance, created_at, updated_at)
                    select id, 'Задача', 'OPEN', 1, now(), now() from accounts;
                    insert into reminders (account_id, subject_kind, subject_id, source, local_at, planned_at, state, due_at,
                      created_at, updated_at)
                    select account_id, 'TASK', id, 'CUSTOM', now(), now(), 'SCHEDULED', now(), now(), now() from tasks;
                    """);
            var files = """
                    select sum(cast(pg_relation_filenode(name) as bigint))
                    from unnest(array['reminders', 'chat_message_subjects', 'chat_messages', 'digest_subjects']) as name""";
            long before = number(sql, files);
            migrate(url, "46");
            assertThat(number(sql, files)).isEqualTo(before);

            sql.execute("""
                    insert into loans (account_id, org_name, loan_date, amount_borrowed, created_at, updated_at)
                    select id, 'МаниМен', date '2026-11-01', 1000, now(), now() from accounts where login = 'anna';
                    insert into payoff_payments (account_id, loan_id, since, due_date, amount, remaining, after_entry, created_at)
                    select account_id, id, now(), now(), 10, 10, 0, now() from loans;
                    """);
            var remind = """
                    insert into reminders (account_id, subject_kind, subject_id, source, local_at, planned_at, state, due_at,
                      created_at, updated_at)
                    select a.id, 'PLANNED', p.id + %d, 'TEMPLATE', now(), now(), 'SCHEDULED', now(), now(), now()
                    from payoff_payments p, accounts a where a.login = '%s'""";
            assertThatThrownBy(() -> sql.execute(remind.formatted(0, "boris")))
                    .as("another's")
                    .hasMessageContaining("foreign key");
            assertThatThrownBy(() -> sql.execute(remind.formatted(1, "anna")))
                    .as("nobody's")
                    .hasMessageContaining("foreign key");
            sql.execute(remind.formatted(0, "anna"));
            assertThat(number(sql, "select count(*) from reminders")).isEqualTo(3);
            sql.execute("delete from payoff_payments");
            assertThat(number(sql, "select count(*) from reminders where subject_kind = 'TASK'"))
                    .isEqualTo(2);
            assertThat(number(sql, "select count(*) from reminders")).isEqualTo(2);
        }
        migrate(url, "latest");
    }

    @Test
    @DisplayName(
            "a replica of the version before starts on what a newer one has migrated, but not on what differs from its own")
    void newerHistory() {
        var checksumOfFirst = RealServices.count("select checksum from flyway_schema_history where version = '1'");
        RealServices.execute("""
                insert into flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by,
                  execution_time, success)
                select max(installed_rank) + 1, '999', 'newer', 'SQL', 'V999__newer.sql', 1, 'zapiska_owner', 1, true
                from flyway_schema_history
                """);
        try {
            assertThat(migrations.migrate().migrationsExecuted).isZero();

            RealServices.execute("update flyway_schema_history set checksum = checksum + 1 where version = '1'");
            assertThatThrownBy(migrations::migrate).hasMessageContaining("checksum mismatch");
        } finally {
            RealServices.execute("delete from flyway_schema_history where version = '999'");
            RealServices.execute("update flyway_schema_history set checksum = ? where version = '1'", checksumOfFirst);
        }
    }

    private static void migrate(String url, String target) {
        Flyway.configure()
                .dataSource(url, "zapiska_owner", "owner")
                .locations("filesystem:src/main/resources/db/migration")
                .placeholders(Map.of("appRole", "zapiska_app"))
                .target(target)
                .load()
                .migrate();
    }

    private static long number(Statement sql, String query) throws SQLException {
        try (var rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
