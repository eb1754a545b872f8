package app.zapiska.platform;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What time it is, for all replicas alike; tests put their own source in its stead. It is the machine's clock, the only place that
 * reads it, unless that is found to differ from the database's: then it is that one. By a clock that is an hour behind each repeat
 * of a reminder would be due as soon as it is written, by one that is ahead it would be silent for an hour.
 */
@Singleton
public class SystemTime implements InstantSource {

    /** A clock kept by NTP is nearer than that, and so is what we find by asking. */
    static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** An answer that took longer says too little. */
    static final Duration LONGEST_QUESTION = Duration.ofSeconds(1);

    private final InstantSource machine;
    private volatile Duration ahead = Duration.ZERO;

    public SystemTime() {
        this(Clock.systemUTC());
    }

    SystemTime(InstantSource machine) {
        this.machine = machine;
    }

    @Override
    public Instant instant() {
        return machine.instant().minus(ahead);
    }

    Instant ofTheMachine() {
        return machine.instant();
    }

    /**
     * The database was asked for its time, and has answered. Both moments are of the machine's clock: one that was set meanwhile, or
     * a machine that slept meanwhile, makes the answer late or early, and nothing is found out of it.
     */
    void compare(Instant asked, Instant answered, Instant database) {
        var took = Duration.between(asked, answered);
        if (took.isNegative() || took.compareTo(LONGEST_QUESTION) > 0) {
            return;
        }
        var found = Duration.between(database, asked.plus(took.dividedBy(2)));
        var differs = found.abs().compareTo(TOLERANCE) > 0;
        if (differs && ahead.isZero()) {
            Log.warnf(
                    "The clock of this machine is %d s %s the database's. The database's is gone by until they agree: set this one right",
                    found.abs().toSeconds(), found.isPositive() ? "ahead of" : "behind");
        } else if (!differs && !ahead.isZero()) {
            Log.info("The clock of this machine agrees with the database's again");
        }
        ahead = differs ? found : Duration.ZERO;
    }
}
