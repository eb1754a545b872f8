package app.zapiska.benchmark;

import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one statement each answer could be made by. PostgreSQL builds the JSON, so that the bare handler only hands on bytes:
 * a yardstick without a rule, a check or a mapping. {@code $1} is the account. No colon stands in its texts but in casts,
 * because pgbench reads them too.
 */
record Statements(LocalDate today, long taskId, String sessionToken) {

    /** A word that stands in a fortieth of the tasks. */
    static final String WORD = "квитанция";

    private static final String TASK = """
            json_build_object('id', t.id, 'version', t.version, 'title', t.title, 'description', t.description,
              'status', lower(t.status), 'importance', t.importance,
              'due', case when t.due_time is null then to_json(t.due_date) else to_json(t.due_date + t.due_time) end,
              'durationMinutes', t.duration_minutes, 'categoryId', t.category_id, 'recurrence', t.recurrence,
              'recurFrom', lower(t.recur_from), 'pausedUntil', t.paused_until,
              'recurrenceWords', null, 'seriesEnded', null,
              'followedBy', case when f.id is not null then json_build_object('id', f.id, 'due', f.due_date) end,
              'reminderTemplateId', t.reminder_template_id,
              'subtasks', coalesce(s.list, '[]'), 'reminders', coalesce(r.list, '[]'),
              'nextMessageAt', r.next,
              'nextMessageReason', case when t.status = 'DONE' then 'done' when r.next is null then 'noReminders' else 'planned' end,
              'progress', json_build_object('done', s.done, 'total', s.total),
              'createdAt', t.created_at, 'updatedAt', t.updated_at, 'completedAt', t.completed_at)""";

    private static final String PARTS_OF_TASK = """
             left join lateral (
              select json_agg(json_build_object('id', id, 'title', title, 'completed', completed, 'order', position)
                  order by position, id) as list,
                count(*) filter (where completed) as done, count(*) as total
              from subtasks where account_id = $1 and task_id = t.id) s on true
            left join lateral (
              select json_agg(json_build_object('id', id, 'at', local_at, 'source', lower(source), 'state', lower(state),
                  'nextAt', due_at, 'sentCount', sent_count, 'lastSentAt', last_sent_at, 'reason', reason)
                  order by planned_at, id) as list,
                min(due_at) as next
              from reminders where account_id = $1 and subject_kind = 'TASK' and subject_id = t.id) r on true
            left join lateral (
              select id, due_date from tasks
              where t.continuation = 'FOLLOWED' and account_id = $1 and follows_id = t.id and deleted_at is null) f on true
            """;

    private static final String MORE_TASKS = ", 'nextCursor', 'more', 'matchedSubtasks', json_build_object())";

    private static final String CALENDAR = """
            item as (
              select json_build_object('key', 'task-' || id, 'kind', 'task', 'id', id, 'loanId', null, 'installmentId', null,
                  'version', version, 'title', title, 'date', due_date, 'time', due_time, 'durationMinutes', duration_minutes,
                  'importance', importance, 'categoryId', category_id, 'amount', null, 'left', null,
                  'done', status = 'DONE', 'overdue', status = 'OPEN' and due_end <= {now}, 'repeats', recurrence is not null)
                  as shown, due_date, due_time, 0 as kind, id
              from tasks
              where account_id = $1 and deleted_at is null and due_date between {month} and {today}
                and due_end >= {month} and due_end <= {today} + 1
              union all
              select json_build_object('key', 'payment-' || p.id, 'kind', 'payment', 'id', p.id, 'loanId', p.loan_id,
                  'installmentId', p.id, 'version', l.version, 'title', l.org_name, 'date', p.due_date, 'time', null,
                  'durationMinutes', null, 'importance', null, 'categoryId', null, 'amount', p.amount::text,
                  'left', p.left_to_pay::text, 'done', p.left_to_pay = 0,
                  'overdue', p.left_to_pay > 0 and p.due_date < {today}, 'repeats', false),
                p.due_date, null, 1, p.id
              from payment p join loans l on l.id = p.loan_id where p.due_date between {month} and {today})
            select json_build_object(
              'items', json_agg(shown order by due_date, due_time nulls first, kind, id), 'complete', true,
              'occurrencesUntil', {today} + 400,
              'dayOff', (select json_agg(day::date) from generate_series({month}, {today}, interval '1 day') day
                where extract(isodow from day) > 5),
              'holiday', json_build_array(), 'dayOffKnownFrom', {month}, 'dayOffKnownUntil', {today},
              'dayOffCheckedOn', {today}, 'dayOffSource', 'weekends')
            from item""";

    private static final String FATES = Stream.of("onTime", "late", "unpaid", "closed")
            .map(fate -> "'" + fate + "', json_build_object('count', count(*) filter (where fate = '" + fate
                    + "'), 'amount', coalesce(sum(amount) filter (where fate = '" + fate + "'), 0)::text)")
            .collect(Collectors.joining(", "));

    private static final String TASK_STATISTICS = """
            with done as (
              select (completed_at at time zone 'Europe/Moscow')::date as day, importance, category_id from tasks
              where account_id = $1 and status = 'DONE' and deleted_at is null and completed_at >= {month} - 31),
            within as (
              select day, importance, category_id, count(*) as n from done where day between {month} and {today}
              group by 1, 2, 3),
            answer as (
              select extract(hour from r.first_sent_at at time zone 'Europe/Moscow') as hour, t.importance,
                extract(epoch from r.answered_at - r.first_sent_at) as waited
              from reminders r left join tasks t on t.account_id = $1 and t.id = r.task_id
              where r.account_id = $1 and (r.first_sent_at at time zone 'Europe/Moscow')::date between {month} and {today}),
            meant as (
              select installment_id, sum(amount) as paid, max(paid_on) as last_day from loan_entries
              where account_id = $1 and installment_id is not null group by 1),
            pool as (
              select loan_id, paid_on, sum(amount) over (partition by loan_id order by paid_on, id) as reached
              from loan_entries where account_id = $1 and installment_id is null),
            payment as (
              select i.loan_id, i.due_date, i.amount, m.last_day, i.amount - coalesce(m.paid, 0) as room,
                sum(i.amount - coalesce(m.paid, 0)) over (partition by i.loan_id order by i.due_date, i.id) as needed
              from installments i join loans l on l.id = i.loan_id left join meant m on m.installment_id = i.id
              where i.account_id = $1 and i.removed_at is null and l.deleted_at is null),
            judged as (
              select date_trunc('month', d.due_date) as month, d.amount, case
                when d.room > 0 and f.paid_on is null then case when d.due_date < {today} then 'unpaid' end
                when greatest(d.last_day, f.paid_on) <= d.due_date then 'onTime' else 'late' end as fate
              from payment d left join lateral (
                select min(paid_on) as paid_on from pool p
                where d.room > 0 and p.loan_id = d.loan_id and p.reached >= d.needed) f on true
              where d.due_date between {month} and {today})
            select json_build_object('from', {month}, 'to', {today},
              'tasks', json_build_object('done', (select coalesce(sum(n), 0) from within),
                'doneBefore', (select count(*) from done where day between {month} - 30 and {month} - 1),
                'byDay', (select json_agg(json_build_object('date', g::date, 'done', coalesce(n, 0)) order by g)
                  from generate_series({month}, {today}, interval '1 day') g
                  left join (select day, sum(n) as n from within group by 1) w on w.day = g),
                'byWeek', (select json_agg(json_build_object('monday', g::date, 'done', coalesce(n, 0)) order by g)
                  from generate_series(date_trunc('week', {month}), {today}, interval '1 week') g
                  left join (select date_trunc('week', day) as monday, sum(n) as n from within group by 1) w on w.monday = g),
                'byImportance', (select json_agg(json_build_object('importance', g, 'done', coalesce(n, 0)) order by g)
                  from generate_series(1, 3) g
                  left join (select importance, sum(n) as n from within group by 1) w on w.importance = g),
                'byCategory', (select coalesce(json_agg(json_build_object('categoryId', c.id, 'name', c.name,
                  'color', c.color, 'done', n) order by n desc, c.name), '[]')
                  from (select category_id, sum(n) as n from within group by 1) w left join task_categories c on c.id = w.category_id)),
              'reminders', (select json_build_object('sent', count(*), 'answered', count(waited),
                'medianSeconds', percentile_cont(0.5) within group (order by waited),
                'byHour', (select json_agg(json_build_object('hour', g, 'sent', coalesce(sent, 0),
                  'answered', coalesce(answered, 0), 'medianSeconds', median) order by g) from generate_series(0, 23) g
                  left join (select hour, count(*) as sent, count(waited) as answered,
                    percentile_cont(0.5) within group (order by waited) as median from answer group by 1) h on h.hour = g),
                'byImportance', (select json_agg(json_build_object('importance', nullif(g, 4), 'sent', coalesce(sent, 0),
                  'answered', coalesce(answered, 0), 'medianSeconds', median) order by g) from generate_series(1, 4) g
                  left join (select coalesce(importance, 4) as importance, count(*) as sent, count(waited) as answered,
                    percentile_cont(0.5) within group (order by waited) as median from answer group by 1) i on i.importance = g))
                from answer),
              'payments', (select json_build_object({fates}, 'byMonth', (
                select json_agg(shown order by month) from (
                  select g as month, json_build_object('month', to_char(g, 'YYYY-MM'), {fates}) as shown
                  from generate_series(date_trunc('month', {month}), {today}, interval '1 month') g
                  left join judged j on j.month = g group by g) months)) from judged))""".replace("{fates}", FATES);

    /** Each payment with what is left of it, and each loan with its sums and its next payment. */
    private static final String LOANS = """
            ledger as (
              select loan_id, installment_id, sum(amount) as paid from loan_entries where account_id = $1
              group by loan_id, installment_id),
            paid as (
              select loan_id, sum(paid) as paid, coalesce(sum(paid) filter (where installment_id is null), 0) as free
              from ledger group by loan_id),
            planned as (
              select i.loan_id, i.id, i.due_date, i.amount, i.amount - coalesce(e.paid, 0) as room,
                sum(i.amount - coalesce(e.paid, 0)) over (partition by i.loan_id order by i.due_date, i.id) as until
              from installments i
              left join ledger e on e.loan_id = i.loan_id and e.installment_id = i.id
              where i.account_id = $1 and i.removed_at is null),
            payment as (
              select p.loan_id, p.id, p.due_date, p.amount, least(p.room, greatest(p.until - coalesce(f.free, 0), 0)) as left_to_pay
              from planned p left join paid f on f.loan_id = p.loan_id),
            plan as (select loan_id, sum(amount) as planned from payment group by loan_id),
            next as (
              select distinct on (loan_id) loan_id, id, due_date, left_to_pay from payment where left_to_pay > 0
              order by loan_id, due_date, id),
            standing as (
              select l.id, l.org_folded, l.amount_borrowed, coalesce(s.planned, l.amount_due, l.amount_borrowed) as planned,
                coalesce(p.paid, 0) as paid, n.id as next_id, n.due_date as next_due, n.left_to_pay as next_left
              from loans l
              left join plan s on s.loan_id = l.id
              left join paid p on p.loan_id = l.id
              left join next n on n.loan_id = l.id
              where l.account_id = $1 and l.deleted_at is null)""";

    private static final String LOAN = """
            json_build_object('id', l.id, 'version', l.version, 'orgName', l.org_name, 'website', l.website,
              'loanDate', l.loan_date, 'dueDate', l.due_date, 'amountBorrowed', l.amount_borrowed::text,
              'amountDue', l.amount_due::text, 'riskyOrg', l.risky_org, 'notes', l.notes,
              'paymentMethods', l.payment_methods, 'reminderTemplateId', l.reminder_template_id,
              'status', case when p.planned = p.paid then 'paid' else 'open' end, 'debt', (p.planned - p.paid)::text,
              'paidTotal', p.paid::text, 'plannedTotal', p.planned::text,
              'nextPayment', case when p.next_due is not null then json_build_object('installmentId', p.next_id,
                'dueDate', p.next_due, 'amount', p.next_left::text, 'daysLeft', p.next_due - {today}) end,
              'urgency', case when p.next_due is null or p.next_due >= {today} + 5 then 'none'
                when p.next_due < {today} then 'overdue' when p.next_due = {today} then 'today' else 'urgent' end,
              'nextMessageAt', w.next, 'nextMessageReason', case when w.next is null then 'noReminders' else 'planned' end,
              'createdAt', l.created_at, 'updatedAt', l.updated_at)""";

    private static final String NEXT_OF_LOAN = """
            left join lateral (
              select min(r.due_at) as next from installments i
              join reminders r on r.account_id = $1 and r.installment_id = i.id
              where i.account_id = $1 and i.loan_id = p.id and i.removed_at is null) w on true""";

    private static final String COUNTS = """
            per as (
              select category_id, count(*) as n, count(*) filter (where status = 'OPEN') as open,
                count(*) filter (where status = 'OPEN' and due_date = {today}) as today,
                count(*) filter (where status = 'OPEN' and due_end <= {now}) as overdue,
                count(*) filter (where status = 'OPEN' and importance = 1) as important
              from tasks where account_id = $1 and deleted_at is null group by category_id),
            counts as (
              select json_build_object('all', sum(n), 'open', sum(open), 'today', sum(today), 'overdue', sum(overdue),
                'important', sum(important), 'done', sum(n - open), 'byCategory', (
                  select json_object_agg(c.id, coalesce(per.n, 0)) from task_categories c
                  left join per on per.category_id = c.id where c.account_id = $1)) as answer
              from per)""";

    private static final String STATISTICS = """
            due as (
              select coalesce(sum(left_to_pay) filter (where due_date < {today}), 0) as overdue,
                count(*) filter (where left_to_pay > 0 and due_date < {today}) as overdue_payments,
                count(*) filter (where left_to_pay > 0 and due_date < {today} + 7) as week_payments,
                coalesce(sum(left_to_pay) filter (where due_date >= {today} and due_date < {today} + 7), 0) as in_7_days,
                coalesce(sum(left_to_pay) filter (where due_date >= {today} and due_date < {today} + 30), 0) as in_30_days
              from payment),
            month as (
              select coalesce(sum(e.amount), 0) as paid from loan_entries e left join loan_entries o on o.id = e.reversal_of
              where e.account_id = $1 and 'PAYMENT' in (e.kind, o.kind)
                and e.paid_on >= date_trunc('month', {today})
                and e.paid_on < date_trunc('month', {today}) + interval '1 month'),
            figures as (
              select json_build_object('total', count(*), 'open', count(*) filter (where planned <> paid),
                'urgent', count(*) filter (where next_due < {today} + 5),
                'overdue', count(*) filter (where next_due < {today}), 'debt', coalesce(sum(planned - paid), 0)::text,
                'overdueAmount', (select overdue::text from due),
                'dueIn7Days', (select in_7_days::text from due), 'dueIn30Days', (select in_30_days::text from due),
                'paidThisMonth', (select paid::text from month),
                'overpayment', coalesce(sum(greatest(planned - amount_borrowed, 0)), 0)::text) as answer
              from standing)""";

    /** Days of the account, as {@link #taskStatistics} and {@link #calendar} are asked for. */
    LocalDate month() {
        return today.minusDays(29);
    }

    String tasks() {
        return dated("select json_build_object('items', json_agg(" + TASK
                + " order by t.importance, t.due_end, t.id)" + MORE_TASKS + " from ("
                + "select * from tasks where account_id = $1 and deleted_at is null and status = 'OPEN'"
                + " order by importance, due_end, id limit 50) t" + PARTS_OF_TASK);
    }

    /** The first page by days: what was missed, then what is to come. */
    String days() {
        return dated("select json_build_object('items', json_agg(" + TASK
                + " order by t.section, t.due_day, t.day_place, t.id)" + MORE_TASKS + " from (select * from ("
                + section(0, "due_end <= {now} and due_day <= {today}") + " union all "
                + section(1, "due_end > {now} and due_day >= {today}")
                + ") days order by section, due_day, day_place, id limit 50) t" + PARTS_OF_TASK);
    }

    private static String section(int number, String condition) {
        return "(select *, " + number + " as section from tasks where account_id = $1 and deleted_at is null"
                + " and status = 'OPEN' and " + condition + " order by due_day, day_place, id limit 50)";
    }

    /** Thirty days, weekends as the only days off. */
    String calendar() {
        return dated("with " + LOANS + ", " + CALENDAR);
    }

    /** The same thirty days. */
    String taskStatistics() {
        return dated(TASK_STATISTICS);
    }

    String search() {
        return dated("select json_build_object('items', json_agg(" + TASK
                + " order by t.importance, t.due_end, t.id)" + MORE_TASKS + " from ("
                + "with found as materialized (select * from tasks where account_id = $1 and deleted_at is null"
                + " and search @@ (select search_query('" + WORD + "')))"
                + " select * from found order by importance, due_end, id limit 50) t" + PARTS_OF_TASK);
    }

    String task() {
        return dated("select " + TASK + " from (select * from tasks where account_id = $1 and id = " + taskId
                + " and deleted_at is null) t" + PARTS_OF_TASK);
    }

    String loans() {
        return dated("with " + LOANS + " select json_build_object('items', json_agg(" + LOAN
                + " order by p.next_due, p.id), 'nextCursor', 'more') from ("
                + "select * from standing order by next_due nulls last, id limit 50) p"
                + " join loans l on l.id = p.id " + NEXT_OF_LOAN);
    }

    String counts() {
        return dated("with " + COUNTS + " select answer from counts");
    }

    String statistics() {
        return dated("with " + LOANS + ", " + STATISTICS + " select answer from figures");
    }

    String me() {
        return dated("""
                select json_build_object('id', a.id, 'login', a.login, 'name', a.name, 'role', lower(a.role),
                  'timeZone', a.time_zone, 'language', a.language, 'telegramLinked', a.telegram_chat_id is not null)
                from sessions s join accounts a on a.id = s.account_id
                where a.id = $1 and s.token_id = '%s' and s.revoked_at is null and s.expires_at > now()
                """.formatted(sessionToken));
    }

    String dashboard() {
        return dated("with " + COUNTS + ", " + LOANS + ", " + STATISTICS + " select json_build_object('today', "
                + list(
                        "status = 'OPEN' and due_date = {today} and due_end >= {today} and due_end <= {today} + 1"
                                + " and due_end > {now}",
                        "importance, due_end, id",
                        20)
                + ", 'overdue', "
                + list("status = 'OPEN' and due_end <= {now}", "importance, due_end, id", 20)
                + ", 'next', "
                + list("status = 'OPEN' and due_end > {today} and due_date > {today}", "due_end, id", 20)
                + ", 'counts', (select answer from counts), 'loans', json_build_object("
                + "'statistics', (select answer from figures), 'overdueAmount', (select overdue::text from due), 'overduePayments', (select overdue_payments from due), "
                + "'weekPayments', (select week_payments from due), 'week', ("
                + """
                select json_agg(json_build_object('loanId', p.loan_id, 'installmentId', p.id, 'orgName', l.org_name,
                  'dueDate', p.due_date, 'amount', p.left_to_pay::text, 'daysLeft', p.due_date - {today},
                  'urgency', case when p.due_date < {today} then 'overdue' else 'urgent' end, 'nextMessageAt', w.next,
                  'nextMessageReason', 'planned') order by p.due_date, p.loan_id)
                from (select * from payment where left_to_pay > 0 and due_date <= {today} + 7 order by due_date, loan_id limit 20) p
                join loans l on l.id = p.loan_id
                left join lateral (select min(due_at) as next from reminders
                  where account_id = $1 and installment_id = p.id) w on true"""
                + "), 'urgent', (select json_agg(" + LOAN + " order by p.next_due, p.id) from ("
                + "select * from standing where next_due < {today} + 5 order by next_due, id limit 5) p"
                + " join loans l on l.id = p.id " + NEXT_OF_LOAN + "), 'months', ("
                + """
                select json_agg(json_build_object('month', to_char(m.start, 'YYYY-MM'), 'planned', m.planned::text,
                  'paid', (m.planned - m.unpaid)::text, 'left', m.unpaid::text) order by m.start) from (
                  select g.start, coalesce(sum(p.amount), 0) as planned, coalesce(sum(p.left_to_pay), 0) as unpaid
                  from generate_series(date_trunc('month', {today}) - interval '3 months',
                    date_trunc('month', {today}) + interval '6 months', interval '1 month') g (start)
                  left join payment p on p.due_date >= g.start and p.due_date < g.start + interval '1 month'
                  group by g.start) m)))""");
    }

    private static String list(String condition, String order, int most) {
        return "(select coalesce(json_agg(" + TASK + " order by t." + order.replace(", ", ", t.")
                + "), '[]') from (select * from tasks where account_id = $1 and deleted_at is null and " + condition
                + " order by " + order + " limit " + most + ") t" + PARTS_OF_TASK + ")";
    }

    private String dated(String sql) {
        return sql.replace("{month}", "date '" + month() + "'")
                .replace("{today}", "date '" + today + "'")
                .replace("{now}", "(now() at time zone 'Europe/Moscow')");
    }
}
