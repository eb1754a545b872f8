package app.zapiska.requisites;

import app.zapiska.law.ProductionCalendar;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.Optional;

/** How long before its day a payment by requisites must leave. */
public final class TransferTime {

    /** Working days that a transfer from bank to bank takes at most; the day on which it leaves is none of them. */
    private static final int LONGEST = 3;

    /** More days off in a row there are not. */
    private static final int MOST_DAYS_OFF = 30;

    enum State {
        /** There is time. */
        @JsonProperty("inTime")
        IN_TIME,
        /** It may come after the due day. */
        @JsonProperty("mayBeLate")
        MAY_BE_LATE,
        /** The due day has passed. */
        @JsonProperty("overdue")
        OVERDUE,
        /** The days off of that year are not known yet. */
        @JsonProperty("unknown")
        UNKNOWN
    }

    private TransferTime() {}

    /**
     * The last working day on which a transfer must leave to have come by the due day, however long it takes. The date of the
     * contract counts, also when it is a day off: then the money must be there on the working day before.
     *
     * @return empty when the way back leads into a year whose days off are not known
     */
    public static Optional<LocalDate> lastDay(ProductionCalendar calendar, LocalDate due) {
        if (due.isAfter(calendar.knownUntil())) {
            return Optional.empty();
        }
        var day = due;
        for (int step = 0; step < MOST_DAYS_OFF && calendar.isOff(day); step++) {
            day = day.minusDays(1);
        }
        for (int left = LONGEST; left > 0; ) {
            day = day.minusDays(1);
            if (day.isBefore(calendar.knownFrom())) {
                return Optional.empty();
            }
            left -= calendar.isOff(day) ? 0 : 1;
        }
        return Optional.of(day);
    }

    static State state(Optional<LocalDate> lastDay, LocalDate due, LocalDate today) {
        if (today.isAfter(due)) {
            return State.OVERDUE;
        }
        return lastDay.map(last -> today.isAfter(last) ? State.MAY_BE_LATE : State.IN_TIME)
                .orElse(State.UNKNOWN);
    }
}
