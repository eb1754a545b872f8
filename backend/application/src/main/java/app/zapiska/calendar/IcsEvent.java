package app.zapiska.calendar;

import app.zapiska.platform.LocalMoment;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * One thing in a feed.
 *
 * @param uid the same whenever the feed is read, whatever else of it changes
 * @param start in wall time; without a time it takes the whole day, in whatever zone it is looked at
 * @param version rises with each change
 * @param modified later with each change, its reminders' changes among them
 * @param alarms the moments at which the bot means to remind
 */
record IcsEvent(
        String uid,
        String summary,
        String description,
        URI page,
        LocalMoment start,
        Optional<Integer> minutes,
        int priority,
        int version,
        Instant modified,
        List<Instant> alarms) {

    void write(IcsText text, ZoneId zone) {
        text.line("BEGIN", "VEVENT");
        text.text("UID", uid);
        // Without METHOD it says when this was last changed (3.8.7.2), so a feed in which nothing changed stays the
        // same.
        text.moment("DTSTAMP", modified);
        text.moment("LAST-MODIFIED", modified);
        text.line("SEQUENCE", Integer.toString(version));
        start.time()
                .ifPresentOrElse(
                        time -> timed(
                                text, start.date().atTime(time).atZone(zone).toInstant()),
                        () -> text.day("DTSTART", start.date()).line("TRANSP", "TRANSPARENT"));
        text.text("SUMMARY", summary);
        if (!description.isEmpty()) {
            text.text("DESCRIPTION", description);
        }
        text.line("URL", page.toString());
        if (priority > 0) {
            text.line("PRIORITY", Integer.toString(priority));
        }
        for (var alarm : alarms) {
            text.line("BEGIN", "VALARM")
                    .line("ACTION", "DISPLAY")
                    .text("DESCRIPTION", summary)
                    .moment("TRIGGER;VALUE=DATE-TIME", alarm)
                    .line("END", "VALARM");
        }
        text.line("END", "VEVENT");
    }

    private void timed(IcsText text, Instant begin) {
        text.moment("DTSTART", begin);
        minutes.ifPresent(length -> text.moment("DTEND", begin.plus(Duration.ofMinutes(length))));
    }
}
