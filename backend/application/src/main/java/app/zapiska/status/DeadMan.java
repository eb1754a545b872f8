package app.zapiska.status;

import app.zapiska.reminders.EngineHeartbeat;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Calls a watcher outside every minute while the engine ticks. When the machine is off or the engine stands, its silence is what
 * tells: the only alert that needs nothing of ours to work.
 */
@Startup
@Singleton
class DeadMan {

    private static final Logger LOG = Logger.getLogger(DeadMan.class);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Optional<URI> watcher;
    private final EngineHeartbeat pulse;
    private final InstantSource clock;
    private final Optional<HttpClient> http;
    private volatile long lastHeard;
    private volatile boolean unheard;

    DeadMan(
            @ConfigProperty(name = "zapiska.dead-man-url") Optional<String> url,
            EngineHeartbeat pulse,
            InstantSource clock,
            MeterRegistry metrics) {
        this.watcher = url.map(String::strip).filter(text -> !text.isEmpty()).map(DeadMan::address);
        this.pulse = pulse;
        this.clock = clock;
        // Of its own: it must neither wait for the bot's connections nor follow anybody elsewhere.
        this.http = watcher.map(uri -> HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
        Gauge.builder("zapiska.dead.man.last.success", this, man -> man.lastHeard)
                .baseUnit("seconds")
                .description(
                        "When the watcher outside last answered, in seconds since 1970; 0: never, or there is none")
                .register(metrics);
    }

    private static URI address(String text) {
        try {
            var uri = URI.create(text);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // Said below, without the text: it is a secret.
        }
        throw new IllegalStateException("DEAD_MAN_URL is not an http or https address");
    }

    @Scheduled(identity = "dead-man", every = "60s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> ping() {
        if (http.isEmpty() || !pulse.healthy()) {
            return Uni.createFrom().voidItem();
        }
        var request = HttpRequest.newBuilder(watcher.orElseThrow())
                .timeout(ANSWER)
                .header("User-Agent", "zapiska")
                .build();
        return Uni.createFrom()
                .completionStage(() -> http.get().sendAsync(request, HttpResponse.BodyHandlers.discarding()))
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .invoke(answer -> heard(answer.statusCode()))
                .onFailure()
                // Without the message, which may name the address.
                .invoke(failure -> notHeard(failure.getClass().getSimpleName()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void heard(int status) {
        if (status / 100 != 2) {
            notHeard("status " + status);
            return;
        }
        lastHeard = clock.instant().getEpochSecond();
        if (unheard) {
            LOG.info("The watcher at DEAD_MAN_URL answers again");
        }
        unheard = false;
    }

    private void notHeard(String why) {
        if (!unheard) {
            LOG.warnf("The watcher at DEAD_MAN_URL does not answer: %s", why);
        }
        unheard = true;
    }

    @PreDestroy
    void close() {
        http.ifPresent(HttpClient::shutdownNow);
    }
}
