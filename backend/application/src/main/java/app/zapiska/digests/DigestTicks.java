package app.zapiska.digests;

import app.zapiska.reminders.EngineConfig;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Makes the digests go. SKIP only keeps one process from overtaking itself; between processes the claim is the only mutual
 * exclusion. A tick that never ended would end its job for ever, so each has a time limit.
 */
@Singleton
class DigestTicks {

    private static final Duration LIMIT = Duration.ofSeconds(50);

    private final DigestSender sender;
    private final DigestQueue queue;
    private final EngineConfig config;

    DigestTicks(DigestSender sender, DigestQueue queue, EngineConfig config) {
        this.sender = sender;
        this.queue = queue;
        this.config = config;
    }

    @Scheduled(every = "${zapiska.reminders.tick:1s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> send() {
        return sender.tick().ifNoItem().after(LIMIT).fail().replaceWithVoid();
    }

    @Scheduled(every = "${zapiska.reminders.rescue:5s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> rescue() {
        return sender.rescue().ifNoItem().after(LIMIT).fail();
    }

    @Scheduled(
            identity = "digests-purge",
            every = "24h",
            delayed = "6m",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return queue.purge().ifNoItem().after(LIMIT).fail();
    }

    void beginDraining(@Observes ShutdownDelayInitiatedEvent event) {
        sender.stop();
    }

    void drain(@Observes @Priority(2) ShutdownEvent event) {
        sender.stop().await().atMost(config.drain().plusSeconds(3));
    }
}
