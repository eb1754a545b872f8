package app.zapiska.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;

/**
 * Rows by SQL alone, the same in every run but for the day it counts from. What is scheduled is scheduled for the year 2100:
 * the engine has nothing to send of it.
 */
final class Seed {

    private static final String WORDS =
            "array['отчёт', 'квартира', 'врач', 'машина', 'налог', 'письмо', 'билет', 'ремонт',"
                    + " 'школа', 'звонок', 'договор', 'оплата', 'страховка', 'паспорт', 'посылка', 'аренда', 'собрание', 'подарок',"
                    + " 'магазин', 'кредит', 'анализ', 'проект', 'встреча', 'справка', 'кухня', 'дача', 'поезд', 'книга', 'рецепт',"
                    + " 'платёж', 'абонемент', 'доставка', 'курсы', 'экзамен', 'счётчик', 'телефон', 'кабель', 'шкаф', 'лампа', '"
                    + Statements.WORD + "']";

    private final Connection database;
    private final LocalDate today;

    /** @param database a superuser's: the rows are written without the triggers that would announce each of them */
    Seed(Connection database, LocalDate today) {
        this.database = database;
        this.today = today;
    }

    /** What an account holds. */
    record Size(int tasks, int reminders, int loans) {
        static final Size WHOLE = new Size(20_000, 30_000, 200);
        static final Size SMALL = new Size(1_000, 1_500, 60);

        Size times(int factor) {
            return new Size(tasks * factor, reminders * factor, loans * factor);
        }
    }

    /** Nothing that has a time of its own speaks while something is measured. */
    void quiet() throws SQLException {
        execute("update accounts set digest_times = '{}', work_start_hour = 0, work_end_hour = 24");
    }

    /**
     * People with the password of the owner.
     *
     * @return the id of the first; the others follow it
     */
    long people(String name, int count) throws SQLException {
        execute("""
                insert into accounts (login, name, role, password_hash, language, time_zone, work_start_hour, work_end_hour,
                  repeat_minutes_1, repeat_minutes_2, repeat_minutes_3, urgent_days, digest_times, snooze_default_minutes,
                  created_at, updated_at)
                select '%s' || n, 'Человек ' || n, 'MEMBER', o.password_hash, 'ru', 'Europe/Moscow', 0, 24,
                  o.repeat_minutes_1, o.repeat_minutes_2, o.repeat_minutes_3, o.urgent_days, '{}', o.snooze_default_minutes,
                  now(), now()
                from accounts o, generate_series(1, %d) n where o.role = 'OWNER' order by n
                """.formatted(name, count));
        return number("select min(id) from accounts where login ~ '^" + name + "[0-9]+$'");
    }

    /** Fills the accounts from the first to the last, which hold nothing yet. */
    void fill(long first, long last, Size size) throws SQLException {
        String accounts = "accounts a where a.id between " + first + " and " + last;
        execute("set session_replication_role = replica");
        execute("""
                insert into task_categories (account_id, name, color, created_at, updated_at)
                select a.id, 'Раздел ' || n, '#336699', now(), now() from generate_series(1, 3) n, %s
                  and not exists (select from task_categories c where c.account_id = a.id)
                """.formatted(accounts));
        execute("""
                insert into tasks (account_id, title, description, status, importance, due_date, due_time, category_id,
                  completed_at, created_at, updated_at)
                select a.id, initcap((%1$s)[1 + n %% 40]) || ' ' || n, 'Подробности, номер ' || n || repeat(', и ещё слово', n %% 8),
                  case when n %% 4 = 0 then 'DONE' else 'OPEN' end, 1 + n %% 3,
                  case when n %% 6 > 0 then date '%2$s' - 5 + n %% 211 end, case when n %% 6 > 2 then time '08:00' + n %% 11 * interval '1 hour' end,
                  (select min(id) from task_categories c where c.account_id = a.id) + n %% 3,
                  case when n %% 4 = 0 then now() end, now() - n * interval '1 minute', now() - n * interval '1 minute'
                from generate_series(1, %3$d) n, %4$s order by a.id, n
                """.formatted(WORDS, today, size.tasks(), accounts));
        execute("""
                insert into subtasks (account_id, task_id, title, completed, position, created_at)
                select t.account_id, t.id, 'Шаг ' || n, (t.id + n) %% 2 = 0, n - 1, t.created_at
                from tasks t, generate_series(1, 3) n where t.account_id between %d and %d order by t.id, n
                """.formatted(first, last));
        execute("""
                insert into loans (account_id, org_name, website, loan_date, amount_borrowed, org_folded, search_folded,
                  created_at, updated_at)
                select a.id, 'Займ ' || n, 'https://zaim.example/' || n, date '%s' - 100, 10000 + n, 'займ ' || n, 'займ ' || n,
                  now(), now()
                from generate_series(1, %d) n, %s order by a.id, n
                """.formatted(today, size.loans(), accounts));
        execute("""
                insert into installments (account_id, loan_id, due_date, amount, created_at)
                select l.account_id, l.id, date '%s' - 95 + (l.id %% 28)::int + n * 30, 1100.50, now()
                from loans l, generate_series(1, 12) n where l.account_id between %d and %d order by l.id, n
                """.formatted(today, first, last));
        execute("""
                insert into loan_entries (account_id, loan_id, installment_id, kind, amount, paid_on, source, actor, created_at)
                select account_id, loan_id, case when loan_id %% 7 > 0 then id end, 'PAYMENT', amount, least(due_date, date '%s'), 'WEB',
                  'Владелец', now()
                from (select i.*, row_number() over (partition by loan_id order by due_date) as n from installments i
                  where account_id between %d and %d) i
                where n <= 2 + loan_id %% 3 order by i.id
                """.formatted(today, first, last));
        int ofTasks = size.reminders() - size.loans() * 12;
        reminders("select t.account_id, 'TASK' as kind, t.id, t.status = 'DONE' as ended, n from ("
                + "select t.*, row_number() over (partition by account_id order by id) as place from tasks t"
                + " where account_id between " + first + " and " + last + ") t, generate_series(1, 2) n"
                + " where n = 1 or t.place <= " + (ofTasks - size.tasks()));
        reminders("select account_id, 'INSTALLMENT' as kind, id, due_date < date '" + today
                + "' as ended, 1 as n from installments where account_id between " + first + " and " + last);
        execute("set session_replication_role = origin");
    }

    private void reminders(String subjects) throws SQLException {
        execute("""
                insert into reminders (account_id, subject_kind, subject_id, source, local_at, planned_at, state, due_at,
                  created_at, updated_at)
                select account_id, kind, id, 'CUSTOM', at, at at time zone 'Europe/Moscow',
                  case when ended then 'DONE' else 'SCHEDULED' end, case when not ended then at at time zone 'Europe/Moscow' end,
                  now(), now()
                from (select s.*, timestamp '2100-01-01 09:00' + (id %% 300)::int * interval '1 day' + n * interval '1 hour' as at
                  from (%s) s) s order by id, n
                """.formatted(subjects));
    }

    /**
     * Three reminders each, all due at one moment, of people whose chats are their numbers. With the triggers: the engine
     * is to hear of them as it does of any.
     *
     * @param seconds from now
     */
    void due(long first, long last, int seconds) throws SQLException {
        execute("""
                with new_tasks as (
                  insert into tasks (account_id, title, status, importance, created_at, updated_at)
                  select a.id, 'Позвонить в банк, вопрос ' || n, 'OPEN', 2, now(), now()
                  from generate_series(1, 3) n, accounts a where a.id between %d and %d
                  returning account_id, id)
                insert into reminders (account_id, subject_kind, subject_id, source, local_at, planned_at, state, due_at,
                  created_at, updated_at)
                select account_id, 'TASK', id, 'CUSTOM', at at time zone 'Europe/Moscow', at, 'SCHEDULED', at, now(), now()
                from new_tasks, (select now() + interval '%d seconds') as moment (at)
                """.formatted(first, last, seconds));
    }

    void link(long first, long last, long bot) throws SQLException {
        execute(
                "update accounts set telegram_chat_id = 2000000 + id, telegram_user_id = 2000000 + id, telegram_bot_id = "
                        + bot + " where id between " + first + " and " + last);
    }

    void forget(long first, long last) throws SQLException {
        execute("delete from tasks where account_id between " + first + " and " + last);
    }

    void settle() throws SQLException {
        execute("vacuum analyze");
        execute("checkpoint");
    }

    long number(String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    String text(String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
