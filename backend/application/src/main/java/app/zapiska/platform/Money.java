package app.zapiska.platform;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * An exact sum with two decimals in the account's currency. Never a float: 0.1 + 0.2 + 0.3 is 0.60 here (bug 4).
 *
 * <p>What a person enters is at most {@link #MOST} in size, which the column {@code numeric(14,2)} holds; the total of many
 * such sums may be more.
 */
public record Money(BigDecimal amount) implements Comparable<Money> {

    public static final Money ZERO = new Money(BigDecimal.ZERO);
    public static final Money MOST = new Money(new BigDecimal("999999999999.99"));

    /** Digits and a point: what {@link BigDecimal} reads besides, such as 1e3, nobody means as a sum. */
    private static final Pattern PLAIN = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");

    /** @throws ArithmeticException when there are more than two decimals that are not zero */
    public Money {
        amount = amount.setScale(2);
    }

    /**
     * @throws NumberFormatException when it is no plain decimal number
     * @throws TooManyDecimals when it has more than two decimals
     * @throws TooBig when it is above {@link #MOST} in size
     */
    public static Money of(String amount) {
        if (!PLAIN.matcher(amount).matches()) {
            throw new NumberFormatException("not a plain decimal number");
        }
        var number = new BigDecimal(amount);
        if (number.scale() > 2) {
            throw new TooManyDecimals();
        }
        var money = new Money(number);
        if (money.amount.abs().compareTo(MOST.amount) > 0) {
            throw new TooBig();
        }
        return money;
    }

    public static final class TooManyDecimals extends ArithmeticException {
        TooManyDecimals() {
            super("more than two decimals");
        }
    }

    public static final class TooBig extends ArithmeticException {
        TooBig() {
            super("more than 12 digits before the point");
        }
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
    public String toString() {
        return amount.toPlainString();
    }
}
