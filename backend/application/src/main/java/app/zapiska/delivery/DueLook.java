package app.zapiska.delivery;

import app.zapiska.platform.CallerContext;
import app.zapiska.platform.sql.Sql;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One look at whether anything is due at all, for every tick of a moment: an idle process asks the database one cheap question
 * a second instead of trying one claim after the other. What is due is tried as ever, so a look promises nothing; what becomes
 * due behind it waits for the next one.
 */
@Singleton
public class DueLook {

    /** The ticks of one second begin within this. */
    private static final Duration MOMENT = Duration.ofMillis(200);

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Pool database;
    private final EngineTime time;
    private final Duration moment;
    private final Set<String> names;
    private final String question;

    private record Looking(long sinceNanos, Uni<Set<String>> found) {}

    private Looking last;

    @Inject
    DueLook(Pool database, EngineTime time, @All List<DueWork> work) {
        this(database, time, work, MOMENT);
    }

    /** @param moment for so long a look answers everybody; not at all when it is zero */
    public DueLook(Pool database, EngineTime time, List<DueWork> work, Duration moment) {
        this.database = database;
        this.time = time;
        this.moment = moment;
        var conditions = new TreeMap<String, String>();
        work.forEach(one -> conditions.putAll(one.conditions()));
        names = Set.copyOf(conditions.keySet());
        question = conditions.entrySet().stream()
                .map(one -> "(" + one.getValue() + ") as " + one.getKey())
                .collect(Collectors.joining(",\n", "select ", ""));
    }

    /** Whether some of this work is due. */
    public Uni<Boolean> finds(String... work) {
        for (var name : work) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("nobody says when there is " + name);
            }
        }
        return Uni.createFrom()
                .deferred(() -> look().emitOn(CallerContext.here())
                        .map(found -> Set.of(work).stream().anyMatch(found::contains)));
    }

    private synchronized Uni<Set<String>> look() {
        long now = System.nanoTime();
        if (last == null || now - last.sinceNanos() >= moment.toNanos()) {
            var found = Sql.rows(database, question, time.forLeases())
                    .map(rows -> found(rows.getFirst()))
                    .ifNoItem()
                    .after(LIMIT)
                    .fail()
                    .memoize()
                    .indefinitely();
            // Whoever asked first may stop waiting; the others still want to know.
            found.subscribe().with(ignored -> {}, ignored -> {});
            last = new Looking(now, found);
        }
        return last.found();
    }

    private Set<String> found(Row row) {
        var found = new HashSet<String>();
        for (var name : names) {
            if (row.getBoolean(name)) {
                found.add(name);
            }
        }
        return found;
    }
}
