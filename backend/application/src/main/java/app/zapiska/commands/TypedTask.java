package app.zapiska.commands;

import app.zapiska.platform.LocalMoment;
import app.zapiska.platform.NullableId;
import app.zapiska.platform.NullableText;
import app.zapiska.quickadd.Proposal;
import app.zapiska.tasks.TaskRequest;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * A task as it was proposed in a chat: what the message shows is what is saved.
 *
 * @param recurrence an RRULE; only with a due date
 * @param reminders empty: the account's default; {@link NullableId#NONE}: none are wanted
 */
record TypedTask(
        String title,
        Optional<LocalMoment> due,
        Optional<Integer> durationMinutes,
        Optional<String> recurrence,
        int importance,
        Optional<Long> categoryId,
        Optional<NullableId> reminders) {

    static TypedTask of(Proposal proposal) {
        return new TypedTask(
                proposal.title(),
                proposal.due(),
                proposal.durationMinutes(),
                proposal.recurrence(),
                proposal.importance(),
                proposal.categoryId(),
                proposal.reminders().map(said -> new NullableId(said.templateId())));
    }

    TypedTask called(String other) {
        return new TypedTask(other, due, durationMinutes, recurrence, importance, categoryId, reminders);
    }

    boolean silent() {
        return reminders.filter(NullableId.NONE::equals).isPresent();
    }

    /** Whether its moment has passed while the message stood there. A day has not as long as it lasts. */
    boolean pastAt(ZonedDateTime now) {
        return due.filter(moment -> moment.time()
                        .map(time -> moment.date().atTime(time).isBefore(now.toLocalDateTime()))
                        .orElse(moment.date().isBefore(now.toLocalDate())))
                .isPresent();
    }

    TaskRequest request() {
        return new TaskRequest(
                title,
                null,
                importance,
                due.orElse(null),
                durationMinutes.orElse(null),
                categoryId.orElse(null),
                new NullableText(recurrence),
                null,
                null,
                reminders.orElse(null),
                null,
                null);
    }
}
