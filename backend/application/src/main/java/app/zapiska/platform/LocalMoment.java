package app.zapiska.platform;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A day, or a day and a time, on the account's wall: {@code 2026-11-21} or {@code 2026-11-21T18:00} in JSON.
 *
 * @param timeOrNull whole minutes
 */
@Schema(
        implementation = String.class,
        description = "Local date, or local date-time, in the account's zone",
        examples = {"2026-11-21", "2026-11-21T18:00"})
public record LocalMoment(LocalDate date, LocalTime timeOrNull) {

    public static final int FIRST_YEAR = 1900;
    public static final int LAST_YEAR = 2199;

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    // Browsers may send seconds from a date-time field; they mean nothing here, so only zero is accepted.
    private static final Pattern DATE_TIME = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2})(?::00)?");
    private static final Pattern TIME = Pattern.compile("(\\d{2}:\\d{2})(?::00)?");

    public Optional<LocalTime> time() {
        return Optional.ofNullable(timeOrNull);
    }

    /** @throws DateTimeException when it is neither a date nor a date-time that exists */
    public static LocalMoment parse(String text) {
        if (DATE.matcher(text).matches()) {
            return new LocalMoment(parseDate(text), null);
        }
        var moment = parseDateTime(text);
        return new LocalMoment(moment.toLocalDate(), moment.toLocalTime());
    }

    public static LocalDate parseDate(String text) {
        if (!DATE.matcher(text).matches()) {
            throw new DateTimeException("not a date");
        }
        var date = LocalDate.parse(text);
        if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
            throw new OutOfRange();
        }
        return date;
    }

    public static LocalDateTime parseDateTime(String text) {
        var parts = DATE_TIME.matcher(text);
        if (!parts.matches()) {
            throw new DateTimeException("not a date and time");
        }
        return parseDate(parts.group(1)).atTime(LocalTime.parse(parts.group(2)));
    }

    public static LocalTime parseTime(String text) {
        var parts = TIME.matcher(text);
        if (!parts.matches()) {
            throw new DateTimeException("not a time");
        }
        return LocalTime.parse(parts.group(1));
    }

    static Wording expected(Class<?> type) {
        return Wording.of(PlatformMessages.class, m -> {
            if (type == LocalDate.class) {
                return m.notDate();
            }
            if (type == LocalDateTime.class) {
                return m.notDateTime();
            }
            return type == LocalTime.class ? m.notTime() : m.notDateOrDateTime();
        });
    }

    @Override
    public String toString() {
        return timeOrNull == null ? date.toString() : date + "T" + timeOrNull;
    }

    static final class OutOfRange extends DateTimeException {
        OutOfRange() {
            super("year out of range");
        }

        Wording wording() {
            return Wording.of(PlatformMessages.class, m -> m.yearOutOfRange(FIRST_YEAR, LAST_YEAR));
        }
    }
}
