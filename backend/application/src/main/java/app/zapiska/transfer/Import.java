package app.zapiska.transfer;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** One import as it stands in the table. @param step and progress while it runs; @param report when it has ended */
record Import(
        long id,
        int version,
        Kind kind,
        boolean dryRun,
        State state,
        Optional<Step> step,
        long done,
        OptionalLong total,
        Optional<Report.Written> report,
        Optional<Refused.Why> why,
        Instant requestedAt,
        Optional<Instant> finishedAt) {

    enum Kind {
        ARCHIVE,
        ORIGINAL
    }

    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    enum Step {
        READING,
        CHECKING,
        WRITING
    }
}
