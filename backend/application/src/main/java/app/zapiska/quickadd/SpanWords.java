package app.zapiska.quickadd;

import app.zapiska.quickadd.Meaning.Bound;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Counted from now: «через полтора часа», «спустя две недели», «через 3 мин», “in half an hour”. Days have no time of their own. */
final class SpanWords implements Thing {

    private static final Pattern DECIMAL = Pattern.compile("(\\d{1,3})[.,](\\d{1,2})");
    private static final Pattern GLUED = Pattern.compile("(\\d{1,3})([a-zа-я]+)");
    private static final BigDecimal HALF = new BigDecimal("0.5");

    /** How far ahead somebody means it; beyond it is a slip. */
    private static final int MOST_YEARS = 50;

    private enum Unit {
        MINUTE,
        HOUR,
        DAY,
        WEEK,
        MONTH,
        YEAR;

        boolean ofClock() {
            return this == MINUTE || this == HOUR;
        }
    }

    private static final Map<String, Unit> UNITS = units();

    private record Quantity(BigDecimal value, int end) {}

    private record Span(BigDecimal value, Unit unit, int end) {}

    @Override
    public Optional<Reading> at(Line line, int place, Situation situation) {
        var before = unitBefore(line, place, situation);
        if (before.isPresent()) {
            return before;
        }
        if (!line.isAny(place, "через", "спустя", "in")) {
            return Optional.empty();
        }
        var asked = vague(line, place, situation);
        if (asked.isPresent()) {
            return asked;
        }
        return span(line, place + 1).flatMap(first -> {
            // «через час 20 минут», «через час и 20 минут»
            int next = line.isAny(first.end(), "и", "and") ? first.end() + 1 : first.end();
            var second = first.unit() == Unit.HOUR
                    ? span(line, next).filter(more -> more.unit() == Unit.MINUTE)
                    : Optional.<Span>empty();
            return read(line, place, first, second, situation);
        });
    }

    private static Optional<Reading> read(
            Line line, int start, Span first, Optional<Span> second, Situation situation) {
        int end = afterPoint(line, second.map(Span::end).orElse(first.end()));
        // «через месяц после отпуска» is counted from something else than now.
        if (line.isAny(end, "после", "от", "after", "from", "до", "before") && !line.isAny(end + 1, "обеда", "now")) {
            return Optional.empty();
        }
        if (first.unit().ofClock()) {
            var minutes = minutes(first)
                    .flatMap(one -> second.isEmpty()
                            ? Optional.of(one)
                            : minutes(second.get()).map(more -> one + more));
            return minutes.filter(ahead -> ahead > 0 && ahead <= MOST_YEARS * 366L * 24 * 60)
                    .flatMap(ahead -> Reading.of(
                            start, end, Kind.SPAN, new Meaning.Moment(List.of(local(situation.now(), ahead)))));
        }
        return date(first, situation)
                .filter(DateWords::plausible)
                .flatMap(date -> Reading.of(start, end, Kind.SPAN, new Meaning.Day(List.of(date), Bound.ON)));
    }

    /** «через 5 мин.» */
    private static int afterPoint(Line line, int end) {
        boolean abbreviated = line.isAny(end - 1, "мин", "ч", "дн", "нед", "мес", "min", "hr");
        return abbreviated && line.at(end).equals(".") && !line.word(end).apart() ? end + 1 : end;
    }

    /** «минут через 20», «часа через два» */
    private static Optional<Reading> unitBefore(Line line, int place, Situation situation) {
        var unit = UNITS.get(line.at(place));
        return unit == null || !line.at(place + 1).equals("через")
                ? Optional.empty()
                : Numerals.cardinal(line, place + 2)
                        .filter(number -> !UNITS.containsKey(line.at(number.end())))
                        .flatMap(number -> read(
                                line,
                                place,
                                new Span(BigDecimal.valueOf(number.value()), unit, number.end()),
                                Optional.empty(),
                                situation));
    }

    /** Seconds that have begun count as a minute, or «через 3 минуты» would come in two and a bit. */
    private static LocalDateTime local(ZonedDateTime now, long minutes) {
        var moment = now.plusMinutes(minutes);
        var minute = moment.truncatedTo(ChronoUnit.MINUTES);
        return (minute.isEqual(moment) ? minute : minute.plusMinutes(1)).toLocalDateTime();
    }

    private static Optional<Long> minutes(Span span) {
        var minutes = span.unit() == Unit.HOUR ? span.value().multiply(BigDecimal.valueOf(60)) : span.value();
        return minutes.stripTrailingZeros().scale() <= 0 ? Optional.of(minutes.longValue()) : Optional.empty();
    }

    private static Optional<LocalDate> date(Span span, Situation situation) {
        var today = situation.today();
        boolean half = span.value().stripTrailingZeros().scale() > 0;
        if (half) {
            // Half a year is six months; half a week is nothing one can point at.
            var months = span.value().multiply(BigDecimal.valueOf(12));
            return span.unit() == Unit.YEAR && months.stripTrailingZeros().scale() <= 0
                    ? Optional.of(today.plusMonths(months.longValue()))
                    : Optional.empty();
        }
        long ahead = span.value().longValue();
        if (ahead < 1 || ahead > MOST_YEARS * 366L) {
            return Optional.empty();
        }
        return Optional.of(
                switch (span.unit()) {
                    case DAY -> today.plusDays(ahead);
                    case WEEK -> today.plusWeeks(ahead);
                    case MONTH -> today.plusMonths(ahead);
                    default -> today.plusYears(ahead);
                });
    }

    private static Optional<Span> span(Line line, int place) {
        switch (line.at(place)) {
            case "полчаса", "полчасика" -> {
                return Optional.of(new Span(HALF, Unit.HOUR, place + 1));
            }
            case "полгода" -> {
                return Optional.of(new Span(HALF, Unit.YEAR, place + 1));
            }
            case "полминуты", "полмесяца", "полнедели" -> {
                return Optional.empty();
            }
            default -> {}
        }
        var glued = GLUED.matcher(line.at(place));
        if (glued.matches() && UNITS.containsKey(glued.group(2))) {
            return Optional.of(new Span(new BigDecimal(glued.group(1)), UNITS.get(glued.group(2)), place + 1));
        }
        if (line.says(place, "half", "an", "hour")) {
            return Optional.of(new Span(HALF, Unit.HOUR, place + 3));
        }
        var quantity = quantity(line, place);
        var unit = UNITS.get(line.at(quantity.end()));
        if (unit == null) {
            return Optional.empty();
        }
        int end = quantity.end() + 1;
        // «через час с половиной», “in an hour and a half”
        if (line.says(end, "с", "половиной")) {
            return Optional.of(new Span(quantity.value().add(HALF), unit, end + 2));
        }
        return line.says(end, "and", "a", "half")
                ? Optional.of(new Span(quantity.value().add(HALF), unit, end + 3))
                : Optional.of(new Span(quantity.value(), unit, end));
    }

    /** One, when only the unit is said. */
    private static Quantity quantity(Line line, int place) {
        var said = line.at(place);
        if (Set.of("полтора", "полторы").contains(said)) {
            return new Quantity(new BigDecimal("1.5"), place + 1);
        }
        if (Set.of("a", "an").contains(said)) {
            int of = line.says(place + 1, "couple", "of")
                    ? 3
                    : line.at(place + 1).equals("couple") ? 2 : 0;
            return of > 0 ? new Quantity(BigDecimal.TWO, place + of) : new Quantity(BigDecimal.ONE, place + 1);
        }
        var decimal = DECIMAL.matcher(said);
        if (decimal.matches()) {
            return new Quantity(new BigDecimal(decimal.group(1) + "." + decimal.group(2)), place + 1);
        }
        return Numerals.cardinal(line, place)
                .map(number -> new Quantity(BigDecimal.valueOf(number.value()), number.end()))
                .orElse(new Quantity(BigDecimal.ONE, place));
    }

    /** «через день» is every other day to one and the day after tomorrow to another; «через несколько дней» is no number. */
    private static Optional<Reading> vague(Line line, int place, Situation situation) {
        var today = situation.today();
        if (line.at(place).equals("через") && line.isAny(place + 1, "день", "денек")) {
            return ask(place, place + 2, today.plusDays(1), today.plusDays(2));
        }
        if (line.isAny(place + 1, "несколько", "a", "few")) {
            int at = line.says(place + 1, "a", "few") ? place + 3 : place + 2;
            boolean few = at == place + 3 || !line.at(place + 1).equals("a");
            var unit = UNITS.get(line.at(at));
            if (few && unit != null) {
                return switch (unit) {
                    case DAY -> ask(place, at + 1, today.plusDays(2), today.plusDays(3), today.plusDays(5));
                    case WEEK -> ask(place, at + 1, today.plusWeeks(2), today.plusWeeks(3));
                    case MONTH -> ask(place, at + 1, today.plusMonths(2), today.plusMonths(3));
                    case HOUR -> askHours(place, at + 1, situation, 120, 180);
                    case MINUTE -> askHours(place, at + 1, situation, 5, 10);
                    case YEAR -> Optional.empty();
                };
            }
        }
        return Optional.empty();
    }

    private static Optional<Reading> ask(int start, int end, LocalDate... dates) {
        return Reading.of(start, end, Kind.SPAN, new Meaning.Day(List.of(dates), Bound.ON));
    }

    private static Optional<Reading> askHours(int start, int end, Situation situation, int one, int other) {
        return Reading.of(
                start,
                end,
                Kind.SPAN,
                new Meaning.Moment(List.of(local(situation.now(), one), local(situation.now(), other))));
    }

    private static Map<String, Unit> units() {
        var units = new HashMap<String, Unit>();
        add(units, Unit.MINUTE, "минуту минуты минут минутку минуточку мин минута минуток minute minutes min mins m");
        add(units, Unit.HOUR, "час часа часов часик часика ч hour hours h hr hrs");
        add(units, Unit.DAY, "день дня дней дн д сутки суток day days d");
        add(units, Unit.WEEK, "неделю недели недель неделя недельку нед week weeks w");
        add(units, Unit.MONTH, "месяц месяца месяцев мес month months");
        add(units, Unit.YEAR, "год года лет year years");
        return Map.copyOf(units);
    }

    private static void add(Map<String, Unit> units, Unit unit, String forms) {
        for (var form : forms.split(" ")) {
            units.put(form, unit);
        }
    }
}
