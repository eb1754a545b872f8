package app.zapiska.calendar;

import app.zapiska.loans.DatedPayments;
import app.zapiska.platform.sql.Statement;
import app.zapiska.tasks.DatedTasks;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Map;

/** Tasks and payments of a period, by one statement: a row without {@code id} is a payment. */
final class CalendarQueries {

    /** Of the open tasks of earlier days that repeat: more than anybody has, and few enough to look a year ahead for each. */
    static final int MOST_SERIES = 500;

    private static final String TASKS = """
            select t.id, t.version, t.title, {description} as description, t.status, t.importance, t.due_date, t.due_time, t.duration_minutes,
              t.category_id, t.recurrence, t.recur_from, t.paused_until, t.series_id, t.series_start_date, t.series_start_time,
              t.series_start_number, t.slot_date, t.slot_time, t.usual, t.continuation, {updated} as updated_at, t.due_end,
              cast(null as bigint) as loan_id, cast(null as bigint) as installment_id, cast(null as numeric) as amount,
              cast(null as numeric) as remaining%s
            from dated_task t%s
            """;

    private static final String PAYMENTS = """
            select cast(null as bigint) as id, p.version, p.org_name as title, cast(null as text) as description,
              cast(null as text) as status, cast(null as smallint) as importance, p.due_date, cast(null as time) as due_time,
              cast(null as integer) as duration_minutes, cast(null as bigint) as category_id, cast(null as text) as recurrence,
              cast(null as text) as recur_from, cast(null as date) as paused_until, cast(null as bigint) as series_id,
              cast(null as date) as series_start_date, cast(null as time) as series_start_time,
              cast(null as integer) as series_start_number, cast(null as date) as slot_date, cast(null as time) as slot_time,
              cast(null as text) as usual, cast(null as text) as continuation, {updated} as updated_at, cast(null as timestamp) as due_end,
              p.loan_id, p.installment_id, p.amount, p.remaining%s
            from dated_payment p%s
            """;

    private static final String REMINDERS = ", a.alarms, a.reminders_updated_at";

    /** What the engine still means to send about a subject; what waits for the chat to be there again keeps its planned moment. */
    private static final String REMINDED = """
             left join lateral (
              select max(r.updated_at) as reminders_updated_at,
                array_agg(coalesce(r.due_at + greatest(interval '0', r.not_before - r.due_at), r.planned_at) order by r.planned_at)
                  filter (where r.state in ('SCHEDULED', 'SNOOZED', 'BLOCKED')) as alarms
              from reminders r where r.account_id = :account and r.subject_kind = %s and r.subject_id = %s) a on true
            """;

    private CalendarQueries() {}

    /**
     * Without what no calendar shows: there may be thousands of rows, and reading them is most of the work.
     *
     * @param most tasks, and as many payments; one more of them tells that there are more
     */
    static Statement period(long accountId, LocalDate from, LocalDate to, int most) {
        return of(
                accountId,
                Feed.Content.ALL,
                from,
                to,
                most + 1,
                with("case when t.recurrence is not null then t.description end", "null", TASKS.formatted("", "")),
                with("null", "null", PAYMENTS.formatted("", "")));
    }

    private static String with(String description, String updated, String query) {
        return query.replace("{description}", description).replace("{updated}", "cast(" + updated + " as timestamptz)");
    }

    /** With the moments of reminders still to come. */
    static Statement feed(long accountId, Feed.Content content, LocalDate from, LocalDate to, int most) {
        return of(
                accountId,
                content,
                from,
                to,
                most,
                with("t.description", "t.updated_at", TASKS.formatted(REMINDERS, REMINDED.formatted("'TASK'", "t.id"))),
                with(
                        "null",
                        "p.updated_at",
                        PAYMENTS.formatted(
                                REMINDERS,
                                REMINDED.formatted(
                                        "case when p.installment_id is null then 'LOAN' else 'INSTALLMENT' end",
                                        "coalesce(p.installment_id, p.loan_id)"))));
    }

    private static Statement of(
            long accountId,
            Feed.Content content,
            LocalDate from,
            LocalDate to,
            int most,
            String tasks,
            String payments) {
        var parts = new ArrayList<String>();
        var queries = new ArrayList<String>();
        if (content.payments()) {
            parts.add(DatedPayments.WITH);
            parts.add("dated_payment as (" + DatedPayments.QUERY
                    + " order by p.due_date, p.loan_id, p.installment_id limit :mostPayments)");
            queries.add(payments);
        }
        if (content.tasks()) {
            parts.add((parts.isEmpty() ? "with " : "") + "dated_task as (" + DatedTasks.QUERY + ")");
            queries.add(tasks);
        }
        return Statement.of(
                String.join(", ", parts) + " " + String.join(" union all ", queries),
                Map.of(
                        "account",
                        accountId,
                        "from",
                        from,
                        "to",
                        to,
                        "mostTasks",
                        (long) most,
                        "mostPayments",
                        (long) most,
                        "mostSeries",
                        (long) MOST_SERIES));
    }
}
