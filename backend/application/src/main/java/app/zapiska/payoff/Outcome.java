package app.zapiska.payoff;

import app.zapiska.platform.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** A plan, or why there is none. */
public sealed interface Outcome {

    Order order();

    List<Step> steps();

    /**
     * One day on which money is paid.
     *
     * @param balances of the principal after it, by debt; those that are paid are not in it
     * @param kept of the budget for the next day, because paying now would have cost more in fees than it saves
     */
    record Step(LocalDate day, List<Part> parts, Map<Long, Money> balances, Money kept) {}

    /** What one debt gets on a day, in one payment. */
    record Part(long debt, Money interest, Money principal, Money fee) {
        public Money amount() {
            return interest.plus(principal);
        }
    }

    /**
     * @param interest of all debts from the beginning to the end
     * @param paid interest and principal, without fees
     * @param closedOn the last day of each debt
     */
    record Plan(Order order, List<Step> steps, Money interest, Money fees, Money paid, Map<Long, LocalDate> closedOn)
            implements Outcome {
        public Money cost() {
            return interest.plus(fees);
        }
    }

    /**
     * @param day on which the budget does not reach
     * @param needed at least on that day, with fees
     * @param steps that would have come before
     */
    record NotEnough(Order order, List<Step> steps, LocalDate day, Money needed, Money available) implements Outcome {}

    /** The budget pays the interest, or little more. */
    record TooLong(Order order, List<Step> steps, LocalDate until) implements Outcome {}
}
