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
 * can't shift the ones after it. Two things it gets wrong are kept from it: weeks that do not begin on Monday, and positions in a
 * first month or year of which it sees only the days from the start on.
 */
final class Occurrences implements Iterator<LocalMoment> {

    private final Recurrence rule;
    private final LocalMoment start;
    /** Days by which the library's dates are later than the rule's, so that its Monday is the first day of the rule's week. */
    private final int shift;

    private final Iterator<DateTime> dates;
    private Optional<LocalMoment> next;

    Occurrences(Recurrence rule, LocalMoment start) {
        this.rule = rule;
        this.start = start;
        shift = rule.frequency() == Frequency.WEEKLY ? (8 - rule.weekStart().getValue()) % 7 : 0;
        dates = dates();
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

    private Iterator<DateTime> dates() {
        try {
            return new RecurrenceRule("RSCALE=GREGORIAN;" + fields(), RfcMode.RFC5545_STRICT)
                    .iterator(dateTime(begin(), start.time()));
        } catch (InvalidRecurrenceRuleException impossible) {
            throw new IllegalStateException("valid for us and not for the library: " + rule.fields(), impossible);
        } catch (IllegalArgumentException | IllegalStateException foundNothing) {
            return Collections.emptyIterator();
        }
    }

    private String fields() {
        if (shift > 0) {
            // The months are looked at afterwards, when the dates are the rule's again.
            return rule.shifted(shift).fields();
        }
        return rule.fields() + (rule.skip() == Skip.OMIT ? "" : ";SKIP=" + rule.skip());
    }

    private LocalDate begin() {
        if (rule.positions().isEmpty()) {
            return start.date().plusDays(shift);
        }
        return rule.frequency() == Frequency.MONTHLY
                ? start.date().withDayOfMonth(1)
                : start.date().withDayOfYear(1);
    }

    private Optional<LocalMoment> advance() {
        try {
            while (dates.hasNext()) {
                var date = moment(dates.next());
                if (!Series.after(start, date)
                        && (shift == 0
                                || rule.months().isEmpty()
                                || rule.months().contains(date.date().getMonth()))) {
                    return Optional.of(date);
                }
                if (date.date().getYear() > Series.LAST_YEAR) {
                    break;
                }
            }
        } catch (IllegalArgumentException | IllegalStateException foundNothing) {
            // How the library ends its search after a thousand months or years without a date, as for 30 February.
        }
        return Optional.empty();
    }

    private static DateTime dateTime(LocalDate date, Optional<LocalTime> timeOfDay) {
        return timeOfDay
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
                LocalDate.of(date.getYear(), date.getMonth() + 1, date.getDayOfMonth())
                        .minusDays(shift),
                start.time().isPresent() ? LocalTime.of(date.getHours(), date.getMinutes()) : null);
    }
}
