package app.zapiska.reminders;

import app.zapiska.accounts.AllowedForReadOnly;
import app.zapiska.accounts.CurrentUser;
import app.zapiska.platform.ETags;
import app.zapiska.platform.EtaggedResponse;
import app.zapiska.platform.Lines;
import app.zapiska.platform.LocalMoment;
import app.zapiska.platform.OneLine;
import app.zapiska.platform.Returned;
import app.zapiska.recurrence.Recurrence;
import app.zapiska.reminders.ReminderTemplateViews.PageView;
import app.zapiska.reminders.ReminderTemplateViews.View;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.validator.constraints.Range;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

@Cancellable(false)
@Path("/reminder-templates")
@Tag(name = "Reminder templates")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ReminderTemplateResource {

    private final ReminderTemplateService service;
    private final ReminderTemplateViews views;
    private final CurrentUser currentUser;

    ReminderTemplateResource(ReminderTemplateService service, ReminderTemplateViews views, CurrentUser currentUser) {
        this.service = service;
        this.views = views;
        this.currentUser = currentUser;
    }

    @Schema(name = "ReminderTemplateRequest")
    @Returned(View.class)
    public record Request(
            @NotNull @OneLine(max = 100) String name,
            @Lines(max = 500) String description,
            @NotNull @Size(max = 20) List<@NotNull @Valid Rule> rules) {

        ReminderTemplateService.Draft draft() {
            return new ReminderTemplateService.Draft(name, description == null ? "" : description, rules);
        }
    }

    /**
     * @param rules not yet saved; either these or {@code templateId}
     * @param durationMinutes for rules that look at the end; only with a time
     * @param reminders moments chosen by hand beside them
     * @param recurrence an RRULE that {@code due} begins: then the occurrences after it are told, too
     * @param days for how long, the first due day included; only with {@code recurrence}
     */
    @Schema(name = "ReminderPreviewRequest")
    public record PreviewRequest(
            @Size(max = 20) List<@NotNull @Valid Rule> rules,
            Long templateId,
            @NotNull LocalMoment due,
            @Min(1) @Max(10_080) Integer durationMinutes,
            @Size(max = 50) List<@NotNull LocalDateTime> reminders,

            @Schema(
                    nullable = true,
                    maxLength = Recurrence.MOST_CHARACTERS,
                    description =
                            "An RRULE that due begins: the occurrences after it are told as well, each supposed to "
                                    + "be made when the one before is due")
            String recurrence,

            @Schema(nullable = true, minimum = "1", maximum = "62", defaultValue = "14")
            @Range(min = 1, max = MOST_DAYS)
            Integer days) {

        Optional<Repeated> repeated() {
            return Optional.ofNullable(recurrence)
                    .map(rule -> new Repeated(
                            Recurrence.parse(rule), Optional.ofNullable(days).orElse(USUAL_DAYS)));
        }
    }

    private static final int USUAL_DAYS = 14;
    private static final int MOST_DAYS = 62;

    @Schema(name = "ReminderPreview")
    public record Preview(
            @Schema(required = true, description = "Wall time in the account's zone, in order")
            List<LocalDateTime> instants,

            @Schema(required = true, description = "How many are already past and will not be sent")
            int skippedPast,

            @Schema(
                    required = true,
                    description = "The messages of rules and chosen moments together, in order; equal moments once")
            List<PreviewMessage> messages,

            @Schema(
                    required = true,
                    description =
                            "Places of the rules that mean no moment at all: of \"every\" whose window ends before it"
                                    + " begins, of \"beforeEnd\" without a duration")
            List<Integer> mute) {}

    @Schema(name = "ReminderPreviewMessage")
    public record PreviewMessage(
            @Schema(required = true, description = "When it comes, wall time in the account's zone")
            LocalDateTime at,

            @Schema(required = true, description = "When it was meant to come; differs where working hours move it")
            LocalDateTime wanted,

            @Schema(required = true, description = "Chosen by hand")
            boolean own) {}

    @GET
    @Operation(operationId = "listReminderTemplates", summary = "The system's, then the account's own")
    public Uni<PageView> list() {
        return views.all(currentUser.settings()).map(templates -> new PageView(templates, null));
    }

    @POST
    @Operation(operationId = "createReminderTemplate")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = View.class)))
    public Uni<RestResponse<View>> create(@NotNull @Valid Request request) {
        return service.create(currentUser.settings(), request.draft())
                .chain(this::shown)
                .map(template ->
                        EtaggedResponse.created("/reminder-templates/" + template.id(), template, template.version()));
    }

    @GET
    @Path("/{id:\\d+}")
    @Operation(operationId = "getReminderTemplate")
    public Uni<RestResponse<View>> get(@RestPath long id) {
        return shown(id).map(ReminderTemplateResource::tagged);
    }

    @PUT
    @Path("/{id:\\d+}")
    @Operation(operationId = "replaceReminderTemplate", summary = "Open tasks that use it get its new moments")
    public Uni<RestResponse<View>> replace(
            @RestPath long id, @RestHeader("If-Match") String ifMatch, @NotNull @Valid Request request) {
        var account = currentUser.settings();
        return ETags.ifMatch(ifMatch)
                .change(seen -> service.change(account, id, seen, request.draft()), shown(id), View::version)
                .chain(() -> shown(id))
                .map(ReminderTemplateResource::tagged);
    }

    @DELETE
    @Path("/{id:\\d+}")
    @Operation(operationId = "deleteReminderTemplate", summary = "Moments already planned stay, as chosen by hand")
    @APIResponse(responseCode = "204")
    public Uni<Void> delete(@RestPath long id, @RestHeader("If-Match") String ifMatch) {
        var account = currentUser.settings();
        return ETags.ifMatch(ifMatch).change(seen -> service.delete(account, id, seen), shown(id), View::version);
    }

    @POST
    @Path("/preview")
    @AllowedForReadOnly
    @Operation(operationId = "previewReminders", summary = "The exact moments that rules or a template would give")
    public Uni<Preview> preview(@NotNull @Valid PreviewRequest request) {
        var account = currentUser.settings();
        return service.preview(
                        account,
                        Optional.ofNullable(request.rules()),
                        Optional.ofNullable(request.templateId()),
                        new Due(
                                request.due().date(),
                                request.due().time(),
                                Optional.ofNullable(request.durationMinutes())
                                        .filter(minutes -> request.due().time().isPresent())),
                        request.reminders() == null ? List.of() : request.reminders(),
                        request.repeated())
                .map(times -> new Preview(
                        times.ahead().stream().map(account::localTime).toList(),
                        times.past(),
                        times.told().stream()
                                .map(one -> new PreviewMessage(
                                        account.localTime(one.at()), account.localTime(one.wanted()), one.own()))
                                .toList(),
                        times.mute()));
    }

    private Uni<View> shown(long id) {
        return views.one(currentUser.settings(), id);
    }

    private static RestResponse<View> tagged(View template) {
        return EtaggedResponse.ok(template, template.version());
    }
}
