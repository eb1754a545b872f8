package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LocalCountsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final RateLimits.Limit LOCK = new RateLimits.Limit("login", 3, Duration.ofMinutes(5), true);
    private static final RateLimits.Limit WINDOW = new RateLimits.Limit("requests", 3, Duration.ofMinutes(1), false);

    private final RateLimits.LocalCounts counts = new RateLimits.LocalCounts(100);

    private RateLimits.Use use(RateLimits.Limit limit, String who, Instant now) {
        return counts.use(limit, who, now).orElseThrow();
    }

    @Test
    void aLockCountsFromTheThirdUseAndEndsByItself() {
        use(LOCK, "a", NOW);
        use(LOCK, "a", NOW.plusSeconds(100));
        assertThat(use(LOCK, "a", NOW.plusSeconds(200)).left()).isZero();
        var refused = use(LOCK, "a", NOW.plusSeconds(300));
        assertThat(refused.refused()).isTrue();
        assertThat(refused.forgottenIn()).isEqualTo(Duration.ofSeconds(200));
        assertThat(use(LOCK, "a", NOW.plusSeconds(500)).number()).isEqualTo(1);
    }

    @Test
    void aWindowStartsWithItsFirstUse() {
        use(WINDOW, "a", NOW);
        use(WINDOW, "a", NOW.plusSeconds(50));
        use(WINDOW, "a", NOW.plusSeconds(55));
        assertThat(use(WINDOW, "a", NOW.plusSeconds(59)).refused()).isTrue();
        assertThat(use(WINDOW, "a", NOW.plusSeconds(60)).refused()).isFalse();
    }

    @Test
    void aUseGivenBackDoesNotCount() {
        use(LOCK, "a", NOW);
        use(LOCK, "a", NOW);
        counts.giveBack("a");
        assertThat(use(LOCK, "a", NOW).number()).isEqualTo(2);
    }

    @Test
    @DisplayName("S43, bug 42: a flood of addresses neither fills the memory nor washes out a lock")
    void aFloodWashesNothingOut() {
        for (int i = 0; i < 4; i++) {
            use(LOCK, "locked", NOW);
        }
        for (int i = 0; i < 1_000; i++) {
            counts.use(LOCK, "flood" + i, NOW);
        }
        assertThat(counts.use(LOCK, "one more", NOW)).isEmpty();
        assertThat(use(LOCK, "locked", NOW).refused()).isTrue();
        assertThat(counts.use(LOCK, "one more", NOW.plus(Duration.ofMinutes(6))))
                .isPresent();
    }
}
