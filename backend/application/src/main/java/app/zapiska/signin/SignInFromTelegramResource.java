package app.zapiska.signin;

import app.zapiska.accounts.Admission;
import app.zapiska.platform.OneLine;
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
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Signing in without a password, by what only the linked chat or its person can have. */
@Cancellable(false)
@Path("/auth")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "auth")
class SignInFromTelegramResource {

    /** @param token what stands in the link behind # */
    @Schema(name = "LoginLink")
    record LinkRequest(@NotNull @OneLine(max = 100) String token) {}

    @Schema(name = "LoginLinkOwner")
    record OwnerView(
            @NotNull String name,

            @NotNull String login,

            @NotNull Instant expiresAt) {}

    /** @param framed whether the page stands in a frame, as in Telegram Web: the session's cookie is then one that works there */
    @Schema(name = "TelegramLogin")
    record TelegramRequest(
            @NotNull @Size(min = 1, max = InitData.LONGEST) String initData,

            @Schema(nullable = true) Boolean framed) {}

    @Inject
    SignInLinks links;

    @Inject
    LinkMessages messages;

    @Inject
    TelegramSignIns telegram;

    @Inject
    Admission admission;

    @POST
    @Path("/login-link/owner")
    @PermitAll
    @Operation(
            operationId = "loginLinkOwner",
            summary = "Whose account a link from the bot signs in to",
            description =
                    "Uses nothing up. 404 with a reason (used, expired, replaced, unlinked) when it no longer works; "
                            + "unknown ones are counted with the wrong passwords of the address.")
    public Uni<OwnerView> owner(@NotNull @Valid LinkRequest request, @Context RoutingContext http) {
        return admission
                .counted(admission.browser(http), () -> links.look(request.token()))
                .map(open -> new OwnerView(open.name(), open.login(), open.expiresAt()));
    }

    @POST
    @Path("/login-link")
    @PermitAll
    @Operation(
            operationId = "loginByLink",
            summary = "Signs in by a link from the bot, as POST /auth/login does",
            description = "Once. The session that this browser had until now ends.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "LoggedIn")))
    public Uni<RestResponse<?>> exchange(@NotNull @Valid LinkRequest request, @Context RoutingContext http) {
        var browser = admission.browser(http);
        return admission
                .counted(browser, () -> links.exchange(request.token(), browser))
                .chain(admitted -> admission.welcome(admitted, false, browser))
                .invoke(messages::endSpentLater);
    }

    @POST
    @Path("/telegram")
    @PermitAll
    @Operation(
            operationId = "loginByTelegram",
            summary = "Signs the Mini App in by Telegram's initData, as POST /auth/login does",
            description =
                    "Once, within 5 minutes. 403 with a reason (old, used, future), 404 with the reason notLinked.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "LoggedIn")))
    public Uni<RestResponse<?>> telegram(@NotNull @Valid TelegramRequest request, @Context RoutingContext http) {
        var browser = admission.browser(http);
        return admission
                .counted(browser, () -> telegram.signIn(request.initData(), browser))
                .chain(admitted -> admission.welcome(admitted, Boolean.TRUE.equals(request.framed()), browser));
    }
}
