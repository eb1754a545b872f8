package app.zapiska.accounts;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.platform.PublicUrl;
import app.zapiska.platform.SecretAnswer;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
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

/** A new password for somebody who has forgotten theirs: by a link that the owner gives them, so that only they know it. */
@Cancellable(false)
@Path("/accounts/{id:\\d+}/password-reset")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "People")
class PasswordResetResource {

    /** @param removeSecondFactor whether using the link switches the second step off, too: the phone is lost as well */
    @Schema(name = "NewPasswordReset")
    record CreateRequest(@NotNull Boolean removeSecondFactor) {}

    @Schema(name = "PasswordResetCreated")
    record CreatedView(
            @NotNull Instant expiresAt,

            @Schema(description = "Shown this once; whoever opens it may set the password") @NotNull
            URI url) {}

    @Inject
    PasswordResets resets;

    @Inject
    AuthenticatedUser caller;

    @Inject
    AuditTrail audit;

    @Inject
    PublicUrl publicUrl;

    @POST
    @SecretAnswer
    @ResponseStatus(RestResponse.StatusCode.CREATED)
    @Operation(
            operationId = "createPasswordReset",
            summary = "A link by which a person sets a new password within a day",
            description =
                    "The owner only, signed in with a browser. Until it is used the old password works; a link made before does not. 409 for the owner.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = CreatedView.class)))
    public Uni<CreatedView> create(@RestPath long id, @NotNull @Valid CreateRequest request) {
        caller.onlyOwner();
        caller.onlyInBrowser();
        return resets.make(id, request.removeSecondFactor())
                .call(made -> audit.noteAbout(
                        id, Event.PASSWORD_RESET_CREATED, Map.of("removesSecondFactor", request.removeSecondFactor())))
                // Behind # it reaches no log on its way.
                .map(made -> new CreatedView(made.expiresAt(), publicUrl.at("/new-password#" + made.code())));
    }

    @DELETE
    @Operation(operationId = "deletePasswordReset", summary = "Withdraws it")
    @APIResponse(responseCode = "204")
    public Uni<Void> delete(@RestPath long id) {
        caller.onlyOwner();
        caller.onlyInBrowser();
        return resets.withdraw(id).call(() -> audit.noteAbout(id, Event.PASSWORD_RESET_DELETED, Map.of()));
    }
}
