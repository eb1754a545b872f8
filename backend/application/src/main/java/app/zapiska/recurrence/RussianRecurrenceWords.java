package app.zapiska.recurrence;

import static app.zapiska.platform.Plural.russian;

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

final class RussianRecurrenceWords extends RecurrenceWords {

    /** In the accusative, which is what «в» and «каждый» ask for. */
    private enum Gender {
        HE,
        SHE,
        IT
    }

    private static final List<String> WEEKDAYS =
            List.of("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье");
    private static final List<String> NOMINATIVE =
            List.of("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье");
    private static final List<String> DATIVE =
            List.of("понедельникам", "вторникам", "средам", "четвергам", "пятницам", "субботам", "воскресеньям");
    private static final List<String> IN_MONTH = List.of(
            "январе",
            "феврале",
            "марте",
            "апреле",
            "мае",
            "июне",
            "июле",
            "августе",
            "сентябре",
            "октябре",
            "ноябре",
            "декабре");
    private static final List<String> ORDINALS_HE = List.of("первый", "второй", "третий", "четвёртый", "пятый");
    private static final List<String> ORDINALS_SHE = List.of("первую", "вторую", "третью", "четвёртую", "пятую");
    private static final List<String> ORDINALS_IT = List.of("первое", "второе", "третье", "четвёртое", "пятое");

    /** Further ordinals are harder to read than figures. */
    private static final int LAST_IN_WORDS = 4;

    RussianRecurrenceWords(ZoneId zone) {
        super(zone);
    }

    @Override
    Locale locale() {
        return Language.RUSSIAN;
    }

    @Override
    String and() {
        return " и ";
    }

    @Override
    String everyUnit(int interval, Frequency unit) {
        var gender = unit == Frequency.WEEKLY ? Gender.SHE : Gender.HE;
        if (interval == 1) {
            return every(gender) + " " + unit(1, unit);
        }
        // каждый 21 день, каждые 22 дня
        return (russian(interval, every(gender), "каждые", "каждые")) + " " + interval + " " + unit(interval, unit);
    }

    private static String every(Gender gender) {
        return switch (gender) {
            case HE -> "каждый";
            case SHE -> "каждую";
            case IT -> "каждое";
        };
    }

    private static String unit(int number, Frequency unit) {
        return switch (unit) {
            case DAILY -> russian(number, "день", "дня", "дней");
            case WEEKLY -> russian(number, "неделю", "недели", "недель");
            case MONTHLY -> russian(number, "месяц", "месяца", "месяцев");
            case YEARLY -> russian(number, "год", "года", "лет");
        };
    }

    @Override
    String afterCompletion(int interval, Frequency unit) {
        return "через " + (interval == 1 ? "" : interval + " ") + unit(interval, unit) + " после выполнения";
    }

    @Override
    String countedFromCompletion() {
        return ", считая от выполнения";
    }

    @Override
    String everyWeekday(int interval, DayOfWeek day) {
        if (interval > LAST_IN_WORDS) {
            return everyUnit(interval, Frequency.WEEKLY) + " " + onWeekdays(Set.of(day));
        }
        var gender = gender(day);
        return every(gender) + " " + (interval == 1 ? "" : ordinal(interval, gender) + " ") + accusative(day);
    }

    @Override
    String onWeekdays(Set<DayOfWeek> days) {
        if (days.size() == 7) {
            return "каждый день";
        }
        if (days.equals(WORKING)) {
            return "по будням";
        }
        return "по "
                + (days.equals(WEEKEND)
                        ? "выходным"
                        : list(days.stream()
                                .sorted()
                                .map(day -> DATIVE.get(day.ordinal()))
                                .toList()));
    }

    @Override
    String onlyOn(Set<DayOfWeek> days) {
        var names =
                days.stream().sorted().map(day -> NOMINATIVE.get(day.ordinal())).toList();
        return ", если это "
                + (names.size() == 1
                        ? names.getFirst()
                        : String.join(", ", names.subList(0, names.size() - 1)) + " или " + names.getLast());
    }

    @Override
    String inMonths(Set<Month> months) {
        return "в "
                + list(sorted(months).stream()
                        .map(month -> IN_MONTH.get(month.ordinal()))
                        .toList());
    }

    @Override
    String dates(int interval, List<Integer> days) {
        boolean fromStart = days.stream().allMatch(day -> day > 0);
        if (fromStart) {
            return everyUnit(interval, Frequency.MONTHLY) + " " + numbers(days);
        }
        return days(days) + " " + ofMonth(interval);
    }

    private String numbers(List<Integer> days) {
        return list(days.stream().map(day -> day + "-го").toList()) + " числа";
    }

    @Override
    String days(List<Integer> days) {
        var positive = days.stream().filter(day -> day > 0).toList();
        return list(Stream.concat(
                        positive.isEmpty() ? Stream.of() : Stream.of(numbers(positive)),
                        days.stream().filter(day -> day < 0).map(day -> positioned(day, Kind.Named.DAY)))
                .toList());
    }

    @Override
    String datesOfMonths(List<Integer> days, List<Month> months) {
        if (days.size() * months.size() > 4) {
            return numbers(days) + " " + inMonths(Set.copyOf(months));
        }
        return list(months.stream()
                .flatMap(month -> days.stream().map(day -> day + " " + genitive(month)))
                .toList());
    }

    @Override
    String daysOfMonths(List<Integer> days, List<Month> months) {
        return days(days) + " " + ofMonths(months);
    }

    @Override
    String ofMonth(int interval) {
        return interval == 1 ? "месяца" : "месяца, " + everyUnit(interval, Frequency.MONTHLY);
    }

    @Override
    String ofYear(int interval) {
        return interval == 1 ? "года" : "года, " + everyUnit(interval, Frequency.YEARLY);
    }

    @Override
    String ofMonths(List<Month> months) {
        return list(months.stream().map(RussianRecurrenceWords::genitive).toList());
    }

    private static String genitive(Month month) {
        return month.getDisplayName(TextStyle.FULL, Language.RUSSIAN);
    }

    @Override
    String positioned(int number, Kind kind) {
        var gender = kind instanceof Kind.Weekday(var day) ? gender(day) : Gender.HE;
        var noun =
                switch (kind) {
                    case Kind.Weekday(var day) -> accusative(day);
                    case Kind.Named.DAY -> "день";
                    case Kind.Named.WORKING_DAY -> "рабочий день";
                    case Kind.Named.DAY_OFF -> "выходной";
                };
        return in(number, gender) + " " + noun;
    }

    @Override
    String positionedOf(int number, boolean dates) {
        return in(number, dates ? Gender.IT : Gender.HE);
    }

    /** в первый, во вторую, в последнее, в 20-й, в третью с конца */
    private static String in(int number, Gender gender) {
        if (number == -1) {
            return "в "
                    + switch (gender) {
                        case HE -> "последний";
                        case SHE -> "последнюю";
                        case IT -> "последнее";
                    };
        }
        int place = Math.abs(number);
        return (place == 2 ? "во " : "в ") + ordinal(place, gender) + (number < 0 ? " с конца" : "");
    }

    private static String ordinal(int number, Gender gender) {
        if (number > ORDINALS_HE.size()) {
            return number
                    + switch (gender) {
                        case HE -> "-й";
                        case SHE -> "-ю";
                        case IT -> "-е";
                    };
        }
        var words =
                switch (gender) {
                    case HE -> ORDINALS_HE;
                    case SHE -> ORDINALS_SHE;
                    case IT -> ORDINALS_IT;
                };
        return words.get(number - 1);
    }

    @Override
    String among(Recurrence rule) {
        var weekdays = weekdays(rule.days()).stream()
                .map(day -> NOMINATIVE.get(day.ordinal()))
                .toList();

        var which = rule.monthDays().isEmpty()
                ? ""
                : "чисел " + list(rule.monthDays().stream().map(String::valueOf).toList());
        return "из "
                + (weekdays.isEmpty()
                        ? which
                        : "дней (" + String.join(", ", weekdays) + (which.isEmpty() ? "" : "; " + which) + ")");
    }

    @Override
    String at(List<String> times) {
        return "в " + list(times);
    }

    @Override
    String lacking(Recurrence.Skip skip, int day) {
        return switch (skip) {
            case BACKWARD -> ", в коротком месяце в последний день";
            case OMIT -> ", кроме коротких месяцев";
        };
    }

    @Override
    String times(int count) {
        return count == 1 ? "один раз" : "всего " + count + " " + russian(count, "раз", "раза", "раз");
    }

    @Override
    String through(String date) {
        return "по " + date;
    }

    private static String accusative(DayOfWeek day) {
        return WEEKDAYS.get(day.ordinal());
    }

    private static Gender gender(DayOfWeek day) {
        return switch (day) {
            case MONDAY, TUESDAY, THURSDAY -> Gender.HE;
            case WEDNESDAY, FRIDAY, SATURDAY -> Gender.SHE;
            case SUNDAY -> Gender.IT;
        };
    }
}
