package app.zapiska.delivery;

import app.zapiska.platform.SystemTime;
import app.zapiska.platform.sql.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;

/**
 * The two clocks of whatever replicas share. Leases are compared between replicas, so in production the database's own clock
 * decides about them; tests move time, so there the injected one does.
 */
@Singleton
public class EngineTime {

    private final InstantSource clock;

    public EngineTime(InstantSource clock) {
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant();
    }

    /** For {@code coalesce($n, now())}: null while time is the real one. */
    public OffsetDateTime forLeases() {
        return clock instanceof SystemTime ? null : Sql.utc(now());
    }
}
