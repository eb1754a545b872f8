package app.zapiska.tasks;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.accounts.AuditTrail;
import app.zapiska.accounts.CurrentUser;
import app.zapiska.platform.DomainException.FieldError;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.LocalMoment;
import app.zapiska.platform.NullableId;
import app.zapiska.platform.PlatformMessages;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Wording;
import app.zapiska.tasks.TaskSeries.Follower;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.validator.constraints.Range;
import org.jboss.resteasy.reactive.server.Cancellable;

@Cancellable(false)
@Path("/tasks/bulk")
@Tag(name = "Tasks")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TaskBulkResource {

    static final int MOST = 500;

    private final TaskBulk tasks;
    private final CurrentUser currentUser;
    private final AuditTrail audit;

    TaskBulkResource(TaskBulk tasks, CurrentUser currentUser, AuditTrail audit) {
        this.tasks = tasks;
        this.currentUser = currentUser;
        this.audit = audit;
    }

    public enum Action {
        @JsonProperty("complete")
        COMPLETE,
        @JsonProperty("reopen")
        REOPEN,
        @JsonProperty("delete")
        DELETE,
        @JsonProperty("move")
        MOVE,
        @JsonProperty("redate")
        REDATE,
        @JsonProperty("template")
        TEMPLATE,
        @JsonProperty("importance")
        IMPORTANCE
    }

    /** Null and nothing differ in some, hence their types: a forgotten due must not clear that of 500 tasks. */
    @Schema(name = "Bulk")
    public record Bulk(
            @Schema(required = true, minItems = 1, maxItems = MOST) @NotEmpty @Size(max = MOST)
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
            JsonNode due,

            @Schema(
                    nullable = true,
                    defaultValue = "false",
                    description = "Only for redate: a day alone leaves each task its time of day")
            Boolean keepTime,

            @Schema(
                    implementation = Long.class,
                    nullable = true,
                    description = "Only for template, and needed there. Null: no reminders")
            NullableId reminderTemplateId,

            @Schema(
                    nullable = true,
                    minimum = "1",
                    maximum = "3",
                    description = "Only for importance, and needed there")
            @Range(min = 1, max = 3)
            Integer importance) {

        /** @throws Invalid naming the field that is missing, superfluous or wrong */
        BulkAction bulkAction() {
            belongs("categoryId", categoryId, action == Action.MOVE);
            belongs("due", due, action == Action.REDATE);
            belongs("reminderTemplateId", reminderTemplateId, action == Action.TEMPLATE);
            belongs("importance", importance, action == Action.IMPORTANCE);
            if (action != Action.REDATE) {
                belongs("keepTime", keepTime, false);
            }
            return switch (action) {
                case COMPLETE -> new BulkAction.Complete();
                case REOPEN -> new BulkAction.Reopen();
                case DELETE -> new BulkAction.Delete();
                case MOVE -> new BulkAction.Move(categoryId.id());
                case REDATE -> new BulkAction.Redate(moment(), Boolean.TRUE.equals(keepTime));
                case TEMPLATE -> new BulkAction.Template(reminderTemplateId.id());
                case IMPORTANCE -> new BulkAction.Importance(importance);
            };
        }

        private static void belongs(String field, Object value, boolean needed) {
            if (needed != (value != null)) {
                throw refused(
                        TaskResource.error(field, needed ? TaskMessages::neededForAction : TaskMessages::notForAction));
            }
        }

        private Optional<Due> moment() {
            if (due.isNull()) {
                return Optional.empty();
            }
            try {
                var moment = LocalMoment.parse(due.isTextual() ? due.textValue() : "");
                if (!Due.plausible(moment.date())) {
                    throw refused(new FieldError("due", TaskRequest.years()));
                }
                return Optional.of(Due.of(moment));
            } catch (DateTimeException e) {
                throw refused(
                        new FieldError("due", Wording.of(PlatformMessages.class, PlatformMessages::notDateOrDateTime)));
            }
        }
    }

    private static Invalid refused(FieldError error) {
        return new Invalid(ProblemType.VALIDATION.detail(), List.of(error));
    }

    @Schema(name = "BulkResult")
    public record BulkView(
            @Schema(required = true, description = "How many are now as wanted")
            int done,

            @Schema(required = true) List<FailedView> failed,

            @Schema(required = true, description = "The next occurrences that were made of tasks that repeat")
            List<FollowedView> followed,

            @Schema(
                    required = true,
                    nullable = true,
                    description =
                            "Takes it back as a whole, for ten minutes: POST /undo/{token}. Null: nothing was changed")
            UUID undo) {

        static BulkView from(TaskBulk.Result result) {
            return new BulkView(
                    result.done().size(),
                    result.failed().entrySet().stream()
                            .map(failure -> new FailedView(
                                    failure.getKey(), failure.getValue().uri()))
                            .toList(),
                    result.followed().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(next -> FollowedView.of(next.getKey(), next.getValue()))
                            .toList(),
                    result.undo().orElse(null));
        }
    }

    /** @param type as in a problem */
    @Schema(name = "BulkFailure")
    public record FailedView(
            @Schema(required = true) long id,

            @Schema(required = true, examples = "/problems/not-found")
            String type) {}

    @Schema(name = "BulkFollowed")
    public record FollowedView(
            @Schema(required = true) long id,

            @Schema(required = true, description = "The next occurrence")
            long nextId,

            @Schema(required = true, description = "When that is due")
            LocalMoment due) {

        static FollowedView of(long id, Follower next) {
            return new FollowedView(id, next.id(), next.due().moment());
        }
    }

    @POST
    @Operation(
            operationId = "bulkTasks",
            description = "Together or not at all, but for those that are named as failed, which spoil no others.")
    public Uni<BulkView> bulk(@NotNull @Valid Bulk request) {
        return tasks.act(currentUser.settings(), request.ids(), request.bulkAction())
                .call(result -> request.action() == Action.DELETE
                                && !result.done().isEmpty()
                        ? audit.note(Event.TASKS_DELETED, Map.of("ids", new JsonArray(List.copyOf(result.done()))))
                        : Uni.createFrom().voidItem())
                .map(BulkView::from);
    }
}
