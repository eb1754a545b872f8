package app.zapiska.loans;

import app.zapiska.accounts.CurrentUser;
import app.zapiska.loans.LoanParts.EntryView;
import app.zapiska.loans.LoanProlongation.ProlongationView;
import app.zapiska.loans.LoanProlongation.Wanted;
import app.zapiska.platform.AboveZero;
import app.zapiska.platform.DayParameter;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.ETags;
import app.zapiska.platform.Money;
import app.zapiska.platform.OneLine;
import app.zapiska.platform.QueryParameters;
import app.zapiska.platform.Wording;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.Cancellable;

/** A later date for the last payment of a loan: what it costs, and that it was agreed on. */
@Cancellable(false)
@Path("/loans/{id:\\d+}/prolongation")
@Tag(name = "Loans")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ProlongationResource {

    private final LoanService service;
    private final LoanViews views;
    private final LoanProlongation prolongation;
    private final CurrentUser currentUser;

    ProlongationResource(LoanService service, LoanViews views, LoanProlongation prolongation, CurrentUser currentUser) {
        this.service = service;
        this.views = views;
        this.prolongation = prolongation;
        this.currentUser = currentUser;
    }

    @Schema(name = "ProlongationInput")
    public record Request(
            @Schema(required = true, description = "After the date there is and after paidOn") @NotNull
            LocalDate until,

            @Schema(nullable = true, description = "Today or earlier, not before the loan's date. Left out: today")
            LocalDate paidOn,

            @Schema(
                    nullable = true,
                    description =
                            "What was paid for it, above zero. Left out: interest, penalty and fee by the contract")
            @AboveZero
            Money amount,

            @Schema(nullable = true, description = "Of amount, for moving the date: it repays nothing")
            Money fee,

            @Schema(
                    nullable = true,
                    description = "What is to be paid on the new date, above zero. Left out: by the contract")
            @AboveZero
            Money toReturn,

            @Schema(nullable = true, maxLength = 500) @OneLine(max = 500, optional = true)
            String note) {

        Wanted wanted() {
            if (fee != null && fee.isNegative()) {
                throw new Invalid("fee", Wording.of(LoanMessages.class, LoanMessages::feeBelowZero));
            }
            return new Wanted(
                    Optional.ofNullable(paidOn),
                    until,
                    Optional.ofNullable(amount),
                    fee == null ? Money.ZERO : fee,
                    Optional.ofNullable(toReturn),
                    note == null ? "" : note);
        }
    }

    @GET
    @Operation(
            operationId = "compareProlongation",
            summary = "What moving the date of the last payment costs, beside paying all now and paying a part",
            description = "Worked out here from what was entered. 409 when there is no last payment to move.")
    public Uni<ProlongationView> compare(
            @RestPath long id,
            @RestQuery
                    @Parameter(
                            description = "The new date. Left out: thirty days later",
                            schema = @Schema(implementation = LocalDate.class))
                    String until,
            @RestQuery
                    @Parameter(
                            description = "When the lender is paid. Left out: the account's today",
                            schema = @Schema(implementation = LocalDate.class))
                    String on,
            @RestQuery
                    @Parameter(
                            description = "What the lender takes for moving it",
                            schema = @Schema(implementation = Money.class))
                    String fee,
            @RestQuery
                    @Parameter(
                            description = "Of the principal, to be paid with it. Left out: half",
                            schema = @Schema(implementation = Money.class))
                    String part) {
        var account = currentUser.settings();
        var today = views.today(account);
        var day = DayParameter.find("on", on).orElse(today);
        var wanted = DayParameter.find("until", until);
        var taken = QueryParameters.sum("fee", fee).orElse(Money.ZERO);
        var paid = QueryParameters.sum("part", part);
        return views.facts(account, id)
                .map(loan -> prolongation.compare(loan, day, wanted, taken, paid, today, account.currency()));
    }

    @POST
    @Operation(
            operationId = "prolongLoan",
            summary = "Writes down what was paid for a later date, and moves it with its reminders",
            description = "The last payment alone can be prolonged, else 409. Reversing the entry moves the date back. "
                    + "The ETag is the loan's.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = EntryView.class)))
    public Uni<RestResponse<EntryView>> prolong(@RestPath long id, @NotNull @Valid Request request) {
        return service.prolong(
                        currentUser.settings(),
                        id,
                        request.wanted(),
                        new LoanEntry.Author(currentUser.source(), currentUser.actor()))
                .chain(paid -> views.entry(currentUser.settings(), id, paid.entryId())
                        .map(entry -> ResponseBuilder.<EntryView>create(RestResponse.Status.CREATED)
                                .entity(entry)
                                .tag(ETags.of(paid.version()))
                                .build()));
    }
}
