package app.zapiska.backups;

import app.zapiska.backups.Backup.Fault;
import app.zapiska.backups.Backup.Remote;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What is wrong with the backups, as a plain rule over what the table says and a given moment. */
final class BackupHealth {

    enum Trouble {
        /** The last one did not work. */
        FAILED,
        /** No good one for too long. */
        STALE,
        /** The last attempt to restore one did not work. */
        NOT_PROVED,
        /** The newest one is nowhere but on this machine, although it should be. */
        OFF_SITE,
        /** Nobody begins what was asked for. */
        NO_WORKER
    }

    /** The newest good backup. */
    record Good(Instant at, long size, Remote remote) {}

    /** @param fault empty when it went well */
    record Attempt(Instant at, Optional<Fault> fault) {}

    /**
     * @param since from when on a first backup is waited for
     * @param last the last one that ended, well or not
     * @param proof the last proof that ended, well or not
     * @param proved when a restore last worked
     * @param waiting since when something asked for has not been begun
     * @param told what the owner knows
     */
    record Facts(
            Instant since,
            Optional<Good> good,
            Optional<Attempt> last,
            Optional<Attempt> proof,
            Optional<Instant> proved,
            Optional<Instant> waiting,
            boolean running,
            BackupNotice told) {}

    private BackupHealth() {}

    static Set<Trouble> troubles(Facts facts, BackupsConfig config, Instant now) {
        var troubles = EnumSet.noneOf(Trouble.class);
        if (config.folder().isEmpty() && facts.good().isEmpty()) {
            // This installation makes no backups, as make run by itself does not.
            return troubles;
        }
        if (facts.last().filter(attempt -> failed(attempt, config, now)).isPresent()) {
            troubles.add(Trouble.FAILED);
        }
        if (past(facts.good().map(Good::at).orElse(facts.since()), config.staleAfter(), now)) {
            troubles.add(Trouble.STALE);
        }
        if (facts.proof().filter(attempt -> failed(attempt, config, now)).isPresent()) {
            troubles.add(Trouble.NOT_PROVED);
        }
        if (facts.good()
                .filter(good -> good.remote() == Remote.FAILED && past(good.at(), config.offSiteGrace(), now))
                .isPresent()) {
            troubles.add(Trouble.OFF_SITE);
        }
        if (!facts.running()
                && facts.waiting()
                        .filter(since -> past(since, config.workerGrace(), now))
                        .isPresent()) {
            troubles.add(Trouble.NO_WORKER);
        }
        return troubles;
    }

    private static boolean failed(Attempt attempt, BackupsConfig config, Instant now) {
        return attempt.fault()
                .filter(fault -> !fault.interruption() || past(attempt.at(), config.interruptionGrace(), now))
                .isPresent();
    }

    private static boolean past(Instant moment, Duration patience, Instant now) {
        return !moment.plus(patience).isAfter(now);
    }
}
