package app.zapiska.platform;

import app.zapiska.platform.Quotas.Limit;
import app.zapiska.platform.Quotas.Use;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What all replicas have counted of things that come too often to ask Redis each time. A use is judged at once, by what was
 * last heard of all and what has come here since. That is told in the background, one message at a time: with a twentieth of
 * the limit, or with the first use a second after the last message. So each replica lets through at most that twentieth, and
 * what comes while a message is under way, more than all together may; and no request waits for Redis.
 *
 * <p>What can't be told is dropped: a message that was late may have been counted. The process' own count holds meanwhile.
 */
final class FrequentCounts {

    /** @param forgottenIn when the count starts anew */
    record Everywhere(int uses, Duration forgottenIn) {}

    /** Adds uses to what all replicas have counted; empty while that can't be reached. */
    interface Ledger {
        Uni<Optional<Everywhere>> add(Limit limit, String key, int uses);
    }

    private static final Duration TOLD_AFTER = Duration.ofSeconds(1);
    private static final int TOLD_SHARE = 20;

    private final Ledger ledger;
    private final InstantSource clock;
    private final int capacity;
    private final Interval sweeps = new Interval(Duration.ofSeconds(1));
    private final ConcurrentHashMap<String, Count> counts = new ConcurrentHashMap<>();

    FrequentCounts(Ledger ledger, InstantSource clock, int capacity) {
        this.ledger = ledger;
        this.clock = clock;
        this.capacity = capacity;
    }

    /** One window of one limit. */
    private static final class Count {
        private int everywhere;
        private int untold;
        private int beingTold;
        private Instant until = Instant.MIN;
        private final Interval messages = new Interval(TOLD_AFTER);

        synchronized boolean over(Instant now) {
            return !until.isAfter(now);
        }

        /** Counts it, unless it is one too many. */
        synchronized Use use(Limit limit, Instant now) {
            if (over(now)) {
                // Until the others are heard, who may have begun earlier.
                everywhere = 0;
                untold = 0;
                until = now.plus(limit.window());
            }
            var number = Math.min(everywhere + beingTold + untold, limit.uses()) + 1;
            if (number <= limit.uses()) {
                untold++;
            }
            return new Use(limit, number, Duration.between(now, until));
        }

        /** @return how much to tell now; 0 for nothing yet */
        synchronized int toTell(Limit limit, Instant now) {
            if (beingTold > 0 || untold == 0 || !messages.passed(now) && untold * TOLD_SHARE < limit.uses()) {
                return 0;
            }
            beingTold = untold;
            untold = 0;
            return beingTold;
        }

        synchronized void told(Optional<Everywhere> heard, Instant now) {
            beingTold = 0;
            heard.ifPresent(all -> {
                everywhere = all.uses();
                until = now.plus(all.forgottenIn());
            });
        }
    }

    /** Counts one use, unless that is one too many. @return empty when there is no room to count one more */
    Optional<Use> use(Limit limit, String key) {
        var now = clock.instant();
        if (counts.size() >= capacity && !counts.containsKey(key)) {
            if (sweeps.passed(now)) {
                counts.values().removeIf(count -> count.over(now));
            }
            if (counts.size() >= capacity) {
                return Optional.empty();
            }
        }
        var count = counts.computeIfAbsent(key, same -> new Count());
        var use = count.use(limit, now);
        tell(limit, key, count);
        return Optional.of(use);
    }

    private void tell(Limit limit, String key, Count count) {
        var uses = count.toTell(limit, clock.instant());
        if (uses > 0) {
            Uni.createFrom()
                    .deferred(() -> ledger.add(limit, key, uses))
                    .onFailure()
                    .recoverWithItem(Optional.empty())
                    .subscribe()
                    .with(heard -> {
                        count.told(heard, clock.instant());
                        // What came meanwhile may have been the last for long.
                        tell(limit, key, count);
                    });
        }
    }

    void clear() {
        counts.clear();
    }
}
