package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.SettingsListener;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.NullableId;
import app.zapiska.platform.Wording;
import app.zapiska.platform.sql.Sql;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
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
    private final Remindables subjects;
    private final List<SubjectListener> listeners;
    private final Pool database;
    private final InstantSource clock;

    ReminderPlans(
            Reminders reminders,
            ReminderTemplates templates,
            Remindables subjects,
            @All List<SubjectListener> listeners,
            Pool database,
            InstantSource clock) {
        this.reminders = reminders;
        this.templates = templates;
        this.subjects = subjects;
        this.listeners = listeners;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Uni<Void> planAll(AccountSettings account, Collection<Plan> plans, Change change) {
        return planAll(account, plans, change, (plan, existing) -> {});
    }

    /** @param first what happens to the reminders there are before they are made to fit */
    private Uni<Void> planAll(
            AccountSettings account, Collection<Plan> plans, Change change, BiConsumer<Plan, List<Reminder>> first) {
        if (plans.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var planned = plans.stream().map(Plan::subject).toList();
        var reconciliation = new Reconciliation(account, clock.instant());
        return rulesOf(account, plans)
                .chain(rules -> lockOf(account.accountId(), planned)
                        .map(existing -> plans.stream()
                                .flatMap(plan -> {
                                    var own = of(plan.subject(), existing);
                                    first.accept(plan, own);
                                    return reconciliation.fit(plan, change, rulesOf(plan, rules), own).stream();
                                })
                                .toList()))
                .chain(reminders::addAll)
                .chain(() -> changed(account.accountId(), planned));
    }

    @Override
    public Uni<Map<SubjectKey, JsonArray>> remember(long accountId, Collection<SubjectKey> remembered) {
        return lockOf(accountId, remembered)
                .map(existing -> existing.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, rows -> PlannedBefore.of(rows.getValue()))));
    }

    @Override
    public Uni<Set<SubjectKey>> snoozedSince(long accountId, Map<SubjectKey, JsonArray> remembered) {
        return lockOf(accountId, remembered.keySet())
                .map(existing -> existing.entrySet().stream()
                        .filter(rows -> new PlannedBefore(remembered.get(rows.getKey())).snoozedSince(rows.getValue()))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
    }

    @Override
    public Uni<Void> putBack(AccountSettings account, Collection<Plan> plans, Map<SubjectKey, JsonArray> remembered) {
        var now = clock.instant();
        return planAll(
                account,
                plans,
                Change.EDITED,
                (plan, existing) -> new PlannedBefore(remembered.getOrDefault(plan.subject(), new JsonArray()))
                        .putBack(account, plan.importance(), existing, now));
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

    @Override
    public Uni<Void> stopAll(long accountId, Collection<SubjectKey> ended, Ending why) {
        if (ended.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var now = clock.instant();
        var reason =
                switch (why) {
                    case COMPLETED -> ReminderReason.COMPLETED;
                    case DELETED -> ReminderReason.DELETED;
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
        return reminders
                .lockOf(account.accountId(), List.of(subject))
                .map(existing -> new Reconciliation(account, now).snooze(subject, until, existing))
                .chain(reminders::addAll)
                .chain(() -> changed(account.accountId(), List.of(subject)));
    }

    @Override
    public Uni<Map<SubjectKey, Instant>> snoozedUntil(long accountId) {
        return Sql.rows(database, """
                select subject_kind, subject_id, max(coalesce(due_at, snoozed_until)) as until from reminders
                where account_id = $1 and snoozed_until is not null and subject_kind in (%s)
                  and (state = 'SNOOZED' or state in ('CLAIMED', 'BLOCKED') and resume_state = 'SNOOZED')
                group by subject_kind, subject_id
                """.formatted(SubjectKey.Kind.known()), accountId)
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
        return moved(after, zoneMoved);
    }

    /** Another version of the rules of time zones: the account's zone is the same, and its hours may not be. */
    Uni<Void> zoneRulesChanged(AccountSettings account) {
        return moved(account, true);
    }

    private Uni<Void> moved(AccountSettings account, boolean zoneMoved) {
        var reconciliation = new Reconciliation(account, clock.instant());
        Uni<Void> planned = zoneMoved
                ? reminders
                        .lockLive(account.accountId())
                        .invoke(reconciliation::followZone)
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
        return planned.chain(() -> reminders.lockLive(account.accountId()))
                .invoke(reconciliation::followHours)
                .chain(() -> replan(account, Optional.empty()));
    }

    /** Plans all that is open anew. */
    Uni<Void> replan(AccountSettings account, Optional<Long> templateId) {
        return subjects.openPlans(account.accountId(), templateId)
                .chain(plans -> batches(plans, batch -> planAll(account, batch, Change.EDITED)));
    }

    /** The template goes, its reminders stay: what was promised to come still comes. */
    Uni<Void> detachFromTemplate(AccountSettings account, long templateId) {
        return subjects.openPlans(account.accountId(), Optional.of(templateId))
                .chain(plans -> batches(plans, batch -> detachFromTemplate(account, batch)));
    }

    private Uni<Void> detachFromTemplate(AccountSettings account, List<Plan> plans) {
        return reminders
                .lockOf(account.accountId(), plans.stream().map(Plan::subject).toList())
                .invoke(Reconciliation::detach)
                .replaceWithVoid();
    }

    /** One after the other: all use this one session. */
    private static Uni<Void> batches(List<Plan> plans, Function<List<Plan>, Uni<? extends Void>> work) {
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
    public Uni<Void> botReplaced() {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery("delete from chat_messages").executeUpdate())
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> chatReachable(AccountSettings account) {
        var now = clock.instant();
        return reminders
                .lockBlocked(account.accountId())
                .invoke(blocked -> blocked.forEach(reminder -> reminder.unblock(
                        account.inHours(reminder.plannedAt().isAfter(now) ? reminder.plannedAt() : now), now)))
                .chain(() -> reminders.unblockUnknown(account.accountId(), now));
    }

    /** The messages that speak for these are perhaps no longer true; they are corrected once this transaction is committed. */
    private Uni<Void> changed(long accountId, Collection<SubjectKey> subjects) {
        return Panache.getSession()
                .chain(session -> session.flush()
                        .chain(() -> session.createNativeQuery("""
                        with meant as materialized (
                          select m.id from chat_messages m
                          where m.account_id = :account and m.id in (
                            select t.chat_message_id
                            from chat_message_subjects t
                            join jsonb_to_recordset(cast(cast(:subjects as text) as jsonb)) as s (kind text, id bigint)
                              on t.subject_kind = s.kind and t.subject_id = s.id
                            where t.account_id = :account)
                          order by m.id for no key update)
                        update chat_messages m
                        set stale_since = coalesce(m.stale_since, :now), next_try_at = :now, revision = m.revision + 1,
                            attempts = 0
                        from meant where m.id = meant.id
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

    @Override
    public Uni<Void> touched(long accountId, Collection<SubjectKey> subjects) {
        return tellListeners(accountId, subjects);
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
