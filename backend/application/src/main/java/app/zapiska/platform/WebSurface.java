package app.zapiska.platform;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What happens to requests around the resources: limits before them, and an answer in our form where there is none. */
@Singleton
class WebSurface {

    private static final int AFTER_HEADERS = 900;
    private static final int LAST = 1_000_000;
    private static final Duration RESTART = Duration.ofSeconds(5);

    @Inject
    ProblemAnswers problems;

    @Inject
    RequestLimits limits;

    @Inject
    ClientAddresses addresses;

    @ConfigProperty(name = "zapiska.largest-body")
    io.quarkus.runtime.configuration.MemorySize largestBody;

    /** The server's own limit, which is that of the one endpoint that takes more. */
    @ConfigProperty(name = "quarkus.http.limits.max-body-size")
    io.quarkus.runtime.configuration.MemorySize largestOfAll;

    @ConfigProperty(name = "zapiska.longest-body")
    Duration longestBody;

    @Inject
    Vertx vertx;

    private volatile boolean ending;

    void filters(@Observes Filters filters) {
        filters.register(this::hurry, AFTER_HEADERS + 1);
        filters.register(this::admit, AFTER_HEADERS);
    }

    /** A body that comes drop by drop would hold its connection, and whoever waits for it, for as long as it likes. */
    private void hurry(RoutingContext request) {
        if (RequestBodies.comesWith(request.request())) {
            var patience = vertx.setTimer(longestBody.toMillis(), ignored -> giveUp(request));
            request.addEndHandler(ignored -> {
                if (request.request().isEnded()) {
                    vertx.cancelTimer(patience);
                }
            });
        }
        request.next();
    }

    private void giveUp(RoutingContext request) {
        if (request.request().isEnded() || MatchedRoute.readsForItself(request)) {
            return;
        }
        if (request.response().headWritten()) {
            request.request().connection().close();
        } else {
            // Of its own accord it would wait for the rest of the body even now.
            request.addEndHandler(ignored -> request.request().connection().close());
            request.response().putHeader("Connection", "close");
            problems.send(request, ProblemType.TOO_SLOW);
        }
    }

    /**
     * From here on another replica is to answer. What came until the listener closes would be begun, and cut when the
     * database's pool closes.
     */
    void refuse(@Observes ShutdownDelayInitiatedEvent event) {
        ending = true;
    }

    private void admit(RoutingContext request) {
        if (!request.normalizedPath().startsWith("/api/")) {
            request.next();
            return;
        }
        if (ending) {
            problems.send(request, new ProblemException(ProblemType.UNAVAILABLE).retryAfter(RESTART));
            return;
        }
        if (announcedLength(request.request()) > largestBody(request)) {
            // The rest of what it sends would be taken for the next request.
            request.response().putHeader("Connection", "close");
            problems.send(request, ProblemType.TOO_LARGE);
            return;
        }
        // The body must wait while the limiter is asked, or it would be lost.
        request.request().pause();
        limits.ofAddress(addresses.of(request))
                .subscribe()
                .with(
                        ignored -> {
                            request.request().resume();
                            request.next();
                        },
                        refused -> {
                            request.request().resume();
                            if (refused instanceof ProblemException problem) {
                                problems.send(request, problem);
                            } else {
                                request.fail(refused);
                            }
                        });
    }

    private long largestBody(RoutingContext request) {
        return takesArchive(request) ? largestOfAll.asLongValue() : largestBody.asLongValue();
    }

    /** It writes the body to a file as it comes and counts it itself. */
    private static boolean takesArchive(RoutingContext request) {
        return request.request().method() == HttpMethod.POST
                && request.normalizedPath().equals("/api/v1/import");
    }

    void routes(@Observes Router router) {
        // A body whose length is not announced is counted as it is read; the server has just put its own limit there.
        router.route("/api/*")
                .order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1)
                .handler(request -> {
                    if (!takesArchive(request)) {
                        request.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, largestBody.asLongValue());
                    }
                    request.next();
                });
        router.route().failureHandler(this::failed);
        router.route("/api/*").order(LAST).handler(request -> problems.send(request, ProblemType.NOT_FOUND));
    }

    private void failed(RoutingContext request) {
        var status = request.statusCode() == -1 && request.failure() instanceof HttpException refused
                ? refused.getStatusCode()
                : request.statusCode();
        switch (status) {
            case 400 -> problems.send(request, ProblemType.VALIDATION);
            case 401 -> problems.send(request, ProblemType.UNAUTHENTICATED);
            case 403 -> problems.send(request, ProblemType.FORBIDDEN);
            case 404 -> problems.send(request, ProblemType.NOT_FOUND);
            case 405 -> problems.send(request, ProblemType.METHOD_NOT_ALLOWED);
            case 413 -> problems.send(request, ProblemType.TOO_LARGE);
            case 415 -> problems.send(request, ProblemType.UNSUPPORTED_MEDIA_TYPE);
            case 503 -> problems.send(request, ProblemType.UNAVAILABLE);
            default -> {
                var failure =
                        request.failure() == null ? new IllegalStateException("status " + status) : request.failure();
                problems.send(request, new ProblemException(ProblemType.INTERNAL).with("errorId", Faults.log(failure)));
            }
        }
    }

    private static long announcedLength(HttpServerRequest request) {
        try {
            var header = request.getHeader("Content-Length");
            return header == null ? 0 : Long.parseLong(header.strip());
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }
}
