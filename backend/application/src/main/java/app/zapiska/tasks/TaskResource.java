package app.zapiska.tasks;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.accounts.AuditTrail;
import app.zapiska.accounts.CurrentUser;
import app.zapiska.platform.Cursors;
import app.zapiska.platform.DomainException.FieldError;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.ETags;
import app.zapiska.platform.EtaggedResponse;
import app.zapiska.platform.PageRequest;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.QueryParameters;
import app.zapiska.platform.Wording;
import app.zapiska.tasks.SeriesChange.Scope;
import app.zapiska.tasks.SeriesViews.SeriesView;
import app.zapiska.tasks.TaskQueries.Position;
import app.zapiska.tasks.TaskQueries.Selection;
import app.zapiska.tasks.TaskViews.CountsView;
import app.zapiska.tasks.TaskViews.PageView;
import app.zapiska.tasks.TaskViews.View;
import app.zapiska.undo.UndoLog;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.validator.constraints.Range;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

@Cancellable(false)
@Path("/tasks")
@Tag(name = "Tasks")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TaskResource {

    private final TaskService service;
    private final TaskViews views;
    private final SeriesViews series;
    private final CurrentUser currentUser;
    private final Cursors cursors;
    private final InstantSource clock;
    private final AuditTrail audit;

    TaskResource(
            TaskService service,
            TaskViews views,
            SeriesViews series,
            CurrentUser currentUser,
            Cursors cursors,
            InstantSource clock,
            AuditTrail audit) {
        this.service = service;
        this.views = views;
        this.series = series;
        this.currentUser = currentUser;
        this.cursors = cursors;
        this.clock = clock;
        this.audit = audit;
    }

    @Schema(name = "SubtaskTick")
    public record Tick(@Schema(required = true) @NotNull Boolean completed) {}

    @Schema(name = "Snooze", description = "Exactly one of the two")
    public record Snooze(
            @Schema(nullable = true, minimum = "1", maximum = "525600") @Range(min = 1, max = 525_600)
            Integer minutes,

            @Schema(nullable = true, description = "Local date-time in the account's zone")
            LocalDateTime until) {}

    @GET
    @Operation(operationId = "listTasks", summary = "A page of tasks; filter, category and words combine")
    public Uni<PageView> list(
            @RestQuery
                    @Parameter(
                            schema =
                                    @Schema(
                                            enumeration = {"all", "open", "today", "overdue", "important", "done"},
                                            defaultValue = "all"))
                    String filter,
            @RestQuery @Parameter(schema = @Schema(implementation = Long.class)) String category,
            @RestQuery @Parameter(description = "Words to look for in title and description, or in a subtask") String q,
            @RestQuery
                    @Parameter(
                            description = "By day: what was missed, then each day in its own order, what has none, and "
                                    + "what is done, the latest first",
                            schema =
                                    @Schema(
                                            enumeration = {"importance", "due", "created", "day"},
                                            defaultValue = "importance"))
                    String sort,
            @BeanParam PageRequest page) {
        var order = QueryParameters.oneOf("sort", sort, TaskSort.IMPORTANCE);
        var selection = selection(filter, category, q);
        var list = "tasks " + order + " " + selection;
        return views.page(
                        currentUser.settings(),
                        selection,
                        order,
                        cursors.read(list, page.cursor(), Position.class),
                        page.limit())
                .map(found -> PageView.of(found, page.limit(), last -> cursors.write(list, last)));
    }

    @GET
    @Path("/counts")
    @Operation(
            operationId = "countTasks",
            summary = "How many tasks each filter and category holds",
            description =
                    "Given a category or words, the filters are counted within them; given a filter or words, the "
                            + "categories are. Without parameters everything is counted.")
    public Uni<CountsView> counts(
            @RestQuery
                    @Parameter(
                            schema =
                                    @Schema(
                                            enumeration = {"all", "open", "today", "overdue", "important", "done"},
                                            defaultValue = "all"))
                    String filter,
            @RestQuery @Parameter(schema = @Schema(implementation = Long.class)) String category,
            @RestQuery String q) {
        return views.counts(currentUser.settings(), selection(filter, category, q));
    }

    @POST
    @Operation(operationId = "createTask")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = View.class)))
    public Uni<RestResponse<View>> create(@NotNull @Valid TaskRequest request) {
        var custom = request.reminders() == null ? List.<LocalDateTime>of() : request.reminders();
        return service.create(currentUser.settings(), request.content(), request.template(), custom)
                .chain(this::shown)
                .map(task -> EtaggedResponse.created("/tasks/" + task.id(), task, task.version()));
    }

    @GET
    @Path("/{id:\\d+}")
    @Operation(operationId = "getTask")
    public Uni<RestResponse<View>> get(@RestPath long id) {
        return shown(id).map(TaskResource::tagged);
    }

    @PUT
    @Path("/{id:\\d+}")
    @Operation(
            operationId = "updateTask",
            description = "Takes the whole task. Without subtasks or reminders it keeps those it has. Of a task that "
                    + "repeats it changes also what is to come, or this occurrence only.")
    public Uni<RestResponse<View>> replace(
            @RestPath long id,
            @RestHeader("If-Match") String ifMatch,
            @RestQuery
                    @Parameter(
                            schema =
                                    @Schema(
                                            enumeration = {"following", "this"},
                                            defaultValue = "following"))
                    String scope,
            @NotNull @Valid TaskRequest request) {
        var account = currentUser.settings();
        var expected = ETags.ifMatch(ifMatch);
        var custom = Optional.ofNullable(request.reminders());
        var about = QueryParameters.oneOf("scope", scope, Scope.FOLLOWING);
        return answer(
                id,
                expected.change(
                        seen -> service.replace(account, id, seen, request.content(), custom, about),
                        shown(id),
                        View::version));
    }

    @DELETE
    @Path("/{id:\\d+}")
    @Operation(
            operationId = "deleteTask",
            description =
                    "It can be restored for 30 days. Of a task that repeats this occurrence only, and the next one "
                            + "comes; or this and all following.")
    @APIResponse(
            responseCode = "204",
            headers =
                    @Header(
                            name = UndoLog.HEADER,
                            description = "What takes it back",
                            schema = @Schema(implementation = UUID.class)))
    public Uni<RestResponse<Void>> delete(
            @RestPath long id,
            @RestHeader("If-Match") String ifMatch,
            @RestQuery
                    @Parameter(
                            schema =
                                    @Schema(
                                            enumeration = {"this", "following"},
                                            defaultValue = "this"))
                    String scope) {
        var account = currentUser.settings();
        var expected = ETags.ifMatch(ifMatch);
        var about = QueryParameters.oneOf("scope", scope, Scope.THIS);
        return expected.change(seen -> service.delete(account, id, seen, about), shown(id), View::version)
                .call(() -> audit.note(Event.TASKS_DELETED, Map.of("ids", new JsonArray(List.of(id)))))
                .map(UndoLog::deleted);
    }

    @POST
    @Path("/{id:\\d+}/restore")
    @Operation(
            operationId = "restoreTask",
            description = "Takes deletion back; a task that is not deleted stays as it is.")
    public Uni<RestResponse<View>> restore(@RestPath long id) {
        return answer(id, service.restore(currentUser.settings(), id));
    }

    @POST
    @Path("/{id:\\d+}/complete")
    @Operation(
            operationId = "completeTask",
            description = "A second time changes nothing. One that repeats is followed by its next occurrence.")
    public Uni<RestResponse<View>> complete(@RestPath long id) {
        return answer(id, service.complete(currentUser.settings(), id));
    }

    @POST
    @Path("/{id:\\d+}/reopen")
    @Operation(
            operationId = "reopenTask",
            description = "Its reminders still to come are planned again. An occurrence that followed it is taken back "
                    + "unless something was done with it.")
    public Uni<RestResponse<View>> reopen(@RestPath long id) {
        return answer(id, service.reopen(currentUser.settings(), id));
    }

    @POST
    @Path("/{id:\\d+}/skip")
    @Operation(
            operationId = "skipTask",
            description = "The next occurrence instead of this one, which can be restored. The answer is the next one. "
                    + "409 where none comes.")
    public Uni<RestResponse<View>> skip(@RestPath long id) {
        return service.skip(currentUser.settings(), id).chain(this::shown).map(TaskResource::tagged);
    }

    @GET
    @Path("/{id:\\d+}/series")
    @Operation(operationId = "getTaskSeries", summary = "The occurrences of a task that repeats, and its next dates")
    public Uni<SeriesView> series(@RestPath long id) {
        return series.of(currentUser.settings(), id);
    }

    @POST
    @Path("/{id:\\d+}/snooze")
    @Operation(operationId = "snoozeTask", description = "Leaves exactly one future reminder. A done task answers 409.")
    public Uni<RestResponse<View>> snooze(@RestPath long id, @NotNull @Valid Snooze request) {
        return answer(id, service.snooze(currentUser.settings(), id, until(request)));
    }

    private Instant until(Snooze request) {
        if ((request.minutes() == null) == (request.until() == null)) {
            var why = Wording.of(TaskMessages.class, TaskMessages::snoozeNeedsOne);
            throw new Invalid(why, List.of(new FieldError("minutes", why), new FieldError("until", why)));
        }
        return request.minutes() != null
                ? clock.instant().plus(Duration.ofMinutes(request.minutes()))
                : request.until().atZone(currentUser.settings().zone()).toInstant();
    }

    @PATCH
    @Path("/{id:\\d+}/subtasks/{subtaskId:\\d+}")
    @Operation(operationId = "tickSubtask")
    public Uni<RestResponse<View>> tick(@RestPath long id, @RestPath long subtaskId, @NotNull @Valid Tick request) {
        return answer(id, service.tick(currentUser.settings(), id, subtaskId, request.completed()));
    }

    private Uni<View> shown(long id) {
        return views.one(currentUser.settings(), id);
    }

    /** Of a task that was changed: as everybody sees it from now on. */
    private Uni<RestResponse<View>> answer(long id, Uni<Void> change) {
        return change.chain(() -> shown(id)).map(TaskResource::tagged);
    }

    private static Selection selection(String filter, String category, String q) {
        return new Selection(
                QueryParameters.oneOf("filter", filter, TaskFilter.ALL),
                QueryParameters.number("category", category),
                QueryParameters.words("q", q));
    }

    private static RestResponse<View> tagged(View task) {
        return EtaggedResponse.ok(task, task.version());
    }

    static FieldError error(String field, Function<TaskMessages, String> why) {
        return new FieldError(field, Wording.of(TaskMessages.class, why));
    }

    private static Invalid refused(FieldError error) {
        return new Invalid(ProblemType.VALIDATION.detail(), List.of(error));
    }
}
