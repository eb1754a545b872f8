package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.FrequentCounts.Everywhere;
import app.zapiska.platform.RateLimits.Limit;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FrequentCountsTest {

    private static final Limit LIMIT = new Limit("requests", 100, Duration.ofMinutes(1), false);

    private Instant now = Instant.parse("2026-11-21T09:00:00Z");

    /** What Redis would hold. */
    private int told;

    private int calls;
    private boolean away;
    private Instant until = Instant.MIN;

    private final FrequentCounts one = new FrequentCounts(this::add, () -> now, 10);
    private final FrequentCounts other = new FrequentCounts(this::add, () -> now, 10);

    private Uni<Optional<Everywhere>> add(Limit limit, String key, int uses) {
        calls++;
        if (away) {
            return Uni.createFrom().item(Optional.empty());
        }
        if (!until.isAfter(now)) {
            told = 0;
            until = now.plus(limit.window());
        }
        told += uses;
        return Uni.createFrom().item(Optional.of(new Everywhere(told, Duration.between(now, until))));
    }

    private int letThrough(int uses, FrequentCounts... replicas) {
        int through = 0;
        for (int i = 0; i < uses; i++) {
            var use = replicas[i % replicas.length].use(LIMIT, "who").orElseThrow();
            through += use.refused() ? 0 : 1;
        }
        return through;
    }

    @Test
    void oneProcessLetsThroughExactlyTheLimit() {
        assertThat(letThrough(500, one)).isEqualTo(100);
        now = now.plusSeconds(61);
        assertThat(letThrough(500, one)).isEqualTo(100);
    }

    @Test
    @DisplayName("two replicas together let through the limit and what they have not yet told each other")
    void replicasCountTogether() {
        assertThat(letThrough(500, one, other)).isBetween(100, 110);
    }

    @Test
    void whatComesSlowlyIsToldWithinASecond() {
        for (int i = 0; i < 30; i++) {
            assertThat(one.use(LIMIT, "who").orElseThrow().refused()).isFalse();
            now = now.plusSeconds(1);
        }
        assertThat(told).isEqualTo(30);
    }

    @Test
    void aFloodAsksSeldom() {
        letThrough(1_000, one);
        assertThat(calls).isLessThanOrEqualTo(21);
    }

    @Test
    @DisplayName("while the others can't be heard each request is answered, and the process' own count is the only one")
    void nobodyWaits() {
        away = true;
        assertThat(letThrough(80, one)).isEqualTo(80);
        away = false;
        now = now.plusSeconds(1);
        assertThat(one.use(LIMIT, "who").orElseThrow().refused()).isFalse();
    }

    @Test
    @DisplayName("S43: a flood of addresses fills no memory")
    void aFloodOfAddressesFillsNoMemory() {
        for (int i = 0; i < 10; i++) {
            assertThat(one.use(LIMIT, "who" + i)).isPresent();
        }
        assertThat(one.use(LIMIT, "one more")).isEmpty();
        now = now.plusSeconds(61);
        assertThat(one.use(LIMIT, "one more")).isPresent();
    }

    @Test
    @DisplayName("a flood that leaves something untold fills no memory either")
    void nothingUntoldStays() {
        for (int i = 0; i < 10; i++) {
            one.use(LIMIT, "who" + i);
            one.use(LIMIT, "who" + i);
        }
        now = now.plusSeconds(61);
        assertThat(one.use(LIMIT, "one more")).isPresent();
    }

    @Test
    @DisplayName("while one message is under way no other is sent, and what comes meanwhile counts")
    void oneMessageAtATime() {
        var sent = new ArrayList<Integer>();
        var answer = new CompletableFuture<Optional<Everywhere>>();
        var slow = new FrequentCounts(
                (limit, key, uses) -> {
                    sent.add(uses);
                    return sent.size() == 1 ? Uni.createFrom().completionStage(answer) : add(limit, key, uses);
                },
                () -> now,
                10);
        assertThat(letThrough(40, slow)).isEqualTo(40);
        assertThat(sent).containsExactly(1);
        // Others have used 29.
        told = 30;
        until = now.plusSeconds(50);
        answer.complete(Optional.of(new Everywhere(30, Duration.ofSeconds(50))));
        assertThat(sent).as("what came meanwhile is told at once").containsExactly(1, 39);
        assertThat(letThrough(500, slow)).isEqualTo(31);
    }

    @Test
    @DisplayName("another replica's flood is heard with the first message, and ends when its window does")
    void anotherReplicasFloodIsHeard() {
        letThrough(100, other);
        now = now.plusSeconds(20);
        assertThat(letThrough(50, one)).isBetween(1, 5);
        var refused = one.use(LIMIT, "who").orElseThrow();
        assertThat(refused.forgottenIn()).isEqualTo(Duration.ofSeconds(40));
        now = now.plusSeconds(40);
        assertThat(letThrough(50, one)).isEqualTo(50);
    }

    @Test
    void aLedgerThatBreaksHoldsNothingUp() {
        var broken = new FrequentCounts(
                (limit, key, uses) -> {
                    throw new IllegalStateException("closed");
                },
                () -> now,
                10);
        assertThat(letThrough(80, broken)).isEqualTo(80);
    }
}
