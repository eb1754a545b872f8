package app.zapiska.calendar;

import app.zapiska.accounts.CurrentUser;
import app.zapiska.platform.DayParameter;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.Wording;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Tasks and payments by day (T8). */
@Cancellable(false)
@Path("/calendar")
@Tag(name = "Calendar")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class CalendarResource {

    private static final int MOST_DAYS = 400;

    private final CalendarViews views;
    private final CurrentUser currentUser;

    CalendarResource(CalendarViews views, CurrentUser currentUser) {
        this.views = views;
        this.currentUser = currentUser;
    }

    @GET
    @Operation(
            operationId = "calendar",
            summary = "Tasks and payments of some days, in the account's zone",
            description = "Both days are within; at most " + MOST_DAYS
                    + " days. What repeats is shown ahead, as if each " + "were done when it is due.")
    public Uni<CalendarViews.View> get(
            @RestQuery @Parameter(required = true, schema = @Schema(implementation = LocalDate.class)) String from,
            @RestQuery @Parameter(required = true, schema = @Schema(implementation = LocalDate.class)) String to) {
        var first = DayParameter.require("from", from);
        var last = DayParameter.require("to", to);
        if (last.isBefore(first)) {
            throw new Invalid("to", Wording.of(CalendarMessages.class, CalendarMessages::endsBeforeItBegins));
        }
        if (ChronoUnit.DAYS.between(first, last) >= MOST_DAYS) {
            throw new Invalid("to", Wording.of(CalendarMessages.class, m -> m.tooManyDays(MOST_DAYS)));
        }
        return views.of(currentUser.settings(), first, last);
    }
}
