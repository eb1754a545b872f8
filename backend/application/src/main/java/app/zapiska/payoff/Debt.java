package app.zapiska.payoff;

import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A debt as a plan begins.
 *
 * @param balance of the principal
 * @param accrued interest and penalty that are owed already; they bear none themselves
 * @param charges to be paid last, besides: what a schedule asks for that no rate explains
 * @param dailyPercent what a day costs, of the balance
 * @param room what may still accrue until the ceiling; empty where there is none
 * @param dues the least payments, by date; what is paid early counts towards the next of them
 * @param wholeBy the day by which everything is paid; empty where nobody said one
 * @param promoAtStake whether a lower rate is lost when a payment is late
 */
public record Debt(
        long id,
        Money balance,
        Money accrued,
        Money charges,
        BigDecimal dailyPercent,
        Optional<Money> room,
        List<Due> dues,
        Optional<LocalDate> wholeBy,
        boolean promoAtStake,
        Fee fee) {

    public record Due(LocalDate day, Money amount) {}

    /** What the way of paying takes for each payment. @param percent of it, two decimals */
    public record Fee(Money fixed, BigDecimal percent) {
        public static final Fee NONE = new Fee(Money.ZERO, BigDecimal.ZERO);

        /** @param payment above 0 */
        public Money of(Money payment) {
            return fixed.plus(new Money(
                    payment.amount().multiply(percent).movePointLeft(2).setScale(2, RoundingMode.HALF_UP)));
        }
    }

    public Debt {
        dues = dues.stream().sorted(Comparator.comparing(Due::day)).toList();
        if (balance.isNegative() || accrued.isNegative() || charges.isNegative() || dailyPercent.signum() < 0) {
            throw new IllegalArgumentException("nothing of a debt is below 0");
        }
        if (!balance.plus(accrued).plus(charges).isPositive()) {
            throw new IllegalArgumentException("nothing is owed");
        }
    }

    /** Without a day on which anything of it must be paid. */
    public static Debt of(long id, Money balance, BigDecimal dailyPercent) {
        return new Debt(
                id,
                balance,
                Money.ZERO,
                Money.ZERO,
                dailyPercent,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false,
                Fee.NONE);
    }

    public Debt withAccrued(Money other) {
        return new Debt(id, balance, other, charges, dailyPercent, room, dues, wholeBy, promoAtStake, fee);
    }

    public Debt withCharges(Money other) {
        return new Debt(id, balance, accrued, other, dailyPercent, room, dues, wholeBy, promoAtStake, fee);
    }

    public Debt withRoom(Money left) {
        return new Debt(
                id, balance, accrued, charges, dailyPercent, Optional.of(left), dues, wholeBy, promoAtStake, fee);
    }

    public Debt withDues(List<Due> other) {
        return new Debt(id, balance, accrued, charges, dailyPercent, room, other, wholeBy, promoAtStake, fee);
    }

    public Debt withWholeBy(LocalDate day) {
        return new Debt(id, balance, accrued, charges, dailyPercent, room, dues, Optional.of(day), promoAtStake, fee);
    }

    public Debt withPromoAtStake() {
        return new Debt(id, balance, accrued, charges, dailyPercent, room, dues, wholeBy, true, fee);
    }

    public Debt withFee(Fee other) {
        return new Debt(id, balance, accrued, charges, dailyPercent, room, dues, wholeBy, promoAtStake, other);
    }
}
