package app.zapiska.tasks;

import app.zapiska.platform.LocalMoment;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;

/**
 * A deadline as a person means it: a day, or a minute of a day, in wall time of the account's zone. Without a time it ends
 * together with its day (T5).
 */
record Due(LocalDate date, Optional<LocalTime> time) {

    /** Years outside are slips of the finger. */
    static final int FIRST_YEAR = 2000;

    static final int LAST_YEAR = 2100;

    Due {
        Objects.requireNonNull(date);
        Objects.requireNonNull(time);
    }

    static Due on(LocalDate date) {
        return new Due(date, Optional.empty());
    }

    static Due of(LocalMoment moment) {
        return new Due(moment.date(), moment.time());
    }

    /** As the API writes it. */
    LocalMoment moment() {
        return new LocalMoment(date, time.orElse(null));
    }

    static boolean plausible(LocalDate date) {
        return date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR;
    }

    /** The first moment at which it is missed. */
    LocalDateTime end() {
        return time.map(date::atTime).orElseGet(() -> date.plusDays(1).atStartOfDay());
    }

    /**
     * Up to which wall time deadlines have passed. It is the local time, except in the second pass of an hour that the
     * clock repeats in autumn: the deadlines of that hour passed the first time and must not come alive again.
     */
    static LocalDateTime passedUntil(Instant now, ZoneId zone) {
        var local = now.atZone(zone).toLocalDateTime();
        var repeated = zone.getRules().getTransition(local);
        return repeated != null && repeated.isOverlap() && !now.isBefore(repeated.getInstant())
                ? repeated.getDateTimeBefore().minusNanos(1_000)
                : local;
    }
}
