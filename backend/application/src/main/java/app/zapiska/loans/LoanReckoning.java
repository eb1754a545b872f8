package app.zapiska.loans;

import app.zapiska.interest.Accrual;
import app.zapiska.interest.CeilingClock;
import app.zapiska.interest.Contract;
import app.zapiska.interest.LenderFigure;
import app.zapiska.interest.Owed;
import app.zapiska.law.Law;
import app.zapiska.law.Rule;
import app.zapiska.law.Rules;
import app.zapiska.loans.ContractTerms.Facts;
import app.zapiska.loans.ReckoningViews.CaveatKind;
import app.zapiska.loans.ReckoningViews.CaveatView;
import app.zapiska.loans.ReckoningViews.CeilingView;
import app.zapiska.loans.ReckoningViews.ComparisonView;
import app.zapiska.loans.ReckoningViews.CreditView;
import app.zapiska.loans.ReckoningViews.LineView;
import app.zapiska.loans.ReckoningViews.OwedView;
import app.zapiska.loans.ReckoningViews.PartView;
import app.zapiska.loans.ReckoningViews.ReckoningView;
import app.zapiska.loans.ReckoningViews.RuleView;
import app.zapiska.platform.Money;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a loan comes to by its contract. Pure but for the law, which is read once. */
@Singleton
class LoanReckoning {

    static final String ROUBLE = "RUB";

    private final Law law;
    private final Map<String, Rule<?>> rules = new LinkedHashMap<>();

    LoanReckoning(Law law) {
        this.law = law;
        law.all().forEach(rule -> rules.put(rule.id(), rule));
    }

    /** @param owed or why there is none; neither of a loan without a rate */
    record Result(OwedView owed, NotReckoned why) {
        static final Result NOTHING = new Result(null, null);
    }

    /** Of one loan among many: the day on which the ceiling will be reached is not looked for, which goes day by day. */
    Result brief(Facts loan, LocalDate today, String currency) {
        return result(loan, today, currency, Foretelling.NOTHING);
    }

    Result whole(Facts loan, LocalDate today, String currency) {
        return whole(loan, today, currency, false);
    }

    /** @param tells whether the account is written to when a ceiling is reached */
    Result whole(Facts loan, LocalDate today, String currency, boolean tells) {
        return result(loan, today, currency, Foretelling.of(loan, tells));
    }

    /** What is said of the day on which the ceiling will be reached. */
    private enum Foretelling {
        NOTHING,
        DAY,
        /** And that a message comes. */
        MESSAGE;

        /** Of a loan that is paid there is nothing to tell. */
        static Foretelling of(Facts loan, boolean tells) {
            return tells && endsGrowth(loan) && loan.balance().debt().isPositive() ? MESSAGE : DAY;
        }
    }

    private Result result(Facts loan, LocalDate today, String currency, Foretelling foretold) {
        if (loan.contract() == null || loan.contract().dailyRate() == null) {
            return Result.NOTHING;
        }
        return missing(loan, today, currency)
                .map(why -> new Result(null, why))
                .orElseGet(() -> new Result(owed(ContractTerms.of(loan), loan, today, foretold), null));
    }

    /** By how much it grows overnight if nothing is paid; empty when that is nothing or is not known. */
    Optional<Money> costOfNight(Facts loan, LocalDate day, String currency) {
        return loan.contract() == null || missing(loan, day, currency).isPresent()
                ? Optional.empty()
                : Optional.of(accrual(ContractTerms.of(loan)).costOfNight(day)).filter(Money::isPositive);
    }

    /** What a short loan costs after a delay is not confirmed: of that nobody is told that it grows no more. */
    private static boolean endsGrowth(Facts loan) {
        return loan.contract() != null && !Boolean.TRUE.equals(loan.contract().shortLoan());
    }

    /** How the law's ceiling stands on a day, and the rule that it stands on. */
    record Ceiling(Owed.CeilingState state, Money wholeContract, boolean settled, Rule<?> rule) {}

    /** Empty where nothing is reckoned, or the law has no ceiling at which growth is known to end. */
    Optional<Ceiling> ceiling(Facts loan, LocalDate day, String currency) {
        if (!endsGrowth(loan) || missing(loan, day, currency).isPresent()) {
            return Optional.empty();
        }
        var terms = ContractTerms.of(loan);
        var owed = accrual(terms).on(day);
        return owed.ceiling()
                .map(state -> new Ceiling(
                        state,
                        terms.contract().principal().plus(state.most()),
                        owed.settled(),
                        rules.get(state.ruleId())));
    }

    static Optional<NotReckoned> missing(Facts loan, LocalDate day, String currency) {
        return currency.equals(ROUBLE) ? ContractTerms.missing(loan, day) : Optional.of(NotReckoned.OTHER_CURRENCY);
    }

    ReckoningView explained(Facts loan, LocalDate day, String currency, Optional<Money> theirs) {
        return explained(loan, day, currency, theirs, false);
    }

    /**
     * @param theirs what the lender says it is; may be missing
     * @param tells as for {@link #whole}; not of another day than today
     */
    ReckoningView explained(Facts loan, LocalDate day, String currency, Optional<Money> theirs, boolean tells) {
        if (loan.contract() == null) {
            return ReckoningView.nothing(NotReckoned.NO_RATE);
        }
        var why = missing(loan, day, currency);
        if (why.isPresent()) {
            return ReckoningView.nothing(why.get());
        }
        var terms = ContractTerms.of(loan);
        var owed = accrual(terms).on(day);
        var view = owed(terms, loan, day, Foretelling.of(loan, tells));
        return new ReckoningView(
                view,
                null,
                owed.lines().stream().map(LoanReckoning::line).toList(),
                owed.credits().stream().map(LoanReckoning::credit).toList(),
                view.ruleIds().stream().map(rules::get).map(RuleView::of).toList(),
                theirs.map(sum -> comparison(terms, day, sum)).orElse(null));
    }

    private Accrual accrual(ContractTerms terms) {
        return new Accrual(terms.contract(), terms.payments(), law);
    }

    private OwedView owed(ContractTerms terms, Facts loan, LocalDate day, Foretelling foretold) {
        var accrual = accrual(terms);
        var night = accrual.night(day);
        var owed = night.owed();
        var used = new LinkedHashSet<>(owed.ruleIds());
        var caveats = caveats(terms, loan, owed, used);
        var ceiling = foretold == Foretelling.NOTHING
                ? owed.ceiling().map(now -> ceiling(terms.contract(), now))
                : accrual.ceiling(day).map(clock -> ceiling(clock, day, foretold == Foretelling.MESSAGE));
        return new OwedView(
                day,
                owed.total(),
                owed.principal(),
                owed.interest(),
                owed.penalty(),
                night.cost(),
                ceiling.orElse(null),
                caveats,
                List.copyOf(used),
                used.stream()
                        .map(id -> rules.get(id).checkedOn())
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    private static CeilingView ceiling(CeilingClock clock, LocalDate day, boolean tells) {
        return new CeilingView(
                clock.most(),
                clock.wholeContract(),
                clock.accrued(),
                clock.room(),
                clock.reachedOn().orElse(null),
                tells && clock.reachedOn().filter(day::isBefore).isPresent());
    }

    private static CeilingView ceiling(Contract contract, Owed.CeilingState now) {
        return new CeilingView(
                now.most(),
                contract.principal().plus(now.most()),
                now.accrued(),
                now.room(),
                now.reachedOn().orElse(null),
                false);
    }

    /** @param used ids of rules; those that a caveat stands on come to them */
    private List<CaveatView> caveats(ContractTerms terms, Facts loan, Owed owed, LinkedHashSet<String> used) {
        var caveats = new ArrayList<CaveatView>();
        terms.mismatch().ifPresent(sum -> caveats.add(new CaveatView(CaveatKind.PLAN_AND_RATE_DISAGREE, null, sum)));
        var entered = loan.contract();
        if (terms.contract().lender() == Contract.Lender.PROFESSIONAL) {
            above(CaveatKind.RATE_ABOVE_LIMIT, entered.dailyRate(), law.dailyRate(), loan, caveats, used);
            above(CaveatKind.FULL_COST_ABOVE_LIMIT, entered.fullCost(), law.fullCost(), loan, caveats, used);
            penaltyAbove(entered, loan, caveats, used);
        }
        if (entered.lenderKind() == null) {
            caveats.add(new CaveatView(CaveatKind.LENDER_NOT_SAID, null, null));
        }
        owed.caveats().forEach(caveat -> caveats.add(new CaveatView(CaveatKind.valueOf(caveat.name()), null, null)));
        return List.copyOf(caveats);
    }

    private static void above(
            CaveatKind kind,
            BigDecimal entered,
            Rules<Law.Limit> limits,
            Facts loan,
            List<CaveatView> caveats,
            LinkedHashSet<String> used) {
        limits.on(loan.loanDate())
                .filter(limit ->
                        entered != null && entered.compareTo(limit.value().percent()) > 0)
                .ifPresent(limit -> {
                    caveats.add(new CaveatView(kind, limit.value().percent(), null));
                    used.add(limit.id());
                });
    }

    private void penaltyAbove(LoanContract entered, Facts loan, List<CaveatView> caveats, LinkedHashSet<String> used) {
        // What a short loan costs after a delay is not known for sure: whatever was entered, nothing is counted.
        if (entered.penaltyRate() == null || Boolean.TRUE.equals(entered.shortLoan())) {
            return;
        }
        law.penalty().on(loan.loanDate()).ifPresent(limit -> {
            var most = entered.penaltyKind() == LoanContract.PenaltyKind.DAILY
                    ? limit.value().dailyPercent()
                    : limit.value().yearlyPercent();
            if (entered.penaltyRate().compareTo(most) > 0) {
                caveats.add(new CaveatView(CaveatKind.PENALTY_ABOVE_LIMIT, most, null));
                used.add(limit.id());
            }
        });
    }

    private static LineView line(Owed.Line line) {
        return new LineView(
                line.kind(),
                line.from(),
                line.to(),
                line.days(),
                line.base(),
                line.percent(),
                line.amount(),
                line.capped());
    }

    private static CreditView credit(Owed.Credited credited) {
        return new CreditView(
                credited.payment().day(),
                credited.payment().amount(),
                credited.credit().parts().entrySet().stream()
                        .map(part -> new PartView(part.getKey(), part.getValue()))
                        .toList(),
                credited.credit().excess());
    }

    private ComparisonView comparison(ContractTerms terms, LocalDate day, Money theirs) {
        var figure = LenderFigure.compare(terms.contract(), terms.payments(), day, theirs, law);
        return new ComparisonView(figure.theirs(), figure.ours(), figure.difference(), figure.cause());
    }
}
