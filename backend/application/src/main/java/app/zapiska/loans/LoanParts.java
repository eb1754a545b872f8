package app.zapiska.loans;

import app.zapiska.law.ProductionCalendar;
import app.zapiska.platform.Computed;
import app.zapiska.platform.Money;
import app.zapiska.platform.sql.Sql;
import app.zapiska.reminders.NextMessage;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The payments of a loan as clients see them: the next one, the schedule and the ledger. */
public final class LoanParts {

    private LoanParts() {}

    @Schema(name = "NextPayment")
    public record NextPaymentView(
            @Schema(required = true, nullable = true, description = "Null: the return of a loan without a schedule")
            Long installmentId,

            @Schema(required = true) LocalDate dueDate,

            @Schema(required = true, description = "What is left to pay of it")
            Money amount,

            @Schema(required = true, description = "From the account's today; negative when overdue")
            long daysLeft,

            @Computed
            @Schema(
                    required = true,
                    nullable = true,
                    description = "When dueDate is a day off: the working day after it, to which ГК ст. 193 moves the "
                            + "term. A hint only; null also for years whose days off are not known")
            LocalDate workingDay) {

        static NextPaymentView from(Balance.NextPayment next, ProductionCalendar calendar) {
            return new NextPaymentView(
                    next.installmentId().orElse(null),
                    next.dueDate(),
                    next.amount(),
                    next.daysLeft(),
                    workingDayFor(next.dueDate(), calendar));
        }
    }

    @Schema(name = "Installment")
    public record InstallmentView(
            @Schema(required = true) long id,
            @Schema(required = true) LocalDate dueDate,
            @Schema(required = true) Money amount,
            @Schema(required = true) boolean paid,

            @Schema(
                    required = true,
                    description =
                            "What was paid for it, with its share of the money paid for the loan as a whole, which "
                                    + "fills the instalments by date")
            Money paidAmount,

            @Schema(required = true, nullable = true, description = "The day on which it became paid")
            LocalDate paidDate,

            @Computed
            @Schema(
                    required = true,
                    nullable = true,
                    description = "When dueDate is a day off: the working day after it, to which ГК ст. 193 moves the "
                            + "term. A hint only; null also when it is paid and for years whose days off are not known")
            LocalDate workingDay,

            @Computed
            @Schema(required = true, nullable = true, description = "Inside working hours; null when none comes")
            Instant nextMessageAt,

            @Computed @Schema(required = true, description = "What the next message is, or why none comes")
            NextMessage.Reason nextMessageReason) {

        static InstallmentView from(Balance.Part part, NextMessage next, ProductionCalendar calendar) {
            var installment = part.installment().orElseThrow();
            return new InstallmentView(
                    installment.id(),
                    installment.dueDate(),
                    installment.amount(),
                    !part.open(),
                    part.paid(),
                    part.paidOn().orElse(null),
                    part.open() ? workingDayFor(installment.dueDate(), calendar) : null,
                    next.at().orElse(null),
                    next.reason());
        }
    }

    @Schema(name = "LoanPlanned")
    public record PlannedView(
            @Schema(required = true) long id,

            @Schema(required = true, description = "The day of the plan")
            LocalDate dueDate,

            @Schema(required = true, description = "What is left to pay of it")
            Money amount,

            @Schema(required = true, nullable = true, description = "Inside working hours; null when none comes")
            Instant nextMessageAt,

            @Schema(required = true, description = "What the next message is, or why none comes")
            NextMessage.Reason nextMessageReason) {}

    @Schema(name = "LedgerEntry")
    public record EntryView(
            @Schema(required = true) long id,
            @Schema(required = true) LoanEntry.Kind kind,

            @Schema(required = true, description = "Signed: a reversal is negative")
            Money amount,

            @Schema(required = true) LocalDate paidOn,

            @Schema(required = true, nullable = true, description = "Null: paid for the loan as a whole")
            Long installmentId,

            @Schema(required = true, nullable = true, description = "The entry that this one takes back")
            Long reversalOf,

            @Schema(required = true, nullable = true, description = "The entry that takes this one back")
            Long reversedBy,

            @Schema(
                    required = true,
                    enumeration = {"web", "telegram", "api"})
            String source,

            @Schema(required = true, description = "Who wrote it: the account's name, and the token's if one was used")
            String actor,

            @Schema(required = true) String note,

            @Schema(required = true, nullable = true, description = "Null: it moved no date")
            LoanExtension extension,

            @Schema(required = true) Instant createdAt) {

        static EntryView of(Row row) {
            return new EntryView(
                    row.getLong("id"),
                    LoanEntry.Kind.valueOf(row.getString("kind")),
                    Sql.money(row, "amount"),
                    row.getLocalDate("paid_on"),
                    row.getLong("installment_id"),
                    row.getLong("reversal_of"),
                    row.getLong("reversed_by"),
                    row.getString("source").toLowerCase(Locale.ROOT),
                    row.getString("actor"),
                    row.getString("note"),
                    LoanExtension.of(row),
                    Sql.instant(row, "created_at"));
        }
    }

    /** Null where there is nothing to hint at. */
    private static LocalDate workingDayFor(LocalDate due, ProductionCalendar calendar) {
        return calendar.firstWorkingDayFrom(due).filter(day -> !day.equals(due)).orElse(null);
    }
}
