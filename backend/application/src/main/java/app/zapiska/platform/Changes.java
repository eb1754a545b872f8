package app.zapiska.platform;

import app.zapiska.platform.sql.Statement;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What changes in the database, whoever changes it: triggers announce it on PostgreSQL's channel at commit, and each replica
 * listens on one connection of its own. The connection comes back by itself; what was missed meanwhile is unknown, so
 * everybody is then told that everything may have changed.
 */
@Singleton
public class Changes {

    /**
     * @param accountId 0 with {@code kind} {@code refresh}: it concerns everybody
     * @param kind {@code task}, {@code reminder}, {@code settings}, … or {@code refresh}
     */
    public record Change(long accountId, String kind, long id, long version) {

        static final Change OF_EVERYTHING = new Change(0, "refresh", 0, 0);

        public boolean ofEverything() {
            return kind.equals(OF_EVERYTHING.kind);
        }
    }

    private static final String CHANNEL = "zapiska_changes";
    private static final Pattern PAYLOAD = Pattern.compile("(\\d{1,18}):([a-z]{1,20}):(\\d{1,18}):(\\d{1,18})");
    private static final Duration RECONNECT = Duration.ofSeconds(1);
    private static final Duration PROBE = Duration.ofSeconds(10);
    private static final int WAITING_FOR_A_READER = 256;

    private final Vertx vertx;
    private final PgConnectOptions database;
    private final BroadcastProcessor<Change> stream = BroadcastProcessor.create();
    private final List<Consumer<Change>> observers = new CopyOnWriteArrayList<>();
    private PgSubscriber subscriber;
    private long probe = -1;
    private boolean probing;

    Changes(
            Vertx vertx,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.vertx = vertx;
        database = PgConnectOptions.fromUri(url.replaceFirst("^vertx-reactive:", ""))
                .setUser(user)
                .setPassword(password.orElse(""))
                .setTcpKeepAlive(true)
                .setReconnectAttempts(0)
                .addProperty("application_name", "zapiska-changes");
    }

    void start(@Observes StartupEvent event) {
        subscriber = PgSubscriber.subscriber(vertx, database).reconnectPolicy(ignored -> RECONNECT.toMillis());
        subscriber
                .channel(CHANNEL)
                // Also called after each reconnection.
                .subscribeHandler(ignored -> announce(Change.OF_EVERYTHING))
                .handler(payload -> parse(payload).ifPresent(this::announce));
        subscriber
                .connect()
                .onFailure(failure -> Log.warnf(
                        "Not listening to changes yet: %s", failure.getClass().getSimpleName()));
        probe = vertx.setPeriodic(PROBE.toMillis(), ignored -> probe());
    }

    /** A connection whose other end has vanished looks alive until something is said on it. */
    private void probe() {
        var connection = subscriber.actualConnection();
        if (connection == null || probing) {
            return;
        }
        probing = true;
        var late = vertx.setTimer(PROBE.toMillis() / 2, ignored -> connection.close());
        connection.query("select 1").execute().onComplete(ignored -> {
            probing = false;
            vertx.cancelTimer(late);
        });
    }

    /** Open streams would hold up a shutdown, which waits for every request to end; their readers go to another replica. */
    void endStreams(@Observes ShutdownDelayInitiatedEvent event) {
        stream.onComplete();
    }

    @PreDestroy
    void stop() {
        if (probe >= 0) {
            vertx.cancelTimer(probe);
        }
        if (subscriber != null) {
            subscriber.close();
        }
        stream.onComplete();
    }

    /**
     * Every change of one account from now on, and {@code refresh} after a gap. A reader that is too slow fails instead of
     * missing something: it is to come again and read everything. Completes when this process is asked to end.
     */
    public Multi<Change> of(long accountId) {
        return stream.filter(change -> change.accountId() == accountId || change.ofEverything())
                .onOverflow()
                .buffer(WAITING_FOR_A_READER);
    }

    /**
     * What the present transaction changes is announced once for each kind instead of once for each thing, whose id is then 0: five
     * hundred announcements at once would be more than waits for a reader.
     */
    public static Uni<Void> together() {
        return new Statement("select set_config('zapiska.together', 'on', true)", Map.of())
                .list(String.class)
                .replaceWithVoid();
    }

    /** Calls back for every change of everybody, in no particular thread; must be quick. */
    public void observe(Consumer<Change> observer) {
        observers.add(observer);
    }

    private void announce(Change change) {
        for (var observer : observers) {
            try {
                observer.accept(change);
            } catch (RuntimeException fault) {
                Faults.log(fault);
            }
        }
        stream.onNext(change);
    }

    static Optional<Change> parse(String payload) {
        var parts = PAYLOAD.matcher(payload);
        if (!parts.matches()) {
            Log.warn("A change was announced in an unknown form");
            return Optional.empty();
        }
        return Optional.of(new Change(
                Long.parseLong(parts.group(1)),
                parts.group(2),
                Long.parseLong(parts.group(3)),
                Long.parseLong(parts.group(4))));
    }
}
