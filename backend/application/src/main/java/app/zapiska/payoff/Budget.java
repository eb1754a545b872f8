package app.zapiska.payoff;

import app.zapiska.platform.Money;
import java.time.LocalDate;
import java.time.Period;

/**
 * The same sum again and again.
 *
 * @param from the day on which the plan begins, up to which interest is counted already
 * @param onHand there on that day, besides
 * @param begun the day from which the days of the sum are counted
 * @param number of the first of these days that counts
 * @param every between two of these days
 * @param ahead of the sum of that day, what is spent already
 * @param freely whether what is on hand may be paid early at once, or only what comes due before the next money
 */
public record Budget(
        Money amount,
        LocalDate from,
        Money onHand,
        LocalDate begun,
        int number,
        Period every,
        Money ahead,
        boolean freely) {

    public Budget {
        if (amount.isNegative() || onHand.isNegative() || ahead.isNegative() || every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException("a budget comes again after some time, and is not below 0");
        }
        if (begun.plus(every.multipliedBy(number)).isBefore(from)) {
            throw new IllegalArgumentException("no money comes before the plan begins");
        }
    }

    /** @param first the day on which the sum comes for the first time, not before {@code from} */
    public Budget(Money amount, LocalDate from, Money onHand, LocalDate first, Period every) {
        this(amount, from, onHand, first, 0, every, Money.ZERO, true);
    }

    /** The first sum comes when the time between two has passed. */
    public Budget(Money amount, LocalDate from, Period every) {
        this(amount, from, Money.ZERO, from.plus(every), every);
    }

    public Budget withAmount(Money other) {
        return new Budget(other, from, onHand, begun, number, every, ahead, freely);
    }

    /** The day on which the sum comes for the first time. */
    public LocalDate first() {
        return day(0);
    }

    /** Counted from the beginning, or a short month would shift all that follow. */
    LocalDate day(int later) {
        return begun.plus(every.multipliedBy(number + later));
    }
}
