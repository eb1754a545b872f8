package app.zapiska.recurrence;

import app.zapiska.platform.Language;
import app.zapiska.platform.LocalMoment;
import app.zapiska.recurrence.Recurrence.Frequency;
import app.zapiska.recurrence.Recurrence.WeekDay;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A rule as a person would say it: «каждую вторую пятницу в 09:00», «on the last working day of the month». What the rule leaves to its
 * start is said, too, so the words are enough to know the dates.
 */
public abstract sealed class RecurrenceWords permits RussianRecurrenceWords, EnglishRecurrenceWords {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    static final Set<DayOfWeek> WORKING = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    private final ZoneId zone;

    RecurrenceWords(ZoneId zone) {
        this.zone = zone;
    }

    /** @param zone in which an end in UTC is told */
    public static RecurrenceWords in(Locale language, ZoneId zone) {
        return Language.ENGLISH.getLanguage().equals(language.getLanguage())
                ? new EnglishRecurrenceWords(zone)
                : new RussianRecurrenceWords(zone);
    }

    /** @param start of the series, from which day and time come where the rule has none */
    public final String of(Recurrence rule, RecurFrom from, LocalMoment start) {
        boolean plainInterval = rule.months().isEmpty()
                && rule.monthDays().isEmpty()
                && rule.days().isEmpty();
        var words = new StringBuilder();
        if (from == RecurFrom.COMPLETION && plainInterval) {
            words.append(afterCompletion(rule.interval(), rule.frequency()));
        } else {
            words.append(
                    switch (rule.frequency()) {
                        case DAILY -> daily(rule);
                        case WEEKLY -> weekly(rule, start);
                        case MONTHLY -> monthly(rule, start);
                        case YEARLY -> yearly(rule, start);
                    });
        }
        var times = times(rule, start);
        if (!times.isEmpty()) {
            words.append(from == RecurFrom.COMPLETION && plainInterval ? ", " : " ")
                    .append(at(times));
        }
        words.append(shortMonths(rule, from, start));
        if (from == RecurFrom.COMPLETION && !plainInterval) {
            words.append(countedFromCompletion());
        }
        return words.append(end(rule.ends())).toString();
    }

    private String daily(Recurrence rule) {
        var days = weekdays(rule.days());
        var which = rule.months().isEmpty() ? "" : " " + inMonths(rule.months());
        if (days.isEmpty()) {
            return everyUnit(rule.interval(), Frequency.DAILY) + which;
        }
        return rule.interval() == 1
                ? onWeekdays(days) + which
                : everyUnit(rule.interval(), Frequency.DAILY) + which + onlyOn(days);
    }

    private String weekly(Recurrence rule, LocalMoment start) {
        var days = rule.days().isEmpty() ? Set.of(start.date().getDayOfWeek()) : weekdays(rule.days());
        var which = rule.months().isEmpty() ? "" : " " + inMonths(rule.months());
        if (days.size() == 1) {
            return everyWeekday(rule.interval(), days.iterator().next()) + which;
        }
        return (rule.interval() == 1
                        ? onWeekdays(days)
                        : everyUnit(rule.interval(), Frequency.WEEKLY) + " " + onWeekdays(days))
                + which;
    }

    private String monthly(Recurrence rule, LocalMoment start) {
        if (!rule.months().isEmpty()) {
            // A month's days in some months only: with every month looked at it is the same as yearly.
            return (rule.interval() == 1 ? "" : everyUnit(rule.interval(), Frequency.MONTHLY) + ", ")
                    + inTheMonths(rule, start, rule.months(), rule.interval() == 1);
        }
        if (rule.monthDays().isEmpty()
                && !rule.days().isEmpty()
                && rule.positions().isEmpty()
                && !numbered(rule)) {
            return rule.interval() == 1
                    ? onWeekdays(weekdays(rule.days()))
                    : everyUnit(rule.interval(), Frequency.MONTHLY) + " " + onWeekdays(weekdays(rule.days()));
        }
        if (both(rule)) {
            return everyUnit(rule.interval(), Frequency.MONTHLY) + " " + days(rule.monthDays())
                    + onlyOn(weekdays(rule.days()));
        }
        var days = monthDays(rule, start);
        return !days.isEmpty() ? dates(rule.interval(), days) : chosen(rule, ofMonth(rule.interval()));
    }

    private String yearly(Recurrence rule, LocalMoment start) {
        if (rule.months().isEmpty() && !rule.days().isEmpty()) {
            return chosen(rule, ofYear(rule.interval()));
        }
        var months = rule.months().isEmpty() ? Set.of(start.date().getMonth()) : rule.months();
        return (rule.interval() == 1 ? "" : everyUnit(rule.interval(), Frequency.YEARLY) + ", ")
                + inTheMonths(rule, start, months, rule.interval() == 1);
    }

    private String inTheMonths(Recurrence rule, LocalMoment start, Set<Month> months, boolean everyYear) {
        var days = monthDays(rule, start);
        if (both(rule)) {
            return days(rule.monthDays()) + " " + inMonths(months) + onlyOn(weekdays(rule.days()));
        }
        if (!days.isEmpty() && days.stream().allMatch(day -> day > 0)) {
            return (everyYear ? everyUnit(1, Frequency.YEARLY) + " " : "") + datesOfMonths(days, sorted(months));
        }
        if (!days.isEmpty()) {
            return (everyYear ? everyUnit(1, Frequency.YEARLY) + " " : "") + daysOfMonths(days, sorted(months));
        }
        if (rule.monthDays().isEmpty() && rule.positions().isEmpty() && !numbered(rule)) {
            return onWeekdays(weekdays(rule.days())) + " " + inMonths(months);
        }
        return chosen(rule, ofMonths(sorted(months)));
    }

    /** Days chosen by their number among their like, or by their place in a list. */
    private String chosen(Recurrence rule, String ofWhat) {
        if (!rule.positions().isEmpty()) {
            var days = weekdays(rule.days());
            boolean known =
                    rule.monthDays().isEmpty() && (days.equals(WORKING) || days.equals(WEEKEND) || days.size() == 7);
            if (known) {
                return list(rule.positions().stream()
                                .map(position -> positioned(position, kind(days)))
                                .toList())
                        + " " + ofWhat;
            }
            return list(rule.positions().stream()
                            .map(position -> positionedOf(position, days.isEmpty()))
                            .toList())
                    + " " + among(rule) + " " + ofWhat;
        }
        return list(rule.days().stream()
                        .map(day -> day.number() == 0
                                ? onWeekdays(Set.of(day.day()))
                                : positioned(day.number(), kind(Set.of(day.day()))))
                        .toList())
                + " " + ofWhat;
    }

    /** The days of the month that are meant, from the start when the rule has none; empty when weekdays choose. */
    private static List<Integer> monthDays(Recurrence rule, LocalMoment start) {
        if (!rule.days().isEmpty() || !rule.positions().isEmpty()) {
            return List.of();
        }
        return rule.monthDays().isEmpty() ? List.of(start.date().getDayOfMonth()) : rule.monthDays();
    }

    private String shortMonths(Recurrence rule, RecurFrom from, LocalMoment start) {
        boolean byMonth = rule.frequency() == Frequency.MONTHLY || rule.frequency() == Frequency.YEARLY;
        if (!byMonth || from == RecurFrom.COMPLETION && rule.monthDays().isEmpty()) {
            return "";
        }
        var months = !rule.months().isEmpty()
                ? rule.months()
                : rule.frequency() == Frequency.YEARLY ? Set.of(start.date().getMonth()) : EnumSet.allOf(Month.class);
        int longest = monthDays(rule, start).stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        return months.stream().anyMatch(month -> month.minLength() < longest) ? lacking(rule.skip(), longest) : "";
    }

    /** A date that counts only on some weekdays: Friday the 13th. */
    private static boolean both(Recurrence rule) {
        return !rule.monthDays().isEmpty()
                && !rule.days().isEmpty()
                && rule.positions().isEmpty();
    }

    private static boolean numbered(Recurrence rule) {
        return rule.days().stream().anyMatch(day -> day.number() != 0);
    }

    static Set<DayOfWeek> weekdays(List<WeekDay> days) {
        var set = EnumSet.noneOf(DayOfWeek.class);
        days.forEach(day -> set.add(day.day()));
        return set;
    }

    static List<Month> sorted(Set<Month> months) {
        return months.stream().sorted().toList();
    }

    private static List<String> times(Recurrence rule, LocalMoment start) {
        if (start.time().isEmpty()) {
            return List.of();
        }
        var own = start.time().get();
        var times = new TreeSet<LocalTime>();
        for (int hour : rule.hours().isEmpty() ? List.of(own.getHour()) : rule.hours()) {
            for (int minute : rule.minutes().isEmpty() ? List.of(own.getMinute()) : rule.minutes()) {
                times.add(LocalTime.of(hour, minute));
            }
        }
        return times.stream().map(TIME::format).toList();
    }

    private String end(Ends ends) {
        return switch (ends) {
            case Ends.Never never -> "";
            case Ends.After(int count) -> ", " + times(count);
            case Ends.OnDay(var last) ->
                ", " + through(DateTimeFormatter.ofPattern("d MMMM u", locale()).format(last));
            case Ends.AtWallTime(var last) -> ", " + through(moment().format(last));
            case Ends.AtInstant(var last) -> ", " + through(moment().format(last.atZone(zone)));
        };
    }

    private DateTimeFormatter moment() {
        return DateTimeFormatter.ofPattern("d MMMM u, HH:mm", locale());
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    final String list(List<String> words) {
        if (words.size() < 2) {
            return String.join("", words);
        }
        return String.join(", ", words.subList(0, words.size() - 1)) + and() + words.getLast();
    }

    abstract Locale locale();

    abstract String and();

    /** каждые 2 недели */
    abstract String everyUnit(int interval, Frequency unit);

    /** через 2 недели после выполнения */
    abstract String afterCompletion(int interval, Frequency unit);

    abstract String countedFromCompletion();

    /** каждую вторую пятницу */
    abstract String everyWeekday(int interval, DayOfWeek day);

    /** по понедельникам и средам, по будням */
    abstract String onWeekdays(Set<DayOfWeek> days);

    /** , если это понедельник или среда */
    abstract String onlyOn(Set<DayOfWeek> days);

    /** в январе и июле */
    abstract String inMonths(Set<Month> months);

    /** каждый месяц 1-го и 15-го числа */
    abstract String dates(int interval, List<Integer> days);

    /** 15 января и 15 июля */
    abstract String datesOfMonths(List<Integer> days, List<Month> months);

    /** в последний день февраля */
    abstract String daysOfMonths(List<Integer> days, List<Month> months);

    abstract String ofMonth(int interval);

    abstract String ofYear(int interval);

    abstract String ofMonths(List<Month> months);

    /** What kind of day a set of weekdays is, as {@link #positioned} wants it. */
    final Kind kind(Set<DayOfWeek> days) {
        if (days.size() == 1) {
            return new Kind.Weekday(days.iterator().next());
        }
        return days.equals(WORKING)
                ? Kind.Named.WORKING_DAY
                : days.equals(WEEKEND) ? Kind.Named.DAY_OFF : Kind.Named.DAY;
    }

    sealed interface Kind {
        record Weekday(DayOfWeek day) implements Kind {}

        enum Named implements Kind {
            DAY,
            WORKING_DAY,
            DAY_OFF
        }
    }

    /** в последнюю пятницу, в первый рабочий день */
    abstract String positioned(int number, Kind kind);

    /** 15-го числа и в последний день */
    abstract String days(List<Integer> days);

    /** в последний из, of dates в последнее из */
    abstract String positionedOf(int number, boolean dates);

    /** The days that a position chooses among. */
    abstract String among(Recurrence rule);

    abstract String at(List<String> times);

    /** , а где его нет, в последний день месяца */
    abstract String lacking(Recurrence.Skip skip, int day);

    abstract String times(int count);

    abstract String through(String date);
}
