package app.zapiska.loans;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How pressing the next payment of a loan is (L6). Paid and dateless loans press nobody. */
public enum Urgency {
    @JsonProperty("none")
    NONE,
    @JsonProperty("urgent")
    URGENT,
    @JsonProperty("today")
    TODAY,
    @JsonProperty("overdue")
    OVERDUE;

    /**
     * @param daysLeft to the due day, negative after it
     * @param urgentDays urgent is what has fewer days left than this
     */
    static Urgency of(long daysLeft, int urgentDays) {
        if (daysLeft < 0) {
            return OVERDUE;
        }
        if (daysLeft == 0) {
            return TODAY;
        }
        return daysLeft < urgentDays ? URGENT : NONE;
    }
}
