package app.zapiska.platform;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * {@code GET /healthz}: 200 with {@code ok} or {@code degraded}, 503 with {@code down}. Only names and states: it is public.
 */
@Singleton
class Healthz {

    @Inject
    HealthChecks healthChecks;

    void route(@Observes Router router) {
        router.get("/healthz").handler(this::answer);
    }

    private void answer(RoutingContext request) {
        MatchedRoute.note(request, "/healthz");
        healthChecks
                .look()
                .subscribe()
                .with(
                        report -> request.response()
                                .setStatusCode(report.worst() == HealthCheck.State.DOWN ? 503 : 200)
                                .putHeader("Content-Type", "application/json")
                                .end(json(report).toBuffer()),
                        request::fail);
    }

    private static JsonObject json(HealthChecks.Report report) {
        var checks = new JsonObject();
        report.checks().forEach((name, state) -> checks.put(name, Slugs.of(state)));
        return new JsonObject().put("status", Slugs.of(report.worst())).put("checks", checks);
    }
}
