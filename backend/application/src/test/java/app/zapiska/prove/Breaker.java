package app.zapiska.prove;

import app.zapiska.prove.Evidence.Window;
import app.zapiska.prove.FaultKind.Place;
import app.zapiska.prove.Script.Break;
import app.zapiska.reminders.Installation;
import app.zapiska.reminders.Replica;
import app.zapiska.sandbox.Fault;
import app.zapiska.sandbox.SandboxControl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Breaks things when the script says so, and mends them again. */
final class Breaker {

    private static final List<String> TABLES =
            List.of("deliveries", "reminders", "tasks", "loan_entries", "chat_messages");
    private static final Duration END = Duration.ofSeconds(35);
    private static final Duration SHIFT = Duration.ofHours(1);

    /** One fault at a time in each place, however much longer one takes than it was meant to. */
    private final Map<Place, Semaphore> free = new EnumMap<>(Place.class);

    private final Installation installation;
    private final List<Replica> replicas;
    private final List<TcpProxy> fronts;
    private final TcpProxy database;
    private final TcpProxy redis;
    private final Optional<Consumer<String>> updatesBy;
    private final SandboxControl telegram;
    private final Journal journal;

    /** @param updatesBy has them come by {@code polling} or {@code webhook}; empty where only the first is possible */
    Breaker(
            Installation installation,
            List<Replica> replicas,
            List<TcpProxy> fronts,
            TcpProxy database,
            TcpProxy redis,
            Optional<Consumer<String>> updatesBy,
            Journal journal) {
        this.installation = installation;
        this.replicas = replicas;
        this.fronts = fronts;
        this.database = database;
        this.redis = redis;
        this.updatesBy = updatesBy;
        this.telegram = installation.telegram();
        this.journal = journal;
        for (var place : Place.values()) {
            free.put(place, new Semaphore(1));
        }
    }

    /** Returns when all is mended. */
    void play(List<Break> faults, Instant begin) {
        var underWay = faults.stream()
                .map(fault -> Thread.ofVirtual().name(fault.toString()).start(() -> {
                    park(begin.plus(fault.at()));
                    play(fault);
                }))
                .toList();
        for (var thread : underWay) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void play(Break fault) {
        var place = free.get(fault.kind().place);
        if (!possible(fault.kind()) || !place.tryAcquire()) {
            journal.skipped(fault.kind());
            return;
        }
        var begin = Instant.now();
        try {
            perform(fault);
        } catch (RuntimeException | AssertionError failed) {
            journal.trouble(fault + " was not mended: " + failed);
        } finally {
            place.release();
            journal.broken(new Window(fault.kind(), fault.target(), begin, Instant.now()));
        }
    }

    /** On this machine. */
    private boolean possible(FaultKind kind) {
        return switch (kind) {
            case CLOCK_AHEAD, CLOCK_BEHIND -> Replica.clockShifter().isPresent();
            case DATABASE_DISK_FULL -> installation.canFillTheDisk();
            case UPDATES_BY_WEBHOOK -> updatesBy.isPresent();
            default -> true;
        };
    }

    private void perform(Break fault) {
        switch (fault.kind()) {
            case KILL -> {
                replicas.get(fault.target()).kill();
                last(fault);
                launch(fault.target());
                awaitReady(fault.target());
            }
            case KILL_ALL, OUTAGE -> {
                replicas.forEach(Replica::kill);
                last(fault);
                for (int replica = 0; replica < replicas.size(); replica++) {
                    launch(replica);
                }
                for (int replica = 0; replica < replicas.size(); replica++) {
                    awaitReady(replica);
                }
            }
            case END -> {
                replicas.get(fault.target()).terminate();
                replicas.get(fault.target()).awaitEnd(END);
                last(fault);
                launch(fault.target());
                awaitReady(fault.target());
            }
            case CLOCK_AHEAD -> shiftClock(fault, SHIFT);
            case CLOCK_BEHIND -> shiftClock(fault, SHIFT.negated());
            case STOP -> {
                replicas.get(fault.target()).pause();
                last(fault);
                replicas.get(fault.target()).resume();
            }
            case DATABASE_CRASH -> installation.crashDatabase();
            case DATABASE_CUT -> cutDatabase();
            case DATABASE_HUNG -> during(fault, database::hold, database::release);
            case DATABASE_AWAY -> during(fault, database::goAway, database::comeBack);
            case DATABASE_REFUSES -> refuseConnections(fault);
            case DATABASE_DISK_FULL -> during(fault, installation::fillTheDisk, installation::emptyTheDisk);
            case DATABASE_LOCKED -> lockATable(fault);
            case REDIS_AWAY -> during(fault, redis::goAway, redis::comeBack);
            case REDIS_HUNG -> during(fault, redis::hold, redis::release);
            case REDIS_SLOW ->
                during(
                        fault,
                        () -> redis.slow(Duration.ofMillis(50 + some(fault, 400))),
                        () -> redis.slow(Duration.ZERO));
            case REDIS_FLUSHED -> flushRedis();
            case UPDATES_BY_WEBHOOK ->
                during(
                        fault,
                        () -> updatesBy.orElseThrow().accept("webhook"),
                        () -> updatesBy.orElseThrow().accept("polling"));
            case TELEGRAM_AWAY, OUTAGE_OF_TELEGRAM -> during(fault, telegram::goOffline, telegram::goOnline);
            case TELEGRAM_REJECTS_TOKEN -> during(fault, telegram::revokeToken, telegram::restoreToken);
            case TELEGRAM_SLOW, TELEGRAM_LIMITS, TELEGRAM_FAILS, TELEGRAM_ANSWERS_NOTHING, TELEGRAM_ANSWERS_HALF ->
                during(fault, () -> telegram.script(misbehaviour(fault)), telegram::clearFaults);
        }
    }

    private void shiftClock(Break fault, Duration ahead) {
        var replica = replicas.get(fault.target());
        replica.kill();
        replica.launch(ahead);
        awaitReady(fault.target());
        last(fault);
        replica.kill();
        launch(fault.target());
        awaitReady(fault.target());
    }

    private void launch(int replica) {
        replicas.get(replica).launch();
    }

    private void awaitReady(int replica) {
        replicas.get(replica).awaitReady();
        fronts.get(replica).leadTo(replicas.get(replica).port());
    }

    private static void during(Break fault, Runnable begin, Runnable end) {
        begin.run();
        last(fault);
        end.run();
    }

    private static void last(Break fault) {
        park(Instant.now().plus(fault.lasts()));
    }

    private static void park(Instant until) {
        while (Instant.now().isBefore(until)) {
            LockSupport.parkNanos(Duration.between(Instant.now(), until).toNanos());
        }
    }

    /** A number of the fault's own, from 0 to this: drawn with the script, as everything is. */
    private static int some(Break fault, int most) {
        return (int) (fault.at().plus(fault.lasts()).toMillis() % (most + 1));
    }

    private static Fault misbehaviour(Break fault) {
        var sending = Fault.on("sendMessage");
        int some = some(fault, 11);
        return switch (fault.kind()) {
            // Shorter and longer than the product waits for an answer.
            case TELEGRAM_SLOW ->
                sending.delays(Duration.ofMillis(500 + some * 600L)).always();
            case TELEGRAM_LIMITS -> sending.rateLimited(1 + some % 3).always();
            // Not heard: what is answered so is sent again under the same number.
            case TELEGRAM_FAILS ->
                (switch (some % 4) {
                            case 0 -> Fault.onAnyCall().error(500, "Internal Server Error");
                            case 1 -> Fault.onAnyCall().html(502);
                            case 2 -> sending.unavailableRetryNow();
                            default -> Fault.onAnyCall().error(504, "Gateway Timeout");
                        })
                        .always();
            case TELEGRAM_ANSWERS_NOTHING ->
                (switch (some % 4) {
                            case 0 -> sending.accepting().closes();
                            case 1 -> sending.accepting().resets();
                            case 2 -> sending.closes();
                            default -> sending.requestTimeout();
                        })
                        .times(3 + some);
            case TELEGRAM_ANSWERS_HALF ->
                (switch (some % 3) {
                            case 0 -> sending.accepting().truncated();
                            case 1 -> sending.accepting().unparsable();
                            default -> sending.accepting().empty(200);
                        })
                        .times(3 + some);
            default -> throw new IllegalArgumentException(fault + " is none of Telegram's");
        };
    }

    private void lockATable(Break fault) {
        try (var superuser = installation.superuser();
                var lock = superuser.createStatement()) {
            superuser.setAutoCommit(false);
            lock.execute("lock table " + TABLES.get(some(fault, TABLES.size() - 1)) + " in exclusive mode");
            last(fault);
            superuser.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void refuseConnections(Break fault) {
        try (var superuser = installation.superuser();
                var refuse = superuser.createStatement()) {
            refuse.execute("alter role zapiska_app connection limit " + some(fault, 3));
            cutDatabase();
            last(fault);
            refuse.execute("alter role zapiska_app connection limit -1");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void cutDatabase() {
        try (var superuser = installation.superuser();
                var cut = superuser.createStatement()) {
            cut.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'zapiska_app'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void flushRedis() {
        try (var connection = new Socket(InetAddress.getLoopbackAddress(), installation.redisPort())) {
            connection.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            if (connection.getInputStream().read() != '+') {
                throw new IllegalStateException("Redis did not flush");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
