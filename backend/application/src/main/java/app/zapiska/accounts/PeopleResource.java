package app.zapiska.accounts;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.accounts.InvitationResource.InvitedRole;
import app.zapiska.platform.Page;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Who has an account here. The owner sees who they are and lets them in or not, and sees nothing of what they have written. */
@Cancellable(false)
@Path("/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "People")
class PeopleResource {

    /** @param active false signs the person out everywhere, ends their tokens and stops their messages; nothing is lost */
    @Schema(name = "PersonChange")
    record ChangeRequest(@NotNull InvitedRole role, @NotNull Boolean active) {}

    @Inject
    PeopleService people;

    @Inject
    PeopleViews views;

    @Inject
    AuthenticatedUser caller;

    @Inject
    Principals identities;

    @Inject
    AuditTrail audit;

    @GET
    @Operation(operationId = "listPeople", summary = "Who has an account, the owner first")
    public Uni<Page<PeopleViews.PersonView>> list() {
        caller.onlyOwner();
        return views.people().map(Page::whole);
    }

    @PUT
    @Path("/{id:\\d+}")
    @Operation(operationId = "changePerson", description = "409 for the owner, who stays as they are.")
    public Uni<PeopleViews.PersonView> change(@RestPath long id, @NotNull @Valid ChangeRequest request) {
        caller.onlyOwner();
        caller.onlyInBrowser();
        var role = Role.valueOf(request.role().name());
        return people.change(id, role, request.active())
                .invoke(() -> identities.forget(id))
                .call(change -> change.deactivated()
                        ? people.letGo(id)
                        : Uni.createFrom().voidItem())
                .call(change -> change.ofRole()
                        ? audit.noteAbout(id, Event.ROLE_CHANGED, Map.of("role", role.slug()))
                        : Uni.createFrom().voidItem())
                .call(change -> change.deactivated()
                        ? audit.noteAbout(id, Event.ACCOUNT_DEACTIVATED, Map.of())
                        : change.reactivated()
                                ? audit.noteAbout(id, Event.ACCOUNT_REACTIVATED, Map.of())
                                : Uni.createFrom().voidItem())
                .chain(() -> views.person(id));
    }

    @DELETE
    @Path("/{id:\\d+}")
    @Operation(
            operationId = "deletePerson",
            summary = "Deletes an account with everything in it, for good",
            description = "409 for the owner. Others delete their own account by POST /auth/delete-account.")
    @APIResponse(responseCode = "204")
    public Uni<Void> delete(@RestPath long id) {
        caller.onlyOwner();
        caller.onlyInBrowser();
        return people.delete(id)
                .invoke(() -> identities.forget(id))
                .call(() -> audit.note(Event.ACCOUNT_DELETED, Map.of("person", id)));
    }
}
