package app.zapiska.loans;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.accounts.AuditTrail;
import app.zapiska.accounts.CurrentUser;
import app.zapiska.loans.LoanParts.EntryView;
import app.zapiska.loans.LoanParts.InstallmentView;
import app.zapiska.loans.LoanTotals.StatisticsView;
import app.zapiska.loans.LoanViews.Listed;
import app.zapiska.loans.LoanViews.View;
import app.zapiska.loans.ReckoningViews.ReckoningView;
import app.zapiska.platform.AboveZero;
import app.zapiska.platform.Cursors;
import app.zapiska.platform.DayParameter;
import app.zapiska.platform.ETags;
import app.zapiska.platform.EtaggedResponse;
import app.zapiska.platform.Money;
import app.zapiska.platform.OneLine;
import app.zapiska.platform.Page;
import app.zapiska.platform.PageRequest;
import app.zapiska.platform.QueryParameters;
import app.zapiska.platform.Returned;
import app.zapiska.undo.UndoLog;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.Cancellable;

@Cancellable(false)
@Path("/loans")
@Tag(name = "Loans")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LoanResource {

    private final LoanService service;
    private final LoanViews views;
    private final LoanTotals totals;
    private final CurrentUser currentUser;
    private final Cursors cursors;
    private final AuditTrail audit;

    LoanResource(
            LoanService service,
            LoanViews views,
            LoanTotals totals,
            CurrentUser currentUser,
            Cursors cursors,
            AuditTrail audit) {
        this.service = service;
        this.views = views;
        this.totals = totals;
        this.currentUser = currentUser;
        this.cursors = cursors;
        this.audit = audit;
    }

    @Schema(name = "LoanPage")
    public record PageView(
            @Schema(required = true) List<View> items,

            @Schema(required = true, nullable = true, description = "Give it as cursor with the same other parameters")
            String nextCursor) {}

    @Schema(name = "LedgerPage")
    public record EntryPageView(
            @Schema(required = true, description = "The newest first")
            List<EntryView> items,

            @Schema(required = true, nullable = true) String nextCursor) {}

    @Schema(name = "SingleInstallmentInput")
    @Returned(InstallmentView.class)
    public record SingleRequest(
            @Schema(required = true, description = "Not before the loan's date") @NotNull
            LocalDate dueDate,

            @Schema(required = true, description = "Above zero, not below what was paid for it") @NotNull @AboveZero
            Money amount) {}

    @Schema(name = "PaymentInput")
    public record PaymentRequest(
            @Schema(required = true, description = "Above zero, not above what is left") @NotNull @AboveZero
            Money amount,

            @Schema(nullable = true, description = "Today or earlier, not before the loan's date. Left out: today")
            LocalDate paidOn,

            @Schema(
                    nullable = true,
                    description = "Left out: paid for the loan as a whole, fills the instalments by date")
            Long installmentId,

            @Schema(nullable = true, maxLength = 500) @OneLine(max = 500, optional = true)
            String note) {}

    @Schema(name = "LoanClosing")
    public record Closing(
            @Schema(required = true, minLength = 1, maxLength = 500) @NotNull @OneLine(max = 500)
            String reason) {}

    @GET
    @Operation(operationId = "listLoans", summary = "A page of loans; status and words combine")
    public Uni<PageView> list(
            @RestQuery
                    @Parameter(
                            description = "urgent includes today's and overdue ones",
                            schema =
                                    @Schema(
                                            enumeration = {"all", "open", "paid", "urgent", "overdue"},
                                            defaultValue = "all"))
                    String status,
            @RestQuery @Parameter(description = "Part of the lender's name, site or notes, in small or capital letters")
                    String q,
            @RestQuery
                    @Parameter(
                            schema =
                                    @Schema(
                                            enumeration = {"next", "org", "debt"},
                                            defaultValue = "next"))
                    String sort,
            @BeanParam PageRequest page) {
        var order = QueryParameters.oneOf("sort", sort, LoanSort.NEXT);
        var selection = new LoanFigures.Selection(
                QueryParameters.oneOf("status", status, LoanFilter.ALL), QueryParameters.words("q", q));
        var list = "loans " + order + " " + selection;
        return views.list(
                        currentUser.settings(),
                        selection,
                        order,
                        cursors.read(list, page.cursor(), LoanFigures.Position.class),
                        page.limit())
                .map(rows -> Page.of(rows, page.limit(), Listed::view, last -> cursors.write(list, last.position())))
                .map(found -> new PageView(found.items(), found.nextCursor()));
    }

    @GET
    @Path("/statistics")
    @Operation(operationId = "loanStatistics", summary = "Totals of all loans that are not deleted")
    public Uni<StatisticsView> statistics() {
        return totals.statistics(currentUser.settings());
    }

    @POST
    @Operation(operationId = "createLoan", summary = "A loan together with its schedule")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = View.class)))
    public Uni<RestResponse<View>> create(@NotNull @Valid LoanRequest request) {
        return service.create(currentUser.settings(), request.content(), request.template())
                .chain(this::shown)
                .map(loan -> EtaggedResponse.created("/loans/" + loan.id(), loan, loan.version()));
    }

    @GET
    @Path("/{id:\\d+}")
    @Operation(operationId = "getLoan")
    public Uni<RestResponse<View>> get(@RestPath long id) {
        return shown(id).map(LoanResource::tagged);
    }

    @PUT
    @Path("/{id:\\d+}")
    @Operation(
            operationId = "updateLoan",
            description =
                    "Takes the whole loan. Without installments it keeps those it has. What contradicts the ledger "
                            + "answers 409 and names the fields.")
    public Uni<RestResponse<View>> replace(
            @RestPath long id, @RestHeader("If-Match") String ifMatch, @NotNull @Valid LoanRequest request) {
        var account = currentUser.settings();
        return answer(
                id,
                ETags.ifMatch(ifMatch)
                        .change(
                                seen -> service.replace(account, id, seen, request.content()),
                                shown(id),
                                View::version));
    }

    @DELETE
    @Path("/{id:\\d+}")
    @Operation(operationId = "deleteLoan", description = "It can be restored; its ledger stays.")
    @APIResponse(
            responseCode = "204",
            headers =
                    @Header(
                            name = UndoLog.HEADER,
                            description = "What takes it back",
                            schema = @Schema(implementation = UUID.class)))
    public Uni<RestResponse<Void>> delete(@RestPath long id, @RestHeader("If-Match") String ifMatch) {
        var account = currentUser.settings();
        return ETags.ifMatch(ifMatch)
                .change(seen -> service.delete(account, id, seen), shown(id), View::version)
                .call(() -> audit.note(Event.LOAN_DELETED, Map.of("ids", new JsonArray(List.of(id)))))
                .map(UndoLog::deleted);
    }

    @POST
    @Path("/{id:\\d+}/restore")
    @Operation(
            operationId = "restoreLoan",
            description = "Takes deletion back; a loan that is not deleted stays as it is.")
    public Uni<RestResponse<View>> restore(@RestPath long id) {
        return answer(id, service.restore(currentUser.settings(), id));
    }

    @POST
    @Path("/{id:\\d+}/close")
    @Operation(
            operationId = "closeLoan",
            description =
                    "Writes off what is left, by a correction of the ledger. Reversing that opens the loan again. A "
                            + "paid loan answers 409.")
    public Uni<RestResponse<View>> close(@RestPath long id, @NotNull @Valid Closing request) {
        return answer(id, service.close(currentUser.settings(), id, request.reason(), author()));
    }

    @POST
    @Path("/{id:\\d+}/installments")
    @Operation(operationId = "addInstallment", description = "The ETag is the loan's.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = InstallmentView.class)))
    public Uni<RestResponse<InstallmentView>> addInstallment(@RestPath long id, @NotNull @Valid SingleRequest request) {
        return service.addInstallment(currentUser.settings(), id, request.dueDate(), request.amount())
                .chain(installmentId -> shown(id)
                        .map(loan -> EtaggedResponse.created(
                                "/loans/" + id + "/installments/" + installmentId,
                                installment(loan, installmentId),
                                loan.version())));
    }

    @PUT
    @Path("/{id:\\d+}/installments/{installmentId:\\d+}")
    @Operation(operationId = "updateInstallment", description = "If-Match and ETag are the loan's.")
    public Uni<RestResponse<InstallmentView>> changeInstallment(
            @RestPath long id,
            @RestPath long installmentId,
            @RestHeader("If-Match") String ifMatch,
            @NotNull @Valid SingleRequest request) {
        var account = currentUser.settings();
        return ETags.ifMatch(ifMatch)
                .change(
                        seen -> service.changeInstallment(
                                account, id, installmentId, seen, request.dueDate(), request.amount()),
                        shown(id),
                        View::version,
                        loan -> loan.installment(installmentId).orElse(null))
                .chain(() -> shown(id))
                .map(loan -> EtaggedResponse.ok(installment(loan, installmentId), loan.version()));
    }

    @DELETE
    @Path("/{id:\\d+}/installments/{installmentId:\\d+}")
    @Operation(
            operationId = "deleteInstallment",
            description = "If-Match and ETag are the loan's. One that money was paid for answers 409.")
    @APIResponse(responseCode = "204")
    public Uni<RestResponse<Void>> deleteInstallment(
            @RestPath long id, @RestPath long installmentId, @RestHeader("If-Match") String ifMatch) {
        var account = currentUser.settings();
        return ETags.ifMatch(ifMatch)
                .change(seen -> service.removeInstallment(account, id, installmentId, seen), shown(id), View::version)
                .map(version ->
                        ResponseBuilder.<Void>noContent().tag(ETags.of(version)).build());
    }

    @POST
    @Path("/{id:\\d+}/installments/{installmentId:\\d+}/pay")
    @Operation(
            operationId = "payInstallment",
            description = "Pays what is left of it, dated the account's today. A paid one answers 409.")
    public Uni<RestResponse<View>> payInstallment(@RestPath long id, @RestPath long installmentId) {
        return answer(id, service.payRemaining(currentUser.settings(), id, installmentId, author()));
    }

    @POST
    @Path("/{id:\\d+}/installments/{installmentId:\\d+}/unpay")
    @Operation(
            operationId = "unpayInstallment",
            description = "Reverses what was paid for it alone. 409 when there is nothing to reverse.")
    public Uni<RestResponse<View>> unpayInstallment(@RestPath long id, @RestPath long installmentId) {
        return answer(id, service.unpay(currentUser.settings(), id, installmentId, author()));
    }

    @GET
    @Path("/{id:\\d+}/payments")
    @Operation(operationId = "listPayments", summary = "The ledger of a loan, the newest first")
    public Uni<EntryPageView> payments(@RestPath long id, @BeanParam PageRequest page) {
        var list = "payments " + id;
        return views.entries(
                        currentUser.settings(),
                        id,
                        cursors.read(list, page.cursor(), EntryPosition.class).map(EntryPosition::id),
                        page.limit())
                .map(entries -> Page.of(
                        entries,
                        page.limit(),
                        Function.identity(),
                        last -> cursors.write(list, new EntryPosition(last.id()))))
                .map(found -> new EntryPageView(found.items(), found.nextCursor()));
    }

    @RegisterForReflection
    record EntryPosition(long id) {}

    @GET
    @Path("/{id:\\d+}/reckoning")
    @Operation(
            operationId = "loanReckoning",
            summary = "What closes the loan on a day by its contract, line by line, with the law's rules behind it",
            description = "Worked out here from what was entered. It is no lender's figure and no legal advice.")
    public Uni<ReckoningView> reckoning(
            @RestPath long id,
            @RestQuery
                    @Parameter(
                            description = "Not before the receipt. Left out: the account's today",
                            schema = @Schema(implementation = LocalDate.class))
                    String on,
            @RestQuery
                    @Parameter(
                            description = "What the lender says it is: the answer compares both",
                            schema = @Schema(implementation = Money.class))
                    String theirs) {
        return views.reckoning(
                currentUser.settings(), id, DayParameter.find("on", on), QueryParameters.sum("theirs", theirs));
    }

    @POST
    @Path("/{id:\\d+}/payments")
    @Operation(
            operationId = "addPayment",
            description = "Writes a payment down. More than is left answers 409. The ETag is the loan's.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = EntryView.class)))
    public Uni<RestResponse<EntryView>> pay(@RestPath long id, @NotNull @Valid PaymentRequest request) {
        return service.pay(
                        currentUser.settings(),
                        id,
                        request.amount(),
                        Optional.ofNullable(request.paidOn()),
                        Optional.ofNullable(request.installmentId()),
                        request.note() == null ? "" : request.note(),
                        author())
                .chain(paid -> views.entry(currentUser.settings(), id, paid.entryId())
                        .map(entry -> ResponseBuilder.<EntryView>create(RestResponse.Status.CREATED)
                                .entity(entry)
                                .tag(ETags.of(paid.version()))
                                .build()));
    }

    @POST
    @Path("/{id:\\d+}/payments/{entryId:\\d+}/reverse")
    @Operation(
            operationId = "reversePayment",
            description = "Writes the opposite of an entry. Once only, and not of a reversal: else 409.")
    public Uni<RestResponse<View>> reverse(@RestPath long id, @RestPath long entryId) {
        return answer(id, service.reverse(currentUser.settings(), id, entryId, author()));
    }

    private Uni<View> shown(long id) {
        return views.get(currentUser.settings(), id);
    }

    /** Of a loan that was changed: as everybody sees it from now on. */
    private Uni<RestResponse<View>> answer(long id, Uni<Void> change) {
        return change.chain(() -> shown(id)).map(LoanResource::tagged);
    }

    private static InstallmentView installment(View loan, long id) {
        return loan.installment(id).orElseThrow(LoanViews::nothingThere);
    }

    private LoanEntry.Author author() {
        return new LoanEntry.Author(currentUser.source(), currentUser.actor());
    }

    private static RestResponse<View> tagged(View loan) {
        return EtaggedResponse.ok(loan, loan.version());
    }
}
