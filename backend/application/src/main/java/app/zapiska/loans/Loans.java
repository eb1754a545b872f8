package app.zapiska.loans;

import app.zapiska.platform.Money;
import app.zapiska.platform.sql.Statement;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.Payments;
import app.zapiska.reminders.ReminderPlanner.Plan;
import app.zapiska.reminders.SubjectKey;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The loans of the database and their ledgers. Deleted ones exist only for {@link #lockDeleted}. */
@ApplicationScoped
public class Loans implements PanacheRepository<Loan> {

    private static Money money(Object column) {
        return new Money((BigDecimal) column);
    }

    /** Of the payments chosen, what the chat needs to know. */
    private static final String PAYMENTS_DUE = """
            , numbered as (
              select *, row_number() over (partition by loan_id order by due_date, installment_id) as number,
                count(*) over (partition by loan_id) as count
              from payment)
            select p.account_id, p.loan_id, p.installment_id, l.org_name, l.website, p.amount, p.remaining, p.due_date, p.number,
              p.count,
              (select coalesce(
                  max(e.id) filter (where e.installment_id = p.installment_id),
                  max(e.id) filter (where e.installment_id is null and p.remaining < p.room))
                from loan_entries e
                where e.account_id = p.account_id and e.loan_id = p.loan_id and e.kind <> 'REVERSAL'
                  and not exists (select from loan_entries r where r.reversal_of = e.id)) as last_entry,
              exists (select from loan_requisites r where r.account_id = p.account_id and r.loan_id = p.loan_id
                and (r.account <> '' or r.sbp_link <> '')) as described
            from numbered p join loans l on l.id = p.loan_id
            """;

    /** Empty when the account has no such payment: it was removed, its loan deleted, or the loan has a schedule now. */
    Uni<Optional<PaymentDue>> payment(long accountId, SubjectKey key) {
        return Statement.of(
                        "with chosen as (" + chosenBy(key) + ")" + LoanFigures.of(true) + PAYMENTS_DUE
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
            case PLANNED, TASK -> throw new IllegalArgumentException(key.kind() + " is no payment of a loan");
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
                LenderPortal.uri((String) row[4]),
                row[10] == null ? OptionalLong.empty() : OptionalLong.of(((Number) row[10]).longValue()),
                (Boolean) row[11]);
    }

    /** The next payment of each urgent loan, by date; on a connection of its own. */
    Uni<List<PaymentDue>> urgent(Pool database, long accountId, LocalDate today, int urgentDays) {
        return Statement.of(
                        LoanFigures.OF_ACCOUNT + ", wanted as (select id, next_installment from standing where "
                                + LoanFilter.URGENT.condition() + ") " + PAYMENTS_DUE
                                + """
                                join wanted w on w.id = p.loan_id and w.next_installment is not distinct from p.installment_id
                                order by p.due_date, p.loan_id
                                """,
                        Map.of("account", accountId, "today", today, "urgentDays", urgentDays))
                .on(database)
                .map(Loans::dues);
    }

    /** The next payment of each open loan, by date, those without one last; on a connection of its own. */
    Uni<List<PaymentDue>> next(Pool database, long accountId) {
        return Statement.of(
                        LoanFigures.OF_ACCOUNT + ", wanted as (select id, next_installment from standing where "
                                + LoanFilter.OPEN.condition() + ") " + PAYMENTS_DUE
                                + """
                                join wanted w on w.id = p.loan_id and w.next_installment is not distinct from p.installment_id
                                order by p.due_date nulls last, p.loan_id
                                """,
                        Map.of("account", accountId))
                .on(database)
                .map(Loans::dues);
    }

    /** What is due on a day or before and not paid, by date; on a connection of its own. */
    Uni<List<PaymentDue>> dueBy(Pool database, long accountId, LocalDate day) {
        return Statement.of(LoanFigures.OF_ACCOUNT + PAYMENTS_DUE + """
                        where p.remaining > 0 and p.due_date <= cast(:day as date)
                        order by p.due_date, p.loan_id, p.number
                        """, Map.of("account", accountId, "day", day))
                .on(database)
                .map(Loans::dues);
    }

    /** On a connection of its own. */
    Uni<Payments.Made> made(Pool database, long accountId, LocalDate first, LocalDate last) {
        return Statement.of("""
                        select count(*) as count, coalesce(sum(e.amount), 0) as sum
                        from loan_entries e join loans l on l.account_id = e.account_id and l.id = e.loan_id
                        where e.account_id = :account and e.kind = 'PAYMENT' and l.deleted_at is null
                          and e.paid_on between cast(:first as date) and cast(:last as date)
                          and not exists (select from loan_entries r where r.reversal_of = e.id)
                        """, Map.of("account", accountId, "first", first, "last", last))
                .on(database)
                .map(List::getFirst)
                .map(row -> new Payments.Made(row.getLong("count").intValue(), new Money(row.getBigDecimal("sum"))));
    }

    /** Whosever they are, on a connection of its own; those that are gone are missing. */
    Uni<List<PaymentDue>> payments(Pool database, Collection<SubjectKey> keys) {
        return Statement.of(
                        """
                        with chosen as (
                          select * from loans where deleted_at is null and id in (
                            select loan_id from installments where id = any(:installments) and removed_at is null
                            union all select unnest(cast(:loans as bigint[]))))
                        """ + LoanFigures.of(false) + PAYMENTS_DUE + """
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
                        LoanFigures.OF_ACCOUNT + """
                        select p.loan_id, p.installment_id, p.due_date, l.reminder_template_id
                        from payment p join loans l on l.id = p.loan_id
                        where p.remaining > 0 and (l.reminder_template_id is not null or exists (
                          select from reminders r where r.account_id = p.account_id
                            and (r.subject_kind = 'INSTALLMENT' and r.subject_id = p.installment_id
                              or r.subject_kind = 'LOAN' and r.subject_id = p.loan_id and p.installment_id is null)))
                        """
                                + (templateId.isPresent() ? " and l.reminder_template_id = :template" : "")
                                + " order by p.loan_id, p.due_date, p.installment_id",
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
        return Statement.of(
                        "with chosen as (select " + LoanFigures.LOAN + """
                         from loans where deleted_at is null and reminder_template_id is not null)
                        """ + LoanFigures.of(false) + """
                        select p.account_id, p.loan_id, p.installment_id from payment p
                        where p.remaining > 0 and p.due_date is not null and not exists (
                          select from reminders r
                          where r.account_id = p.account_id and r.state not in ('DONE', 'CANCELLED')
                            and r.subject_kind = case when p.installment_id is null then 'LOAN' else 'INSTALLMENT' end
                            and r.subject_id = coalesce(p.installment_id, p.loan_id))
                        order by p.account_id, p.due_date, p.loan_id limit :most
                        """,
                        Map.of("most", most))
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
                        "select loan_id from "
                                + (key.kind() == SubjectKey.Kind.PLANNED ? "payoff_payments" : "installments")
                                + " where account_id = :account and id = :id and removed_at is null",
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

    /** Those of an account of which something is left, with their ledgers; whatever this transaction has changed is in them. */
    Uni<Map<Loan, Ledger>> open(long accountId) {
        return Statement.of(
                        LoanFigures.OF_ACCOUNT + "select id from standing where " + LoanFilter.OPEN.condition(),
                        Map.of("account", accountId))
                .list(Long.class)
                .chain(ids ->
                        ids.isEmpty() ? Uni.createFrom().item(Map.<Loan, Ledger>of()) : withLedgers(accountId, ids));
    }

    private Uni<Map<Loan, Ledger>> withLedgers(long accountId, List<Long> ids) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "from LoanEntry e where e.accountId = :account and e.loanId in (:ids)"
                                        + " and e.reversalOf is null and not exists ("
                                        + "select 1 from LoanEntry r where r.reversalOf = e.id) order by e.id",
                                LoanEntry.class)
                        .setParameter("account", accountId)
                        .setParameter("ids", ids)
                        .getResultList()
                        .chain(entries -> session.createQuery(
                                        "select distinct l from Loan l left join fetch l.installments"
                                                + " where l.accountId = :account and l.id in (:ids) order by l.id",
                                        Loan.class)
                                .setParameter("account", accountId)
                                .setParameter("ids", ids)
                                .getResultList()
                                .map(loans -> {
                                    var byLoan = entries.stream().collect(Collectors.groupingBy(LoanEntry::loanId));
                                    var all = new LinkedHashMap<Loan, Ledger>();
                                    loans.forEach(loan ->
                                            all.put(loan, new Ledger(byLoan.getOrDefault(loan.id(), List.of()))));
                                    return all;
                                })));
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
}
