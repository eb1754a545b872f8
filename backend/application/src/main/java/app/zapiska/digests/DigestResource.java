package app.zapiska.digests;

import app.zapiska.accounts.CurrentUser;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

@Cancellable(false)
@Path("/digests")
@Tag(name = "settings")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class DigestResource {

    private final DigestViews views;
    private final CurrentUser currentUser;

    DigestResource(DigestViews views, CurrentUser currentUser) {
        this.views = views;
        this.currentUser = currentUser;
    }

    @GET
    @Operation(
            operationId = "nextDigests",
            summary = "When the messages about urgent loans, the day and the week come next, or why they don't",
            description = "Which of them are wanted and when is in the settings.")
    public Uni<DigestViews.View> next() {
        return views.next(currentUser.settings());
    }
}
