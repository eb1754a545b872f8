package app.zapiska.recurrence;

import app.zapiska.platform.LocalMoment;
import app.zapiska.recurrence.Recurrence.Frequency;
import app.zapiska.recurrence.Recurrence.Skip;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;

/**
 * The dates of a rule in wall time, in order, from its start on and without regard to its end. The one place that knows the library.
 *
 * <p>The library is given dates without a zone: what the clock does in spring and autumn is no matter of the rule, so a shifted night
 * can't shift the ones after it.
 */
final class Occurrences implements Iterator<LocalMoment> {

    private final boolean timed;
    private final Iterator<DateTime> dates;
    private Optional<LocalMoment> next;

    Occurrences(Recurrence rule, LocalMoment start) {
        timed = start.time().isPresent();
        dates = dates(rule, start);
        next = advance();
    }

    @Override
    public boolean hasNext() {
        return next.isPresent();
    }

    @Override
    public LocalMoment next() {
        var current = next.orElseThrow(NoSuchElementException::new);
        next = advance();
        return current;
    }

    private static Iterator<DateTime> dates(Recurrence rule, LocalMoment start) {
        // Days and weeks lack nothing.
        boolean byMonth = rule.frequency() == Frequency.MONTHLY || rule.frequency() == Frequency.YEARLY;
        var skip = byMonth && rule.skip() != Skip.OMIT ? ";SKIP=" + rule.skip() : "";
        try {
            return new RecurrenceRule("RSCALE=GREGORIAN;" + rule.fields() + skip, RfcMode.RFC5545_STRICT)
                    .iterator(dateTime(start));
        } catch (InvalidRecurrenceRuleException impossible) {
            throw new IllegalStateException("valid for us and not for the library: " + rule.fields(), impossible);
        } catch (IllegalArgumentException | IllegalStateException foundNothing) {
            return Collections.emptyIterator();
        }
    }

    private Optional<LocalMoment> advance() {
        try {
            return dates.hasNext() ? Optional.of(moment(dates.next())) : Optional.empty();
        } catch (IllegalArgumentException | IllegalStateException foundNothing) {
            // How the library ends its search after a thousand years or periods without a date, as for 30 February.
            return Optional.empty();
        }
    }

    private static DateTime dateTime(LocalMoment start) {
        var date = start.date();
        return start.time()
                .map(time -> new DateTime(
                        date.getYear(),
                        date.getMonthValue() - 1,
                        date.getDayOfMonth(),
                        time.getHour(),
                        time.getMinute(),
                        0))
                .orElseGet(() -> new DateTime(date.getYear(), date.getMonthValue() - 1, date.getDayOfMonth()));
    }

    private LocalMoment moment(DateTime date) {
        return new LocalMoment(
                LocalDate.of(date.getYear(), date.getMonth() + 1, date.getDayOfMonth()),
                timed ? LocalTime.of(date.getHours(), date.getMinutes()) : null);
    }
}
