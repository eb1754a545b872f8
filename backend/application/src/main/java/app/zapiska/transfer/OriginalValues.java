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
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How values of the original read: everything is text there or was a float. Empty where it says nothing or nothing that can be
 * understood.
 */
final class OriginalValues {

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2100;

    /** Of a double. */
    private static final int LONGEST_FRACTION = 1_100;

    private static final Pattern DATE_TIME = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})(?:[T ](\\d{2}:\\d{2})(?::\\d{2}(?:[.,]\\d{1,9})?)?)?(Z|[+-]\\d{2}:?\\d{2})?");

    private OriginalValues() {}

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
     * With T or a space between (bug 16), with or without seconds. One with an offset is moved into the zone; the others are
     * taken for wall time there (bug 24).
     */
    static Optional<Moment> moment(String text, ZoneId zone) {
        var parts = DATE_TIME.matcher(text == null ? "" : text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            var date = LocalDate.parse(parts.group(1));
            var time = Optional.ofNullable(parts.group(2)).map(LocalTime::parse);
            var offset = parts.group(3);
            if (offset != null && time.isPresent()) {
                var colon = offset.length() == 5 ? offset.substring(0, 3) + ":" + offset.substring(3) : offset;
                var there =
                        OffsetDateTime.parse(date + "T" + time.get() + colon).atZoneSameInstant(zone);
                date = there.toLocalDate();
                time = Optional.of(there.toLocalTime());
            }
            return date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR
                    ? Optional.empty()
                    : Optional.of(new Moment(date, time));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    static Optional<LocalDate> date(String text, ZoneId zone) {
        return moment(text, zone).map(Moment::date);
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
