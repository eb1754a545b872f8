package app.zapiska.transfer;

import app.zapiska.platform.DomainException;
import app.zapiska.recurrence.Ends;
import app.zapiska.recurrence.Recurrence;
import app.zapiska.recurrence.Recurrence.Frequency;
import app.zapiska.recurrence.Recurrence.Skip;
import app.zapiska.recurrence.Recurrence.WeekDay;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the original knew of recurrence. Its {@code recurrence_rule} was never written by the program (bug 33), so whatever stands there was
 * put in by hand: an RRULE, or a word. The later version's schedules are JSON. Empty where it says nothing that we understand for sure:
 * then it stays as text in the description, because a guessed rule reminds on wrong days.
 */
final class LegacyRecurrence {

    private static final int MOST_CHARACTERS = 5_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, Recurrence> WORDS = Map.ofEntries(
            Map.entry("daily", Recurrence.every(1, Frequency.DAILY)),
            Map.entry("every day", Recurrence.every(1, Frequency.DAILY)),
            Map.entry("ежедневно", Recurrence.every(1, Frequency.DAILY)),
            Map.entry("каждый день", Recurrence.every(1, Frequency.DAILY)),
            Map.entry("weekly", Recurrence.every(1, Frequency.WEEKLY)),
            Map.entry("every week", Recurrence.every(1, Frequency.WEEKLY)),
            Map.entry("еженедельно", Recurrence.every(1, Frequency.WEEKLY)),
            Map.entry("каждую неделю", Recurrence.every(1, Frequency.WEEKLY)),
            Map.entry("monthly", Recurrence.every(1, Frequency.MONTHLY)),
            Map.entry("every month", Recurrence.every(1, Frequency.MONTHLY)),
            Map.entry("ежемесячно", Recurrence.every(1, Frequency.MONTHLY)),
            Map.entry("каждый месяц", Recurrence.every(1, Frequency.MONTHLY)),
            Map.entry("quarterly", Recurrence.every(3, Frequency.MONTHLY)),
            Map.entry("ежеквартально", Recurrence.every(3, Frequency.MONTHLY)),
            Map.entry("yearly", Recurrence.every(1, Frequency.YEARLY)),
            Map.entry("annually", Recurrence.every(1, Frequency.YEARLY)),
            Map.entry("every year", Recurrence.every(1, Frequency.YEARLY)),
            Map.entry("ежегодно", Recurrence.every(1, Frequency.YEARLY)),
            Map.entry("каждый год", Recurrence.every(1, Frequency.YEARLY)),
            Map.entry("weekdays", Recurrence.parse("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")),
            Map.entry("по будням", Recurrence.parse("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")),
            Map.entry("weekends", Recurrence.parse("FREQ=WEEKLY;BYDAY=SA,SU")),
            Map.entry("по выходным", Recurrence.parse("FREQ=WEEKLY;BYDAY=SA,SU")));

    private static final Pattern EVERY_FEW =
            Pattern.compile("(?:every|каждые|раз в) (\\d{1,3}) (day|week|month|year|дн|недел|месяц|год|лет)[a-zа-я]*");

    private LegacyRecurrence() {}

    /** @param time of day that the schedule names; empty leaves the task's own */
    record Repeats(Recurrence rule, Optional<LocalTime> time) {}

    /** @param rule the column {@code recurrence_rule} */
    static Optional<Recurrence> rule(String rule) {
        if (rule == null || rule.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        var text = rule.strip().toLowerCase(Locale.ROOT).replaceAll("[_\\s]+", " ");
        if (WORDS.containsKey(text)) {
            return Optional.of(WORDS.get(text));
        }
        var few = EVERY_FEW.matcher(text);
        if (few.matches()) {
            int interval = Integer.parseInt(few.group(1));
            return interval == 0 ? Optional.empty() : Optional.of(Recurrence.every(interval, unit(few.group(2))));
        }
        return parsed(rule);
    }

    private static Optional<Recurrence> parsed(String text) {
        try {
            return Optional.of(Recurrence.parse(text));
        } catch (DomainException.Invalid notARule) {
            return Optional.empty();
        }
    }

    private static Frequency unit(String begins) {
        return switch (begins) {
            case "day", "дн" -> Frequency.DAILY;
            case "week", "недел" -> Frequency.WEEKLY;
            case "month", "месяц" -> Frequency.MONTHLY;
            default -> Frequency.YEARLY;
        };
    }

    /**
     * @param config the column {@code schedule_config}:
     *     {@code {"mode":"monthly|weekly","months":[1..12],"days":[1..31],"weekdays":[1..7],"times":["09:00",…]}}
     */
    static Optional<Repeats> schedule(String config) {
        if (config == null || config.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            return schedule(JSON.readTree(config));
        } catch (JsonProcessingException | DateTimeException | DomainException.Invalid notUnderstood) {
            return Optional.empty();
        }
    }

    private static Optional<Repeats> schedule(JsonNode config) throws JsonProcessingException {
        var mode = config.path("mode").asText("");
        var months = Set.copyOf(numbers(config.path("months"), Month::of));
        var weekdays = numbers(config.path("weekdays"), day -> new WeekDay(0, DayOfWeek.of(day)));
        var days = numbers(config.path("days"), day -> day);
        boolean weekly = mode.equals("weekly") && !weekdays.isEmpty() && days.isEmpty();
        boolean monthly = mode.equals("monthly") && weekdays.isEmpty() && !days.isEmpty();
        if (weekly == monthly) {
            return Optional.empty();
        }
        var times = times(config.path("times"));
        var hours = times.stream().map(LocalTime::getHour).collect(Collectors.toCollection(TreeSet::new));
        var minutes = times.stream().map(LocalTime::getMinute).collect(Collectors.toCollection(TreeSet::new));
        if (times.size() > 1 && hours.size() * minutes.size() != times.size()) {
            // 09:00 and 21:30 are no product of hours and minutes: no single rule says that.
            return Optional.empty();
        }
        boolean several = times.size() > 1;
        return Optional.of(new Repeats(
                new Recurrence(
                        weekly ? Frequency.WEEKLY : Frequency.MONTHLY,
                        1,
                        months.size() == 12 ? Set.of() : months,
                        days,
                        weekdays,
                        List.of(),
                        several ? List.copyOf(hours) : List.of(),
                        several ? List.copyOf(minutes) : List.of(),
                        DayOfWeek.MONDAY,
                        monthly ? Skip.BACKWARD : Skip.OMIT,
                        new Ends.Never()),
                times.isEmpty() ? Optional.empty() : Optional.of(times.first())));
    }

    private static TreeSet<LocalTime> times(JsonNode times) {
        var read = new TreeSet<LocalTime>();
        times.forEach(time -> read.add(LocalTime.parse(time.asText(""))));
        return read;
    }

    private static <T> List<T> numbers(JsonNode numbers, IntFunction<T> of) {
        var read = new ArrayList<T>();
        numbers.forEach(number -> {
            if (!number.isIntegralNumber()) {
                throw new DateTimeException("not a number");
            }
            read.add(of.apply(number.asInt()));
        });
        return read;
    }

    /**
     * One line of {@code task_schedules}.
     *
     * @param day 1 Monday to 7 Sunday
     */
    record Lesson(int day, LocalTime start) {}

    /** @return the rule of a week that begins at one time of day; days at different times are several series */
    static Optional<Repeats> week(List<Lesson> lessons) {
        var times = lessons.stream().map(Lesson::start).distinct().toList();
        if (times.size() != 1 || lessons.stream().anyMatch(lesson -> lesson.day() < 1 || lesson.day() > 7)) {
            return Optional.empty();
        }
        return Optional.of(new Repeats(
                new Recurrence(
                        Frequency.WEEKLY,
                        1,
                        Set.of(),
                        List.of(),
                        Stream.of(DayOfWeek.values())
                                .filter(day -> lessons.stream().anyMatch(lesson -> lesson.day() == day.getValue()))
                                .map(day -> new WeekDay(0, day))
                                .toList(),
                        List.of(),
                        List.of(),
                        List.of(),
                        DayOfWeek.MONDAY,
                        Skip.OMIT,
                        new Ends.Never()),
                Optional.of(times.getFirst())));
    }
}
