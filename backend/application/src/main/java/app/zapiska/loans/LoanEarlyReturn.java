package app.zapiska.loans;

import app.zapiska.interest.Contract.Lender;
import app.zapiska.interest.EarlyReturn;
import app.zapiska.law.Law;
import app.zapiska.loans.ContractTerms.Facts;
import app.zapiska.loans.ReckoningViews.RuleView;
import app.zapiska.platform.Money;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What paying before the day saves by the contract, and until when that needs no notice. Pure but for the law, which is read once. */
@Singleton
class LoanEarlyReturn {

    private final Law law;

    LoanEarlyReturn(Law law) {
        this.law = law;
    }

    @Schema(name = "ComingPayment")
    public record ComingView(
            @Schema(required = true) LocalDate date,
            @Schema(required = true) Money amount) {}

    @Schema(name = "EarlyReturnRight")
    public record RightView(
            @Schema(required = true, description = "The last day on which the whole may be returned without notice")
            LocalDate last,

            @Schema(required = true, description = "The same of a loan given for a purpose, whole or in parts")
            LocalDate lastForPurpose) {}

    @Schema(
            name = "EarlyReturn",
            description = "What paying on a day before it is due comes to by the contract. No lender's figure")
    public record EarlyReturnView(
            @Schema(required = true) LocalDate on,

            @Schema(required = true, nullable = true, description = "Why nothing is worked out")
            NotReckoned notReckoned,

            @Schema(required = true, nullable = true, description = "At most what closes the loan on that day")
            Money toPay,

            @Schema(required = true, nullable = true) Money principalLeft,

            @Schema(required = true, description = "What is still to be paid then, each on its day")
            List<ComingView> coming,

            @Schema(required = true, nullable = true, description = "Against paying on each day of the schedule")
            Money saved,

            @Schema(
                    required = true,
                    nullable = true,
                    description = "By 353-ФЗ ст. 11; null where it is not of that law")
            RightView right,

            @Schema(
                    required = true,
                    nullable = true,
                    description = "The last day to refuse the paid services of the contract; null without any")
            LocalDate refuseServicesUntil,

            @Schema(required = true) List<RuleView> rules) {}

    /** @param amount missing: all that closes the loan */
    EarlyReturnView on(Facts loan, LocalDate day, Optional<Money> amount, String currency) {
        var why =
                loan.contract() == null ? Optional.of(NotReckoned.NO_RATE) : LoanReckoning.missing(loan, day, currency);
        if (why.isPresent()) {
            return new EarlyReturnView(day, why.get(), null, null, List.of(), null, null, null, List.of());
        }
        var terms = ContractTerms.of(loan);
        var contract = terms.contract();
        var found = amount.map(sum -> EarlyReturn.of(contract, terms.payments(), day, sum, law))
                .orElseGet(() -> EarlyReturn.whole(contract, terms.payments(), day, law));
        boolean bound = contract.lender() == Lender.PROFESSIONAL;
        var right = bound ? EarlyReturn.right(contract, law) : Optional.<EarlyReturn.Right>empty();
        var refusal = bound && contract.services().isPositive()
                ? EarlyReturn.refusal(contract.concludedOn(), law)
                : Optional.<EarlyReturn.RefusalOfService>empty();
        var used = new LinkedHashSet<String>();
        right.ifPresent(one -> used.add(one.ruleId()));
        refusal.ifPresent(one -> used.add(one.ruleId()));
        return new EarlyReturnView(
                day,
                null,
                found.toPay(),
                found.principalLeft(),
                found.coming().stream()
                        .map(payment -> new ComingView(payment.day(), payment.amount()))
                        .toList(),
                found.saved(),
                right.map(one -> new RightView(one.last(), one.lastForPurpose()))
                        .orElse(null),
                refusal.map(EarlyReturn.RefusalOfService::last).orElse(null),
                law.all()
                        .filter(rule -> used.contains(rule.id()))
                        .map(RuleView::of)
                        .toList());
    }
}
