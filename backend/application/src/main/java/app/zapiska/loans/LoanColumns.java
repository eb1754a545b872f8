package app.zapiska.loans;

import app.zapiska.platform.Money;
import app.zapiska.platform.sql.Sql;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** A loan by itself. @param contract null while nothing of it is known */
record LoanColumns(
        long id,
        int version,
        String orgName,
        String website,
        LocalDate loanDate,
        LocalDate dueDate,
        Money amountBorrowed,
        Money amountDue,
        boolean riskyOrg,
        String notes,
        String paymentMethods,
        Long reminderTemplateId,
        LoanContract contract,
        Instant createdAt,
        Instant updatedAt) {

    /** @param row with {@link LoanFigures#COLUMNS} */
    static LoanColumns of(Row row) {
        return new LoanColumns(
                row.getLong("id"),
                row.getInteger("version"),
                row.getString("org_name"),
                row.getString("website"),
                row.getLocalDate("loan_date"),
                row.getLocalDate("due_date"),
                Sql.money(row, "amount_borrowed"),
                Sql.money(row, "amount_due"),
                row.getBoolean("risky_org"),
                row.getString("notes"),
                row.getString("payment_methods"),
                row.getLong("reminder_template_id"),
                LoanContract.of(row),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "updated_at"));
    }

    boolean reminding() {
        return reminderTemplateId != null;
    }

    /** What it comes to. */
    record Standing(Money planned, Money paid, Money debt, Optional<Balance.NextPayment> next, Urgency urgency) {

        static Standing of(Money planned, Money paid, Money debt, Optional<Balance.NextPayment> next, int urgentDays) {
            return new Standing(
                    planned,
                    paid,
                    debt,
                    next,
                    next.map(payment -> Urgency.of(payment.daysLeft(), urgentDays))
                            .orElse(Urgency.NONE));
        }
    }
}
