package app.zapiska.tasks;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Removes for good what was deleted too long ago to be restored. */
@ApplicationScoped
class DeletedTasksPurge {

    private static final int BATCH = 500;
    private static final Duration BATCH_LIMIT = Duration.ofMinutes(1);

    private final Tasks tasks;
    private final InstantSource clock;

    DeletedTasksPurge(Tasks tasks, InstantSource clock) {
        this.tasks = tasks;
        this.clock = clock;
    }

    /** By the interval since the start, not by the hour: a computer at home may be off at any fixed one. */
    @Scheduled(
            identity = "purge-deleted-tasks",
            every = "24h",
            delayed = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return purge(clock.instant().minus(Task.KEPT_DELETED));
    }

    /** Each batch in a transaction of its own, so that no lock is held long. */
    private Uni<Void> purge(Instant deletedBefore) {
        return purgeBatch(deletedBefore)
                .ifNoItem()
                .after(BATCH_LIMIT)
                .fail()
                .chain(gone -> gone < BATCH ? Uni.createFrom().voidItem() : purge(deletedBefore));
    }

    @WithTransaction
    Uni<Integer> purgeBatch(Instant deletedBefore) {
        return tasks.purge(deletedBefore, BATCH);
    }
}
