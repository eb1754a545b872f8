package app.zapiska.accounts;

import app.zapiska.platform.OneLine;
import app.zapiska.platform.PublicUrl;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Signing in with a passkey. */
@Cancellable(false)
@Path("/auth/passkey")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "auth")
class PasskeySignInResource {

    /** @param challenge to be signed within five minutes, once: base64url; @param rpId whose passkeys are meant */
    @Schema(name = "PasskeyQuestion")
    record QuestionView(@NotNull String challenge, @NotNull String rpId) {}

    /**
     * What {@code navigator.credentials.get} gives, in base64url.
     *
     * @param code of the second step, where it was asked for
     */
    @Schema(name = "PasskeyLogin")
    record LoginRequest(
            @NotNull @Size(min = 1, max = 1_400) String credentialId,
            @NotNull @Size(min = 1, max = 8_000) String clientData,
            @NotNull @Size(min = 1, max = 8_000) String authenticatorData,
            @NotNull @Size(min = 1, max = 4_000) String signature,

            @Schema(nullable = true) @Size(max = 100) String userHandle,

            @Schema(nullable = true) @OneLine(max = 64, optional = true)
            String code) {}

    @Inject
    PasskeySignIn passkeys;

    @Inject
    PasskeyChallenges challenges;

    @Inject
    Admission admission;

    @Inject
    SessionCookie cookie;

    @Inject
    PublicUrl publicUrl;

    @POST
    @Path("/question")
    @PermitAll
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "passkeyQuestion", summary = "What a passkey is to sign")
    public QuestionView question() {
        return new QuestionView(Base64Url.write(challenges.make(PasskeySignIn.PURPOSE)), publicUrl.host());
    }

    @POST
    @PermitAll
    @Operation(
            operationId = "loginByPasskey",
            summary = "Signs in by what a passkey has signed, as POST /auth/login does",
            description =
                    "Once. Where the device has not made sure of its owner, the second step is asked. Wrong ones are "
                            + "counted with the wrong passwords of the address. 403 with a reason: old, used, copied, inactive.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "LoggedIn")))
    public Uni<RestResponse<?>> login(@NotNull @Valid LoginRequest request, @Context RoutingContext http) {
        var browser = admission.browser(http);
        var attempt = new PasskeySignIn.Attempt(
                new PasskeyVerifier.Assertion(
                        Base64Url.read(request.credentialId()),
                        Base64Url.read(request.clientData()),
                        Base64Url.read(request.authenticatorData()),
                        Base64Url.read(request.signature()),
                        request.userHandle() == null ? null : Base64Url.read(request.userHandle())),
                request.code(),
                cookie.deviceOf(http),
                browser);
        return admission
                .counted(browser, () -> passkeys.signIn(attempt))
                .chain(admitted -> admission.welcome(admitted, false, browser));
    }
}
