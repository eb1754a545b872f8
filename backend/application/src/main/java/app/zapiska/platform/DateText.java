package app.zapiska.platform;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Days and moments as a person would say them: {@code завтра, 18:00}, {@code 2 декабря, 18:00}, and with the year when it is
 * another. Pure.
 *
 * @param today the reader's day, which the words are relative to
 * @param zone of the reader: what day and time a moment is
 */
public record DateText(LocalDate today, ZoneId zone, Locale language) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** {@code сегодня}, {@code 2 декабря}, {@code 2 декабря 2027}. */
    public String day(LocalDate day) {
        boolean english = Language.ENGLISH.getLanguage().equals(language.getLanguage());
        return switch ((int) Math.clamp(ChronoUnit.DAYS.between(today, day), -9, 9)) {
            case -1 -> english ? "yesterday" : "вчера";
            case 0 -> english ? "today" : "сегодня";
            case 1 -> english ? "tomorrow" : "завтра";
            // English has no word for it that is shorter than the date.
            case 2 -> english ? date(day) : "послезавтра";
            default -> date(day);
        };
    }

    /** For what is read on another day than it was written on: {@code 2 декабря}, {@code 2 декабря 2027}. */
    public String date(LocalDate day) {
        var pattern = day.getYear() == today.getYear() ? "d MMMM" : "d MMMM u";
        return day.format(DateTimeFormatter.ofPattern(pattern, Language.of(language.getLanguage())));
    }

    /** {@code сегодня, 18:00}. */
    public String moment(Instant moment) {
        return moment(local(moment));
    }

    /** A moment that is wall time already. */
    public String moment(LocalDateTime moment) {
        return day(moment.toLocalDate()) + ", " + time(moment);
    }

    /** As {@link #date}: {@code 2 декабря, 18:00}. */
    public String dateAndTime(LocalDateTime moment) {
        return date(moment.toLocalDate()) + ", " + time(moment);
    }

    /** The time alone when it is today: {@code до 18:00}, {@code до завтра, 18:00}. */
    public String brief(Instant moment) {
        return isToday(moment) ? time(moment) : moment(moment);
    }

    public boolean isToday(Instant moment) {
        return local(moment).toLocalDate().equals(today);
    }

    public LocalDate dayOf(Instant moment) {
        return local(moment).toLocalDate();
    }

    /** {@code 18:00}. */
    public String time(Instant moment) {
        return time(local(moment));
    }

    private static String time(LocalDateTime moment) {
        return moment.format(TIME);
    }

    private LocalDateTime local(Instant moment) {
        return moment.atZone(zone).toLocalDateTime();
    }
}
