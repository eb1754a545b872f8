package app.zapiska.loans;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.law.ProductionCalendar;
import app.zapiska.loans.ContractTerms.Facts;
import app.zapiska.loans.LoanFigures.Position;
import app.zapiska.loans.LoanFigures.Selection;
import app.zapiska.loans.LoanParts.EntryView;
import app.zapiska.loans.LoanParts.InstallmentView;
import app.zapiska.loans.LoanParts.NextPaymentView;
import app.zapiska.loans.LoanParts.PlannedView;
import app.zapiska.loans.ReckoningViews.OwedView;
import app.zapiska.loans.ReckoningViews.ReckoningView;
import app.zapiska.platform.Computed;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.DomainException.NotFound;
import app.zapiska.platform.Money;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Wording;
import app.zapiska.platform.sql.Sql;
import app.zapiska.reminders.NextMessage;
import app.zapiska.reminders.NextMessage.About;
import app.zapiska.reminders.NextMessages;
import app.zapiska.reminders.SubjectKey;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Loans as clients see them. Each answer is one statement of {@link LoanFigures}, without an entity and a transaction. */
@ApplicationScoped
public class LoanViews {

    private final Pool database;
    private final NextMessages next;
    private final LoanReckoning reckoning;
    private final ProductionCalendar calendar;
    private final InstantSource clock;

    LoanViews(
            Pool database,
            NextMessages next,
            LoanReckoning reckoning,
            ProductionCalendar calendar,
            InstantSource clock) {
        this.database = database;
        this.next = next;
        this.reckoning = reckoning;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** A loan as clients see it. */
    @Schema(name = "Loan")
    public record View(
            @Schema(required = true) long id,
            @Schema(required = true) int version,
            @Schema(required = true) String orgName,

            @Schema(required = true, description = "The lender's portal: an http or https address, or empty")
            String website,

            @Schema(required = true) LocalDate loanDate,
            @Schema(required = true, nullable = true) LocalDate dueDate,
            @Schema(required = true) Money amountBorrowed,

            @Schema(required = true, nullable = true, description = "What is to be returned while there is no schedule")
            Money amountDue,

            @Schema(required = true) boolean riskyOrg,
            @Schema(required = true) String notes,
            @Schema(required = true) String paymentMethods,

            @Schema(required = true, nullable = true, description = "Null: no reminders of its own")
            Long reminderTemplateId,

            @Schema(required = true, nullable = true, description = "Null while nothing of it was entered")
            LoanContract contract,

            @Schema(required = true, description = "Paid is a loan without debt")
            Loan.Status status,

            @Schema(
                    required = true,
                    description =
                            "plannedTotal less paidTotal: by the plan, and not what closes the loan today, see owed")
            Money debt,

            @Schema(required = true, description = "The sum of the ledger")
            Money paidTotal,

            @Schema(
                    required = true,
                    description = "The sum of the schedule; without one amountDue, else amountBorrowed")
            Money plannedTotal,

            @Computed @Schema(required = true, nullable = true)
            NextPaymentView nextPayment,

            @Computed @Schema(required = true) Urgency urgency,

            @Computed
            @Schema(
                    required = true,
                    nullable = true,
                    description = "Of any of its payments, inside working hours; null when none comes")
            Instant nextMessageAt,

            @Computed @Schema(required = true, description = "What the next message is, or why none comes")
            NextMessage.Reason nextMessageReason,

            @Computed
            @Schema(
                    required = true,
                    nullable = true,
                    description = "Worked out by the contract, of the account's today; null without a rate")
            OwedView owed,

            @Computed
            @Schema(required = true, nullable = true, description = "Why there is a rate and nothing is worked out")
            NotReckoned notReckoned,

            @Schema(required = true) Instant createdAt,
            @Schema(required = true) Instant updatedAt,

            @Schema(description = "By date. A loan asked for by itself has it, one of a list has not")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            List<InstallmentView> installments,

            @Computed
            @Schema(
                    description =
                            "What the payoff plan that is followed asks to be paid of it before anything else does. A loan"
                                    + " asked for by itself has it, one of a list has not")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            List<PlannedView> planned) {

        Optional<InstallmentView> installment(long id) {
            return installments.stream().filter(one -> one.id() == id).findFirst();
        }

        private static View of(
                LoanColumns own,
                LoanColumns.Standing standing,
                NextMessage message,
                LoanReckoning.Result reckoned,
                ProductionCalendar calendar,
                List<InstallmentView> installments,
                List<PlannedView> planned) {
            return new View(
                    own.id(),
                    own.version(),
                    own.orgName(),
                    own.website(),
                    own.loanDate(),
                    own.dueDate(),
                    own.amountBorrowed(),
                    own.amountDue(),
                    own.riskyOrg(),
                    own.notes(),
                    own.paymentMethods(),
                    own.reminderTemplateId(),
                    own.contract(),
                    standing.debt().isZero() ? Loan.Status.PAID : Loan.Status.OPEN,
                    standing.debt(),
                    standing.paid(),
                    standing.planned(),
                    standing.next()
                            .map(next -> NextPaymentView.from(next, calendar))
                            .orElse(null),
                    standing.urgency(),
                    message.at().orElse(null),
                    message.reason(),
                    reckoned.owed(),
                    reckoned.why(),
                    own.createdAt(),
                    own.updatedAt(),
                    installments,
                    planned);
        }

        private static View of(
                LoanColumns own,
                Balance balance,
                LocalDate today,
                int urgentDays,
                Foretold message,
                LoanReckoning.Result reckoned,
                ProductionCalendar calendar,
                List<PlannedView> planned) {
            return of(
                    own,
                    LoanColumns.Standing.of(
                            balance.planned(), balance.paid(), balance.debt(), balance.next(today), urgentDays),
                    message.ofLoan(),
                    reckoned,
                    calendar,
                    balance.parts().stream()
                            .filter(part -> part.installment().isPresent())
                            .map(part -> InstallmentView.from(part, message.of(part), calendar))
                            .toList(),
                    planned);
        }
    }

    /** @param position where a page ends that ends with it */
    record Listed(View view, Position position) {}

    Uni<View> get(AccountSettings account, long id) {
        return LoanFigures.one(account.accountId(), id)
                .on(database)
                .map(rows -> rows.stream().findFirst().orElseThrow(LoanViews::nothingThere))
                .map(row -> alone(account, row));
    }

    /** What the loan comes to by its contract, with all that it depends on. @param on missing: the account's today */
    Uni<ReckoningView> reckoning(AccountSettings account, long id, Optional<LocalDate> on, Optional<Money> theirs) {
        var day = day(account, on);
        boolean tells = tells(account) && day.equals(today(account));
        return facts(account, id).map(facts -> reckoning.explained(facts, day, account.currency(), theirs, tells));
    }

    /** A loan as it is reckoned. */
    Uni<Facts> facts(AccountSettings account, long id) {
        return LoanFigures.one(account.accountId(), id)
                .on(database)
                .map(rows -> rows.stream().findFirst().orElseThrow(LoanViews::nothingThere))
                .map(row -> facts(LoanColumns.of(row), row));
    }

    /** @throws Invalid when it lies further off than anybody reckons */
    LocalDate day(AccountSettings account, Optional<LocalDate> on) {
        var today = today(account);
        var day = on.orElse(today);
        if (day.isAfter(today.plusYears(ContractTerms.MOST_YEARS))) {
            throw new Invalid("on", Wording.of(LoanMessages.class, m -> m.tooFarToReckon(ContractTerms.MOST_YEARS)));
        }
        return day;
    }

    /** @param row with its instalments and its standing entries */
    static Facts facts(LoanColumns own, Row row) {
        var entries = Sql.objects(row, "entries").map(ReadEntry::of).toList();
        return new Facts(
                own.loanDate(),
                Optional.ofNullable(own.dueDate()),
                own.amountBorrowed(),
                Optional.ofNullable(own.amountDue()),
                own.contract(),
                Sql.objects(row, "installments").map(ReadInstallment::of).toList(),
                entries,
                entries.stream().anyMatch(ReadEntry::corrects));
    }

    private View alone(AccountSettings account, Row row) {
        var own = LoanColumns.of(row);
        var facts = facts(own, row);
        var balance = Balance.of(
                facts.schedule(),
                facts.dueDate(),
                own.amountDue() == null ? own.amountBorrowed() : own.amountDue(),
                facts.standing());
        var payments = balance.parts().stream()
                .map(part -> PaymentSnapshot.key(own.id(), part))
                .collect(Collectors.toSet());
        var waiting = Sql.objects(row, "waiting")
                .flatMap(reminder -> NextMessage.waiting(reminder).stream())
                .filter(reminder -> payments.contains(reminder.subject())
                        || reminder.subject().kind() == SubjectKey.Kind.PLANNED)
                .toList();
        var message = Foretold.of(account, own.id(), own.reminding(), balance, waiting, next);
        var today = today(account);
        return View.of(
                own,
                balance,
                today,
                account.urgentDays(),
                message,
                reckoning.whole(facts, today, account.currency(), tells(account)),
                calendar,
                Sql.objects(row, "planned")
                        .map(planned -> planned(account, own, planned, waiting))
                        .toList());
    }

    private PlannedView planned(
            AccountSettings account, LoanColumns own, JsonObject planned, List<NextMessage.Waiting> waiting) {
        var key = SubjectKey.planned(planned.getLong("id"));
        var message = next.of(
                account,
                new About(true, true, own.reminding()),
                waiting.stream().filter(one -> one.subject().equals(key)).toList());
        return new PlannedView(
                key.id(),
                date(planned, "dueDate"),
                money(planned, "remaining"),
                message.at().orElse(null),
                message.reason());
    }

    private record ReadInstallment(Long id, LocalDate dueDate, Money amount) implements Balance.Scheduled {
        static ReadInstallment of(JsonObject row) {
            return new ReadInstallment(row.getLong("id"), date(row, "dueDate"), money(row, "amount"));
        }
    }

    private record ReadEntry(
            Long id,
            Optional<Long> installmentId,
            Money amount,
            LocalDate paidOn,
            Optional<LoanExtension> extension,
            boolean corrects)
            implements Balance.Booked {
        static ReadEntry of(JsonObject row) {
            return new ReadEntry(
                    row.getLong("id"),
                    Optional.ofNullable(row.getLong("installmentId")),
                    money(row, "amount"),
                    date(row, "paidOn"),
                    Optional.ofNullable(LoanExtension.of(row)),
                    LoanEntry.Kind.valueOf(row.getString("kind")) == LoanEntry.Kind.CORRECTION);
        }
    }

    /** One loan more than asked for tells whether there is a next page. */
    Uni<List<Listed>> list(
            AccountSettings account, Selection selection, LoanSort sort, Optional<Position> after, int limit) {
        return LoanFigures.page(
                        account.accountId(), selection, sort, today(account), account.urgentDays(), after, limit + 1)
                .on(database)
                .map(rows -> rows.stream().map(row -> listed(account, row)).toList());
    }

    Listed listed(AccountSettings account, Row row) {
        var own = LoanColumns.of(row);
        var today = today(account);
        var payment = Optional.ofNullable(row.getLocalDate("next_date"))
                .map(due -> new Balance.NextPayment(
                        Optional.ofNullable(row.getLong("next_installment")),
                        due,
                        Sql.money(row, "next_remaining"),
                        ChronoUnit.DAYS.between(today, due)));
        var standing = LoanColumns.Standing.of(
                Sql.money(row, "planned"),
                Sql.money(row, "paid"),
                Sql.money(row, "debt"),
                payment,
                account.urgentDays());
        var about = new About(!standing.debt().isZero(), payment.isPresent(), own.reminding());
        var message = next.of(account, about, NextMessage.waiting(row).stream().toList());
        return new Listed(
                View.of(
                        own,
                        standing,
                        message,
                        own.contract() == null
                                ? LoanReckoning.Result.NOTHING
                                : reckoning.brief(facts(own, row), today, account.currency()),
                        calendar,
                        null,
                        null),
                new Position(
                        payment.map(Balance.NextPayment::dueDate),
                        row.getString("org_folded"),
                        standing.debt(),
                        own.id()));
    }

    /** A page of a ledger. One entry more than asked for tells whether there is a next page. */
    Uni<List<EntryView>> entries(AccountSettings account, long id, Optional<Long> before, int limit) {
        return LoanFigures.entries(account.accountId(), id, before, limit + 1)
                .on(database)
                .map(rows -> {
                    if (rows.isEmpty()) {
                        throw nothingThere();
                    }
                    return rows.stream()
                            .filter(row -> row.getLong("id") != null)
                            .map(EntryView::of)
                            .toList();
                });
    }

    Uni<EntryView> entry(AccountSettings account, long id, long entryId) {
        return LoanFigures.entries(account.accountId(), id, Optional.of(entryId + 1), 1)
                .on(database)
                .map(rows -> rows.stream()
                        .filter(row -> Objects.equals(row.getLong("id"), entryId))
                        .findFirst()
                        .map(EntryView::of)
                        .orElseThrow(LoanViews::nothingThere));
    }

    /** Whether the day is told on which a ceiling is reached. */
    private static boolean tells(AccountSettings account) {
        return account.loans().ceilings() && account.reachable();
    }

    static LocalDate date(JsonObject row, String field) {
        return LocalDate.parse(row.getString(field));
    }

    /** Sums stand as texts in JSON, which a double would otherwise read. */
    static Money money(JsonObject row, String field) {
        return new Money(new BigDecimal(row.getString(field)));
    }

    LocalDate today(AccountSettings account) {
        return account.today(clock.instant());
    }

    static NotFound nothingThere() {
        return new NotFound(ProblemType.NOT_FOUND.detail());
    }
}
