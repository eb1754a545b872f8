package app.zapiska.platform;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * {@code GET /healthz}: 200 with {@code ok} or {@code degraded}, 503 with {@code down}. Only names and states: it is public.
 */
@Singleton
class Healthz {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Inject
    @All
    List<Vital> vitals;

    void route(@Observes Router router) {
        router.get("/healthz").handler(this::answer);
    }

    private void answer(RoutingContext request) {
        var checks = new JsonObject();
        var worst = Uni.createFrom().item(Vital.State.OK);
        for (var vital : vitals) {
            worst = worst.chain(sofar -> state(vital).map(state -> {
                checks.put(vital.name(), slug(state));
                return state.compareTo(sofar) > 0 ? state : sofar;
            }));
        }
        worst.subscribe()
                .with(
                        state -> request.response()
                                .setStatusCode(state == Vital.State.DOWN ? 503 : 200)
                                .putHeader("Content-Type", "application/json")
                                .end(new JsonObject()
                                        .put("status", slug(state))
                                        .put("checks", checks)
                                        .toBuffer()),
                        request::fail);
    }

    private static Uni<Vital.State> state(Vital vital) {
        return Uni.createFrom()
                .deferred(vital::state)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .recoverWithItem(Vital.State.DOWN);
    }

    private static String slug(Vital.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
