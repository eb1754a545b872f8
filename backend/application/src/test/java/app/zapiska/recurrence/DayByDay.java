package app.zapiska.recurrence;

import app.zapiska.platform.LocalMoment;
import app.zapiska.recurrence.Recurrence.Skip;
import app.zapiska.recurrence.Recurrence.WeekDay;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * RFC 5545 and 7529 in the plainest way: period by period, day by day. Slow, short enough to be checked against the text of the standards
 * by eye, and so the arbiter where two libraries differ.
 */
final class DayByDay {

    private final Recurrence rule;
    private final LocalMoment start;
    private final TreeSet<LocalTime> times = new TreeSet<>();

    DayByDay(Recurrence rule, LocalMoment start) {
        this.rule = rule;
        this.start = start;
        var own = start.time().orElse(LocalTime.MIN);
        for (int hour : rule.hours().isEmpty() ? List.of(own.getHour()) : rule.hours()) {
            for (int minute : rule.minutes().isEmpty() ? List.of(own.getMinute()) : rule.minutes()) {
                times.add(LocalTime.of(hour, minute));
            }
        }
    }

    /** Those not before the start, until there are enough or the last day is reached. */
    List<LocalMoment> dates(int count, LocalDate last) {
        var found = new ArrayList<LocalMoment>();
        var begin = start.date().atTime(start.time().orElse(LocalTime.MIN));
        for (int period = 0; found.size() < count; period++) {
            var first = firstDay(period);
            if (first.isAfter(last)) {
                break;
            }
            var days = new ArrayList<>(days(first));
            if (!rule.positions().isEmpty()) {
                var chosen = new TreeSet<LocalDate>();
                for (int position : rule.positions()) {
                    int index = position > 0 ? position - 1 : days.size() + position;
                    if (index >= 0 && index < days.size()) {
                        chosen.add(days.get(index));
                    }
                }
                days = new ArrayList<>(chosen);
            }
            for (var day : days) {
                for (var time : times) {
                    if (!day.atTime(time).isBefore(begin) && !day.isAfter(last) && found.size() < count) {
                        found.add(new LocalMoment(day, start.time().isPresent() ? time : null));
                    }
                }
            }
        }
        return found;
    }

    private LocalDate firstDay(int period) {
        long step = (long) period * rule.interval();
        var date = start.date();
        return switch (rule.frequency()) {
            case DAILY -> date.plusDays(step);
            case WEEKLY ->
                date.with(TemporalAdjusters.previousOrSame(rule.weekStart())).plusWeeks(step);
            case MONTHLY -> date.withDayOfMonth(1).plusMonths(step);
            case YEARLY -> date.withDayOfYear(1).plusYears(step);
        };
    }

    private TreeSet<LocalDate> days(LocalDate first) {
        return switch (rule.frequency()) {
            case DAILY -> in(first, Period.ofDays(1), rule.days());
            case WEEKLY ->
                in(
                        first,
                        Period.ofWeeks(1),
                        rule.days().isEmpty()
                                ? List.of(new WeekDay(0, start.date().getDayOfWeek()))
                                : rule.days());
            case MONTHLY ->
                rule.months().isEmpty() || rule.months().contains(first.getMonth())
                        ? month(YearMonth.from(first))
                        : new TreeSet<>();
            case YEARLY -> year(Year.from(first));
        };
    }

    private TreeSet<LocalDate> in(LocalDate first, Period length, List<WeekDay> weekdays) {
        var days = new TreeSet<LocalDate>();
        first.datesUntil(first.plus(length))
                .filter(day -> rule.months().isEmpty() || rule.months().contains(day.getMonth()))
                .filter(day -> weekdays.isEmpty()
                        || weekdays.stream().anyMatch(weekday -> weekday.day() == day.getDayOfWeek()))
                .forEach(days::add);
        return days;
    }

    private TreeSet<LocalDate> year(Year year) {
        var days = new TreeSet<LocalDate>();
        if (rule.months().isEmpty() && !rule.days().isEmpty()) {
            days.addAll(numbered(year.atDay(1), year.atDay(year.length())));
            return days;
        }
        Set<Month> months = rule.months().isEmpty() ? Set.of(start.date().getMonth()) : rule.months();
        months.forEach(month -> days.addAll(month(year.atMonth(month))));
        return days;
    }

    private TreeSet<LocalDate> month(YearMonth month) {
        var byWeekday = new TreeSet<>(numbered(month.atDay(1), month.atEndOfMonth()));
        if (rule.monthDays().isEmpty() && !rule.days().isEmpty()) {
            return byWeekday;
        }
        var days = new TreeSet<LocalDate>();
        for (int day : rule.monthDays().isEmpty() ? List.of(start.date().getDayOfMonth()) : rule.monthDays()) {
            int length = month.lengthOfMonth();
            int wanted = day > 0 ? day : length + 1 + day;
            if (wanted <= length) {
                days.add(month.atDay(wanted));
            } else if (rule.skip() == Skip.BACKWARD) {
                days.add(month.atEndOfMonth());
            }
        }
        if (!rule.days().isEmpty()) {
            days.retainAll(byWeekday);
        }
        return days;
    }

    private List<LocalDate> numbered(LocalDate first, LocalDate last) {
        var all = first.datesUntil(last.plusDays(1)).toList();
        return rule.days().stream()
                .flatMap(weekday -> {
                    var same = all.stream()
                            .filter(day -> day.getDayOfWeek() == weekday.day())
                            .toList();
                    int number = weekday.number();
                    int index = number > 0 ? number - 1 : same.size() + number;
                    return number == 0
                            ? same.stream()
                            : index >= 0 && index < same.size() ? Stream.of(same.get(index)) : Stream.of();
                })
                .toList();
    }
}
