package app.zapiska.recurrence;

import app.zapiska.platform.LocalMoment;
import app.zapiska.recurrence.Recurrence.Frequency;
import app.zapiska.recurrence.Recurrence.Skip;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A rule as others understand it, to be compared with them: RFC 5545 alone. Few know SKIP, and without it a month's 31st would be missing from the
 * calendar in February, so the last of the days that there are is chosen by position instead.
 */
final class CalendarText {

    private static final int LEAST_DAYS_OF_A_MONTH = 28;
    private static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);

    private CalendarText() {}

    /**
     * @param start of the series, which is the event's DTSTART
     * @return the RRULE; empty when RFC 5545 has no words for these dates, which must then be written one by one
     */
    static Optional<String> of(Recurrence rule, LocalMoment start, ZoneId zone) {
        return fields(rule, start)
                .map(fields -> fields + ends(rule.ends(), start, zone).text());
    }

    private static Optional<String> fields(Recurrence rule, LocalMoment start) {
        boolean byMonth = rule.frequency() == Frequency.MONTHLY || rule.frequency() == Frequency.YEARLY;
        if (!byMonth || rule.skip() == Skip.OMIT) {
            return Optional.of(rule.fields());
        }
        var days =
                new TreeSet<>(rule.monthDays().isEmpty() ? List.of(start.date().getDayOfMonth()) : rule.monthDays());
        var months = rule.months().isEmpty() && rule.frequency() == Frequency.YEARLY
                ? Set.of(start.date().getMonth())
                : rule.months();
        if (everyMonthHas(days.last(), months)) {
            return Optional.of(rule.fields());
        }
        boolean countedInAMonth = rule.frequency() == Frequency.MONTHLY || months.size() == 1 || rule.interval() == 1;
        // What is counted from the end may fall on any of the others, and then positions count one day for two.
        if (days.first() < 0 || rule.severalTimesADay() || !countedInAMonth) {
            return Optional.empty();
        }
        return Optional.of(byPosition(rule, days, months).fields());
    }

    private static Recurrence byPosition(Recurrence rule, TreeSet<Integer> days, Set<Month> months) {
        var candidates = new TreeSet<>(days);
        IntStream.range(LEAST_DAYS_OF_A_MONTH, days.last()).forEach(candidates::add);
        var ordered = new ArrayList<>(candidates);
        var positions = new ArrayList<Integer>();
        // The last of all stands for itself, and for whatever later day a month lacks.
        days.headSet(days.last()).forEach(day -> positions.add(ordered.indexOf(day) + 1));
        positions.add(-1);
        // Positions of a year that has several months would be counted through all of them.
        boolean monthly = rule.frequency() == Frequency.MONTHLY || months.size() > 1;
        return new Recurrence(
                monthly ? Frequency.MONTHLY : Frequency.YEARLY,
                rule.interval(),
                months,
                ordered,
                List.of(),
                positions,
                rule.hours(),
                rule.minutes(),
                rule.weekStart(),
                Skip.OMIT,
                rule.ends());
    }

    private static boolean everyMonthHas(int day, Set<Month> months) {
        return day <= LEAST_DAYS_OF_A_MONTH
                || !months.isEmpty() && months.stream().allMatch(month -> month.minLength() >= day);
    }

    /** UNTIL must be of DTSTART's kind: a date beside dates, and UTC beside times of a zone. */
    private static Ends ends(Ends ends, LocalMoment start, ZoneId zone) {
        boolean timed = start.time().isPresent();
        return switch (ends) {
            case Ends.Never never -> never;
            case Ends.After counted -> counted;
            case Ends.OnDay day ->
                timed
                        ? new Ends.AtInstant(
                                day.last().atTime(LAST_SECOND).atZone(zone).toInstant())
                        : day;
            case Ends.AtWallTime wall ->
                timed
                        ? new Ends.AtInstant(wall.last().atZone(zone).toInstant())
                        : new Ends.OnDay(wall.last().toLocalDate());
            case Ends.AtInstant moment ->
                timed ? moment : new Ends.OnDay(moment.last().atZone(zone).toLocalDate());
        };
    }
}
