package app.zapiska.loans;

import app.zapiska.interest.Accrual;
import app.zapiska.interest.Prolongation;
import app.zapiska.law.Law;
import app.zapiska.loans.ContractTerms.Facts;
import app.zapiska.loans.Prolonging.Agreement;
import app.zapiska.loans.ReckoningViews.RuleView;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.Money;
import app.zapiska.platform.Wording;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a later date costs by the contract. Pure but for the law, which is read once. */
@Singleton
class LoanProlongation {

    /** What lenders offer most often. */
    private static final int USUAL_DAYS = 30;

    private final Law law;

    LoanProlongation(Law law) {
        this.law = law;
    }

    /** What a person said; the rest is worked out. */
    record Wanted(
            Optional<LocalDate> paidOn,
            LocalDate until,
            Optional<Money> amount,
            Money fee,
            Optional<Money> toReturn,
            String note) {}

    /** @throws Invalid naming the sum that was not said and can't be worked out */
    Agreement agreement(Facts loan, Wanted wanted, LocalDate today, String currency) {
        var paidOn = wanted.paidOn().orElse(today);
        if (wanted.amount().isPresent() && wanted.toReturn().isPresent()) {
            return new Agreement(
                    paidOn,
                    wanted.until(),
                    wanted.amount().get(),
                    wanted.fee(),
                    wanted.toReturn().get(),
                    wanted.note());
        }
        Prolonging.checkPaid(paidOn, today);
        var due = Prolonging.last(loan.balance()).dueDate().orElseThrow();
        Prolonging.checkDays(due, paidOn, wanted.until(), today);
        if (loan.contract() == null
                || LoanReckoning.missing(loan, paidOn, currency).isPresent()) {
            throw new Invalid(wanted.amount().isEmpty() ? "amount" : "toReturn", say(LoanMessages::sumNotReckoned));
        }
        var terms = ContractTerms.of(loan);
        var owed = new Accrual(terms.contract(), terms.payments(), law).on(paidOn);
        var amount = wanted.amount()
                .orElseGet(() -> owed.interest().plus(owed.penalty()).plus(wanted.fee()));
        if (!amount.isPositive()) {
            throw new Invalid("amount", say(LoanMessages::nothingToProlongBy));
        }
        var toReturn = wanted.toReturn()
                .orElseGet(() -> Prolongation.later(
                        terms.contract(), terms.payments(), paidOn, wanted.until(), amount.minus(wanted.fee()), law));
        if (!toReturn.isPositive()) {
            throw new Invalid("amount", say(LoanMessages::closesTheLoan));
        }
        return new Agreement(paidOn, wanted.until(), amount, wanted.fee(), toReturn, wanted.note());
    }

    @Schema(name = "ProlongationWay")
    public record WayView(
            @Schema(required = true) Prolongation.Way way,

            @Schema(required = true, description = "To be paid on the day, the fee included")
            Money now,

            @Schema(required = true) LocalDate due,

            @Schema(required = true, description = "To be paid on the day due")
            Money later,

            @Schema(required = true, description = "Both together")
            Money total,

            @Schema(required = true, description = "Than paying everything now")
            Money dearer) {}

    @Schema(
            name = "Prolongation",
            description = "What moving the date costs by the contract, beside paying all and paying a part with it")
    public record ProlongationView(
            @Schema(required = true) LocalDate on,

            @Schema(required = true, description = "The date that would be moved")
            LocalDate due,

            @Schema(required = true) LocalDate until,

            @Schema(
                    required = true,
                    nullable = true,
                    description = "Why nothing is worked out; it may be prolonged all the same, by sums that are said")
            NotReckoned notReckoned,

            @Schema(required = true, description = "The cheapest first: paying all, then by what is paid now")
            List<WayView> ways,

            @Schema(required = true) List<RuleView> rules) {}

    /**
     * @param until missing: a month later than it is, or than {@code day}
     * @param part of the principal to be paid with it; missing: half of it
     * @throws app.zapiska.platform.DomainException.Conflict when there is no last payment whose date could be moved
     */
    ProlongationView compare(
            Facts loan,
            LocalDate day,
            Optional<LocalDate> until,
            Money fee,
            Optional<Money> part,
            LocalDate today,
            String currency) {
        var due = Prolonging.last(loan.balance()).dueDate().orElseThrow();
        var later = until.orElseGet(() -> (due.isAfter(day) ? due : day).plusDays(USUAL_DAYS));
        Prolonging.checkDays(due, day, later, today);
        var why =
                loan.contract() == null ? Optional.of(NotReckoned.NO_RATE) : LoanReckoning.missing(loan, day, currency);
        if (why.isPresent()) {
            return new ProlongationView(day, due, later, why.get(), List.of(), List.of());
        }
        var terms = ContractTerms.of(loan);
        var owed = new Accrual(terms.contract(), terms.payments(), law).on(day);
        var parts = List.of(part.orElseGet(() -> Prolongation.half(owed.principal())));
        var ways = Prolongation.compare(
                terms.contract(),
                terms.payments(),
                day,
                later,
                fee,
                parts.stream().filter(Money::isPositive).toList(),
                law);
        return new ProlongationView(
                day,
                due,
                later,
                null,
                ways.stream()
                        .map(way ->
                                new WayView(way.way(), way.now(), way.due(), way.later(), way.total(), way.dearer()))
                        .toList(),
                law.all()
                        .filter(rule -> owed.ruleIds().contains(rule.id()))
                        .map(RuleView::of)
                        .toList());
    }

    private static Wording say(Function<LoanMessages, String> message) {
        return Wording.of(LoanMessages.class, message);
    }
}
