package app.zapiska.payoff;

import app.zapiska.platform.Money;
import java.time.LocalDate;
import java.time.Period;

/**
 * The same sum again and again.
 *
 * @param from the day up to which interest is counted already
 * @param every between two payments; the first comes so long after {@code from}
 */
public record Budget(Money amount, LocalDate from, Period every) {

    public Budget {
        if (amount.isNegative() || every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException("a budget comes again after some time, and is not below 0");
        }
    }

    /** Counted from the beginning, or a short month would shift all that follow. */
    LocalDate day(int number) {
        return from.plus(every.multipliedBy(number));
    }
}
