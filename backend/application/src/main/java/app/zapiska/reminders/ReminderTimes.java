package app.zapiska.reminders;

import app.zapiska.accounts.WorkingHours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * From a template's rules to exact instants.
 *
 * <p>Rules are about a deadline, so a moment outside working hours moves to the opening only if that is still in time;
 * otherwise to the last working minute before it. A moment that could only come too late or has already gone by that way
 * still waits for the opening: late is better than never.
 */
final class ReminderTimes {

    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59);

    private final ZoneId zone;
    private final WorkingHours workingHours;

    ReminderTimes(ZoneId zone, WorkingHours workingHours) {
        this.zone = zone;
        this.workingHours = workingHours;
    }

    /**
     * @param now what is already past is left out
     * @return the moments ahead, in order, equal ones once, and how many are past
     */
    Times of(Collection<Rule> rules, Due due, Instant now) {
        var deadline = dueInstant(due);
        var ahead = new TreeMap<Instant, Instant>();
        NavigableSet<Instant> past = new TreeSet<>();
        for (var rule : rules) {
            var limit = rule instanceof Rule.BeforeEnd ? end(due).orElse(deadline) : deadline;
            for (var wanted : moments(rule, due)) {
                if (wanted.isAfter(now)) {
                    // Two rules can meet in one minute of the hours; what was meant for this very minute was not moved.
                    var at = insideHours(wanted, limit, now);
                    ahead.merge(at, wanted, (one, other) -> one.equals(at) ? one : other);
                } else {
                    past.add(wanted);
                }
            }
        }
        return new Times(
                List.copyOf(ahead.keySet()),
                past.size(),
                ahead.entrySet().stream()
                        .map(one -> new Told(one.getKey(), one.getValue(), false))
                        .toList());
    }

    /**
     * What a new subject gets: when nothing of it speaks up to the due moment, that moment does, or this one if it has passed.
     *
     * @param rules none without a template
     * @param own moments chosen by hand, past ones too
     */
    Times forNew(Collection<Rule> rules, Collection<Instant> own, Due due, Instant now) {
        var times = of(rules, due, now);
        var atDue = of(List.of(Rule.AT_DUE), due, now);
        var limit = atDue.ahead().isEmpty() ? now : atDue.ahead().getFirst();
        // Without a template a later moment of the person's own is enough: it was chosen by hand.
        var spoken = !times.ahead().isEmpty() && !times.ahead().getFirst().isAfter(limit)
                || own.stream().anyMatch(moment -> moment.isAfter(now) && (rules.isEmpty() || !moment.isAfter(limit)));
        if (rules.isEmpty() && own.isEmpty() || spoken) {
            return times;
        }
        var extra = atDue.ahead().isEmpty()
                ? new Told(workingHours.firstAtOrAfter(now, zone), now, false)
                : atDue.told().getFirst();
        var told = Stream.concat(
                        Stream.of(extra),
                        times.told().stream().filter(one -> !one.at().equals(extra.at())))
                .sorted(Comparator.comparing(Told::at))
                .toList();
        return new Times(told.stream().map(Told::at).toList(), times.past(), told);
    }

    /** @param told those ahead, each with the moment that was meant */
    record Times(List<Instant> ahead, int past, List<Told> told) {

        /** With moments chosen by hand among them, which wait for the opening when they lie outside the hours. */
        List<Told> with(Collection<Instant> own, WorkingHours workingHours, ZoneId zone, Instant now) {
            var all = new TreeMap<Instant, Told>();
            told.forEach(one -> all.put(one.at(), one));
            new TreeSet<>(own).tailSet(now, false).forEach(wanted -> {
                var at = workingHours.firstAtOrAfter(wanted, zone);
                // The earliest of those that wait for one opening says why something comes then.
                all.merge(at, new Told(at, wanted, true), (one, other) -> one.own() ? one : other);
            });
            return List.copyOf(all.values());
        }
    }

    /**
     * @param at when the message comes
     * @param wanted when it was meant to; another moment only where the hours moved it
     * @param own chosen by hand
     */
    record Told(Instant at, Instant wanted, boolean own) {}

    /** When the due moment is; for a day without a time its last working minute, or 23:59 of a day off. */
    Instant dueInstant(Due due) {
        if (due.time().isPresent()) {
            return due.date().atTime(due.time().get()).atZone(zone).toInstant();
        }
        var endOfDay = due.date().atTime(END_OF_DAY).atZone(zone).toInstant();
        return lastWorkingMinute(endOfDay)
                .filter(minute -> minute.atZone(zone).toLocalDate().equals(due.date()))
                .orElse(endOfDay);
    }

    /** When what begins at the due moment is over; empty for what has no end. */
    private Optional<Instant> end(Due due) {
        return due.durationMinutes().map(minutes -> dueInstant(due).plus(Duration.ofMinutes(minutes)));
    }

    private LocalDateTime wallTime(Due due) {
        return due.time()
                .map(due.date()::atTime)
                .orElseGet(() -> dueInstant(due).atZone(zone).toLocalDateTime());
    }

    /**
     * The moments a rule means, in order, before the working hours have their say.
     *
     * @return none for a window that ends before it begins, and for the end of what has none
     */
    private List<Instant> moments(Rule rule, Due due) {
        var deadline = dueInstant(due);
        return switch (rule) {
            case Rule.Before before ->
                List.of(before.days()
                        .map(days -> wallTime(due).minusDays(days).atZone(zone).toInstant())
                        .orElseGet(() -> deadline.minus(Duration.ofMinutes(before.minutes()))));
            case Rule.OnDay onDay -> {
                var day = due.date().minusDays(onDay.daysBefore());
                var moment = day.atTime(onDay.time()).atZone(zone).toInstant();
                yield List.of(moment.isAfter(deadline) ? openingBefore(day, deadline) : moment);
            }
            case Rule.Every every -> {
                var from = every.from() == null
                        ? deadline.minus(Duration.ofMinutes(every.fromMinutesBefore()))
                        : due.date().atTime(every.from()).atZone(zone).toInstant();
                var until = deadline.minus(Duration.ofMinutes(every.untilMinutesBefore()));
                var step = Duration.ofMinutes(every.minutes());
                yield Stream.iterate(from, moment -> !moment.isAfter(until), moment -> moment.plus(step))
                        .toList();
            }
            case Rule.BeforeEnd beforeEnd ->
                end(due).map(end -> end.minus(Duration.ofMinutes(beforeEnd.minutes()))).stream()
                        .toList();
        };
    }

    /** @return the places of rules that mean no moment at all: an empty window, the end of what has none */
    List<Integer> mute(List<Rule> rules, Due due) {
        return IntStream.range(0, rules.size())
                .filter(place -> moments(rules.get(place), due).isEmpty())
                .boxed()
                .toList();
    }

    /** A morning that comes after the deadline falls back to the opening of that day, or to the deadline itself. */
    private Instant openingBefore(LocalDate day, Instant due) {
        return workingHours
                .opening(day)
                .map(opening -> day.atTime(opening).atZone(zone).toInstant())
                .filter(opening -> !opening.isAfter(due))
                .orElse(due);
    }

    private Instant insideHours(Instant wanted, Instant due, Instant now) {
        var opening = workingHours.firstAtOrAfter(wanted, zone);
        if (!opening.isAfter(due) || opening.equals(wanted)) {
            return opening;
        }
        return lastWorkingMinute(wanted).filter(minute -> minute.isAfter(now)).orElse(opening);
    }

    /** The last whole minute inside working hours at or before a moment, looking back at most a week. */
    private Optional<Instant> lastWorkingMinute(Instant moment) {
        var minute = moment.truncatedTo(ChronoUnit.MINUTES);
        if (workingHours.contains(minute, zone)) {
            return Optional.of(minute);
        }
        // Hours are whole, so the minute before each full local hour is enough to look at. Local hours are cut off anew
        // each
        // time, because some zones move their clocks by half an hour.
        var candidate = minute.atZone(zone);
        for (int back = 0; back <= 8 * 24; back++) {
            candidate = candidate.truncatedTo(ChronoUnit.HOURS).minusMinutes(1);
            if (workingHours.contains(candidate.toInstant(), zone)) {
                return Optional.of(candidate.toInstant());
            }
        }
        return Optional.empty();
    }
}
