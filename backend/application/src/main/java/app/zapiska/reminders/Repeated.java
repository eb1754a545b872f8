package app.zapiska.reminders;

import app.zapiska.platform.LocalMoment;
import app.zapiska.recurrence.RecurFrom;
import app.zapiska.recurrence.Recurrence;
import app.zapiska.recurrence.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a series looks like for some days, for a preview: each occurrence supposed to be done when it is due, because that is when
 * the next one gets its reminders.
 *
 * @param days how many, the first due day included
 */
record Repeated(Recurrence rule, int days) {

    /** A rule may have several a day. */
    private static final int MOST = 100;

    /** @param madeAt when its reminders are planned */
    record Occurrence(Due due, Instant madeAt) {

        /** Moments chosen by hand keep their distance from the due moment, on the wall. */
        List<LocalDateTime> shifted(List<LocalDateTime> own, Due first) {
            var by = Duration.between(wall(first), wall(due));
            return own.stream().map(moment -> moment.plus(by)).toList();
        }

        private static LocalDateTime wall(Due due) {
            return due.date().atTime(due.time().orElse(LocalTime.MIN));
        }
    }

    /** The occurrences after the first. */
    List<Occurrence> after(Due first, Instant now, ZoneId zone) {
        var start = new LocalMoment(first.date(), first.time().orElse(null));
        rule.fits(start);
        var end = first.date().plusDays(days);
        var occurrences = new ArrayList<Occurrence>();
        var before = first;
        for (var next : Series.begin(rule, RecurFrom.DUE, start).upcoming(start, now, zone, Optional.empty(), MOST)) {
            if (!next.date().isBefore(end)) {
                break;
            }
            var done = Occurrence.wall(before).atZone(zone).toInstant();
            before = new Due(next.date(), next.time(), first.durationMinutes());
            occurrences.add(new Occurrence(before, done.isAfter(now) ? done : now));
        }
        return occurrences;
    }
}
