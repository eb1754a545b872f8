package app.zapiska.platform;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Redis holds nothing that may not be lost: without it, limits are counted by each process. */
@Singleton
class RedisVital implements Vital {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @Inject
    ReactiveRedisDataSource redis;

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
