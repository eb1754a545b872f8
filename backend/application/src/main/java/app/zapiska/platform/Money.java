package app.zapiska.platform;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Collection;

/**
 * An exact sum with two decimals in the account's currency, as the column {@code numeric(14,2)} holds it: at most
 * 999 999 999 999.99 in size. Never a float: 0.1 + 0.2 + 0.3 is 0.60 here (bug 4).
 */
public record Money(BigDecimal amount) implements Comparable<Money> {

    public static final Money ZERO = new Money(BigDecimal.ZERO);
    public static final Money MOST = new Money(new BigDecimal("999999999999.99"));

    /** @throws ArithmeticException when there are more than two decimals or too many digits */
    public Money {
        amount = amount.setScale(2);
        if (amount.precision() > 14) {
            throw new ArithmeticException("more than 12 digits before the point");
        }
    }

    /** @throws NumberFormatException when it is no number, ArithmeticException as the constructor */
    public static Money of(String amount) {
        return new Money(new BigDecimal(amount));
    }

    public static Money sum(Collection<Money> sums) {
        return sums.stream().reduce(ZERO, Money::plus);
    }

    public Money plus(Money other) {
        return new Money(amount.add(other.amount));
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(other.amount));
    }

    public Money negated() {
        return new Money(amount.negate());
    }

    public Money min(Money other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Money max(Money other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }

    public boolean isPositive() {
        return amount.signum() > 0;
    }

    public boolean isNegative() {
        return amount.signum() < 0;
    }

    @Override
    public int compareTo(Money other) {
        return amount.compareTo(other.amount);
    }

    /** As the API writes it: {@code 5056.00}. */
    @Override
    @JsonValue
    public String toString() {
        return amount.toPlainString();
    }
}
