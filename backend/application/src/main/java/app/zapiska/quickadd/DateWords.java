package app.zapiska.quickadd;

import static app.zapiska.quickadd.DayNames.Form.ENGLISH;
import static app.zapiska.quickadd.DayNames.Form.ENGLISH_SHORT;
import static app.zapiska.quickadd.DayNames.Form.GENITIVE;
import static app.zapiska.quickadd.DayNames.Form.SHORT;

import app.zapiska.platform.Language;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.YearMonth;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Dates of a calendar: «9 мая», «31.12», «15 числа», «до конца мая», “May 9th”. What does not exist or has passed is text. */
final class DateWords implements Thing {

    /** @param end the place after the date */
    record Found(LocalDate day, int end) {}

    private static final Set<String> PREPOSITIONS =
            Set.of("в", "во", "на", "к", "ко", "до", "с", "со", "on", "by", "until", "till", "before", "starting");

    private static final Pattern ISO = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern POINTS =
            Pattern.compile("(\\d{1,2})\\.(\\d{2})(?:\\.(\\d{4}|\\d{2})(?:г|год|года)?)?");
    private static final Pattern SLASHES = Pattern.compile("(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}|\\d{2}))?");
    private static final Pattern DAYS = Pattern.compile("(\\d{1,2})[-–—](\\d{1,2})");
    private static final Pattern DAY = Pattern.compile("\\d{1,2}");
    private static final Pattern YEAR = Pattern.compile("(1[89]\\d{2}|20\\d{2})(?:г|год|года)?");

    /** After these a number with a point is a version or a paragraph. */
    private static final Set<String> NUMBERED = Set.of(
            "версия",
            "версию",
            "версии",
            "глава",
            "главу",
            "главы",
            "п",
            "пункт",
            "пункта",
            "пункту",
            "параграф",
            "раздел",
            "раздела",
            "ст",
            "статья",
            "статью",
            "статьи",
            "стр",
            "рис",
            "версией",
            "version",
            "chapter",
            "section",
            "v",
            "№",
            "цена",
            "цену",
            "курс",
            "ставка",
            "оценка",
            "рейтинг",
            "кв",
            "кабинет",
            "номер");

    /** «5.12 кг» is no day. */
    private static final Set<String> MEASURES =
            Set.of("%", "кг", "г", "л", "м", "км", "см", "шт", "$", "€", "usd", "eur", "kg", "km");

    @Override
    public Optional<Reading> at(Line line, int place, Situation situation) {
        int later = line.afterNotLater(place);
        var preposition = later > place ? "до" : PREPOSITIONS.contains(line.at(place)) ? line.at(place) : "";
        int day = later > place ? later : preposition.isEmpty() ? place : place + 1;
        if (preposition.isEmpty() && DayWords.NOT_WHEN.contains(line.at(place - 1))) {
            return Optional.empty();
        }
        var range = line.isAny(place, "с", "со", "from") ? range(line, place, situation) : Optional.<Reading>empty();
        if (range.isPresent()) {
            return range;
        }
        int date = line.at(day).equals("the") ? day + 1 : day;
        var dashed = dashed(line, place, day, situation);
        if (dashed.isPresent()) {
            return dashed;
        }
        return slashed(line, place, day, preposition, situation)
                .or(() -> pointed(line, place, day, preposition, situation))
                .or(() -> date(line, date, situation)
                        .flatMap(found -> DayWords.day(place, found.end(), preposition, found.day())))
                .or(() -> dayOfMonth(line, place, day, preposition, situation));
    }

    /** A date that can't be anything else. */
    static Optional<Found> date(Line line, int place, Situation situation) {
        var said = line.at(place);
        int number = 0;
        int after = place;
        if (isDay(line, place)) {
            number = number(said);
            after = place + 1;
        } else if (line.isNumeric(place) && ISO.matcher(said).matches()) {
            int month = number(said.substring(5, 7));
            return exact(number(said.substring(0, 4)), month, number(said.substring(8)), situation)
                    .map(day -> new Found(day, place + 1));
        } else {
            var ordinal = Numerals.ordinal(line, place);
            if (ordinal.isPresent()) {
                number = ordinal.get().value();
                after = ordinal.get().end();
            }
        }
        if (number > 0) {
            int named = line.at(after).equals("of") ? after + 1 : after;
            var month = DayNames.month(line.at(named), GENITIVE, SHORT, ENGLISH, ENGLISH_SHORT);
            int day = number;
            return month.flatMap(of -> withYear(line, abbreviated(line, named), day, of, situation));
        }
        var month = DayNames.month(said, ENGLISH, ENGLISH_SHORT);
        if (month.isEmpty()) {
            return Optional.empty();
        }
        int at = line.at(place + 1).equals("the") ? place + 2 : place + 1;
        if (isDay(line, at)) {
            return withYear(line, at + 1, number(line.at(at)), month.get(), situation);
        }
        return Numerals.ordinal(line, at)
                .flatMap(day -> withYear(line, day.end(), day.value(), month.get(), situation));
    }

    /** «31 дек.» */
    private static int abbreviated(Line line, int named) {
        return line.at(named + 1).equals(".")
                        && !line.word(named + 1).apart()
                        && DayNames.month(line.at(named), GENITIVE, ENGLISH).isEmpty()
                ? named + 2
                : named + 1;
    }

    private static Optional<Found> withYear(Line line, int place, int day, Month month, Situation situation) {
        int at = line.at(place).equals(",") && year(line, place + 1).isPresent() ? place + 1 : place;
        var year = year(line, at);
        if (year.isEmpty()) {
            return nearest(month.getValue(), day, situation).map(found -> new Found(found, place));
        }
        return exact(year.get(), month.getValue(), day, situation).map(found -> new Found(found, afterYear(line, at)));
    }

    /** The year that stands there: «9 мая 2000 рублей» has none. */
    static Optional<Integer> year(Line line, int place) {
        if (!line.isNumeric(place)) {
            return Optional.empty();
        }
        var year = YEAR.matcher(line.at(place));
        return year.matches() && !AmountWords.ROUBLES.contains(line.at(place + 1))
                ? Optional.of(number(year.group(1)))
                : Optional.empty();
    }

    static int afterYear(Line line, int place) {
        int end = place + 1;
        return switch (line.at(end)) {
            case "года", "год", "году" -> end + 1;
            case "г" -> line.at(end + 1).equals(".") ? end + 2 : end + 1;
            default -> end;
        };
    }

    /** «с 1 по 10 декабря» has two ends, and only the person knows which of them is the deadline. */
    private static Optional<Reading> range(Line line, int start, Situation situation) {
        int by = start + 2;
        var first = date(line, start + 1, situation);
        if (first.isPresent()) {
            by = first.get().end();
        }
        if (!line.isAny(by, "по", "to")) {
            return Optional.empty();
        }
        var last = date(line, by + 1, situation);
        if (first.isEmpty() && last.isPresent() && isDay(line, start + 1)) {
            int day = number(line.at(start + 1));
            first = last.filter(to -> day >= 1 && day < to.day().getDayOfMonth())
                    .map(to -> new Found(to.day().withDayOfMonth(day), to.end()))
                    .filter(from -> !from.day().isBefore(situation.today()));
        }
        return first.isEmpty() || last.isEmpty()
                ? Optional.empty()
                : DayWords.day(
                        start,
                        last.get().end(),
                        "",
                        first.get().day(),
                        last.get().day());
    }

    private static Optional<Reading> slashed(Line line, int start, int place, String preposition, Situation situation) {
        if (!line.isNumeric(place)) {
            return Optional.empty();
        }
        var match = SLASHES.matcher(line.at(place));
        if (line.at(place).equals("24/7") || isNumbered(line, place - 1)) {
            return Optional.empty();
        }
        // «9 1/2 недель»: behind a number it is a fraction.
        if (!match.matches()
                || !line.at(place - 1).isEmpty()
                        && Character.isDigit(line.at(place - 1).charAt(0))) {
            return Optional.empty();
        }
        int first = number(match.group(1));
        int second = number(match.group(2));
        var dayFirst = inYear(second, first, match.group(3), situation);
        if (situation.language().equals(Language.ENGLISH)) {
            var monthFirst = inYear(first, second, match.group(3), situation);
            if (dayFirst.isPresent() && monthFirst.isPresent() && !dayFirst.equals(monthFirst)) {
                return DayWords.day(start, place + 1, preposition, dayFirst.get(), monthFirst.get());
            }
            dayFirst = dayFirst.or(() -> monthFirst);
        }
        boolean fraction = match.group(3) == null
                && match.group(1).length() == 1
                && match.group(2).length() == 1;
        if (fraction && preposition.isEmpty()) {
            return Optional.empty();
        }
        return dayFirst.flatMap(day -> DayWords.day(start, place + 1, preposition, day));
    }

    private static Optional<Reading> pointed(Line line, int start, int place, String preposition, Situation situation) {
        if (!line.isNumeric(place)) {
            return Optional.empty();
        }
        var match = POINTS.matcher(line.at(place));
        if (!match.matches() || isNumbered(line, place - 1)) {
            return Optional.empty();
        }
        boolean number = match.group(3) == null;
        if (number && MEASURES.contains(line.at(place + 1))) {
            return Optional.empty();
        }
        // Nobody says «в» before a date: «в 12.05» is five past twelve.
        if (number && (preposition.equals("в") || preposition.equals("во"))) {
            return Optional.empty();
        }
        // «Python 3.12»
        if (number && preposition.isEmpty() && match.group(1).length() == 1 && isName(line, place - 1)) {
            return Optional.empty();
        }
        int after = number ? place + 1 : afterYear(line, place);
        return inYear(number(match.group(2)), number(match.group(1)), match.group(3), situation)
                .flatMap(day -> DayWords.day(start, after, preposition, day));
    }

    /** «1–2 декабря» has two ends as well. */
    private static Optional<Reading> dashed(Line line, int start, int place, Situation situation) {
        var month = DayNames.month(line.at(place + 1), GENITIVE, ENGLISH);
        var days = DAYS.matcher(line.at(place));
        if (month.isEmpty() || !days.matches()) {
            return Optional.empty();
        }
        var first = nearest(month.get().getValue(), number(days.group(1)), situation);
        var last = nearest(month.get().getValue(), number(days.group(2)), situation);
        return first.isEmpty() || last.isEmpty()
                ? Optional.empty()
                : DayWords.day(start, place + 2, "", first.get(), last.get());
    }

    private static boolean isNumbered(Line line, int place) {
        return NUMBERED.contains(line.at(place)) || line.at(place).equals(".") && NUMBERED.contains(line.at(place - 1));
    }

    private static boolean isName(Line line, int place) {
        var said = line.at(place);
        return !said.isEmpty() && said.charAt(0) >= 'a' && said.charAt(0) <= 'z';
    }

    /** «15 числа», «к 15-му», «до 15-го числа», “the 15th”. */
    private static Optional<Reading> dayOfMonth(
            Line line, int start, int place, String preposition, Situation situation) {
        boolean article = line.at(place).equals("the");
        int at = article ? place + 1 : place;
        var ordinal = Numerals.ordinal(line, at);
        boolean digits = isDay(line, at);
        if (ordinal.isEmpty() && !digits) {
            return Optional.empty();
        }
        int number = digits ? number(line.at(at)) : ordinal.get().value();
        int end = digits ? at + 1 : ordinal.get().end();
        boolean named = line.isAny(end, "числа", "числу", "число");
        var said = line.at(at);
        boolean clear = named
                || ofForm(said, "го") && (preposition.isEmpty() || "до с со".contains(preposition))
                || (ofForm(said, "е") || ofForm(said, "ое")) && preposition.equals("на")
                || ofForm(said, "му") && (preposition.equals("к") || preposition.equals("ко"))
                || article && line.isNumeric(at) && !preposition.isEmpty();
        if (!clear || number < 1 || number > 31) {
            return Optional.empty();
        }
        if (!named && !line.pauseAt(end) && preposition.isEmpty()) {
            // «5-го этажа»
            return DayWords.day(start, end, preposition, inMonth(number, situation))
                    .map(reading -> new Reading(start, end, Kind.DATE, reading.meanings(), true));
        }
        return DayWords.day(start, named ? end + 1 : end, preposition, inMonth(number, situation));
    }

    /** «15-го» and «15го» end so. */
    private static boolean ofForm(String said, String ending) {
        return Character.isDigit(said.charAt(0)) && said.endsWith(ending);
    }

    private static boolean isDay(Line line, int place) {
        return line.isNumeric(place) && DAY.matcher(line.at(place)).matches();
    }

    private static LocalDate inMonth(int day, Situation situation) {
        var month = YearMonth.from(situation.today());
        while (!month.isValidDay(day) || month.atDay(day).isBefore(situation.today())) {
            month = month.plusMonths(1);
        }
        return month.atDay(day);
    }

    private static Optional<LocalDate> inYear(int month, int day, String yearOrNull, Situation situation) {
        if (yearOrNull == null) {
            return nearest(month, day, situation);
        }
        int year = number(yearOrNull);
        return exact(year < 100 ? 2000 + year : year, month, day, situation);
    }

    /** The nearest that has not passed; today counts. */
    private static Optional<LocalDate> nearest(int month, int day, Situation situation) {
        if (month < 1 || month > 12 || day < 1 || day > Month.of(month).maxLength()) {
            return Optional.empty();
        }
        var wanted = MonthDay.of(month, day);
        int year = situation.today().getYear();
        while (!wanted.isValidYear(year) || wanted.atYear(year).isBefore(situation.today())) {
            year++;
        }
        return Optional.of(wanted.atYear(year)).filter(DateWords::plausible);
    }

    private static Optional<LocalDate> exact(int year, int month, int day, Situation situation) {
        if (month < 1 || month > 12 || day < 1 || !YearMonth.of(year, month).isValidDay(day)) {
            return Optional.empty();
        }
        return Optional.of(LocalDate.of(year, month, day))
                .filter(date -> !date.isBefore(situation.today()))
                .filter(DateWords::plausible);
    }

    /** As far as a task's deadline may lie. */
    static boolean plausible(LocalDate date) {
        return date.getYear() <= 2100;
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
