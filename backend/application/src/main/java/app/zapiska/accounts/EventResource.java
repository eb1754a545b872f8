package app.zapiska.accounts;

import app.zapiska.platform.Changes;
import app.zapiska.platform.DomainException;
import app.zapiska.platform.Wording;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What changes in the account, as it changes, for open pages. */
@Path("/events")
@Authenticated
@Tag(name = "events")
class EventResource {

    /**
     * @param kind {@code refresh} after a gap: anything may have changed
     * @param id of the thing; 0 for {@code refresh}
     */
    @Schema(name = "Change")
    record View(String kind, long id, long version) {}

    private static final int MOST_PER_ACCOUNT = 20;
    // Proxies cut connections that are silent for a minute; also how soon an ended session is noticed at the latest.
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Set<String> ABOUT_ACCESS = Set.of("session", "token");

    private final ConcurrentHashMap<Long, Integer> open = new ConcurrentHashMap<>();

    @Inject
    Changes changes;

    @Inject
    AuthenticatedUser caller;

    @Inject
    Authentication authentication;

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = View.class)))
    public Multi<OutboundSseEvent> events(@Context Sse sse, @Context RoutingContext http) {
        var account = caller.accountId();
        enter(account);
        // A proxy that buffers would hold events back.
        http.response().putHeader("X-Accel-Buffering", "no");
        var left = new AtomicBoolean();
        var heartbeats =
                Multi.createFrom().ticks().every(HEARTBEAT).onOverflow().drop().map(tick -> Beat.HEARTBEAT);
        var news = changes.of(account).map(Beat::news).onCompletion().continueWith(Beat.ENDED);
        return Multi.createBy()
                .merging()
                .streams(Multi.createFrom().item(Beat.OPENED), news, heartbeats)
                .onItem()
                .transformToUniAndConcatenate(beat -> beat.asksForAccess()
                        ? authentication.stillValid(http).map(valid -> valid ? beat : Beat.ENDED)
                        : io.smallrye.mutiny.Uni.createFrom().item(beat))
                .select()
                .first(beat -> beat != Beat.ENDED)
                .filter(Beat::isShown)
                .map(beat -> beat.event(sse))
                .onTermination()
                .invoke(() -> {
                    if (left.compareAndSet(false, true)) {
                        leave(account);
                    }
                });
    }

    private void enter(long account) {
        var streams = open.merge(account, 1, Integer::sum);
        if (streams > MOST_PER_ACCOUNT) {
            leave(account);
            throw new DomainException.RateLimited(
                    Wording.of(AccountMessages.class, AccountMessages::tooManyStreams), HEARTBEAT);
        }
    }

    private void leave(long account) {
        open.computeIfPresent(account, (same, streams) -> streams <= 1 ? null : streams - 1);
    }

    /** @param change null for a sign of life */
    private record Beat(Changes.Change change, String comment) {
        static final Beat OPENED = new Beat(null, "open");
        static final Beat HEARTBEAT = new Beat(null, "alive");
        static final Beat ENDED = new Beat(null, "ended");

        static Beat news(Changes.Change change) {
            return new Beat(change, null);
        }

        boolean asksForAccess() {
            return this == HEARTBEAT
                    || change != null && (ABOUT_ACCESS.contains(change.kind()) || change.ofEverything());
        }

        boolean isShown() {
            return change == null || !ABOUT_ACCESS.contains(change.kind());
        }

        OutboundSseEvent event(Sse sse) {
            return change == null
                    ? sse.newEventBuilder().comment(comment).build()
                    : sse.newEventBuilder()
                            .mediaType(MediaType.APPLICATION_JSON_TYPE)
                            .data(View.class, new View(change.kind(), change.id(), change.version()))
                            .build();
        }
    }
}
