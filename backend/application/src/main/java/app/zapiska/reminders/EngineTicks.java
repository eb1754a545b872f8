package app.zapiska.reminders;

import app.zapiska.delivery.DueLook;
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
 * Makes the engine go. SKIP only keeps one process from overtaking itself; between processes the claim is the only mutual
 * exclusion. A tick that never ended would end its job for ever, so each has a time limit.
 */
@Singleton
class EngineTicks {

    private static final Duration LIMIT = Duration.ofSeconds(50);

    private final DueLook look;
    private final Dispatcher dispatcher;
    private final SilentSubjects silent;
    private final NewZoneRules zoneRules;
    private final RepeatingWork repeating;
    private final AfterOutage afterOutage;
    private final EngineConfig config;
    private final EngineHeartbeat pulse;

    EngineTicks(
            DueLook look,
            Dispatcher dispatcher,
            SilentSubjects silent,
            NewZoneRules zoneRules,
            RepeatingWork repeating,
            AfterOutage afterOutage,
            EngineConfig config,
            EngineHeartbeat pulse) {
        this.look = look;
        this.dispatcher = dispatcher;
        this.silent = silent;
        this.zoneRules = zoneRules;
        this.repeating = repeating;
        this.afterOutage = afterOutage;
        this.config = config;
        this.pulse = pulse;
    }

    @Scheduled(every = "${zapiska.reminders.tick:1s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> dispatch() {
        return look.finds(ReminderQueue.DUE)
                .chain(due -> due
                        ? dispatcher.tick().replaceWithVoid()
                        : Uni.createFrom().voidItem())
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .invoke(pulse::beat);
    }

    @Scheduled(every = "${zapiska.reminders.rescue:5s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> rescue() {
        return look.finds(ReminderQueue.ABANDONED)
                .chain(abandoned ->
                        abandoned ? dispatcher.rescue() : Uni.createFrom().voidItem())
                .chain(() -> look.finds(ReminderQueue.REACHABLE))
                .chain(reachable -> reachable
                        ? dispatcher.wakeReachable().replaceWithVoid()
                        : Uni.createFrom().voidItem())
                .chain(() -> look.finds(AfterOutage.HELD_UP))
                .chain(heldUp -> heldUp
                        ? afterOutage.wake().replaceWithVoid()
                        : Uni.createFrom().voidItem())
                .ifNoItem()
                .after(LIMIT)
                .fail();
    }

    @Scheduled(every = "20s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> goOn() {
        return look.finds(RepeatingWork.UNFOLLOWED)
                .chain(due -> due ? repeating.goOn() : Uni.createFrom().voidItem())
                .ifNoItem()
                .after(LIMIT)
                .fail();
    }

    /** Also at the start, which may be the first one with these rules. */
    @Scheduled(every = "10m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> catchUp() {
        return zoneRules.follow().chain(silent::wake).ifNoItem().after(LIMIT).fail();
    }

    /** While the requests in hand still end: a person at work and a message on its way are waited for side by side. */
    void beginDraining(@Observes ShutdownDelayInitiatedEvent event) {
        dispatcher.stop();
    }

    void drain(@Observes @Priority(1) ShutdownEvent event) {
        dispatcher.stop().await().atMost(config.drain().plusSeconds(3));
    }
}
