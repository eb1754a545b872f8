package app.zapiska.backups;

import app.zapiska.platform.Wording;
import io.vertx.mutiny.sqlclient.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A backup as the table has it: asked for, at work, or made.
 *
 * @param name of its file, from the moment it is begun
 * @param bytesDone of the present step, where that is known
 * @param onDisk the file stands in the worker's folder
 * @param rows in it, of all tables
 * @param ledger sum of the ledger in it
 * @param proof the last attempt to restore it
 */
record Backup(
        long id,
        int version,
        Kind kind,
        State state,
        Optional<String> name,
        Optional<Step> step,
        OptionalLong bytesDone,
        OptionalLong bytesTotal,
        OptionalLong size,
        Optional<String> sha256,
        boolean onDisk,
        Remote remote,
        OptionalLong rows,
        Optional<BigDecimal> ledger,
        Instant requestedAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Optional<Fault> fault,
        Optional<Proof> proof) {

    enum Kind {
        SCHEDULED,
        MANUAL
    }

    enum State {
        REQUESTED,
        RUNNING,
        DONE,
        FAILED
    }

    enum Step {
        DUMPING,
        VERIFYING,
        UPLOADING,
        PRUNING,
        RESTORING,
        COMPARING
    }

    enum Remote {
        NONE,
        STORED,
        FAILED,
        PRUNED
    }

    /** Why it did not work, as the worker names it. */
    enum Fault {
        DATABASE_UNREACHABLE(BackupMessages::databaseUnreachable),
        DUMP_FAILED(BackupMessages::dumpFailed),
        DISK_FULL(BackupMessages::diskFull),
        DAMAGED(BackupMessages::damaged),
        REMOTE_FAILED(BackupMessages::remoteFailed),
        NOT_RESTORABLE(BackupMessages::notRestorable),
        DIFFERENT(BackupMessages::different),
        MISSING(BackupMessages::missing),
        CONFIGURATION(BackupMessages::configuration),
        STOPPED(BackupMessages::stopped),
        WORKER_GONE(BackupMessages::workerGone);

        private final Wording wording;

        Fault(Function<BackupMessages, String> message) {
            wording = Wording.of(BackupMessages.class, message);
        }

        Wording wording() {
            return wording;
        }

        /** Nothing is wrong but the moment: the worker tries again by itself. */
        boolean interruption() {
            return this == STOPPED || this == WORKER_GONE;
        }
    }

    /** @param finishedAt empty while it runs */
    record Proof(State state, Optional<Step> step, Optional<Instant> finishedAt, Optional<Fault> fault) {}

    static Backup from(Row row) {
        return new Backup(
                row.getLong("id"),
                row.getInteger("version"),
                Kind.valueOf(row.getString("kind")),
                State.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("name")),
                step(row, "step"),
                number(row, "bytes_done"),
                number(row, "bytes_total"),
                number(row, "size"),
                Optional.ofNullable(row.getString("sha256")),
                row.getBoolean("on_disk"),
                Remote.valueOf(row.getString("remote")),
                number(row, "row_count"),
                Optional.ofNullable(row.getBigDecimal("ledger")),
                row.getOffsetDateTime("requested_at").toInstant(),
                moment(row, "started_at"),
                moment(row, "finished_at"),
                fault(row, "error"),
                Optional.ofNullable(row.getString("proof_state"))
                        .map(state -> new Proof(
                                State.valueOf(state),
                                step(row, "proof_step"),
                                moment(row, "proof_finished_at"),
                                fault(row, "proof_error"))));
    }

    static Optional<Instant> moment(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }

    static Optional<Fault> fault(Row row, String column) {
        return Optional.ofNullable(row.getString(column)).map(Fault::valueOf);
    }

    private static Optional<Step> step(Row row, String column) {
        return Optional.ofNullable(row.getString(column)).map(Step::valueOf);
    }

    private static OptionalLong number(Row row, String column) {
        var value = row.getLong(column);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
