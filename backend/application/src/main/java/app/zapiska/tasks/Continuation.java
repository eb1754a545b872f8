package app.zapiska.tasks;

import app.zapiska.recurrence.Series.Reason;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What came after an occurrence of a task that repeats. */
enum Continuation {
    FOLLOWED,
    COUNT,
    UNTIL,
    CALENDAR,
    /** Somebody has ended the series. */
    STOPPED;

    static Continuation of(Reason over) {
        return switch (over) {
            case COUNT -> COUNT;
            case UNTIL -> UNTIL;
            case CALENDAR -> CALENDAR;
        };
    }

    /** Why nothing comes any more, as the API says it. */
    enum End {
        @JsonProperty("count")
        COUNT,
        @JsonProperty("until")
        UNTIL,
        @JsonProperty("calendar")
        CALENDAR,
        @JsonProperty("stopped")
        STOPPED
    }

    /** @return null where something came */
    static End end(Continuation continuation) {
        return continuation == null || continuation == FOLLOWED ? null : End.valueOf(continuation.name());
    }
}
