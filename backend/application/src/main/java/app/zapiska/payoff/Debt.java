package app.zapiska.payoff;

import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A debt as a plan begins.
 *
 * @param balance of the principal, above 0
 * @param accrued to be paid with the first payment, besides what accrues from then on
 * @param dailyPercent what a day costs now, of the balance
 * @param room what may still accrue until the ceiling; empty where there is none
 * @param wholeBy the last day for the whole, where the date can't be moved by paying the interest
 */
public record Debt(
        long id,
        Money balance,
        Money accrued,
        BigDecimal dailyPercent,
        Optional<Money> room,
        Optional<LocalDate> wholeBy,
        Optional<Promo> promo,
        Fee fee) {

    /**
     * A lower rate that is taken back for all the days since receipt.
     *
     * @param lostOn the first day on which it is lost, unless all is paid before
     */
    public record Promo(LocalDate receivedOn, LocalDate lostOn, BigDecimal fullDailyPercent) {}

    /** What the way of paying takes for each payment. */
    public record Fee(Money fixed, BigDecimal percent) {
        public static final Fee NONE = new Fee(Money.ZERO, BigDecimal.ZERO);
    }

    public Debt {
        if (!balance.isPositive() || accrued.isNegative() || dailyPercent.signum() < 0) {
            throw new IllegalArgumentException("a debt has a balance above 0, and nothing below it");
        }
    }

    public static Debt of(long id, Money balance, BigDecimal dailyPercent) {
        return new Debt(
                id, balance, Money.ZERO, dailyPercent, Optional.empty(), Optional.empty(), Optional.empty(), Fee.NONE);
    }

    public Debt withRoom(Money left) {
        return new Debt(id, balance, accrued, dailyPercent, Optional.of(left), wholeBy, promo, fee);
    }

    public Debt withFee(Fee other) {
        return new Debt(id, balance, accrued, dailyPercent, room, wholeBy, promo, other);
    }

    public Debt withPromo(Promo other) {
        return new Debt(id, balance, accrued, dailyPercent, room, wholeBy, Optional.of(other), fee);
    }

    public Debt withWholeBy(LocalDate day) {
        return new Debt(id, balance, accrued, dailyPercent, room, Optional.of(day), promo, fee);
    }
}
