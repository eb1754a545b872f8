package app.zapiska.tasks;

import app.zapiska.accounts.SignedIn;
import app.zapiska.tasks.TaskResource.CountsView;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

@Cancellable(false)
@Path("/dashboard")
@Tag(name = "Tasks")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class DashboardResource {

    private final TaskService service;
    private final SignedIn signedIn;

    DashboardResource(TaskService service, SignedIn signedIn) {
        this.service = service;
        this.signedIn = signedIn;
    }

    /**
     * The first screen. Each list holds its first tasks; the counters tell how many there are.
     *
     * @param today of this day and not missed yet, so that nothing stands in two lists
     * @param next of the days to come, the nearest first
     */
    @Schema(name = "Dashboard")
    public record View(
            @Schema(required = true) List<TaskResource.View> today,
            @Schema(required = true) List<TaskResource.View> overdue,
            @Schema(required = true) List<TaskResource.View> next,
            @Schema(required = true) CountsView counts) {

        static View from(TaskService.FrontPage page) {
            return new View(page.today(), page.overdue(), page.next(), CountsView.from(page.counts()));
        }
    }

    @GET
    @Operation(operationId = "dashboard", summary = "What the first screen shows, in one answer")
    public Uni<View> get() {
        return service.frontPage(signedIn.settings()).map(View::from);
    }
}
