package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.NullableId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the owners of remindable things tell the engine. Every call joins the caller's Hibernate transaction, so a task and
 * its reminders change together or not at all.
 */
public interface ReminderPlanner {

    /**
     * The wanted reminders of one subject.
     *
     * @param dueTime empty for a due day without a time
     * @param durationMinutes exact minutes from the due moment on; empty for what has no end
     * @param templateId empty: no template's reminders
     * @param custom wall times chosen by hand, in the account's zone; empty leaves those it has as they are
     */
    record Plan(
            SubjectKey subject,
            int importance,
            Optional<LocalDate> dueDate,
            Optional<LocalTime> dueTime,
            Optional<Integer> durationMinutes,
            Optional<Long> templateId,
            Optional<List<LocalDateTime>> custom) {

        Optional<Due> due() {
            return dueDate.map(date -> new Due(date, dueTime, durationMinutes));
        }

        /** @param templateId of its loan */
        public static Plan ofPayment(SubjectKey payment, Optional<LocalDate> dueDate, Optional<Long> templateId) {
            return new Plan(
                    payment,
                    PaymentDue.IMPORTANCE,
                    dueDate,
                    Optional.empty(),
                    Optional.empty(),
                    templateId,
                    Optional.empty());
        }
    }

    /**
     * Makes the reminders fit the plan after a subject was created, changed, reopened or restored. Nothing that was sent is
     * sent again; moments already past are not sent. A change of the due moment ends the nagging about the old one.
     *
     * @throws app.zapiska.platform.DomainException.Invalid (as a failed Uni) when the template is not the account's
     */
    default Uni<Void> plan(AccountSettings account, Plan plan, Change change) {
        return planAll(account, List.of(plan), change);
    }

    /**
     * As {@link #plan}, for many subjects to which the same has happened, in a number of statements that does not depend on
     * how many they are.
     */
    Uni<Void> planAll(AccountSettings account, Collection<Plan> plans, Change change);

    enum Change {
        /** New, reopened or restored: nothing is alive. */
        STARTED,
        /** Something other than the due moment changed. */
        EDITED,
        /** The due moment changed. */
        RESCHEDULED
    }

    /** Ends whatever is planned or nagging, and corrects the message in the chat. */
    default Uni<Void> stop(long accountId, SubjectKey subject, Ending why) {
        return stopAll(accountId, List.of(subject), why);
    }

    /** As {@link #stop}, in a number of statements that does not depend on how many subjects they are. */
    Uni<Void> stopAll(long accountId, Collection<SubjectKey> subjects, Ending why);

    /** Something else of these has changed that messages may speak of; nothing is planned anew. */
    Uni<Void> touched(long accountId, Collection<SubjectKey> subjects);

    enum Ending {
        /** A task was completed, a payment made. */
        COMPLETED,
        /** Deleted, or taken out of its loan's schedule. */
        DELETED
    }

    /**
     * What still has something to say about these, for {@link #putBack}. Nobody else changes it until the transaction ends.
     *
     * @return only those that have any; to be kept as it is
     */
    Uni<Map<SubjectKey, JsonArray>> remember(long accountId, Collection<SubjectKey> subjects);

    /** Those of which a person has put off a reminder since that was remembered. */
    Uni<Set<SubjectKey>> snoozedSince(long accountId, Map<SubjectKey, JsonArray> remembered);

    /**
     * What was remembered goes on as it was, and what was planned since ends. Whatever else has changed meanwhile is followed as
     * after an edit. In a number of statements that does not depend on how many subjects they are.
     *
     * @param plans of the subjects as they are again
     */
    Uni<Void> putBack(AccountSettings account, Collection<Plan> plans, Map<SubjectKey, JsonArray> remembered);

    /**
     * Leaves exactly one future reminder, at this moment moved into working hours, with the nag going on from there. A subject
     * without any reminder gets this one.
     *
     * @throws app.zapiska.platform.DomainException.Invalid (as a failed Uni) when {@code until} is not in the future or
     *     more than a year away
     */
    Uni<Void> snooze(AccountSettings account, SubjectKey subject, Instant until);

    /**
     * The subjects of an account that are snoozed, and when each of them is spoken of again, inside working hours. Opens its
     * own connection.
     */
    Uni<Map<SubjectKey, Instant>> snoozedUntil(long accountId);

    /**
     * The template that is meant for a thing of this kind; it stays until the transaction ends.
     *
     * @param choice empty: nothing was said, so it is the account's default
     * @throws app.zapiska.platform.DomainException.Invalid (as a failed Uni) when the account has no such template
     */
    Uni<Optional<Long>> template(long accountId, SubjectKey.Kind kind, Optional<NullableId> choice);
}
