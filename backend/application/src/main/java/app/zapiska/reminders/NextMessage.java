package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.sql.Sql;
import app.zapiska.reminders.Reminder.State;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * When a person is next written to about something, or why they are not: the engine's own rule, told ahead.
 *
 * @param at inside working hours; empty when nothing comes
 */
public record NextMessage(Optional<Instant> at, Reason reason) {

    @Schema(name = "NextMessageReason")
    public enum Reason {
        /** A planned moment. */
        @JsonProperty("planned")
        PLANNED,
        /** It repeats, as it was not answered. */
        @JsonProperty("repeat")
        REPEAT,
        /** The person has put it off. */
        @JsonProperty("snoozed")
        SNOOZED,
        /** It would come sooner, and the person has asked for silence until then. */
        @JsonProperty("paused")
        PAUSED,
        /** Neither a template nor moments of its own. */
        @JsonProperty("noReminders")
        NO_REMINDERS,
        /** It has a template, which has no date to count from. */
        @JsonProperty("noDate")
        NO_DATE,
        /** Completed or paid. */
        @JsonProperty("done")
        DONE,
        /** The account has no chat. */
        @JsonProperty("notLinked")
        NOT_LINKED,
        /** The person has blocked the bot. */
        @JsonProperty("blocked")
        BLOCKED,
        /** The bot has no token, or Telegram does not know it. */
        @JsonProperty("off")
        OFF,
        /** Telegram has refused the text; it is tried again when the text changes. */
        @JsonProperty("failed")
        FAILED
    }

    /** A subject, or a loan as a whole, as far as the rule looks at it. @param reminding has a template */
    public record About(boolean open, boolean dated, boolean reminding) {}

    /**
     * A reminder that has something to say, or would have if Telegram took its text.
     *
     * @param resume the waiting state it is in, or was taken from
     * @param dueAt or, when it was put back, when it is tried again; null for one that waits for the chat or has failed
     */
    public record Waiting(
            SubjectKey subject,
            long id,
            Instant plannedAt,
            State state,
            State resume,
            Instant dueAt,
            ReminderReason why) {

        static final Set<State> STATES = waitingStates();

        private static final Comparator<Waiting> IN_ORDER =
                Comparator.comparing(Waiting::plannedAt).thenComparing(Waiting::id);

        private static final Comparator<Waiting> SOONEST = Comparator.comparing(
                        Waiting::dueAt, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(waiting -> waiting.state == State.FAILED)
                .thenComparing(Waiting::id);

        private static Set<State> waitingStates() {
            var states = EnumSet.copyOf(State.LIVE);
            states.add(State.FAILED);
            return states;
        }

        static Waiting of(Reminder reminder) {
            return new Waiting(
                    reminder.subject(),
                    reminder.id(),
                    reminder.plannedAt(),
                    reminder.state(),
                    reminder.resumeState(),
                    reminder.nextAt(),
                    reminder.reason());
        }

        /** Has begun, so that earlier ones of its subject end without a word. */
        private boolean begun() {
            return state == State.AWAITING || state == State.CLAIMED || state == State.SENDING;
        }
    }

    /** {@link Reminder#nextAt}; null where {@code due_at} is. */
    private static final String NEXT_AT = "r.due_at + greatest(interval '0', r.not_before - r.due_at)";

    private static final String CHOSEN =
            "r.account_id, r.subject_kind, r.subject_id, r.id, r.planned_at, r.state, r.resume_state, " + NEXT_AT
                    + " as due_at, r.reason";

    private static final List<String> COLUMNS =
            List.of("id", "subject_kind", "subject_id", "planned_at", "state", "resume_state", "due_at", "reason");

    private static final String STATES =
            Waiting.STATES.stream().map(state -> "'" + state + "'").collect(Collectors.joining(", "));

    /**
     * SQL for the one of many reminders that {@link #of} would decide by, for lists in which all of them would be too many.
     *
     * @param reminders a query for rows of {@code reminders}, in whatever state
     */
    public static String soonest(String reminders) {
        // In order first, so that it is asked of the first ones only whether a later one has begun.
        return """
                select r.* from (%s order by due_at, r.state = 'FAILED', r.id offset 0) r
                where not exists (
                  select from reminders later
                  where later.account_id = r.account_id
                    and later.subject_kind = r.subject_kind and later.subject_id = r.subject_id
                    and (later.planned_at, later.id) > (r.planned_at, r.id)
                    and later.state in ('AWAITING', 'CLAIMED', 'SENDING'))
                order by r.due_at, r.state = 'FAILED', r.id limit 1
                """.formatted(waiting(reminders));
    }

    /** SQL for the reminders among these that {@link #of} looks at. @param reminders as of {@link #soonest} */
    public static String waiting(String reminders) {
        return "select %s from (%s) r where r.state in (%s)".formatted(CHOSEN, reminders, STATES);
    }

    /** @param row what {@code to_json} makes of a row of {@link #soonest} or {@link #waiting}; null for none */
    public static Optional<Waiting> waiting(JsonObject row) {
        return Optional.ofNullable(row)
                .map(one -> new Waiting(
                        new SubjectKey(
                                SubjectKey.Kind.valueOf(one.getString("subject_kind")), one.getLong("subject_id")),
                        one.getLong("id"),
                        instant(one.getString("planned_at")),
                        State.valueOf(one.getString("state")),
                        State.valueOf(one.getString("resume_state")),
                        instant(one.getString("due_at")),
                        one.getString("reason") == null ? null : ReminderReason.valueOf(one.getString("reason"))));
    }

    /** A row of {@link #soonest} as columns beside others, for {@link #waiting(Row)}; JSON would cost both sides more. */
    public static String columns(String soonest) {
        return COLUMNS.stream()
                .map(column -> soonest + "." + column + " as waiting_" + column)
                .collect(Collectors.joining(", "));
    }

    /** @param row with {@link #columns}, which are null for none */
    public static Optional<Waiting> waiting(Row row) {
        var reason = row.getString("waiting_reason");
        return Optional.ofNullable(row.getLong("waiting_id"))
                .map(id -> new Waiting(
                        new SubjectKey(
                                SubjectKey.Kind.valueOf(row.getString("waiting_subject_kind")),
                                row.getLong("waiting_subject_id")),
                        id,
                        Sql.instant(row, "waiting_planned_at"),
                        State.valueOf(row.getString("waiting_state")),
                        State.valueOf(row.getString("waiting_resume_state")),
                        Sql.instant(row, "waiting_due_at"),
                        reason == null ? null : ReminderReason.valueOf(reason)));
    }

    private static Instant instant(String moment) {
        return moment == null ? null : OffsetDateTime.parse(moment).toInstant();
    }

    /**
     * @param waiting those of the subject, or of all open payments of a loan
     * @param botReady whether messages can be sent at all
     */
    static NextMessage of(
            About about, Collection<Waiting> waiting, AccountSettings account, boolean botReady, Instant now) {
        if (!about.open()) {
            return silent(Reason.DONE);
        }
        var begun = waiting.stream()
                .filter(Waiting::begun)
                .collect(Collectors.toMap(
                        Waiting::subject, Function.identity(), BinaryOperator.maxBy(Waiting.IN_ORDER)));
        var next = waiting.stream()
                .filter(one -> !begun.containsKey(one.subject())
                        || Waiting.IN_ORDER.compare(one, begun.get(one.subject())) >= 0)
                .min(Waiting.SOONEST);
        if (next.isEmpty()) {
            return silent(about.reminding() && !about.dated() ? Reason.NO_DATE : Reason.NO_REMINDERS);
        }
        var speaks = next.get();
        if (speaks.state() == State.FAILED) {
            return silent(Reason.FAILED);
        }
        if (!account.second().ready()) {
            if (account.chat().isEmpty()) {
                return silent(Reason.NOT_LINKED);
            }
            if (account.chatBlocked() || speaks.dueAt() == null) {
                return silent(speaks.why() == ReminderReason.NO_CHAT ? Reason.NOT_LINKED : Reason.BLOCKED);
            }
            if (!botReady) {
                return silent(Reason.OFF);
            }
        }
        var wanted = speaks.dueAt() != null && speaks.dueAt().isAfter(now) ? speaks.dueAt() : now;
        boolean payment = speaks.subject().kind().isPayment();
        if (account.heldUntil(wanted, payment).isPresent() || held(speaks, account, now)) {
            return new NextMessage(Optional.of(account.comesAt(wanted, payment)), Reason.PAUSED);
        }
        return new NextMessage(
                Optional.of(account.inHours(wanted)),
                switch (speaks.resume()) {
                    case AWAITING -> Reason.REPEAT;
                    case SNOOZED -> Reason.SNOOZED;
                    default -> Reason.PLANNED;
                });
    }

    /** It came due in the pause and has been put to its end. */
    private static boolean held(Waiting one, AccountSettings account, Instant now) {
        return one.why() == ReminderReason.PAUSED
                && account.heldUntil(now, one.subject().kind().isPayment()).isPresent();
    }

    private static NextMessage silent(Reason why) {
        return new NextMessage(Optional.empty(), why);
    }
}
