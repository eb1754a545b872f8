package app.zapiska.interest;

import app.zapiska.law.Law;
import app.zapiska.platform.Money;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;

/**
 * What the lender's cabinet shows, beside the reckoning here. The likely cause is a hint where to look and no verdict.
 *
 * @param difference the lender's sum less ours
 */
public record LenderFigure(Money ours, Money theirs, Money difference, Cause cause) {

    public enum Cause {
        @JsonProperty("same")
        SAME,
        /** Within a rouble: rounding by day, or a year of 366. */
        @JsonProperty("rounding")
        ROUNDING,
        @JsonProperty("withoutToday")
        WITHOUT_TODAY,
        @JsonProperty("withTomorrow")
        WITH_TOMORROW,
        @JsonProperty("withoutPenalty")
        WITHOUT_PENALTY,
        @JsonProperty("withServices")
        WITH_SERVICES,
        @JsonProperty("withoutCeiling")
        WITHOUT_CEILING,
        /** A payment that the lender has not credited yet, or that was not entered here. */
        @JsonProperty("aPayment")
        A_PAYMENT,
        @JsonProperty("notExplained")
        NOT_EXPLAINED
    }

    private static final Money ROUNDING = Money.of("1.00");

    public static LenderFigure compare(
            Contract contract, List<Payment> payments, LocalDate day, Money theirs, Law law) {
        var accrual = new Accrual(contract, payments, law);
        var owed = accrual.on(day);
        var ours = owed.total();
        return new LenderFigure(ours, theirs, theirs.minus(ours), cause(accrual, owed, theirs));
    }

    private static Cause cause(Accrual accrual, Owed owed, Money theirs) {
        var ours = owed.total();
        if (theirs.equals(ours)) {
            return Cause.SAME;
        }
        if (near(theirs, ours)) {
            return Cause.ROUNDING;
        }
        var day = owed.day();
        var contract = accrual.contract();
        if (day.isAfter(contract.receivedOn()) && near(theirs, ours.minus(accrual.costOfNight(day.minusDays(1))))) {
            return Cause.WITHOUT_TODAY;
        }
        if (near(theirs, ours.plus(accrual.costOfNight(day)))) {
            return Cause.WITH_TOMORROW;
        }
        if (owed.penalty().isPositive() && near(theirs, ours.minus(owed.penalty()))) {
            return Cause.WITHOUT_PENALTY;
        }
        if (contract.services().isPositive() && near(theirs, ours.plus(contract.services()))) {
            return Cause.WITH_SERVICES;
        }
        var cut = owed.uncapped().minus(owed.accrued().total());
        if (cut.isPositive() && near(theirs, ours.plus(cut))) {
            return Cause.WITHOUT_CEILING;
        }
        boolean payment = owed.credits().stream()
                .anyMatch(credited -> near(theirs, ours.plus(credited.payment().amount())));
        return payment ? Cause.A_PAYMENT : Cause.NOT_EXPLAINED;
    }

    private static boolean near(Money one, Money other) {
        var difference = one.minus(other);
        return difference.max(difference.negated()).compareTo(ROUNDING) <= 0;
    }
}
