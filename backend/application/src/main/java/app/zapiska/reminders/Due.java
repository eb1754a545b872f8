package app.zapiska.reminders;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/**
 * The due moment of a subject in wall time, and how long what begins then goes on.
 *
 * @param time empty for a due day without a time
 * @param durationMinutes exact minutes from the due moment on, also past midnight; empty for what has no end
 */
record Due(LocalDate date, Optional<LocalTime> time, Optional<Integer> durationMinutes) {

    static Due at(LocalDate date, Optional<LocalTime> time) {
        return new Due(date, time, Optional.empty());
    }
}
