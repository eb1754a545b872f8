package app.zapiska.platform;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** What the database's limits for whoever waits and whoever stands still look like to the product, in a hurry. */
public final class Stuck {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String A_ROW = "select 1 from accounts where login = 'owner' for update";

    private Stuck() {}

    /** The failure of a statement whose row somebody else has locked for longer than anybody waits. */
    public static Throwable lockThatDidNotCome(Pool database) {
        try (var other = DriverManager.getConnection(RealServices.ownerUrl())) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute(A_ROW);
            }
            return failureOf(database.withTransaction(connection ->
                    run(connection, "set local lock_timeout = '50ms'").chain(() -> run(connection, A_ROW))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The failure of a transaction that goes on after it had stood still for longer than the database lets it. */
    public static Throwable endOfATransactionThatStoodStill(Pool database) {
        return failureOf(database.withTransaction(
                connection -> run(connection, "set local idle_in_transaction_session_timeout = '50ms'")
                        .chain(() -> connection.query("select pg_backend_pid()").execute())
                        .map(rows -> rows.iterator().next().getInteger(0))
                        .chain(pid -> untilGone(pid))
                        .chain(() -> run(connection, "select 1"))));
    }

    private static Uni<Void> untilGone(int pid) {
        return Uni.createFrom()
                .<Void>item(() -> {
                    Waiting.until(
                            "the end of its connection",
                            PATIENCE,
                            () -> RealServices.count("select count(*) from pg_stat_activity where pid = " + pid) == 0);
                    return null;
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private static Uni<Void> run(SqlConnection connection, String sql) {
        return connection.query(sql).execute().replaceWithVoid();
    }

    private static Throwable failureOf(Uni<Void> work) {
        try {
            work.await().atMost(PATIENCE);
        } catch (RuntimeException failure) {
            // Waiting wraps what is no exception.
            return failure instanceof CompletionException ? failure.getCause() : failure;
        }
        throw new AssertionError("it went well");
    }
}
