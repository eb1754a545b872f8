package app.zapiska.interest;

import app.zapiska.law.Law;
import app.zapiska.platform.Money;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Paying the interest and moving the date, beside paying everything at once and beside paying a part of the principal with it.
 *
 * @param now to be paid on the day
 * @param due the new day
 * @param later to be paid on it
 * @param dearer than paying everything now
 */
public record Prolongation(Way way, Money now, LocalDate due, Money later, Money dearer) {

    public enum Way {
        @JsonProperty("payAll")
        PAY_ALL,
        @JsonProperty("prolong")
        PROLONG,
        @JsonProperty("prolongAndPayAPart")
        PROLONG_AND_PAY_A_PART
    }

    public Money total() {
        return now.plus(later);
    }

    /**
     * @param until the new day, after the last one there is
     * @param fee what the lender takes for moving it
     * @param parts of the principal that could be paid with it, above 0; those that are not below it are left out
     * @return paying all first, then by what is paid now
     */
    public static List<Prolongation> compare(
            Contract contract,
            List<Payment> payments,
            LocalDate day,
            LocalDate until,
            Money fee,
            List<Money> parts,
            Law law) {
        var accrual = new Accrual(contract, payments, law);
        var owed = accrual.on(day);
        var ways = new ArrayList<Prolongation>();
        ways.add(new Prolongation(Way.PAY_ALL, owed.total(), day, Money.ZERO, Money.ZERO));
        for (var part : withNone(parts)) {
            if (part.compareTo(owed.principal()) >= 0) {
                continue;
            }
            var charges = owed.interest().plus(owed.penalty()).plus(part);
            var later = later(contract, accrual.paidUntil(day), day, until, charges, law);
            var now = charges.plus(fee);
            ways.add(new Prolongation(
                    part.isZero() ? Way.PROLONG : Way.PROLONG_AND_PAY_A_PART,
                    now,
                    until,
                    later,
                    now.plus(later).minus(owed.total())));
        }
        return List.copyOf(ways);
    }

    /**
     * What closes the loan on the new day.
     *
     * @param paid on the day of the agreement, for the debt itself
     */
    public static Money later(
            Contract contract, List<Payment> payments, LocalDate day, LocalDate until, Money paid, Law law) {
        var all = new ArrayList<>(payments);
        if (paid.isPositive()) {
            all.add(new Payment(day, paid));
        }
        return new Accrual(contract.extended(day, until), all, law).on(until).total();
    }

    /** What to compare with when nobody said how much: half of the principal, in whole roubles. */
    public static Money half(Money principal) {
        return new Money(principal.amount().divide(BigDecimal.TWO, 0, RoundingMode.DOWN));
    }

    private static List<Money> withNone(List<Money> parts) {
        var all = new ArrayList<Money>();
        all.add(Money.ZERO);
        parts.stream().sorted().forEach(all::add);
        return all;
    }
}
