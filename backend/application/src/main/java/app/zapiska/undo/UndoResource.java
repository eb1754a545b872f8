package app.zapiska.undo;

import app.zapiska.accounts.CurrentUser;
import app.zapiska.platform.DomainException.NotFound;
import app.zapiska.platform.ProblemType;
import app.zapiska.undo.UndoViews.ListView;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

@Cancellable(false)
@Path("/undo")
@Tag(name = "Undo")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class UndoResource {

    private final UndoService service;
    private final UndoViews views;
    private final CurrentUser currentUser;

    UndoResource(UndoService service, UndoViews views, CurrentUser currentUser) {
        this.service = service;
        this.views = views;
        this.currentUser = currentUser;
    }

    @Schema(name = "UndoResult")
    public record ResultView(
            @Schema(required = true, description = "How many are as they were before")
            int done,

            @Schema(required = true, description = "What was left as it is now")
            List<LeftView> failed) {

        static ResultView from(Undoable.Result result) {
            return new ResultView(
                    result.done(),
                    result.failed().entrySet().stream()
                            .map(left ->
                                    new LeftView(left.getKey(), left.getValue().uri()))
                            .toList());
        }
    }

    /** @param type as in a problem */
    @Schema(name = "UndoFailure")
    public record LeftView(
            @Schema(required = true) long id,

            @Schema(
                    required = true,
                    examples = "/problems/stale",
                    description = "stale: somebody has changed it since; not-found: it is gone for good; conflict: "
                            + "what it belonged to is gone")
            String type) {}

    @GET
    @Operation(
            operationId = "listUndo",
            summary = "What was done in the last ten minutes and can be taken back, the newest first",
            description = "Bulk actions and deletions, whichever device they were made on.")
    public Uni<ListView> list() {
        return views.open(currentUser.accountId());
    }

    @POST
    @Path("/{token}")
    @Operation(
            operationId = "undo",
            summary = "Takes an action back as a whole",
            description = "What somebody has changed since is left as it is and named in the answer. A second time, or "
                    + "later than ten minutes after it was done: 410.")
    public Uni<ResultView> undo(@RestPath String token) {
        return service.undo(currentUser.settings(), uuid(token)).map(ResultView::from);
    }

    private static UUID uuid(String token) {
        try {
            return UUID.fromString(token);
        } catch (IllegalArgumentException other) {
            throw new NotFound(ProblemType.NOT_FOUND.detail());
        }
    }
}
