package app.zapiska.calendar;

import app.zapiska.loans.DatedPayments;
import app.zapiska.platform.sql.Statement;
import app.zapiska.tasks.DatedTasks;
import java.time.LocalDate;
import java.util.Map;

/** Tasks and payments of a period, by one statement. */
final class CalendarQueries {

    /** Of the open tasks of earlier days that repeat: more than anybody has, and few enough to look a year ahead for each. */
    static final int MOST_SERIES = 500;

    private static final String TASK = """
            id, version, title, description, status, importance, due_date, due_time, duration_minutes, category_id, recurrence,
            recur_from, paused_until, series_id, series_start_date, series_start_time, series_start_number, slot_date, slot_time,
            usual, continuation, updated_at, due_end""";

    private static final String NO_TASK = """
            null, p.version, p.org_name, null, null, null, p.due_date, null, null, null, null,
            null, null, null, null, null, null, null, null,
            null, null, p.updated_at, null""";

    private CalendarQueries() {}

    /** @param most tasks, and as many payments; one more of them tells that there are more */
    static Statement period(long accountId, LocalDate from, LocalDate to, int most) {
        return Statement.of(
                DatedPayments.WITH + ", dated_task as (" + DatedTasks.QUERY + "), dated_payment as ("
                        + DatedPayments.QUERY + " order by p.due_date, p.loan_id, p.installment_id limit :mostPayments)"
                        + " select " + TASK
                        + ", cast(null as bigint) as loan_id, cast(null as bigint) as installment_id,"
                        + " cast(null as numeric) as amount, cast(null as numeric) as rest from dated_task"
                        + " union all select " + NO_TASK + ", p.loan_id, p.installment_id, p.amount, p.rest"
                        + " from dated_payment p",
                Map.of(
                        "account",
                        accountId,
                        "from",
                        from,
                        "to",
                        to,
                        "mostTasks",
                        most + 1L,
                        "mostPayments",
                        most + 1L,
                        "mostSeries",
                        (long) MOST_SERIES));
    }
}
