package app.zapiska.tasks;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.accounts.AuditTrail;
import app.zapiska.accounts.SignedIn;
import app.zapiska.platform.Computed;
import app.zapiska.platform.Cursors;
import app.zapiska.platform.DomainException.FieldError;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.ETags;
import app.zapiska.platform.Lines;
import app.zapiska.platform.LocalMoment;
import app.zapiska.platform.NullableId;
import app.zapiska.platform.OneLine;
import app.zapiska.platform.PageRequest;
import app.zapiska.platform.PlatformMessages;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.QueryParameters;
import app.zapiska.platform.Returned;
import app.zapiska.platform.Tagged;
import app.zapiska.platform.Wording;
import app.zapiska.reminders.NextMessage;
import app.zapiska.reminders.ReminderPlanner.ReminderView;
import app.zapiska.tasks.TaskService.BulkAction;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
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

    private static final int NEEDED = 2;

    private final TaskService service;
    private final SignedIn signedIn;
    private final Cursors cursors;
    private final InstantSource clock;
    private final AuditTrail audit;

    TaskResource(TaskService service, SignedIn signedIn, Cursors cursors, InstantSource clock, AuditTrail audit) {
        this.service = service;
        this.signedIn = signedIn;
        this.cursors = cursors;
        this.clock = clock;
        this.audit = audit;
    }

    /**
     * A task as clients see it.
     *
     * @param due local date or local date-time in the account's zone; a date alone ends with its day
     * @param recurrence always null for now
     * @param reminders planned, sent and ended ones, by their planned moment
     */
    @Schema(name = "Task")
    public record View(
            @Schema(required = true) long id,
            @Schema(required = true) int version,
            @Schema(required = true) String title,
            @Schema(required = true) String description,
            @Schema(required = true) Task.Status status,

            @Schema(
                    required = true,
                    minimum = "1",
                    maximum = "3",
                    description = "1 important, 2 needed, 3 nice to have")
            int importance,

            @Schema(required = true, nullable = true) LocalMoment due,
            @Schema(required = true, nullable = true) Integer durationMinutes,
            @Schema(required = true, nullable = true) Long categoryId,
            @Schema(required = true, nullable = true) String recurrence,
            @Schema(required = true) Task.RecurFrom recurFrom,
            @Schema(required = true, nullable = true) LocalDate pausedUntil,
            @Schema(required = true, nullable = true) Long reminderTemplateId,
            @Schema(required = true) List<SubtaskView> subtasks,
            @Schema(required = true) List<ReminderView> reminders,

            @Computed
            @Schema(required = true, nullable = true, description = "Inside working hours; null when none comes")
            Instant nextMessageAt,

            @Computed @Schema(required = true, description = "What the next message is, or why none comes")
            NextMessage.Reason nextMessageReason,

            @Schema(required = true) ProgressView progress,
            @Schema(required = true) Instant createdAt,
            @Schema(required = true) Instant updatedAt,
            @Schema(required = true, nullable = true) Instant completedAt) {

        static View from(Task task, List<ReminderView> reminders, NextMessage next) {
            return new View(
                    task.id(),
                    task.version(),
                    task.title(),
                    task.description(),
                    task.status(),
                    task.importance(),
                    task.due().map(Due::moment).orElse(null),
                    task.durationMinutes().orElse(null),
                    task.categoryId().orElse(null),
                    null,
                    task.recurFrom(),
                    null,
                    task.reminderTemplateId().orElse(null),
                    task.subtasks().stream().map(SubtaskView::from).toList(),
                    reminders,
                    next.at().orElse(null),
                    next.reason(),
                    ProgressView.from(task.progress()),
                    task.createdAt(),
                    task.updatedAt(),
                    task.completedAt().orElse(null));
        }
    }

    @Schema(name = "Subtask")
    public record SubtaskView(
            @Schema(required = true) long id,
            @Schema(required = true) String title,
            @Schema(required = true) boolean completed,

            @Schema(required = true, description = "Place in the list, from 0")
            int order) {

        static SubtaskView from(Subtask subtask) {
            return new SubtaskView(subtask.id(), subtask.title(), subtask.completed(), subtask.position());
        }
    }

    @Schema(name = "Progress", description = "Ticked subtasks of all")
    public record ProgressView(
            @Schema(required = true) int done,
            @Schema(required = true) int total) {

        static ProgressView from(Task.Progress progress) {
            return new ProgressView(progress.done(), progress.total());
        }
    }

    @Schema(name = "TaskPage")
    public record PageView(
            @Schema(required = true) List<View> items,

            @Schema(required = true, nullable = true, description = "Give it as cursor with the same other parameters")
            String nextCursor) {}

    @Schema(name = "Counts")
    public record CountsView(
            @Schema(required = true) long all,
            @Schema(required = true) long open,
            @Schema(required = true) long today,
            @Schema(required = true) long overdue,
            @Schema(required = true) long important,
            @Schema(required = true) long done,

            @Schema(required = true, description = "By category id; every category is there")
            Map<Long, Long> byCategory) {

        static CountsView from(Tasks.Counts counts) {
            return new CountsView(
                    counts.all(),
                    counts.open(),
                    counts.today(),
                    counts.overdue(),
                    counts.important(),
                    counts.done(),
                    counts.byCategory());
        }
    }

    /** A whole task; what is left out is empty, but for the two lists: without them the task keeps those it has. */
    @Schema(name = "TaskInput")
    @Returned(View.class)
    public record Request(
            @Schema(required = true, minLength = 1, maxLength = 200) @NotNull @OneLine(max = 200)
            String title,

            @Schema(nullable = true, maxLength = 10_000) @Lines(max = 10_000)
            String description,

            @Schema(nullable = true, defaultValue = "2", minimum = "1", maximum = "3") @Range(min = 1, max = 3)
            Integer importance,

            @Schema(nullable = true) LocalMoment due,

            @Schema(nullable = true, minimum = "1", maximum = "10080", description = "Only with a due time")
            @Range(min = 1, max = 10_080)
            Integer durationMinutes,

            @Schema(nullable = true) Long categoryId,

            @Schema(nullable = true, description = "Not available yet: leave it empty")
            String recurrence,

            @Schema(nullable = true, defaultValue = "due") Task.RecurFrom recurFrom,

            @Schema(nullable = true, description = "Not available yet: leave it empty")
            LocalDate pausedUntil,

            @Schema(
                    implementation = Long.class,
                    nullable = true,
                    description = "Null: no reminders. Left out of a new task: the account's default")
            NullableId reminderTemplateId,

            @Schema(nullable = true, maxItems = 100) @Size(max = Task.MOST_SUBTASKS)
            List<@NotNull @Valid StepRequest> subtasks,

            @Schema(
                    nullable = true,
                    maxItems = 50,
                    description = "Local date-times of the account's zone to remind at besides the template's. "
                            + "A done task keeps those it has. Reminders as a GET shows them are taken as well: of them only "
                            + "those chosen by hand count")
            @JsonDeserialize(using = CustomMoments.class)
            @Size(max = 50)
            List<@NotNull LocalDateTime> reminders) {

        /** @throws Invalid naming every field whose value makes no sense */
        Task.Content content() {
            var errors = new ArrayList<FieldError>();
            if (due != null && !Due.plausible(due.date())) {
                errors.add(new FieldError("due", years()));
            }
            if (durationMinutes != null && (due == null || due.time().isEmpty())) {
                errors.add(error("durationMinutes", TaskMessages::durationNeedsTime));
            }
            if (recurrence != null) {
                errors.add(error("recurrence", TaskMessages::recurrenceLater));
            }
            if (pausedUntil != null) {
                errors.add(error("pausedUntil", TaskMessages::recurrenceLater));
            }
            for (int place = 0; reminders != null && place < reminders.size(); place++) {
                if (!Due.plausible(reminders.get(place).toLocalDate())) {
                    errors.add(new FieldError("reminders[" + place + "]", years()));
                }
            }
            if (!errors.isEmpty()) {
                throw new Invalid(ProblemType.VALIDATION.detail(), errors);
            }
            return new Task.Content(
                    title,
                    description == null ? "" : description,
                    importance == null ? NEEDED : importance,
                    Optional.ofNullable(due).map(Due::of),
                    Optional.ofNullable(durationMinutes),
                    Optional.ofNullable(categoryId),
                    recurFrom == null ? Task.RecurFrom.DUE : recurFrom,
                    template().flatMap(NullableId::id),
                    Optional.ofNullable(subtasks).map(Request::inOrder));
        }

        Optional<NullableId> template() {
            return Optional.ofNullable(reminderTemplateId);
        }

        /** By {@code order}; one without it stands where it is in the list. */
        private static List<Task.Step> inOrder(List<StepRequest> steps) {
            return IntStream.range(0, steps.size())
                    .boxed()
                    .sorted(Comparator.comparingInt(place -> {
                        var order = steps.get(place).order();
                        return order == null ? place : order;
                    }))
                    .map(place -> steps.get(place).step(place))
                    .toList();
        }

        private static Wording years() {
            return Wording.of(PlatformMessages.class, m -> m.yearOutOfRange(Due.FIRST_YEAR, Due.LAST_YEAR));
        }
    }

    @Schema(name = "SubtaskInput")
    public record StepRequest(
            @Schema(nullable = true, description = "Of an existing subtask, which keeps its identity and tick")
            Long id,

            @Schema(required = true, minLength = 1, maxLength = 200) @NotNull @OneLine(max = 200)
            String title,

            @Schema(nullable = true, description = "Left out: the tick stays")
            Boolean completed,

            @Schema(nullable = true, minimum = "0", description = "Left out: the place in the list")
            @Range(min = 0, max = 1_000)
            Integer order) {

        private Task.Step step(int place) {
            return new Task.Step(Optional.ofNullable(id), title, Optional.ofNullable(completed), place);
        }
    }

    @Schema(name = "SubtaskTick")
    public record Tick(@Schema(required = true) @NotNull Boolean completed) {}

    @Schema(name = "Snooze", description = "Exactly one of the two")
    public record Snooze(
            @Schema(nullable = true, minimum = "1", maximum = "525600") @Range(min = 1, max = 525_600)
            Integer minutes,

            @Schema(nullable = true, description = "Local date-time in the account's zone")
            LocalDateTime until) {}

    public enum Action {
        @JsonProperty("complete")
        COMPLETE,
        @JsonProperty("delete")
        DELETE,
        @JsonProperty("move")
        MOVE,
        @JsonProperty("redate")
        REDATE
    }

    /** Null and nothing differ in the last two, hence their types: a forgotten due must not clear that of 200 tasks. */
    @Schema(name = "Bulk")
    public record Bulk(
            @Schema(required = true, minItems = 1, maxItems = 200) @NotEmpty @Size(max = 200)
            List<@NotNull Long> ids,

            @Schema(required = true) @NotNull Action action,

            @Schema(
                    implementation = Long.class,
                    nullable = true,
                    description = "Only for move, and needed there. Null: no category")
            NullableId categoryId,

            @Schema(
                    implementation = LocalMoment.class,
                    nullable = true,
                    description = "Only for redate, and needed there. Null: no due moment")
            JsonNode due) {

        /** @throws Invalid naming the field that is missing, superfluous or wrong */
        BulkAction bulkAction() {
            belongs("categoryId", categoryId, action == Action.MOVE);
            belongs("due", due, action == Action.REDATE);
            return switch (action) {
                case COMPLETE -> new BulkAction.Complete();
                case DELETE -> new BulkAction.Delete();
                case MOVE -> new BulkAction.Move(categoryId.id());
                case REDATE -> new BulkAction.Redate(moment());
            };
        }

        private static void belongs(String field, Object value, boolean needed) {
            if (needed != (value != null)) {
                throw refused(error(field, needed ? TaskMessages::neededForAction : TaskMessages::notForAction));
            }
        }

        private Optional<Due> moment() {
            if (due.isNull()) {
                return Optional.empty();
            }
            try {
                var moment = LocalMoment.parse(due.isTextual() ? due.textValue() : "");
                if (!Due.plausible(moment.date())) {
                    throw refused(new FieldError("due", Request.years()));
                }
                return Optional.of(Due.of(moment));
            } catch (DateTimeException e) {
                throw refused(
                        new FieldError("due", Wording.of(PlatformMessages.class, PlatformMessages::notDateOrDateTime)));
            }
        }
    }

    @Schema(name = "BulkResult")
    public record BulkView(
            @Schema(required = true) int done,
            @Schema(required = true) List<FailedView> failed) {

        static BulkView from(TaskService.BulkResult result) {
            return new BulkView(
                    result.done().size(),
                    result.failed().entrySet().stream()
                            .map(failure -> new FailedView(
                                    failure.getKey(), failure.getValue().uri()))
                            .toList());
        }
    }

    /** @param type as in a problem */
    @Schema(name = "BulkFailure")
    public record FailedView(
            @Schema(required = true) long id,

            @Schema(required = true, examples = "/problems/not-found")
            String type) {}

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
            @RestQuery @Parameter(description = "Words to look for in title and description") String q,
            @RestQuery
                    @Parameter(
                            schema =
                                    @Schema(
                                            enumeration = {"importance", "due", "created"},
                                            defaultValue = "importance"))
                    String sort,
            @BeanParam PageRequest page) {
        var order = QueryParameters.oneOf("sort", sort, TaskSort.IMPORTANCE);
        var selection = selection(filter, category, q);
        var list = "tasks " + order + " " + selection;
        return service.list(
                        signedIn.settings(),
                        selection,
                        order,
                        cursors.read(list, page.cursor(), Tasks.Position.class),
                        page.limit())
                .map(found -> new PageView(
                        found.items(),
                        found.next()
                                .map(position -> cursors.write(list, position))
                                .orElse(null)));
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
        return service.counts(signedIn.settings(), selection(filter, category, q))
                .map(CountsView::from);
    }

    @POST
    @Operation(operationId = "createTask")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = View.class)))
    public Uni<RestResponse<View>> create(@NotNull @Valid Request request) {
        var custom = request.reminders() == null ? List.<LocalDateTime>of() : request.reminders();
        return service.create(signedIn.settings(), request.content(), request.template(), custom)
                .map(task -> Tagged.created("/tasks/" + task.id(), task, task.version()));
    }

    @GET
    @Path("/{id:\\d+}")
    @Operation(operationId = "getTask")
    public Uni<RestResponse<View>> get(@RestPath long id) {
        return service.get(signedIn.settings(), id).map(TaskResource::tagged);
    }

    @PUT
    @Path("/{id:\\d+}")
    @Operation(
            operationId = "updateTask",
            description = "Takes the whole task. Without subtasks or reminders it keeps those it has.")
    public Uni<RestResponse<View>> replace(
            @RestPath long id, @RestHeader("If-Match") String ifMatch, @NotNull @Valid Request request) {
        return service.replace(
                        signedIn.settings(),
                        id,
                        ETags.ifMatch(ifMatch),
                        request.content(),
                        Optional.ofNullable(request.reminders()))
                .map(TaskResource::tagged);
    }

    @DELETE
    @Path("/{id:\\d+}")
    @Operation(operationId = "deleteTask", description = "It can be restored for 30 days.")
    @APIResponse(responseCode = "204")
    public Uni<Void> delete(@RestPath long id, @RestHeader("If-Match") String ifMatch) {
        return service.delete(signedIn.settings(), id, ETags.ifMatch(ifMatch)).call(() -> deleted(List.of(id)));
    }

    private Uni<Void> deleted(Collection<Long> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : audit.note(Event.TASKS_DELETED, Map.of("ids", new JsonArray(List.copyOf(ids))));
    }

    @POST
    @Path("/{id:\\d+}/restore")
    @Operation(
            operationId = "restoreTask",
            description = "Takes deletion back; a task that is not deleted stays as it is.")
    public Uni<RestResponse<View>> restore(@RestPath long id) {
        return service.restore(signedIn.settings(), id).map(TaskResource::tagged);
    }

    @POST
    @Path("/{id:\\d+}/complete")
    @Operation(operationId = "completeTask", description = "A second time changes nothing.")
    public Uni<RestResponse<View>> complete(@RestPath long id) {
        return service.complete(signedIn.settings(), id).map(TaskResource::tagged);
    }

    @POST
    @Path("/{id:\\d+}/reopen")
    @Operation(operationId = "reopenTask", description = "Its reminders still to come are planned again.")
    public Uni<RestResponse<View>> reopen(@RestPath long id) {
        return service.reopen(signedIn.settings(), id).map(TaskResource::tagged);
    }

    @POST
    @Path("/{id:\\d+}/snooze")
    @Operation(operationId = "snoozeTask", description = "Leaves exactly one future reminder. A done task answers 409.")
    public Uni<RestResponse<View>> snooze(@RestPath long id, @NotNull @Valid Snooze request) {
        return service.snooze(signedIn.settings(), id, until(request)).map(TaskResource::tagged);
    }

    private Instant until(Snooze request) {
        if ((request.minutes() == null) == (request.until() == null)) {
            var why = Wording.of(TaskMessages.class, TaskMessages::snoozeNeedsOne);
            throw new Invalid(why, List.of(new FieldError("minutes", why), new FieldError("until", why)));
        }
        return request.minutes() != null
                ? clock.instant().plus(Duration.ofMinutes(request.minutes()))
                : request.until().atZone(signedIn.settings().zone()).toInstant();
    }

    @PATCH
    @Path("/{id:\\d+}/subtasks/{subtaskId:\\d+}")
    @Operation(operationId = "tickSubtask")
    public Uni<RestResponse<View>> tick(@RestPath long id, @RestPath long subtaskId, @NotNull @Valid Tick request) {
        return service.tick(signedIn.settings(), id, subtaskId, request.completed())
                .map(TaskResource::tagged);
    }

    @POST
    @Path("/bulk")
    @Operation(operationId = "bulkTasks", description = "Each task by itself: those that fail spoil no others.")
    public Uni<BulkView> bulk(@NotNull @Valid Bulk request) {
        return service.bulk(signedIn.settings(), request.ids(), request.bulkAction())
                .call(result -> request.action() == Action.DELETE
                        ? deleted(result.done())
                        : Uni.createFrom().voidItem())
                .map(BulkView::from);
    }

    private static Tasks.Selection selection(String filter, String category, String q) {
        return new Tasks.Selection(
                QueryParameters.oneOf("filter", filter, TaskFilter.ALL),
                QueryParameters.number("category", category),
                QueryParameters.words("q", q));
    }

    private static RestResponse<View> tagged(View task) {
        return Tagged.ok(task, task.version());
    }

    private static FieldError error(String field, Function<TaskMessages, String> why) {
        return new FieldError(field, Wording.of(TaskMessages.class, why));
    }

    private static Invalid refused(FieldError error) {
        return new Invalid(ProblemType.VALIDATION.detail(), List.of(error));
    }
}
