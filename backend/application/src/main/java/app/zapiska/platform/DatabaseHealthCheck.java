package app.zapiska.platform;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Nothing works without the database. */
@Singleton
class DatabaseHealthCheck implements HealthCheck {

    @Inject
    Pool database;

    @Override
    public String name() {
        return "database";
    }

    @Override
    public Uni<State> state() {
        return database.query("select 1").execute().replaceWith(State.OK);
    }
}
