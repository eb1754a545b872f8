package app.zapiska.payoff;

import app.zapiska.platform.Money;
import java.time.LocalDate;
import java.time.Period;

/**
 * The same sum again and again.
 *
 * @param from the day on which the plan begins, up to which interest is counted already
 * @param onHand to be spent from that day on, besides
 * @param first the day on which the sum comes for the first time, not before {@code from}
 * @param every between two of these days
 */
public record Budget(Money amount, LocalDate from, Money onHand, LocalDate first, Period every) {

    public Budget {
        if (amount.isNegative() || onHand.isNegative() || every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException("a budget comes again after some time, and is not below 0");
        }
        if (first.isBefore(from)) {
            throw new IllegalArgumentException("no money comes before the plan begins");
        }
    }

    /** The first sum comes when the time between two has passed. */
    public Budget(Money amount, LocalDate from, Period every) {
        this(amount, from, Money.ZERO, from.plus(every), every);
    }

    public Budget withAmount(Money other) {
        return new Budget(other, from, onHand, first, every);
    }

    /** Counted from the first, or a short month would shift all that follow. */
    LocalDate day(int number) {
        return first.plus(every.multipliedBy(number));
    }
}
