package app.zapiska.tasks;

import app.zapiska.accounts.CurrentUser;
import app.zapiska.platform.EtaggedResponse;
import app.zapiska.platform.NullableId;
import app.zapiska.tasks.TaskViews.View;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

@Cancellable(false)
@Path("/tasks/{id:\\d+}/place")
@Tag(name = "Tasks")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class DayOrderResource {

    private final DayOrderService service;
    private final TaskViews views;
    private final CurrentUser currentUser;

    DayOrderResource(DayOrderService service, TaskViews views, CurrentUser currentUser) {
        this.service = service;
        this.views = views;
        this.currentUser = currentUser;
    }

    @Schema(name = "TaskPlace")
    public record PlaceRequest(
            @Schema(
                    implementation = Long.class,
                    required = true,
                    nullable = true,
                    description =
                            "An open task of the same due date, or without one as this is. Null: the first of its day")
            @NotNull
            NullableId after) {}

    @PUT
    @Operation(
            operationId = "placeTask",
            summary = "The order of a day, as sort=day lists it",
            description =
                    "Puts an open task right behind another one of its day. It stays there until its due moment is "
                            + "another one. Its version stays the same. A done task answers 409.")
    public Uni<RestResponse<View>> place(@RestPath long id, @NotNull @Valid PlaceRequest request) {
        var account = currentUser.settings();
        return service.place(account.accountId(), id, request.after().id())
                .chain(() -> views.one(account, id))
                .map(task -> EtaggedResponse.ok(task, task.version()));
    }
}
