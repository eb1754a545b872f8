package app.zapiska.platform;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Redis holds nothing that may not be lost: without it, limits are counted by each process. */
@Singleton
class RedisHealthCheck implements HealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration FIRST_CONTACT = Duration.ofSeconds(3);

    @Inject
    ReactiveRedisDataSource redis;

    /** Before anybody needs it: the first contact takes longer than a message or a request waits for Redis. */
    void meet(@Observes @Priority(5) StartupEvent event) {
        redis.execute("PING")
                .ifNoItem()
                .after(FIRST_CONTACT)
                .fail()
                .onFailure()
                .recoverWithNull()
                .await()
                .indefinitely();
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public Uni<State> state() {
        return redis.execute("PING")
                .replaceWith(State.OK)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .recoverWithItem(State.DEGRADED);
    }
}
