package app.zapiska.commands;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** What is tidied up about conversations without anybody asking. */
@Singleton
class CommandTicks {

    private static final Duration LIMIT = Duration.ofSeconds(50);

    private final TypedTasks typed;
    private final InstantSource clock;

    CommandTicks(TypedTasks typed, InstantSource clock) {
        this.typed = typed;
        this.clock = clock;
    }

    @Scheduled(
            identity = "typed-tasks-purge",
            every = "24h",
            delayed = "8m",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return typed.purge(clock.instant()).ifNoItem().after(LIMIT).fail();
    }
}
