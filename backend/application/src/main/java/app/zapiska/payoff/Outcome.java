package app.zapiska.payoff;

import app.zapiska.platform.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A plan, and where it does not reach. A day without enough money does not end it: what is missing is taken as found elsewhere,
 * or nobody would learn of the days after it.
 *
 * @param shortages empty: all is paid out of the budget
 * @param interest all that is paid beyond the principal, without fees
 * @param paid principal and interest, without fees
 * @param closedOn the last day of each debt, in the order of these days
 * @param open debts that ten years leave unpaid
 */
public record Outcome(
        Order order,
        List<Step> steps,
        List<Shortage> shortages,
        Money interest,
        Money fees,
        Money paid,
        Map<Long, LocalDate> closedOn,
        List<Long> open) {

    /**
     * One day on which money comes or is paid.
     *
     * @param left of principals and of interest that was counted until then
     * @param kept of the budget after it: for what comes due before the next money, or because paying now would cost more in
     *     fees than it saves
     */
    public record Step(LocalDate day, List<Part> parts, Money left, Money kept) {}

    /**
     * What one debt gets on a day, in one payment.
     *
     * @param early of it, what nothing asks for yet
     * @param closes whether nothing of it is left
     */
    public record Part(long debt, Money interest, Money principal, Money early, Money fee, boolean closes) {
        public Money amount() {
            return interest.plus(principal);
        }
    }

    /**
     * @param needed at least on that day, with fees
     * @param debts that the money does not reach for, or not wholly
     */
    public record Shortage(LocalDate day, Money needed, Money available, List<Long> debts) {
        public Money missing() {
            return needed.minus(available);
        }
    }

    /** Whether the budget pays everything on its day. */
    public boolean feasible() {
        return shortages.isEmpty();
    }

    /** Whether ten years are enough. */
    public boolean complete() {
        return open.isEmpty();
    }

    public Money cost() {
        return interest.plus(fees);
    }

    Money missing() {
        return Money.sum(shortages.stream().map(Shortage::missing).toList());
    }

    Outcome as(Order other) {
        return new Outcome(other, steps, shortages, interest, fees, paid, closedOn, open);
    }
}
