package app.zapiska.contacts;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.accounts.AuditTrail;
import app.zapiska.accounts.CurrentUser;
import app.zapiska.contacts.ContactViews.PageView;
import app.zapiska.contacts.ContactViews.Position;
import app.zapiska.contacts.ContactViews.StandingView;
import app.zapiska.contacts.ContactViews.View;
import app.zapiska.platform.Cursors;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.ETags;
import app.zapiska.platform.EtaggedResponse;
import app.zapiska.platform.Lines;
import app.zapiska.platform.OneLine;
import app.zapiska.platform.Page;
import app.zapiska.platform.PageRequest;
import app.zapiska.platform.QueryParameters;
import app.zapiska.platform.Returned;
import app.zapiska.platform.Wording;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
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
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
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
@Path("/collector-contacts")
@Tag(name = "Loans")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ContactResource {

    static final int LONGEST_WHO = 200;
    static final int LONGEST_PHONE = 50;
    static final int LONGEST_NOTE = 2_000;

    private static final String CSV = "text/csv;charset=UTF-8";

    private final ContactService service;
    private final ContactViews views;
    private final Cursors cursors;
    private final CurrentUser currentUser;
    private final AuditTrail audit;
    private final InstantSource clock;

    ContactResource(
            ContactService service,
            ContactViews views,
            Cursors cursors,
            CurrentUser currentUser,
            AuditTrail audit,
            InstantSource clock) {
        this.service = service;
        this.views = views;
        this.cursors = cursors;
        this.currentUser = currentUser;
        this.audit = audit;
        this.clock = clock;
    }

    /** Who or a loan is named, for by that contacts are counted. */
    @Schema(name = "CollectorContactInput")
    @Returned(View.class)
    public record Request(
            @Schema(
                    required = true,
                    implementation = LocalDateTime.class,
                    description = "By the account's clock, and not to come",
                    examples = "2026-11-23T18:00")
            @NotNull
            LocalDateTime at,

            @Schema(required = true) @NotNull ContactKind kind,

            @Schema(nullable = true, maxLength = LONGEST_WHO) @OneLine(max = LONGEST_WHO, optional = true)
            String who,

            @Schema(nullable = true, maxLength = LONGEST_PHONE) @OneLine(max = LONGEST_PHONE, optional = true)
            String phone,

            @Schema(nullable = true, description = "The loan it was about")
            Long loanId,

            @Schema(nullable = true, maxLength = LONGEST_NOTE) @Lines(max = LONGEST_NOTE)
            String note) {

        ContactContent content(ZoneId zone, Instant now) {
            var moment = at.atZone(zone).toInstant();
            if (moment.isAfter(now)) {
                throw new Invalid("at", Wording.of(ContactMessages.class, ContactMessages::inFuture));
            }
            var named = given(who).strip();
            if (named.isEmpty() && loanId == null) {
                throw new Invalid("who", Wording.of(ContactMessages.class, ContactMessages::nobody));
            }
            return new ContactContent(
                    moment,
                    kind,
                    named,
                    given(phone).strip(),
                    Optional.ofNullable(loanId),
                    given(note).strip());
        }

        private static String given(String text) {
            return Objects.requireNonNullElse(text, "");
        }
    }

    @GET
    @Operation(
            operationId = "listCollectorContacts",
            summary = "Calls, messages and visits of lenders and collectors, the newest first")
    public Uni<PageView> list(
            @RestQuery @Parameter(description = "Those about one loan", schema = @Schema(type = SchemaType.INTEGER))
                    String loanId,
            @BeanParam PageRequest page) {
        var account = currentUser.settings();
        var loan = QueryParameters.number("loanId", loanId);
        var list = "collector-contacts " + loan;
        return views.page(account, loan, cursors.read(list, page.cursor(), Position.class), page.limit() + 1)
                .map(rows -> {
                    Page<View> found = Page.of(
                            rows,
                            page.limit(),
                            one -> one.view(account.zone(), account.language()),
                            last -> cursors.write(list, last.position()));
                    return new PageView(found.items(), found.nextCursor());
                });
    }

    @GET
    @Path("/standing")
    @Operation(
            operationId = "collectorContactsStanding",
            summary = "How many there were of late beside what the law allows, and when contacts may be refused")
    public Uni<StandingView> standing() {
        return views.standing(currentUser.settings());
    }

    @GET
    @Path("/export")
    @Produces(CSV)
    @Operation(operationId = "exportCollectorContacts", summary = "All of them as a table, for a complaint")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Uni<RestResponse<byte[]>> export() {
        var account = currentUser.settings();
        // All there can be, and those that an import has brought besides.
        return views.page(account, Optional.empty(), Optional.empty(), 2 * ContactService.MOST)
                .map(contacts -> ResponseBuilder.ok(ContactTable.of(contacts, account), CSV)
                        .header(
                                "Content-Disposition",
                                "attachment; filename=\"contacts-" + account.today(clock.instant()) + ".csv\"")
                        .build());
    }

    @POST
    @Operation(operationId = "createCollectorContact", summary = "Writes a contact down")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = View.class)))
    public Uni<RestResponse<View>> create(@NotNull @Valid Request request) {
        return service.create(currentUser.accountId(), content(request))
                .chain(this::shown)
                .map(made -> EtaggedResponse.created("/collector-contacts/" + made.id(), made, made.version()));
    }

    @GET
    @Path("/{id:\\d+}")
    @Operation(operationId = "getCollectorContact")
    public Uni<RestResponse<View>> get(@RestPath long id) {
        return shown(id).map(ContactResource::tagged);
    }

    @PUT
    @Path("/{id:\\d+}")
    @Operation(operationId = "updateCollectorContact", description = "Takes all of it; what is left out is empty.")
    public Uni<RestResponse<View>> replace(
            @RestPath long id, @RestHeader("If-Match") String ifMatch, @NotNull @Valid Request request) {
        var content = content(request);
        return ETags.ifMatch(ifMatch)
                .change(seen -> service.replace(currentUser.accountId(), id, seen, content), shown(id), View::version)
                .chain(() -> shown(id))
                .map(ContactResource::tagged);
    }

    @DELETE
    @Path("/{id:\\d+}")
    @Operation(operationId = "deleteCollectorContact", description = "It is gone for good.")
    @APIResponse(responseCode = "204")
    public Uni<Void> delete(@RestPath long id, @RestHeader("If-Match") String ifMatch) {
        return ETags.ifMatch(ifMatch)
                .change(seen -> service.delete(currentUser.accountId(), id, seen), shown(id), View::version)
                .call(() -> audit.note(Event.CONTACT_DELETED, Map.of("id", id)));
    }

    private ContactContent content(Request request) {
        return request.content(currentUser.settings().zone(), clock.instant());
    }

    private Uni<View> shown(long id) {
        return views.get(currentUser.settings(), id);
    }

    private static RestResponse<View> tagged(View contact) {
        return EtaggedResponse.ok(contact, contact.version());
    }
}
