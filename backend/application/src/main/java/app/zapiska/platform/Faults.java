package app.zapiska.platform;

import io.quarkus.logging.Log;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/**
 * Logs what should not have happened. Messages of foreign exceptions may quote what people wrote ("Key (name)=(…) already
 * exists"), so only our own are kept; the types, the places and the SQL state tell enough.
 */
public final class Faults {

    private Faults() {}

    /** @return the id that stands in the log and may be shown to the person */
    public static String log(Throwable fault) {
        var id = UUID.randomUUID().toString().substring(0, 8);
        Log.errorf(new WithoutPersonalData(fault, 0), "Fault %s", id);
        return id;
    }

    /** What can stand in a log line about this fault. */
    public static String describe(Throwable fault) {
        return switch (fault) {
            case PgException refused ->
                "%s: SQL state %s%s"
                        .formatted(
                                fault.getClass().getName(),
                                refused.getSqlState(),
                                refused.getConstraint() == null ? "" : ", constraint " + refused.getConstraint());
            // As Hibernate hands it on; its message would quote.
            case SQLException refused ->
                "%s: SQL state %s".formatted(fault.getClass().getName(), refused.getSQLState());
            case NullPointerException ours -> fault.toString();
            case IOException network -> fault.toString();
            case TimeoutException late -> fault.toString();
            default -> thrownByUs(fault) ? fault.toString() : fault.getClass().getName();
        };
    }

    /** PostgreSQL's class 22: data it can't take, such as a number out of range or a character it can't store. */
    static boolean refusedByDatabase(Throwable fault) {
        for (var cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException refused) {
                return refused.getSqlState() != null && refused.getSqlState().startsWith("22");
            }
        }
        return false;
    }

    /** The database can't be reached, or has no connection, room or lock free in time. */
    static boolean unavailable(Throwable fault) {
        for (var cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException
                    || cause instanceof TimeoutException
                    || cause instanceof io.vertx.core.http.HttpClosedException
                    || cause instanceof io.vertx.sqlclient.ClosedConnectionException
                    // What the database's client says of a transaction whose connection has been closed.
                    || cause instanceof io.vertx.core.impl.NoStackTraceThrowable
                    || cause instanceof PgException refused && passes(refused.getSqlState())
                    || cause instanceof SQLException refused && passes(refused.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** @param state of SQL, or null: the server is not there, ends, has no connection, memory or disk, or a lock did not come */
    private static boolean passes(String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("57P")
                        || state.equals("55P03")
                        || state.equals("25P03")
                        || state.startsWith("53"));
    }

    private static boolean thrownByUs(Throwable fault) {
        var trace = fault.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith("app.zapiska.");
    }

    private static final class WithoutPersonalData extends RuntimeException {
        WithoutPersonalData(Throwable fault, int depth) {
            super(
                    describe(fault),
                    fault.getCause() == null || depth > 10
                            ? null
                            : new WithoutPersonalData(fault.getCause(), depth + 1),
                    false,
                    true);
            setStackTrace(fault.getStackTrace());
        }

        @Override
        public String toString() {
            return getMessage();
        }
    }
}
