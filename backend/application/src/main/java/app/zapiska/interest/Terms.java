package app.zapiska.interest;

import app.zapiska.interest.Contract.Penalty;
import app.zapiska.interest.Owed.Caveat;
import app.zapiska.law.Law;
import app.zapiska.law.Law.Claim;
import app.zapiska.law.Rule;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A contract with the rules that its date chose.
 *
 * @param ceiling the most that interest, penalty and services may come to; empty where no rule is sure enough
 * @param penaltyPercent of a year or of a day, as the contract's kind of penalty says
 */
record Terms(
        Contract contract,
        Optional<Money> ceiling,
        Optional<String> ceilingRule,
        BigDecimal penaltyPercent,
        Optional<String> penaltyRule,
        List<Claim> crediting,
        Optional<String> creditingRule,
        Set<Caveat> caveats) {

    /** As the law has it since 2024: for a lender whom it does not bind, what two people would most likely take for granted. */
    private static final List<Claim> UNLESS_SAID = List.of(
            Claim.OVERDUE_INTEREST,
            Claim.OVERDUE_PRINCIPAL,
            Claim.CURRENT_INTEREST,
            Claim.CURRENT_PRINCIPAL,
            Claim.PENALTY);

    static Terms of(Contract contract, Law law) {
        var caveats = EnumSet.noneOf(Caveat.class);
        boolean bound = contract.lender() == Contract.Lender.PROFESSIONAL;
        Optional<Money> ceiling = Optional.empty();
        Optional<String> ceilingRule = Optional.empty();
        if (bound && contract.shortLoan()) {
            var rule = law.shortLoan().on(contract.concludedOn());
            ceiling =
                    rule.map(found -> share(contract.principal(), found.value().percent()));
            ceilingRule = rule.map(Rule::id);
        } else if (bound && contract.withinAYear()) {
            var rule = law.ceiling().on(contract.concludedOn());
            ceiling = rule.map(
                    found -> share(contract.principal(), found.value().times().movePointRight(2)));
            ceilingRule = rule.map(Rule::id);
        }
        if (ceiling.isEmpty()) {
            caveats.add(
                    !bound
                            ? Caveat.LENDER_NOT_BOUND
                            : contract.withinAYear() ? Caveat.CEILING_NOT_KNOWN : Caveat.LONGER_THAN_A_YEAR);
        }
        var penalty = penalty(contract, law, caveats);
        var crediting = bound ? law.crediting().on(contract.concludedOn()) : Optional.<Rule<Law.Crediting>>empty();
        return new Terms(
                contract,
                ceiling,
                ceilingRule,
                penalty.map(Rate::percent).orElse(BigDecimal.ZERO),
                penalty.flatMap(Rate::rule),
                crediting.map(rule -> rule.value().order()).orElse(UNLESS_SAID),
                crediting.map(Rule::id),
                caveats);
    }

    private record Rate(BigDecimal percent, Optional<String> rule) {}

    private static Optional<Rate> penalty(Contract contract, Law law, Set<Caveat> caveats) {
        var kind = contract.penalty().kind();
        if (kind == Penalty.Kind.NONE) {
            return Optional.empty();
        }
        if (contract.lender() == Contract.Lender.PRIVATE) {
            return contract.penalty().percent().map(percent -> new Rate(percent, Optional.empty()));
        }
        if (contract.shortLoan()) {
            var delay = law.shortLoanDelay().on(contract.concludedOn());
            if (delay.isEmpty()) {
                caveats.add(Caveat.DELAY_OF_SHORT_LOAN_NOT_COUNTED);
            }
            return delay.map(rule -> new Rate(rule.value().percent(), Optional.of(rule.id())));
        }
        var limit = law.penalty().on(contract.concludedOn());
        if (limit.isEmpty()) {
            caveats.add(Caveat.PENALTY_NOT_COUNTED);
            return Optional.empty();
        }
        var most = kind == Penalty.Kind.BESIDE_INTEREST
                ? limit.get().value().yearlyPercent()
                : limit.get().value().dailyPercent();
        var own = contract.penalty().percent();
        if (own.isEmpty()) {
            caveats.add(Caveat.PENALTY_AT_ITS_MOST);
        }
        return Optional.of(new Rate(
                own.map(percent -> percent.min(most)).orElse(most),
                Optional.of(limit.get().id())));
    }

    private static Money share(Money sum, BigDecimal percent) {
        return new Money(sum.amount().multiply(percent).movePointLeft(2).setScale(2, RoundingMode.HALF_UP));
    }
}
