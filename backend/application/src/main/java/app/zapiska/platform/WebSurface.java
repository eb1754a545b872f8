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
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What happens to requests around the resources: limits before them, and an answer in our form where there is none. */
@Singleton
class WebSurface {

    private static final int AFTER_HEADERS = 900;
    private static final int LAST = 1_000_000;
    private static final int LONGEST_ADDRESS = 4_096;

    private static final String TO_BE_ENCODED = "\"<>\\^`{|}";
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

    @ConfigProperty(name = "zapiska.longest-answer")
    Duration longestAnswer;

    @ConfigProperty(name = "quarkus.swagger-ui.enabled")
    Optional<Boolean> docs;

    @Inject
    Vertx vertx;

    private volatile boolean ending;

    void filters(@Observes Filters filters) {
        filters.register(this::readable, AFTER_HEADERS + 3);
        filters.register(this::hurry, AFTER_HEADERS + 2);
        filters.register(this::promise, AFTER_HEADERS + 1);
        filters.register(this::admit, AFTER_HEADERS);
    }

    /** Everything below takes an address for one that can be read. */
    private void readable(RoutingContext request) {
        if (request.request().uri().length() > LONGEST_ADDRESS) {
            problems.send(request, ProblemType.URI_TOO_LONG);
        } else if (!isReadable(request.request().uri())) {
            problems.send(request, ProblemType.VALIDATION);
        } else {
            request.next();
        }
    }

    /** Printable ASCII; whatever else is encoded. */
    private static boolean isReadable(String address) {
        for (int at = 0; at < address.length(); at++) {
            var c = address.charAt(at);
            if (c <= ' ' || c >= 0x7f || TO_BE_ENCODED.indexOf(c) >= 0) {
                return false;
            }
            if (c == '%'
                    && (at + 2 >= address.length()
                            || Character.digit(address.charAt(at + 1), 16) < 0
                            || Character.digit(address.charAt(at + 2), 16) < 0)) {
                return false;
            }
        }
        return true;
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
     * Nobody is kept waiting for a database that is silent: they are told to come again. What was begun is finished all the
     * same, and with an Idempotency-Key its answer is there for the next try.
     */
    private void promise(RoutingContext request) {
        if (!request.normalizedPath().startsWith("/api/")) {
            request.next();
            return;
        }
        var patience = vertx.setPeriodic(longestAnswer.toMillis(), timer -> {
            var stillComing = RequestBodies.comesWith(request.request())
                    && !request.request().isEnded();
            if (!stillComing) {
                vertx.cancelTimer(timer);
                if (!request.response().headWritten() && !MatchedRoute.readsForItself(request)) {
                    problems.send(request, new ProblemException(ProblemType.UNAVAILABLE).retryAfter(RESTART));
                }
            }
        });
        request.addEndHandler(ignored -> vertx.cancelTimer(patience));
        request.next();
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
        if (!docs.orElse(false) && request.normalizedPath().startsWith("/api/docs")) {
            problems.send(request, ProblemType.NOT_FOUND);
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
        // What no route takes does not come by there.
        for (var status : new int[] {400, 404, 405, 406, 415}) {
            router.errorHandler(status, this::failed);
        }
        router.route("/api/*").order(LAST).handler(request -> problems.send(request, ProblemType.NOT_FOUND));
    }

    private void failed(RoutingContext request) {
        if (request.response().ended() || request.response().closed()) {
            // Somebody was told long ago, such as that the database is silent, and what was asked of it ends only now.
            return;
        }
        var status = request.statusCode() == -1 && request.failure() instanceof HttpException refused
                ? refused.getStatusCode()
                : request.statusCode();
        switch (status) {
            case 400 -> problems.send(request, ProblemType.VALIDATION);
            case 401 -> problems.send(request, ProblemType.UNAUTHENTICATED);
            case 403 -> problems.send(request, ProblemType.FORBIDDEN);
            case 404 -> problems.send(request, ProblemType.NOT_FOUND);
            case 405 -> problems.send(request, ProblemType.METHOD_NOT_ALLOWED);
            case 406 -> problems.send(request, ProblemType.NOT_ACCEPTABLE);
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
