package app.zapiska.reminders;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * The engine's two clocks. Leases are compared between replicas, so in production the database's own clock decides about
 * them; tests move time, so there the injected one does.
 */
@Singleton
class EngineTime {

    private final InstantSource clock;

    EngineTime(InstantSource clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** For {@code coalesce($n, now())}: null while time is the real one. */
    OffsetDateTime forLeases() {
        return clock.equals(Clock.systemUTC()) ? null : sql(now());
    }

    static OffsetDateTime sql(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
