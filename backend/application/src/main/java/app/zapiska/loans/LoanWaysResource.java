package app.zapiska.loans;

import app.zapiska.accounts.CurrentUser;
import app.zapiska.loans.WaysViews.View;
import app.zapiska.platform.DayParameter;
import app.zapiska.platform.Money;
import app.zapiska.platform.QueryParameters;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** «Не могу заплатить»: ways out of a loan. */
@Cancellable(false)
@Path("/loans/{id:\\d+}/ways")
@Tag(name = "Loans")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LoanWaysResource {

    private final LoanWays ways;
    private final CurrentUser currentUser;

    LoanWaysResource(LoanWays ways, CurrentUser currentUser) {
        this.ways = ways;
        this.currentUser = currentUser;
    }

    @GET
    @Operation(
            operationId = "loanWays",
            summary = "What can be done when a loan can't be paid: what each way costs and until when it is open",
            description = "Worked out here from what was entered, or told by the law. No legal advice, and no promise.")
    public Uni<View> ways(
            @RestPath long id,
            @RestQuery
                    @Parameter(
                            description = "Left out: the account's today",
                            schema = @Schema(implementation = LocalDate.class))
                    String on,
            @RestQuery
                    @Parameter(
                            description = "What could be paid on that day; left out or 0: an example",
                            schema = @Schema(implementation = Money.class))
                    String part) {
        return ways.of(
                currentUser.settings(),
                id,
                DayParameter.find("on", on),
                QueryParameters.sum("part", part).filter(Money::isPositive));
    }
}
