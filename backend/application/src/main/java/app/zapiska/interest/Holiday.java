package app.zapiska.interest;

import app.zapiska.law.Law.HolidayRight;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Which conditions of credit holidays are met (353-ФЗ ст. 6.1-2). What they cost is not confirmed and not worked out. */
public final class Holiday {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Holiday() {}

    /**
     * @param lately what was earned a month, of the last months
     * @param dropPercent by how much that lies below the average, two decimals; below 0 when it is more
     * @param enough whether it fell further than the law asks for; decided by the exact figures
     */
    public record Income(Money lately, BigDecimal dropPercent, boolean enough) {}

    /**
     * @param average of a month, above 0
     * @param last what was earned in each of the last months
     */
    public static Income income(Money average, List<Money> last, HolidayRight right) {
        var months = BigDecimal.valueOf(last.size());
        var sum = Money.sum(last).amount();
        var usual = average.amount().multiply(months);
        var lost = usual.subtract(sum).multiply(HUNDRED);
        return new Income(
                new Money(sum.divide(months, 2, RoundingMode.HALF_UP)),
                lost.divide(usual, 2, RoundingMode.HALF_UP),
                lost.compareTo(usual.multiply(right.dropPercent())) > 0);
    }

    /** Whether a loan is small enough, as it was provided. */
    public static boolean within(Money provided, HolidayRight right) {
        return provided.amount().compareTo(right.mostAmount()) <= 0;
    }
}
