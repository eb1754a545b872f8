package app.zapiska.accounts;

import app.zapiska.accounts.AuditLog.Event;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Where the account is signed in. */
@Cancellable(false)
@Path("/auth/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "auth")
class SessionResource {

    /** @param address masked; @param beganBy password, invitation, link, passkey, telegram, or what a later version adds; @param current whether it is the one that asks */
    @Schema(name = "Session")
    record View(
            @NotNull Long id,
            @NotNull Instant createdAt,
            @NotNull Instant lastSeenAt,
            @NotNull Instant expiresAt,
            @NotNull String userAgent,
            @NotNull String address,
            @NotNull String beganBy,
            @NotNull Boolean current) {

        static View from(Session session, OptionalLong current) {
            return new View(
                    session.id(),
                    session.createdAt(),
                    session.lastSeenAt(),
                    session.expiresAt(),
                    session.userAgent(),
                    session.address(),
                    session.beganBy(),
                    current.equals(OptionalLong.of(session.id())));
        }
    }

    @Schema(name = "SessionPage")
    record PageView(
            @NotNull List<View> items,
            @Schema(nullable = true) String nextCursor) {}

    @Inject
    SessionService sessions;

    @Inject
    AuthenticatedUser caller;

    @Inject
    Principals identities;

    @Inject
    AuditTrail audit;

    /** The living ones, newest first. */
    @GET
    public Uni<PageView> list() {
        var current = caller.identified().sessionId();
        return sessions.alive(caller.accountId())
                .map(found -> new PageView(
                        found.stream()
                                .map(session -> View.from(session, current))
                                .toList(),
                        null));
    }

    @DELETE
    @Path("/{id}")
    @AllowedForReadOnly
    public Uni<Void> end(@PathParam("id") long id) {
        caller.onlyInBrowser();
        var account = caller.accountId();
        return sessions.end(account, id)
                .invoke(() -> identities.forget(account))
                .call(() -> audit.note(Event.SESSION_ENDED, Map.of("session", id)));
    }
}
