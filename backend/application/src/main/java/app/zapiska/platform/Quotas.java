package app.zapiska.platform;

import io.quarkus.logging.Log;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Counts uses against limits, for all replicas together through Redis, and under the same rules within this process: the
 * higher count rules. So neither a Redis that is away nor one that is merely slow for some of many parallel uses leaves
 * anything without a limit.
 */
@Singleton
public class Quotas {

    /** @param sliding whether each use within the limit starts the window anew: a lock then counts from the last of them */
    public record Limit(String name, int uses, Duration window, boolean sliding) {}

    /**
     * @param number which use this is; above the limit's {@code uses} it was refused and not counted
     * @param forgottenIn when the count starts anew
     */
    public record Use(Limit limit, int number, Duration forgottenIn) {
        public boolean refused() {
            return number > limit.uses();
        }

        public int left() {
            return Math.max(0, limit.uses() - number);
        }
    }

    // Looks, counts and sets the expiry in one step, so parallel uses can't slip in between and no count stays for
    // ever.
    private static final String USE = """
            local n = tonumber(redis.call('GET', KEYS[1]) or '0')
            local left = redis.call('PTTL', KEYS[1])
            if n >= tonumber(ARGV[1]) and left > 0 then return {n + 1, left} end
            n = redis.call('INCR', KEYS[1])
            if n == 1 or left < 0 or ARGV[3] == '1' then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
            return {n, redis.call('PTTL', KEYS[1])}
            """;
    private static final String ADD = """
            local n = redis.call('INCRBY', KEYS[1], ARGV[1])
            local left = redis.call('PTTL', KEYS[1])
            if left < 0 then
              redis.call('PEXPIRE', KEYS[1], ARGV[2])
              left = tonumber(ARGV[2])
            end
            return {n, left}
            """;
    private static final String GIVE_BACK =
            "if tonumber(redis.call('GET', KEYS[1]) or '0') > 0 then return redis.call('DECR', KEYS[1]) end return 0";

    private static final int CAPACITY = 50_000;

    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(2);

    private final ReactiveRedisDataSource redis;
    private final InstantSource clock;
    private final LocalCounts local;
    private final FrequentCounts frequent;
    // Measured by the monotonic clock: it is about this process, not about the product's time.
    private final AtomicReference<Long> restUntil = new AtomicReference<>();
    /** One late answer is this process's own doing as often as not: a first call, a pause, a busy machine. */
    private final AtomicBoolean lateOnce = new AtomicBoolean();

    Quotas(ReactiveRedisDataSource redis, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
        this.local = new LocalCounts(CAPACITY);
        this.frequent = new FrequentCounts(this::add, clock, CAPACITY);
    }

    /** Counts one use before the thing itself is done. */
    public Uni<Use> use(Limit limit, String who) {
        return Uni.createFrom().deferred(() -> {
            var key = key(limit, who);
            var here = local.use(limit, key, clock.instant());
            return here.isPresent() && here.get().refused()
                    ? Uni.createFrom().item(here.get())
                    : useEverywhere(limit, key, here);
        });
    }

    private Uni<Use> useEverywhere(Limit limit, String key, Optional<Use> here) {
        return shared(() -> redis.execute(
                                "EVAL",
                                USE,
                                "1",
                                key,
                                Integer.toString(limit.uses()),
                                Long.toString(limit.window().toMillis()),
                                limit.sliding() ? "1" : "0")
                        .map(answer -> new Use(
                                limit,
                                answer.get(0).toInteger(),
                                Duration.ofMillis(answer.get(1).toLong()))))
                .map(everywhere -> everywhere
                        .filter(use ->
                                here.isEmpty() || use.number() >= here.get().number())
                        .or(() -> here)
                        // A flood of addresses must neither fill the memory nor wash out the locks that are there.
                        .orElse(new Use(limit, limit.uses() + 1, Duration.ofSeconds(30))));
    }

    /**
     * As {@link #use}, for what every request counts: answered from memory, and shared with other replicas in the background
     * ({@link FrequentCounts} says how late). Not for locks, and the limit must not slide.
     */
    public Uni<Use> useFrequent(Limit limit, String who) {
        return Uni.createFrom().deferred(() -> {
            var key = key(limit, who);
            var here = local.use(limit, key, clock.instant());
            if (here.isPresent() && here.get().refused()) {
                return Uni.createFrom().item(here.get());
            }
            return here.flatMap(use -> frequent.use(limit, key))
                    .map(everywhere -> Uni.createFrom()
                            .item(everywhere.number() >= here.get().number() ? everywhere : here.get()))
                    .orElseGet(() -> useEverywhere(limit, key, here));
        });
    }

    private Uni<Optional<FrequentCounts.Everywhere>> add(Limit limit, String key, int uses) {
        return shared(() -> redis.execute(
                        "EVAL",
                        ADD,
                        "1",
                        key,
                        Integer.toString(uses),
                        Long.toString(limit.window().toMillis()))
                .map(answer -> new FrequentCounts.Everywhere(
                        answer.get(0).toInteger(),
                        Duration.ofMillis(answer.get(1).toLong()))));
    }

    /** Takes one use back that turned out not to count. */
    public Uni<Void> giveBack(Limit limit, String who) {
        return Uni.createFrom().deferred(() -> {
            local.giveBack(key(limit, who));
            return shared(() -> redis.execute("EVAL", GIVE_BACK, "1", key(limit, who)))
                    .replaceWithVoid();
        });
    }

    /** Starts the count anew. */
    public Uni<Void> reset(Limit limit, String who) {
        return Uni.createFrom().deferred(() -> {
            local.reset(key(limit, who));
            return shared(() -> redis.execute("DEL", key(limit, who))).replaceWithVoid();
        });
    }

    /** @return empty while Redis is away */
    private <T> Uni<Optional<T>> shared(Supplier<Uni<T>> inRedis) {
        var rest = restUntil.get();
        if (rest != null && System.nanoTime() - rest < 0) {
            return Uni.createFrom().item(Optional.empty());
        }
        return inRedis.get()
                .map(Optional::of)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .invoke(() -> {
                    lateOnce.set(false);
                    if (restUntil.getAndSet(null) != null) {
                        Log.info("Redis is back: limits are shared again");
                    }
                })
                .onFailure()
                .recoverWithItem(failure -> {
                    if (failure instanceof ConnectionPoolTooBusyException) {
                        // It is there; we ask too much at once.
                        return Optional.empty();
                    }
                    if (failure instanceof TimeoutException && lateOnce.compareAndSet(false, true)) {
                        return Optional.empty();
                    }
                    if (restUntil.getAndSet(System.nanoTime() + REST_AFTER_FAILURE.toNanos()) == null) {
                        Log.warnf(
                                "Redis is away (%s): each process counts limits by itself",
                                failure.getClass().getSimpleName());
                    }
                    return Optional.empty();
                });
    }

    /** Forgets what this process has counted; Redis keeps what it has. */
    void forgetHere() {
        local.clear();
        frequent.clear();
    }

    private static String key(Limit limit, String who) {
        return "zapiska:quota:" + limit.name() + ":" + who;
    }

    /** The same rules within one process, in bounded memory. */
    static final class LocalCounts {

        private record Count(int uses, Instant until) {}

        private final ConcurrentHashMap<String, Count> counts = new ConcurrentHashMap<>();
        private final int capacity;
        private final Interval sweeps = new Interval(Duration.ofSeconds(1));

        LocalCounts(int capacity) {
            this.capacity = capacity;
        }

        /** @return empty when there is no room to count one more */
        Optional<Use> use(Limit limit, String key, Instant now) {
            if (counts.size() >= capacity && !counts.containsKey(key)) {
                if (sweeps.passed(now)) {
                    counts.values().removeIf(count -> !count.until().isAfter(now));
                }
                if (counts.size() >= capacity) {
                    return Optional.empty();
                }
            }
            var number = new int[1];
            var count = counts.compute(key, (same, known) -> {
                var alive =
                        known == null || !known.until().isAfter(now) ? new Count(0, now.plus(limit.window())) : known;
                number[0] = alive.uses() + 1;
                if (alive.uses() >= limit.uses()) {
                    return alive;
                }
                return new Count(alive.uses() + 1, limit.sliding() ? now.plus(limit.window()) : alive.until());
            });
            return Optional.of(new Use(limit, number[0], Duration.between(now, count.until())));
        }

        void giveBack(String key) {
            counts.computeIfPresent(
                    key, (same, count) -> count.uses() <= 1 ? null : new Count(count.uses() - 1, count.until()));
        }

        void clear() {
            counts.clear();
        }

        void reset(String key) {
            counts.remove(key);
        }
    }
}
