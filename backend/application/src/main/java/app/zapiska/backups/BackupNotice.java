package app.zapiska.backups;

import app.zapiska.backups.BackupHealth.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What the owner was told last.
 *
 * @param troubles empty: that all is well, or nothing yet
 * @param at empty with them
 */
record BackupNotice(Set<Trouble> troubles, Optional<Instant> at) {

    enum Next {
        NOTHING,
        TROUBLE,
        RECOVERED
    }

    /** Trouble is told at once when it is new, then once every {@code repeat} while it lasts; its end is told once. */
    Next next(Set<Trouble> present, Duration repeat, Instant now) {
        if (present.isEmpty()) {
            return troubles.isEmpty() ? Next.NOTHING : Next.RECOVERED;
        }
        boolean news = !troubles.containsAll(present);
        boolean longAgo = at.filter(told -> told.plus(repeat).isAfter(now)).isEmpty();
        return news || longAgo ? Next.TROUBLE : Next.NOTHING;
    }
}
