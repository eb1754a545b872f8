package app.zapiska.quickadd;

import static app.zapiska.quickadd.DayNames.Form.ACCUSATIVE;
import static app.zapiska.quickadd.DayNames.Form.DATIVE_PLURAL;
import static app.zapiska.quickadd.DayNames.Form.ENGLISH;
import static app.zapiska.quickadd.DayNames.Form.ENGLISH_SHORT;
import static app.zapiska.quickadd.DayNames.Form.GENITIVE;
import static app.zapiska.quickadd.DayNames.Form.NOMINATIVE;
import static app.zapiska.quickadd.DayNames.Form.SHORT;

import app.zapiska.quickadd.DayNames.Form;
import app.zapiska.quickadd.Rhythm.Unit;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Month;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * «каждую пятницу», «по понедельникам и средам», «раз в две недели», «15 числа каждого месяца», “every other day”. Only
 * «каждый», «по», «раз в» and «еже…» make a series; «в пятницу» is one day.
 */
final class RecurrenceWords implements Thing {

    private static final Set<String> EVERY =
            Set.of("каждый", "каждую", "каждое", "каждые", "каждого", "каждой", "каждых", "every", "each");

    private static final Pattern DAY = Pattern.compile("\\d{1,2}");

    private static final Map<String, Rhythm> ALONE = new HashMap<>();
    private static final Map<String, Rhythm> UNITS = new HashMap<>();
    private static final Map<String, LocalTime> DAY_PARTS = Map.of(
            "утро", DayPartWords.MORNING,
            "вечер", DayPartWords.EVENING,
            "обед", DayPartWords.LUNCH,
            "утрам", DayPartWords.MORNING,
            "вечерам", DayPartWords.EVENING,
            "morning", DayPartWords.MORNING,
            "evening", DayPartWords.EVENING,
            "afternoon", DayPartWords.AFTERNOON);

    static {
        put(ALONE, Rhythm.every(1, Unit.DAILY), "ежедневно daily everyday");
        put(ALONE, Rhythm.every(1, Unit.WEEKLY), "еженедельно weekly");
        put(ALONE, Rhythm.every(1, Unit.MONTHLY), "ежемесячно monthly");
        put(ALONE, Rhythm.every(3, Unit.MONTHLY), "ежеквартально quarterly");
        put(ALONE, Rhythm.every(1, Unit.YEARLY), "ежегодно yearly annually");
        put(ALONE, Rhythm.every(2, Unit.WEEKLY), "biweekly fortnightly");
        put(UNITS, Rhythm.every(1, Unit.DAILY), "день дня дней сутки суток day days");
        put(UNITS, Rhythm.every(1, Unit.WEEKLY), "неделю недели недель week weeks");
        put(UNITS, Rhythm.every(1, Unit.MONTHLY), "месяц месяца месяцев month months");
        put(UNITS, Rhythm.every(3, Unit.MONTHLY), "квартал quarter quarters");
        put(UNITS, Rhythm.every(6, Unit.MONTHLY), "полгода");
        put(UNITS, Rhythm.every(1, Unit.YEARLY), "год года лет year years");
    }

    @Override
    public Optional<Reading> at(Line line, int place, Situation situation) {
        var said = line.at(place);
        var alone = ALONE.get(said);
        // «ежедневно», but not “Daily planet” or «daily standup»: English names begin so, and a rhythm ends or begins
        // the line.
        if (alone != null
                && (Character.UnicodeScript.of(said.charAt(0)) == Character.UnicodeScript.CYRILLIC
                        || line.pauseAt(place + 1)
                        || place > 0 && line.at(place + 1).equals("at"))) {
            var inMonth = alone.unit() == Unit.MONTHLY && alone.interval() == 1
                    ? inMonth(line, place, place + 1)
                    : Optional.<Reading>empty();
            return inMonth.isPresent() ? inMonth : read(place, place + 1, alone);
        }
        if (EVERY.contains(said)) {
            return every(line, place, place + 1);
        }
        return switch (said) {
            case "по" -> by(line, place);
            case "через" -> EVERY.contains(line.at(place + 1)) ? every(line, place, place + 2) : Optional.empty();
            case "до", "к" -> ofEveryMonth(line, place, place + 1);
            case "в" -> inPlural(line, place).or(() -> ofEveryMonth(line, place, place + 1));
            case "раз", "once" -> once(line, place, place + 1);
            case "один", "1" ->
                line.at(place + 1).equals("раз") ? once(line, place, place + 2) : ofEveryMonth(line, place, place);
            case "on" -> plural(line, place, place + 1).or(() -> ofEveryMonth(line, place, place + 1));
            default -> ofEveryMonth(line, place, place).or(() -> times(line, place));
        };
    }

    private static Optional<Reading> read(int start, int end, Rhythm rhythm) {
        return Reading.of(start, end, Kind.RECURRENCE, new Meaning.Repeat(rhythm));
    }

    private static Optional<Reading> every(Line line, int start, int place) {
        if (line.at(place).equals("other")) {
            return everyNth(line, start, place + 1, 2);
        }
        var part = DAY_PARTS.get(line.at(place));
        if (part != null) {
            return read(start, place + 1, Rhythm.every(1, Unit.DAILY).at(part));
        }
        boolean working = line.isAny(place, "будний", "будничный", "рабочий", "working");
        if (working && line.isAny(place + 1, "день", "day")) {
            return read(start, place + 2, Rhythm.on(Rhythm.WEEKDAYS, 1));
        }
        switch (line.at(place)) {
            case "выходные", "выходной", "weekend" -> {
                return read(start, place + 1, Rhythm.on(Rhythm.WEEKEND, 1));
            }
            case "weekday" -> {
                return read(start, place + 1, Rhythm.on(Rhythm.WEEKDAYS, 1));
            }
            default -> {}
        }
        if (DayWords.LAST.contains(line.at(place))) {
            return last(line, start, place + 1);
        }
        return date(line, start, place)
                .or(() -> weekdays(
                        line, start, place, 1, ACCUSATIVE, NOMINATIVE, GENITIVE, SHORT, ENGLISH, ENGLISH_SHORT))
                .or(() -> unit(line, start, place, 1))
                .or(() -> Numerals.cardinal(line, place)
                        .filter(number -> number.value() >= 1 && number.value() <= 99)
                        .flatMap(number -> unit(line, start, number.end(), number.value())))
                .or(() -> Numerals.ordinal(line, place)
                        .filter(number -> number.value() >= 1)
                        .flatMap(number -> everyNth(line, start, number.end(), number.value())));
    }

    /** «каждую вторую пятницу» is every other one, «каждую вторую пятницу месяца» the second of each month. */
    private static Optional<Reading> everyNth(Line line, int start, int place, int nth) {
        var weekday = DayNames.weekday(line.at(place), ACCUSATIVE, NOMINATIVE, GENITIVE, ENGLISH);
        if (weekday.isPresent()) {
            int month = ofMonth(line, place + 1);
            if (month > 0) {
                return nth <= 5 ? read(start, month, Rhythm.monthly(weekday.get(), nth)) : Optional.empty();
            }
            return read(start, place + 1, Rhythm.on(EnumSet.of(weekday.get()), nth));
        }
        return unit(line, start, place, nth);
    }

    private static Optional<Reading> unit(Line line, int start, int place, int interval) {
        var unit = UNITS.get(line.at(place));
        if (unit == null) {
            return Optional.empty();
        }
        if (unit.unit() == Unit.MONTHLY && interval * unit.interval() == 1) {
            var inMonth = inMonth(line, start, place + 1);
            if (inMonth.isPresent()) {
                return inMonth;
            }
        }
        return read(start, place + 1, Rhythm.every(interval * unit.interval(), unit.unit()));
    }

    /** «каждый месяц в последнюю пятницу»: the weekday belongs to the rule, not only to its first day. */
    private static Optional<Reading> inMonth(Line line, int start, int place) {
        int at = line.isAny(place, "в", "во", "on") ? place + 1 : place;
        at = line.at(at).equals("the") ? at + 1 : at;
        if (at == place) {
            return Optional.empty();
        }
        if (DayWords.LAST.contains(line.at(at))) {
            boolean working = line.isAny(at + 1, "рабочий", "будний", "working", "business");
            int named = working ? at + 2 : at + 1;
            if (line.isAny(named, "день", "day")) {
                return read(start, named + 1, working ? Rhythm.lastWorkingDay() : Rhythm.monthly(-1));
            }
            int end = Math.max(named + 1, ofMonth(line, named + 1));
            return DayNames.weekday(line.at(named), ACCUSATIVE, ENGLISH)
                    .filter(day -> !working)
                    .flatMap(day -> read(start, end, Rhythm.monthly(day, -1)));
        }
        return Numerals.ordinal(line, at)
                .filter(nth -> nth.value() >= 1 && nth.value() <= 5)
                .flatMap(nth -> DayNames.weekday(line.at(nth.end()), ACCUSATIVE, ENGLISH)
                        .flatMap(day -> read(
                                start,
                                Math.max(nth.end() + 1, ofMonth(line, nth.end() + 1)),
                                Rhythm.monthly(day, nth.value()))));
    }

    /** «каждое 15 число», «каждое 9 мая», “every May 9”. */
    private static Optional<Reading> date(Line line, int start, int place) {
        var number = line.isNumeric(place) && DAY.matcher(line.at(place)).matches()
                ? Numerals.cardinal(line, place)
                : Numerals.ordinal(line, place);
        var english = DayNames.month(line.at(place), ENGLISH);
        if (english.isPresent()) {
            return Numerals.cardinal(line, place + 1)
                    .or(() -> Numerals.ordinal(line, place + 1))
                    .flatMap(day -> yearly(start, day.end(), english.get(), day.value()));
        }
        if (number.isEmpty()) {
            return Optional.empty();
        }
        int end = number.get().end();
        int day = number.get().value();
        var month = DayNames.month(line.at(end), GENITIVE, ENGLISH);
        if (month.isPresent()) {
            return yearly(start, end + 1, month.get(), day);
        }
        boolean named = line.isAny(end, "число", "числа", "числу");
        if (day < 1 || day > 31 || !named && ofMonth(line, end) == 0) {
            return Optional.empty();
        }
        int after = named ? end + 1 : end;
        return read(start, Math.max(after, ofMonth(line, after)), Rhythm.monthly(day));
    }

    private static Optional<Reading> yearly(int start, int end, Month month, int day) {
        return day < 1 || day > month.maxLength()
                ? Optional.empty()
                : read(start, end, Rhythm.yearly(month.getValue(), day));
    }

    /** «каждый последний день месяца», «каждую последнюю пятницу месяца». */
    private static Optional<Reading> last(Line line, int start, int place) {
        boolean working = line.isAny(place, "рабочий", "будний", "working", "business");
        int named = working ? place + 1 : place;
        var weekday = DayNames.weekday(line.at(named), ACCUSATIVE, NOMINATIVE, GENITIVE, ENGLISH);
        int end = Math.max(named + 1, ofMonth(line, named + 1));
        if (weekday.isPresent() && !working) {
            return read(start, end, Rhythm.monthly(weekday.get(), -1));
        }
        return line.isAny(named, "день", "day") && end > named + 1
                ? read(start, end, working ? Rhythm.lastWorkingDay() : Rhythm.monthly(-1))
                : Optional.empty();
    }

    /** The place after «месяца», «каждого месяца», “of the month”, or 0. */
    private static int ofMonth(Line line, int place) {
        int at = line.at(place).equals("of") ? place + 1 : place;
        at = EVERY.contains(line.at(at)) || line.at(at).equals("the") ? at + 1 : at;
        return DayWords.MONTH.contains(line.at(at)) || at > place && line.at(at).equals("месяц") ? at + 1 : 0;
    }

    /** «15 числа каждого месяца», «в последнюю пятницу каждого месяца», «в первый понедельник каждого месяца». */
    private static Optional<Reading> ofEveryMonth(Line line, int start, int place) {
        int at = line.at(place).equals("the") ? place + 1 : place;
        boolean last = DayWords.LAST.contains(line.at(at));
        var number = line.isNumeric(at) && DAY.matcher(line.at(at)).matches()
                ? Numerals.cardinal(line, at)
                : Numerals.ordinal(line, at);
        if (!last && number.isEmpty()) {
            return Optional.empty();
        }
        int named = last ? at + 1 : number.get().end();
        int working = line.isAny(named, "рабочий", "будний", "working", "business") ? named + 1 : named;
        int end = working + 1;
        var weekday = DayNames.weekday(line.at(working), ACCUSATIVE, NOMINATIVE, ENGLISH);
        boolean day = line.isAny(working, "день", "day");
        boolean date = !last && line.isAny(named, "числа", "число");
        if (weekday.isEmpty() && !(day && last) && !date) {
            end = named;
        }
        boolean each = EVERY.contains(line.at(end)) || line.at(end).equals("of") && EVERY.contains(line.at(end + 1));
        int month = each ? ofMonth(line, end) : 0;
        if (month == 0) {
            return Optional.empty();
        }
        if (weekday.isPresent()) {
            int nth = last ? -1 : number.get().value();
            return nth <= 5 && nth != 0 ? read(start, month, Rhythm.monthly(weekday.get(), nth)) : Optional.empty();
        }
        if (last) {
            return day
                    ? read(start, month, working > named ? Rhythm.lastWorkingDay() : Rhythm.monthly(-1))
                    : Optional.empty();
        }
        int of = number.get().value();
        return of >= 1 && of <= 31 ? read(start, month, Rhythm.monthly(of)) : Optional.empty();
    }

    /** «по пятницам», «по понедельникам, средам и пятницам», «по будням», «по утрам». */
    private static Optional<Reading> by(Line line, int start) {
        int place = start + 1;
        var part = DAY_PARTS.get(line.at(place));
        if (part != null && line.at(place).endsWith("ам")) {
            return read(start, place + 1, Rhythm.every(1, Unit.DAILY).at(part));
        }
        switch (line.at(place)) {
            case "будням" -> {
                return read(start, place + 1, Rhythm.on(Rhythm.WEEKDAYS, 1));
            }
            case "выходным" -> {
                return read(start, place + (line.at(place + 1).equals("дням") ? 2 : 1), Rhythm.on(Rhythm.WEEKEND, 1));
            }
            case "рабочим", "будним" -> {
                return line.at(place + 1).equals("дням")
                        ? read(start, place + 2, Rhythm.on(Rhythm.WEEKDAYS, 1))
                        : Optional.empty();
            }
            default -> {
                return weekdays(line, start, place, 1, DATIVE_PLURAL, SHORT);
            }
        }
    }

    private static Optional<Reading> weekdays(Line line, int start, int place, int interval, Form... forms) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        int end = place;
        int next = place;
        while (DayNames.weekday(line.at(next), forms).isPresent()) {
            days.add(DayNames.weekday(line.at(next), forms).get());
            end = next + 1;
            boolean comma = line.at(end).equals(",");
            next = comma ? end + 1 : end;
            boolean and = line.isAny(next, "и", "and");
            next = and ? next + 1 : next;
            if (!comma && !and) {
                break;
            }
            if (line.isAny(next, "каждый", "каждую", "каждое", "every")
                    || line.at(next).equals("по")) {
                next++;
            }
        }
        return days.isEmpty() ? Optional.empty() : read(start, end, Rhythm.on(days, interval));
    }

    /** «в будни», «в рабочие дни». */
    private static Optional<Reading> inPlural(Line line, int start) {
        if (line.at(start + 1).equals("будни")
                || line.at(start + 1).equals("будние") && line.at(start + 2).equals("дни")) {
            return read(start, start + (line.at(start + 1).equals("будни") ? 2 : 3), Rhythm.on(Rhythm.WEEKDAYS, 1));
        }
        return line.says(start + 1, "рабочие", "дни")
                ? read(start, start + 3, Rhythm.on(Rhythm.WEEKDAYS, 1))
                : Optional.empty();
    }

    /** “on Mondays and Fridays”, “on weekdays”. */
    private static Optional<Reading> plural(Line line, int start, int place) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        int end = place;
        int next = place;
        while (line.at(next).endsWith("s")) {
            var said = line.at(next);
            var day = DayNames.weekday(said.substring(0, said.length() - 1), ENGLISH);
            if (day.isPresent()) {
                days.add(day.get());
            } else if (said.equals("weekdays")) {
                days.addAll(Rhythm.WEEKDAYS);
            } else if (said.equals("weekends")) {
                days.addAll(Rhythm.WEEKEND);
            } else {
                break;
            }
            end = next + 1;
            next = line.at(end).equals(",") ? end + 1 : end;
            next = line.at(next).equals("and") ? next + 1 : next;
            if (next == end) {
                break;
            }
        }
        return days.isEmpty() ? Optional.empty() : read(start, end, Rhythm.on(days, 1));
    }

    /** «раз в неделю», «раз в две недели», “once a month”. */
    private static Optional<Reading> once(Line line, int start, int place) {
        // «два раза в неделю» is no rhythm with days.
        if (!line.isAny(place, "в", "a") || Numerals.cardinal(line, start - 1).isPresent()) {
            return Optional.empty();
        }
        return unit(line, start, place + 1, 1)
                .or(() -> Numerals.cardinal(line, place + 1)
                        .filter(number -> number.value() >= 1 && number.value() <= 99)
                        .flatMap(number -> unit(line, start, number.end(), number.value())));
    }

    /** «10 раз», “5 times”: how often a series goes on. */
    private static Optional<Reading> times(Line line, int place) {
        return Numerals.cardinal(line, place)
                .filter(number -> number.value() >= 1 && number.value() <= 999)
                .filter(number -> line.isAny(number.end(), "раз", "раза", "times"))
                // «3 раза в день»
                .filter(number -> !line.isAny(number.end() + 1, "в", "a", "per"))
                .flatMap(number ->
                        Reading.of(place, number.end() + 1, Kind.RECURRENCE, new Meaning.Times(number.value())));
    }

    private static void put(Map<String, Rhythm> rhythms, Rhythm rhythm, String forms) {
        for (var form : forms.split(" ")) {
            rhythms.put(form, rhythm);
        }
    }
}
