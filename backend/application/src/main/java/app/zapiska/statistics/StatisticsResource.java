package app.zapiska.statistics;

import app.zapiska.accounts.CurrentUser;
import app.zapiska.platform.DayParameter;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.Wording;
import app.zapiska.statistics.StatisticsViews.Period;
import app.zapiska.statistics.StatisticsViews.View;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What was done, answered and paid (T11). */
@Cancellable(false)
@Path("/statistics")
@Tag(name = "Statistics")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class StatisticsResource {

    private static final int USUAL_DAYS = 30;

    private final StatisticsViews statistics;
    private final CurrentUser currentUser;
    private final InstantSource clock;

    StatisticsResource(StatisticsViews statistics, CurrentUser currentUser, InstantSource clock) {
        this.statistics = statistics;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    @GET
    @Operation(
            operationId = "statistics",
            summary = "Tasks done, reminders answered and payments made within a period",
            description = "Days are those of the account's zone; at most " + StatisticsViews.MOST_DAYS + " of them.")
    public Uni<View> get(
            @RestQuery
                    @Parameter(
                            description = "The first day; left out: " + USUAL_DAYS + " days, of which to is the last",
                            schema = @Schema(implementation = LocalDate.class))
                    String from,
            @RestQuery
                    @Parameter(
                            description = "The last day, included; left out: today",
                            schema = @Schema(implementation = LocalDate.class))
                    String to) {
        var account = currentUser.settings();
        var last = DayParameter.find("to", to).orElseGet(() -> account.today(clock.instant()));
        var period = new Period(DayParameter.find("from", from).orElseGet(() -> last.minusDays(USUAL_DAYS - 1)), last);
        if (period.first().isAfter(last)) {
            throw new Invalid("to", Wording.of(StatisticsMessages.class, StatisticsMessages::emptyPeriod));
        }
        if (period.days() > StatisticsViews.MOST_DAYS) {
            throw new Invalid(
                    "to", Wording.of(StatisticsMessages.class, m -> m.periodTooLong(StatisticsViews.MOST_DAYS)));
        }
        return statistics.of(account, period);
    }
}
