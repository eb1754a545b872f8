package app.zapiska.calendar;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.Temporal;
import java.util.List;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VAlarm;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DateProperty;

/** A feed as ical4j understands it. */
final class ReadFeed {

    private ReadFeed() {}

    /** @param start and end: a day, or an instant in UTC; the end is empty where none is said */
    record Event(
            String uid,
            String summary,
            String description,
            String start,
            String end,
            int sequence,
            Instant stamp,
            Instant modified,
            List<Instant> alarms) {}

    /** In the feed's order. */
    static List<Event> of(byte[] feed) {
        try {
            var calendar = new CalendarBuilder().build(new ByteArrayInputStream(feed));
            calendar.validate();
            return calendar.<VEvent>getComponents("VEVENT").stream()
                    .map(ReadFeed::event)
                    .toList();
        } catch (IOException | ParserException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Event event(VEvent event) {
        return new Event(
                text(event, "UID"),
                text(event, "SUMMARY"),
                text(event, "DESCRIPTION"),
                moment(event, "DTSTART"),
                moment(event, "DTEND"),
                Integer.parseInt(text(event, "SEQUENCE")),
                Instant.parse(moment(event, "DTSTAMP")),
                Instant.parse(moment(event, "LAST-MODIFIED")),
                event.getAlarms().stream().map(ReadFeed::alarm).toList());
    }

    private static Instant alarm(VAlarm alarm) {
        var trigger = alarm.<DateProperty<Temporal>>getRequiredProperty("TRIGGER");
        return Instant.from(trigger.getDate());
    }

    private static String text(VEvent event, String property) {
        return event.getProperty(property).map(Property::getValue).orElse("");
    }

    private static String moment(VEvent event, String property) {
        return event.<DateProperty<Temporal>>getProperty(property)
                .map(DateProperty::getDate)
                .map(moment -> moment instanceof LocalDate
                        ? moment.toString()
                        : Instant.from(moment).toString())
                .orElse("");
    }
}
