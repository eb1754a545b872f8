package app.zapiska.platform;

import io.smallrye.mutiny.Uni;

/** Something the product lives on; features implement it as a bean and appear in {@code /healthz} under its name. */
public interface HealthCheck {

    enum State {
        OK,
        /** Not as it should be, but the product does its work: says so without asking to be restarted. */
        DEGRADED,
        DOWN
    }

    /** In lower case, such as {@code telegram}. */
    String name();

    /** Must answer quickly; late or failed answers count as {@link State#DOWN}. */
    Uni<State> state();
}
