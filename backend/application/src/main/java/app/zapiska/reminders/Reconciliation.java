package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.reminders.Reminder.Source;
import app.zapiska.reminders.Reminder.State;
import app.zapiska.reminders.ReminderPlanner.Change;
import app.zapiska.reminders.ReminderPlanner.Plan;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the reminders of a subject fit what is wanted for it.
 *
 * <p>A moment that is planned, has had its turn or was given up by snoozing is never planned a second time; so saving a form
 * again sends nothing again. And no subject that is to be reminded of and has a due moment is ever left without a word to come:
 * when everything that was wanted lies in the past, the due moment itself speaks, at once if it has passed as well.
 */
final class Reconciliation {

    private final AccountSettings account;
    private final ReminderTimes times;
    private final Instant now;

    Reconciliation(AccountSettings account, Instant now) {
        this.account = account;
        this.times = new ReminderTimes(account.zone(), account.workingHours());
        this.now = now;
    }

    /** @param dueAt when it is sent */
    private record Moment(Instant at, LocalDateTime local, Source source, Instant dueAt) {}

    /**
     * Changes what exists and says what must be added.
     *
     * @param rules of the plan's template
     */
    List<Reminder> fit(Plan plan, Change change, List<Rule> rules, List<Reminder> existing) {
        if (change == Change.STARTED) {
            resume(plan, existing);
        }
        if (takesLastLineOff(plan, existing)) {
            existing.stream()
                    .filter(reminder -> reminder.source() == Source.CUSTOM && !reminder.unfinished())
                    .forEach(Reminder::countNoMore);
        }
        var wanted = wanted(plan, rules, existing);
        var atDue = atDue(plan, rules, existing);
        var settled = new Settled(change, now);
        var movable = new ArrayDeque<Reminder>();
        for (var reminder : existing) {
            if (reminder.state() == State.FAILED) {
                // The person has changed what Telegram refused: it goes out again.
                reminder.retry(account.inHours(now), now);
            }
            if (reminder.started() || reminder.live() && reminder.source() == Source.SNOOZE) {
                endIfAnswered(plan, change, reminder);
            } else if (reminder.live() && reminder.plannedAt().isAfter(now)) {
                var kept = wanted.get(reminder.plannedAt());
                if (kept != null) {
                    reminder.apply(kept.source(), kept.local());
                } else if (reminder.source() == Source.TEMPLATE && reminder.state() == State.SCHEDULED) {
                    movable.add(reminder);
                    continue;
                } else {
                    reminder.end(ReminderReason.REMOVED, now);
                }
            } else if (reminder.live()) {
                var standsForDue = wanted.isEmpty()
                        && atDue.filter(moment -> moment.at().equals(reminder.plannedAt()))
                                .isPresent();
                endIfOutOfDate(plan, change, reminder, standsForDue);
            }
            if (reminder.live()) {
                reminder.repeatBy(account.inHours(soonestRepeat(plan, reminder)));
            }
            settled.add(reminder);
        }
        var fresh = new ArrayList<Reminder>();
        for (var moment : wanted.values()) {
            if (!settled.has(moment) && !takenOver(moment, movable, existing)) {
                fresh.add(added(plan.subject(), moment));
            }
        }
        atDue.filter(moment -> isSilent(plan, moment, fresh, existing, movable))
                .filter(moment -> !takenOver(moment, movable, existing))
                .ifPresent(moment -> fresh.add(scheduled(plan.subject(), moment)));
        movable.forEach(reminder ->
                reminder.end(change == Change.RESCHEDULED ? ReminderReason.REDATED : ReminderReason.REMOVED, now));
        return fresh;
    }

    /**
     * Leaves one reminder, which goes on at this moment.
     *
     * @return what must be added: one for a subject without any
     */
    List<Reminder> snooze(SubjectKey subject, Instant until, List<Reminder> existing) {
        var unfinished = existing.stream().filter(Reminder::unfinished).toList();
        // The one that speaks goes on; if none does yet, the next to come.
        var speaking = unfinished.stream()
                .filter(reminder -> reminder.started() || !reminder.plannedAt().isAfter(now))
                .max(Comparator.comparing(Reminder::plannedAt))
                .or(() -> unfinished.stream().min(Comparator.comparing(Reminder::plannedAt)));
        unfinished.stream()
                .filter(reminder -> reminder != speaking.orElseThrow())
                .forEach(reminder -> reminder.end(ReminderReason.SNOOZED, now));
        var dueAt = account.inHours(until);
        if (speaking.isPresent()) {
            speaking.get().snooze(until, dueAt, now);
            return List.of();
        }
        var fresh = Reminder.scheduled(
                account.accountId(), subject, Source.SNOOZE, account.localTime(until), until, dueAt, now);
        fresh.snooze(until, dueAt, now);
        return List.of(fresh);
    }

    /**
     * Of another zone, or other rules of it. What is planned is wall time: 09:00 stays 09:00; what has passed there already is due
     * at once.
     *
     * @param live of all subjects of the account
     */
    void followZone(List<Reminder> live) {
        var taken = live.stream()
                .filter(Reminder::started)
                .map(reminder -> new Place(reminder.subject(), reminder.plannedAt()))
                .collect(Collectors.toCollection(HashSet::new));
        live.stream().filter(reminder -> !reminder.started()).forEach(reminder -> {
            var at = reminder.localAt().atZone(account.zone()).toInstant();
            if (taken.add(new Place(reminder.subject(), at))) {
                reminder.moveTo(reminder.localAt(), at, account.inHours(at), now);
            } else {
                // Two wall times can be one instant where the clocks go forward.
                reminder.end(ReminderReason.REMOVED, now);
            }
        });
    }

    private record Place(SubjectKey subject, Instant at) {}

    /** Of other working hours: what waits moves into them. */
    void followHours(List<Reminder> live) {
        live.forEach(reminder -> reminder.waitUntil(waitingMoment(reminder)));
    }

    private Instant waitingMoment(Reminder reminder) {
        var wanted =
                switch (reminder.state()) {
                    case SCHEDULED -> reminder.plannedAt();
                    case SNOOZED -> reminder.snoozedUntil();
                    // A repeat's moment was one interval after the last message, moved or not: keep it, inside the
                    // hours.
                    default -> reminder.dueAt();
                };
        return wanted == null ? null : account.inHours(wanted);
    }

    /** The template goes, its reminders stay as the person's own. */
    static void detach(List<Reminder> existing) {
        existing.stream()
                .filter(Reminder::live)
                .filter(reminder -> reminder.source() == Source.TEMPLATE)
                .forEach(reminder -> reminder.apply(Source.CUSTOM, reminder.localAt()));
    }

    /** A subject that returns gets back what its end has interrupted: lines still ahead, and what spoke last, one interval from now. */
    private void resume(Plan plan, List<Reminder> existing) {
        existing.stream()
                .filter(Reminder::interrupted)
                .max(Comparator.comparing(Reminder::updatedAt)
                        .thenComparing(reminder -> reminder.resumeState() != State.SCHEDULED)
                        .thenComparing(Reminder::plannedAt))
                .ifPresent(speaking -> {
                    var until = speaking.resumeState() == State.SNOOZED
                                    && speaking.snoozedUntil().isAfter(now)
                            ? account.inHours(speaking.snoozedUntil())
                            : NagPolicy.nextRepeat(account, plan.importance(), now);
                    speaking.resume(until, now);
                });
        existing.stream().filter(Reminder::interrupted).forEach(silent -> silent.end(ReminderReason.SUPERSEDED, now));
        for (var line : existing) {
            var at = line.localAt().atZone(account.zone()).toInstant();
            if (line.source() == Source.CUSTOM && line.endedWithItsSubject() && at.isAfter(now)) {
                line.resume(account.inHours(at), now);
                line.moveTo(line.localAt(), at, account.inHours(at), now);
            }
        }
    }

    /** Whether a reminder that is there already takes this moment: one that moves to it, or one that had it before its subject ended. */
    private boolean takenOver(Moment moment, Deque<Reminder> movable, List<Reminder> existing) {
        if (moment.source() != Source.TEMPLATE) {
            return false;
        }
        if (!movable.isEmpty()) {
            movable.remove().moveTo(moment.local(), moment.at(), moment.dueAt(), now);
            return true;
        }
        var before = existing.stream()
                .filter(reminder -> reminder.endedWithItsSubject() && !reminder.sent())
                .filter(reminder -> reminder.source() == Source.TEMPLATE
                        && reminder.plannedAt().equals(moment.at()))
                .findFirst();
        before.ifPresent(reminder -> reminder.resume(moment.dueAt(), now));
        return before.isPresent();
    }

    private Reminder added(SubjectKey subject, Moment moment) {
        return moment.at().isAfter(now)
                ? scheduled(subject, moment)
                : Reminder.past(account.accountId(), subject, moment.local(), moment.at(), now);
    }

    private Reminder scheduled(SubjectKey subject, Moment moment) {
        return Reminder.scheduled(
                account.accountId(), subject, moment.source(), moment.local(), moment.at(), moment.dueAt(), now);
    }

    /** The moments that need no further reminder. */
    private static final class Settled {
        private final Change change;
        private final Instant now;
        private final Set<Instant> moments = new HashSet<>();
        private final Set<LocalDateTime> walls = new HashSet<>();

        Settled(Change change, Instant now) {
            this.change = change;
            this.now = now;
        }

        void add(Reminder reminder) {
            boolean givenUp =
                    change == Change.EDITED && !reminder.live() && reminder.reason() == ReminderReason.SNOOZED;
            if (reminder.live() || givenUp || !reminder.plannedAt().isAfter(now)) {
                moments.add(reminder.plannedAt());
                if (reminder.started() || reminder.sent() || givenUp) {
                    walls.add(reminder.localAt());
                }
            }
        }

        /** In a zone further west the wall time of what was sent comes a second time. */
        boolean has(Moment moment) {
            return moments.contains(moment.at())
                    || walls.contains(moment.local()) && (moment.source() == Source.CUSTOM || change == Change.EDITED);
        }
    }

    /**
     * Due, but the night, an outage or a blocked bot has kept it back.
     *
     * @param standsForDue it speaks in place of moments of the person's own, which have all passed
     */
    private void endIfOutOfDate(Plan plan, Change change, Reminder reminder, boolean standsForDue) {
        if (reminder.source() != Source.TEMPLATE) {
            endIfTakenOff(plan, reminder);
        } else if (change == Change.RESCHEDULED && redatedAhead(plan)) {
            // It speaks of a date that no longer holds.
            reminder.end(ReminderReason.REDATED, now);
        } else if (plan.templateId().isEmpty() && !standsForDue) {
            reminder.end(ReminderReason.REMOVED, now);
        }
    }

    /** A started reminder is answered by moving the due moment ahead; taking a custom one off the list ends it as well. */
    private void endIfAnswered(Plan plan, Change change, Reminder reminder) {
        if (change == Change.RESCHEDULED && redatedAhead(plan)) {
            reminder.end(ReminderReason.REDATED, now);
        } else {
            endIfTakenOff(plan, reminder);
        }
    }

    private void endIfTakenOff(Plan plan, Reminder reminder) {
        if (reminder.source() == Source.CUSTOM
                && plan.custom().isPresent()
                && !plan.custom().get().contains(reminder.localAt())) {
            reminder.end(ReminderReason.REMOVED, now);
        }
    }

    /** The person may have chosen a shorter interval, or another importance, since the last message. */
    private Instant soonestRepeat(Plan plan, Reminder reminder) {
        var soonest = reminder.updatedAt().plus(account.repeatInterval(plan.importance()));
        return soonest.isAfter(now) ? soonest : now;
    }

    /** Moving a deadline to another moment in the past is no answer: the nagging goes on. */
    private boolean redatedAhead(Plan plan) {
        return plan.due().map(due -> times.dueInstant(due).isAfter(now)).orElse(true);
    }

    private Map<Instant, Moment> wanted(Plan plan, List<Rule> rules, List<Reminder> existing) {
        var wanted = new TreeMap<Instant, Moment>();
        plan.due()
                .ifPresent(due -> times.of(rules, due, now)
                        .ahead()
                        .forEach(at -> wanted.put(at, moment(at, account.localTime(at), Source.TEMPLATE))));
        // Equal instants collapse (R2); the one chosen by hand stays, so that the form shows it again.
        plan.custom().orElseGet(() -> linesAhead(existing)).forEach(local -> {
            var at = local.atZone(account.zone()).toInstant();
            wanted.put(at, moment(at, local, Source.CUSTOM));
        });
        return wanted;
    }

    private Moment moment(Instant at, LocalDateTime local, Source source) {
        return new Moment(at, local, source, account.inHours(at));
    }

    /** Without a form the subject keeps the lines it has. */
    private List<LocalDateTime> linesAhead(List<Reminder> existing) {
        return existing.stream()
                .filter(reminder -> reminder.source() == Source.CUSTOM && reminder.live() && !reminder.started())
                .filter(reminder -> reminder.plannedAt().isAfter(now))
                .map(Reminder::localAt)
                .toList();
    }

    /** What speaks when nothing else does any more; empty for a subject without a due moment, or that is not to be reminded of. */
    private Optional<Moment> atDue(Plan plan, List<Rule> rules, List<Reminder> existing) {
        if (rules.isEmpty() && !hasOwn(plan, existing)) {
            return Optional.empty();
        }
        return plan.due().map(due -> {
            var ahead = times.of(List.of(Rule.AT_DUE), due, now).ahead();
            if (!ahead.isEmpty()) {
                var at = ahead.getFirst();
                return moment(at, account.localTime(at), Source.TEMPLATE);
            }
            var at = times.dueInstant(due);
            // What was said already is said again one interval later at the earliest: no change of a form sends
            // anything.
            var next = existing.stream().anyMatch(Reminder::sent)
                    ? NagPolicy.nextRepeat(account, plan.importance(), now)
                    : account.inHours(now);
            return new Moment(at, account.localTime(at), Source.TEMPLATE, next);
        });
    }

    /** Moments of the person's own, be they over: forms list only those that are alive, so a missing one was not taken off. */
    private static boolean hasOwn(Plan plan, List<Reminder> existing) {
        return plan.custom().filter(lines -> !lines.isEmpty()).isPresent()
                || existing.stream()
                        .anyMatch(reminder -> reminder.source() == Source.CUSTOM
                                && reminder.reason() != ReminderReason.REMOVED
                                && (!reminder.unfinished() || plan.custom().isEmpty()));
    }

    /** Who empties the list wants no moments of their own any more, those that are over included. */
    private static boolean takesLastLineOff(Plan plan, List<Reminder> existing) {
        return plan.custom().filter(List::isEmpty).isPresent()
                && existing.stream().anyMatch(reminder -> reminder.source() == Source.CUSTOM && reminder.unfinished());
    }

    /**
     * Whether nothing speaks up to the due moment, or up to now if that has passed. Without a template a later moment of the
     * person's own is enough: it was chosen by hand.
     *
     * @param leaving still alive, but about to end
     */
    private boolean isSilent(
            Plan plan, Moment due, List<Reminder> fresh, List<Reminder> existing, Deque<Reminder> leaving) {
        var limit = due.at().isAfter(now) ? due.at() : now;
        return Stream.concat(existing.stream().filter(reminder -> !leaving.contains(reminder)), fresh.stream())
                .filter(Reminder::live)
                .noneMatch(reminder -> plan.templateId().isEmpty()
                        || reminder.started()
                        || !reminder.plannedAt().isAfter(limit));
    }
}
