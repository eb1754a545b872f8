package app.zapiska.platform;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.http.Outcome;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Times every request by method, route and status. Each of these labels comes from a closed set, so that no request adds a
 * series: the framework's own binder writes the path that was asked for, its limit of a hundred paths was used up by
 * strangers and by the page's own files, and from then on real faults were not counted.
 */
@Singleton
class RequestTimes {

    private static final String OTHER = "other";

    private static final String NAME = "http.server.requests";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** Before everything else, so that what is refused early is timed, too. */
    private static final int FIRST = 1_001;

    private static final Duration[] CLASSES = {
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(300),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3)
    };

    private record Labels(String method, String route, String status, Outcome outcome) {}

    private final MeterRegistry metrics;
    /** A registry finds a meter by building its name, its labels and their order anew. */
    private final Map<Labels, Timer> timers = new ConcurrentHashMap<>();

    RequestTimes(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void filters(@Observes Filters filters) {
        filters.register(this::begin, FIRST);
    }

    private void begin(RoutingContext request) {
        var clock = Timer.start(metrics);
        request.addEndHandler(end -> clock.stop(timer(request, end.succeeded())));
        request.next();
    }

    private Timer timer(RoutingContext request, boolean answered) {
        var method = request.request().method().name();
        var status = request.response().getStatusCode();
        return timers.computeIfAbsent(
                new Labels(
                        METHODS.contains(method) ? method : OTHER,
                        MatchedRoute.template(request, OTHER),
                        answered ? Integer.toString(status) : "cut",
                        answered ? Outcome.forStatus(status) : Outcome.UNKNOWN),
                this::timer);
    }

    private Timer timer(Labels labels) {
        return Timer.builder(NAME)
                .description("Time from a request's headers to the end of its answer")
                .serviceLevelObjectives(CLASSES)
                .tag("method", labels.method())
                .tag("uri", labels.route())
                .tag("status", labels.status())
                .tag("outcome", labels.outcome().name())
                .register(metrics);
    }
}
