package app.zapiska.payoff;

/** Which debt gets what is left of the budget when the least of each is paid. */
public enum Order {
    /** What costs most a day from now on: nothing, for a debt that has reached its ceiling. */
    MARGINAL_COST,
    /** The highest rate of the contract. */
    RATE,
    /** The smallest balance. */
    SIZE,
    BY_HAND
}
