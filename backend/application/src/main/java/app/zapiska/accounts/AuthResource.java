package app.zapiska.accounts;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.platform.ClientAddresses;
import app.zapiska.platform.OneLine;
import app.zapiska.platform.Verbatim;
import app.zapiska.settings.PasswordRules;
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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Signing in and out. */
@Cancellable(false)
@Path("/auth")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "auth")
class AuthResource {

    /**
     * @param login may be left out while there is one account
     * @param code of the second step, where it is on: of the app, or a recovery code
     */
    @Schema(name = "Login")
    record LoginRequest(
            @NotNull @Size(min = 1, max = PasswordRules.LONGEST) @JsonDeserialize(using = Verbatim.class)
            String password,

            @OneLine(max = 64, optional = true) String login,

            @Schema(nullable = true) @OneLine(max = 64, optional = true)
            String code) {}

    @Schema(name = "PasswordChange")
    record PasswordRequest(
            @NotNull @Size(min = 1, max = PasswordRules.LONGEST) @JsonDeserialize(using = Verbatim.class)
            String currentPassword,

            @NotNull @Size(min = 1, max = 1000) @JsonDeserialize(using = Verbatim.class)
            String newPassword,

            @Schema(nullable = true, description = "Whether the personal tokens end, too; without it they stay")
            Boolean endTokens) {}

    @Schema(name = "LoggedIn")
    record LoggedInView(
            @NotNull AccountView account,

            @Schema(nullable = true, description = "How many recovery codes are left, where one was used just now")
            Integer recoveryCodesLeft) {}

    @Schema(name = "Account")
    record AccountView(
            @NotNull Long id,

            @Schema(description = "What to sign in with where there are several accounts") @NotNull
            String login,

            @NotNull String name,

            @Schema(enumeration = {"owner", "member", "reader"}) @NotNull
            String role,

            @NotNull String timeZone,
            @Schema(enumeration = {"ru", "en"}) @NotNull String language,
            @NotNull Boolean telegramLinked) {

        static AccountView from(AccountSettings settings, String login, String name, Role role) {
            return new AccountView(
                    settings.accountId(),
                    login,
                    name,
                    role.slug(),
                    settings.zone().getId(),
                    settings.language().getLanguage(),
                    settings.chat().isPresent());
        }
    }

    @Inject
    SignInService signIn;

    @Inject
    PasswordChange passwordChange;

    @Inject
    SessionService sessions;

    @Inject
    PeopleService people;

    @Inject
    SessionCookie cookie;

    @Inject
    AuthenticatedUser caller;

    @Inject
    Principals identities;

    @Inject
    ClientAddresses addresses;

    @Inject
    AuditLog audit;

    @POST
    @Path("/login")
    @PermitAll
    public Uni<RestResponse<LoggedInView>> login(@NotNull @Valid LoginRequest request, @Context RoutingContext http) {
        return signIn.signIn(new SignInService.Attempt(
                        request.password(),
                        request.login(),
                        request.code(),
                        cookie.deviceOf(http),
                        addresses.of(http),
                        http.request().getHeader("User-Agent")))
                .map(began -> signedIn(began, cookie, RestResponse.Status.OK, Session.LIFE));
    }

    static RestResponse<LoggedInView> signedIn(
            SignInService.Began began, SessionCookie cookie, RestResponse.Status status, Duration life) {
        return RestResponse.ResponseBuilder.create(status, loggedIn(began))
                .cookie(cookie.with(began.token(), life), cookie.device(began.device()))
                .build();
    }

    static RestResponse<LoggedInView> signedInFramed(SignInService.Began began, SessionCookie cookie, Duration life) {
        return RestResponse.ResponseBuilder.ok(loggedIn(began))
                .header("Set-Cookie", cookie.framed(began.token(), life))
                .build();
    }

    private static LoggedInView loggedIn(SignInService.Began began) {
        var account = began.account();
        var codes = began.recoveryCodesLeft();
        return new LoggedInView(
                AccountView.from(account.settings(), account.login(), account.name(), account.role()),
                codes.isPresent() ? codes.getAsInt() : null);
    }

    private RestResponse<Void> signedOut() {
        var answer = RestResponse.ResponseBuilder.<Void>create(RestResponse.Status.NO_CONTENT);
        cookie.remove(answer);
        return answer.build();
    }

    @Schema(name = "AccountDeletion")
    record DeletionRequest(
            @NotNull @Size(min = 1, max = PasswordRules.LONGEST) @JsonDeserialize(using = Verbatim.class)
            String password) {}

    /** Deletes the caller's own account with everything in it, for good. Wrong passwords are counted like those at a change. */
    @POST
    @Path("/delete-account")
    @APIResponse(responseCode = "204", description = "Done, and signed out everywhere")
    @APIResponse(responseCode = "409", description = "The owner's account stays")
    @Authenticated
    public Uni<RestResponse<Void>> deleteAccount(
            @NotNull @Valid DeletionRequest request, @Context RoutingContext http) {
        caller.onlyInBrowser();
        var account = caller.accountId();
        return passwordChange
                .prove(account, request.password())
                .chain(() -> people.delete(account))
                .invoke(() -> identities.forget(account))
                .call(() -> audit.record(
                        Event.ACCOUNT_DELETED, 0, addresses.of(http), Map.of("person", account, "by", account)))
                .map(ignored -> signedOut());
    }

    /** Ends the session; with a personal token there is nothing to end. */
    @POST
    @Path("/logout")
    @APIResponse(responseCode = "204", description = "Done")
    @Consumes(MediaType.WILDCARD)
    @Authenticated
    @AllowedForReadOnly
    public Uni<RestResponse<Void>> logout(@Context RoutingContext http) {
        var account = caller.accountId();
        var session = caller.identified().sessionId();
        Uni<Void> ended = session.isEmpty()
                ? Uni.createFrom().voidItem()
                : sessions.end(account, session.getAsLong())
                        .invoke(() -> identities.forget(account))
                        .call(() -> audit.record(
                                Event.LOGOUT, account, addresses.of(http), Map.of("session", session.getAsLong())));
        return ended.map(ignored -> signedOut());
    }

    /** Ends all other sessions, and the personal tokens where that is asked for. Wrong current passwords are counted like those at sign-in. */
    @POST
    @Path("/password")
    @APIResponse(responseCode = "204", description = "Done")
    @Authenticated
    @AllowedForReadOnly
    public Uni<Void> changePassword(@NotNull @Valid PasswordRequest request, @Context RoutingContext http) {
        caller.onlyInBrowser();
        var account = caller.accountId();
        return passwordChange
                .change(
                        account,
                        caller.identified().sessionId().getAsLong(),
                        request.currentPassword(),
                        request.newPassword(),
                        Boolean.TRUE.equals(request.endTokens()))
                .invoke(() -> identities.forget(account))
                .call(() -> audit.record(
                        Event.PASSWORD_CHANGED,
                        account,
                        addresses.of(http),
                        Map.of("tokensEnded", Boolean.TRUE.equals(request.endTokens()))));
    }

    @GET
    @Path("/me")
    @Authenticated
    public AccountView me() {
        var identified = caller.identified();
        return AccountView.from(identified.settings(), identified.login(), identified.name(), identified.role());
    }
}
