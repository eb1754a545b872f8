package app.zapiska.recurrence;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where the next occurrence counts from. */
public enum RecurFrom {
    /** The rule's own dates, whenever the last one was done. */
    @JsonProperty("due")
    DUE,
    /** The day on which the last one was done. */
    @JsonProperty("completion")
    COMPLETION
}
