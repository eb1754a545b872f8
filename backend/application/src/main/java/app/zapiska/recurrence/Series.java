package app.zapiska.recurrence;

import app.zapiska.platform.LocalMoment;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a repeating thing stands: everything the next occurrence is worked out from, so that it can be kept with the present one. All
 * dates are wall time in the account's zone.
 *
 * @param start the date that phase, day of the month and time of day come from: a month's 31st survives February because this stays
 * @param startNumber the how many of the series that one is; 1 unless the series was begun anew in its middle
 * @param slot the rule's own date that the present occurrence stands for. Re-dating the occurrence alone leaves it, so the same one
 *     never comes twice
 */
public record Series(Recurrence rule, RecurFrom from, LocalMoment start, int startNumber, LocalMoment slot) {

    /** Later dates are nobody's plan, and a task may have no later one. */
    public static final int LAST_YEAR = 2100;

    public Series {
        Objects.requireNonNull(rule);
        Objects.requireNonNull(from);
        Objects.requireNonNull(slot);
        rule.fits(start);
    }

    /** What comes after. */
    public sealed interface Next {}

    /**
     * @param due on the account's wall. In the night of a clock put forward it is the shifted time, while the series keeps the wanted one
     * @param number the how many it is, the missed ones counted
     */
    public record Occurrence(Series series, LocalMoment due, int number) implements Next {}

    /** The series is over, and why: it must be said, never happen in silence. */
    public record Over(Reason reason) implements Next {}

    public enum Reason {
        COUNT,
        UNTIL,
        /** No date fits any more, or none before {@link #LAST_YEAR} ends. */
        CALENDAR
    }

    /**
     * @param due of the first occurrence, which counts as one even when the rule alone would not have chosen that day
     * @throws app.zapiska.platform.DomainException.Invalid when no date of the rule could ever follow
     */
    public static Series begin(Recurrence rule, RecurFrom from, LocalMoment due) {
        var series = new Series(rule, from, due, 1, due);
        var dates = new Occurrences(rule, due);
        while (dates.hasNext()) {
            var date = dates.next();
            if (beyond(date)) {
                break;
            }
            if (after(date, due)) {
                return series;
            }
        }
        throw RecurrenceFault.NEVER.with();
    }

    /** The same series counted from another date on: what «this and all following» does. The number of occurrences goes on. */
    public Series moved(Recurrence otherwise, LocalMoment due) {
        return new Series(otherwise, from, due, number(), due);
    }

    /**
     * After the present occurrence and with it all following were edited. Another rule or another day counts from the due date; another
     * time of day or end leaves day and phase alone, so 31 → 28 → 31 outlives it.
     *
     * @param due as it is now
     * @param before as it was; empty when it had none
     */
    public Series changed(Recurrence otherwise, LocalMoment due, Optional<LocalMoment> before) {
        boolean sameDates = otherwise.with(new Ends.Never()).equals(rule.with(new Ends.Never()));
        if (sameDates && before.equals(Optional.of(due))) {
            return new Series(otherwise, from, start, startNumber, slot);
        }
        boolean sameDay = before.map(LocalMoment::date).equals(Optional.of(due.date()))
                && otherwise.hours().isEmpty()
                && otherwise.minutes().isEmpty();
        return sameDates && sameDay
                ? new Series(otherwise, from, at(start, due), startNumber, at(slot, due))
                : moved(otherwise, due);
    }

    private static LocalMoment at(LocalMoment day, LocalMoment time) {
        return new LocalMoment(day.date(), time.timeOrNull());
    }

    /** The how many the present occurrence is. */
    public int number() {
        int number = startNumber;
        var dates = new Occurrences(rule, start);
        while (dates.hasNext()) {
            var date = dates.next();
            if (after(date, slot) || beyond(date)) {
                break;
            }
            if (after(date, start)) {
                number++;
            }
        }
        return number;
    }

    /**
     * The present occurrence was done.
     *
     * @param due its date as it stands, which may have been moved by hand
     * @param pausedUntil the first day on which it may come again
     */
    public Next completed(LocalMoment due, Instant now, ZoneId zone, Optional<LocalDate> pausedUntil) {
        return from == RecurFrom.DUE
                ? following(due, now, zone, pausedUntil)
                : afterCompletion(due, now, zone, pausedUntil);
    }

    /**
     * The present occurrence is left out. Nothing was completed, so also what counts from completion counts from its date here.
     */
    public Next skipped(LocalMoment due, Instant now, ZoneId zone, Optional<LocalDate> pausedUntil) {
        if (from == RecurFrom.DUE) {
            return following(due, now, zone, pausedUntil);
        }
        int number = number() + 1;
        return switch (new Series(rule.with(new Ends.Never()), RecurFrom.DUE, slot, 1, slot)
                .following(due, now, zone, pausedUntil)) {
            case Occurrence next -> again(next.series().slot(), number, zone);
            case Over over -> over;
        };
    }

    /**
     * The next dates by the same function that decides in the end, each supposed to be done when it is due.
     *
     * @param due of the present occurrence, which is not among them
     * @return fewer than asked for when the series ends
     */
    public List<LocalMoment> upcoming(
            LocalMoment due, Instant now, ZoneId zone, Optional<LocalDate> pausedUntil, int count) {
        return upcoming(due, now, zone, pausedUntil, LocalDate.of(LAST_YEAR, 12, 31), count);
    }

    /**
     * The same as far as a day.
     *
     * @param last the last day
     * @param most no more than these
     */
    public List<LocalMoment> upcoming(
            LocalMoment due, Instant now, ZoneId zone, Optional<LocalDate> pausedUntil, LocalDate last, int most) {
        var dates = new ArrayList<LocalMoment>();
        var steps = from == RecurFrom.DUE
                ? new InOrder(due, now, zone, pausedUntil)
                : new OneByOne(this, due, now, zone, pausedUntil);
        while (dates.size() < most) {
            var next = steps.next();
            if (next.isEmpty() || next.get().date().isAfter(last)) {
                break;
            }
            dates.add(next.get());
        }
        return List.copyOf(dates);
    }

    /** Gives one date after the other, each supposed to be done when it is due. */
    private interface Steps {
        Optional<LocalMoment> next();
    }

    /** What is counted from completion begins anew with each. */
    private static final class OneByOne implements Steps {

        private final ZoneId zone;
        private final Optional<LocalDate> pausedUntil;
        private Series series;
        private LocalMoment due;
        private Instant done;

        OneByOne(Series series, LocalMoment due, Instant now, ZoneId zone, Optional<LocalDate> pausedUntil) {
            this.series = series;
            this.due = due;
            this.done = now;
            this.zone = zone;
            this.pausedUntil = pausedUntil;
        }

        @Override
        public Optional<LocalMoment> next() {
            done = later(done, begins(due, zone));
            if (!(series.completed(due, done, zone, pausedUntil) instanceof Occurrence next)) {
                return Optional.empty();
            }
            series = next.series();
            due = next.due();
            return Optional.of(due);
        }
    }

    /** The same as {@link #following} would find again and again, in one pass: a calendar asks for a year of many series. */
    private final class InOrder implements Steps {

        private final Iterator<LocalMoment> dates = new Occurrences(rule, start);
        private final ZoneId zone;
        private final Optional<LocalDate> pausedUntil;
        private int number = startNumber;
        private LocalMoment after = slot;
        private LocalMoment due;
        private Instant done;

        InOrder(LocalMoment due, Instant now, ZoneId zone, Optional<LocalDate> pausedUntil) {
            this.due = due;
            this.done = now;
            this.zone = zone;
            this.pausedUntil = pausedUntil;
        }

        @Override
        public Optional<LocalMoment> next() {
            done = later(done, begins(due, zone));
            while (dates.hasNext()) {
                var date = dates.next();
                if (!after(date, start)) {
                    continue;
                }
                number++;
                if (endAt(date, number, zone).isPresent()) {
                    break;
                }
                if (after(date, after) && mayCome(date, after, due, done, zone, pausedUntil)) {
                    after = date;
                    due = onTheWall(date, zone);
                    return Optional.of(due);
                }
            }
            return Optional.empty();
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** By the rule's own dates: the first that is still ahead; those missed between are passed over and count. */
    private Next following(LocalMoment due, Instant now, ZoneId zone, Optional<LocalDate> pausedUntil) {
        int number = startNumber;
        var dates = new Occurrences(rule, start);
        while (dates.hasNext()) {
            var date = dates.next();
            if (!after(date, start)) {
                continue;
            }
            number++;
            var end = endAt(date, number, zone);
            if (end.isPresent()) {
                return new Over(end.get());
            }
            if (after(date, slot) && mayCome(date, slot, due, now, zone, pausedUntil)) {
                return new Occurrence(new Series(rule, from, start, startNumber, date), onTheWall(date, zone), number);
            }
        }
        return new Over(Reason.CALENDAR);
    }

    /** As if the series had begun on the day of completion, at its own time of day. */
    private Next afterCompletion(LocalMoment due, Instant now, ZoneId zone, Optional<LocalDate> pausedUntil) {
        var today = now.atZone(zone).toLocalDate();
        // With times of its own a rule can come again on the same day.
        boolean sameDay = rule.severalTimesADay();
        var begun =
                new LocalMoment(today, sameDay ? LocalTime.MIN : start.time().orElse(null));
        var dates = new Occurrences(rule, begun);
        while (dates.hasNext()) {
            var date = dates.next();
            if (beyond(date)) {
                break;
            }
            if ((sameDay || date.date().isAfter(today)) && mayCome(date, slot, due, now, zone, pausedUntil)) {
                return again(date, number() + 1, zone);
            }
        }
        return new Over(Reason.CALENDAR);
    }

    private Next again(LocalMoment date, int number, ZoneId zone) {
        return endAt(date, number, zone)
                .<Next>map(Over::new)
                .orElseGet(() ->
                        new Occurrence(new Series(rule, from, date, number, date), onTheWall(date, zone), number));
    }

    private Optional<Reason> endAt(LocalMoment date, int number, ZoneId zone) {
        if (rule.ends() instanceof Ends.After(int count) && number > count) {
            return Optional.of(Reason.COUNT);
        }
        if (rule.ends().passedBy(date, zone)) {
            return Optional.of(Reason.UNTIL);
        }
        return beyond(date) ? Optional.of(Reason.CALENDAR) : Optional.empty();
    }

    private boolean mayCome(
            LocalMoment date,
            LocalMoment slot,
            LocalMoment due,
            Instant now,
            ZoneId zone,
            Optional<LocalDate> pausedUntil) {
        return missedAt(date, zone).isAfter(now)
                && pausedUntil.filter(date.date()::isBefore).isEmpty()
                && !same(onTheWall(date, zone), due, zone)
                && !same(date, slot, zone);
    }

    /** What was done ahead of its date, or moved to a later one, must not be asked for again on that date. */
    private boolean same(LocalMoment date, LocalMoment due, ZoneId zone) {
        return rule.severalTimesADay() && due.time().isPresent()
                ? begins(date, zone).equals(begins(due, zone))
                : date.date().equals(due.date());
    }

    private static boolean beyond(LocalMoment date) {
        return date.date().getYear() > LAST_YEAR;
    }

    static boolean after(LocalMoment one, LocalMoment other) {
        return wallTime(one).isAfter(wallTime(other));
    }

    private static LocalDateTime wallTime(LocalMoment moment) {
        return moment.date().atTime(moment.time().orElse(LocalTime.MIN));
    }

    /** Java's reading of wall time is the one wanted: a time that the clock leaves out is as much later, of a doubled hour the first. */
    private static Instant begins(LocalMoment moment, ZoneId zone) {
        return wallTime(moment).atZone(zone).toInstant();
    }

    /** A day without a time lasts to its end. */
    private static Instant missedAt(LocalMoment moment, ZoneId zone) {
        return moment.time().isPresent()
                ? begins(moment, zone)
                : moment.date().plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** What the clocks show at that moment: later than meant in a night that lacks the time. */
    public static LocalMoment onTheWall(LocalMoment moment, ZoneId zone) {
        if (moment.time().isEmpty()) {
            return moment;
        }
        var wall = begins(moment, zone).atZone(zone).toLocalDateTime();
        return new LocalMoment(wall.toLocalDate(), wall.toLocalTime());
    }
}
