package app.zapiska.tasks;

import app.zapiska.platform.DomainException.FieldError;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.Lines;
import app.zapiska.platform.LocalMoment;
import app.zapiska.platform.NullableId;
import app.zapiska.platform.NullableText;
import app.zapiska.platform.OneLine;
import app.zapiska.platform.PlatformMessages;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Returned;
import app.zapiska.platform.Wording;
import app.zapiska.recurrence.RecurFrom;
import app.zapiska.recurrence.Recurrence;
import app.zapiska.tasks.TaskViews.View;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.Range;

/** A whole task; what is left out is empty, but for the two lists: without them the task keeps those it has. */
@Schema(name = "TaskInput")
@Returned(View.class)
public record TaskRequest(
        @Schema(required = true, minLength = 1, maxLength = 200) @NotNull @OneLine(max = 200)
        String title,

        @Schema(nullable = true, maxLength = 10_000) @Lines(max = 10_000)
        String description,

        @Schema(nullable = true, defaultValue = "2", minimum = "1", maximum = "3") @Range(min = 1, max = 3)
        Integer importance,

        @Schema(nullable = true) LocalMoment due,

        @Schema(nullable = true, minimum = "1", maximum = "10080", description = "Only with a due time")
        @Range(min = 1, max = 10_080)
        Integer durationMinutes,

        @Schema(nullable = true) Long categoryId,

        @Schema(
                implementation = String.class,
                nullable = true,
                maxLength = Recurrence.MOST_CHARACTERS,
                examples = "FREQ=MONTHLY;BYMONTHDAY=31",
                description = "An RRULE; needs a due date. Null: it does not repeat. Left out of a PUT: as it is")
        NullableText recurrence,

        @Schema(nullable = true, defaultValue = "due", description = "Left out together with the rule: as it is")
        RecurFrom recurFrom,

        @Schema(
                nullable = true,
                description = "The first day on which it may come again: a due date before that moves there. "
                        + "Left out together with the rule: as it is")
        LocalDate pausedUntil,

        @Schema(
                implementation = Long.class,
                nullable = true,
                description = "Null: no reminders. Left out of a new task: the account's default")
        NullableId reminderTemplateId,

        @Schema(nullable = true, maxItems = 100) @Size(max = Task.MOST_SUBTASKS)
        List<@NotNull @Valid StepRequest> subtasks,

        @Schema(
                nullable = true,
                maxItems = 50,
                description = "Local date-times of the account's zone to remind at besides the template's. "
                        + "A done task keeps those it has. Reminders as a GET shows them are taken as well: of them only "
                        + "those chosen by hand count")
        @JsonDeserialize(using = CustomMoments.class)
        @Size(max = 50)
        List<@NotNull LocalDateTime> reminders) {

    private static final int NEEDED = 2;

    /** @throws Invalid naming every field whose value makes no sense */
    TaskContent content() {
        var errors = new ArrayList<FieldError>();
        if (due != null && !Due.plausible(due.date())) {
            errors.add(new FieldError("due", years()));
        }
        if (durationMinutes != null && (due == null || due.time().isEmpty())) {
            errors.add(TaskResource.error("durationMinutes", TaskMessages::durationNeedsTime));
        }
        var rule = rule(errors);
        if (pausedUntil != null && !Due.plausible(pausedUntil)) {
            errors.add(new FieldError("pausedUntil", years()));
        }
        for (int place = 0; reminders != null && place < reminders.size(); place++) {
            if (!Due.plausible(reminders.get(place).toLocalDate())) {
                errors.add(new FieldError("reminders[" + place + "]", years()));
            }
        }
        if (!errors.isEmpty()) {
            throw new Invalid(ProblemType.VALIDATION.detail(), errors);
        }
        return new TaskContent(
                title,
                description == null ? "" : description,
                importance == null ? NEEDED : importance,
                Optional.ofNullable(due).map(Due::of),
                Optional.ofNullable(durationMinutes),
                Optional.ofNullable(categoryId),
                new TaskContent.Repeat(
                        recurrence == null, rule, Optional.ofNullable(recurFrom), Optional.ofNullable(pausedUntil)),
                template().flatMap(NullableId::id),
                Optional.ofNullable(subtasks).map(TaskRequest::inOrder));
    }

    private Optional<Recurrence> rule(List<FieldError> errors) {
        try {
            return Optional.ofNullable(recurrence).flatMap(NullableText::text).map(Recurrence::parse);
        } catch (Invalid refused) {
            errors.addAll(refused.errors());
            return Optional.empty();
        }
    }

    Optional<NullableId> template() {
        return Optional.ofNullable(reminderTemplateId);
    }

    /** By {@code order}; one without it stands where it is in the list. */
    private static List<TaskContent.Step> inOrder(List<StepRequest> steps) {
        return IntStream.range(0, steps.size())
                .boxed()
                .sorted(Comparator.comparingInt(place -> {
                    var order = steps.get(place).order();
                    return order == null ? place : order;
                }))
                .map(place -> steps.get(place).step(place))
                .toList();
    }

    static Wording years() {
        return Wording.of(PlatformMessages.class, m -> m.yearOutOfRange(Due.FIRST_YEAR, Due.LAST_YEAR));
    }

    @Schema(name = "SubtaskInput")
    public record StepRequest(
            @Schema(nullable = true, description = "Of an existing subtask, which keeps its identity and tick")
            Long id,

            @Schema(required = true, minLength = 1, maxLength = 200) @NotNull @OneLine(max = 200)
            String title,

            @Schema(nullable = true, description = "Left out: the tick stays")
            Boolean completed,

            @Schema(nullable = true, minimum = "0", description = "Left out: the place in the list")
            @Range(min = 0, max = 1_000)
            Integer order) {

        private TaskContent.Step step(int place) {
            return new TaskContent.Step(Optional.ofNullable(id), title, Optional.ofNullable(completed), place);
        }
    }
}
