package app.zapiska.quickadd;

import static app.zapiska.quickadd.DayNames.Form.DATIVE;
import static app.zapiska.quickadd.DayNames.Form.ENGLISH;
import static app.zapiska.quickadd.DayNames.Form.GENITIVE;
import static app.zapiska.quickadd.DayNames.Form.PREPOSITIONAL;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Weeks, months and years as deadlines: «к маю» is the day before it begins, «до конца мая» its last one. «в мае» and «на
 * выходных» are no day, so they ask.
 */
final class PeriodWords implements Thing {

    @Override
    public Optional<Reading> at(Line line, int place, Situation situation) {
        var preposition = line.at(place);
        int next = place + 1;
        return switch (preposition) {
            case "до", "к" ->
                edge(line, place, next, preposition, situation)
                        .or(() -> beforeMonth(line, place, next, preposition, situation));
            case "в", "на" ->
                week(line, place, next, preposition, situation)
                        .or(() -> weekend(line, place, next, situation))
                        .or(() -> within(line, place, next, preposition, situation))
                        .or(() -> edge(line, place, next, preposition, situation));
            case "by", "until", "before", "till", "at" -> english(line, place, next, preposition, situation);
            case "this", "next", "in", "on" -> vague(line, place, next, preposition, situation);
            default -> Optional.empty();
        };
    }

    /** «до конца недели», «к концу мая», «в конце месяца», «к началу июня», «в середине мая». */
    private static Optional<Reading> edge(Line line, int start, int place, String preposition, Situation situation) {
        int part =
                switch (line.at(place)) {
                    case "конца", "концу", "конце" -> 2;
                    case "середины", "середине" -> 1;
                    case "начала", "началу", "начале" -> 0;
                    default -> -1;
                };
        if (part < 0) {
            return Optional.empty();
        }
        boolean vague = preposition.equals("в");
        var today = situation.today();
        int of = place + 1;
        boolean following = line.isAny(of, "следующего", "следующей");
        boolean current = line.isAny(of, "этого", "этой", "текущего", "текущей");
        int unit = following || current ? of + 1 : of;
        int end = unit + 1;
        switch (line.at(unit)) {
            case "дня", "рабочего" -> {
                boolean day = line.at(unit).equals("дня") || line.at(unit + 1).equals("дня");
                return day && part == 2 && !vague && !following
                        ? DayWords.day(start, line.at(unit).equals("дня") ? end : end + 1, preposition, today)
                        : Optional.empty();
            }
            case "недели" -> {
                if (part != 2) {
                    return Optional.empty();
                }
                var sunday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY))
                        .plusWeeks(following ? 1 : 0);
                var friday = sunday.minusDays(2);
                return vague && !friday.isBefore(today)
                        ? DayWords.day(start, end, preposition, friday, sunday)
                        : DayWords.day(start, end, preposition, sunday);
            }
            case "месяца" -> {
                var month = YearMonth.from(today).plusMonths(following ? 1 : 0);
                return part(start, end, preposition, part, vague, month, today);
            }
            case "года" -> {
                return part == 2
                        ? DayWords.day(
                                start, end, preposition, LocalDate.of(today.getYear() + (following ? 1 : 0), 12, 31))
                        : Optional.empty();
            }
            default -> {
                var month = DayNames.month(line.at(unit), GENITIVE);
                if (month.isEmpty() || following || current) {
                    return Optional.empty();
                }
                boolean year = DateWords.year(line, end).isPresent();
                return year(line, end, month.get(), today, part)
                        .flatMap(of2 -> part(
                                start,
                                year ? DateWords.afterYear(line, end) : end,
                                preposition,
                                part,
                                vague,
                                of2,
                                today));
            }
        }
    }

    private static Optional<Reading> part(
            int start, int end, String preposition, int part, boolean vague, YearMonth month, LocalDate today) {
        var first = month.atDay(1);
        var last = month.atEndOfMonth();
        LocalDate[] days =
                switch (part) {
                    case 0 -> vague ? new LocalDate[] {first, month.atDay(10)} : new LocalDate[] {first};
                    case 1 -> new LocalDate[] {month.atDay(15)};
                    default -> vague ? new LocalDate[] {month.atDay(25), last} : new LocalDate[] {last};
                };
        var ahead = Arrays.stream(days).filter(day -> !day.isBefore(today)).toArray(LocalDate[]::new);
        return ahead.length == 0 ? Optional.empty() : DayWords.day(start, end, preposition, ahead);
    }

    /** «к маю», «до мая». */
    private static Optional<Reading> beforeMonth(
            Line line, int start, int place, String preposition, Situation situation) {
        var month = DayNames.month(line.at(place), preposition.equals("к") ? DATIVE : GENITIVE);
        return month.flatMap(of -> dayBefore(line, start, place + 1, preposition, of, situation));
    }

    private static Optional<Reading> dayBefore(
            Line line, int start, int end, String preposition, Month month, Situation situation) {
        var today = situation.today();
        var year = DateWords.year(line, end);
        if (year.isPresent()) {
            var day = YearMonth.of(year.get(), month).atDay(1).minusDays(1);
            return day.isBefore(today)
                    ? Optional.empty()
                    : DayWords.day(start, DateWords.afterYear(line, end), preposition, day);
        }
        var day = LocalDate.of(today.getYear(), month, 1).minusDays(1);
        while (day.isBefore(today)) {
            day = LocalDate.of(day.plusDays(1).getYear() + 1, month, 1).minusDays(1);
        }
        return DayWords.day(start, end, preposition, day);
    }

    /** «в мае»: some day of it. */
    private static Optional<Reading> within(Line line, int start, int place, String preposition, Situation situation) {
        if (!preposition.equals("в")) {
            return Optional.empty();
        }
        var today = situation.today();
        if (line.isAny(place, "этом", "следующем")) {
            boolean next = line.at(place).equals("следующем");
            var month = YearMonth.from(today).plusMonths(next ? 1 : 0);
            return switch (line.at(place + 1)) {
                case "месяце" -> someDay(start, place + 2, preposition, month, today);
                default -> Optional.empty();
            };
        }
        var month = DayNames.month(line.at(place), PREPOSITIONAL);
        int end = place + 1;
        return month.flatMap(of -> year(line, end, of, today, 2)
                .flatMap(year -> someDay(
                        start,
                        DateWords.year(line, end).isPresent() ? DateWords.afterYear(line, end) : end,
                        preposition,
                        year,
                        today)));
    }

    private static Optional<Reading> someDay(int start, int end, String preposition, YearMonth month, LocalDate today) {
        var first = month.atDay(1).isBefore(today) ? today : month.atDay(1);
        var last = month.atEndOfMonth();
        return DayWords.day(start, end, preposition, first, last);
    }

    private static Optional<YearMonth> year(Line line, int place, Month month, LocalDate today, int part) {
        var year = DateWords.year(line, place);
        if (year.isPresent()) {
            return year.map(of -> YearMonth.of(of, month))
                    .filter(of -> !of.isBefore(YearMonth.from(today)))
                    .filter(of -> DateWords.plausible(of.atDay(1)));
        }
        var nearest = YearMonth.of(today.getYear(), month);
        var day = part == 0 ? nearest.atDay(1) : part == 1 ? nearest.atDay(15) : nearest.atEndOfMonth();
        return Optional.of(day.isBefore(today) ? nearest.plusYears(1) : nearest);
    }

    /** «на этой неделе», «на следующей неделе». */
    private static Optional<Reading> week(Line line, int start, int place, String preposition, Situation situation) {
        if (!preposition.equals("на") || !line.at(place + 1).equals("неделе")) {
            return Optional.empty();
        }
        return switch (line.at(place)) {
            case "этой" -> weekOf(start, place + 2, 0, situation);
            case "следующей", "той" -> weekOf(start, place + 2, 1, situation);
            default -> Optional.empty();
        };
    }

    private static Optional<Reading> weekOf(int start, int end, int ahead, Situation situation) {
        var monday = situation
                .today()
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .plusWeeks(ahead);
        var first = monday.isBefore(situation.today()) ? situation.today() : monday;
        var friday = monday.plusDays(4);
        return friday.isAfter(first)
                ? DayWords.day(start, end, "на", first, friday, monday.plusDays(6))
                : DayWords.day(start, end, "на", first, monday.plusDays(6));
    }

    private static Optional<Reading> weekend(Line line, int start, int place, Situation situation) {
        var said = line.at(place);
        boolean next = Set.of("следующие", "следующих").contains(said);
        int at = next || Set.of("эти", "этих", "ближайшие", "ближайших").contains(said) ? place + 1 : place;
        return line.isAny(at, "выходные", "выходных")
                ? weekendDays(start, at + 1, next ? 1 : 0, situation)
                : Optional.empty();
    }

    private static Optional<Reading> weekendDays(int start, int end, int ahead, Situation situation) {
        var sunday = situation
                .today()
                .with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY))
                .plusWeeks(ahead);
        var saturday = sunday.minusDays(1).isBefore(situation.today()) ? sunday : sunday.minusDays(1);
        return DayWords.day(start, end, "на", saturday, sunday);
    }

    private static Optional<Reading> english(Line line, int start, int place, String preposition, Situation situation) {
        int at = line.at(place).equals("the") ? place + 1 : place;
        var today = situation.today();
        if (line.at(at).equals("end") && line.at(at + 1).equals("of")) {
            int of = line.isAny(at + 2, "the", "this") ? at + 3 : at + 2;
            boolean vague = preposition.equals("at");
            switch (line.at(of)) {
                case "day" -> {
                    return DayWords.day(start, of + 1, preposition, today);
                }
                case "week" -> {
                    var sunday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
                    return vague && !sunday.minusDays(2).isBefore(today)
                            ? DayWords.day(start, of + 1, preposition, sunday.minusDays(2), sunday)
                            : DayWords.day(start, of + 1, preposition, sunday);
                }
                case "month" -> {
                    return part(start, of + 1, preposition, 2, vague, YearMonth.from(today), today);
                }
                case "year" -> {
                    return DayWords.day(start, of + 1, preposition, LocalDate.of(today.getYear(), 12, 31));
                }
                default -> {
                    return DayNames.month(line.at(of), ENGLISH)
                            .flatMap(month -> year(line, of + 1, month, today, 2)
                                    .flatMap(year -> part(
                                            start,
                                            DateWords.year(line, of + 1).isPresent() ? of + 2 : of + 1,
                                            preposition,
                                            2,
                                            vague,
                                            year,
                                            today)));
                }
            }
        }
        if (preposition.equals("at")) {
            return Optional.empty();
        }
        return DayNames.month(line.at(place), ENGLISH)
                .flatMap(month -> dayBefore(line, start, place + 1, preposition, month, situation));
    }

    private static Optional<Reading> vague(Line line, int start, int place, String preposition, Situation situation) {
        var today = situation.today();
        boolean next = preposition.equals("next");
        if (preposition.equals("in")) {
            return DayNames.month(line.at(place), ENGLISH)
                    .flatMap(month -> year(line, place + 1, month, today, 2)
                            .flatMap(year -> someDay(
                                    start,
                                    DateWords.year(line, place + 1).isPresent() ? place + 2 : place + 1,
                                    preposition,
                                    year,
                                    today)));
        }
        if (preposition.equals("on")) {
            return line.says(place, "the", "weekend") ? weekendDays(start, place + 2, 0, situation) : Optional.empty();
        }
        return switch (line.at(place)) {
            case "week" -> weekOf(start, place + 1, next ? 1 : 0, situation);
            case "month" ->
                someDay(start, place + 1, preposition, YearMonth.from(today).plusMonths(next ? 1 : 0), today);
            case "weekend" -> weekendDays(start, place + 1, next ? 1 : 0, situation);
            default -> Optional.empty();
        };
    }
}
