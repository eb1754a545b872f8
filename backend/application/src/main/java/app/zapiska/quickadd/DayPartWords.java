package app.zapiska.quickadd;

import app.zapiska.quickadd.Meaning.Bound;
import app.zapiska.quickadd.Meaning.Hour;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Times that have names: «утром», «к вечеру», «в обед», «в полдень», «в полночь», “tonight”. They are those of the product:
 * morning is when reminders of a day come, evening is until when «сегодня вечером» snoozes.
 */
final class DayPartWords implements Thing {

    static final LocalTime MORNING = LocalTime.of(9, 0);
    static final LocalTime LUNCH = LocalTime.of(13, 0);
    static final LocalTime AFTERNOON = LocalTime.of(14, 0);
    static final LocalTime EVENING = LocalTime.of(19, 0);

    private static final LocalTime NOON = LocalTime.NOON;
    private static final LocalTime LATE = LocalTime.of(23, 0);
    private static final LocalTime NIGHT = LocalTime.of(2, 0);

    private static final Set<String> PREPOSITIONS = Set.of("в", "к", "до", "на", "около", "после");
    private static final Set<String> ENGLISH_PREPOSITIONS = Set.of("at", "by", "before", "after", "around");
    private static final Set<String> ENGLISH_HOURS = Set.of("noon", "midnight", "lunch");

    @Override
    public Optional<Reading> at(Line line, int place, Situation situation) {
        var said = line.at(place);
        int after = place + 1;
        var next = line.at(after);
        if (PREPOSITIONS.contains(said)) {
            switch (next) {
                case "полдень", "полудню", "полудня" -> {
                    return hour(place, after + 1, NOON);
                }
                case "полночь", "полуночи" -> {
                    return midnight(place, after + 1);
                }
                case "обед", "обеду" -> {
                    return said.equals(next.equals("обед") ? "в" : "к")
                            ? hour(place, after + 1, LUNCH)
                            : Optional.empty();
                }
                case "обеда" -> {
                    return said.equals("после")
                            ? hour(place, after + 1, AFTERNOON)
                            : said.equals("до") ? hour(place, after + 1, LUNCH) : Optional.empty();
                }
                case "утру", "вечеру" -> {
                    return said.equals("к")
                            ? hour(place, after + 1, next.equals("утру") ? MORNING : EVENING)
                            : Optional.empty();
                }
                case "вечера" -> {
                    return said.equals("до") ? hour(place, after + 1, EVENING) : Optional.empty();
                }
                default -> {}
            }
        }
        if (said.equals("с") && next.equals("утра")) {
            return hour(place, after + 1, MORNING);
        }
        if (ENGLISH_PREPOSITIONS.contains(said) && ENGLISH_HOURS.contains(next)) {
            return next.equals("midnight")
                    ? midnight(place, after + 1)
                    : hour(place, after + 1, next.equals("noon") ? NOON : LUNCH);
        }
        if (line.says(place, "in", "the")) {
            return switch (line.at(place + 2)) {
                case "morning" -> part(place, place + 3, MORNING);
                case "afternoon" -> part(place, place + 3, AFTERNOON);
                case "evening" -> part(place, place + 3, EVENING);
                default -> Optional.empty();
            };
        }
        return switch (said) {
            case "утром" -> part(place, after, MORNING);
            // «поздравить с днём рождения», «стоит перед днём знаний»
            case "днем" ->
                line.isAny(place - 1, "с", "со", "перед", "над", "за") || next.startsWith("рожд")
                        ? Optional.empty()
                        : part(place, after, AFTERNOON);
            case "вечером" ->
                line.isAny(place - 1, "с", "перед", "за") ? Optional.empty() : part(place, after, EVENING);
            case "ночью" -> part(place, after, LATE, NIGHT);
            case "morning", "evening", "afternoon" ->
                line.isAny(place - 1, "tomorrow", "this")
                                || DayNames.weekday(
                                                line.at(place - 1), DayNames.Form.ENGLISH, DayNames.Form.ENGLISH_SHORT)
                                        .isPresent()
                        ? part(
                                place,
                                after,
                                said.equals("morning") ? MORNING : said.equals("evening") ? EVENING : AFTERNOON)
                        : Optional.empty();
            case "tonight" ->
                part(place, after, EVENING)
                        .map(reading -> new Reading(
                                place,
                                after,
                                Kind.TIME,
                                List.of(
                                        reading.meanings().getFirst(),
                                        new Meaning.Day(List.of(situation.today()), Bound.ON)),
                                false));
            default -> Optional.empty();
        };
    }

    private static Optional<Reading> hour(int start, int end, LocalTime time) {
        return read(start, end, Hour.SAID, time);
    }

    private static Optional<Reading> part(int start, int end, LocalTime... times) {
        return read(start, end, Hour.PART_OF_DAY, times);
    }

    private static Optional<Reading> midnight(int start, int end) {
        return read(start, end, Hour.MIDNIGHT, LocalTime.MIDNIGHT);
    }

    private static Optional<Reading> read(int start, int end, Hour hour, LocalTime... times) {
        var any = List.of(times);
        return Reading.of(start, end, Kind.TIME, new Meaning.Clock(any, any, Optional.empty(), hour));
    }
}
