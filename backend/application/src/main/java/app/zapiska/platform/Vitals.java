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
public class Vitals {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** @param checks by the vital's name */
    public record Report(Vital.State worst, Map<String, Vital.State> checks) {}

    private final List<Vital> vitals;

    Vitals(@All List<Vital> vitals) {
        this.vitals = vitals;
    }

    /** Never fails. */
    public Uni<Report> look() {
        var checks = new LinkedHashMap<String, Vital.State>();
        var worst = Uni.createFrom().item(Vital.State.OK);
        for (var vital : vitals) {
            worst = worst.chain(sofar -> state(vital).map(state -> {
                checks.put(vital.name(), state);
                return state.compareTo(sofar) > 0 ? state : sofar;
            }));
        }
        return worst.map(state -> new Report(state, checks));
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
}
