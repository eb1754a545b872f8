package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.SettingsListener;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.NullableId;
import app.zapiska.platform.Wording;
import app.zapiska.reminders.NextMessage.Waiting;
import app.zapiska.reminders.Reminder.Reason;
import app.zapiska.reminders.Reminder.Source;
import app.zapiska.reminders.Reminder.State;
import app.zapiska.telegram.ChatListener;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Plans, moves and ends reminders, and follows what changes under them: settings, templates, the chat. */
@ApplicationScoped
class ReminderPlans implements ReminderPlanner, SettingsListener, ChatListener {

    private static final Duration LONGEST_SNOOZE = Duration.ofDays(366);

    /** A statement takes at most 65,535 parameters, and an account may have any number of tasks. */
    private static final int PORTION = 1_000;

    private final Reminders reminders;
    private final ReminderTemplates templates;
    private final ReminderMessages messages;
    private final Remindables subjects;
    private final List<SubjectListener> listeners;
    private final Pool database;
    private final InstantSource clock;

    ReminderPlans(
            Reminders reminders,
            ReminderTemplates templates,
            ReminderMessages messages,
            Remindables subjects,
            @All List<SubjectListener> listeners,
            Pool database,
            InstantSource clock) {
        this.reminders = reminders;
        this.templates = templates;
        this.messages = messages;
        this.subjects = subjects;
        this.listeners = listeners;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Uni<Void> planAll(AccountSettings account, Collection<Plan> plans, Change change) {
        if (plans.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var planned = plans.stream().map(Plan::subject).toList();
        return rulesOf(account, plans)
                .chain(rules -> lockOf(account.accountId(), planned)
                        .map(existing -> plans.stream()
                                .flatMap(plan ->
                                        fit(account, plan, change, rulesOf(plan, rules), of(plan.subject(), existing))
                                                .stream())
                                .toList()))
                .chain(reminders::addAll)
                .chain(() -> changed(account.accountId(), planned));
    }

    private Uni<Map<SubjectKey, List<Reminder>>> lockOf(long accountId, Collection<SubjectKey> keys) {
        return reminders
                .lockOf(accountId, keys)
                .map(existing -> existing.stream().collect(Collectors.groupingBy(Reminder::subject)));
    }

    private static List<Reminder> of(SubjectKey subject, Map<SubjectKey, List<Reminder>> existing) {
        return existing.getOrDefault(subject, List.of());
    }

    private Uni<Map<Long, List<Rule>>> rulesOf(AccountSettings account, Collection<Plan> plans) {
        var wanted = plans.stream().flatMap(plan -> plan.templateId().stream()).collect(Collectors.toSet());
        return wanted.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : templates.of(account.accountId(), wanted).map(found -> {
                    if (found.size() < wanted.size()) {
                        throw unknownTemplate("reminderTemplateId");
                    }
                    return found.stream().collect(Collectors.toMap(ReminderTemplate::id, ReminderTemplate::rules));
                });
    }

    private static List<Rule> rulesOf(Plan plan, Map<Long, List<Rule>> rules) {
        return plan.templateId().map(rules::get).orElse(List.of());
    }

    /**
     * Changes what exists and says what must be added.
     *
     * <p>A moment that is planned, has had its turn or was given up by snoozing is never planned a second time; so saving a
     * form again sends nothing again.
     */
    private List<Reminder> fit(
            AccountSettings account, Plan plan, Change change, List<Rule> rules, List<Reminder> existing) {
        var now = clock.instant();
        if (change == Change.STARTED) {
            comeBack(account, plan, existing, now);
        }
        var wanted = wanted(account, plan, rules, existing, now);
        var settled = new Settled(change, now);
        var movable = new ArrayDeque<Reminder>();
        for (var reminder : existing) {
            if (reminder.state() == State.FAILED) {
                // The person has changed what Telegram refused: it goes out again.
                reminder.retry(inHours(account, now), now);
            }
            if (reminder.started() || reminder.live() && reminder.source() == Source.SNOOZE) {
                endIfAnswered(account, plan, change, reminder, now);
            } else if (reminder.live() && reminder.plannedAt().isAfter(now)) {
                var kept = wanted.get(reminder.plannedAt());
                if (kept != null) {
                    reminder.becomeFrom(kept.source(), kept.local());
                } else if (reminder.source() == Source.TEMPLATE && reminder.state() == State.SCHEDULED) {
                    movable.add(reminder);
                    continue;
                } else {
                    reminder.end(Reason.REMOVED, now);
                }
            } else if (reminder.live()) {
                endIfOutOfDate(account, plan, change, reminder, now);
            }
            if (reminder.live()) {
                reminder.repeatBy(inHours(account, soonestRepeat(account, plan, reminder, now)));
            }
            settled.add(reminder);
        }
        var fresh = new ArrayList<Reminder>();
        for (var moment : wanted.values()) {
            if (!settled.has(moment) && !takenOver(account, moment, movable, existing, now)) {
                fresh.add(added(account, plan.subject(), moment, now));
            }
        }
        movable.forEach(reminder -> reminder.end(change == Change.REDATED ? Reason.REDATED : Reason.REMOVED, now));
        return fresh;
    }

    /** A subject that returns gets back what its end has interrupted: lines still ahead, and what spoke last, one interval from now. */
    private void comeBack(AccountSettings account, Plan plan, List<Reminder> existing, Instant now) {
        existing.stream()
                .filter(Reminder::interrupted)
                .max(Comparator.comparing(Reminder::updatedAt)
                        .thenComparing(reminder -> reminder.resumeState() != State.SCHEDULED)
                        .thenComparing(Reminder::plannedAt))
                .ifPresent(speaking -> {
                    var until = speaking.resumeState() == State.SNOOZED
                                    && speaking.snoozedUntil().isAfter(now)
                            ? inHours(account, speaking.snoozedUntil())
                            : NagPolicy.nextRepeat(account, plan.importance(), now);
                    speaking.comeBack(until, now);
                });
        existing.stream().filter(Reminder::interrupted).forEach(silent -> silent.end(Reason.SUPERSEDED, now));
        for (var line : existing) {
            var at = line.localAt().atZone(account.zone()).toInstant();
            if (line.source() == Source.CUSTOM && line.endedWithItsSubject() && at.isAfter(now)) {
                line.comeBack(inHours(account, at), now);
                line.moveTo(line.localAt(), at, inHours(account, at), now);
            }
        }
    }

    /** Whether a reminder that is there already takes this moment: one that moves to it, or one that had it before its subject ended. */
    private static boolean takenOver(
            AccountSettings account, Moment moment, Deque<Reminder> movable, List<Reminder> existing, Instant now) {
        if (moment.source() != Source.TEMPLATE) {
            return false;
        }
        var dueAt = inHours(account, moment.at());
        if (!movable.isEmpty()) {
            movable.remove().moveTo(moment.local(), moment.at(), dueAt, now);
            return true;
        }
        var before = existing.stream()
                .filter(reminder -> reminder.endedWithItsSubject() && !reminder.sent())
                .filter(reminder -> reminder.source() == Source.TEMPLATE
                        && reminder.plannedAt().equals(moment.at()))
                .findFirst();
        before.ifPresent(reminder -> reminder.comeBack(dueAt, now));
        return before.isPresent();
    }

    private static Reminder added(AccountSettings account, SubjectKey subject, Moment moment, Instant now) {
        return moment.at().isAfter(now)
                ? Reminder.scheduled(
                        account.accountId(),
                        subject,
                        moment.source(),
                        moment.local(),
                        moment.at(),
                        inHours(account, moment.at()),
                        now)
                : Reminder.past(account.accountId(), subject, moment.local(), moment.at(), now);
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
            boolean givenUp = change == Change.EDITED && !reminder.live() && reminder.reason() == Reason.SNOOZED;
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

    /** Due, but the night, an outage or a blocked bot has kept it back. */
    private void endIfOutOfDate(AccountSettings account, Plan plan, Change change, Reminder reminder, Instant now) {
        if (reminder.source() != Source.TEMPLATE) {
            endIfTakenOff(plan, reminder, now);
        } else if (change == Change.REDATED && redatedAhead(account, plan, now)) {
            // It speaks of a date that no longer holds.
            reminder.end(Reason.REDATED, now);
        } else if (plan.templateId().isEmpty()) {
            reminder.end(Reason.REMOVED, now);
        }
    }

    /** A started reminder is answered by moving the due moment ahead; taking a custom one off the list ends it as well. */
    private void endIfAnswered(AccountSettings account, Plan plan, Change change, Reminder reminder, Instant now) {
        if (change == Change.REDATED && redatedAhead(account, plan, now)) {
            reminder.end(Reason.REDATED, now);
        } else {
            endIfTakenOff(plan, reminder, now);
        }
    }

    private static void endIfTakenOff(Plan plan, Reminder reminder, Instant now) {
        if (reminder.source() == Source.CUSTOM
                && plan.custom().isPresent()
                && !plan.custom().get().contains(reminder.localAt())) {
            reminder.end(Reason.REMOVED, now);
        }
    }

    /** The person may have chosen a shorter interval, or another importance, since the last message. */
    private static Instant soonestRepeat(AccountSettings account, Plan plan, Reminder reminder, Instant now) {
        var soonest = reminder.updatedAt().plus(account.repeatInterval(plan.importance()));
        return soonest.isAfter(now) ? soonest : now;
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
            AccountSettings account, Plan plan, List<Rule> rules, List<Reminder> existing, Instant now) {
        var wanted = new TreeMap<Instant, Moment>();
        plan.dueDate()
                .ifPresent(date -> new ReminderTimes(account.zone(), account.workingHours())
                        .of(rules, date, plan.dueTime(), now)
                        .ahead()
                        .forEach(at -> wanted.put(at, new Moment(at, account.localTime(at), Source.TEMPLATE))));
        // Equal instants collapse (R2); the one chosen by hand stays, so that the form shows it again.
        plan.custom().orElseGet(() -> linesAhead(existing, now)).forEach(local -> {
            var at = local.atZone(account.zone()).toInstant();
            wanted.put(at, new Moment(at, local, Source.CUSTOM));
        });
        return wanted;
    }

    /** Without a form the subject keeps the lines it has. */
    private static List<LocalDateTime> linesAhead(List<Reminder> existing, Instant now) {
        return existing.stream()
                .filter(reminder -> reminder.source() == Source.CUSTOM && reminder.live() && !reminder.started())
                .filter(reminder -> reminder.plannedAt().isAfter(now))
                .map(Reminder::localAt)
                .toList();
    }

    private static Instant inHours(AccountSettings account, Instant moment) {
        return account.workingHours().firstAtOrAfter(moment, account.zone());
    }

    @Override
    public Uni<Void> stopAll(long accountId, Collection<SubjectKey> ended, Ending why) {
        if (ended.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var now = clock.instant();
        var reason =
                switch (why) {
                    case COMPLETED -> Reason.COMPLETED;
                    case DELETED -> Reason.DELETED;
                };
        return reminders
                .lockOf(accountId, ended)
                .invoke(existing ->
                        existing.stream().filter(Reminder::unfinished).forEach(reminder -> reminder.end(reason, now)))
                .chain(() -> changed(accountId, ended));
    }

    @Override
    public Uni<Void> snooze(AccountSettings account, SubjectKey subject, Instant until) {
        var now = clock.instant();
        if (!until.isAfter(now)) {
            return refuse("until", ReminderTexts::snoozeInPast);
        }
        if (until.isAfter(now.plus(LONGEST_SNOOZE))) {
            return refuse("until", ReminderTexts::snoozeTooFar);
        }
        var dueAt = inHours(account, until);
        return reminders
                .lockOf(account.accountId(), List.of(subject))
                .chain(existing -> {
                    var unfinished =
                            existing.stream().filter(Reminder::unfinished).toList();
                    // The one that speaks goes on; if none does yet, the next to come.
                    var speaking = unfinished.stream()
                            .filter(reminder ->
                                    reminder.started() || !reminder.plannedAt().isAfter(now))
                            .max(Comparator.comparing(Reminder::plannedAt))
                            .or(() -> unfinished.stream().min(Comparator.comparing(Reminder::plannedAt)));
                    unfinished.stream()
                            .filter(reminder -> reminder != speaking.orElseThrow())
                            .forEach(reminder -> reminder.end(Reason.SNOOZED, now));
                    if (speaking.isPresent()) {
                        speaking.get().snooze(until, dueAt, now);
                        return Uni.createFrom().voidItem();
                    }
                    var fresh = Reminder.scheduled(
                            account.accountId(), subject, Source.SNOOZE, account.localTime(until), until, dueAt, now);
                    fresh.snooze(until, dueAt, now);
                    return reminders.addAll(List.of(fresh));
                })
                .chain(() -> changed(account.accountId(), List.of(subject)));
    }

    @Override
    public Uni<Map<SubjectKey, Instant>> snoozedUntil(long accountId) {
        return ReminderQueue.rows(database, """
                select subject_kind, subject_id, max(coalesce(due_at, snoozed_until)) as until from reminders
                where account_id = $1 and snoozed_until is not null
                  and (state = 'SNOOZED' or state in ('CLAIMED', 'BLOCKED') and resume_state = 'SNOOZED')
                group by subject_kind, subject_id
                """, accountId)
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                ReminderQueue::subject,
                                row -> row.getOffsetDateTime("until").toInstant())));
    }

    private static <T> Uni<T> refuse(String field, Function<ReminderTexts, String> text) {
        return Uni.createFrom().failure(new Invalid(field, Wording.of(ReminderTexts.class, text)));
    }

    @Override
    public Uni<Optional<Long>> template(long accountId, SubjectKey.Kind kind, Optional<NullableId> choice) {
        if (choice.isEmpty()) {
            return templates.keepDefault(accountId, kind);
        }
        var id = choice.get().id();
        return id.isEmpty()
                ? Uni.createFrom().item(id)
                : templates.keep(accountId, id.get()).map(there -> {
                    if (!there) {
                        throw unknownTemplate("reminderTemplateId");
                    }
                    return id;
                });
    }

    private static Invalid unknownTemplate(String field) {
        return new Invalid(field, Wording.of(ReminderTexts.class, ReminderTexts::unknownTemplate));
    }

    @Override
    public Uni<List<Waiting>> waiting(long accountId, Collection<SubjectKey> subjects) {
        return subjects.isEmpty() ? Uni.createFrom().item(List.of()) : reminders.waiting(accountId, subjects);
    }

    @Override
    public Uni<Map<SubjectKey, Shown>> of(AccountSettings account, Collection<SubjectKey> shown) {
        if (shown.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        var texts = messages.texts(account.language());
        return reminders
                .of(account.accountId(), shown)
                .map(found -> found.stream()
                        .collect(Collectors.groupingBy(
                                Reminder::subject,
                                Collectors.collectingAndThen(
                                        Collectors.toList(), ofSubject -> shown(ofSubject, texts)))));
    }

    private static Shown shown(List<Reminder> ofSubject, ReminderTexts texts) {
        return new Shown(
                ofSubject.stream()
                        .map(reminder -> ReminderResource.view(reminder, texts))
                        .toList(),
                ofSubject.stream().filter(Reminder::unfinished).map(Waiting::of).toList());
    }

    /**
     * The zone, the hours or an interval changed: what is planned moves with the wall clock, what waits moves into the hours,
     * and what repeats too late comes sooner.
     */
    @Override
    public Uni<Void> settingsChanged(AccountSettings before, AccountSettings after) {
        return knownDefaults(before, after).chain(() -> hoursChanged(before, after));
    }

    private Uni<Void> knownDefaults(AccountSettings before, AccountSettings after) {
        if (before.defaults().equals(after.defaults())) {
            return Uni.createFrom().voidItem();
        }
        return known(
                        after.accountId(),
                        "defaultTaskTemplateId",
                        after.defaults().ofTasks())
                .chain(() -> known(
                        after.accountId(),
                        "defaultPaymentTemplateId",
                        after.defaults().ofPayments()));
    }

    private Uni<Void> known(long accountId, String field, Optional<Long> template) {
        return template.isEmpty()
                ? Uni.createFrom().voidItem()
                : templates
                        .share(accountId, template.get())
                        .invoke(there -> {
                            if (!there) {
                                throw unknownTemplate(field);
                            }
                        })
                        .replaceWithVoid();
    }

    private Uni<Void> hoursChanged(AccountSettings before, AccountSettings after) {
        boolean zoneMoved = !before.zone().equals(after.zone());
        if (!zoneMoved
                && before.workingHours().equals(after.workingHours())
                && before.repeatIntervals().equals(after.repeatIntervals())) {
            return Uni.createFrom().voidItem();
        }
        var now = clock.instant();
        Uni<Void> moved =
                zoneMoved ? moveWithTheWall(after, now) : Uni.createFrom().voidItem();
        return moved.chain(() -> reminders.lockLive(after.accountId()))
                .invoke(waiting -> waiting.forEach(reminder -> reminder.waitUntil(waitingMoment(after, reminder))))
                .chain(() -> replan(after, Optional.empty()));
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
        return wanted == null ? null : inHours(account, wanted);
    }

    /** What is planned is wall time: 09:00 stays 09:00 in the new zone; what has passed there already is due at once. */
    private Uni<Void> moveWithTheWall(AccountSettings account, Instant now) {
        return reminders
                .lockLive(account.accountId())
                .invoke(live -> {
                    var taken = live.stream()
                            .filter(Reminder::started)
                            .map(reminder -> new Place(reminder.subject(), reminder.plannedAt()))
                            .collect(Collectors.toCollection(HashSet::new));
                    live.stream().filter(reminder -> !reminder.started()).forEach(reminder -> {
                        var at = reminder.localAt().atZone(account.zone()).toInstant();
                        if (taken.add(new Place(reminder.subject(), at))) {
                            reminder.moveTo(reminder.localAt(), at, inHours(account, at), now);
                        } else {
                            // Two wall times can be one instant where the clocks go forward.
                            reminder.end(Reason.REMOVED, now);
                        }
                    });
                })
                .replaceWithVoid();
    }

    private record Place(SubjectKey subject, Instant at) {}

    /** Plans all that is open anew. */
    Uni<Void> replan(AccountSettings account, Optional<Long> templateId) {
        return subjects.openPlans(account.accountId(), templateId)
                .chain(plans -> portions(plans, portion -> planAll(account, portion, Change.EDITED)));
    }

    /** The template goes, its reminders stay: what was promised to come still comes. */
    Uni<Void> keepByHand(AccountSettings account, long templateId) {
        return subjects.openPlans(account.accountId(), Optional.of(templateId))
                .chain(plans -> portions(plans, portion -> keepByHand(account, portion)));
    }

    private Uni<Void> keepByHand(AccountSettings account, List<Plan> plans) {
        return reminders
                .lockOf(account.accountId(), plans.stream().map(Plan::subject).toList())
                .invoke(existing -> existing.stream()
                        .filter(Reminder::live)
                        .filter(reminder -> reminder.source() == Source.TEMPLATE)
                        .forEach(reminder -> reminder.becomeFrom(Source.CUSTOM, reminder.localAt())))
                .replaceWithVoid();
    }

    /** One after the other: all use this one session. */
    private static Uni<Void> portions(List<Plan> plans, Function<List<Plan>, Uni<? extends Void>> work) {
        return Multi.createFrom()
                .iterable(plans)
                .group()
                .intoLists()
                .of(PORTION)
                .onItem()
                .transformToUniAndConcatenate(work)
                .collect()
                .asList()
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

    /** The messages that speak for these are perhaps no longer true; they are corrected once this transaction is committed. */
    private Uni<Void> changed(long accountId, Collection<SubjectKey> subjects) {
        return Panache.getSession()
                .chain(session -> session.flush()
                        .chain(() -> session.createNativeQuery("""
                        update chat_messages m
                        set stale_since = coalesce(m.stale_since, :now), next_try_at = :now, revision = m.revision + 1,
                            attempts = 0
                        where m.account_id = :account and m.id in (
                          select t.chat_message_id
                          from chat_message_subjects t
                          join jsonb_to_recordset(cast(cast(:subjects as text) as jsonb)) as s (kind text, id bigint)
                            on t.subject_kind = s.kind and t.subject_id = s.id
                          where t.account_id = :account)
                        """)
                                .setParameter("now", clock.instant())
                                .setParameter("account", accountId)
                                .setParameter("subjects", json(subjects))
                                .executeUpdate()))
                .chain(() -> tellListeners(accountId, subjects));
    }

    private static String json(Collection<SubjectKey> subjects) {
        var json = new JsonArray();
        subjects.forEach(subject ->
                json.add(new JsonObject().put("kind", subject.kind().name()).put("id", subject.id())));
        return json.encode();
    }

    /** One after the other: all use this one session. */
    private Uni<Void> tellListeners(long accountId, Collection<SubjectKey> subjects) {
        return Multi.createFrom()
                .iterable(listeners)
                .onItem()
                .transformToUniAndConcatenate(listener -> listener.changed(accountId, subjects))
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
