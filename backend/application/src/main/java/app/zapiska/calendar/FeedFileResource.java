package app.zapiska.calendar;

import app.zapiska.platform.DomainException.RateLimited;
import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.RateLimits;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The calendar itself, for programs that can't sign in: they know the secret in the address, and nobody else does. */
@Cancellable(false)
@Path("/calendar/{secret}.ics")
@Tag(name = "Calendar")
@PermitAll
public class FeedFileResource {

    private static final String TYPE = "text/calendar";

    /** Far more often than any calendar asks, and few enough that a link that got about is no way to keep the server busy. */
    private static final RateLimits.Limit FETCHES =
            new RateLimits.Limit("calendar-feed", 60, Duration.ofMinutes(1), false);

    private final FeedViews feeds;
    private final FeedFile file;
    private final RateLimits rateLimits;

    FeedFileResource(FeedViews feeds, FeedFile file, RateLimits rateLimits) {
        this.feeds = feeds;
        this.file = file;
        this.rateLimits = rateLimits;
    }

    @GET
    @Produces(TYPE)
    @Operation(
            operationId = "getCalendarFile",
            summary = "What a link for another calendar opens (RFC 5545)",
            description = "Without signing in. 404 for a link that was ended and for one that never was.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = TYPE, schema = @Schema(implementation = String.class)))
    @APIResponse(responseCode = "304", description = "As If-None-Match has it")
    public Uni<RestResponse<byte[]>> get(
            @RestPath String secret, @RestHeader(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        return feeds.opened(secret).chain(found -> {
            // Not the one of a missing thing, which goes to the audit log with its address.
            var feed = found.orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND));
            return rateLimits
                    .use(FETCHES, Long.toString(feed.id()))
                    .invoke(use -> {
                        if (use.refused()) {
                            throw new RateLimited(ProblemType.RATE_LIMITED.detail(), use.forgottenIn());
                        }
                    })
                    .chain(() -> file.of(feed))
                    .call(() -> feeds.fetched(feed))
                    .map(text -> answer(text, ifNoneMatch));
        });
    }

    private static RestResponse<byte[]> answer(FeedFile.Text file, String ifNoneMatch) {
        var answer = isKnown(file.tag(), ifNoneMatch)
                ? ResponseBuilder.<byte[]>notModified()
                : ResponseBuilder.ok(file.content(), TYPE + ";charset=utf-8")
                        .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"zapiska.ics\"");
        return answer.header(HttpHeaders.ETAG, "\"" + file.tag() + "\"")
                // Whoever keeps it keeps it for themselves, and asks each time whether it is still right.
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .header("X-Robots-Tag", "noindex")
                .build();
    }

    /** A proxy that compresses weakens the tag on the way out; it comes back so. */
    private static boolean isKnown(String tag, String ifNoneMatch) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(","))
                        .map(String::strip)
                        .anyMatch(known -> known.equals("*")
                                || known.replaceFirst("^W/", "").equals("\"" + tag + "\""));
    }
}
