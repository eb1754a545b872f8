package app.zapiska.recurrence;

import app.zapiska.platform.LocalMoment;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How long a series goes on. */
public sealed interface Ends {

    /** Until somebody ends it. */
    record Never() implements Ends {}

    /** @param count of all occurrences, the first and the missed ones among them */
    record After(int count) implements Ends {}

    /**
     * The last day, whole: RFC 5545 wants UNTIL to have a time where the due date has one, but midnight of UTC would lose the evening,
     * and who wrote a day meant the day.
     */
    record OnDay(LocalDate last) implements Ends {}

    /** The last minute of the account's wall. */
    record AtWallTime(LocalDateTime last) implements Ends {}

    /** The last moment in UTC, inclusive. */
    record AtInstant(Instant last) implements Ends {}

    /** @return whether this date of the rule comes after the end by date */
    default boolean passedBy(LocalMoment date, ZoneId zone) {
        return switch (this) {
            case Never never -> false;
            case After counted -> false;
            case OnDay day -> date.date().isAfter(day.last());
            case AtWallTime wall ->
                date.time()
                        .map(time -> date.date().atTime(time).isAfter(wall.last()))
                        .orElseGet(() -> date.date().isAfter(wall.last().toLocalDate()));
            case AtInstant moment ->
                date.time()
                        .map(time -> date.date()
                                .atTime(time)
                                .atZone(zone)
                                .toInstant()
                                .isAfter(moment.last()))
                        .orElseGet(() ->
                                date.date().isAfter(moment.last().atZone(zone).toLocalDate()));
        };
    }

    /** @return the part of an RRULE with its semicolon in front, or nothing */
    default String text() {
        return switch (this) {
            case Never never -> "";
            case After counted -> ";COUNT=" + counted.count();
            case OnDay day -> ";UNTIL=" + day.last().format(DateTimeFormatter.BASIC_ISO_DATE);
            case AtWallTime wall -> ";UNTIL=" + basic("").format(wall.last());
            case AtInstant moment ->
                ";UNTIL=" + basic("'Z'").format(moment.last().atOffset(ZoneOffset.UTC));
        };
    }

    private static DateTimeFormatter basic(String zone) {
        return DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss" + zone, Locale.ROOT);
    }
}
