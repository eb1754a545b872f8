package app.zapiska.commands;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** Forgets lists that nobody turns the pages of any more. */
@Singleton
class ListTicks {

    private static final Duration LIMIT = Duration.ofSeconds(50);

    private final ChatLists lists;
    private final InstantSource clock;

    ListTicks(ChatLists lists, InstantSource clock) {
        this.lists = lists;
        this.clock = clock;
    }

    @Scheduled(
            identity = "chat-lists-purge",
            every = "24h",
            delayed = "9m",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return lists.purge(clock.instant()).ifNoItem().after(LIMIT).fail();
    }
}
