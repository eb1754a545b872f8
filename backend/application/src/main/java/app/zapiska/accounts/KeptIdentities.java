package app.zapiska.accounts;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Who was found behind sessions and tokens a moment ago. Never longer than their own end. */
final class KeptIdentities<T> {

    private static final int MOST_KEPT = 10_000;

    /** @param endsAt when the session or token is over by itself */
    record Found<T>(T who, long accountId, Instant endsAt) {
        Optional<T> at(Instant now) {
            return now.isBefore(endsAt) ? Optional.of(who) : Optional.empty();
        }
    }

    private record Kept<T>(Found<T> found, Instant since) {}

    private final InstantSource clock;
    private final Duration time;
    private final ConcurrentHashMap<String, Kept<T>> kept = new ConcurrentHashMap<>();
    private final AtomicLong forgotten = new AtomicLong();

    KeptIdentities(InstantSource clock, Duration time) {
        this.clock = clock;
        this.time = time;
    }

    /** @param find gives null for what is not there */
    Uni<Optional<T>> of(String key, Supplier<Uni<Found<T>>> find) {
        var now = clock.instant();
        var known = kept.get(key);
        // The clock of a test may also go backwards, hence both ends of the interval.
        if (known != null
                && !now.isBefore(known.since())
                && now.isBefore(known.since().plus(time))) {
            return Uni.createFrom().item(known.found().at(now));
        }
        var before = forgotten.get();
        return find.get().map(found -> {
            var then = clock.instant();
            if (found == null) {
                kept.remove(key);
                return Optional.empty();
            }
            keep(key, new Kept<>(found, then), before);
            return found.at(then);
        });
    }

    /** What was read before something ended, and arrives after that, must not stay. */
    private void keep(String key, Kept<T> found, long before) {
        if (kept.size() >= MOST_KEPT) {
            kept.clear();
        }
        kept.put(key, found);
        if (forgotten.get() != before) {
            kept.remove(key, found);
        }
    }

    void forget(long accountId) {
        forgotten.incrementAndGet();
        kept.values().removeIf(one -> one.found().accountId() == accountId);
    }

    void forgetAll() {
        forgotten.incrementAndGet();
        kept.clear();
    }
}
