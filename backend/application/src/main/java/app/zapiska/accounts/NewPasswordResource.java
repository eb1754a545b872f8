package app.zapiska.accounts;

import app.zapiska.platform.ClientAddresses;
import app.zapiska.platform.OneLine;
import app.zapiska.platform.Verbatim;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What a link for a new password opens. */
@Cancellable(false)
@Path("/auth/password-reset")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "auth")
class NewPasswordResource {

    /** @param code what stands in the link behind # */
    @Schema(name = "PasswordResetUse")
    record UseRequest(
            @NotNull @OneLine(max = 100) String code,

            @NotNull @Size(min = 1, max = 1000) @JsonDeserialize(using = Verbatim.class)
            String newPassword) {}

    /** @param login to sign in with */
    @Schema(name = "PasswordResetDone")
    record DoneView(@NotNull String login) {}

    @Inject
    PasswordResetUse use;

    @Inject
    ClientAddresses addresses;

    @POST
    @PermitAll
    @Operation(
            operationId = "usePasswordReset",
            summary = "Sets the password and ends all sessions; signs nobody in",
            description =
                    "Wrong codes are counted with the wrong passwords of the address. 404: it does not work (any more).")
    public Uni<DoneView> use(@NotNull @Valid UseRequest request, @Context RoutingContext http) {
        return use.use(request.code().strip(), request.newPassword(), addresses.of(http))
                .map(done -> new DoneView(done.login()));
    }
}
