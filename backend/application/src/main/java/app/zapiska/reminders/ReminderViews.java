package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.DomainException.NotFound;
import app.zapiska.platform.Page;
import app.zapiska.platform.Wording;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import app.zapiska.reminders.NextMessage.Waiting;
import app.zapiska.reminders.Reminder.State;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Reminders as clients see them, in lists of their own and as parts of what they are about. */
@ApplicationScoped
public class ReminderViews {

    /** {@link Reminder#nextAt}. */
    private static final String NEXT_AT =
            "case when due_at is not null then greatest(due_at, not_before) end as next_at";

    private final Pool database;
    private final ReminderFormatters messages;

    ReminderViews(Pool database, ReminderFormatters messages) {
        this.database = database;
        this.messages = messages;
    }

    /**
     * @param at wall time in the account's zone
     * @param source {@code template}, {@code custom} or {@code snooze}
     * @param state {@code scheduled}, {@code sending}, {@code awaiting}, {@code snoozed}, {@code done}, {@code cancelled},
     *     {@code failed} or {@code blocked}
     * @param nextAt when the engine acts next; null when it will not
     * @param reason why it waits, ended or failed, in the account's language; null when there is nothing to say
     */
    @Schema(name = "Reminder")
    public record ReminderView(
            @Schema(required = true) long id,
            @Schema(required = true) LocalDateTime at,

            @Schema(
                    required = true,
                    enumeration = {"template", "custom", "snooze"})
            String source,

            @Schema(
                    required = true,
                    enumeration = {
                        "scheduled",
                        "sending",
                        "awaiting",
                        "snoozed",
                        "done",
                        "cancelled",
                        "failed",
                        "blocked"
                    })
            String state,

            @Schema(required = true, nullable = true) Instant nextAt,
            @Schema(required = true) int sentCount,
            @Schema(required = true, nullable = true) Instant lastSentAt,
            @Schema(required = true, nullable = true) String reason) {}

    /**
     * What is reminded of is a task, an instalment or the return of a loan without a schedule.
     *
     * @param taskId null for payments
     * @param installmentId null for anything but an instalment
     * @param loanId of a payment; null for tasks, and for an instalment whose loan has been deleted
     */
    @Schema(name = "PlannedReminder")
    public record Planned(
            @Schema(required = true, nullable = true) Long taskId,
            @Schema(required = true, nullable = true) Long installmentId,
            @Schema(required = true, nullable = true) Long loanId,
            @Schema(required = true) ReminderView reminder) {}

    /**
     * One try of one message.
     *
     * @param seq the number of the message, from 0
     * @param attempt the number of the try of this message, from 1
     * @param outcome null while the call is on its way
     * @param channel by which it went: {@code push} and {@code mail} are second channels, for when Telegram does not reach the person
     * @param channelReason why it did not go by Telegram; null when it did
     * @param channelSince since when Telegram was away; null where it was not, and of tries of versions before
     */
    @Schema(name = "Delivery")
    public record DeliveryView(
            @Schema(required = true) int seq,

            @com.fasterxml.jackson.annotation.JsonProperty("try") @Schema(name = "try", required = true)
            int attempt,

            @Schema(required = true) Instant intentAt,

            @Schema(
                    nullable = true,
                    enumeration = {"sent", "rejected", "notSent", "unknown"})
            String outcome,

            @Schema(nullable = true) Instant outcomeAt,
            @Schema(nullable = true) Long messageId,
            @Schema(nullable = true) String error,

            @Schema(
                    required = true,
                    enumeration = {"telegram", "push", "mail"})
            String channel,

            @Schema(
                    nullable = true,
                    enumeration = {"notLinked", "blocked", "away"})
            String channelReason,

            @Schema(nullable = true) Instant channelSince) {}

    @RegisterForReflection
    record Position(Instant plannedAt, long id) {}

    /** By planned moment; of each instalment it tells the loan, unless that was deleted or it was taken out of the schedule. */
    Uni<Page<Planned>> page(
            AccountSettings account,
            Instant from,
            Instant to,
            Collection<State> states,
            Position after,
            int limit,
            Function<Position, String> cursor) {
        var texts = messages.texts(account.language());
        return Statement.of(
                        """
                        select r.id, r.subject_kind, r.subject_id, r.source, r.local_at, r.planned_at, r.state, r.next_at,
                          r.sent_count, r.last_sent_at, r.reason, l.id as loan_id
                        from (
                          select id, account_id, subject_kind, subject_id, installment_id, source, local_at, planned_at, state,
                            sent_count, last_sent_at, reason, %s
                          from reminders
                          where account_id = :account and planned_at >= :from and planned_at < :to and state = any(:states)
                            and subject_kind in (%s)
                            and (planned_at, id) > (cast(:afterMoment as timestamptz), cast(:afterId as bigint))
                          order by planned_at, id limit :limit) r
                        left join installments i
                          on i.account_id = r.account_id and i.id = r.installment_id and i.removed_at is null
                        left join payoff_payments p
                          on r.subject_kind = 'PLANNED' and p.account_id = r.account_id and p.id = r.subject_id
                          and p.removed_at is null
                        left join loans l on l.account_id = r.account_id and l.id = coalesce(i.loan_id, p.loan_id)
                          and l.deleted_at is null
                        order by r.planned_at, r.id
                        """.formatted(NEXT_AT, SubjectKey.Kind.known()),
                        Map.of(
                                "account",
                                account.accountId(),
                                "from",
                                from,
                                "to",
                                to,
                                "states",
                                states.stream().map(State::name).toArray(String[]::new),
                                "afterMoment",
                                after.plannedAt(),
                                "afterId",
                                after.id(),
                                "limit",
                                // One more tells that there is a next page.
                                limit + 1L))
                .on(database)
                .map(rows -> Page.of(
                        rows,
                        limit,
                        row -> planned(row, texts),
                        row -> cursor.apply(new Position(Sql.instant(row, "planned_at"), row.getLong("id")))));
    }

    private static Planned planned(Row row, ReminderTexts texts) {
        var subject = ReminderQueue.subject(row);
        var view = view(
                row.getLong("id"),
                subject.kind(),
                row.getLocalDateTime("local_at"),
                row.getString("source"),
                State.valueOf(row.getString("state")),
                Sql.instant(row, "next_at"),
                row.getInteger("sent_count"),
                Sql.instant(row, "last_sent_at"),
                reason(row.getString("reason")),
                texts);
        return switch (subject.kind()) {
            case TASK -> new Planned(subject.id(), null, null, view);
            case LOAN -> new Planned(null, null, subject.id(), view);
            case INSTALLMENT -> new Planned(null, subject.id(), row.getLong("loan_id"), view);
            case PLANNED -> new Planned(null, null, row.getLong("loan_id"), view);
        };
    }

    /**
     * Two hundred tries are a good fifty hours of nagging; older ones say nothing new.
     *
     * @throws NotFound (as a failed Uni) when the account has no such reminder
     */
    Uni<List<DeliveryView>> deliveries(long accountId, long id) {
        return Statement.of("""
                        select d.seq, d.try, d.intent_at, d.outcome, d.outcome_at, d.message_id, d.error,
                          d.channel, d.channel_reason, d.channel_since
                        from reminders r left join lateral (
                          select seq, try, intent_at, outcome, outcome_at, message_id, error, channel, channel_reason,
                            channel_since
                          from deliveries
                          where account_id = :account and reminder_id = r.id order by seq desc, try desc limit 200) d on true
                        where r.account_id = :account and r.id = :id
                        order by d.seq, d.try
                        """, Map.of("account", accountId, "id", id))
                .on(database)
                .map(rows -> {
                    if (rows.isEmpty()) {
                        throw new NotFound(Wording.of(ReminderTexts.class, ReminderTexts::reminderNotFound));
                    }
                    // A reminder that was never tried is one row of nothing.
                    return rows.stream()
                            .filter(row -> row.getInteger("seq") != null)
                            .map(ReminderViews::delivery)
                            .toList();
                });
    }

    private static DeliveryView delivery(Row row) {
        return new DeliveryView(
                row.getInteger("seq"),
                row.getInteger("try"),
                Sql.instant(row, "intent_at"),
                outcome(row.getString("outcome")),
                Sql.instant(row, "outcome_at"),
                row.getLong("message_id"),
                row.getString("error"),
                row.getString("channel").toLowerCase(Locale.ROOT),
                channelReason(row.getString("channel_reason")),
                Sql.instant(row, "channel_since"));
    }

    private static String channelReason(String stored) {
        return stored == null ? null : "NOT_LINKED".equals(stored) ? "notLinked" : stored.toLowerCase(Locale.ROOT);
    }

    private static String outcome(String stored) {
        return stored == null ? null : "NOT_SENT".equals(stored) ? "notSent" : stored.toLowerCase(Locale.ROOT);
    }

    /** @param views in order of their planned moment */
    public record Shown(List<ReminderView> views, List<Waiting> waiting) {

        public static final Shown NOTHING = new Shown(List.of(), List.of());
    }

    /** What {@link #shown} reads, of the {@code r} that {@link #joined} makes. */
    public static final String COLUMNS = "r.reminder_ids, r.reminder_sources, r.reminder_states, r.reminder_resumes,"
            + " r.reminder_local_at, r.reminder_planned_at, r.reminder_next_at, r.reminder_sent, r.reminder_last_sent_at,"
            + " r.reminder_reasons";

    /**
     * SQL that puts all reminders of a subject beside its row, as arrays of one order.
     *
     * @param id the subject's column; the account is {@code :account}
     */
    public static String joined(SubjectKey.Kind kind, String id) {
        return """
                 left join lateral (
                  select array_agg(id) as reminder_ids, array_agg(source) as reminder_sources,
                    array_agg(state) as reminder_states, array_agg(resume_state) as reminder_resumes,
                    array_agg(local_at) as reminder_local_at, array_agg(planned_at) as reminder_planned_at,
                    array_agg(next_at) as reminder_next_at, array_agg(sent_count) as reminder_sent,
                    array_agg(last_sent_at) as reminder_last_sent_at, array_agg(reason) as reminder_reasons
                  from (
                    select id, source, state, resume_state, local_at, planned_at, sent_count, last_sent_at, reason, %s
                    from reminders
                    where account_id = :account and subject_kind = '%s' and subject_id = %s
                    order by planned_at, id) r) r on true
                """.formatted(NEXT_AT, kind.name(), id);
    }

    /** @param row with {@link #COLUMNS} */
    public Shown shown(Row row, SubjectKey subject, Locale language) {
        var ids = row.getArrayOfLongs("reminder_ids");
        if (ids == null) {
            return Shown.NOTHING;
        }
        var sources = row.getArrayOfStrings("reminder_sources");
        var states = row.getArrayOfStrings("reminder_states");
        var resumes = row.getArrayOfStrings("reminder_resumes");
        var localAt = row.getArrayOfLocalDateTimes("reminder_local_at");
        var plannedAt = row.getArrayOfOffsetDateTimes("reminder_planned_at");
        var nextAt = row.getArrayOfOffsetDateTimes("reminder_next_at");
        var sent = row.getArrayOfIntegers("reminder_sent");
        var lastSentAt = row.getArrayOfOffsetDateTimes("reminder_last_sent_at");
        var reasons = row.getArrayOfStrings("reminder_reasons");
        var texts = messages.texts(language);
        var views = new ArrayList<ReminderView>(ids.length);
        var waiting = new ArrayList<Waiting>();
        for (int place = 0; place < ids.length; place++) {
            var state = State.valueOf(states[place]);
            var next = instant(nextAt[place]);
            var reason = reason(reasons[place]);
            views.add(view(
                    ids[place],
                    subject.kind(),
                    localAt[place],
                    sources[place],
                    state,
                    next,
                    sent[place],
                    instant(lastSentAt[place]),
                    reason,
                    texts));
            if (Waiting.STATES.contains(state)) {
                waiting.add(new Waiting(
                        subject,
                        ids[place],
                        instant(plannedAt[place]),
                        state,
                        State.valueOf(resumes[place]),
                        next,
                        reason));
            }
        }
        return new Shown(views, waiting);
    }

    private static ReminderView view(
            long id,
            SubjectKey.Kind kind,
            LocalDateTime localAt,
            String source,
            State state,
            Instant nextAt,
            int sentCount,
            Instant lastSentAt,
            ReminderReason reason,
            ReminderTexts texts) {
        return new ReminderView(
                id,
                localAt,
                source.toLowerCase(Locale.ROOT),
                written(state),
                nextAt,
                sentCount,
                lastSentAt,
                reason == null ? null : reason.in(texts, kind));
    }

    /** A claim is the engine's affair: to people the reminder is on its way. */
    static String written(State state) {
        return state == State.CLAIMED ? "sending" : state.name().toLowerCase(Locale.ROOT);
    }

    private static ReminderReason reason(String stored) {
        return stored == null ? null : ReminderReason.valueOf(stored);
    }

    private static Instant instant(OffsetDateTime moment) {
        return moment == null ? null : moment.toInstant();
    }
}
