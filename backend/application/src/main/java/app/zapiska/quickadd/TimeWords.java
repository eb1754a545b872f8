package app.zapiska.quickadd;

import app.zapiska.quickadd.Meaning.Hour;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Times of a day: «18:00», «в 7 вечера», «в полвосьмого», «без четверти шесть», “at 5 pm”. An hour that
 * may be of the morning and of the evening is that of the working hours; when both are, the person is asked.
 */
final class TimeWords implements Thing {

    private static final Set<String> PREPOSITIONS = Set.of(
            "в", "во", "к", "ко", "до", "с", "со", "около", "после", "на", "at", "by", "around", "until", "till",
            "before", "after", "from");

    private static final Pattern EXACT = Pattern.compile("(\\d{1,2}):(\\d{2})");
    private static final Pattern LOOSE = Pattern.compile("(\\d{1,2})[.-](\\d{2})");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,2}:\\d{2})[-–—−](\\d{1,2}:\\d{2})");
    private static final Pattern HOUR = Pattern.compile("\\d{1,2}");
    private static final Pattern ENGLISH = Pattern.compile("(\\d{1,2})(?:[:.](\\d{2}))?(am|pm|a\\.m|p\\.m)");
    private static final Pattern HOURS_GLUED = Pattern.compile("(\\d{1,2})(?:ч|час|часов|h)(?:(\\d{2})(?:м|мин)?)?");

    private static final Set<String> DAY_PARTS = Set.of("утра", "дня", "вечера", "ночи");
    private static final Set<String> HOURS = Set.of("час", "часа", "часов", "часам", "часу", "ч", "o'clock");
    private static final Set<String> MINUTES = Set.of("минут", "минуты", "минуту", "мин", "м");

    /** The hour that is under way, as in «половина шестого». */
    private static final Map<String, Integer> UNDER_WAY = Map.ofEntries(
            Map.entry("первого", 12),
            Map.entry("второго", 1),
            Map.entry("третьего", 2),
            Map.entry("четвертого", 3),
            Map.entry("пятого", 4),
            Map.entry("шестого", 5),
            Map.entry("седьмого", 6),
            Map.entry("восьмого", 7),
            Map.entry("девятого", 8),
            Map.entry("десятого", 9),
            Map.entry("одиннадцатого", 10),
            Map.entry("двенадцатого", 11));

    /** What an hour and perhaps minutes say, before it is known of which half of the day. */
    private record Face(int hour, int minute, int end, boolean exact, boolean bare, boolean zero) {

        Face(int hour, int minute, int end, boolean exact, boolean bare) {
            this(hour, minute, end, exact, bare, false);
        }
    }

    @Override
    public Optional<Reading> at(Line line, int place, Situation situation) {
        var range = range(line, place, situation);
        if (range.isPresent()) {
            return range;
        }
        // «часа в 3», «ровно в 18:00», «не позднее 18:00»
        int from = line.isAny(place, "часа", "часов", "ровно")
                        && line.at(place + 1).equals("в")
                ? place + 1
                : place;
        int later = line.afterNotLater(place);
        boolean preposition = later > place || PREPOSITIONS.contains(line.at(from));
        int at = later > place ? later : preposition ? from + 1 : from;
        if (!preposition && PREPOSITIONS.contains(line.at(place - 1))) {
            return Optional.empty();
        }
        return clock(line, place, at, preposition, situation);
    }

    private static Optional<Reading> clock(Line line, int start, int at, boolean preposition, Situation situation) {
        var face = face(line, at, preposition);
        if (face.isEmpty()) {
            return Optional.empty();
        }
        var said = face.get();
        var part = line.at(said.end());
        int end = said.end();
        if (said.exact()) {
            // «в 7:30 вечера»
            if (DAY_PARTS.contains(part) && said.hour() <= 12) {
                return ofDayPart(said, part).flatMap(time -> read(start, said.end() + 1, List.of(time), false));
            }
            var half = halfOfDay(line, end);
            return half.isPresent() && said.hour() <= 12
                    ? ofHalf(said.hour(), said.minute(), half.get())
                            .flatMap(time -> read(start, endOfHalf(line, said.end()), List.of(time), false))
                    : read(start, end, List.of(LocalTime.of(said.hour(), said.minute())), false);
        }
        if (DAY_PARTS.contains(part)) {
            return ofDayPart(said, part).flatMap(time -> read(start, said.end() + 1, List.of(time), false));
        }
        var half = halfOfDay(line, said.end());
        if (half.isPresent()) {
            return ofHalf(said.hour(), said.minute(), half.get())
                    .flatMap(time -> read(start, endOfHalf(line, said.end()), List.of(time), false));
        }
        if (line.says(end, "in", "the", "morning")
                || line.says(end, "in", "the", "evening")
                || line.says(end, "in", "the", "afternoon")) {
            return ofHalf(said.hour(), said.minute(), line.at(end + 2).equals("morning") ? "am" : "pm")
                    .flatMap(time -> read(start, said.end() + 3, List.of(time), false));
        }
        // «купить в 2 раза больше», «с 5»
        if (!preposition && !line.at(at).equals("без")
                || line.isAny(end, "раз", "раза", "день", "дня", "дней", "неделю", "месяц", "год", "году")
                || said.bare() && line.isAny(start, "с", "со", "from")) {
            return Optional.empty();
        }
        // «экзамен на 5»
        boolean weak = line.at(start).equals("на");
        boolean doubtful = said.bare() && (weak || !line.pauseAt(end) && !isVerb(line.at(end)));
        var halves =
                said.zero() ? List.of(LocalTime.of(said.hour(), said.minute())) : halves(said.hour(), said.minute());
        return read(
                start, end, new Meaning.Clock(awake(halves, situation), halves, Optional.empty(), Hour.SAID), doubtful);
    }

    private static Optional<Face> face(Line line, int at, boolean preposition) {
        if (!line.isNumeric(at)) {
            return spoken(line, at).or(() -> hours(line, at));
        }
        var said = line.at(at);
        var exact = EXACT.matcher(said);
        if (exact.matches()) {
            return face(exact.group(1), exact.group(2), at + 1);
        }
        var loose = LOOSE.matcher(said);
        if (loose.matches() && preposition && isTime(line.at(at - 1), loose.group(2))) {
            return face(loose.group(1), loose.group(2), at + 1);
        }
        var glued = HOURS_GLUED.matcher(said);
        if (glued.matches() && preposition) {
            return face(glued.group(1), glued.group(2) == null ? "00" : glued.group(2), at + 1)
                    .map(face -> glued.group(2) == null && face.hour() <= 12
                            ? new Face(face.hour(), 0, face.end(), false, false)
                            : face);
        }
        var english = ENGLISH.matcher(said);
        if (english.matches()) {
            int minute = english.group(2) == null ? 0 : Integer.parseInt(english.group(2));
            return ofHalf(
                            Integer.parseInt(english.group(1)),
                            minute,
                            english.group(3).replace(".", ""))
                    .map(time -> new Face(time.getHour(), time.getMinute(), at + 1, true, false));
        }
        return hours(line, at);
    }

    /** «в 12.05» is a time, «до 12.05» a date, «до 18.30» can't be one. */
    private static boolean isTime(String preposition, String minute) {
        int minutes = Integer.parseInt(minute);
        return Set.of("в", "во", "at").contains(preposition) || minutes == 0 || minutes > 12;
    }

    private static Optional<Face> face(String hour, String minute, int end) {
        int hours = Integer.parseInt(hour);
        int minutes = Integer.parseInt(minute);
        return hours > 23 || minutes > 59 ? Optional.empty() : Optional.of(new Face(hours, minutes, end, true, false));
    }

    /** «7», «7 часов», «семь тридцать», «7 часов 30 минут», «час». */
    private static Optional<Face> hours(Line line, int at) {
        if (line.at(at).equals("час") || line.at(at).equals("часу")) {
            return Optional.of(new Face(1, 0, at + 1, false, true));
        }
        var number = Numerals.cardinal(line, at);
        if (number.isEmpty() || number.get().value() > 23) {
            return Optional.empty();
        }
        int hour = number.get().value();
        int end = number.get().end();
        boolean digits = HOUR.matcher(line.at(at)).matches();
        // «09» and «18» leave no doubt.
        boolean exact = hour == 0 || hour > 12 || digits && line.at(at).length() == 2 && hour < 10;
        boolean named = HOURS.contains(line.at(end));
        if (named) {
            end++;
        }
        var minute = named || !digits ? Numerals.cardinal(line, end) : Optional.<Numerals.Number>empty();
        if (minute.isPresent() && minute.get().value() < 60) {
            boolean spoken = MINUTES.contains(line.at(minute.get().end()));
            if (spoken || !digits && minute.get().value() >= 5) {
                return Optional.of(
                        new Face(hour, minute.get().value(), minute.get().end() + (spoken ? 1 : 0), exact, false));
            }
        }
        // «в 18» alone is an hour only beside something that makes it one, as «в 7» is.
        return Optional.of(new Face(hour, 0, end, exact && named, !named, exact));
    }

    /** «полвосьмого», «половина восьмого», «четверть восьмого», «без четверти восемь», “half past seven”. */
    private static Optional<Face> spoken(Line line, int at) {
        var said = line.at(at);
        if (said.startsWith("пол") && UNDER_WAY.containsKey(said.substring(3).replaceFirst("^-", ""))) {
            return Optional.of(
                    new Face(UNDER_WAY.get(said.substring(3).replaceFirst("^-", "")), 30, at + 1, false, false));
        }
        var hour = UNDER_WAY.get(line.at(at + 1));
        if (hour != null) {
            int minute =
                    switch (said) {
                        case "пол", "половина", "половине", "половину" -> 30;
                        case "четверть", "четверти" -> 15;
                        default -> -1;
                    };
            if (minute > 0) {
                return Optional.of(new Face(hour, minute, at + 2, false, false));
            }
        }
        if (said.equals("без")) {
            boolean quarter = line.at(at + 1).equals("четверти");
            var before = quarter ? Optional.of(new Numerals.Number(15, at + 2)) : Numerals.cardinal(line, at + 1);
            if (before.isEmpty() || before.get().value() < 1 || before.get().value() > 30) {
                return Optional.empty();
            }
            int next =
                    before.get().end() + (MINUTES.contains(line.at(before.get().end())) ? 1 : 0);
            var to = line.at(next).equals("час")
                    ? Optional.of(new Numerals.Number(1, next + 1))
                    : Numerals.cardinal(line, next);
            return to.filter(of -> of.value() >= 1 && of.value() <= 12)
                    .map(of -> new Face(
                            of.value() == 1 ? 12 : of.value() - 1,
                            60 - before.get().value(),
                            of.end(),
                            false,
                            false));
        }
        boolean past = line.says(at, "half", "past") || line.says(at, "quarter", "past");
        if (past || line.says(at, "quarter", "to")) {
            return Numerals.cardinal(line, at + 2)
                    .filter(of -> of.value() >= 1 && of.value() <= 12)
                    .map(of -> new Face(
                            past ? of.value() : of.value() == 1 ? 12 : of.value() - 1,
                            said.equals("half") ? 30 : past ? 15 : 45,
                            of.end(),
                            false,
                            false));
        }
        return Optional.empty();
    }

    private static Optional<LocalTime> ofDayPart(Face face, String part) {
        int hour = face.hour();
        return switch (part) {
            case "утра" -> time(hour >= 1 && hour <= 11, hour, face.minute());
            case "дня" ->
                hour == 11 || hour == 12
                        ? time(true, hour, face.minute())
                        : time(hour >= 1 && hour <= 6, hour + 12, face.minute());
            case "вечера" -> time(hour >= 4 && hour <= 11, hour + 12, face.minute());
            default ->
                hour == 12
                        ? time(true, 0, face.minute())
                        : hour <= 5
                                ? time(hour >= 1, hour, face.minute())
                                : time(hour >= 9 && hour <= 11, hour + 12, face.minute());
        };
    }

    private static Optional<LocalTime> ofHalf(int hour, int minute, String half) {
        return time(hour >= 1 && hour <= 12 && minute < 60, hour % 12 + (half.equals("pm") ? 12 : 0), minute);
    }

    private static Optional<LocalTime> time(boolean exists, int hour, int minute) {
        return exists ? Optional.of(LocalTime.of(hour, minute)) : Optional.empty();
    }

    private static Optional<String> halfOfDay(Line line, int place) {
        return switch (line.at(place)) {
            case "am", "a.m" -> Optional.of("am");
            case "pm", "p.m" -> Optional.of("pm");
            default -> Optional.empty();
        };
    }

    private static int endOfHalf(Line line, int place) {
        return line.at(place).contains(".") && line.at(place + 1).equals(".") ? place + 2 : place + 1;
    }

    /** «в 5 позвонить», but «в 5 кабинете». */
    private static boolean isVerb(String said) {
        return said.length() > 3 && (said.endsWith("ть") || said.endsWith("ться") || said.endsWith("ти"));
    }

    private static List<LocalTime> halves(int hour, int minute) {
        return hour == 0 || hour > 12
                ? List.of(LocalTime.of(hour, minute))
                : List.of(LocalTime.of(hour % 12, minute), LocalTime.of(hour % 12 + 12, minute));
    }

    private static List<LocalTime> awake(List<LocalTime> halves, Situation situation) {
        var hours = situation.workingHours().everyDay();
        var awake = halves.stream()
                .filter(time -> time.getHour() >= hours.start() && time.getHour() < hours.end())
                .toList();
        return awake.isEmpty() ? halves : awake;
    }

    private static Optional<Reading> read(int start, int end, List<LocalTime> times, boolean doubtful) {
        return read(start, end, new Meaning.Clock(times, times, Optional.empty(), Hour.SAID), doubtful);
    }

    private static Optional<Reading> read(int start, int end, Meaning.Clock clock, boolean doubtful) {
        return Optional.of(new Reading(start, end, Kind.TIME, List.of(clock), doubtful));
    }

    /** «с 18:00 до 20:00», «с 18 до 20», «18:00–20:00». */
    private static Optional<Reading> range(Line line, int place, Situation situation) {
        int at = line.at(place).equals("в") ? place + 1 : place;
        if (line.isNumeric(at)) {
            var glued = RANGE.matcher(line.at(at));
            if (glued.matches()) {
                return between(place, at + 1, ends(glued.group(1)), ends(glued.group(2)), situation);
            }
        }
        if (!line.isAny(place, "с", "from") || !line.isAny(place + 2, "до", "to", "till", "until")) {
            return Optional.empty();
        }
        boolean hours = HOURS.contains(line.at(place + 4));
        int end = hours ? place + 5 : place + 4;
        boolean minutes = line.at(place + 1).contains(":") || line.at(place + 3).contains(":");
        // «с 5 до 10 страниц»
        boolean clear = minutes
                || hours
                || line.pauseAt(end)
                || isVerb(line.at(end))
                || line.isAny(end, "в", "во", "завтра", "сегодня", "послезавтра", "on", "tomorrow", "today");
        return clear
                ? between(place, end, ends(line.at(place + 1)), ends(line.at(place + 3)), situation)
                : Optional.empty();
    }

    /** What an end of a range can be; nothing when it is no time. */
    private static List<LocalTime> ends(String said) {
        if (HOUR.matcher(said).matches()) {
            int hour = Integer.parseInt(said);
            return hour > 23
                    ? List.of()
                    : said.length() == 2 && hour < 10 ? List.of(LocalTime.of(hour, 0)) : halves(hour, 0);
        }
        var english = ENGLISH.matcher(said);
        if (english.matches()) {
            int minute = english.group(2) == null ? 0 : Integer.parseInt(english.group(2));
            return ofHalf(
                            Integer.parseInt(english.group(1)),
                            minute,
                            english.group(3).replace(".", ""))
                    .stream()
                    .toList();
        }
        var match = EXACT.matcher(said);
        return match.matches()
                ? face(match.group(1), match.group(2), 0).stream()
                        .map(face -> LocalTime.of(face.hour(), face.minute()))
                        .toList()
                : List.of();
    }

    private static Optional<Reading> between(
            int start, int end, List<LocalTime> from, List<LocalTime> to, Situation situation) {
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        var begins = from.size() == 1 ? from : awake(from, situation);
        if (begins.size() > 1) {
            return read(start, end, new Meaning.Clock(begins, from, Optional.empty(), Hour.SAID), false);
        }
        var begin = begins.getFirst();
        // «с 3 до 5» ends at the next five o'clock, «с 22:00 до 06:00» on the next day.
        var ends = to.stream().filter(begin::isBefore).findFirst().orElse(to.getFirst());
        return ends.equals(begin)
                ? Optional.empty()
                : read(start, end, new Meaning.Clock(begins, from, Optional.of(ends), Hour.SAID), false);
    }
}
