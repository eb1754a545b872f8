package app.zapiska.accounts;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.platform.OneLine;
import app.zapiska.platform.SecretAnswer;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Personal tokens for scripts. */
@Cancellable(false)
@Path("/auth/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "auth")
class TokenResource {

    enum Scope {
        @JsonProperty("read")
        READ,
        @JsonProperty("write")
        WRITE
    }

    /** @param expiresOn the last day it works, in the account's zone; without it, it works until it is deleted */
    @Schema(name = "NewToken")
    record CreateRequest(
            @NotNull @OneLine(max = 100) String name,
            @NotNull Scope scope,
            @Schema(nullable = true) LocalDate expiresOn) {}

    @Schema(name = "TokenCreated")
    record CreatedView(
            @NotNull Long id,
            @NotNull String name,

            @Schema(description = "Shown this once") @NotNull
            String token) {}

    @Schema(name = "Token")
    record View(
            @NotNull Long id,
            @NotNull String name,
            @NotNull Scope scope,
            @Schema(nullable = true) LocalDate expiresOn,
            @NotNull Instant createdAt,
            @Schema(nullable = true) Instant lastUsedAt) {

        static View from(ApiToken token) {
            return new View(
                    token.id(),
                    token.name(),
                    Scope.valueOf(token.scope().name()),
                    token.expiresOn(),
                    token.createdAt(),
                    token.lastUsedAt());
        }
    }

    @Schema(name = "TokenPage")
    record PageView(
            @NotNull List<View> items,
            @Schema(nullable = true) String nextCursor) {}

    @Inject
    TokenService tokens;

    @Inject
    AuthenticatedUser caller;

    @Inject
    Principals identities;

    @Inject
    AuditTrail audit;

    @GET
    public Uni<PageView> list() {
        return tokens.list(caller.accountId())
                .map(found -> new PageView(found.stream().map(View::from).toList(), null));
    }

    @POST
    @SecretAnswer
    @ResponseStatus(RestResponse.StatusCode.CREATED)
    @APIResponse(
            responseCode = "201",
            description = "The token's text is shown this once",
            content = @Content(schema = @Schema(implementation = CreatedView.class)))
    public Uni<CreatedView> create(@NotNull @Valid CreateRequest request) {
        caller.onlyInBrowser();
        var settings = caller.settings();
        return tokens.create(
                        settings,
                        request.name(),
                        ApiToken.Scope.valueOf(request.scope().name()),
                        request.expiresOn())
                .call(created -> audit.note(
                        Event.TOKEN_CREATED,
                        Map.of(
                                "token",
                                created.token().id(),
                                "scope",
                                created.token().scope().name())))
                .map(created ->
                        new CreatedView(created.token().id(), created.token().name(), created.text()));
    }

    @DELETE
    @Path("/{id}")
    public Uni<Void> delete(@PathParam("id") long id) {
        caller.onlyInBrowser();
        var account = caller.accountId();
        return tokens.delete(account, id)
                .invoke(() -> identities.forget(account))
                .call(() -> audit.note(Event.TOKEN_DELETED, Map.of("token", id)));
    }
}
