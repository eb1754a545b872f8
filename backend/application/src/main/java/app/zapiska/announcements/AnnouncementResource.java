package app.zapiska.announcements;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.accounts.AuditTrail;
import app.zapiska.accounts.CurrentUser;
import app.zapiska.platform.CleanText;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Wording;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What the owner tells everybody who has an account here, in their chats or by the second channel. */
@Cancellable(false)
@Path("/announcements")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "People")
class AnnouncementResource {

    private static final Duration FURTHEST = Duration.ofDays(366);

    /**
     * @param text as it is: nothing in it is markup
     * @param at null: now
     */
    @Schema(name = "NewAnnouncement")
    record CreateRequest(
            @Schema(minLength = 1, maxLength = AnnouncementMessages.LONGEST_TEXT) @NotNull
            String text,

            @Schema(
                    nullable = true,
                    implementation = LocalDateTime.class,
                    description = "Local date-time in the owner's zone, at most a year ahead")
            LocalDateTime at) {}

    private final AnnouncementService announcements;
    private final AnnouncementViews views;
    private final CurrentUser currentUser;
    private final AuditTrail audit;
    private final InstantSource clock;

    AnnouncementResource(
            AnnouncementService announcements,
            AnnouncementViews views,
            CurrentUser currentUser,
            AuditTrail audit,
            InstantSource clock) {
        this.announcements = announcements;
        this.views = views;
        this.currentUser = currentUser;
        this.audit = audit;
        this.clock = clock;
    }

    @GET
    @Operation(operationId = "listAnnouncements", summary = "What was announced, and whom an announcement reaches now")
    public Uni<AnnouncementViews.PageView> list() {
        currentUser.onlyOwner();
        return views.list();
    }

    @GET
    @Path("/{id:\\d+}")
    @Operation(operationId = "getAnnouncement", summary = "One announcement and what became of it for each person")
    public Uni<AnnouncementViews.ResultView> get(@RestPath long id) {
        currentUser.onlyOwner();
        return result(id);
    }

    private Uni<AnnouncementViews.ResultView> result(long id) {
        return views.result(id).map(found -> found.orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND)));
    }

    @POST
    @ResponseStatus(RestResponse.StatusCode.CREATED)
    @APIResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = AnnouncementViews.View.class)))
    @Operation(
            operationId = "createAnnouncement",
            summary = "Writes to everybody who can be reached when its moment comes, now or later",
            description =
                    "It waits for the hours of each and for the end of their pause, and goes by push or mail where "
                            + "Telegram does not reach the person. "
                            + "What becomes of it is announced by GET /events.")
    public Uni<AnnouncementViews.View> create(@NotNull @Valid CreateRequest request) {
        currentUser.onlyOwner();
        var now = clock.instant();
        checkText(request.text());
        var plannedAt = plannedAt(request.at(), now);
        return announcements
                .create(request.text(), plannedAt, now)
                .call(id -> audit.note(Event.ANNOUNCEMENT_CREATED, Map.of("announcement", id)))
                .chain(this::result)
                .map(AnnouncementViews.ResultView::announcement);
    }

    private static void checkText(String text) {
        if (!CleanText.visible(text)) {
            throw new Invalid("text", Wording.of(AnnouncementTexts.class, AnnouncementTexts::empty));
        }
        // In UTF-16 units, as Telegram counts.
        if (text.length() > AnnouncementMessages.LONGEST_TEXT) {
            throw new Invalid(
                    "text", Wording.of(AnnouncementTexts.class, m -> m.tooLong(AnnouncementMessages.LONGEST_TEXT)));
        }
    }

    private Instant plannedAt(LocalDateTime at, Instant now) {
        if (at == null) {
            return now;
        }
        var moment = at.atZone(currentUser.settings().zone()).toInstant();
        if (!moment.isAfter(now)) {
            throw new Invalid("at", Wording.of(AnnouncementTexts.class, AnnouncementTexts::past));
        }
        if (moment.isAfter(now.plus(FURTHEST))) {
            throw new Invalid("at", Wording.of(AnnouncementTexts.class, AnnouncementTexts::tooFar));
        }
        return moment;
    }

    @POST
    @Path("/{id:\\d+}/stop")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "stopAnnouncement",
            summary = "What is not on its way yet stays unsent",
            description = "One that has ended stays as it is.")
    public Uni<AnnouncementViews.ResultView> stop(@RestPath long id) {
        currentUser.onlyOwner();
        return announcements
                .stop(id, clock.instant())
                .call(stopped -> stopped
                        ? audit.note(Event.ANNOUNCEMENT_STOPPED, Map.of("announcement", id))
                        : Uni.createFrom().voidItem())
                .chain(() -> result(id));
    }
}
