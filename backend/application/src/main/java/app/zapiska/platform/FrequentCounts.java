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
 * last heard of all and what has come here since. That is told to the others in the background: a second later at most, or
 * when a twentieth of the limit has come together. So replicas together let through only that much more than the limit, and
 * no request waits for Redis.
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
    private final ConcurrentHashMap<String, Count> counts = new ConcurrentHashMap<>();

    FrequentCounts(Ledger ledger, InstantSource clock, int capacity) {
        this.ledger = ledger;
        this.clock = clock;
        this.capacity = capacity;
    }

    /** Guarded by itself. */
    private static final class Count {
        private int everywhere;
        private Instant until = Instant.MIN;
        private int untold;
        private int beingTold;
        private Instant toldAt = Instant.MIN;

        boolean over(Instant now) {
            return !until.isAfter(now);
        }

        int known(Instant now) {
            return (over(now) ? 0 : everywhere) + beingTold + untold;
        }
    }

    /** Counts one use, unless that is one too many. @return empty when there is no room to count one more */
    Optional<Use> use(Limit limit, String key) {
        var now = clock.instant();
        if (counts.size() >= capacity && !counts.containsKey(key)) {
            counts.values().removeIf(count -> {
                synchronized (count) {
                    return count.known(now) == 0;
                }
            });
            if (counts.size() >= capacity) {
                return Optional.empty();
            }
        }
        var count = counts.computeIfAbsent(key, same -> new Count());
        int toTell = 0;
        Use use;
        synchronized (count) {
            var known = count.known(now);
            var forgottenIn = count.over(now) ? limit.window() : Duration.between(now, count.until);
            if (known >= limit.uses()) {
                return Optional.of(new Use(limit, limit.uses() + 1, forgottenIn));
            }
            count.untold++;
            use = new Use(limit, known + 1, forgottenIn);
            if (count.beingTold == 0
                    && (count.untold * TOLD_SHARE >= limit.uses()
                            // The clock of a test may also go backwards.
                            || Duration.between(now, count.toldAt).abs().compareTo(TOLD_AFTER) >= 0)) {
                toTell = count.untold;
                count.beingTold = toTell;
                count.untold = 0;
                count.toldAt = now;
            }
        }
        if (toTell > 0) {
            tell(limit, key, count, toTell);
        }
        return Optional.of(use);
    }

    private void tell(Limit limit, String key, Count count, int uses) {
        ledger.add(limit, key, uses)
                .onFailure()
                .recoverWithItem(Optional.empty())
                .subscribe()
                .with(heard -> {
                    synchronized (count) {
                        count.beingTold = 0;
                        heard.ifPresent(all -> {
                            count.everywhere = all.uses();
                            count.until = clock.instant().plus(all.forgottenIn());
                        });
                    }
                });
    }

    void clear() {
        counts.clear();
    }
}
