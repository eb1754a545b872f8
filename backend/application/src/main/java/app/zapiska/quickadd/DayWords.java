package app.zapiska.quickadd;

import static app.zapiska.quickadd.DayNames.Form.ACCUSATIVE;
import static app.zapiska.quickadd.DayNames.Form.DATIVE;
import static app.zapiska.quickadd.DayNames.Form.ENGLISH;
import static app.zapiska.quickadd.DayNames.Form.ENGLISH_SHORT;
import static app.zapiska.quickadd.DayNames.Form.GENITIVE;
import static app.zapiska.quickadd.DayNames.Form.NOMINATIVE;
import static app.zapiska.quickadd.DayNames.Form.SHORT;

import app.zapiska.quickadd.DayNames.Form;
import app.zapiska.quickadd.Meaning.Bound;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** «завтра», «в пятницу», «к среде», «в следующий вторник», «в последнюю пятницу мая», “next friday”. */
final class DayWords implements Thing {

    private static final Map<String, Integer> FROM_TODAY =
            Map.of("сегодня", 0, "завтра", 1, "послезавтра", 2, "today", 0, "tomorrow", 1, "tmrw", 1);

    /** Before a day they say something else than when to do it: «отчёт за пятницу», «после завтрака». */
    static final Set<String> NOT_WHEN = Set.of(
            "за", "от", "после", "по", "из", "для", "между", "кроме", "без", "об", "о", "про", "вместо", "под", "from",
            "since", "after", "for", "about", "except", "not", "не");

    private static final Map<String, Form[]> FORMS = Map.ofEntries(
            Map.entry("", new Form[] {NOMINATIVE, ACCUSATIVE, ENGLISH}),
            Map.entry("в", new Form[] {ACCUSATIVE, SHORT}),
            Map.entry("во", new Form[] {ACCUSATIVE, SHORT}),
            Map.entry("на", new Form[] {ACCUSATIVE, SHORT}),
            Map.entry("к", new Form[] {DATIVE, SHORT}),
            Map.entry("ко", new Form[] {DATIVE, SHORT}),
            Map.entry("до", new Form[] {GENITIVE, SHORT}),
            Map.entry("с", new Form[] {GENITIVE, SHORT}),
            Map.entry("со", new Form[] {GENITIVE, SHORT}),
            Map.entry("on", new Form[] {ENGLISH, ENGLISH_SHORT}),
            Map.entry("by", new Form[] {ENGLISH, ENGLISH_SHORT}),
            Map.entry("until", new Form[] {ENGLISH, ENGLISH_SHORT}),
            Map.entry("till", new Form[] {ENGLISH, ENGLISH_SHORT}),
            Map.entry("before", new Form[] {ENGLISH, ENGLISH_SHORT}),
            Map.entry("starting", new Form[] {ENGLISH, ENGLISH_SHORT}));

    private static final Set<String> NEAREST = Set.of(
            "эту",
            "этот",
            "это",
            "этой",
            "этому",
            "этого",
            "ближайшую",
            "ближайший",
            "ближайшее",
            "ближайшей",
            "ближайшему",
            "this",
            "coming");
    private static final Set<String> NEXT =
            Set.of("следующую", "следующий", "следующее", "следующей", "следующему", "следующего", "след", "next");

    static final Set<String> LAST =
            Set.of("последний", "последнюю", "последнее", "последнего", "последней", "последнему", "last");
    static final Set<String> MONTH = Set.of("месяца", "месяце", "month");

    @Override
    public Optional<Reading> at(Line line, int place, Situation situation) {
        int later = line.afterNotLater(place);
        var preposition = later > place ? "до" : isPreposition(line.at(place)) ? line.at(place) : "";
        int day = later > place ? later : preposition.isEmpty() ? place : place + 1;
        // «в ночь на субботу» begins on another day
        if (preposition.equals("на") && line.at(place - 1).equals("ночь")) {
            return Optional.empty();
        }
        if (preposition.isEmpty() && (NOT_WHEN.contains(line.at(place - 1)) || isPreposition(line.at(place - 1)))) {
            return Optional.empty();
        }
        return fromToday(line, place, day, preposition, situation)
                .or(() -> ofMonth(line, place, day, preposition, situation))
                .or(() -> weekday(line, place, day, preposition, situation));
    }

    private static boolean isPreposition(String said) {
        return !said.isEmpty() && FORMS.containsKey(said);
    }

    static Bound bound(String preposition) {
        return switch (preposition) {
            case "до", "until", "till" -> Bound.UNTIL;
            case "с", "со", "starting" -> Bound.FROM;
            default -> Bound.ON;
        };
    }

    static Optional<Reading> day(int start, int end, String preposition, LocalDate... dates) {
        return Reading.of(start, end, Kind.DATE, new Meaning.Day(List.of(dates), bound(preposition)));
    }

    private static Optional<Reading> fromToday(Line line, int start, int day, String preposition, Situation situation) {
        if (line.says(day, "day", "after", "tomorrow")) {
            int begin = start == day && line.at(start - 1).equals("the") ? start : start;
            return day(begin, day + 3, preposition, situation.today().plusDays(2));
        }
        if (line.says(day, "the", "day", "after", "tomorrow")) {
            return day(start, day + 4, preposition, situation.today().plusDays(2));
        }
        // «с завтрашнего дня»
        if (line.isAny(day, "завтрашнего", "сегодняшнего") && line.at(day + 1).equals("дня") && day > start) {
            var of = situation.today().plusDays(line.at(day).equals("завтрашнего") ? 1 : 0);
            return day(start, day + 2, preposition, of);
        }
        var ahead = FROM_TODAY.get(line.at(day));
        if (ahead == null || preposition.equals("в") || preposition.equals("во")) {
            return Optional.empty();
        }
        return day(start, day + 1, preposition, situation.today().plusDays(ahead));
    }

    private static Optional<Reading> weekday(Line line, int start, int day, String preposition, Situation situation) {
        var forms = FORMS.get(preposition);
        boolean next = NEXT.contains(line.at(day));
        boolean nearest = NEAREST.contains(line.at(day));
        int named = next || nearest ? day + 1 : day;
        if ((next || nearest) && line.at(day).equals("след") && line.at(named).equals(".")) {
            named++;
        }
        if (preposition.isEmpty() && (next || nearest)) {
            forms = new Form[] {NOMINATIVE, ACCUSATIVE, ENGLISH, ENGLISH_SHORT};
        }
        var weekday = DayNames.weekday(line.at(named), forms);
        if (weekday.isEmpty() && preposition.isEmpty()) {
            weekday = besideTime(line, named, situation);
        }
        var last = bound(preposition) == Bound.FROM && line.at(named + 1).equals("по")
                ? DayNames.weekday(line.at(named + 2), ACCUSATIVE, SHORT)
                : Optional.<DayOfWeek>empty();
        if (weekday.isPresent() && last.isPresent()) {
            // Every day between, or one of the two? Only the person knows.
            var from = situation.today().with(TemporalAdjusters.next(weekday.get()));
            return day(start, named + 3, "", from, from.with(TemporalAdjusters.next(last.get())));
        }
        if (weekday.isEmpty() || isPlace(line, named, preposition)) {
            return Optional.empty();
        }
        var today = situation.today();
        var coming = today.with(TemporalAdjusters.next(weekday.get()));
        int end = named + 1;
        // «в пятницу, 4 декабря»: the date says more, and the weekday is checked against it.
        int after = line.at(end).equals(",") ? end + 1 : end;
        var date = DateWords.date(line, after, situation);
        if (date.isPresent() && !next) {
            var exact = date.get();
            return exact.day().getDayOfWeek() == weekday.get()
                    ? day(start, exact.end(), preposition, exact.day())
                    : day(start, exact.end(), preposition, earlier(coming, exact.day()), later(coming, exact.day()));
        }
        if (next) {
            var inNextWeek = today.with(TemporalAdjusters.next(DayOfWeek.MONDAY))
                    .with(TemporalAdjusters.nextOrSame(weekday.get()));
            // On a Wednesday one person's next Friday is in two days, another's in nine.
            return coming.equals(inNextWeek)
                    ? day(start, end, preposition, coming)
                    : day(start, end, preposition, coming, inNextWeek);
        }
        return day(start, end, preposition, coming);
    }

    /** «чт 19:00», «чт 3 декабря», «до 18:00 пятницы»: forms that say nothing alone. */
    private static Optional<DayOfWeek> besideTime(Line line, int named, Situation situation) {
        var said = line.at(named);
        var next = line.at(named + 1);
        if (line.isNumeric(named - 1) && line.at(named - 1).contains(":")) {
            return DayNames.weekday(said, GENITIVE);
        }
        return DayNames.weekday(said, SHORT, ENGLISH_SHORT)
                .filter(day -> line.isNumeric(named + 1)
                        && (next.contains(":")
                                || next.endsWith("am")
                                || next.endsWith("pm")
                                || DateWords.date(line, named + 1, situation).isPresent()));
    }

    /** «Окружающая среда», «Крузо и Пятница», “Black Friday”: names that have a weekday in them. */
    private static boolean isPlace(Line line, int named, String preposition) {
        return preposition.isEmpty()
                && (line.at(named).equals("среда") && named > 0 && !line.pauseAt(named - 1)
                        || line.isAny(named - 1, "и", "black")
                                && DayNames.weekday(line.at(named), ACCUSATIVE).isEmpty());
    }

    /** «в последнюю пятницу», «в первый понедельник мая», «в последний рабочий день месяца». */
    private static Optional<Reading> ofMonth(Line line, int start, int day, String preposition, Situation situation) {
        boolean last = LAST.contains(line.at(day));
        int at = line.at(day).equals("the") ? day + 1 : day;
        last = last || LAST.contains(line.at(at));
        int nth = last
                ? -1
                : Numerals.ordinal(line, at).map(Numerals.Number::value).orElse(0);
        if (nth == 0 || nth > 5 || !last && !Character.isLetter(line.at(at).charAt(0))) {
            return Optional.empty();
        }
        int named = at + 1;
        if (nth == -1) {
            boolean working = line.isAny(named, "рабочий", "рабочего", "рабочему", "будний", "working", "business");
            int word = working ? named + 1 : named;
            if (line.isAny(word, "день", "дня", "дню", "day")) {
                var month = month(line, word + 1, situation);
                return month.flatMap(of -> day(
                        start,
                        of.end(),
                        preposition,
                        of.nearest(
                                situation.today(),
                                first -> working
                                        ? Optional.of(Rhythm.lastWorkingDayOf(first))
                                        : Optional.of(first.with(TemporalAdjusters.lastDayOfMonth())))));
            }
        }
        var weekday = DayNames.weekday(line.at(named), ACCUSATIVE, GENITIVE, DATIVE, NOMINATIVE, ENGLISH);
        if (weekday.isEmpty() || preposition.isEmpty() && line.at(at).charAt(0) > 'z') {
            return Optional.empty();
        }
        var month = month(line, named + 1, situation);
        // «в первую пятницу» of what? Only the last one is said without its month.
        if (month.isEmpty() && nth != -1) {
            return Optional.empty();
        }
        var of = month.orElse(new OfMonth(named + 1, 0, 0));
        return day(
                start,
                of.end(),
                preposition,
                of.nearest(
                        situation.today(),
                        first -> Optional.of(first.with(TemporalAdjusters.dayOfWeekInMonth(nth, weekday.get())))
                                .filter(found -> found.getMonth() == first.getMonth())));
    }

    private interface InMonth {
        Optional<LocalDate> day(LocalDate first);
    }

    /** A named month, or any when {@code month} is 0; {@code ahead} months from now when it was said so. */
    private record OfMonth(int end, int month, int ahead) {

        LocalDate nearest(LocalDate today, InMonth wanted) {
            var first = today.withDayOfMonth(1).plusMonths(ahead);
            for (int looked = 0; looked < 40; looked++, first = first.plusMonths(1)) {
                if (month == 0 || first.getMonthValue() == month) {
                    var found = wanted.day(first).filter(day -> !day.isBefore(today));
                    if (found.isPresent()) {
                        return found.get();
                    }
                }
            }
            throw new IllegalStateException("every weekday comes five times in some month of three years");
        }
    }

    private static Optional<OfMonth> month(Line line, int place, Situation situation) {
        int at = line.at(place).equals("of") ? place + 1 : place;
        at = line.at(at).equals("the") ? at + 1 : at;
        if (line.isAny(at, "этого", "текущего", "this") && MONTH.contains(line.at(at + 1))) {
            return Optional.of(new OfMonth(at + 2, 0, 0));
        }
        if (line.isAny(at, "следующего", "next") && MONTH.contains(line.at(at + 1))) {
            return Optional.of(new OfMonth(at + 2, 0, 1));
        }
        if (MONTH.contains(line.at(at))) {
            return Optional.of(new OfMonth(at + 1, 0, 0));
        }
        int end = at + 1;
        return DayNames.month(line.at(at), GENITIVE, ENGLISH).map(month -> new OfMonth(end, month.getValue(), 0));
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? other : one;
    }
}
