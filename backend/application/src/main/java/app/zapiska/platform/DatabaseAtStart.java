package app.zapiska.platform;

import io.quarkus.logging.Log;
import io.quarkus.runtime.PreventFurtherStepsException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Waits for a database that is not there yet: it may still be starting, or be moved. Ending instead would only have an engine of
 * containers start everything anew every few seconds.
 */
@Singleton
class DatabaseAtStart {

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Duration SLOW = Duration.ofSeconds(5);
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(30);
    private static final int REFUSED = 1;

    @Inject
    SystemTime time;

    @ConfigProperty(name = "zapiska.database-patience")
    Duration patience;

    /** A connection that worked, or nothing but this ends the start: there are words for a person, and no stack trace. */
    void await(DataSource database) {
        var waiting = Thread.currentThread();
        var asked = new Thread(waiting::interrupt);
        // A process that is asked to end waits for its start to be over.
        Runtime.getRuntime().addShutdownHook(asked);
        try {
            tryUntilItAnswers(database);
        } finally {
            forget(asked);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // It is at work.
        }
    }

    private void tryUntilItAnswers(DataSource database) {
        long begun = System.nanoTime();
        long said = 0;
        var attempt = connect(database);
        while (true) {
            String reason;
            try {
                attempt.get(SLOW.toMillis(), TimeUnit.MILLISECONDS);
                if (said != 0) {
                    Log.infof("The database answers after %d s.", since(begun).toSeconds());
                }
                return;
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof SQLException refused && !passes(refused)) {
                    throw refusal("The database refuses it: " + reason(refused));
                }
                reason = reason(failed.getCause());
                attempt = null;
            } catch (TimeoutException slow) {
                // Looking up a name that is gone may take a minute; the same attempt goes on.
                reason = "no answer yet.";
            } catch (InterruptedException asked) {
                throw askedToEnd();
            }
            if (since(begun).compareTo(patience) >= 0) {
                throw refusal("The database has not answered for %d s: %s".formatted(patience.toSeconds(), reason));
            }
            if (said == 0 || since(said).compareTo(BETWEEN_WORDS) >= 0) {
                said = System.nanoTime();
                Log.warnf(
                        "Waiting for the database, for up to %d s more: %s",
                        patience.minus(since(begun)).toSeconds(), reason);
            }
            if (attempt == null) {
                pause();
                attempt = connect(database);
            }
        }
    }

    private FutureTask<Void> connect(DataSource database) {
        var attempt = new FutureTask<Void>(() -> {
            try (var connection = database.getConnection()) {
                if (connection.isValid(5)) {
                    DatabaseTime.ask(connection, time);
                }
            }
            return null;
        });
        Thread.ofPlatform().daemon().name("database-at-start").start(attempt);
        return attempt;
    }

    /** Nobody is there, too many are, or the server starts or stops; but wrong passwords and names stay wrong. */
    static boolean passes(SQLException failure) {
        var state = failure.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
    }

    /** What stands at the bottom of it, which is short and holds no password. */
    static String reason(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof UnknownHostException unknown
                ? "there is no host " + unknown.getMessage() + "."
                : String.valueOf(cause.getMessage());
    }

    private static PreventFurtherStepsException refusal(String words) {
        return new PreventFurtherStepsException("Zapiska does not start. " + words, REFUSED);
    }

    private static Duration since(long moment) {
        return Duration.ofNanos(System.nanoTime() - moment);
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_TRIES);
        } catch (InterruptedException e) {
            throw askedToEnd();
        }
    }

    private static PreventFurtherStepsException askedToEnd() {
        return new PreventFurtherStepsException("Asked to end while it waited for the database.", 0);
    }
}
