package app.zapiska.delivery;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Makes the corrections go. A tick that never ended would end its job for ever, so it has a time limit. */
@Singleton
class DeliveryTicks {

    private static final Duration LIMIT = Duration.ofSeconds(50);

    private final ChatCorrection correction;

    DeliveryTicks(ChatCorrection correction) {
        this.correction = correction;
    }

    @Scheduled(every = "${zapiska.reminders.tick:1s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> correctChats() {
        return correction.tick().ifNoItem().after(LIMIT).fail().replaceWithVoid();
    }
}
