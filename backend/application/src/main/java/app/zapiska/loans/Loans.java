package app.zapiska.loans;

import app.zapiska.platform.Money;
import app.zapiska.platform.sql.Statement;
import app.zapiska.reminders.NextMessage;
import app.zapiska.reminders.NextMessage.Waiting;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.ReminderPlanner.Plan;
import app.zapiska.reminders.SubjectKey;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The loans of the database and their ledgers. Deleted ones exist only for {@link #lockDeleted}. */
@ApplicationScoped
public class Loans implements PanacheRepository<Loan> {

    private static final String LOAN = "id, account_id, org_folded, due_date, amount_borrowed, amount_due";

    /**
     * What {@link Balance} works out, for many loans at once. In front of it stands {@code with chosen as (…)}, rows of
     * {@code loans}. It gives {@code payment}: each instalment, and the return of each loan without a schedule, with what is
     * left of it; and {@code standing}: each loan with its sums and its next payment, at infinity when there is none.
     *
     * <p>When all chosen loans are of {@code :account}, it is asked for that account's rows only.
     */
    private static String figures(boolean ofOneAccount) {
        return FIGURES.replace("{own}", ofOneAccount ? " and account_id = :account" : "")
                .replace("{same}", ofOneAccount ? "" : " and e.account_id = c.account_id");
    }

    private static final String FIGURES = """
            , ledger as (
              select e.loan_id, e.installment_id, sum(e.amount) as paid
              from chosen c join (select * from loan_entries where true{own}) e on e.loan_id = c.id{same}
              group by e.loan_id, e.installment_id),
            paid as (
              select loan_id, sum(paid) as paid, coalesce(sum(paid) filter (where installment_id is null), 0) as unallocated
              from ledger group by loan_id),
            -- Put together by grouping: a join of two results, of whose size nothing is known, may become one of each row
            -- with each.
            installment as (
              select loan_id, id, max(due_date) as due_date, max(amount) as amount, sum(paid) as paid
              from (
                select e.loan_id, e.id, e.due_date, e.amount, 0 as paid
                from chosen c join (select * from installments where removed_at is null{own}) e on e.loan_id = c.id{same}
                union all
                select loan_id, installment_id, null, null, paid from ledger where installment_id is not null) known
              group by loan_id, id having max(due_date) is not null),
            schedule as (
              select loan_id, id, due_date, amount, amount - paid as room, sum(amount - paid) over due as room_until,
                row_number() over due as number
              from installment window due as (partition by loan_id order by due_date, id)),
            plan as (select loan_id, sum(amount) as planned, count(*) as count from schedule group by loan_id),
            state as (
              select c.id, c.account_id, c.org_folded, c.due_date, c.amount_borrowed, plan.count,
                coalesce(plan.planned, c.amount_due, c.amount_borrowed) as planned,
                coalesce(paid.paid, 0) as paid, coalesce(paid.unallocated, 0) as unallocated,
                coalesce(plan.planned, c.amount_due, c.amount_borrowed) - coalesce(paid.paid, 0) as debt
              from chosen c left join plan on plan.loan_id = c.id left join paid on paid.loan_id = c.id),
            payment as (
              select t.account_id, t.id as loan_id, s.id as installment_id, s.due_date, s.amount, s.room,
                least(s.room, greatest(s.room_until - t.unallocated, 0)) as rest, s.number, t.count
              from state t join schedule s on s.loan_id = t.id
              union all
              select account_id, id, null, due_date, planned, planned, debt, 1, 1 from state where count is null),
            next as (
              select distinct on (loan_id) loan_id, installment_id, due_date, rest from payment
              where rest > 0 and due_date is not null order by loan_id, due_date, installment_id),
            standing as (
              select t.id, t.org_folded, t.amount_borrowed, t.planned, t.paid, t.debt, n.installment_id as next_installment,
                coalesce(n.due_date, date 'infinity') as next_due, n.rest as next_rest
              from state t left join next n on n.loan_id = t.id)
            """;

    private static final String OF_ACCOUNT = "with chosen as (select " + LOAN
            + " from loans where account_id = :account and deleted_at is null)" + figures(true);

    /** @param search words as the person typed them */
    record Selection(LoanFilter filter, Optional<String> search) {}

    /** Where a page ends: every key that some order needs. @param org as {@link Loan#folded} makes it */
    @RegisterForReflection
    record Position(Optional<LocalDate> nextDue, String org, Money debt, long id) {
        static Position of(Row row) {
            return new Position(row.next().map(Balance.NextPayment::dueDate), row.orgFolded(), row.debt(), row.id());
        }
    }

    /** A loan as a list shows it. */
    record Row(
            long id,
            int version,
            String orgName,
            String orgFolded,
            String website,
            LocalDate loanDate,
            Optional<LocalDate> dueDate,
            Money amountBorrowed,
            Optional<Money> amountDue,
            boolean riskyOrg,
            String notes,
            String paymentMethods,
            Optional<Long> reminderTemplateId,
            Instant createdAt,
            Instant updatedAt,
            Money planned,
            Money paid,
            Money debt,
            Optional<Balance.NextPayment> next,
            Optional<Waiting> waiting) {

        private static final String COLUMNS = """
                l.id, l.version, l.org_name, l.org_folded, l.website, l.loan_date, l.due_date, l.amount_borrowed, l.amount_due,
                l.risky_org, l.notes, l.payment_methods, l.reminder_template_id, l.created_at, l.updated_at,
                p.planned, p.paid, p.debt, p.next_installment, nullif(p.next_due, date 'infinity') as next_date, p.next_rest,
                """ + columnsOf("w");

        static Row of(Object[] row, LocalDate today) {
            return new Row(
                    ((Number) row[0]).longValue(),
                    ((Number) row[1]).intValue(),
                    (String) row[2],
                    (String) row[3],
                    (String) row[4],
                    (LocalDate) row[5],
                    Optional.ofNullable((LocalDate) row[6]),
                    money(row[7]),
                    Optional.ofNullable(row[8]).map(Loans::money),
                    (boolean) row[9],
                    (String) row[10],
                    (String) row[11],
                    Optional.ofNullable((Number) row[12]).map(Number::longValue),
                    instant(row[13]),
                    instant(row[14]),
                    money(row[15]),
                    money(row[16]),
                    money(row[17]),
                    Optional.ofNullable((LocalDate) row[19])
                            .map(due -> new Balance.NextPayment(
                                    Optional.ofNullable((Number) row[18]).map(Number::longValue),
                                    due,
                                    money(row[20]),
                                    ChronoUnit.DAYS.between(today, due))),
                    NextMessage.waiting(row, 21));
        }
    }

    /** Of the reminders of a loan {@code p} the one that decides when it is next spoken of; nulls when there is none. */
    private static final String NEXT_OF_LOAN = " left join lateral (" + NextMessage.soonest("""
            select * from reminders where account_id = :account and loan_id = p.id
            union all
            select r.* from installments i
            join reminders r on r.account_id = i.account_id and r.installment_id = i.id
            where i.account_id = :account and i.loan_id = p.id and i.removed_at is null
            """) + ") w on true ";

    /** The same of a payment {@code p}. */
    private static final String NEXT_OF_PAYMENT = " left join lateral (" + NextMessage.soonest("""
            select * from reminders where account_id = :account and installment_id = p.installment_id
            union all
            select * from reminders where account_id = :account and loan_id = p.loan_id and p.installment_id is null
            """) + ") w on true ";

    private static String columnsOf(String alias) {
        return Stream.of(NextMessage.COLUMNS.split(", "))
                .map(column -> alias + "." + column)
                .collect(Collectors.joining(", "));
    }

    private static Money money(Object column) {
        return new Money((BigDecimal) column);
    }

    private static Instant instant(Object column) {
        return column instanceof OffsetDateTime moment ? moment.toInstant() : (Instant) column;
    }

    Uni<List<Row>> page(
            long accountId,
            Selection selection,
            LoanSort sort,
            LocalDate today,
            int urgentDays,
            Optional<Position> after,
            int limit) {
        return pageStatement(accountId, selection, sort, today, urgentDays, after, limit)
                .list(Object[].class)
                .map(rows -> rows.stream().map(row -> Row.of(row, today)).toList());
    }

    static Statement pageStatement(
            long accountId,
            Selection selection,
            LoanSort sort,
            LocalDate today,
            int urgentDays,
            Optional<Position> after,
            int limit) {
        var sql = "with chosen as (select " + LOAN + " from loans where account_id = :account and deleted_at is null"
                + (selection.search().isPresent() ? " and strpos(search_folded, :search) > 0" : "") + ")"
                + figures(true)
                + ", page as (select * from standing where "
                + selection.filter().condition()
                + (after.isPresent() ? " and " + sort.after() : "") + " order by " + sort.order() + " limit :limit)"
                + " select " + Row.COLUMNS + " from page p join loans l on l.id = p.id" + NEXT_OF_LOAN + "order by "
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

    /** @param overdueAmount of {@code debt}, what should have been paid before today */
    record Statistics(
            long total,
            long open,
            long urgent,
            long overdue,
            Money debt,
            Money overdueAmount,
            Money dueIn7Days,
            Money dueIn30Days,
            Money paidThisMonth,
            Money overpayment) {}

    /** All figures in one statement. */
    Uni<Statistics> statistics(long accountId, LocalDate today, int urgentDays) {
        return statisticsStatement(accountId, today, urgentDays)
                .list(Object[].class)
                .map(List::getFirst)
                .map(row -> new Statistics(
                        ((Number) row[0]).longValue(),
                        ((Number) row[1]).longValue(),
                        ((Number) row[2]).longValue(),
                        ((Number) row[3]).longValue(),
                        money(row[4]),
                        money(row[5]),
                        money(row[6]),
                        money(row[7]),
                        money(row[8]),
                        money(row[9])));
    }

    static Statement statisticsStatement(long accountId, LocalDate today, int urgentDays) {
        // What takes a payment back has its day; what takes a correction back was never paid and doesn't count.
        var sql = OF_ACCOUNT
                + """
                , due as (
                  select coalesce(sum(rest) filter (where due_date < cast(:today as date)), 0) as overdue,
                    coalesce(sum(rest) filter (where due_date >= cast(:today as date)
                      and due_date < cast(:today as date) + 7), 0) as in_7_days,
                    coalesce(sum(rest) filter (where due_date >= cast(:today as date)
                      and due_date < cast(:today as date) + 30), 0) as in_30_days
                  from payment),
                month as (
                  select coalesce(sum(e.amount), 0) as paid
                  from chosen c join loan_entries e on e.account_id = :account and e.loan_id = c.id
                  left join loan_entries reversed on reversed.id = e.reversal_of
                  where 'PAYMENT' in (e.kind, reversed.kind)
                    and e.paid_on >= cast(:monthStart as date) and e.paid_on < cast(:monthEnd as date))
                select count(*), count(*) filter (where %s), count(*) filter (where %s), count(*) filter (where %s),
                  coalesce(sum(debt), 0), (select overdue from due), (select in_7_days from due),
                  (select in_30_days from due), (select paid from month),
                  coalesce(sum(greatest(planned - amount_borrowed, 0)), 0)
                from standing
                """.formatted(
                        LoanFilter.OPEN.condition(), LoanFilter.URGENT.condition(), LoanFilter.OVERDUE.condition());
        var month = YearMonth.from(today);
        return Statement.of(
                sql,
                Map.of(
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

    /** A payment that is not paid, of the first screen's list. */
    public record Unpaid(
            long loanId,
            Optional<Long> installmentId,
            String orgName,
            LocalDate dueDate,
            Money rest,
            boolean reminding,
            Optional<Waiting> waiting) {}

    /** What is left to pay up to this day, overdue payments included, the oldest first. */
    Uni<List<Unpaid>> dueBefore(long accountId, LocalDate end, int limit) {
        return Statement.of(
                        OF_ACCOUNT + """
                        , first as (
                          select * from payment where rest > 0 and due_date < cast(:end as date)
                          order by due_date, loan_id, installment_id limit :limit)
                        select p.loan_id, p.installment_id, l.org_name, p.due_date, p.rest,
                          l.reminder_template_id is not null,
                        """ + columnsOf("w") + " from first p join loans l on l.id = p.loan_id"
                                + NEXT_OF_PAYMENT
                                + "order by p.due_date, p.loan_id, p.installment_id",
                        Map.of("account", accountId, "end", end, "limit", limit))
                .list(Object[].class)
                .map(rows -> rows.stream()
                        .map(row -> new Unpaid(
                                ((Number) row[0]).longValue(),
                                Optional.ofNullable((Number) row[1]).map(Number::longValue),
                                (String) row[2],
                                (LocalDate) row[3],
                                money(row[4]),
                                (boolean) row[5],
                                NextMessage.waiting(row, 6)))
                        .toList());
    }

    /** Of the payments chosen, what the chat needs to know. */
    private static final String PAYMENTS_DUE = """
            select p.account_id, p.loan_id, p.installment_id, l.org_name, l.website, p.amount, p.rest, p.due_date, p.number,
              p.count,
              (select coalesce(
                  max(e.id) filter (where e.installment_id = p.installment_id),
                  max(e.id) filter (where e.installment_id is null and p.rest < p.room))
                from loan_entries e
                where e.account_id = p.account_id and e.loan_id = p.loan_id and e.kind <> 'REVERSAL'
                  and not exists (select from loan_entries r where r.reversal_of = e.id)) as last_entry
            from payment p join loans l on l.id = p.loan_id
            """;

    /** Empty when the account has no such payment: it was removed, its loan deleted, or the loan has a schedule now. */
    Uni<Optional<PaymentDue>> payment(long accountId, SubjectKey key) {
        return Statement.of(
                        "with chosen as (" + chosenBy(key) + ")" + figures(true) + PAYMENTS_DUE
                                + (key.kind() == SubjectKey.Kind.INSTALLMENT
                                        ? "where p.installment_id = :id"
                                        : "where p.installment_id is null"),
                        Map.of("account", accountId, "id", key.id()))
                .list(Object[].class)
                .map(rows -> rows.stream().map(Loans::due).findFirst());
    }

    private static String chosenBy(SubjectKey key) {
        return switch (key.kind()) {
            case INSTALLMENT -> """
                    select l.* from loans l join installments i on i.account_id = l.account_id and i.loan_id = l.id
                    where l.account_id = :account and l.deleted_at is null and i.id = :id and i.removed_at is null
                    """;
            case LOAN -> "select * from loans where account_id = :account and id = :id and deleted_at is null";
            case TASK -> throw new IllegalArgumentException("a task is no payment");
        };
    }

    private static PaymentDue due(Object[] row) {
        return new PaymentDue(
                ((Number) row[0]).longValue(),
                key(row[1], row[2]),
                ((Number) row[1]).longValue(),
                (String) row[3],
                money(row[5]),
                money(row[6]),
                Optional.ofNullable((LocalDate) row[7]),
                ((Number) row[8]).intValue(),
                ((Number) row[9]).intValue(),
                Cabinet.uri((String) row[4]),
                row[10] == null ? OptionalLong.empty() : OptionalLong.of(((Number) row[10]).longValue()));
    }

    /** The next payment of each urgent loan, by date; on a connection of its own. */
    Uni<List<PaymentDue>> urgent(Pool database, long accountId, LocalDate today, int urgentDays) {
        return Statement.of(
                        OF_ACCOUNT + ", wanted as (select id, next_installment from standing where "
                                + LoanFilter.URGENT.condition() + ") " + PAYMENTS_DUE
                                + """
                                join wanted w on w.id = p.loan_id and w.next_installment is not distinct from p.installment_id
                                order by p.due_date, p.loan_id
                                """,
                        Map.of("account", accountId, "today", today, "urgentDays", urgentDays))
                .on(database)
                .map(Loans::dues);
    }

    /** Whosever they are, on a connection of its own; those that are gone are missing. */
    Uni<List<PaymentDue>> payments(Pool database, Collection<SubjectKey> keys) {
        return Statement.of(
                        """
                        with chosen as (
                          select * from loans where deleted_at is null and id in (
                            select loan_id from installments where id = any(:installments) and removed_at is null
                            union all select unnest(cast(:loans as bigint[]))))
                        """ + figures(false) + PAYMENTS_DUE + """
                                where p.installment_id = any(:installments)
                                  or p.installment_id is null and p.loan_id = any(:loans)
                                order by p.account_id, p.loan_id, p.number
                                """,
                        Map.of(
                                "installments",
                                ids(keys, SubjectKey.Kind.INSTALLMENT),
                                "loans",
                                ids(keys, SubjectKey.Kind.LOAN)))
                .on(database)
                .map(Loans::dues);
    }

    private static Long[] ids(Collection<SubjectKey> keys, SubjectKey.Kind kind) {
        return keys.stream()
                .filter(key -> key.kind() == kind)
                .map(SubjectKey::id)
                .toArray(Long[]::new);
    }

    private static List<PaymentDue> dues(List<io.vertx.mutiny.sqlclient.Row> rows) {
        return rows.stream().map(Loans::columns).map(Loans::due).toList();
    }

    /** What is wanted for the payments that are not paid and are or may be reminded of. */
    Uni<List<Plan>> openPlans(long accountId, Optional<Long> templateId) {
        var parameters = new HashMap<String, Object>(Map.of("account", accountId));
        templateId.ifPresent(template -> parameters.put("template", template));
        return Statement.of(
                        OF_ACCOUNT + """
                        select p.loan_id, p.installment_id, p.due_date, l.reminder_template_id
                        from payment p join loans l on l.id = p.loan_id
                        where p.rest > 0 and (l.reminder_template_id is not null or exists (
                          select from reminders r where r.account_id = p.account_id
                            and (r.subject_kind = 'INSTALLMENT' and r.subject_id = p.installment_id
                              or r.subject_kind = 'LOAN' and r.subject_id = p.loan_id and p.installment_id is null)))
                        """ + (templateId.isPresent() ? " and l.reminder_template_id = :template" : "")
                                + " order by p.loan_id, p.number",
                        parameters)
                .list(Object[].class)
                .map(rows -> rows.stream()
                        .map(row -> Plan.ofPayment(
                                key(row[0], row[1]),
                                Optional.ofNullable((LocalDate) row[2]),
                                Optional.ofNullable((Number) row[3]).map(Number::longValue)))
                        .toList());
    }

    /** Payments that are to be reminded of, have a date and are not paid, and of which nothing speaks or was refused; by account. */
    Uni<Map<Long, List<SubjectKey>>> silent(Pool database, int most) {
        return Statement.of("with chosen as (select " + LOAN + """
                         from loans where deleted_at is null and reminder_template_id is not null)
                        """ + figures(false) + """
                        select p.account_id, p.loan_id, p.installment_id from payment p
                        where p.rest > 0 and p.due_date is not null and not exists (
                          select from reminders r
                          where r.account_id = p.account_id and r.state not in ('DONE', 'CANCELLED')
                            and r.subject_kind = case when p.installment_id is null then 'LOAN' else 'INSTALLMENT' end
                            and r.subject_id = coalesce(p.installment_id, p.loan_id))
                        order by p.account_id, p.due_date, p.loan_id limit :most
                        """, Map.of("most", most))
                .on(database)
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> row.getLong(0),
                                Collectors.mapping(
                                        row -> key(row.getValue(1), row.getValue(2)), Collectors.toList()))));
    }

    /** Nobody else changes the loans of these payments, their schedules or ledgers until the transaction ends. */
    Uni<Void> lockOf(long accountId, Collection<SubjectKey> payments) {
        return new Statement(
                        """
                        select id from loans where account_id = :account and (id in (:loans) or id in (
                          select loan_id from installments where account_id = :account and id in (:installments)))
                        order by id for no key update
                        """,
                        Map.of(
                                "account",
                                accountId,
                                "loans",
                                someIds(payments, SubjectKey.Kind.LOAN),
                                "installments",
                                someIds(payments, SubjectKey.Kind.INSTALLMENT)))
                .list(Long.class)
                .replaceWithVoid();
    }

    /** Never empty, which a list of SQL must not be: no row has the id 0. */
    private static List<Long> someIds(Collection<SubjectKey> keys, SubjectKey.Kind kind) {
        return Stream.concat(Stream.of(0L), Stream.of(ids(keys, kind))).toList();
    }

    private static SubjectKey key(Object loanId, Object installmentId) {
        return installmentId == null
                ? SubjectKey.loan(((Number) loanId).longValue())
                : SubjectKey.installment(((Number) installmentId).longValue());
    }

    private static Object[] columns(io.vertx.mutiny.sqlclient.Row row) {
        var columns = new Object[row.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = row.getValue(i);
        }
        // As Hibernate reads them.
        columns[5] = row.getBigDecimal(5);
        columns[6] = row.getBigDecimal(6);
        return columns;
    }

    /** Which loan the account's payment belongs to, be the loan deleted or not; empty when there is none. */
    Uni<Optional<Long>> loanOf(long accountId, SubjectKey key) {
        return key.kind() == SubjectKey.Kind.LOAN
                ? Uni.createFrom().item(Optional.of(key.id()))
                : one(
                        "select loan_id from installments where account_id = :account and id = :id and removed_at is null",
                        accountId,
                        key.id());
    }

    /** Which loan the account's ledger entry belongs to. */
    Uni<Optional<Long>> loanOfEntry(long accountId, long entryId) {
        return one("select loan_id from loan_entries where account_id = :account and id = :id", accountId, entryId);
    }

    private static Uni<Optional<Long>> one(String sql, long accountId, long id) {
        return new Statement(sql, Map.of("account", accountId, "id", id))
                .list(Long.class)
                .map(found -> found.stream().findFirst());
    }

    /** What the account is called, for entries that are not written by a request of its own. */
    Uni<String> accountName(long accountId) {
        return new Statement("select name from accounts where id = :account", Map.of("account", accountId))
                .list(String.class)
                .map(List::getFirst);
    }

    /** The payments that fall due in a month. */
    public record Month(YearMonth month, Money planned, Money left) {
        public Money paid() {
            return planned.minus(left);
        }
    }

    /** Every month from the first to the last, also those without payments. */
    Uni<List<Month>> months(long accountId, YearMonth first, YearMonth last) {
        return Statement.of(
                        OF_ACCOUNT + """
                        select cast(m.start as date), coalesce(sum(p.amount), 0), coalesce(sum(p.rest), 0)
                        from generate_series(cast(:first as date), cast(:last as date), interval '1 month') m (start)
                        left join payment p on p.due_date >= m.start and p.due_date < m.start + interval '1 month'
                        group by m.start order by m.start
                        """, Map.of("account", accountId, "first", first.atDay(1), "last", last.atDay(1)))
                .list(Object[].class)
                .map(rows -> rows.stream()
                        .map(row -> new Month(YearMonth.from((LocalDate) row[0]), money(row[1]), money(row[2])))
                        .toList());
    }

    /** Null when the account has no such loan or has deleted it. */
    Uni<Loan> byId(long accountId, long id) {
        return find("accountId = ?1 and id = ?2 and deletedAt is null", accountId, id)
                .<Loan>firstResult()
                .onItem()
                .ifNotNull()
                .call(Loan::fetchInstallments);
    }

    /**
     * As {@link #byId}, and nobody else changes the loan, its schedule or its ledger until the transaction ends: of two
     * payments at once the second sees the first.
     */
    Uni<Loan> lock(long accountId, long id) {
        return locked("accountId = ?1 and id = ?2 and deletedAt is null", accountId, id);
    }

    /** As {@link #lock}, deleted or not. */
    Uni<Loan> lockDeleted(long accountId, long id) {
        return locked("accountId = ?1 and id = ?2", accountId, id);
    }

    private Uni<Loan> locked(String condition, Object... parameters) {
        return find(condition, parameters)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .<Loan>firstResult()
                .onItem()
                .ifNotNull()
                // After the lock, or it would be the schedule from before somebody else's change.
                .call(Loan::fetchInstallments);
    }

    /** What counts of the ledger. */
    Uni<Ledger> ledger(Loan loan) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "from LoanEntry e where e.accountId = :account and e.loanId = :loan"
                                        + " and e.reversalOf is null and not exists ("
                                        + "select 1 from LoanEntry r where r.reversalOf = e.id) order by e.id",
                                LoanEntry.class)
                        .setParameter("account", loan.accountId())
                        .setParameter("loan", loan.id())
                        .getResultList())
                .map(Ledger::new);
    }

    Uni<LoanEntry> write(LoanEntry entry) {
        return Panache.getSession().chain(session -> session.persist(entry)).replaceWith(entry);
    }

    /** Null when the loan has no such entry. */
    Uni<LoanEntry> entry(Loan loan, long entryId) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "from LoanEntry where accountId = :account and loanId = :loan and id = :id",
                                LoanEntry.class)
                        .setParameter("account", loan.accountId())
                        .setParameter("loan", loan.id())
                        .setParameter("id", entryId)
                        .getSingleResultOrNull());
    }

    /** An entry and, if it was taken back, the entry that did. */
    record Listed(LoanEntry entry, Optional<Long> reversedBy) {}

    /** A page of the whole ledger, the newest first. @param before empty for the first page */
    Uni<List<Listed>> entries(long accountId, long loanId, Optional<Long> before, int limit) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "select e, r.id from LoanEntry e left join LoanEntry r on r.reversalOf = e.id"
                                        + " where e.accountId = :account and e.loanId = :loan and e.id < :before"
                                        + " order by e.id desc",
                                Object[].class)
                        .setParameter("account", accountId)
                        .setParameter("loan", loanId)
                        .setParameter("before", before.orElse(Long.MAX_VALUE))
                        .setMaxResults(limit)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Listed((LoanEntry) row[0], Optional.ofNullable((Long) row[1])))
                        .toList());
    }
}
