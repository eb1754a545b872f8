package app.zapiska.accounts;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.platform.ClientAddresses;
import app.zapiska.platform.DomainException;
import app.zapiska.platform.Language;
import app.zapiska.platform.OneLine;
import app.zapiska.platform.Page;
import app.zapiska.platform.PublicUrl;
import app.zapiska.platform.SecretAnswer;
import app.zapiska.platform.Verbatim;
import app.zapiska.platform.Wording;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** How others get an account here: by a link that the owner gives them. */
@Cancellable(false)
@Path("/invitations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "People")
class InvitationResource {

    enum InvitedRole {
        @JsonProperty("member")
        MEMBER,
        @JsonProperty("reader")
        READER
    }

    /** @param expiresOn the last day it works, in the owner's zone, at most 90 days ahead; without it, it works for a week */
    @Schema(name = "NewInvitation")
    record CreateRequest(
            @NotNull InvitedRole role,
            @Schema(nullable = true) LocalDate expiresOn) {}

    @Schema(name = "InvitationCreated")
    record CreatedView(
            @NotNull Long id,
            @NotNull InvitedRole role,
            @NotNull Instant createdAt,
            @NotNull Instant expiresAt,

            @Schema(description = "Shown this once; whoever opens it first makes an account of their own") @NotNull
            URI url) {}

    /**
     * @param code what stands in the link behind #
     * @param login to sign in with: Latin or Russian letters, digits, . _ - @; capital letters are the same as small ones
     * @param name how the person is called
     * @param timeZone of the browser; without it the installation's
     */
    @Schema(name = "InvitationAcceptance")
    record AcceptRequest(
            @NotNull @OneLine(max = 100) String code,
            @NotNull @OneLine(max = 64) String login,
            @NotNull @OneLine(max = 100) String name,

            @NotNull @Size(min = 1, max = 1000) @JsonDeserialize(using = Verbatim.class)
            String password,

            @Schema(nullable = true) @OneLine(max = 64) String timeZone) {}

    @Inject
    InvitationService invitations;

    @Inject
    InvitationAcceptance acceptance;

    @Inject
    PeopleViews views;

    @Inject
    NewAccounts newAccounts;

    @Inject
    AuthenticatedUser caller;

    @Inject
    AuditTrail audit;

    @Inject
    PublicUrl publicUrl;

    @Inject
    ClientAddresses addresses;

    @Inject
    SessionCookie cookie;

    @GET
    @Operation(operationId = "listInvitations", summary = "Those that still work, the newest first")
    public Uni<Page<PeopleViews.InvitationView>> list() {
        caller.onlyOwner();
        return views.invitations(caller.accountId()).map(Page::whole);
    }

    @POST
    @SecretAnswer
    @ResponseStatus(RestResponse.StatusCode.CREATED)
    @Operation(
            operationId = "createInvitation",
            summary = "A link by which one person makes an account",
            description = "The owner only, signed in with a browser. At most " + InvitationService.MOST + " at once.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = CreatedView.class)))
    public Uni<CreatedView> create(@NotNull @Valid CreateRequest request) {
        caller.onlyOwner();
        caller.onlyInBrowser();
        var role = Role.valueOf(request.role().name());
        return invitations
                .create(caller.settings(), role, request.expiresOn())
                .call(made -> audit.note(
                        Event.INVITATION_CREATED,
                        Map.of("invitation", made.invitation().id(), "role", role.slug())))
                .map(made -> new CreatedView(
                        made.invitation().id(),
                        request.role(),
                        made.invitation().createdAt(),
                        made.invitation().expiresAt(),
                        // Behind # it reaches no log on its way.
                        publicUrl.at("/invite#" + made.code())));
    }

    @DELETE
    @Path("/{id:\\d+}")
    @Operation(operationId = "deleteInvitation", summary = "Withdraws it")
    @APIResponse(responseCode = "204")
    public Uni<Void> delete(@RestPath long id) {
        caller.onlyOwner();
        caller.onlyInBrowser();
        return invitations
                .delete(caller.accountId(), id)
                .call(() -> audit.note(Event.INVITATION_DELETED, Map.of("invitation", id)));
    }

    @POST
    @Path("/accept")
    @PermitAll
    @Operation(
            operationId = "acceptInvitation",
            summary = "Makes the account and signs in, as POST /auth/login does",
            description =
                    "Wrong codes are counted with the wrong passwords of the address. 404: it does not work (any more).")
    @APIResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = AuthResource.LoggedInView.class)))
    public Uni<RestResponse<AuthResource.LoggedInView>> accept(
            @NotNull @Valid AcceptRequest request, @Context RoutingContext http) {
        if (request.timeZone() != null && !AccountSettings.knowsZone(request.timeZone())) {
            throw new DomainException.Invalid(
                    "timeZone", Wording.of(AccountMessages.class, AccountMessages::unknownZone));
        }
        var zone = request.timeZone() == null ? newAccounts.defaults().zone() : ZoneId.of(request.timeZone());
        return acceptance
                .accept(new InvitationAcceptance.Wish(
                        request.code().strip(),
                        request.login(),
                        request.name(),
                        request.password(),
                        new AccountSettings.Place(zone, Language.of(http)),
                        http.request().getHeader("User-Agent"),
                        addresses.of(http)))
                .map(began -> AuthResource.signedIn(began, cookie, RestResponse.Status.CREATED, Session.LIFE));
    }
}
