package app.zapiska.loans;

import app.zapiska.accounts.CurrentUser;
import app.zapiska.loans.LoanEarlyReturn.EarlyReturnView;
import app.zapiska.platform.DayParameter;
import app.zapiska.platform.Money;
import app.zapiska.platform.QueryParameters;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
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

/** Paying a loan before its day: what that saves, and the last days on which the law asks for no notice. */
@Cancellable(false)
@Path("/loans/{id:\\d+}/early-return")
@Tag(name = "Loans")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class EarlyReturnResource {

    private final LoanViews views;
    private final LoanEarlyReturn earlyReturn;
    private final CurrentUser currentUser;

    EarlyReturnResource(LoanViews views, LoanEarlyReturn earlyReturn, CurrentUser currentUser) {
        this.views = views;
        this.earlyReturn = earlyReturn;
        this.currentUser = currentUser;
    }

    @GET
    @Operation(
            operationId = "foreseeEarlyReturn",
            summary = "What paying all or a part of a loan on a day saves against paying by the schedule",
            description = "Worked out here from what was entered. It is no lender's figure and no legal advice.")
    public Uni<EarlyReturnView> on(
            @RestPath long id,
            @RestQuery
                    @Parameter(
                            description = "Not before the receipt. Left out: the account's today",
                            schema = @Schema(implementation = LocalDate.class))
                    String on,
            @RestQuery
                    @Parameter(
                            description = "Left out: all that closes the loan",
                            schema = @Schema(implementation = Money.class))
                    String amount) {
        var account = currentUser.settings();
        var day = views.day(account, DayParameter.find("on", on));
        var sum = QueryParameters.sum("amount", amount).filter(Money::isPositive);
        return views.facts(account, id).map(loan -> earlyReturn.on(loan, day, sum, account.currency()));
    }
}
