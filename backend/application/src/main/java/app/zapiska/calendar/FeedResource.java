package app.zapiska.calendar;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.accounts.AuditTrail;
import app.zapiska.accounts.CurrentUser;
import app.zapiska.platform.OneLine;
import app.zapiska.platform.PublicUrl;
import app.zapiska.platform.SecretAnswer;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Links for other calendar programs. Like personal tokens they give access, so they are made and ended in the browser only. */
@Cancellable(false)
@Path("/calendar/feeds")
@Tag(name = "Calendar")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class FeedResource {

    private final FeedService feeds;
    private final FeedViews views;
    private final CurrentUser currentUser;
    private final AuditTrail audit;
    private final PublicUrl publicUrl;

    FeedResource(FeedService feeds, FeedViews views, CurrentUser currentUser, AuditTrail audit, PublicUrl publicUrl) {
        this.feeds = feeds;
        this.views = views;
        this.currentUser = currentUser;
        this.audit = audit;
        this.publicUrl = publicUrl;
    }

    /** @param name to know the link by, such as the device's */
    @Schema(name = "NewCalendarFeed")
    public record CreateRequest(
            @Schema(required = true) @NotNull Feed.Content content,

            @Schema(
                    nullable = true,
                    defaultValue = "false",
                    description = "Neither titles nor sums, names or descriptions")
            Boolean hideDetails,

            @Schema(nullable = true, maxLength = 100) @OneLine(max = 100, optional = true)
            String name) {}

    @Schema(name = "CalendarFeedCreated")
    public record CreatedView(
            @Schema(required = true) long id,
            @Schema(required = true) String name,
            @Schema(required = true) Feed.Content content,
            @Schema(required = true) boolean hideDetails,
            @Schema(required = true) Instant createdAt,
            @Schema(required = true, nullable = true) Instant lastFetchedAt,

            @Schema(required = true, description = "Shown this once; who has it may read without signing in")
            URI url) {}

    @GET
    @Operation(operationId = "listCalendarFeeds", summary = "The links for other calendars, the newest first")
    public Uni<FeedViews.PageView> list() {
        return views.of(currentUser.accountId());
    }

    @POST
    @SecretAnswer
    @ResponseStatus(RestResponse.StatusCode.CREATED)
    @Operation(
            operationId = "createCalendarFeed",
            summary = "A link for another calendar",
            description = "At most " + FeedService.MOST + " of an account. Only signed in with a browser.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = CreatedView.class)))
    public Uni<CreatedView> create(@NotNull @Valid CreateRequest request) {
        currentUser.onlyInBrowser();
        return feeds.create(
                        currentUser.accountId(),
                        Optional.ofNullable(request.name()).orElse(""),
                        request.content(),
                        Boolean.TRUE.equals(request.hideDetails()))
                .call(made -> audit.note(
                        Event.FEED_CREATED,
                        Map.of(
                                "feed",
                                made.feed().id(),
                                "content",
                                made.feed().content().name())))
                .map(made -> new CreatedView(
                        made.feed().id(),
                        made.feed().name(),
                        made.feed().content(),
                        made.feed().hidesDetails(),
                        made.feed().createdAt(),
                        null,
                        publicUrl.at("/api/v1/calendar/" + made.secret() + ".ics")));
    }

    @DELETE
    @Path("/{id:\\d+}")
    @Operation(operationId = "deleteCalendarFeed", description = "The link opens nothing from now on, on any replica.")
    @APIResponse(responseCode = "204")
    public Uni<Void> delete(@RestPath long id) {
        currentUser.onlyInBrowser();
        return feeds.delete(currentUser.accountId(), id).call(() -> audit.note(Event.FEED_DELETED, Map.of("feed", id)));
    }
}
