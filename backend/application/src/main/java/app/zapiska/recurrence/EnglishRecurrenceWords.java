package app.zapiska.recurrence;

import app.zapiska.platform.Language;
import app.zapiska.recurrence.Recurrence.Frequency;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

final class EnglishRecurrenceWords extends RecurrenceWords {

    private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth", "fifth");

    /** Further ordinals are harder to read than figures. */
    private static final int LAST_IN_WORDS = 4;

    EnglishRecurrenceWords(ZoneId zone) {
        super(zone);
    }

    @Override
    Locale locale() {
        return Language.ENGLISH;
    }

    @Override
    String and() {
        return " and ";
    }

    @Override
    String everyUnit(int interval, Frequency unit) {
        return interval == 1 ? "every " + unit(1, unit) : "every " + interval + " " + unit(interval, unit);
    }

    private static String unit(int number, Frequency unit) {
        var one =
                switch (unit) {
                    case DAILY -> "day";
                    case WEEKLY -> "week";
                    case MONTHLY -> "month";
                    case YEARLY -> "year";
                };
        return number == 1 ? one : one + "s";
    }

    @Override
    String afterCompletion(int interval, Frequency unit) {
        return interval + " " + unit(interval, unit) + " after completion";
    }

    @Override
    String countedFromCompletion() {
        return ", counted from completion";
    }

    @Override
    String everyWeekday(int interval, DayOfWeek day) {
        if (interval > LAST_IN_WORDS) {
            return everyUnit(interval, Frequency.WEEKLY) + " " + onWeekdays(Set.of(day));
        }
        return "every " + (interval == 1 ? "" : ordinal(interval) + " ") + name(day);
    }

    @Override
    String onWeekdays(Set<DayOfWeek> days) {
        if (days.size() == 7) {
            return "every day";
        }
        if (days.equals(WORKING)) {
            return "on weekdays";
        }
        return "on "
                + (days.equals(WEEKEND)
                        ? "weekends"
                        : list(days.stream()
                                .sorted()
                                .map(day -> name(day) + "s")
                                .toList()));
    }

    @Override
    String onlyOn(Set<DayOfWeek> days) {
        var names = days.stream().sorted().map(EnglishRecurrenceWords::name).toList();
        return ", if it is a "
                + (names.size() == 1
                        ? names.getFirst()
                        : String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast());
    }

    @Override
    String inMonths(Set<Month> months) {
        return "in "
                + list(sorted(months).stream().map(EnglishRecurrenceWords::name).toList());
    }

    @Override
    String dates(int interval, List<Integer> days) {
        return days.stream().allMatch(day -> day > 0)
                ? everyUnit(interval, Frequency.MONTHLY) + " " + numbers(days)
                : days(days) + " " + ofMonth(interval);
    }

    private String numbers(List<Integer> days) {
        return "on the "
                + list(days.stream().map(EnglishRecurrenceWords::figure).toList());
    }

    @Override
    String days(List<Integer> days) {
        return "on "
                + list(Stream.concat(
                                days.stream().filter(day -> day > 0).map(day -> "the " + figure(day)),
                                days.stream().filter(day -> day < 0).map(day -> "the " + place(day) + " day"))
                        .toList());
    }

    @Override
    String datesOfMonths(List<Integer> days, List<Month> months) {
        if (days.size() * months.size() > 4) {
            return numbers(days) + " " + inMonths(Set.copyOf(months));
        }
        return "on "
                + list(months.stream()
                        .flatMap(month -> days.stream().map(day -> day + " " + name(month)))
                        .toList());
    }

    @Override
    String daysOfMonths(List<Integer> days, List<Month> months) {
        return days(days) + " " + ofMonths(months);
    }

    @Override
    String ofMonth(int interval) {
        return interval == 1 ? "of the month" : "of the month, " + everyUnit(interval, Frequency.MONTHLY);
    }

    @Override
    String ofYear(int interval) {
        return interval == 1 ? "of the year" : "of the year, " + everyUnit(interval, Frequency.YEARLY);
    }

    @Override
    String ofMonths(List<Month> months) {
        return "of " + list(months.stream().map(EnglishRecurrenceWords::name).toList());
    }

    @Override
    String positioned(int number, Kind kind) {
        return "on the " + place(number) + " "
                + switch (kind) {
                    case Kind.Weekday(var day) -> name(day);
                    case Kind.Named.DAY -> "day";
                    case Kind.Named.WORKING_DAY -> "working day";
                    case Kind.Named.DAY_OFF -> "weekend day";
                };
    }

    @Override
    String positionedOf(int number, boolean dates) {
        return "on the " + place(number);
    }

    private static String place(int number) {
        if (number == -1) {
            return "last";
        }
        return ordinal(Math.abs(number)) + (number < 0 ? " to last" : "");
    }

    private static String ordinal(int number) {
        return number <= ORDINALS.size() ? ORDINALS.get(number - 1) : figure(number);
    }

    /** 1st, 2nd, 3rd, 4th, 11th, 21st */
    private static String figure(int number) {
        int tens = number % 100;
        if (tens >= 11 && tens <= 13) {
            return number + "th";
        }
        return number
                + switch (number % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
    }

    @Override
    String among(Recurrence rule) {
        var weekdays = weekdays(rule.days());

        var names = weekdays.stream().map(EnglishRecurrenceWords::name).toList();
        var which = rule.monthDays().isEmpty()
                ? ""
                : "days " + list(rule.monthDays().stream().map(String::valueOf).toList());
        return "of the "
                + (names.isEmpty()
                        ? which
                        : "days (" + String.join(", ", names) + (which.isEmpty() ? "" : "; " + which) + ")");
    }

    @Override
    String at(List<String> times) {
        return "at " + list(times);
    }

    @Override
    String lacking(Recurrence.Skip skip, int day) {
        return switch (skip) {
            case BACKWARD -> ", in a shorter month on its last day";
            case OMIT -> ", except in shorter months";
        };
    }

    @Override
    String times(int count) {
        return count == 1 ? "once" : count + " times in all";
    }

    @Override
    String through(String date) {
        return "through " + date;
    }

    private static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Language.ENGLISH);
    }

    private static String name(Month month) {
        return month.getDisplayName(TextStyle.FULL, Language.ENGLISH);
    }
}
