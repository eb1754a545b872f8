package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
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
}
