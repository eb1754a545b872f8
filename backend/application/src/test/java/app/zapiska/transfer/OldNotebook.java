package app.zapiska.transfer;

import app.zapiska.platform.RealServices;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** A made-up database of the former program, with the tables as its versions made them. */
final class OldNotebook implements AutoCloseable {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final String name = "original_" + NUMBERS.incrementAndGet();
    private final String address;
    private final Connection connection;

    private OldNotebook() throws SQLException {
        address = RealServices.emptyDatabase(name);
        connection = DriverManager.getConnection(address);
    }

    /** Of the version for one person. */
    static OldNotebook ofOne() throws SQLException {
        var notebook = new OldNotebook();
        notebook.says("""
                create table loans (id serial primary key, org_name text, website varchar not null, loan_date varchar not null,
                  due_date varchar not null, amount_borrowed double precision not null, amount_due double precision not null,
                  risky_org integer not null, notes text, payment_methods text, reminded_pre_due integer not null,
                  is_paid integer not null, created_at varchar not null);
                create table installments (id serial primary key, loan_id integer not null references loans on delete cascade,
                  due_date varchar not null, amount double precision not null, paid integer not null, paid_date varchar,
                  created_at varchar not null);
                create table task_categories (id serial primary key, name varchar(100) not null, color varchar(20) not null,
                  icon varchar(50), created_at varchar not null);
                create table tasks (id serial primary key, title varchar(200) not null, description text, status integer not null,
                  importance integer not null, due_date varchar, completed_at varchar, created_at varchar not null,
                  updated_at varchar not null, category_id integer references task_categories on delete set null,
                  is_recurring integer not null default 0, recurrence_rule varchar);
                create table subtasks (id serial primary key, task_id integer not null references tasks on delete cascade,
                  title varchar(200) not null, completed integer not null, "order" integer not null, created_at varchar not null);
                create table task_reminders (id serial primary key, task_id integer not null references tasks on delete cascade,
                  reminder_time varchar not null, sent integer not null, sent_at varchar, telegram_message_id integer,
                  acknowledged integer not null default 0, acknowledged_at varchar, created_at varchar not null);
                create table reminder_templates (id serial primary key, name varchar(100) not null, description text,
                  rules text not null, is_system integer not null, created_at varchar not null)
                """);
        return notebook;
    }

    /** Of the version for several people. */
    static OldNotebook ofSeveral() throws SQLException {
        var notebook = ofOne();
        notebook.says("""
                create table users (id serial primary key, email varchar unique, username varchar unique, password_hash varchar);
                alter table loans add column user_id integer not null references users, add column loan_type varchar,
                  add column category varchar, add column interest_rate double precision;
                alter table task_categories add column user_id integer not null references users;
                alter table tasks add column user_id integer not null references users, add column task_type varchar,
                  add column has_duration boolean, add column duration_minutes integer, add column schedule_config text,
                  add column is_paused boolean, add column paused_until varchar,
                  alter column status type boolean using status = 1;
                alter table subtasks alter column completed type boolean using completed = 1;
                create table task_schedules (id serial primary key, task_id integer not null references tasks on delete cascade,
                  day_of_week integer, start_time varchar, end_time varchar, is_active boolean)
                """);
        return notebook;
    }

    /** What is written there, or a change of its tables. */
    void says(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void loan(int id, String org, String website, String loanDate, String dueDate, String borrowed, int paid)
            throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into loans (id, org_name, website, loan_date, due_date, amount_borrowed, amount_due, risky_org, notes,
                  payment_methods, reminded_pre_due, is_paid, created_at)
                values (?, ?, ?, ?, ?, ?::double precision, 0, 1, 'заметка', 'карта', 0, ?, '2025-09-01')""")) {
            insert.setInt(1, id);
            insert.setString(2, org);
            insert.setString(3, website);
            insert.setString(4, loanDate);
            insert.setString(5, dueDate);
            insert.setString(6, borrowed);
            insert.setInt(7, paid);
            insert.execute();
        }
    }

    void installment(int loan, String dueDate, String amount, int paid, String paidDate) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into installments (loan_id, due_date, amount, paid, paid_date, created_at)
                values (?, ?, ?::double precision, ?, ?, '2025-09-01')""")) {
            insert.setInt(1, loan);
            insert.setString(2, dueDate);
            insert.setString(3, amount);
            insert.setInt(4, paid);
            insert.setString(5, paidDate);
            insert.execute();
        }
    }

    void task(int id, String title, String description, int status, int importance, String due, String completed)
            throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into tasks (id, title, description, status, importance, due_date, completed_at, created_at, updated_at)
                values (?, ?, ?, ?, ?, ?, ?, '2025-09-01T10:00:00.123456', '2025-09-02T10:00:00.123456')""")) {
            insert.setInt(1, id);
            insert.setString(2, title);
            insert.setString(3, description);
            insert.setInt(4, status);
            insert.setInt(5, importance);
            insert.setString(6, due);
            insert.setString(7, completed);
            insert.execute();
        }
    }

    void reminder(int task, String at, int sent) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into task_reminders (task_id, reminder_time, sent, created_at) values (?, ?, ?, '2025-09-01')""")) {
            insert.setInt(1, task);
            insert.setString(2, at);
            insert.setInt(3, sent);
            insert.execute();
        }
    }

    /** As a person would write it. */
    String url() {
        var port = address.replaceAll(".*:(\\d+)/.*", "$1");
        return "postgresql://zapiska_owner:owner@127.0.0.1:" + port + "/" + name;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
