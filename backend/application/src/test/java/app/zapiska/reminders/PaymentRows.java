package app.zapiska.reminders;

import app.zapiska.platform.Money;
import app.zapiska.reminders.ReminderPlanner.Plan;
import app.zapiska.reminders.SubjectKey.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Payments as their rows say, so that the engine can be tested apart from the feature that owns them. */
final class PaymentRows implements Remindable {

    private static final String PAYMENTS = """
            with payments as (
              select l.account_id, 'INSTALLMENT' as kind, i.id, l.id as loan_id, l.org_name, l.website, i.due_date, i.amount,
                     l.reminder_template_id,
                     (select coalesce(sum(e.amount), 0) from loan_entries e where e.installment_id = i.id) as paid,
                     (select max(e.id) from loan_entries e where e.installment_id = i.id) as last_entry,
                     row_number() over (partition by l.id order by i.due_date, i.id) as number,
                     count(*) over (partition by l.id) as count
              from installments i join loans l on l.id = i.loan_id
              where i.removed_at is null and l.deleted_at is null
              union all
              select l.account_id, 'LOAN', l.id, l.id, l.org_name, l.website, l.due_date, l.amount_due,
                     l.reminder_template_id,
                     (select coalesce(sum(e.amount), 0) from loan_entries e where e.loan_id = l.id),
                     (select max(e.id) from loan_entries e where e.loan_id = l.id), 1, 1
              from loans l
              where l.deleted_at is null and not exists (select from installments i where i.loan_id = l.id))
            select * from payments where
            """;

    private final Pool database;

    PaymentRows(Pool database) {
        this.database = database;
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.INSTALLMENT, Kind.LOAN);
    }

    @Override
    public Uni<List<Subject>> subjects(Collection<SubjectKey> keys) {
        return rows("kind || id = any ($1)", (Object)
                        keys.stream().map(key -> key.kind().name() + key.id()).toArray(String[]::new))
                .map(rows -> rows.stream().map(PaymentRows::payment).toList());
    }

    @Override
    public Uni<Optional<Subject>> find(long accountId, SubjectKey key) {
        return rows(
                        "account_id = $1 and kind = $2 and id = $3",
                        accountId,
                        key.kind().name(),
                        key.id())
                .map(rows -> rows.stream().findFirst().map(PaymentRows::payment));
    }

    @Override
    public Uni<List<Plan>> openPlans(long accountId, Optional<Long> templateId) {
        return rows(
                        "account_id = $1 and amount > paid and reminder_template_id is not null and ($2::bigint is null or reminder_template_id = $2)",
                        accountId,
                        templateId.orElse(null))
                .map(rows -> rows.stream()
                        .map(row -> Plan.ofPayment(
                                key(row),
                                Optional.ofNullable(row.getLocalDate("due_date")),
                                Optional.of(row.getLong("reminder_template_id"))))
                        .toList());
    }

    private Uni<List<Row>> rows(String where, Object... parameters) {
        return ReminderQueue.rows(
                database, PAYMENTS + where, Arrays.asList(parameters).toArray());
    }

    private static SubjectKey key(Row row) {
        return new SubjectKey(Kind.valueOf(row.getString("kind")), row.getLong("id"));
    }

    private static Subject payment(Row row) {
        var amount = new Money(row.getBigDecimal("amount"));
        var lastEntry = row.getLong("last_entry");
        return new PaymentDue(
                row.getLong("account_id"),
                key(row),
                row.getLong("loan_id"),
                row.getString("org_name"),
                amount,
                amount.minus(new Money(row.getBigDecimal("paid"))),
                Optional.ofNullable(row.getLocalDate("due_date")),
                row.getInteger("number"),
                row.getInteger("count"),
                row.getString("website").isEmpty()
                        ? Optional.empty()
                        : Optional.of(URI.create(row.getString("website"))),
                lastEntry == null ? OptionalLong.empty() : OptionalLong.of(lastEntry));
    }
}
