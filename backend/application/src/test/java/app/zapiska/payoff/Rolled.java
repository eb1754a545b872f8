package app.zapiska.payoff;

import app.zapiska.payoff.Debt.Due;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/** Three loans whose date moves for their interest, every thirty days: what the vectors of a plan are worked out for. */
public final class Rolled {

    private static final int DAYS = 30;

    private Rolled() {}

    /** @param ceilingReached of the dearest of them */
    public static List<Debt> three(LocalDate from, boolean ceilingReached) {
        var first = Debt.of(1, Money.of("12000"), new BigDecimal("0.8"));
        return List.of(
                ceilingReached ? first.withRoom(Money.ZERO) : rolled(first, from),
                rolled(Debt.of(2, Money.of("6000"), new BigDecimal("0.6")), from),
                rolled(Debt.of(3, Money.of("20000"), new BigDecimal("0.3")), from));
    }

    private static Debt rolled(Debt debt, LocalDate from) {
        var interest = new Money(debt.balance()
                .amount()
                .multiply(debt.dailyPercent())
                .multiply(BigDecimal.valueOf(DAYS))
                .movePointLeft(2)
                .setScale(2, RoundingMode.HALF_UP));
        return debt.withDues(IntStream.rangeClosed(1, Simulation.MOST_DAYS / DAYS)
                .mapToObj(number -> new Due(from.plusDays((long) number * DAYS), interest))
                .toList());
    }
}
