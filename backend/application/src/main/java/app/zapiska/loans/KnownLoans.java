package app.zapiska.loans;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Money;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The loans of an account, as something that was said from outside may be about one of them. On a connection of its own. */
@ApplicationScoped
public class KnownLoans {

    /** What was written down before is no double any more. */
    private static final int LATELY_DAYS = 60;

    private final Pool database;

    KnownLoans(Pool database) {
        this.database = database;
    }

    /**
     * @param contractNumber empty when the person has not written it down; it may stand in the notes
     * @param lately payments of the last weeks that nobody took back
     */
    public record Known(
            long id,
            String name,
            String contractNumber,
            String notes,
            LocalDate loanDate,
            Money borrowed,
            Money debt,
            Optional<Next> next,
            List<Paid> lately) {

        public boolean open() {
            return debt.isPositive();
        }
    }

    /** @param installmentId empty: the return of a loan without a schedule */
    public record Next(Optional<Long> installmentId, LocalDate dueDate, Money amount) {}

    public record Paid(Money amount, LocalDate day) {}

    /** All that are not deleted, the next payment first. */
    public Uni<List<Known>> of(AccountSettings account, LocalDate today) {
        return Statement.of(
                        LoanFigures.OF_ACCOUNT + """
                        select l.id, l.org_name, coalesce(l.contract_number, '') as contract_number, l.notes, l.loan_date, l.amount_borrowed, p.debt, p.next_installment,
                          nullif(p.next_due, date 'infinity') as next_date, p.next_remaining,
                          (select json_agg(json_build_object('amount', cast(e.amount as text), 'day', e.paid_on) order by e.id)
                            from loan_entries e where e.account_id = :account and e.loan_id = l.id and e.kind = 'PAYMENT'
                              and e.paid_on >= cast(:since as date)
                              and not exists (select from loan_entries r where r.account_id = :account and r.reversal_of = e.id)) as lately
                        from standing p join loans l on l.account_id = :account and l.id = p.id
                        order by p.next_due, l.id
                        """,
                        Map.of("account", account.accountId(), "since", today.minusDays(LATELY_DAYS)))
                .on(database)
                .map(rows -> rows.stream().map(KnownLoans::known).toList());
    }

    private static Known known(Row row) {
        return new Known(
                row.getLong("id"),
                row.getString("org_name"),
                row.getString("contract_number"),
                row.getString("notes"),
                row.getLocalDate("loan_date"),
                Sql.money(row, "amount_borrowed"),
                Sql.money(row, "debt"),
                Optional.ofNullable(row.getLocalDate("next_date"))
                        .map(due -> new Next(
                                Optional.ofNullable(row.getLong("next_installment")),
                                due,
                                Sql.money(row, "next_remaining"))),
                Sql.objects(row, "lately")
                        .map(paid -> new Paid(LoanViews.money(paid, "amount"), LoanViews.date(paid, "day")))
                        .toList());
    }
}
