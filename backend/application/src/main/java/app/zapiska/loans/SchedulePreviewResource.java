package app.zapiska.loans;

import app.zapiska.accounts.AllowedForReadOnly;
import app.zapiska.platform.AboveZero;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.LocalMoment;
import app.zapiska.platform.Money;
import app.zapiska.platform.PlatformMessages;
import app.zapiska.platform.Wording;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.validator.constraints.Range;

/** What a schedule would be. */
@Path("/loans/schedule-preview")
@Tag(name = "Loans")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SchedulePreviewResource {

    @Schema(name = "SchedulePreviewInput")
    public record PreviewRequest(
            @Schema(required = true, description = "To be paid in all") @NotNull @AboveZero
            Money amount,

            @Schema(required = true, minimum = "1", maximum = "366")
            @NotNull
            @Range(min = 1, max = Schedule.MOST_INSTALLMENTS)
            Integer count,

            @Schema(required = true) @NotNull LocalDate firstDate,

            @Schema(required = true, description = "A month is counted from the first date: 31, 28, 31") @NotNull
            Schedule.Period period) {

        /** @throws Invalid when it does not divide or leads beyond the years we know */
        List<Schedule.Planned> schedule() {
            if (!Schedule.divides(amount, count)) {
                throw new Invalid("amount", Wording.of(LoanMessages.class, LoanMessages::tooSmallToDivide));
            }
            var schedule = Schedule.generate(amount, count, firstDate, period);
            if (schedule.getLast().dueDate().getYear() > LocalMoment.LAST_YEAR) {
                throw new Invalid(
                        "firstDate",
                        Wording.of(
                                PlatformMessages.class,
                                m -> m.yearOutOfRange(LocalMoment.FIRST_YEAR, LocalMoment.LAST_YEAR)));
            }
            return schedule;
        }
    }

    @Schema(name = "SchedulePreview")
    public record PreviewView(@Schema(required = true) List<PlannedView> installments) {}

    @Schema(name = "PlannedInstallment")
    public record PlannedView(
            @Schema(required = true) LocalDate dueDate,
            @Schema(required = true) Money amount) {

        static PlannedView from(Schedule.Planned planned) {
            return new PlannedView(planned.dueDate(), planned.amount());
        }
    }

    @POST
    @AllowedForReadOnly
    @Operation(
            operationId = "previewSchedule",
            summary = "Equal payments at equal distances; what does not divide goes to the last one",
            description = "Changes nothing.")
    public PreviewView preview(@NotNull @Valid PreviewRequest request) {
        return new PreviewView(
                request.schedule().stream().map(PlannedView::from).toList());
    }
}
