package app.zapiska.delivery;

import app.zapiska.platform.CallerContext;
import app.zapiska.platform.Faults;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
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
 * One book of free moments for all replicas, in Redis; {@link LocalRateLimiter} explains the rule. While Redis is away each process
 * keeps its own book, and only the bot's cooldown stays common, in the database.
 */
@ApplicationScoped
class RedisRateLimiter implements RateLimiter {

    private static final Logger LOG = Logger.getLogger(RedisRateLimiter.class);

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final long LEAVE_ALONE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long COOLDOWN_FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    // KEYS cooldown, cells, chat, group, answers and corrections that wait for the chat, places since the last
    // correction,
    // answers
    // and corrections that wait anywhere; ARGV now, not before, rank, how far ahead, of a group's minute, is a group.
    // Every key dies as soon as it can no longer matter, by Redis's own clock.
    private static final String ASK = """
            local now, at = tonumber(ARGV[1]), tonumber(ARGV[2])
            local rank, ahead = tonumber(ARGV[3]), tonumber(ARGV[4])
            local cooldown = tonumber(redis.call('get', KEYS[1]) or 0)
            if cooldown > at then at = cooldown end
            local last = tonumber(redis.call('get', KEYS[3]) or 0)
            if last + $SPACING > at then at = last + $SPACING end
            if ARGV[6] == '1' then
              local oldest = redis.call('lindex', KEYS[4], -tonumber(ARGV[5]))
              if oldest and tonumber(oldest) + $SPAN > at then at = tonumber(oldest) + $SPAN end
            end

            local function waits(key) return tonumber(redis.call('get', key) or 0) > now end
            local answers, corrections = waits(KEYS[8]), waits(KEYS[9])
            local function kept(c)
              if rank == 0 then
                return c % $KEPT == $KEPT - 1 and (answers or corrections or c * $CELL > now + $AHEAD)
              end
              if rank == 1 then return corrections and c % (2 * $KEPT) == 2 * $KEPT - 1 end
              return answers and c % (2 * $KEPT) == $KEPT - 1
            end
            redis.call('zremrangebyscore', KEYS[2], '-inf', math.floor(now / $CELL) - 3)
            local c = math.floor(at / $CELL)
            while kept(c) or redis.call('zscore', KEYS[2], string.format('%.0f', c)) do c = c + 1 end
            if c * $CELL > at then at = c * $CELL end

            local correctionHere = waits(KEYS[6])
            local passed = tonumber(redis.call('get', KEYS[7]) or 0)
            local yields = rank == 1 and passed >= $SHARE and correctionHere
              or rank == 2 and passed < $SHARE and waits(KEYS[5])
            if at - now > ahead or yields then
              if rank == 0 then return {'later', string.format('%.0f', at), '0'} end
              local known = math.min(at - now, 2 * $SPACING) + $GRACE
              for _, key in ipairs({KEYS[4 + rank], KEYS[7 + rank]}) do
                redis.call('set', key, string.format('%.0f', now + known), 'px', known)
              end
              return {'later', string.format('%.0f', math.max(at - $LEAD, now + $LEAD)), '0'}
            end

            local slot = string.format('%.0f', at)
            redis.call('zadd', KEYS[2], c, string.format('%.0f', c))
            redis.call('pexpire', KEYS[2], math.max(redis.call('pttl', KEYS[2]), at - now + 2000))
            redis.call('set', KEYS[3], slot, 'px', at - now + $SPACING)
            if ARGV[6] == '1' then
              redis.call('rpush', KEYS[4], slot)
              redis.call('ltrim', KEYS[4], -$GROUP, -1)
              redis.call('pexpire', KEYS[4], at - now + $SPAN)
            end
            if rank == 2 then
              redis.call('del', KEYS[6], KEYS[7])
            elseif correctionHere then
              redis.call('set', KEYS[7], passed + 1, 'px', $SPAN)
            end
            if rank == 1 then redis.call('del', KEYS[5]) end
            return {'taken', slot, string.format('%.0f', last)}
            """.replace("$SPACING", Long.toString(LocalRateLimiter.CHAT_SPACING))
            .replace("$SPAN", Long.toString(LocalRateLimiter.GROUP_SPAN))
            .replace("$GROUP", Integer.toString(LocalRateLimiter.PER_GROUP))
            .replace("$KEPT", Integer.toString(LocalRateLimiter.KEPT))
            .replace("$AHEAD", Long.toString(LocalRateLimiter.KEPT_AHEAD))
            .replace("$CELL", Long.toString(LocalRateLimiter.CELL))
            .replace("$SHARE", Integer.toString(LocalRateLimiter.SHARE))
            .replace("$LEAD", Long.toString(LocalRateLimiter.LEAD))
            .replace("$GRACE", Long.toString(LocalRateLimiter.GRACE));

    // KEYS cells, chat, group; ARGV now, place, the chat's place before. The chat's moment is free again only while
    // nobody has
    // taken the one behind it.
    private static final String GIVE_BACK = """
            redis.call('zrem', KEYS[1], string.format('%.0f', math.floor(tonumber(ARGV[2]) / $CELL)))
            if redis.call('get', KEYS[2]) ~= ARGV[2] then return 'taken behind' end
            local lives = tonumber(ARGV[3]) + $SPACING - tonumber(ARGV[1])
            if lives > 0 then redis.call('set', KEYS[2], ARGV[3], 'px', lives) else redis.call('del', KEYS[2]) end
            if redis.call('lindex', KEYS[3], -1) == ARGV[2] then redis.call('rpop', KEYS[3]) end
            return 'free'
            """.replace("$SPACING", Long.toString(LocalRateLimiter.CHAT_SPACING))
            .replace("$CELL", Long.toString(LocalRateLimiter.CELL));

    // KEYS cooldown; ARGV until, milliseconds to live. A cooldown is never shortened.
    private static final String COOL_DOWN = """
            if tonumber(redis.call('get', KEYS[1]) or 0) < tonumber(ARGV[1]) then
              redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
            end
            return 'OK'
            """;

    // Keys keep their former words: during an update a replica of the version before obeys the same cooldown.
    private static final String COOLDOWN = "zapiska:pace:gate";
    private static final String CELLS = "zapiska:pace:cells";

    private final RedisAPI redis;
    private final StoredCooldown stored;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Duration patience;
    private final LocalRateLimiter book = new LocalRateLimiter();
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicBoolean lateOnce = new AtomicBoolean();
    private final AtomicLong askAgainAt = new AtomicLong();
    private final AtomicBoolean cooldownKnown = new AtomicBoolean();
    private final AtomicLong cooldownReadAt = new AtomicLong();

    @Inject
    RedisRateLimiter(RedisAPI redis, StoredCooldown stored, InstantSource clock) {
        this(redis, stored, clock, System::nanoTime, PATIENCE);
    }

    /** @param patience a message waits this long for Redis at most, and after a failure nobody asks it again for a while */
    RedisRateLimiter(
            RedisAPI redis, StoredCooldown stored, InstantSource clock, LongSupplier nanoTime, Duration patience) {
        this.redis = redis;
        this.stored = stored;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.patience = patience;
    }

    @Override
    public Uni<Turn> ask(long chatId, Rank rank) {
        return Uni.createFrom()
                .deferred(() -> cooldownRead().chain(() -> {
                    long now = clock.millis();
                    return shared(
                                    ASK,
                                    List.of(
                                            COOLDOWN,
                                            CELLS,
                                            chat(chatId),
                                            group(chatId),
                                            "zapiska:pace:answers:" + chatId,
                                            "zapiska:pace:corrections:" + chatId,
                                            "zapiska:pace:passed:" + chatId,
                                            "zapiska:pace:answers",
                                            "zapiska:pace:corrections"),
                                    List.of(
                                            now,
                                            book.earliest(chatId, rank, now, nanoTime.getAsLong()),
                                            rank.ordinal(),
                                            rank.ahead().toMillis(),
                                            rank.ofAGroupsMinute(),
                                            chatId < 0 ? 1 : 0))
                            .map(RedisRateLimiter::answer)
                            .invoke(answer -> {
                                if (answer.taken()) {
                                    book.note(chatId, answer.at(), now, nanoTime.getAsLong());
                                }
                            })
                            .onFailure()
                            .recoverWithItem(() -> book.ask(chatId, rank, now, nanoTime.getAsLong()))
                            .map(answer -> turn(chatId, answer, now));
                }));
    }

    private static LocalRateLimiter.Answer answer(Response response) {
        return new LocalRateLimiter.Answer(
                response.get(0).toString().equals("taken"),
                response.get(1).toLong(),
                response.get(2).toLong());
    }

    private static Turn turn(long chatId, LocalRateLimiter.Answer answer, long now) {
        var wait = Duration.ofMillis(Math.max(0, answer.at() - now));
        return answer.taken()
                ? new Turn.Taken(wait, new Place(chatId, answer.at(), answer.before()))
                : new Turn.NotYet(wait);
    }

    @Override
    public Uni<Void> giveBack(Place place) {
        return Uni.createFrom().deferred(() -> {
            long now = clock.millis();
            book.giveBack(place, now, nanoTime.getAsLong());
            return shared(
                            GIVE_BACK,
                            List.of(CELLS, chat(place.chatId()), group(place.chatId())),
                            List.of(now, place.at(), place.before()))
                    .onFailure()
                    .recoverWithNull()
                    .replaceWithVoid();
        });
    }

    private static String chat(long chatId) {
        return "zapiska:pace:chat:" + chatId;
    }

    private static String group(long chatId) {
        return "zapiska:pace:group:" + chatId;
    }

    @Override
    public Uni<Void> coolDown(Duration retryAfter) {
        return Uni.createFrom().deferred(() -> {
            long now = clock.millis();
            long until = now + retryAfter.toMillis();
            book.coolDown(until, now, nanoTime.getAsLong());
            return shared(COOL_DOWN, List.of(COOLDOWN), List.of(until, Math.max(1, until - now)))
                    .onFailure()
                    .recoverWithNull()
                    .chain(() -> stored.close(Instant.ofEpochMilli(until)))
                    .onFailure()
                    .invoke(failure -> LOG.warnf("The cooldown could not be stored: %s", Faults.describe(failure)))
                    .onFailure()
                    .recoverWithNull();
        });
    }

    @Override
    public Uni<Duration> cooldown() {
        return Uni.createFrom()
                .deferred(() -> cooldownRead().chain(() -> {
                    long now = clock.millis();
                    return shared("return redis.call('get', KEYS[1]) or '0'", List.of(COOLDOWN), List.of())
                            .map(Response::toLong)
                            .onFailure()
                            .recoverWithItem(0L)
                            .map(until -> Duration.ofMillis(
                                    Math.max(until, book.cooldownUntil(now, nanoTime.getAsLong())) - now))
                            .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
                }));
    }

    /** A restart must not forget a cooldown, nor a replica overlook another's while Redis can't tell. */
    private Uni<Void> cooldownRead() {
        long nanos = nanoTime.getAsLong();
        boolean fresh = cooldownKnown.get() && (!away.get() || nanos - cooldownReadAt.get() < COOLDOWN_FRESH_NANOS);
        if (fresh) {
            return Uni.createFrom().voidItem();
        }
        cooldownKnown.set(true);
        cooldownReadAt.set(nanos);
        return stored.until()
                .invoke(until -> until.ifPresent(
                        moment -> book.coolDown(moment.toEpochMilli(), clock.millis(), nanoTime.getAsLong())))
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }

    /** Runs a script, or fails at once when Redis has failed a moment ago. */
    private Uni<Response> shared(String script, List<String> keys, List<Number> arguments) {
        if (away.get() && nanoTime.getAsLong() - askAgainAt.get() < 0) {
            return Uni.createFrom().failure(new IllegalStateException("Redis was away a moment ago"));
        }
        var call = new ArrayList<String>();
        call.add(script);
        call.add(Integer.toString(keys.size()));
        call.addAll(keys);
        arguments.forEach(argument -> call.add(argument.toString()));
        return redis.eval(call)
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
