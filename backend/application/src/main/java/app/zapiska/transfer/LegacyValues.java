package app.zapiska.transfer;

import app.zapiska.platform.CleanText;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How values of the original read: everything is text there or was a float. Empty where it says nothing or nothing that can be
 * understood.
 */
final class LegacyValues {

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2100;
    private static final LocalTime LAST_MINUTE = LocalTime.of(23, 59);

    /** Of a double. */
    private static final int LONGEST_FRACTION = 1_100;

    /** The year first, as programs write it, or last and with points, as people do. */
    private static final String DATE =
            "(?:(?<year>\\d{4})-(?<month>\\d{1,2})-(?<day>\\d{1,2})|(?<d>\\d{1,2})\\.(?<m>\\d{1,2})\\.(?<y>\\d{4}))";

    private static final Pattern DATE_TIME = Pattern.compile(DATE
            + "(?:(?:T|\\s+)(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9}))?)?)?"
            // PostgreSQL writes whole hours with two digits
            + "\\s*(?<offset>[Zz]|[+-]\\d{2}(?::?\\d{2}(?::?\\d{2})?)?)?");

    private LegacyValues() {}

    /** @param rounded it was not in whole kopecks (bug 4) */
    record Sum(Money money, boolean rounded) {}

    /** @param text as PostgreSQL writes a double: {@code 5056}, {@code 0.6000000000000001}, {@code NaN}, {@code 1e+308} */
    static Optional<Sum> sum(String text) {
        try {
            var exact = new BigDecimal(text == null ? "" : text.strip());
            // Before it is written out: an exponent makes very long numbers.
            if (exact.precision() - exact.scale() > 13 || exact.scale() > LONGEST_FRACTION) {
                return Optional.empty();
            }
            var kopecks = exact.setScale(2, RoundingMode.HALF_UP);
            var money = Money.of(kopecks.toPlainString());
            return Optional.of(new Sum(money, kopecks.compareTo(exact) != 0));
        } catch (ArithmeticException | NumberFormatException notMoney) {
            return Optional.empty();
        }
    }

    /** A moment as the original's people saw it. @param time empty for a whole day */
    record Moment(LocalDate date, Optional<LocalTime> time) {
        LocalDateTime at() {
            return date.atTime(time.orElse(LocalTime.MIDNIGHT));
        }
    }

    /**
     * With T or a space between (bug 16), with or without seconds, to the hour of 24:00. One with an offset is moved into the
     * zone; the others are taken for wall time there (bug 24).
     */
    static Optional<Moment> moment(String text, ZoneId zone) {
        return parts(text).flatMap(parts -> read(parts, zone));
    }

    /** The day of a moment; 24:00 is still the day that it ends. */
    static Optional<LocalDate> date(String text, ZoneId zone) {
        return parts(text)
                .map(parts ->
                        parts.endOfDay ? new Parts(parts.date, Optional.of(LAST_MINUTE), parts.offset, false) : parts)
                .flatMap(parts -> read(parts, zone))
                .map(Moment::date);
    }

    /** As it is written. @param endOfDay 24:00 */
    private record Parts(LocalDate date, Optional<LocalTime> time, Optional<ZoneOffset> offset, boolean endOfDay) {}

    private static Optional<Parts> parts(String text) {
        var found = DATE_TIME.matcher(text == null ? "" : text.strip());
        if (!found.matches()) {
            return Optional.empty();
        }
        try {
            var date = found.group("year") == null
                    ? LocalDate.of(number(found.group("y")), number(found.group("m")), number(found.group("d")))
                    : LocalDate.of(
                            number(found.group("year")), number(found.group("month")), number(found.group("day")));
            var offset = Optional.ofNullable(found.group("offset"))
                    .map(written -> ZoneOffset.of(written.toUpperCase(Locale.ROOT)));
            if (found.group("hour") == null) {
                return Optional.of(new Parts(date, Optional.empty(), offset, false));
            }
            int hour = number(found.group("hour"));
            var withinHour = LocalTime.of(
                    0,
                    number(found.group("minute")),
                    number(found.group("second")),
                    number((Objects.requireNonNullElse(found.group("fraction"), "") + "000000000").substring(0, 9)));
            var endOfDay = hour == 24 && withinHour.equals(LocalTime.MIDNIGHT);
            return Optional.of(
                    new Parts(date, Optional.of(withinHour.withHour(endOfDay ? 0 : hour)), offset, endOfDay));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static Optional<Moment> read(Parts parts, ZoneId zone) {
        var date = parts.endOfDay ? parts.date.plusDays(1) : parts.date;
        var time = parts.time;
        if (parts.offset.isPresent() && time.isPresent()) {
            var there = date.atTime(time.get()).atOffset(parts.offset.get()).atZoneSameInstant(zone);
            date = there.toLocalDate();
            time = Optional.of(there.toLocalTime());
        }
        return date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR
                ? Optional.empty()
                : Optional.of(new Moment(date, time));
    }

    static Optional<Instant> instant(String text, ZoneId zone) {
        return moment(text, zone)
                .map(moment -> moment.at().atZone(zone).toInstant().truncatedTo(ChronoUnit.MICROS));
    }

    /** 0 and 1, or false and true: both were used. */
    static boolean flag(String text) {
        return text != null && (text.equals("1") || text.equals("t") || text.equals("true"));
    }

    /** @param cleaned characters were taken out; @param cut it was longer */
    record Text(String text, boolean cleaned, boolean cut) {}

    static Text oneLine(String raw, int most) {
        var joined = raw == null ? "" : raw.replaceAll("[\\r\\n\\t\\u2028\\u2029]+", " ");
        var harmless = joined.replaceAll("[\\u202A-\\u202E\\u2066-\\u2069]", "");
        return fitted(harmless, !harmless.equals(raw == null ? "" : raw), most);
    }

    static Text lines(String raw, int most) {
        return fitted(raw == null ? "" : raw, false, most);
    }

    private static Text fitted(String text, boolean cleaned, int most) {
        var clean = CleanText.of(text);
        if (clean.isEmpty()) {
            cleaned = true;
            var kept = new StringBuilder();
            text.codePoints()
                    .filter(c -> CleanText.of(Character.toString(c)).isPresent())
                    .forEach(kept::appendCodePoint);
            clean = CleanText.of(kept.toString());
        }
        var whole = clean.orElse("");
        if (whole.codePointCount(0, whole.length()) <= most) {
            return new Text(whole, cleaned, false);
        }
        var end = whole.substring(0, whole.offsetByCodePoints(0, most - 1)).stripTrailing() + "…";
        return new Text(end, cleaned, true);
    }
}
