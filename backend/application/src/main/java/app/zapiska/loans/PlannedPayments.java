package app.zapiska.loans;

import app.zapiska.platform.Money;
import app.zapiska.platform.sql.Statement;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.ReminderPlanner.Plan;
import app.zapiska.reminders.SubjectKey;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a chosen plan asks to be paid early, as rows. */
@ApplicationScoped
class PlannedPayments {

    /** Of those that are asked for still or were paid, what the chat needs to know. */
    private static final String DUE = """
            select p.account_id, p.id, p.loan_id, l.org_name, l.website, p.amount, p.remaining, p.due_date,
              (select max(e.id) from loan_entries e
                where e.account_id = p.account_id and e.loan_id = p.loan_id and e.id > p.after_entry
                  and p.remaining < p.amount and %s) as last_entry,
              exists (select from loan_requisites r where r.account_id = p.account_id and r.loan_id = p.loan_id
                and (r.account <> '' or r.sbp_link <> '')) as described
            from payoff_payments p join loans l on l.account_id = p.account_id and l.id = p.loan_id
            where p.removed_at is null and l.deleted_at is null
            """.formatted(ChosenPlans.STANDS);

    /**
     * @param since the day of the money that it is paid from; with the loan it tells one from another
     * @param paid to its loan since it was asked for, for whatever
     * @param removed the plan had ceased to ask for it
     * @param deleted its loan was
     */
    record Kept(
            long id,
            long loanId,
            LocalDate since,
            LocalDate dueDate,
            Money amount,
            Money remaining,
            Money paid,
            boolean removed,
            boolean deleted) {

        boolean open() {
            return !removed && remaining.isPositive();
        }
    }

    /** Whosever they are, on a connection of its own; those that are gone are missing. */
    Uni<List<PaymentDue>> due(Pool database, Collection<SubjectKey> keys) {
        return Statement.of(
                        DUE + " and p.id = any(:ids) order by p.account_id, p.id",
                        Map.of("ids", keys.stream().map(SubjectKey::id).toArray(Long[]::new)))
                .on(database)
                .map(rows -> rows.stream().map(PlannedPayments::due).toList());
    }

    /** What is to be paid on a day or before and is not, by date; on a connection of its own. */
    Uni<List<PaymentDue>> dueBy(Pool database, long accountId, LocalDate day) {
        return Statement.of(DUE + """
                         and p.account_id = :account and p.remaining > 0 and p.due_date <= cast(:day as date)
                        order by p.due_date, p.loan_id
                        """, Map.of("account", accountId, "day", day))
                .on(database)
                .map(rows -> rows.stream().map(PlannedPayments::due).toList());
    }

    /** Empty when the account has none such, or the plan does not ask for it any more. */
    Uni<Optional<PaymentDue>> due(long accountId, SubjectKey key) {
        return new Statement(
                        DUE + " and p.account_id = :account and p.id = :id",
                        Map.of("account", accountId, "id", key.id()))
                .list(Object[].class)
                .map(rows -> rows.stream().map(PlannedPayments::due).findFirst());
    }

    private static PaymentDue due(Row row) {
        var columns = new Object[row.size()];
        for (int place = 0; place < columns.length; place++) {
            columns[place] = row.getValue(place);
        }
        // As Hibernate reads them.
        columns[5] = row.getBigDecimal("amount");
        columns[6] = row.getBigDecimal("remaining");
        return due(columns);
    }

    private static PaymentDue due(Object[] row) {
        return new PaymentDue(
                number(row[0]),
                SubjectKey.planned(number(row[1])),
                number(row[2]),
                (String) row[3],
                new Money((BigDecimal) row[5]),
                new Money((BigDecimal) row[6]),
                Optional.of((LocalDate) row[7]),
                1,
                1,
                LenderPortal.uri((String) row[4]),
                row[8] == null ? OptionalLong.empty() : OptionalLong.of(number(row[8])),
                (Boolean) row[9]);
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }

    /** What is wanted for those that are open and are or may be reminded of: as their loans are. */
    Uni<List<Plan>> openPlans(long accountId, Optional<Long> templateId) {
        var parameters = new HashMap<String, Object>(Map.of("account", accountId));
        templateId.ifPresent(template -> parameters.put("template", template));
        return new Statement(
                        """
                        select p.id, p.due_date, l.reminder_template_id
                        from payoff_payments p join loans l on l.account_id = p.account_id and l.id = p.loan_id
                        where p.account_id = :account and p.removed_at is null and p.remaining > 0 and l.deleted_at is null
                          and (l.reminder_template_id is not null or exists (
                            select from reminders r where r.account_id = p.account_id and r.subject_kind = 'PLANNED' and r.subject_id = p.id))
                        """ + (templateId.isPresent() ? " and l.reminder_template_id = :template" : "")
                                + " order by p.id",
                        parameters)
                .list(Object[].class)
                .map(rows -> rows.stream()
                        .map(row -> Plan.ofPayment(
                                SubjectKey.planned(number(row[0])),
                                Optional.of((LocalDate) row[1]),
                                Optional.ofNullable((Number) row[2]).map(Number::longValue)))
                        .toList());
    }

    /** By account, those that are to be reminded of and of which nothing speaks or was refused. On a connection of its own. */
    Uni<Map<Long, List<SubjectKey>>> silent(Pool database, int most) {
        return Statement.of("""
                        select p.account_id, p.id
                        from payoff_payments p join loans l on l.account_id = p.account_id and l.id = p.loan_id
                        where p.removed_at is null and p.remaining > 0 and l.deleted_at is null
                          and l.reminder_template_id is not null and not exists (
                            select from reminders r
                            where r.account_id = p.account_id and r.subject_kind = 'PLANNED' and r.subject_id = p.id and r.state not in ('DONE', 'CANCELLED'))
                        order by p.account_id, p.due_date, p.id limit :most
                        """, Map.of("most", most))
                .on(database)
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> row.getLong("account_id"),
                                Collectors.mapping(
                                        row -> SubjectKey.planned(row.getLong("id")), Collectors.toList()))));
    }

    /** The open ones, and whatever was asked for of that money. */
    Uni<List<Kept>> kept(long accountId, LocalDate since) {
        return new Statement("""
                        select p.id, p.loan_id, p.since, p.due_date, p.amount, p.remaining,
                          (select coalesce(sum(e.amount), 0) from loan_entries e
                            where e.account_id = p.account_id and e.loan_id = p.loan_id and e.id > p.after_entry and %s) as paid,
                          p.removed_at is not null as removed, l.deleted_at is not null as deleted
                        from payoff_payments p join loans l on l.account_id = p.account_id and l.id = p.loan_id
                        where p.account_id = :account and (p.removed_at is null and p.remaining > 0 or p.since = :since)
                        order by p.id
                        """.formatted(ChosenPlans.STANDS), Map.of("account", accountId, "since", since))
                .list(Object[].class)
                .map(rows -> rows.stream()
                        .map(row -> new Kept(
                                number(row[0]),
                                number(row[1]),
                                (LocalDate) row[2],
                                (LocalDate) row[3],
                                new Money((BigDecimal) row[4]),
                                new Money((BigDecimal) row[5]),
                                new Money((BigDecimal) row[6]),
                                (Boolean) row[7],
                                (Boolean) row[8]))
                        .toList());
    }

    /** New, or asked for again. @return its id */
    Uni<Long> ask(
            long accountId,
            long loanId,
            LocalDate since,
            LocalDate dueDate,
            Money amount,
            Money remaining,
            Instant now) {
        return new Statement(
                        """
                        insert into payoff_payments (account_id, loan_id, since, due_date, amount, remaining, after_entry, created_at)
                        values (:account, :loan, :since, :due, :amount, :remaining,
                          (select coalesce(max(id), 0) from loan_entries where account_id = :account), :now)
                        on conflict (account_id, loan_id, since) do update set due_date = excluded.due_date,
                          amount = excluded.amount, remaining = excluded.remaining, removed_at = null
                        returning id
                        """,
                        Map.of(
                                "account", accountId,
                                "loan", loanId,
                                "since", since,
                                "due", dueDate,
                                "amount", amount.amount(),
                                "remaining", remaining.amount(),
                                "now", now))
                .list(Long.class)
                .map(List::getFirst);
    }

    /** Nothing is left to pay of these; what was paid of one of them may be less than it had asked for. */
    Uni<Void> paid(long accountId, List<Kept> payments) {
        return each(
                payments,
                one -> new Statement(
                        "update payoff_payments set remaining = 0, amount = :amount where account_id = :account and id = :id",
                        Map.of(
                                "account",
                                accountId,
                                "id",
                                one.id(),
                                "amount",
                                (one.paid().isPositive() ? one.amount().min(one.paid()) : one.amount()).amount())));
    }

    /** Nobody asks for these any more. */
    Uni<Void> remove(long accountId, List<Kept> payments, Instant now) {
        return each(
                payments,
                one -> new Statement(
                        "update payoff_payments set removed_at = :now where account_id = :account and id = :id",
                        Map.of("account", accountId, "id", one.id(), "now", now)));
    }

    private static Uni<Void> each(List<Kept> payments, Function<Kept, Statement> change) {
        return Multi.createFrom()
                .iterable(payments)
                .onItem()
                .transformToUniAndConcatenate(one -> change.apply(one).change())
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
