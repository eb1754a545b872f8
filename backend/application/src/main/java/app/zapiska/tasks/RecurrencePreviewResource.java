package app.zapiska.tasks;

import app.zapiska.accounts.AllowedForReadOnly;
import app.zapiska.accounts.CurrentUser;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.LocalMoment;
import app.zapiska.recurrence.RecurFrom;
import app.zapiska.recurrence.Recurrence;
import app.zapiska.recurrence.Series;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.validator.constraints.Range;

/** What a rule would mean, by the function that decides in the end. */
@Path("/tasks/recurrence-preview")
@Tag(name = "Tasks")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RecurrencePreviewResource {

    private static final int MOST_DATES = 50;

    private final CurrentUser currentUser;
    private final InstantSource clock;

    RecurrencePreviewResource(CurrentUser currentUser, InstantSource clock) {
        this.currentUser = currentUser;
        this.clock = clock;
    }

    @Schema(name = "RecurrencePreviewInput")
    public record PreviewRequest(
            @Schema(
                    required = true,
                    maxLength = Recurrence.MOST_CHARACTERS,
                    examples = "FREQ=MONTHLY;BYMONTHDAY=31",
                    description = "An RRULE")
            @NotNull
            String recurrence,

            @Schema(required = true) @NotNull LocalMoment due,

            @Schema(nullable = true, defaultValue = "due") RecurFrom recurFrom,

            @Schema(nullable = true) LocalDate pausedUntil,

            @Schema(nullable = true, minimum = "1", maximum = "50", defaultValue = "6")
            @Range(min = 1, max = MOST_DATES)
            Integer count) {}

    @Schema(name = "RecurrencePreview")
    public record PreviewView(
            @Schema(required = true, description = "As the task will show it")
            String recurrence,

            @Schema(required = true, description = "The rule in the account's language")
            String words,

            @Schema(
                    required = true,
                    description = "What comes after the due date, each supposed to be done when it is due; fewer than "
                            + "asked for when the series ends")
            List<LocalMoment> dates) {}

    @POST
    @AllowedForReadOnly
    @Operation(
            operationId = "previewRecurrence",
            summary = "A recurrence rule in words, and its next dates",
            description = "Changes nothing.")
    public PreviewView preview(@NotNull @Valid PreviewRequest request) {
        if (!Due.plausible(request.due().date())) {
            throw new Invalid("due", TaskRequest.years());
        }
        var account = currentUser.settings();
        var rule = Recurrence.parse(request.recurrence());
        var from = Optional.ofNullable(request.recurFrom()).orElse(RecurFrom.DUE);
        rule.fits(request.due());
        var dates = Series.begin(rule, from, request.due())
                .upcoming(
                        request.due(),
                        clock.instant(),
                        account.zone(),
                        Optional.ofNullable(request.pausedUntil()),
                        Optional.ofNullable(request.count()).orElse(SeriesViews.DATES));
        return new PreviewView(rule.text(), TaskViews.words(account, rule.text(), from, request.due()), dates);
    }
}
