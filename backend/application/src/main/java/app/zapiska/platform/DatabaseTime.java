package app.zapiska.platform;

import app.zapiska.platform.sql.Sql;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;

/** Asks the database what time it is: before anything else at the start, and again and again, as a clock may be set at any time. */
@Singleton
class DatabaseTime {

    private static final String QUESTION = "select clock_timestamp() as now";
    private static final Duration LIMIT = Duration.ofSeconds(4);

    private final Pool database;
    private final SystemTime time;

    DatabaseTime(Pool database, SystemTime time) {
        this.database = database;
        this.time = time;
    }

    /** The first answer over a new connection may take long: then another is asked for. */
    static void ask(Connection connection, SystemTime time) throws SQLException {
        for (int question = 0; question < 2; question++) {
            var asked = time.ofTheMachine();
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(QUESTION)) {
                row.next();
                var now = row.getObject("now", OffsetDateTime.class).toInstant();
                time.compare(asked, time.ofTheMachine(), now);
            }
        }
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> ask() {
        return Uni.createFrom()
                .deferred(() -> {
                    var asked = time.ofTheMachine();
                    return database.query(QUESTION)
                            .execute()
                            .invoke(rows -> time.compare(
                                    asked,
                                    time.ofTheMachine(),
                                    Sql.instant(rows.iterator().next(), "now")));
                })
                .ifNoItem()
                .after(LIMIT)
                .fail()
                // Somebody else will say that the database is away, and nothing is found out of it.
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
