package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class QuotasTest {

    private static final int BURST = 300;

    @Inject
    Quotas quotas;

    @Inject
    RedisDataSource redis;

    @Test
    @DisplayName("a burst is counted for all replicas together: a pool that is busy is no Redis that is away")
    void aBurstIsShared() {
        var limit = new Quotas.Limit("burst", 10_000, Duration.ofMinutes(1), false);
        var who = UUID.randomUUID().toString();
        Multi.createFrom()
                .range(0, BURST)
                .onItem()
                .transformToUni(ignored -> quotas.use(limit, who))
                .merge(BURST)
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(20));
        assertThat(redis.value(String.class).get("zapiska:quota:burst:" + who)).isEqualTo(Integer.toString(BURST));
    }

    @Test
    @DisplayName("what is counted in memory is known to other replicas a moment later, and makes them refuse")
    void frequentUsesAreShared() {
        var limit = new Quotas.Limit("frequent", 100, Duration.ofMinutes(1), false);
        var who = UUID.randomUUID().toString();
        var other = new Quotas(redis.getReactive(), InstantSource.system());
        for (int i = 0; i < 100; i++) {
            assertThat(use(quotas, limit, who).refused()).isFalse();
        }
        assertThat(use(quotas, limit, who).refused()).isTrue();
        Waiting.until(() -> Integer.parseInt(redis.value(String.class).get("zapiska:quota:frequent:" + who)) > 95);
        var letThrough = new AtomicInteger();
        Waiting.until(() -> {
            var refused = use(other, limit, who).refused();
            letThrough.addAndGet(refused ? 0 : 1);
            return refused;
        });
        assertThat(letThrough.get()).isLessThan(100);
    }

    private static Quotas.Use use(Quotas replica, Quotas.Limit limit, String who) {
        return replica.useFrequent(limit, who).await().atMost(Duration.ofSeconds(1));
    }
}
