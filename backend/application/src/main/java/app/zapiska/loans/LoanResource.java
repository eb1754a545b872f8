package app.zapiska.loans;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.accounts.AuditTrail;
import app.zapiska.accounts.ForReaders;
import app.zapiska.accounts.SignedIn;
import app.zapiska.platform.AboveZero;
import app.zapiska.platform.Computed;
import app.zapiska.platform.Cursors;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.ETags;
import app.zapiska.platform.Lines;
import app.zapiska.platform.LocalMoment;
import app.zapiska.platform.Money;
import app.zapiska.platform.NullableId;
import app.zapiska.platform.OneLine;
import app.zapiska.platform.Page;
import app.zapiska.platform.PageRequest;
import app.zapiska.platform.PlatformMessages;
import app.zapiska.platform.QueryParameters;
import app.zapiska.platform.Returned;
import app.zapiska.platform.Tagged;
import app.zapiska.platform.Wording;
import app.zapiska.reminders.NextMessage;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.validator.constraints.Range;
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
    private final SignedIn signedIn;
    private final Cursors cursors;
    private final AuditTrail audit;

    LoanResource(LoanService service, SignedIn signedIn, Cursors cursors, AuditTrail audit) {
        this.service = service;
        this.signedIn = signedIn;
        this.cursors = cursors;
        this.audit = audit;
    }

    /** A loan as clients see it. */
    @Schema(name = "Loan")
    public record View(
            @Schema(required = true) long id,
            @Schema(required = true) int version,
            @Schema(required = true) String orgName,

            @Schema(required = true, description = "The lender's cabinet: an http or https address, or empty")
            String website,

            @Schema(required = true) LocalDate loanDate,
            @Schema(required = true, nullable = true) LocalDate dueDate,
            @Schema(required = true) Money amountBorrowed,

            @Schema(required = true, nullable = true, description = "What is to be returned while there is no schedule")
            Money amountDue,

            @Schema(required = true) boolean riskyOrg,
            @Schema(required = true) String notes,
            @Schema(required = true) String paymentMethods,

            @Schema(required = true, nullable = true, description = "Null: no reminders of its own")
            Long reminderTemplateId,

            @Schema(required = true, description = "Paid is a loan without debt")
            Loan.Status status,

            @Schema(required = true, description = "plannedTotal less paidTotal")
            Money debt,

            @Schema(required = true, description = "The sum of the ledger")
            Money paidTotal,

            @Schema(
                    required = true,
                    description = "The sum of the schedule; without one amountDue, else amountBorrowed")
            Money plannedTotal,

            @Computed @Schema(required = true, nullable = true)
            NextPaymentView nextPayment,

            @Computed @Schema(required = true) Urgency urgency,

            @Computed
            @Schema(
                    required = true,
                    nullable = true,
                    description = "Of any of its payments, inside working hours; null when none comes")
            Instant nextMessageAt,

            @Computed @Schema(required = true, description = "What the next message is, or why none comes")
            NextMessage.Reason nextMessageReason,

            @Schema(required = true) Instant createdAt,
            @Schema(required = true) Instant updatedAt,

            @Schema(description = "By date. A loan asked for by itself has it, one of a list has not")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            List<InstallmentView> installments) {

        /** @return null when it has none of this id */
        InstallmentView installment(long id) {
            return installments.stream()
                    .filter(one -> one.id() == id)
                    .findFirst()
                    .orElse(null);
        }

        static View from(Loan loan, Balance balance, LocalDate today, int urgentDays, Foretold next) {
            return new View(
                    loan.id(),
                    loan.version(),
                    loan.orgName(),
                    loan.website(),
                    loan.loanDate(),
                    loan.dueDate().orElse(null),
                    loan.amountBorrowed(),
                    loan.amountDue().orElse(null),
                    loan.riskyOrg(),
                    loan.notes(),
                    loan.paymentMethods(),
                    loan.reminderTemplateId().orElse(null),
                    balance.settled() ? Loan.Status.PAID : Loan.Status.OPEN,
                    balance.debt(),
                    balance.paid(),
                    balance.planned(),
                    balance.next(today).map(NextPaymentView::from).orElse(null),
                    balance.urgency(today, urgentDays),
                    next.ofLoan().at().orElse(null),
                    next.ofLoan().reason(),
                    loan.createdAt(),
                    loan.updatedAt(),
                    balance.parts().stream()
                            .filter(part -> part.installment().isPresent())
                            .map(part -> InstallmentView.from(part, next.of(part)))
                            .toList());
        }

        static View from(Loans.Row row, int urgentDays, NextMessage next) {
            return new View(
                    row.id(),
                    row.version(),
                    row.orgName(),
                    row.website(),
                    row.loanDate(),
                    row.dueDate().orElse(null),
                    row.amountBorrowed(),
                    row.amountDue().orElse(null),
                    row.riskyOrg(),
                    row.notes(),
                    row.paymentMethods(),
                    row.reminderTemplateId().orElse(null),
                    row.debt().isZero() ? Loan.Status.PAID : Loan.Status.OPEN,
                    row.debt(),
                    row.paid(),
                    row.planned(),
                    row.next().map(NextPaymentView::from).orElse(null),
                    row.next()
                            .map(payment -> Urgency.of(payment.daysLeft(), urgentDays))
                            .orElse(Urgency.NONE),
                    next.at().orElse(null),
                    next.reason(),
                    row.createdAt(),
                    row.updatedAt(),
                    null);
        }
    }

    @Schema(name = "NextPayment")
    public record NextPaymentView(
            @Schema(required = true, nullable = true, description = "Null: the return of a loan without a schedule")
            Long installmentId,

            @Schema(required = true) LocalDate dueDate,

            @Schema(required = true, description = "What is left to pay of it")
            Money amount,

            @Schema(required = true, description = "From the account's today; negative when overdue")
            long daysLeft) {

        static NextPaymentView from(Balance.NextPayment next) {
            return new NextPaymentView(
                    next.installmentId().orElse(null), next.dueDate(), next.amount(), next.daysLeft());
        }
    }

    @Schema(name = "Installment")
    public record InstallmentView(
            @Schema(required = true) long id,
            @Schema(required = true) LocalDate dueDate,
            @Schema(required = true) Money amount,
            @Schema(required = true) boolean paid,

            @Schema(
                    required = true,
                    description =
                            "What was paid for it, with its share of the money paid for the loan as a whole, which "
                                    + "fills the instalments by date")
            Money paidAmount,

            @Schema(required = true, nullable = true, description = "The day on which it became paid")
            LocalDate paidDate,

            @Computed
            @Schema(required = true, nullable = true, description = "Inside working hours; null when none comes")
            Instant nextMessageAt,

            @Computed @Schema(required = true, description = "What the next message is, or why none comes")
            NextMessage.Reason nextMessageReason) {

        static InstallmentView from(Balance.Part part, NextMessage next) {
            var installment = part.installment().orElseThrow();
            return new InstallmentView(
                    installment.id(),
                    installment.dueDate(),
                    installment.amount(),
                    !part.open(),
                    part.paid(),
                    part.paidOn().orElse(null),
                    next.at().orElse(null),
                    next.reason());
        }
    }

    @Schema(name = "LedgerEntry")
    public record EntryView(
            @Schema(required = true) long id,
            @Schema(required = true) LoanEntry.Kind kind,

            @Schema(required = true, description = "Signed: a reversal is negative")
            Money amount,

            @Schema(required = true) LocalDate paidOn,

            @Schema(required = true, nullable = true, description = "Null: paid for the loan as a whole")
            Long installmentId,

            @Schema(required = true, nullable = true, description = "The entry that this one takes back")
            Long reversalOf,

            @Schema(required = true, nullable = true, description = "The entry that takes this one back")
            Long reversedBy,

            @Schema(
                    required = true,
                    enumeration = {"web", "telegram", "api"})
            String source,

            @Schema(required = true, description = "Who wrote it: the account's name, and the token's if one was used")
            String actor,

            @Schema(required = true) String note,
            @Schema(required = true) Instant createdAt) {

        static EntryView from(LoanEntry entry, Optional<Long> reversedBy) {
            return new EntryView(
                    entry.id(),
                    entry.kind(),
                    entry.amount(),
                    entry.paidOn(),
                    entry.installmentId().orElse(null),
                    entry.reversalOf().orElse(null),
                    reversedBy.orElse(null),
                    entry.source().name().toLowerCase(Locale.ROOT),
                    entry.actor(),
                    entry.note(),
                    entry.createdAt());
        }
    }

    @Schema(name = "LoanStatistics")
    public record StatisticsView(
            @Schema(required = true) long total,
            @Schema(required = true) long open,

            @Schema(required = true, description = "Overdue and today's included")
            long urgent,

            @Schema(required = true) long overdue,
            @Schema(required = true) Money debt,

            @Schema(required = true, description = "From today on: what is overdue is not in it")
            Money dueIn7Days,

            @Schema(required = true, description = "From today on: what is overdue is not in it")
            Money dueIn30Days,

            @Schema(required = true, description = "In the account's present month, less what was reversed")
            Money paidThisMonth,

            @Schema(required = true, description = "Planned less borrowed, of all loans")
            Money overpayment) {

        static StatisticsView from(Loans.Statistics statistics) {
            return new StatisticsView(
                    statistics.total(),
                    statistics.open(),
                    statistics.urgent(),
                    statistics.overdue(),
                    statistics.debt(),
                    statistics.dueIn7Days(),
                    statistics.dueIn30Days(),
                    statistics.paidThisMonth(),
                    statistics.overpayment());
        }
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

    /** A whole loan; what is left out is empty, but for the schedule: without it the loan keeps the one it has. */
    @Schema(name = "LoanInput")
    @Returned(View.class)
    public record Request(
            @Schema(required = true, minLength = 1, maxLength = 200) @NotNull @OneLine(max = 200)
            String orgName,

            @Schema(
                    nullable = true,
                    maxLength = Cabinet.LONGEST,
                    description = "An http or https address; https:// is put before a bare host")
            @OneLine(max = Cabinet.LONGEST, optional = true)
            String website,

            @Schema(required = true) @NotNull LocalDate loanDate,

            @Schema(nullable = true, description = "Not before loanDate")
            LocalDate dueDate,

            @Schema(required = true, description = "Above zero") @NotNull @AboveZero
            Money amountBorrowed,

            @Schema(nullable = true, description = "Above zero; what is to be returned while there is no schedule")
            @AboveZero
            Money amountDue,

            @Schema(nullable = true, defaultValue = "false") Boolean riskyOrg,

            @Schema(nullable = true, maxLength = 10_000) @Lines(max = 10_000)
            String notes,

            @Schema(nullable = true, maxLength = 2_000) @Lines(max = 2_000)
            String paymentMethods,

            @Schema(
                    implementation = Long.class,
                    nullable = true,
                    description = "Null: no reminders. Left out of a new loan: the account's default")
            NullableId reminderTemplateId,

            @Schema(
                    nullable = true,
                    maxItems = Schedule.MOST_INSTALLMENTS,
                    description =
                            "The whole schedule. Those with an id keep their payments, those left out are removed")
            @Size(max = Schedule.MOST_INSTALLMENTS)
            List<@NotNull @Valid InstallmentRequest> installments) {

        private static Wording wrongSite(String website) {
            return Wording.of(
                    LoanMessages.class,
                    Cabinet.hasScheme(website) ? LoanMessages::badWebsite : LoanMessages::websiteWithoutScheme);
        }

        Optional<NullableId> template() {
            return Optional.ofNullable(reminderTemplateId);
        }

        /** @throws Invalid when the address is none */
        Loan.Content content() {
            var site = website == null || website.isEmpty()
                    ? ""
                    : Cabinet.completed(website).orElseThrow(() -> new Invalid("website", wrongSite(website)));
            return new Loan.Content(
                    orgName,
                    site,
                    loanDate,
                    Optional.ofNullable(dueDate),
                    amountBorrowed,
                    Optional.ofNullable(amountDue),
                    Boolean.TRUE.equals(riskyOrg),
                    notes == null ? "" : notes,
                    paymentMethods == null ? "" : paymentMethods,
                    template().flatMap(NullableId::id),
                    Optional.ofNullable(installments)
                            .map(wanted -> wanted.stream()
                                    .map(InstallmentRequest::wanted)
                                    .toList()));
        }
    }

    @Schema(name = "InstallmentInput")
    @Returned(InstallmentView.class)
    public record InstallmentRequest(
            @Schema(nullable = true, description = "Of an existing instalment, which keeps its identity and payments")
            Long id,

            @Schema(required = true, description = "Not before loanDate") @NotNull
            LocalDate dueDate,

            @Schema(required = true, description = "Above zero, not below what was paid for it") @NotNull @AboveZero
            Money amount) {

        private Loan.Wanted wanted() {
            return new Loan.Wanted(Optional.ofNullable(id), dueDate, amount);
        }
    }

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
        var selection = new Loans.Selection(
                QueryParameters.oneOf("status", status, LoanFilter.ALL), QueryParameters.words("q", q));
        var list = "loans " + order + " " + selection;
        return service.list(
                        signedIn.settings(),
                        selection,
                        order,
                        cursors.read(list, page.cursor(), Loans.Position.class),
                        page.limit())
                .map(rows -> Page.of(
                        rows,
                        page.limit(),
                        row -> service.view(signedIn.settings(), row),
                        row -> cursors.write(list, Loans.Position.of(row))))
                .map(found -> new PageView(found.items(), found.nextCursor()));
    }

    @GET
    @Path("/statistics")
    @Operation(operationId = "loanStatistics", summary = "Totals of all loans that are not deleted")
    public Uni<StatisticsView> statistics() {
        return service.statistics(signedIn.settings()).map(StatisticsView::from);
    }

    @POST
    @Operation(operationId = "createLoan", summary = "A loan together with its schedule")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = View.class)))
    public Uni<RestResponse<View>> create(@NotNull @Valid Request request) {
        return service.create(signedIn.settings(), request.content(), request.template())
                .map(loan -> Tagged.created("/loans/" + loan.id(), loan, loan.version()));
    }

    @GET
    @Path("/{id:\\d+}")
    @Operation(operationId = "getLoan")
    public Uni<RestResponse<View>> get(@RestPath long id) {
        return service.get(signedIn.settings(), id).map(LoanResource::tagged);
    }

    @PUT
    @Path("/{id:\\d+}")
    @Operation(
            operationId = "updateLoan",
            description =
                    "Takes the whole loan. Without installments it keeps those it has. What contradicts the ledger "
                            + "answers 409 and names the fields.")
    public Uni<RestResponse<View>> replace(
            @RestPath long id, @RestHeader("If-Match") String ifMatch, @NotNull @Valid Request request) {
        return service.replace(signedIn.settings(), id, ETags.ifMatch(ifMatch), request.content())
                .map(LoanResource::tagged);
    }

    @DELETE
    @Path("/{id:\\d+}")
    @Operation(operationId = "deleteLoan", description = "It can be restored; its ledger stays.")
    @APIResponse(responseCode = "204")
    public Uni<Void> delete(@RestPath long id, @RestHeader("If-Match") String ifMatch) {
        return service.delete(signedIn.settings(), id, ETags.ifMatch(ifMatch))
                .call(() -> audit.note(Event.LOAN_DELETED, Map.of("ids", new JsonArray(List.of(id)))));
    }

    @POST
    @Path("/{id:\\d+}/restore")
    @Operation(
            operationId = "restoreLoan",
            description = "Takes deletion back; a loan that is not deleted stays as it is.")
    public Uni<RestResponse<View>> restore(@RestPath long id) {
        return service.restore(signedIn.settings(), id).map(LoanResource::tagged);
    }

    @POST
    @Path("/{id:\\d+}/close")
    @Operation(
            operationId = "closeLoan",
            description =
                    "Writes off what is left, by a correction of the ledger. Reversing that opens the loan again. A "
                            + "paid loan answers 409.")
    public Uni<RestResponse<View>> close(@RestPath long id, @NotNull @Valid Closing request) {
        return service.close(signedIn.settings(), id, request.reason(), author())
                .map(LoanResource::tagged);
    }

    @POST
    @Path("/{id:\\d+}/installments")
    @Operation(operationId = "addInstallment", description = "The ETag is the loan's.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = InstallmentView.class)))
    public Uni<RestResponse<InstallmentView>> addInstallment(@RestPath long id, @NotNull @Valid SingleRequest request) {
        return service.addInstallment(signedIn.settings(), id, request.dueDate(), request.amount())
                .map(added -> {
                    var view = added.part();
                    return Tagged.created("/loans/" + id + "/installments/" + view.id(), view, added.version());
                });
    }

    @PUT
    @Path("/{id:\\d+}/installments/{installmentId:\\d+}")
    @Operation(operationId = "updateInstallment", description = "If-Match and ETag are the loan's.")
    public Uni<RestResponse<InstallmentView>> changeInstallment(
            @RestPath long id,
            @RestPath long installmentId,
            @RestHeader("If-Match") String ifMatch,
            @NotNull @Valid SingleRequest request) {
        return service.changeInstallment(
                        signedIn.settings(),
                        id,
                        installmentId,
                        ETags.ifMatch(ifMatch),
                        request.dueDate(),
                        request.amount())
                .map(changed -> Tagged.ok(changed.part(), changed.version()));
    }

    @DELETE
    @Path("/{id:\\d+}/installments/{installmentId:\\d+}")
    @Operation(
            operationId = "deleteInstallment",
            description = "If-Match and ETag are the loan's. One that money was paid for answers 409.")
    @APIResponse(responseCode = "204")
    public Uni<RestResponse<Void>> deleteInstallment(
            @RestPath long id, @RestPath long installmentId, @RestHeader("If-Match") String ifMatch) {
        return service.removeInstallment(signedIn.settings(), id, installmentId, ETags.ifMatch(ifMatch))
                .map(version ->
                        ResponseBuilder.<Void>noContent().tag(ETags.of(version)).build());
    }

    @POST
    @Path("/{id:\\d+}/installments/{installmentId:\\d+}/pay")
    @Operation(
            operationId = "payInstallment",
            description = "Pays what is left of it, dated the account's today. A paid one answers 409.")
    public Uni<RestResponse<View>> payInstallment(@RestPath long id, @RestPath long installmentId) {
        return service.payRest(signedIn.settings(), id, installmentId, author()).map(LoanResource::tagged);
    }

    @POST
    @Path("/{id:\\d+}/installments/{installmentId:\\d+}/unpay")
    @Operation(
            operationId = "unpayInstallment",
            description = "Reverses what was paid for it alone. 409 when there is nothing to reverse.")
    public Uni<RestResponse<View>> unpayInstallment(@RestPath long id, @RestPath long installmentId) {
        return service.unpay(signedIn.settings(), id, installmentId, author()).map(LoanResource::tagged);
    }

    @GET
    @Path("/{id:\\d+}/payments")
    @Operation(operationId = "listPayments", summary = "The ledger of a loan, the newest first")
    public Uni<EntryPageView> payments(@RestPath long id, @BeanParam PageRequest page) {
        var list = "payments " + id;
        return service.entries(
                        signedIn.settings(),
                        id,
                        cursors.read(list, page.cursor(), EntryPosition.class).map(EntryPosition::id),
                        page.limit())
                .map(entries -> Page.of(
                        entries,
                        page.limit(),
                        listed -> EntryView.from(listed.entry(), listed.reversedBy()),
                        last -> cursors.write(
                                list, new EntryPosition(last.entry().id()))))
                .map(found -> new EntryPageView(found.items(), found.nextCursor()));
    }

    @RegisterForReflection
    record EntryPosition(long id) {}

    @POST
    @Path("/{id:\\d+}/payments")
    @Operation(
            operationId = "addPayment",
            description = "Writes a payment down. More than is left answers 409. The ETag is the loan's.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = EntryView.class)))
    public Uni<RestResponse<EntryView>> pay(@RestPath long id, @NotNull @Valid PaymentRequest request) {
        return service.pay(
                        signedIn.settings(),
                        id,
                        request.amount(),
                        Optional.ofNullable(request.paidOn()),
                        Optional.ofNullable(request.installmentId()),
                        request.note() == null ? "" : request.note(),
                        author())
                .map(written -> ResponseBuilder.<EntryView>create(RestResponse.Status.CREATED)
                        .entity(EntryView.from(written.part(), Optional.empty()))
                        .tag(ETags.of(written.version()))
                        .build());
    }

    @POST
    @Path("/{id:\\d+}/payments/{entryId:\\d+}/reverse")
    @Operation(
            operationId = "reversePayment",
            description = "Writes the opposite of an entry. Once only, and not of a reversal: else 409.")
    public Uni<RestResponse<View>> reverse(@RestPath long id, @RestPath long entryId) {
        return service.reverse(signedIn.settings(), id, entryId, author()).map(LoanResource::tagged);
    }

    @POST
    @Path("/schedule-preview")
    @ForReaders
    @Operation(
            operationId = "previewSchedule",
            summary = "Equal payments at equal distances; what does not divide goes to the last one",
            description = "Changes nothing.")
    public PreviewView preview(@NotNull @Valid PreviewRequest request) {
        return new PreviewView(
                request.schedule().stream().map(PlannedView::from).toList());
    }

    private LoanEntry.Author author() {
        return new LoanEntry.Author(signedIn.source(), signedIn.actor());
    }

    private static RestResponse<View> tagged(View loan) {
        return Tagged.ok(loan, loan.version());
    }
}
