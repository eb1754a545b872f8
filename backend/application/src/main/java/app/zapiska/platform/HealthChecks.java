package app.zapiska.platform;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at everything the product lives on. */
@Singleton
public class HealthChecks {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** @param checks by the vital's name */
    public record Report(HealthCheck.State worst, Map<String, HealthCheck.State> checks) {}

    private final List<HealthCheck> healthChecks;

    HealthChecks(@All List<HealthCheck> healthChecks) {
        this.healthChecks = healthChecks;
    }

    /** Never fails. */
    public Uni<Report> look() {
        var checks = new LinkedHashMap<String, HealthCheck.State>();
        var worst = Uni.createFrom().item(HealthCheck.State.OK);
        for (var vital : healthChecks) {
            worst = worst.chain(sofar -> state(vital).map(state -> {
                checks.put(vital.name(), state);
                return state.compareTo(sofar) > 0 ? state : sofar;
            }));
        }
        return worst.map(state -> new Report(state, checks));
    }

    private static Uni<HealthCheck.State> state(HealthCheck vital) {
        return Uni.createFrom()
                .deferred(vital::state)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .recoverWithItem(HealthCheck.State.DOWN);
    }
}
