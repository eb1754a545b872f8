package app.zapiska.announcements;

import app.zapiska.delivery.DueLook;
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
 * Makes the announcements go. SKIP only keeps one process from overtaking itself; between processes the claim is the only mutual
 * exclusion. A tick that never ended would end its job for ever, so each has a time limit.
 */
@Singleton
class AnnouncementTicks {

    private static final Duration LIMIT = Duration.ofSeconds(50);

    private final DueLook look;
    private final AnnouncementSender sender;
    private final AnnouncementQueue queue;
    private final EngineConfig config;

    AnnouncementTicks(DueLook look, AnnouncementSender sender, AnnouncementQueue queue, EngineConfig config) {
        this.look = look;
        this.sender = sender;
        this.queue = queue;
        this.config = config;
    }

    @Scheduled(every = "${zapiska.reminders.tick:1s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> send() {
        return look.finds(AnnouncementQueue.COME, AnnouncementQueue.DUE)
                .chain(due ->
                        due ? sender.tick().replaceWithVoid() : Uni.createFrom().voidItem())
                .ifNoItem()
                .after(LIMIT)
                .fail();
    }

    @Scheduled(every = "${zapiska.reminders.rescue:5s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> rescue() {
        return look.finds(AnnouncementQueue.ABANDONED)
                .chain(abandoned ->
                        abandoned ? sender.rescue() : Uni.createFrom().voidItem())
                .ifNoItem()
                .after(LIMIT)
                .fail();
    }

    @Scheduled(
            identity = "announcements-purge",
            every = "24h",
            delayed = "9m",
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
