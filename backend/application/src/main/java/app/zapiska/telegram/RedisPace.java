package app.zapiska.telegram;

import app.zapiska.platform.Faults;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * One book of free moments for all replicas, in Redis; {@link SlotBook} explains the rule. While Redis is away each process
 * keeps its own book, and only the bot's gate stays common, in the database.
 */
@ApplicationScoped
class RedisPace implements Pace {

    private static final Logger LOG = Logger.getLogger(RedisPace.class);

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final long LEAVE_ALONE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long GATE_FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    // KEYS gate, cells, chat, group; ARGV now, not before, cell, spacing, messages per group, group's span, is a group.
    // Every key dies as soon as it can no longer matter, by Redis's own clock.
    private static final String RESERVE = """
            local now, at = tonumber(ARGV[1]), tonumber(ARGV[2])
            local cell, spacing = tonumber(ARGV[3]), tonumber(ARGV[4])
            local gate = tonumber(redis.call('get', KEYS[1]) or 0)
            if gate > at then at = gate end
            local last = tonumber(redis.call('get', KEYS[3]) or 0)
            if last + spacing > at then at = last + spacing end
            if ARGV[7] == '1' then
              local oldest = redis.call('lindex', KEYS[4], -tonumber(ARGV[5]))
              if oldest and tonumber(oldest) + tonumber(ARGV[6]) > at then at = tonumber(oldest) + tonumber(ARGV[6]) end
            end
            redis.call('zremrangebyscore', KEYS[2], '-inf', math.floor(now / cell) - 3)
            local c = math.floor(at / cell)
            while redis.call('zscore', KEYS[2], string.format('%.0f', c)) do c = c + 1 end
            if c * cell > at then at = c * cell end
            local slot = string.format('%.0f', at)
            redis.call('zadd', KEYS[2], c, string.format('%.0f', c))
            redis.call('pexpire', KEYS[2], math.max(redis.call('pttl', KEYS[2]), at - now + 2000))
            redis.call('set', KEYS[3], slot, 'px', at - now + spacing)
            if ARGV[7] == '1' then
              redis.call('rpush', KEYS[4], slot)
              redis.call('ltrim', KEYS[4], -tonumber(ARGV[5]), -1)
              redis.call('pexpire', KEYS[4], at - now + tonumber(ARGV[6]))
            end
            return slot
            """;

    // KEYS gate; ARGV until, milliseconds to live. A gate is never shortened.
    private static final String CLOSE_GATE = """
            if tonumber(redis.call('get', KEYS[1]) or 0) < tonumber(ARGV[1]) then
              redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
            end
            return 'OK'
            """;

    private static final String GATE = "zapiska:pace:gate";
    private static final String CELLS = "zapiska:pace:cells";

    private final RedisAPI redis;
    private final BotRow row;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Duration patience;
    private final SlotBook book = new SlotBook();
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicBoolean lateOnce = new AtomicBoolean();
    private final AtomicLong askAgainAt = new AtomicLong();
    private final AtomicBoolean gateKnown = new AtomicBoolean();
    private final AtomicLong gateReadAt = new AtomicLong();

    @Inject
    RedisPace(RedisAPI redis, BotRow row, InstantSource clock) {
        this(redis, row, clock, System::nanoTime, PATIENCE);
    }

    /** @param patience a message waits this long for Redis at most, and after a failure nobody asks it again for a while */
    RedisPace(RedisAPI redis, BotRow row, InstantSource clock, LongSupplier nanoTime, Duration patience) {
        this.redis = redis;
        this.row = row;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.patience = patience;
    }

    @Override
    public Uni<Duration> reserve(long chatId) {
        return Uni.createFrom()
                .deferred(() -> gateRead().chain(() -> {
                    long now = clock.millis();
                    return shared(
                                    RESERVE,
                                    List.of(GATE, CELLS, "zapiska:pace:chat:" + chatId, "zapiska:pace:group:" + chatId),
                                    List.of(
                                            now,
                                            book.earliest(chatId, now, nanoTime.getAsLong()),
                                            SlotBook.CELL,
                                            SlotBook.CHAT_SPACING,
                                            SlotBook.PER_GROUP,
                                            SlotBook.GROUP_SPAN,
                                            chatId < 0 ? 1 : 0))
                            .map(Long::parseLong)
                            .invoke(slot -> book.note(chatId, slot, now, nanoTime.getAsLong()))
                            .onFailure()
                            .recoverWithItem(() -> book.reserve(chatId, now, nanoTime.getAsLong()))
                            .map(slot -> Duration.ofMillis(Math.max(0, slot - now)));
                }));
    }

    @Override
    public Uni<Void> closeGate(Duration retryAfter) {
        return Uni.createFrom().deferred(() -> {
            long now = clock.millis();
            long until = now + retryAfter.toMillis();
            book.closeGate(until, now, nanoTime.getAsLong());
            return shared(CLOSE_GATE, List.of(GATE), List.of(until, Math.max(1, until - now)))
                    .onFailure()
                    .recoverWithNull()
                    .chain(() -> row.closeGate(Instant.ofEpochMilli(until)))
                    .onFailure()
                    .invoke(failure -> LOG.warnf("The gate could not be stored: %s", Faults.describe(failure)))
                    .onFailure()
                    .recoverWithNull();
        });
    }

    @Override
    public Uni<Duration> gate() {
        return Uni.createFrom()
                .deferred(() -> gateRead().chain(() -> {
                    long now = clock.millis();
                    return shared("return redis.call('get', KEYS[1]) or '0'", List.of(GATE), List.of())
                            .map(Long::parseLong)
                            .onFailure()
                            .recoverWithItem(0L)
                            .map(until ->
                                    Duration.ofMillis(Math.max(until, book.gateUntil(now, nanoTime.getAsLong())) - now))
                            .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
                }));
    }

    /** A restart must not forget a gate, nor a replica overlook another's while Redis can't tell. */
    private Uni<Void> gateRead() {
        long nanos = nanoTime.getAsLong();
        boolean fresh = gateKnown.get() && (!away.get() || nanos - gateReadAt.get() < GATE_FRESH_NANOS);
        if (fresh) {
            return Uni.createFrom().voidItem();
        }
        gateKnown.set(true);
        gateReadAt.set(nanos);
        return row.gateUntil()
                .invoke(until -> until.ifPresent(
                        moment -> book.closeGate(moment.toEpochMilli(), clock.millis(), nanoTime.getAsLong())))
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }

    /** Runs a script, or fails at once when Redis has failed a moment ago. */
    private Uni<String> shared(String script, List<String> keys, List<Number> arguments) {
        if (away.get() && nanoTime.getAsLong() - askAgainAt.get() < 0) {
            return Uni.createFrom().failure(new IllegalStateException("Redis was away a moment ago"));
        }
        var call = new ArrayList<String>();
        call.add(script);
        call.add(Integer.toString(keys.size()));
        call.addAll(keys);
        arguments.forEach(argument -> call.add(argument.toString()));
        return redis.eval(call)
                .map(Object::toString)
                .ifNoItem()
                .after(patience)
                .fail()
                // The time-out fires on a thread of its own.
                .emitOn(CallerContext.here())
                .invoke(() -> {
                    lateOnce.set(false);
                    if (away.compareAndSet(true, false)) {
                        LOG.info("Redis is back: the pace is shared by all replicas again");
                    }
                })
                .onFailure()
                .invoke(failure -> {
                    // one late answer is this process's own doing as often as not
                    if (failure instanceof TimeoutException && lateOnce.compareAndSet(false, true)) {
                        return;
                    }
                    askAgainAt.set(nanoTime.getAsLong() + LEAVE_ALONE_NANOS);
                    if (away.compareAndSet(false, true)) {
                        LOG.warnf("Redis is away (%s): each replica keeps its own pace", Faults.describe(failure));
                    }
                });
    }
}
