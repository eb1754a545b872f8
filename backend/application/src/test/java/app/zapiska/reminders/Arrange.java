package app.zapiska.reminders;

import app.zapiska.platform.RealServices;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Puts rows into the database behind the product's back and reads them, as the owner of the tables. */
public final class Arrange implements AutoCloseable {

    private static final AtomicLong NEXT = new AtomicLong(5_000_000);

    private final Connection connection;

    Arrange() {
        this(RealServices.ownerUrl());
    }

    /** @param url JDBC address of the database as the tables' owner */
    Arrange(String url) {
        try {
            connection = DriverManager.getConnection(url);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An account with a private chat of its own. */
    public record Person(long account, long chat, ZoneId zone) {}

    public Person person() {
        return person(ZoneId.of("Europe/Moscow"), 0, 24);
    }

    Person person(ZoneId zone, int opens, int closes) {
        long chat = NEXT.incrementAndGet();
        long id = id("""
                insert into accounts (login, name, role, password_hash, language, time_zone, work_start_hour, work_end_hour,
                  repeat_minutes_1, repeat_minutes_2, repeat_minutes_3, urgent_days, snooze_default_minutes,
                  telegram_chat_id, telegram_user_id, created_at, updated_at)
                values ('engine-' || ?, 'Тест', 'MEMBER', '-', 'ru', ?, ?, ?, 15, 15, 15, 5, 60, ?, ?, now(), now())
                returning id""", chat, zone.getId(), opens, closes, chat, chat);
        return new Person(id, chat, zone);
    }

    public long task(Person person, String title) {
        return id("""
                insert into tasks (account_id, title, status, importance, created_at, updated_at)
                values (?, ?, 'OPEN', 1, now(), now()) returning id""", person.account(), title);
    }

    public long task(Person person, String title, LocalDate dueDate, LocalTime dueTime) {
        return id("""
                insert into tasks (account_id, title, status, importance, due_date, due_time, created_at, updated_at)
                values (?, ?, 'OPEN', 1, ?, ?, now(), now()) returning id""", person.account(), title, dueDate, dueTime);
    }

    /** A reminder that the engine finds due at this moment. */
    public long reminder(Person person, long task, Instant dueAt) {
        return reminder(person, SubjectKey.task(task), dueAt);
    }

    /** A reminder that the engine finds due at this moment. */
    long reminder(Person person, SubjectKey subject, Instant dueAt) {
        return id(
                """
                insert into reminders (account_id, subject_kind, subject_id, source, local_at, planned_at, state, due_at,
                  created_at, updated_at)
                values (?, ?, ?, 'CUSTOM', ?, ?, 'SCHEDULED', ?, now(), now()) returning id""",
                person.account(),
                subject.kind().name(),
                subject.id(),
                LocalDateTime.ofInstant(dueAt, person.zone()),
                dueAt,
                dueAt);
    }

    /** A loan without a schedule, from a lender whose portal has an address. */
    public SubjectKey loan(Person person, String lender, String amountDue, LocalDate dueDate) {
        return SubjectKey.loan(id("""
                insert into loans (account_id, org_name, website, loan_date, due_date, amount_borrowed, amount_due, created_at,
                  updated_at)
                values (?, ?, 'https://lender.example/', date '2020-01-01', ?, 1000, cast(? as numeric), now(), now())
                returning id""", person.account(), lender, dueDate, amountDue));
    }

    /** One payment of a loan's schedule. */
    SubjectKey installment(Person person, SubjectKey loan, LocalDate dueDate, String amount) {
        return SubjectKey.installment(id("""
                insert into installments (account_id, loan_id, due_date, amount, created_at)
                values (?, ?, ?, cast(? as numeric), now()) returning id""", person.account(), loan.id(), dueDate, amount));
    }

    /** What a plan asks to be paid early. */
    SubjectKey planned(Person person, SubjectKey loan, LocalDate day, String amount) {
        return SubjectKey.planned(id("""
                insert into payoff_payments (account_id, loan_id, since, due_date, amount, remaining, after_entry, created_at)
                values (?, ?, ?, ?, cast(? as numeric), cast(? as numeric), 0, now()) returning id""", person.account(), loan.id(), day, day, amount, amount));
    }

    /** Into the ledger, and nothing else: what it means to the reminders is the caller's business. */
    long pay(Person person, SubjectKey loan, SubjectKey payment, String amount) {
        return id(
                """
                insert into loan_entries (account_id, loan_id, installment_id, kind, amount, paid_on, source, actor, created_at)
                values (?, ?, ?, 'PAYMENT', cast(? as numeric), date '2027-01-01', 'WEB', 'Тест', now()) returning id""",
                person.account(),
                loan.id(),
                payment.kind() == SubjectKey.Kind.INSTALLMENT ? payment.id() : null,
                amount);
    }

    /** Ends every reminder there is, so that a moved clock wakes nobody else's. */
    void silence() {
        execute("""
                update reminders set state = 'CANCELLED', due_at = null, lease_owner = null, lease_until = null, fence = fence + 1
                where state in ('SCHEDULED', 'CLAIMED', 'SENDING', 'AWAITING', 'SNOOZED', 'BLOCKED')""");
        execute("update deliveries set outcome = 'UNKNOWN', outcome_at = now() where outcome is null");
        execute("update chat_messages set stale_since = null, next_try_at = null, lease_until = null");
    }

    Map<String, Object> row(String sql, Object... parameters) {
        var rows = rows(sql, parameters);
        if (rows.size() != 1) {
            throw new IllegalStateException("wanted one row, got " + rows);
        }
        return rows.getFirst();
    }

    public List<Map<String, Object>> rows(String sql, Object... parameters) {
        try (var statement = prepare(sql, parameters);
                var result = statement.executeQuery()) {
            var rows = new ArrayList<Map<String, Object>>();
            while (result.next()) {
                var row = new LinkedHashMap<String, Object>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnLabel(i), value(result, i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public long count(String sql, Object... parameters) {
        return ((Number) row(sql, parameters).values().iterator().next()).longValue();
    }

    String state(long reminder) {
        return (String)
                row("select state from reminders where id = ?", reminder).get("state");
    }

    List<String> outcomes(long reminder) {
        return rows("select outcome from deliveries where reminder_id = ? order by seq, try", reminder).stream()
                .map(row -> (String) row.get("outcome"))
                .toList();
    }

    Instant dueAt(long reminder) {
        return (Instant)
                row("select due_at from reminders where id = ?", reminder).get("due_at");
    }

    /** When what was put back may be tried again. */
    Instant notBefore(long reminder) {
        return (Instant)
                row("select not_before from reminders where id = ?", reminder).get("not_before");
    }

    public void execute(String sql, Object... parameters) {
        try (var statement = prepare(sql, parameters)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Connection connection() {
        return connection;
    }

    private long id(String sql, Object... parameters) {
        return ((Number) row(sql, parameters).get("id")).longValue();
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(
                    i + 1, parameters[i] instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : parameters[i]);
        }
        return statement;
    }

    private static Object value(ResultSet result, int column) throws SQLException {
        return "timestamptz".equals(result.getMetaData().getColumnTypeName(column))
                ? instant(result.getObject(column, OffsetDateTime.class))
                : result.getObject(column);
    }

    private static Instant instant(OffsetDateTime moment) {
        return moment == null ? null : moment.toInstant();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
