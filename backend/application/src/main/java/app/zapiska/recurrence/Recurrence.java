package app.zapiska.recurrence;

import app.zapiska.platform.LocalMoment;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.Year;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A rule of RFC 5545 as a value, with RFC 7529's SKIP. What is left out of the standard is refused with words: what is more often than
 * daily by FREQ, weeks and days counted through the year, and what people write by mistake (a yearly day without its month).
 *
 * @param interval every how many days, weeks, months or years, 1–999
 * @param days BYDAY; empty takes the start's where the frequency needs one
 * @param monthDays BYMONTHDAY, 1–31 or −1 to −28 from the end
 * @param positions BYSETPOS
 * @param hours BYHOUR; empty takes the start's time
 * @param minutes BYMINUTE
 * @param weekStart matters to every second week
 * @param skip what happens where a month lacks the day
 */
public record Recurrence(
        Frequency frequency,
        int interval,
        Set<Month> months,
        List<Integer> monthDays,
        List<WeekDay> days,
        List<Integer> positions,
        List<Integer> hours,
        List<Integer> minutes,
        DayOfWeek weekStart,
        Skip skip,
        Ends ends) {

    public static final int MOST_INTERVAL = 999;
    public static final int MOST_COUNT = 9_999;
    public static final int MOST_CHARACTERS = 500;

    /** Counting from the end, every month has these. */
    private static final int LEAST_DAYS_OF_A_MONTH = 28;

    private static final int MOST_TIMES_A_DAY = 24;
    private static final int LEAP_YEAR = 2028;

    public enum Frequency {
        DAILY,
        WEEKLY,
        MONTHLY,
        YEARLY
    }

    /** What becomes of a day of the month that a month lacks. */
    public enum Skip {
        /** Its last day: a month without a date loses a payment. */
        BACKWARD,
        /** Nothing happens in that month. */
        OMIT
    }

    /** @param number the how many of the month or year, negative from the end; 0 for every one */
    public record WeekDay(int number, DayOfWeek day) {

        String text() {
            return (number == 0 ? "" : number) + day.name().substring(0, 2);
        }
    }

    public Recurrence {
        months = Set.copyOf(months);
        monthDays = distinct(monthDays);
        days = List.copyOf(days.stream().distinct().toList());
        positions = distinct(positions);
        hours = distinct(hours);
        minutes = distinct(minutes);
        within("INTERVAL", List.of(interval), 1, MOST_INTERVAL);
        within("BYMONTHDAY", monthDays, -LEAST_DAYS_OF_A_MONTH, 31);
        within("BYSETPOS", positions, -366, 366);
        within("BYHOUR", hours, 0, 23);
        within("BYMINUTE", minutes, 0, 59);
        validate(frequency, months, monthDays, days, positions, hours, minutes, skip);
    }

    /** 0 is none where negative numbers count from the end. */
    private static void within(String part, List<Integer> values, int least, int most) {
        values.stream()
                .filter(value -> value < least || value > most || value == 0 && least < 0)
                .findFirst()
                .ifPresent(value -> {
                    throw RecurrenceFault.WRONG_VALUE.with(part, value);
                });
    }

    /** Every day, every two weeks: without any choice of days. */
    public static Recurrence every(int interval, Frequency frequency) {
        return new Recurrence(
                frequency,
                interval,
                Set.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                DayOfWeek.MONDAY,
                skipByDefault(frequency, List.of(), List.of()),
                new Ends.Never());
    }

    /** @throws app.zapiska.platform.DomainException.Invalid of the field {@code recurrence}, with words that say what is wrong */
    public static Recurrence parse(String text) {
        return new RecurrenceParser(text).rule();
    }

    public Recurrence with(Ends otherwise) {
        return new Recurrence(
                frequency, interval, months, monthDays, days, positions, hours, minutes, weekStart, skip, otherwise);
    }

    /**
     * As an RRULE in the product's own order. SKIP is written only where it is not what is meant without it: calendars that do not know
     * RFC 7529 must not be given this text, but dates.
     */
    public String text() {
        return fields() + (skip == skipByDefault(frequency, days, positions) ? "" : ";SKIP=" + skip) + ends.text();
    }

    /** All but SKIP and the end. */
    String fields() {
        var text = new StringBuilder("FREQ=").append(frequency);
        if (interval > 1) {
            text.append(";INTERVAL=").append(interval);
        }
        part(text, "BYMONTH", months.stream().map(Month::getValue).sorted().toList());
        part(text, "BYMONTHDAY", monthDays);
        part(text, "BYDAY", days.stream().map(WeekDay::text).toList());
        part(text, "BYHOUR", hours);
        part(text, "BYMINUTE", minutes);
        part(text, "BYSETPOS", positions);
        if (weekStart != DayOfWeek.MONDAY) {
            text.append(";WKST=").append(weekStart.name(), 0, 2);
        }
        return text.toString();
    }

    private static void part(StringBuilder text, String name, Collection<?> values) {
        if (!values.isEmpty()) {
            text.append(';')
                    .append(name)
                    .append('=')
                    .append(values.stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
    }

    /**
     * Where a rule gives a window of days (by weekday or position), who wrote it has said what happens in a short month, and a day that
     * slides back into it would be one too many.
     */
    static Skip skipByDefault(Frequency frequency, List<WeekDay> days, List<Integer> positions) {
        boolean byMonth = frequency == Frequency.MONTHLY || frequency == Frequency.YEARLY;
        return byMonth && days.isEmpty() && positions.isEmpty() ? Skip.BACKWARD : Skip.OMIT;
    }

    /** A weekly rule for a calendar whose days are so much later that its weeks begin on Monday; without its months. */
    Recurrence shifted(int byDays) {
        return new Recurrence(
                frequency,
                interval,
                Set.of(),
                monthDays,
                days.stream().map(day -> new WeekDay(0, day.day().plus(byDays))).toList(),
                positions,
                hours,
                minutes,
                DayOfWeek.MONDAY,
                skip,
                ends);
    }

    boolean severalTimesADay() {
        return Math.max(1, hours.size()) * Math.max(1, minutes.size()) > 1;
    }

    /** @throws app.zapiska.platform.DomainException.Invalid when it has times and the due date has none */
    public void fits(LocalMoment due) {
        if (due.time().isEmpty() && !(hours.isEmpty() && minutes.isEmpty())) {
            throw RecurrenceFault.TIME_MISSING.with();
        }
    }

    /** As people count: from the beginning, and what is counted from the end after that. */
    private static List<Integer> distinct(List<Integer> values) {
        return values.stream()
                .distinct()
                .sorted(Comparator.comparing((Integer value) -> value < 0).thenComparing(Function.identity()))
                .toList();
    }

    private static void validate(
            Frequency frequency,
            Set<Month> months,
            List<Integer> monthDays,
            List<WeekDay> days,
            List<Integer> positions,
            List<Integer> hours,
            List<Integer> minutes,
            Skip skip) {
        boolean numbered = days.stream().anyMatch(day -> day.number() != 0);
        boolean byMonth = frequency == Frequency.MONTHLY || frequency == Frequency.YEARLY;
        if (!byMonth && !monthDays.isEmpty()) {
            throw RecurrenceFault.NOT_TOGETHER.with("BYMONTHDAY", frequency);
        }
        if (!byMonth && numbered) {
            throw RecurrenceFault.NUMBERED_DAYS.with();
        }
        if (!byMonth && !positions.isEmpty()) {
            throw RecurrenceFault.NOT_TOGETHER.with("BYSETPOS", frequency);
        }
        if (numbered && !monthDays.isEmpty()) {
            throw RecurrenceFault.NUMBERED_AND_DAYS.with();
        }
        if (numbered && !positions.isEmpty()) {
            throw RecurrenceFault.NUMBERED_AND_POSITION.with();
        }
        if (skip != Skip.OMIT && (!byMonth || !days.isEmpty() || !positions.isEmpty())) {
            throw RecurrenceFault.SKIP_OF_NOTHING.with();
        }
        if (!positions.isEmpty() && days.isEmpty() && monthDays.isEmpty()) {
            throw RecurrenceFault.POSITION_OF_NOTHING.with();
        }
        if (Math.max(1, hours.size()) * Math.max(1, minutes.size()) > MOST_TIMES_A_DAY) {
            throw RecurrenceFault.TOO_MANY_TIMES.with();
        }
        if (!positions.isEmpty() && Math.max(hours.size(), minutes.size()) > 1) {
            throw RecurrenceFault.POSITION_OF_TIMES.with();
        }
        if (frequency == Frequency.YEARLY && months.isEmpty()) {
            if (!monthDays.isEmpty()) {
                throw RecurrenceFault.WHICH_MONTH.with();
            }
            if (!days.isEmpty() && !numbered && positions.isEmpty()) {
                throw RecurrenceFault.WHICH_DAY_OF_YEAR.with();
            }
        }
        boolean ofTheYear = frequency == Frequency.YEARLY && months.isEmpty();
        days.stream()
                .filter(day -> Math.abs(day.number()) > (ofTheYear ? 53 : 5))
                .findFirst()
                .ifPresent(day -> {
                    throw RecurrenceFault.WRONG_VALUE.with("BYDAY", day.text());
                });

        if (skip == Skip.OMIT && !monthDays.isEmpty() && !months.isEmpty() && neverThere(months, monthDays)) {
            throw RecurrenceFault.NEVER.with();
        }
    }

    private static boolean neverThere(Set<Month> months, List<Integer> monthDays) {
        return monthDays.stream()
                .allMatch(day ->
                        day > 0 && months.stream().allMatch(month -> day > month.length(Year.isLeap(LEAP_YEAR))));
    }
}
