package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.SettingsListener;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.Wording;
import app.zapiska.reminders.Reminder.Reason;
import app.zapiska.reminders.Reminder.Source;
import app.zapiska.reminders.Reminder.State;
import app.zapiska.telegram.ChatListener;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Plans, moves and ends the reminders of tasks, and follows what changes under them: settings, templates, the chat. */
@ApplicationScoped
class ReminderPlans implements ReminderPlanner, SettingsListener, ChatListener {

    private static final Duration LONGEST_SNOOZE = Duration.ofDays(366);

    private final Reminders reminders;
    private final ReminderTemplates templates;
    private final ReminderMessages messages;
    private final Remindable tasks;
    private final InstantSource clock;

    ReminderPlans(
            Reminders reminders,
            ReminderTemplates templates,
            ReminderMessages messages,
            Remindable tasks,
            InstantSource clock) {
        this.reminders = reminders;
        this.templates = templates;
        this.messages = messages;
        this.tasks = tasks;
        this.clock = clock;
    }

    @Override
    public Uni<Void> plan(AccountSettings account, Plan plan, Change change) {
        return rulesOf(account, plan.templateId())
                .chain(rules -> reminders
                        .lockOfTask(account.accountId(), plan.taskId())
                        .chain(existing -> reminders.addAll(fit(account, plan, change, rules, existing))))
                .chain(() -> markStale(account.accountId(), plan.taskId()));
    }

    private Uni<List<Rule>> rulesOf(AccountSettings account, Optional<Long> templateId) {
        if (templateId.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return templates
                .of(account.accountId(), templateId.get())
                .map(found -> found.orElseThrow(() -> new Invalid(
                                "reminderTemplateId", Wording.of(ReminderTexts.class, ReminderTexts::unknownTemplate)))
                        .rules());
    }

    /**
     * Changes what exists and says what must be added.
     *
     * <p>A moment that is planned, was sent or was given up by snoozing is never planned a second time; so saving a form
     * again sends nothing again.
     */
    private List<Reminder> fit(
            AccountSettings account, Plan plan, Change change, List<Rule> rules, List<Reminder> existing) {
        var now = clock.instant();
        var wanted = wanted(account, plan, change, rules, existing, now);
        var settled = new HashSet<Instant>();
        for (var reminder : existing) {
            if (reminder.state() == State.FAILED && change != Change.STARTED) {
                // The person has changed what Telegram refused: it goes out again.
                reminder.retry(inHours(account, now), now);
            }
            if (!reminder.live()) {
                if (reminder.sent() || change == Change.EDITED && reminder.reason() == Reason.SNOOZED) {
                    settled.add(reminder.plannedAt());
                }
                continue;
            }
            if (reminder.started() || reminder.source() == Source.SNOOZE) {
                endIfAnswered(account, plan, change, reminder, now);
            } else {
                keepOrEnd(account, plan, change, reminder, wanted, now);
            }
            if (reminder.live()) {
                settled.add(reminder.plannedAt());
            }
        }
        return wanted.values().stream()
                .filter(moment -> !settled.contains(moment.at()))
                .map(moment -> moment.at().isAfter(now)
                        ? Reminder.scheduled(
                                account.accountId(),
                                plan.taskId(),
                                moment.source(),
                                moment.local(),
                                moment.at(),
                                inHours(account, moment.at()),
                                now)
                        : Reminder.past(account.accountId(), plan.taskId(), moment.local(), moment.at(), now))
                .toList();
    }

    private void keepOrEnd(
            AccountSettings account,
            Plan plan,
            Change change,
            Reminder reminder,
            Map<Instant, Moment> wanted,
            Instant now) {
        if (reminder.plannedAt().isAfter(now)) {
            var kept = wanted.get(reminder.plannedAt());
            if (kept == null) {
                reminder.end(change == Change.REDATED ? Reason.REDATED : Reason.REMOVED, now);
            } else {
                reminder.becomeFrom(kept.source());
            }
        } else if (change == Change.REDATED && redatedAhead(account, plan, now)) {
            // Due, but the night or an outage has kept it back: it speaks of a date that no longer holds.
            reminder.end(Reason.REDATED, now);
        } else if (reminder.source() == Source.TEMPLATE && plan.templateId().isEmpty() || takenOff(plan, reminder)) {
            reminder.end(Reason.REMOVED, now);
        }
    }

    /** A started reminder is answered by moving the due moment ahead; taking a custom one off the list ends it as well. */
    private void endIfAnswered(AccountSettings account, Plan plan, Change change, Reminder reminder, Instant now) {
        if (change == Change.REDATED && redatedAhead(account, plan, now)) {
            reminder.end(Reason.REDATED, now);
        } else if (takenOff(plan, reminder)) {
            reminder.end(Reason.REMOVED, now);
        }
    }

    private static boolean takenOff(Plan plan, Reminder reminder) {
        return reminder.source() == Source.CUSTOM
                && plan.custom().isPresent()
                && !plan.custom().get().contains(reminder.localAt());
    }

    /** Moving a deadline to another moment in the past is no answer: the nagging goes on. */
    private boolean redatedAhead(AccountSettings account, Plan plan, Instant now) {
        return plan.dueDate()
                .map(date -> new ReminderTimes(account.zone(), account.workingHours())
                        .dueInstant(date, plan.dueTime())
                        .isAfter(now))
                .orElse(true);
    }

    private record Moment(Instant at, LocalDateTime local, Source source) {}

    private Map<Instant, Moment> wanted(
            AccountSettings account, Plan plan, Change change, List<Rule> rules, List<Reminder> existing, Instant now) {
        var wanted = new TreeMap<Instant, Moment>();
        plan.dueDate()
                .ifPresent(date -> new ReminderTimes(account.zone(), account.workingHours())
                        .of(rules, date, plan.dueTime(), now)
                        .ahead()
                        .forEach(at -> wanted.put(at, new Moment(at, account.localTime(at), Source.TEMPLATE))));
        // Equal instants collapse (R2); the one chosen by hand stays, so that the form shows it again.
        custom(plan, change, existing, now).forEach(local -> {
            var at = local.atZone(account.zone()).toInstant();
            wanted.put(at, new Moment(at, local, Source.CUSTOM));
        });
        if (plan.custom().isPresent()) {
            // Lines of the form that have had their turn are no new wishes.
            existing.stream()
                    .filter(reminder -> reminder.source() == Source.CUSTOM && !reminder.live())
                    .filter(reminder -> !reminder.plannedAt().isAfter(now))
                    .forEach(reminder -> wanted.remove(reminder.plannedAt()));
        }
        return wanted;
    }

    /** What the form says; without a form the lines the task has, and when it comes back to life those still ahead. */
    private static Set<LocalDateTime> custom(Plan plan, Change change, List<Reminder> existing, Instant now) {
        return plan.custom()
                .<Set<LocalDateTime>>map(HashSet::new)
                .orElseGet(() -> existing.stream()
                        .filter(reminder -> reminder.source() == Source.CUSTOM)
                        .filter(reminder -> reminder.live() || change == Change.STARTED && reminder.endedWithItsTask())
                        .filter(reminder ->
                                !reminder.started() && reminder.plannedAt().isAfter(now))
                        .map(Reminder::localAt)
                        .collect(Collectors.toSet()));
    }

    private static Instant inHours(AccountSettings account, Instant moment) {
        return account.workingHours().firstAtOrAfter(moment, account.zone());
    }

    @Override
    public Uni<Void> stop(long accountId, long taskId, Ending why) {
        var now = clock.instant();
        var reason =
                switch (why) {
                    case COMPLETED -> Reason.COMPLETED;
                    case DELETED -> Reason.DELETED;
                };
        return reminders
                .lockOfTask(accountId, taskId)
                .invoke(existing ->
                        existing.stream().filter(Reminder::live).forEach(reminder -> reminder.end(reason, now)))
                .chain(() -> markStale(accountId, taskId));
    }

    @Override
    public Uni<Void> snooze(AccountSettings account, long taskId, Instant until) {
        var now = clock.instant();
        if (!until.isAfter(now)) {
            return refuse("until", ReminderTexts::snoozeInPast);
        }
        if (until.isAfter(now.plus(LONGEST_SNOOZE))) {
            return refuse("until", ReminderTexts::snoozeTooFar);
        }
        var dueAt = inHours(account, until);
        return reminders
                .lockOfTask(account.accountId(), taskId)
                .chain(existing -> {
                    var live = existing.stream().filter(Reminder::live).toList();
                    // The one that speaks goes on; if none does yet, the next to come.
                    var speaking = live.stream()
                            .filter(reminder ->
                                    reminder.started() || !reminder.plannedAt().isAfter(now))
                            .reduce((earlier, later) ->
                                    later.plannedAt().isAfter(earlier.plannedAt()) ? later : earlier)
                            .or(() -> live.stream().min(java.util.Comparator.comparing(Reminder::plannedAt)));
                    live.stream()
                            .filter(reminder -> !speaking.orElseThrow().equals(reminder))
                            .forEach(reminder -> reminder.end(Reason.SNOOZED, now));
                    if (speaking.isPresent()) {
                        speaking.get().snooze(until, dueAt, now);
                        return Uni.createFrom().voidItem();
                    }
                    var fresh = Reminder.scheduled(
                            account.accountId(), taskId, Source.SNOOZE, account.localTime(until), until, dueAt, now);
                    fresh.snooze(until, dueAt, now);
                    return reminders.persist(fresh).replaceWithVoid();
                })
                .chain(() -> markStale(account.accountId(), taskId));
    }

    private static <T> Uni<T> refuse(String field, java.util.function.Function<ReminderTexts, String> text) {
        return Uni.createFrom().failure(new Invalid(field, Wording.of(ReminderTexts.class, text)));
    }

    @Override
    public Uni<Map<Long, List<ReminderView>>> of(AccountSettings account, Collection<Long> taskIds) {
        if (taskIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        var texts = messages.texts(account.language());
        return reminders
                .ofTasks(account.accountId(), taskIds)
                .map(found -> found.stream()
                        .collect(Collectors.groupingBy(
                                Reminder::taskId,
                                Collectors.mapping(
                                        reminder -> ReminderResource.view(reminder, texts), Collectors.toList()))));
    }

    /** The zone, the hours or the language changed: what is planned moves with the wall clock, what waits moves into the hours. */
    @Override
    public Uni<Void> settingsChanged(AccountSettings before, AccountSettings after) {
        boolean zoneMoved = !before.zone().equals(after.zone());
        boolean hoursMoved = !before.workingHours().equals(after.workingHours());
        if (!zoneMoved && !hoursMoved) {
            return Uni.createFrom().voidItem();
        }
        var now = clock.instant();
        Uni<Void> moved = zoneMoved ? moveCustom(after, now) : Uni.createFrom().voidItem();
        return moved.chain(() -> replan(after, Optional.empty()))
                .chain(() -> reminders.lockWaiting(after.accountId()))
                .invoke(waiting -> waiting.forEach(reminder -> reminder.waitUntil(waitingMoment(after, reminder), now)))
                .replaceWithVoid();
    }

    private Instant waitingMoment(AccountSettings account, Reminder reminder) {
        var wanted =
                switch (reminder.state()) {
                    case SCHEDULED -> reminder.plannedAt();
                    case SNOOZED -> reminder.snoozedUntil();
                    // A repeat's moment was one interval after the last message, moved or not: keep it, inside the
                    // hours.
                    default -> reminder.dueAt();
                };
        return inHours(account, wanted);
    }

    /** A moment chosen by hand is wall time: 09:00 stays 09:00 in the new zone. */
    private Uni<Void> moveCustom(AccountSettings account, Instant now) {
        return reminders
                .lockWaiting(account.accountId())
                .invoke(waiting -> waiting.stream()
                        .filter(reminder -> reminder.source() == Source.CUSTOM)
                        .filter(reminder -> reminder.state() == State.SCHEDULED && !reminder.started())
                        .forEach(reminder -> {
                            var at = reminder.localAt().atZone(account.zone()).toInstant();
                            reminder.moveTo(reminder.localAt(), at, inHours(account, at), now);
                        }))
                .replaceWithVoid();
    }

    /** Plans open tasks anew, one after the other: all use this one session. */
    Uni<Void> replan(AccountSettings account, Optional<Long> templateId) {
        return tasks.openPlans(account.accountId(), templateId)
                .chain(plans -> Multi.createFrom()
                        .iterable(plans)
                        .onItem()
                        .transformToUniAndConcatenate(plan -> plan(account, plan, Change.EDITED))
                        .collect()
                        .asList())
                .replaceWithVoid();
    }

    /** The template goes, its reminders stay: what was promised to come still comes. */
    Uni<Void> keepByHand(AccountSettings account, long templateId) {
        return tasks.openPlans(account.accountId(), Optional.of(templateId))
                .chain(plans -> Multi.createFrom()
                        .iterable(plans)
                        .onItem()
                        .transformToUniAndConcatenate(plan -> reminders
                                .lockOfTask(account.accountId(), plan.taskId())
                                .invoke(existing -> existing.stream()
                                        .filter(Reminder::live)
                                        .filter(reminder -> reminder.source() == Source.TEMPLATE)
                                        .forEach(reminder -> reminder.becomeFrom(Source.CUSTOM))))
                        .collect()
                        .asList())
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> chatReachable(AccountSettings account) {
        var now = clock.instant();
        return reminders
                .lockBlocked(account.accountId())
                .invoke(blocked -> blocked.forEach(reminder -> reminder.unblock(
                        inHours(account, reminder.plannedAt().isAfter(now) ? reminder.plannedAt() : now), now)))
                .replaceWithVoid();
    }

    /** The message that speaks for the task is no longer true; it is corrected once this transaction is committed. */
    private Uni<Void> markStale(long accountId, long taskId) {
        return Panache.getSession()
                .chain(session -> session.flush()
                        .chain(() -> session.createNativeQuery("""
                        update chat_messages m
                        set stale_since = coalesce(m.stale_since, :now), next_try_at = :now, revision = m.revision + 1,
                            attempts = 0
                        from chat_message_tasks t
                        where t.account_id = :account and t.task_id = :task
                          and m.account_id = t.account_id and m.id = t.chat_message_id
                        """)
                                .setParameter("now", clock.instant())
                                .setParameter("account", accountId)
                                .setParameter("task", taskId)
                                .executeUpdate())
                        .replaceWithVoid());
    }
}
