package app.zapiska.quickadd;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.AllowedForReadOnly;
import app.zapiska.accounts.CurrentUser;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.Lines;
import app.zapiska.platform.LocalMoment;
import app.zapiska.platform.Money;
import app.zapiska.platform.PlatformMessages;
import app.zapiska.platform.Verbatim;
import app.zapiska.platform.Wording;
import app.zapiska.quickadd.Proposal.Question;
import app.zapiska.quickadd.Proposal.Reminders;
import app.zapiska.quickadd.Proposal.Understood;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.validator.constraints.Range;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What a line would be as a task (T9). */
@Cancellable(false)
@Path("/tasks/quick-add")
@Tag(name = "Tasks")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class QuickAddResource {

    /** Between which a task's deadline may lie. */
    private static final int FIRST_YEAR = 2000;

    private static final int LAST_YEAR = 2100;

    /** A character may take two. */
    private static final int MOST_UNITS = 2 * QuickAddLines.LONGEST;

    private final QuickAddLines lines;
    private final CurrentUser currentUser;
    private final InstantSource clock;

    QuickAddResource(QuickAddLines lines, CurrentUser currentUser, InstantSource clock) {
        this.lines = lines;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    @Schema(name = "QuickAddInput")
    public record QuickAddRequest(
            // As it was typed: offsets into a text that was tidied first would mark other words.
            @Schema(required = true, maxLength = QuickAddLines.LONGEST)
            @NotNull
            @Lines(max = QuickAddLines.LONGEST)
            @JsonDeserialize(using = Verbatim.class)
            String text,

            @Schema(nullable = true, description = "In the account's zone. Left out: the present moment")
            LocalDateTime now,

            @Schema(
                    nullable = true,
                    maxItems = 100,
                    description = "Parts of the text to leave as they are: what was understood and taken back")
            @Size(max = 100)
            List<@NotNull @Valid PlainPart> plain) {

        private List<Part> parts() {
            return plain == null
                    ? List.of()
                    : plain.stream()
                            .map(part -> new Part(part.from(), part.to()))
                            .toList();
        }

        /** @throws Invalid when it is nobody's present */
        private ZonedDateTime now(AccountSettings account, InstantSource clock) {
            if (now == null) {
                return clock.instant().atZone(account.zone());
            }
            if (now.getYear() < FIRST_YEAR || now.getYear() > LAST_YEAR) {
                throw new Invalid(
                        "now", Wording.of(PlatformMessages.class, m -> m.yearOutOfRange(FIRST_YEAR, LAST_YEAR)));
            }
            return now.atZone(account.zone());
        }
    }

    @Schema(name = "QuickAddPart")
    public record PlainPart(
            @Schema(required = true, minimum = "0") @NotNull @Range(min = 0, max = MOST_UNITS)
            Integer from,

            @Schema(required = true, minimum = "0") @NotNull @Range(min = 0, max = MOST_UNITS)
            Integer to) {}

    @Schema(name = "QuickAdd")
    public record View(
            @Schema(required = true) ProposalView proposal,

            @Schema(required = true, description = "What was taken to mean something, in the order of the text")
            List<UnderstoodView> understood,

            @Schema(required = true, description = "What could mean several things; its words are still in the title")
            List<QuestionView> questions) {

        static View from(Proposal proposal) {
            return new View(
                    ProposalView.from(proposal),
                    proposal.understood().stream().map(UnderstoodView::from).toList(),
                    proposal.questions().stream().map(QuestionView::from).toList());
        }
    }

    @Schema(name = "QuickAddProposal")
    public record ProposalView(
            @Schema(required = true, description = "Empty when the text says nothing else; may be longer than a title")
            String title,

            @Schema(required = true, nullable = true, description = "Never past")
            LocalMoment due,

            @Schema(required = true, nullable = true, description = "When it was said from when to when")
            Integer durationMinutes,

            @Schema(required = true, minimum = "1", maximum = "3")
            int importance,

            @Schema(required = true, nullable = true, description = "Its id")
            Long category,

            @Schema(required = true, nullable = true, description = "RRULE")
            String recurrence,

            @Schema(
                    implementation = Long.class,
                    nullable = true,
                    description =
                            "As for a new task: null: none is wanted; left out: nothing was said, the default applies")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            Optional<Long> reminderTemplateId,

            @Schema(required = true, nullable = true, description = "In the account's currency; stays in the title")
            Money amount) {

        static ProposalView from(Proposal proposal) {
            return new ProposalView(
                    proposal.title(),
                    proposal.due().orElse(null),
                    proposal.durationMinutes().orElse(null),
                    proposal.importance(),
                    proposal.categoryId().orElse(null),
                    proposal.recurrence().orElse(null),
                    proposal.reminders().map(Reminders::templateId).orElse(null),
                    proposal.amount().orElse(null));
        }
    }

    @Schema(name = "QuickAddUnderstood", description = "Offsets in UTF-16 units of the text; to is behind the last one")
    public record UnderstoodView(
            @Schema(required = true) int from,
            @Schema(required = true) int to,
            @Schema(required = true) Kind kind) {

        static UnderstoodView from(Understood understood) {
            return new UnderstoodView(understood.from(), understood.to(), understood.kind());
        }
    }

    @Schema(name = "QuickAddField")
    public enum Field {
        @JsonProperty("title")
        TITLE,
        @JsonProperty("due")
        DUE,
        @JsonProperty("importance")
        IMPORTANCE,
        @JsonProperty("category")
        CATEGORY,
        @JsonProperty("reminderTemplateId")
        REMINDER_TEMPLATE_ID,
        @JsonProperty("recurrence")
        RECURRENCE,
        @JsonProperty("amount")
        AMOUNT
    }

    /** @param choices values that the field of the proposal may have */
    @Schema(name = "QuickAddQuestion")
    public record QuestionView(
            @Schema(required = true) Field field,

            @Schema(
                    required = true,
                    description = "Values for that field of the proposal; among templates null: no reminders")
            List<Object> choices) {

        static QuestionView from(Question question) {
            return switch (question) {
                case Question.Due due -> new QuestionView(Field.DUE, List.copyOf(due.choices()));
                case Question.Category category -> new QuestionView(Field.CATEGORY, List.copyOf(category.choices()));
                case Question.Importance importance ->
                    new QuestionView(Field.IMPORTANCE, List.copyOf(importance.choices()));
                // A choice may be null, which List.of and its like refuse.
                case Question.Template template ->
                    new QuestionView(
                            Field.REMINDER_TEMPLATE_ID,
                            template.choices().stream()
                                    .map(choice -> (Object) choice.templateId().orElse(null))
                                    .toList());
                case Question.Amount amount -> new QuestionView(Field.AMOUNT, List.copyOf(amount.choices()));
                case Question.Recurrence recurrence ->
                    new QuestionView(Field.RECURRENCE, List.copyOf(recurrence.choices()));
                case Question.Title title -> new QuestionView(Field.TITLE, List.of());
            };
        }
    }

    @POST
    @AllowedForReadOnly
    @Operation(
            operationId = "quickAdd",
            summary = "What a line in Russian or English would be as a task",
            description = "Saves nothing.")
    public Uni<View> understand(@NotNull @Valid QuickAddRequest request) {
        var account = currentUser.settings();
        return lines.of(account, request.now(account, clock))
                .map(known -> View.from(known.understand(request.text(), request.parts())));
    }
}
