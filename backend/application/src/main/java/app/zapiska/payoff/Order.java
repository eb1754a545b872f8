package app.zapiska.payoff;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which debt gets what is left of the budget when the least of each is paid. */
public enum Order {
    /** What costs most a day from now on: nothing, for a debt that has reached its ceiling. */
    @JsonProperty("marginal")
    MARGINAL_COST,
    /** The highest rate of the contract. */
    @JsonProperty("rate")
    RATE,
    /** The smallest balance. */
    @JsonProperty("size")
    SIZE,
    @JsonProperty("manual")
    BY_HAND
}
