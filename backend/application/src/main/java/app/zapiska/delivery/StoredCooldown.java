package app.zapiska.delivery;

import app.zapiska.platform.sql.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/**
 * Until when the bot must be silent, as all replicas know it while Redis is away, and as a restart finds it. The column keeps
 * its former word: during an update a replica of the version before reads and writes it as well.
 */
@Singleton
class StoredCooldown {

    private final Pool database;

    StoredCooldown(Pool database) {
        this.database = database;
    }

    /** When sending is allowed again after a 429; in the past or empty when it is. */
    Uni<Optional<Instant>> until() {
        return Sql.rows(database, "select gate_until from telegram_bot")
                .map(rows -> Optional.ofNullable(Sql.instant(rows.getFirst(), "gate_until")));
    }

    /** Never shortens a cooldown that another replica has made longer. */
    Uni<Void> close(Instant until) {
        return Sql.rows(database, "update telegram_bot set gate_until = greatest(gate_until, $1)", Sql.utc(until))
                .replaceWithVoid();
    }
}
