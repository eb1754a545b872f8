package app.zapiska.recurrence;

import app.zapiska.platform.LocalMoment;
import app.zapiska.recurrence.Recurrence.Frequency;
import app.zapiska.recurrence.Recurrence.Skip;
import app.zapiska.recurrence.Recurrence.WeekDay;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the text of a rule. The library's own reader would say only that something is wrong, and accepts more than we compute. */
final class RecurrenceParser {

    private static final Set<String> PARTS = Set.of(
            "FREQ",
            "INTERVAL",
            "COUNT",
            "UNTIL",
            "BYMONTH",
            "BYMONTHDAY",
            "BYDAY",
            "BYSETPOS",
            "BYHOUR",
            "BYMINUTE",
            "WKST",
            "SKIP",
            "RSCALE");
    private static final Set<String> TOO_OFTEN = Set.of("SECONDLY", "MINUTELY", "HOURLY");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,5}");
    private static final Pattern DAY = Pattern.compile("([+-]?\\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)");
    private static final Map<String, DayOfWeek> DAYS = Stream.of(DayOfWeek.values())
            .collect(Collectors.toMap(day -> day.name().substring(0, 2), Function.identity()));
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private final Map<String, String> parts = new HashMap<>();

    RecurrenceParser(String text) {
        if (text.length() > Recurrence.MOST_CHARACTERS) {
            throw RecurrenceFault.TOO_LONG.with();
        }
        var rule = text.strip().toUpperCase(Locale.ROOT);
        if (rule.startsWith("RRULE:")) {
            rule = rule.substring("RRULE:".length());
        }
        for (var part : rule.split(";", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw RecurrenceFault.NOT_A_RULE.with();
            }
            var name = part.substring(0, equals);
            if (!PARTS.contains(name)) {
                throw RecurrenceFault.UNKNOWN_PART.with(name);
            }
            if (parts.put(name, part.substring(equals + 1)) != null) {
                throw RecurrenceFault.TWICE.with(name);
            }
        }
    }

    Recurrence rule() {
        var frequency = frequency();
        if (!parts.getOrDefault("RSCALE", "GREGORIAN").equals("GREGORIAN")) {
            throw wrong("RSCALE");
        }
        var months = numbers("BYMONTH", 1, 12).stream().map(Month::of).collect(Collectors.toSet());
        var monthDays = numbers("BYMONTHDAY", -31, 31);
        var positions = numbers("BYSETPOS", -366, 366);
        var days = days();
        return new Recurrence(
                frequency,
                number("INTERVAL", Recurrence.MOST_INTERVAL).orElse(1),
                months,
                monthDays,
                days,
                positions,
                numbers("BYHOUR", 0, 23),
                numbers("BYMINUTE", 0, 59),
                weekStart(),
                skip().orElseGet(() -> Recurrence.skipByDefault(frequency, days, positions)),
                ends());
    }

    private Frequency frequency() {
        var value = parts.get("FREQ");
        if (value == null) {
            throw RecurrenceFault.NO_FREQ.with();
        }
        if (TOO_OFTEN.contains(value)) {
            throw RecurrenceFault.TOO_OFTEN.with("FREQ=" + value);
        }
        return named(Frequency.class, "FREQ", value);
    }

    private Optional<Skip> skip() {
        return Optional.ofNullable(parts.get("SKIP")).map(value -> named(Skip.class, "SKIP", value));
    }

    private DayOfWeek weekStart() {
        var value = parts.get("WKST");
        if (value != null && !DAYS.containsKey(value)) {
            throw wrong("WKST");
        }
        return value == null ? DayOfWeek.MONDAY : DAYS.get(value);
    }

    private Ends ends() {
        var count = number("COUNT", Recurrence.MOST_COUNT);
        if (!parts.containsKey("UNTIL")) {
            return count.<Ends>map(Ends.After::new).orElseGet(Ends.Never::new);
        }
        if (count.isPresent()) {
            throw RecurrenceFault.COUNT_AND_UNTIL.with();
        }
        var value = parts.get("UNTIL");
        try {
            return switch (value.length()) {
                case 8 -> new Ends.OnDay(plausible(LocalDate.parse(value, DATE)));
                case 15 -> new Ends.AtWallTime(moment(value));
                case 16 -> {
                    if (!value.endsWith("Z")) {
                        throw wrong("UNTIL");
                    }
                    yield new Ends.AtInstant(moment(value.substring(0, 15)).toInstant(ZoneOffset.UTC));
                }
                default -> throw wrong("UNTIL");
            };
        } catch (DateTimeException notADate) {
            throw wrong("UNTIL");
        }
    }

    private LocalDateTime moment(String value) {
        var moment = LocalDateTime.parse(value, DATE_TIME);
        plausible(moment.toLocalDate());
        return moment;
    }

    private LocalDate plausible(LocalDate date) {
        if (date.getYear() < LocalMoment.FIRST_YEAR || date.getYear() > LocalMoment.LAST_YEAR) {
            throw wrong("UNTIL");
        }
        return date;
    }

    private List<WeekDay> days() {
        var value = parts.get("BYDAY");
        if (value == null) {
            return List.of();
        }
        return Stream.of(value.split(",", -1))
                .map(one -> {
                    var day = DAY.matcher(one);
                    if (!day.matches() || "0".equals(unsigned(day.group(1)))) {
                        throw RecurrenceFault.WRONG_VALUE.with("BYDAY", one);
                    }
                    return new WeekDay(
                            day.group(1) == null ? 0 : Integer.parseInt(day.group(1)), DAYS.get(day.group(2)));
                })
                .toList();
    }

    private static String unsigned(String number) {
        return number == null ? "" : String.valueOf(Math.abs(Integer.parseInt(number)));
    }

    private Optional<Integer> number(String name, int most) {
        var numbers = numbers(name, 1, most);
        if (numbers.size() > 1) {
            throw wrong(name);
        }
        return numbers.stream().findFirst();
    }

    /** 0 is none where negative numbers count from the end. */
    private List<Integer> numbers(String name, int least, int most) {
        var value = parts.get(name);
        if (value == null) {
            return List.of();
        }
        return Stream.of(value.split(",", -1))
                .map(one -> {
                    if (NUMBER.matcher(one).matches()) {
                        int number = Integer.parseInt(one);
                        if (number >= least && number <= most && (number != 0 || least == 0)) {
                            return number;
                        }
                    }
                    throw RecurrenceFault.WRONG_VALUE.with(name, one);
                })
                .toList();
    }

    private static <E extends Enum<E>> E named(Class<E> type, String part, String value) {
        try {
            return Enum.valueOf(type, value);
        } catch (IllegalArgumentException unknown) {
            throw RecurrenceFault.WRONG_VALUE.with(part, value);
        }
    }

    private RuntimeException wrong(String part) {
        return RecurrenceFault.WRONG_VALUE.with(part, parts.get(part));
    }
}
