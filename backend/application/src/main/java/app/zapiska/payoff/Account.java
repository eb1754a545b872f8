package app.zapiska.payoff;

import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A debt while its plan is made. */
final class Account {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final Money KOPECK = Money.of("0.01");

    private final Debt debt;
    private Money balance;
    private Money interest;
    private Optional<Money> room;
    private boolean promoLost;

    Account(Debt debt) {
        this.debt = debt;
        this.balance = debt.balance();
        this.interest = debt.accrued();
        this.room = debt.room();
        this.promoLost = debt.promo().isEmpty();
    }

    long id() {
        return debt.id();
    }

    Money balance() {
        return balance;
    }

    /** What is to be paid of it before anything of the balance. */
    Money interest() {
        return interest;
    }

    boolean open() {
        return balance.isPositive() || interest.isPositive();
    }

    boolean promoAtStake() {
        return !promoLost;
    }

    BigDecimal percent() {
        return promoLost && debt.promo().isPresent() ? debt.promo().get().fullDailyPercent() : debt.dailyPercent();
    }

    BigDecimal marginalPercent() {
        return room.filter(Money::isZero).isPresent() ? BigDecimal.ZERO : percent();
    }

    /** Of interest, if the whole were paid now, until the ceiling; a rate that no ceiling ends counts for the longest plan. */
    BigDecimal savedByARouble() {
        var forever =
                percent().multiply(BigDecimal.valueOf(Simulation.MOST_DAYS)).divide(HUNDRED, MathContext.DECIMAL64);
        return room.filter(left -> balance.isPositive())
                .map(left -> left.amount()
                        .divide(balance.amount(), MathContext.DECIMAL64)
                        .min(forever))
                .orElse(forever);
    }

    /** @return what is added, which the ceiling may cut short */
    Money accrue(LocalDate from, LocalDate to) {
        if (!balance.isPositive()) {
            return Money.ZERO;
        }
        var added = interestOf(percent(), ChronoUnit.DAYS.between(from, to));
        if (!promoLost && !debt.promo().orElseThrow().lostOn().isAfter(to)) {
            var promo = debt.promo().orElseThrow();
            promoLost = true;
            var more = promo.fullDailyPercent().subtract(debt.dailyPercent()).max(BigDecimal.ZERO);
            added = added.plus(interestOf(more, Math.max(0, ChronoUnit.DAYS.between(promo.receivedOn(), to))));
        }
        var wanted = added;
        var capped = room.map(wanted::min).orElse(wanted);
        room = room.map(left -> left.minus(capped));
        interest = interest.plus(capped);
        return capped;
    }

    private Money interestOf(BigDecimal percent, long days) {
        return new Money(balance.amount()
                .multiply(percent)
                .multiply(BigDecimal.valueOf(days))
                .movePointLeft(2)
                .setScale(2, RoundingMode.HALF_UP));
    }

    /** What must be paid on the day, when the next comes on {@code next}. */
    Money least(LocalDate next) {
        boolean whole = debt.wholeBy().map(last -> last.isBefore(next)).orElse(false);
        return whole ? interest.plus(balance) : interest;
    }

    void pay(Money amount) {
        var ofInterest = amount.min(interest);
        interest = interest.minus(ofInterest);
        balance = balance.minus(amount.minus(ofInterest));
    }

    Money feeOf(Money payment) {
        return payment.isPositive()
                ? debt.fee()
                        .fixed()
                        .plus(new Money(payment.amount()
                                .multiply(debt.fee().percent())
                                .movePointLeft(2)
                                .setScale(2, RoundingMode.HALF_UP)))
                : Money.ZERO;
    }

    /** The most that can be paid besides out of so much cash, with the fee that comes on top. */
    Money affordable(Money cash, Money paidToday) {
        var fixed = paidToday.isPositive() ? Money.ZERO : debt.fee().fixed();
        var left = cash.minus(fixed);
        if (!left.isPositive()) {
            return Money.ZERO;
        }
        var share = new Money(
                left.amount().multiply(HUNDRED).divide(HUNDRED.add(debt.fee().percent()), 2, RoundingMode.UP));
        var payment = share.min(interest.plus(balance));
        while (payment.isPositive()
                && payment.plus(feeOf(paidToday.plus(payment)))
                                .minus(feeOf(paidToday))
                                .compareTo(cash)
                        > 0) {
            payment = payment.minus(KOPECK);
        }
        return payment.max(Money.ZERO);
    }

    /** Whether an extra payment of its own is worth its fee, or had better wait for the next one. */
    boolean worthItsFee(Money payment, Money paidToday, long days) {
        return paidToday.isPositive()
                || payment.compareTo(interest.plus(balance)) >= 0
                || debt.fee().fixed().isZero()
                || Payoff.saves(payment, marginalPercent(), days, debt.fee().fixed());
    }
}
