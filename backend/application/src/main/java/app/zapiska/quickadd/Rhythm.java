package app.zapiska.quickadd;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How often something comes again: the rules that people say in a few words, not all that RFC 5545 can.
 *
 * @param days weekdays it falls on
 * @param week which of those in the month counts, from the end when negative; 0: all
 * @param monthDay 1–31, −1 the last; 0: none. A month without it takes its last day
 * @param month of a yearly one, 0: none
 * @param workingDay only the last working day of the month
 * @param time said together with it: «каждое утро»
 */
record Rhythm(
        Unit unit,
        int interval,
        Set<DayOfWeek> days,
        int week,
        int monthDay,
        int month,
        boolean workingDay,
        Optional<LocalTime> time,
        Optional<LocalDate> until,
        int count) {

    enum Unit {
        DAILY,
        WEEKLY,
        MONTHLY,
        YEARLY
    }

    static final Set<DayOfWeek> WEEKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;

    /** Longer than from one 29 February to the next over a year like 2100. */
    private static final int DAYS_LOOKED_AT = 3_000;

    static Rhythm every(int interval, Unit unit) {
        return new Rhythm(unit, interval, Set.of(), 0, 0, 0, false, Optional.empty(), Optional.empty(), 0);
    }

    static Rhythm on(Collection<DayOfWeek> days, int interval) {
        return new Rhythm(
                Unit.WEEKLY, interval, Set.copyOf(days), 0, 0, 0, false, Optional.empty(), Optional.empty(), 0);
    }

    static Rhythm monthly(DayOfWeek day, int week) {
        return new Rhythm(Unit.MONTHLY, 1, Set.of(day), week, 0, 0, false, Optional.empty(), Optional.empty(), 0);
    }

    static Rhythm monthly(int day) {
        return new Rhythm(Unit.MONTHLY, 1, Set.of(), 0, day, 0, false, Optional.empty(), Optional.empty(), 0);
    }

    static Rhythm lastWorkingDay() {
        return new Rhythm(Unit.MONTHLY, 1, Set.of(), 0, 0, 0, true, Optional.empty(), Optional.empty(), 0);
    }

    static Rhythm yearly(int month, int day) {
        return new Rhythm(Unit.YEARLY, 1, Set.of(), 0, day, month, false, Optional.empty(), Optional.empty(), 0);
    }

    Rhythm at(LocalTime said) {
        return new Rhythm(unit, interval, days, week, monthDay, month, workingDay, Optional.of(said), until, count);
    }

    Rhythm until(LocalDate last) {
        return new Rhythm(unit, interval, days, week, monthDay, month, workingDay, time, Optional.of(last), count);
    }

    Rhythm times(int often) {
        return new Rhythm(unit, interval, days, week, monthDay, month, workingDay, time, until, often);
    }

    /** Said in two parts: «каждые две недели по вторникам», «каждое утро по будням». */
    Optional<Rhythm> and(Rhythm more) {
        boolean daysFollow = unit == Unit.WEEKLY && days.isEmpty() && more.unit == Unit.WEEKLY && more.interval == 1;
        boolean daysOnly = unit == Unit.DAILY && interval == 1 && more.unit == Unit.WEEKLY;
        if (!daysFollow && !daysOnly || time.isPresent() && more.time.isPresent()) {
            return Optional.empty();
        }
        var both = on(more.days, daysFollow ? interval : more.interval);
        return Optional.of(time.or(() -> more.time).map(both::at).orElse(both));
    }

    /** Whether it says itself on which days: «каждую пятницу», but not «каждый месяц». */
    boolean saysItsDays() {
        return unit == Unit.DAILY || !days.isEmpty() || monthDay != 0 || workingDay;
    }

    /** Its first day from this one on. */
    Optional<LocalDate> firstFrom(LocalDate date) {
        for (int ahead = 0; ahead < DAYS_LOOKED_AT; ahead++) {
            if (fallsOn(date.plusDays(ahead))) {
                return Optional.of(date.plusDays(ahead))
                        .filter(first -> until.isEmpty() || !first.isAfter(until.get()));
            }
        }
        return Optional.empty();
    }

    private boolean fallsOn(LocalDate date) {
        if (workingDay) {
            return date.equals(lastWorkingDayOf(date));
        }
        if (month != 0 && date.getMonthValue() != month) {
            return false;
        }
        if (monthDay != 0) {
            int last = date.lengthOfMonth();
            return date.getDayOfMonth() == (monthDay < 0 ? last : Math.min(monthDay, last));
        }
        if (week != 0) {
            var day = days.iterator().next();
            return date.equals(date.with(TemporalAdjusters.dayOfWeekInMonth(week, day)));
        }
        return days.isEmpty() || days.contains(date.getDayOfWeek());
    }

    static LocalDate lastWorkingDayOf(LocalDate month) {
        var last = month.with(TemporalAdjusters.lastDayOfMonth());
        return WEEKDAYS.contains(last.getDayOfWeek()) ? last : last.with(TemporalAdjusters.previous(DayOfWeek.FRIDAY));
    }

    /** As RFC 5545 writes it. An end without a time is the end of that local day. */
    String rule() {
        var rule = new StringBuilder("FREQ=").append(unit);
        if (interval > 1) {
            rule.append(";INTERVAL=").append(interval);
        }
        if (month != 0) {
            rule.append(";BYMONTH=").append(month);
        }
        if (monthDay != 0) {
            rule.append(";BYMONTHDAY=").append(monthDay);
        }
        if (workingDay) {
            rule.append(";BYDAY=").append(codes(WEEKDAYS)).append(";BYSETPOS=-1");
        }
        if (!days.isEmpty()) {
            rule.append(";BYDAY=").append(week == 0 ? "" : week).append(codes(days));
        }
        until.ifPresent(last -> rule.append(";UNTIL=").append(DATE.format(last)));
        if (count > 0) {
            rule.append(";COUNT=").append(count);
        }
        return rule.toString();
    }

    private static String codes(Set<DayOfWeek> days) {
        return List.copyOf(EnumSet.copyOf(days)).stream()
                .map(day -> day.name().substring(0, 2))
                .collect(Collectors.joining(","));
    }
}
