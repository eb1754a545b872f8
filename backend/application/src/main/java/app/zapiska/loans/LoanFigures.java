package app.zapiska.loans;

import app.zapiska.platform.Money;
import app.zapiska.platform.sql.Statement;
import app.zapiska.reminders.NextMessage;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The money of many loans at once, in SQL: the only place that knows it besides {@link Balance}, and the statements that show it. */
final class LoanFigures {

    static final String LOAN = "id, account_id, org_folded, due_date, amount_borrowed, amount_due";

    /** Of a loan {@code l}, what it is by itself. */
    static final String COLUMNS = """
            l.id, l.version, l.org_name, l.website, l.loan_date, l.due_date, l.amount_borrowed, l.amount_due, l.risky_org, l.notes,
            l.payment_methods, l.reminder_template_id, l.created_at, l.updated_at, """ + LoanContract.COLUMNS;

    /** Of a loan {@code l} of {@code :account}, its schedule and the ledger's standing entries, each as {@code json}. */
    private static final String SCHEDULE = """
            (select json_agg(json_build_object('id', i.id, 'dueDate', i.due_date, 'amount', cast(i.amount as text))
              order by i.due_date, i.id)
            from installments i where i.account_id = :account and i.loan_id = l.id and i.removed_at is null)""";

    private static final String STANDING = """
            (select json_agg(json_build_object('id', e.id, 'installmentId', e.installment_id, 'amount', cast(e.amount as text),
              'paidOn', e.paid_on, 'kind', e.kind, """ + LoanExtension.JSON + """
            ) order by e.id)
            from loan_entries e where e.account_id = :account and e.loan_id = l.id and e.reversal_of is null
              and not exists (select from loan_entries r where r.account_id = :account and r.reversal_of = e.id))""";

    private LoanFigures() {}

    /**
     * What {@link Balance} works out, for many loans at once. In front of it stands {@code with chosen as (…)}, rows of
     * {@code loans}. It gives {@code payment}: each instalment, and the return of each loan without a schedule, with what is
     * left of it; and {@code standing}: each loan with its sums and its next payment, at infinity when there is none.
     *
     * <p>When all chosen loans are of {@code :account}, it is asked for that account's rows only.
     */
    static String of(boolean ofOneAccount) {
        return FIGURES.replace("{own}", ofOneAccount ? " and account_id = :account" : "")
                .replace("{same}", ofOneAccount ? "" : " and e.account_id = c.account_id");
    }

    private static final String FIGURES = """
            , ledger as (
              select e.loan_id, e.installment_id, sum(e.amount) as paid
              from chosen c join (select * from loan_entries where true{own}) e on e.loan_id = c.id{same}
              group by e.loan_id, e.installment_id),
            loan as (
              select c.*, coalesce(p.paid, 0) as paid, coalesce(p.unallocated, 0) as unallocated
              from chosen c left join (
                select loan_id, sum(paid) as paid, sum(paid) filter (where installment_id is null) as unallocated
                from ledger group by loan_id) p on p.loan_id = c.id),
            -- A full join, of which only the one side is kept: it can't become a loop of each row with each, which an outer
            -- join of two results, of whose size nothing is known, may.
            planned as (
              select c.account_id, c.id as loan_id, e.id as installment_id,
                case when e.id is null then c.due_date else e.due_date end as due_date,
                coalesce(e.amount, c.amount_due, c.amount_borrowed) as amount,
                coalesce(e.amount - coalesce(l.paid, 0), c.amount_due, c.amount_borrowed) as room,
                case when e.id is null then c.paid else c.unallocated end as to_fill
              from loan c
              left join (select * from installments where removed_at is null{own}) e on e.loan_id = c.id{same}
              full join ledger l on l.installment_id = e.id where coalesce(c.id, 0) > 0),
            -- Summed up only where there is money to fill them with.
            payment as (
              select account_id, loan_id, installment_id, due_date, amount, room,
                case when installment_id is null then room - to_fill
                  when to_fill > 0 then least(room, greatest(
                    sum(case when to_fill > 0 then room end) over due - to_fill, 0))
                  else room end as remaining
              from planned window due as (partition by loan_id order by due_date, installment_id rows unbounded preceding)),
            sums as (
              select loan_id, sum(amount) as planned, min(due_date) filter (where remaining > 0) as next_due,
                (array_agg(installment_id order by due_date, installment_id)
                  filter (where remaining > 0 and due_date is not null))[1] as next_installment,
                (array_agg(remaining order by due_date, installment_id)
                  filter (where remaining > 0 and due_date is not null))[1] as next_remaining
              from payment group by loan_id),
            standing as (
              select l.id, l.org_folded, l.amount_borrowed, s.planned, l.paid, s.planned - l.paid as debt, s.next_installment,
                coalesce(s.next_due, date 'infinity') as next_due, s.next_remaining
              from loan l join sums s on s.loan_id = l.id)
            """;

    static final String OF_ACCOUNT = "with chosen as (select " + LOAN
            + " from loans where account_id = :account and deleted_at is null)" + of(true);

    /** Of the reminders of a loan {@code p} the one that decides when it is next spoken of; nulls when there is none. */
    private static final String NEXT_OF_LOAN = " left join lateral (" + NextMessage.soonest("""
            select * from reminders where account_id = :account and loan_id = p.id
            union all
            select r.* from installments i
            join reminders r on r.account_id = i.account_id and r.installment_id = i.id
            where i.account_id = :account and i.loan_id = p.id and i.removed_at is null
            union all
            select r.* from payoff_payments q
            join reminders r on r.account_id = q.account_id and r.subject_kind = 'PLANNED' and r.subject_id = q.id
            where q.account_id = :account and q.loan_id = p.id and q.removed_at is null
            """) + ") w on true ";

    /** The same of a payment {@code p}. */
    private static final String NEXT_OF_PAYMENT = " left join lateral (" + NextMessage.soonest("""
            select * from reminders where account_id = :account and installment_id = p.installment_id
            union all
            select * from reminders where account_id = :account and loan_id = p.loan_id and p.installment_id is null
            """) + ") w on true ";

    /** Of a loan {@code l} with its figures {@code p}, what a list shows of it; payments only where there is a rate to reckon by. */
    private static final String LISTED =
            COLUMNS + """
            , l.org_folded, p.planned, p.paid, p.debt, p.next_installment, nullif(p.next_due, date 'infinity') as next_date,
            p.next_remaining,
            """ + " case when l.daily_rate is not null then " + SCHEDULE + " end as installments,"
                    + " case when l.daily_rate is not null then " + STANDING + " end as entries, "
                    + NextMessage.columns("w");

    /** @param search words as the person typed them */
    record Selection(LoanFilter filter, Optional<String> search) {}

    /** Where a page ends: every key that some order needs. @param org as {@link Loan#folded} makes it */
    @RegisterForReflection
    record Position(Optional<LocalDate> nextDue, String org, Money debt, long id) {}

    static Statement page(
            long accountId,
            Selection selection,
            LoanSort sort,
            LocalDate today,
            int urgentDays,
            Optional<Position> after,
            int limit) {
        var sql = "with chosen as (select " + LOAN + " from loans where account_id = :account and deleted_at is null"
                + (selection.search().isPresent() ? " and strpos(search_folded, :search) > 0" : "") + ")"
                + of(true)
                + ", page as (select * from standing where "
                + selection.filter().condition()
                + (after.isPresent() ? " and " + sort.after() : "") + " order by " + sort.order() + " limit :limit)"
                + " select " + LISTED + " from page p join loans l on l.account_id = :account and l.id = p.id"
                + NEXT_OF_LOAN + "order by "
                // The page has the columns of the order; the loan has some of the same name.
                + "p." + sort.order().replace(", ", ", p.");
        var parameters = new HashMap<String, Object>(
                Map.of("account", accountId, "today", today, "urgentDays", urgentDays, "limit", limit));
        selection.search().ifPresent(search -> parameters.put("search", Loan.folded(search)));
        after.ifPresent(position -> {
            parameters.put(
                    "afterNextDue", position.nextDue().map(LocalDate::toString).orElse("infinity"));
            parameters.put("afterOrg", position.org());
            parameters.put("afterDebt", position.debt().amount());
            parameters.put("afterId", position.id());
        });
        return Statement.of(sql, parameters);
    }

    /** From the figures of an account's loans: {@code statistics}, one row. */
    private static final String STATISTICS =
            """
            , due as (
              select coalesce(sum(remaining) filter (where due_date < cast(:today as date)), 0) as overdue,
                count(*) filter (where remaining > 0 and due_date < cast(:today as date)) as overdue_payments,
                count(*) filter (where remaining > 0 and due_date < cast(:today as date) + 7) as week_payments,
                coalesce(sum(remaining) filter (where due_date >= cast(:today as date)
                  and due_date < cast(:today as date) + 7), 0) as in_7_days,
                coalesce(sum(remaining) filter (where due_date >= cast(:today as date)
                  and due_date < cast(:today as date) + 30), 0) as in_30_days
              from payment),
            month as (
              select coalesce(sum(e.amount), 0) as paid
              from chosen c join loan_entries e on e.account_id = :account and e.loan_id = c.id
              left join loan_entries reversed on reversed.account_id = :account and reversed.id = e.reversal_of
              where 'PAYMENT' in (e.kind, reversed.kind)
                and e.paid_on >= cast(:monthStart as date) and e.paid_on < cast(:monthEnd as date)),
            statistics as (
              select count(*) as total, count(*) filter (where %s) as open, count(*) filter (where %s) as urgent,
                count(*) filter (where %s) as overdue, coalesce(sum(debt), 0) as all_debt,
                (select overdue from due) as overdue_amount,
                (select overdue_payments from due) as overdue_payments, (select week_payments from due) as week_payments,
                (select in_7_days from due) as in_7_days,
                (select in_30_days from due) as in_30_days, (select paid from month) as paid_this_month,
                coalesce(sum(greatest(planned - amount_borrowed, 0)), 0) as overpayment
              from standing)
            """.formatted(LoanFilter.OPEN.condition(), LoanFilter.URGENT.condition(), LoanFilter.OVERDUE.condition());

    /** Named, like all that comes back: only so the statement stays prepared. */
    private static final String STATISTICS_COLUMNS =
            "s.total, s.open, s.urgent, s.overdue, s.all_debt, s.overdue_amount, s.overdue_payments, s.week_payments,"
                    + " s.in_7_days, s.in_30_days, s.paid_this_month, s.overpayment";

    static Statement statistics(long accountId, LocalDate today, int urgentDays) {
        return Statement.of(
                OF_ACCOUNT + STATISTICS + "select " + STATISTICS_COLUMNS + " from statistics s",
                ofDay(accountId, today, urgentDays));
    }

    private static Map<String, Object> ofDay(long accountId, LocalDate today, int urgentDays) {
        var month = YearMonth.from(today);
        return new HashMap<>(Map.of(
                "account",
                accountId,
                "today",
                today,
                "urgentDays",
                urgentDays,
                "monthStart",
                month.atDay(1),
                "monthEnd",
                month.plusMonths(1).atDay(1)));
    }

    private static final String FRONT_PAGE =
            OF_ACCOUNT + STATISTICS + """
            , first as (
              select * from payment where remaining > 0 and due_date < cast(:today as date) + 7
              order by due_date, loan_id, installment_id limit :payments),
            months as (
              select cast(m.start as date) as start, coalesce(sum(p.amount), 0) as planned, coalesce(sum(p.remaining), 0) as remaining
              from generate_series(cast(:firstMonth as date), cast(:lastMonth as date), interval '1 month') m (start)
              left join payment p on p.due_date >= m.start and p.due_date < m.start + interval '1 month'
              group by m.start),
            early as (
              select count(*) as payments, sum(q.remaining) as amount, min(q.due_date) as due_date
              from payoff_payments q join loans l on l.account_id = q.account_id and l.id = q.loan_id
              where q.account_id = :account and q.removed_at is null and q.remaining > 0 and l.deleted_at is null
                and q.due_date < cast(:today as date) + 7),
            page as (select * from standing where """ + " " + LoanFilter.URGENT.condition() + """
              order by next_due, id limit :loans)
            select """ + " " + STATISTICS_COLUMNS + """
            ,
              (select json_agg(json_build_object('loanId', p.loan_id, 'installmentId', p.installment_id, 'orgName', l.org_name,
                  'dueDate', p.due_date, 'remaining', cast(p.remaining as text), 'reminding', l.reminder_template_id is not null,
                  'waiting', to_json(w)) order by p.due_date, p.loan_id, p.installment_id)
                from first p join loans l on l.account_id = :account and l.id = p.loan_id"""
                    + NEXT_OF_PAYMENT + """
                ) as week,
              (select json_agg(json_build_object('payments', payments, 'amount', cast(amount as text), 'dueDate', due_date))
                from early where payments > 0) as early,
              (select json_agg(json_build_object('month', start, 'planned', cast(planned as text), 'remaining', cast(remaining as text))
                  order by start) from months) as months,
             """ + LISTED
                    + " from statistics s left join (page p join loans l on l.account_id = :account and l.id = p.id"
                    + NEXT_OF_LOAN
                    + ") on true order by p.next_due, p.id";

    /**
     * One row for each urgent loan, or one without any. Every row has the rest besides: statistics, {@code week} and
     * {@code months}.
     *
     * @param payments how many of the week at most
     * @param loans how many of the urgent ones at most
     */
    static Statement today(
            long accountId, LocalDate today, int urgentDays, int payments, int loans, YearMonth first, YearMonth last) {
        var parameters = ofDay(accountId, today, urgentDays);
        parameters.put("payments", payments);
        parameters.put("loans", loans);
        parameters.put("firstMonth", first.atDay(1));
        parameters.put("lastMonth", last.atDay(1));
        return Statement.of(FRONT_PAGE, parameters);
    }

    /** One row for each open loan, with what its contract says that it costs; null where that was not entered. */
    static Statement costs(long accountId) {
        return Statement.of(
                OF_ACCOUNT + "select l.full_cost, l.lender_kind from standing p"
                        + " join loans l on l.account_id = :account and l.id = p.id where "
                        + LoanFilter.OPEN.condition(),
                Map.of("account", accountId));
    }

    /** Those of the loans that have a rate, with what they are reckoned by. */
    static Statement rated(long accountId, Collection<Long> ids) {
        return Statement.of(RATED, Map.of("account", accountId, "loans", ids.toArray(Long[]::new)));
    }

    private static final String RATED = "select " + COLUMNS + ", " + SCHEDULE + " as installments, " + STANDING + """
             as entries from loans l
            where l.account_id = :account and l.id = any(:loans) and l.daily_rate is not null and l.deleted_at is null
            """;

    /** A loan with what {@link Balance} needs of it and the reminders that have something to say; no row when there is none. */
    static Statement one(long accountId, long id) {
        return Statement.of(ONE, Map.of("account", accountId, "id", id));
    }

    /** Every loan of which something is left by its plan, with what {@link Balance} and the reckoning need of it. */
    static Statement open(long accountId) {
        return Statement.of(
                OF_ACCOUNT + "select " + COLUMNS + ", " + SCHEDULE + " as installments, " + STANDING + " as entries"
                        + " from standing p join loans l on l.account_id = :account and l.id = p.id where "
                        + LoanFilter.OPEN.condition() + " order by l.id",
                Map.of("account", accountId));
    }

    private static final String ONE = "select " + COLUMNS + """
            , """ + SCHEDULE + " as installments, " + STANDING + """
             as entries,
              (select json_agg(to_json(w)) from ("""
            + NextMessage.waiting("""
                  select * from reminders where account_id = :account and loan_id = :id
                  union all
                  select r.* from installments i join reminders r on r.account_id = i.account_id and r.installment_id = i.id
                  where i.account_id = :account and i.loan_id = :id and i.removed_at is null
                  union all
                  select r.* from payoff_payments q
                  join reminders r
                    on r.account_id = q.account_id and r.subject_kind = 'PLANNED' and r.subject_id = q.id
                  where q.account_id = :account and q.loan_id = :id and q.removed_at is null
                  """) + """
            ) w) as waiting,
              (select json_agg(json_build_object('id', q.id, 'dueDate', q.due_date, 'remaining', cast(q.remaining as text))
                  order by q.due_date, q.id)
                from payoff_payments q
                where q.account_id = :account and q.loan_id = :id and q.removed_at is null and q.remaining > 0) as planned
            from loans l where l.account_id = :account and l.id = :id and l.deleted_at is null
            """;

    /** A page of the whole ledger, the newest first; one row without an entry when it has none, no row when there is no loan. */
    static Statement entries(long accountId, long loanId, Optional<Long> before, int limit) {
        return Statement.of(
                """
                select e.id, e.kind, e.amount, e.paid_on, e.installment_id, e.reversal_of, e.reversed_by, e.source, e.actor,
                  e.note, e.created_at, """ + LoanExtension.COLUMNS + """

                from loans l left join lateral (
                  select e.id, e.kind, e.amount, e.paid_on, e.installment_id, e.reversal_of, r.id as reversed_by, e.source, e.actor,
                    e.note, e.created_at, """ + LoanExtension.COLUMNS + """

                  from loan_entries e left join loan_entries r on r.account_id = :account and r.reversal_of = e.id
                  where e.account_id = :account and e.loan_id = :id and e.id < :before
                  order by e.id desc limit :limit) e on true
                where l.account_id = :account and l.id = :id and l.deleted_at is null
                order by e.id desc
                """,
                Map.of("account", accountId, "id", loanId, "before", before.orElse(Long.MAX_VALUE), "limit", limit));
    }
}
