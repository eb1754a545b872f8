package app.zapiska.interest;

import app.zapiska.interest.Contract.Due;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which part of the principal each payment of a plan repays: what the interest since the date before leaves of it; the last one
 * repays what is left.
 *
 * @param dues they add up to the principal
 * @param over by how much the plan is more than the rate makes of it, signed
 */
public record PrincipalParts(List<Due> dues, Money over) {

    /** @param plan whole payments, at least one, in any order, none before the receipt */
    public static PrincipalParts of(
            Money principal, BigDecimal dailyPercent, LocalDate receivedOn, List<Payment> plan) {
        var byDate = plan.stream().sorted(Comparator.comparing(Payment::day)).toList();
        var dues = new ArrayList<Due>();
        var left = principal;
        var since = receivedOn;
        // Interest that a payment does not cover waits for the next one and bears none itself.
        var waiting = Money.ZERO;
        var over = Money.ZERO;
        for (var payment : byDate) {
            boolean last = dues.size() == byDate.size() - 1;
            var interest = waiting.plus(interest(left, dailyPercent, since, payment.day()));
            var rest = payment.amount().minus(interest);
            var part = last ? left : rest.max(Money.ZERO).min(left);
            over = over.plus(last ? rest : rest.max(Money.ZERO)).minus(part);
            waiting = rest.negated().max(Money.ZERO);
            dues.add(new Due(payment.day(), part));
            left = left.minus(part);
            since = payment.day();
        }
        return new PrincipalParts(List.copyOf(dues), over);
    }

    /** Whether plan and rate agree, to a rouble a payment: lenders round each of them. */
    public boolean agrees() {
        return over.amount().abs().compareTo(BigDecimal.valueOf(dues.size())) <= 0;
    }

    private static Money interest(Money left, BigDecimal percent, LocalDate since, LocalDate until) {
        return new Money(left.amount()
                .multiply(percent)
                .multiply(BigDecimal.valueOf(ChronoUnit.DAYS.between(since, until)))
                .movePointLeft(2)
                .setScale(2, RoundingMode.HALF_UP));
    }
}
