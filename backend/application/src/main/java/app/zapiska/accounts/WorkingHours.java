package app.zapiska.accounts;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * When the bot may write, in whole hours of the account's wall time, with exceptions by weekday.
 *
 * <p>A moment belongs to the hours of its own local day: from the opening (inclusive) to the closing (exclusive). 0 and 24
 * mean the whole day. Daylight saving: an opening inside a spring gap happens when the gap ends; of an autumn overlap the
 * earlier offset counts, once.
 *
 * @param everyDay the hours of a day without an exception
 * @param exceptions the hours of single weekdays; an empty value is a day off
 */
public record WorkingHours(Hours everyDay, Map<DayOfWeek, Optional<Hours>> exceptions) {

    /** @param start hour 0–23, @param end hour 1–24, later than start */
    public record Hours(int start, int end) {
        public Hours {
            if (start < 0 || end > 24 || start >= end) {
                throw new IllegalArgumentException("hours must be 0 <= start < end <= 24, not " + start + "-" + end);
            }
        }
    }

    public WorkingHours {
        Objects.requireNonNull(everyDay);
        exceptions = Map.copyOf(exceptions);
        if (exceptions.size() == 7 && exceptions.values().stream().allMatch(Optional::isEmpty)) {
            throw new IllegalArgumentException("at least one weekday must have working hours");
        }
    }

    public static WorkingHours daily(int start, int end) {
        return new WorkingHours(new Hours(start, end), Map.of());
    }

    public boolean contains(Instant moment, ZoneId zone) {
        return firstAtOrAfter(moment, zone).equals(moment);
    }

    /** The moment itself when it is inside working hours, else the next opening. */
    public Instant firstAtOrAfter(Instant moment, ZoneId zone) {
        var day = moment.atZone(zone).toLocalDate();
        // Eight days: today's hours may be over and only the same weekday of next week may have any.
        for (int ahead = 0; ahead <= 8; ahead++, day = day.plusDays(1)) {
            var hours = hoursOf(day.getDayOfWeek());
            if (hours.isEmpty()) {
                continue;
            }
            var opening = at(day, hours.get().start(), zone);
            var closing = at(day, hours.get().end(), zone);
            if (!opening.isBefore(closing)) {
                // The day's hours lie wholly inside a spring gap: they do not happen.
                continue;
            }
            if (moment.isBefore(opening)) {
                return opening;
            }
            if (moment.isBefore(closing)) {
                return moment;
            }
        }
        throw new IllegalStateException("no working hours within a week");
    }

    /** Whether this wall time of such a day is inside its hours. */
    public boolean on(DayOfWeek weekday, LocalTime at) {
        return hoursOf(weekday)
                .filter(hours -> at.getHour() >= hours.start() && at.getHour() < hours.end())
                .isPresent();
    }

    /** The opening of this local day, or empty on a day off. */
    public Optional<LocalTime> opening(LocalDate day) {
        return hoursOf(day.getDayOfWeek()).map(hours -> LocalTime.of(hours.start(), 0));
    }

    private Optional<Hours> hoursOf(DayOfWeek weekday) {
        return exceptions.getOrDefault(weekday, Optional.of(everyDay));
    }

    private static Instant at(LocalDate day, int hour, ZoneId zone) {
        // atZone resolves a gap forward by its length and an overlap to the earlier offset; for a gap the first
        // existing moment of the day is wanted, which is the transition itself.
        var local = hour == 24 ? day.plusDays(1).atStartOfDay() : day.atTime(hour, 0);
        var transition = zone.getRules().getTransition(local);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : local.atZone(zone).toInstant();
    }
}
