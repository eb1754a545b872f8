package app.zapiska.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.delivery.RateLimiter.Place;
import app.zapiska.delivery.RateLimiter.Rank;
import app.zapiska.delivery.RateLimiter.Turn;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("The pace")
class RedisRateLimiterTest {

    @Inject
    StoredCooldown stored;

    @Inject
    Vertx vertx;

    private final AtomicLong now =
            new AtomicLong(Instant.parse("2026-11-21T12:00:00Z").toEpochMilli());
    private final AtomicLong nanos = new AtomicLong();
    private final InstantSource clock = () -> Instant.ofEpochMilli(now.get());
    private final List<Redis> clients = new ArrayList<>();
    private RedisServer redis;
    private int port;

    @BeforeEach
    void startRedisOfItsOwn() throws IOException {
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        startRedis();
    }

    @AfterEach
    void stop() throws IOException, SQLException {
        clients.forEach(Redis::close);
        redis.stop();
        try (var database = DriverManager.getConnection(RealServices.ownerUrl())) {
            database.createStatement().executeUpdate("update telegram_bot set gate_until = null");
        }
    }

    @Test
    void sharedByThreeReplicasNeverLetsTwoMessagesIntoAChatWithinASecondNorMoreThanThirtyAltogether() {
        assertKeptPace(List.of(replica(), replica(), replica()), 2_000);
    }

    @Test
    void ofOneProcessWithoutRedisKeepsTheSameLimits() throws IOException {
        redis.stop();
        assertKeptPace(List.of(replica()), 2_000);
    }

    @Test
    void isLostNeitherWhenRedisGoesNorWhenItComesBack() throws IOException {
        var replica = replica();
        var chat = new AtomicLong();
        chat.set(at(replica, 7));
        for (int i = 0; i < 5; i++) {
            if (i == 2) {
                redis.stop();
            }
            if (i == 4) {
                startRedis();
                nanos.addAndGet(Duration.ofSeconds(6).toNanos());
                now.addAndGet(6_000);
            }
            long next = at(replica, 7);
            assertThat(next - chat.getAndSet(next)).isGreaterThanOrEqualTo(1_000);
        }
    }

    @Test
    void doesNotWaitForADeadRedisAgainAndAgain() throws IOException {
        // Accepts and says nothing: the worst way to be away.
        try (var silent = new ServerSocket(0)) {
            var replica = replica("redis://127.0.0.1:" + silent.getLocalPort(), Duration.ofMillis(200));
            long began = System.nanoTime();
            for (int i = 0; i < 200; i++) {
                at(replica, i);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void writesAtOnceWhenNothingElseIsGoingOn() {
        var replica = replica();
        assertThat(wait(replica, 1)).isZero();
        now.addAndGet(2_000);
        assertThat(wait(replica, 1)).isZero();
    }

    @Test
    void withACooldownHoldsEverybodyBackAlsoAfterRedisAndTheProcessAreGone() throws IOException {
        var first = replica();
        var second = replica();
        assertThat(second.cooldown().await().indefinitely()).isZero();
        first.coolDown(Duration.ofSeconds(90)).await().indefinitely();
        assertThat(second.cooldown().await().indefinitely()).isEqualTo(Duration.ofSeconds(90));
        assertThat(wait(second, 5)).isGreaterThanOrEqualTo(Duration.ofSeconds(90));
        // A shorter refusal does not open it earlier.
        second.coolDown(Duration.ofSeconds(1)).await().indefinitely();
        assertThat(first.cooldown().await().indefinitely()).isEqualTo(Duration.ofSeconds(90));

        redis.stop();
        assertThat(replica().cooldown().await().indefinitely()).isEqualTo(Duration.ofSeconds(90));
        assertThat(wait(replica(), 6)).isGreaterThanOrEqualTo(Duration.ofSeconds(90));
        now.addAndGet(90_000);
        nanos.addAndGet(Duration.ofSeconds(90).toNanos());
        assertThat(replica().cooldown().await().indefinitely()).isZero();
    }

    @Test
    void doesNotKeepAChatSilentWhenTheClockIsPutBack() throws IOException {
        redis.stop();
        var replica = replica();
        at(replica, 7);
        now.addAndGet(-Duration.ofHours(3).toMillis());
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(wait(replica, 7)).isZero();
    }

    @Test
    @DisplayName("7.1: of three replicas lets a reminder pass before answers and corrections, whoever asked first")
    void remindersFirst() {
        assertReminderFirst(List.of(replica(), replica(), replica()));
    }

    @Test
    @DisplayName("7.1: of one process without Redis does so, too")
    void remindersFirstWithoutRedis() throws IOException {
        redis.stop();
        assertReminderFirst(List.of(replica()));
    }

    private void assertReminderFirst(List<RedisRateLimiter> replicas) {
        long chat = 77;
        var first = ask(replicas.getFirst(), chat, Rank.ANSWER);
        assertThat(first).isInstanceOf(Turn.Taken.class);
        for (int i = 0; i < 200; i++) {
            var rank = i % 2 == 0 ? Rank.ANSWER : Rank.CORRECTION;
            assertThat(ask(replicas.get(i % replicas.size()), chat, rank)).isInstanceOf(Turn.NotYet.class);
        }
        var reminder = ask(replicas.getLast(), chat, Rank.REMINDER);
        assertThat(reminder).isInstanceOf(Turn.Taken.class);
        assertThat(wait(reminder)).isLessThanOrEqualTo(Duration.ofMillis(1_200));
        // What lies ahead is the reminder's; an answer waits until that is past, a correction until the answer is.
        forward(900);
        assertThat(ask(replicas.getFirst(), chat, Rank.ANSWER)).isInstanceOf(Turn.NotYet.class);
        forward(1_000);
        assertThat(ask(replicas.getFirst(), chat, Rank.CORRECTION)).isInstanceOf(Turn.NotYet.class);
        assertThat(ask(replicas.getLast(), chat, Rank.ANSWER)).isInstanceOf(Turn.Taken.class);
    }

    @Test
    @DisplayName("7.1: takes a place back that was given up, on whichever replica")
    void placesGivenBack() {
        var replicas = List.of(replica(), replica());
        long chat = 78;
        assertThat(wait(replicas.getFirst(), chat)).isZero();
        for (int i = 0; i < 50; i++) {
            var turn = (Turn.Taken) ask(replicas.get(i % 2), chat, Rank.REMINDER);
            assertThat(turn.pause()).isBetween(Duration.ofMillis(1_000), Duration.ofMillis(1_200));
            replicas.get(i % 2).giveBack(turn.place()).await().indefinitely();
        }
    }

    @Test
    @DisplayName("7.1: leaves reminders their part of a group's twenty a minute")
    void groups() {
        var replica = replica();
        int answers = 0;
        for (int i = 0; i < 40; i++) {
            answers += ask(replica, -79, Rank.ANSWER) instanceof Turn.Taken ? 1 : 0;
            forward(1_200);
        }
        assertThat(answers).isEqualTo(14);
        for (int i = 0; i < 6; i++) {
            assertThat(wait(replica, -79)).isZero();
            forward(1_200);
        }
    }

    private void forward(long millis) {
        now.addAndGet(millis);
        nanos.addAndGet(millis * 1_000_000);
    }

    @Test
    void doesNotRememberChatsForEver() {
        var book = new LocalRateLimiter();
        for (long i = 0; i < 10_000; i++) {
            for (var rank : Rank.values()) {
                book.ask(i, rank, i * 100, i * 100_000_000);
                book.ask(-i, rank, i * 100, i * 100_000_000);
            }
        }
        assertThat(book.size()).isLessThan(2_000);
    }

    private void assertKeptPace(List<RedisRateLimiter> replicas, int reservations) {
        var random = new Random(35);
        var slots = new ArrayList<Long>();
        var perChat = new HashMap<Long, List<Long>>();
        for (int i = 0; i < reservations; i++) {
            long chat = random.nextInt(4) == 0 ? -1 - random.nextInt(3) : random.nextInt(60);
            var rank = Rank.values()[random.nextInt(3)];
            var replica = replicas.get(random.nextInt(replicas.size()));
            if (ask(replica, chat, rank) instanceof Turn.Taken(Duration pause, Place place)) {
                long slot = now.get() + pause.toMillis();
                if (random.nextInt(10) == 0) {
                    replica.giveBack(place).await().indefinitely();
                } else {
                    slots.add(slot);
                    perChat.computeIfAbsent(chat, key -> new ArrayList<>()).add(slot);
                }
            }
            long step = random.nextInt(10) == 0 ? random.nextInt(2_000) : random.nextInt(40);
            now.addAndGet(step);
            nanos.addAndGet(step * 1_000_000);
        }
        for (Map.Entry<Long, List<Long>> chat : perChat.entrySet()) {
            var times = chat.getValue().stream().sorted().toList();
            for (int i = 1; i < times.size(); i++) {
                assertThat(times.get(i) - times.get(i - 1)).isGreaterThanOrEqualTo(1_000);
            }
            if (chat.getKey() < 0) {
                for (int i = 20; i < times.size(); i++) {
                    assertThat(times.get(i) - times.get(i - 20)).isGreaterThanOrEqualTo(60_000);
                }
            }
        }
        slots.sort(null);
        for (int i = 30; i < slots.size(); i++) {
            assertThat(slots.get(i) - slots.get(i - 30)).isGreaterThanOrEqualTo(1_000);
        }
    }

    private long at(RedisRateLimiter replica, long chat) {
        return now.get() + wait(replica, chat).toMillis();
    }

    private static Duration wait(RedisRateLimiter replica, long chat) {
        return wait(ask(replica, chat, Rank.REMINDER));
    }

    private static Duration wait(Turn turn) {
        return switch (turn) {
            case Turn.Taken(Duration pause, Place place) -> pause;
            case Turn.NotYet(Duration askAgain) -> askAgain;
        };
    }

    private static Turn ask(RedisRateLimiter replica, long chat, Rank rank) {
        return replica.ask(chat, rank).await().atMost(Duration.ofSeconds(5));
    }

    private RedisRateLimiter replica() {
        // A busy machine is not a Redis that is away.
        return replica("redis://127.0.0.1:" + port, Duration.ofSeconds(4));
    }

    private RedisRateLimiter replica(String url, Duration patience) {
        var client = Redis.createClient(vertx, url);
        clients.add(client);
        return new RedisRateLimiter(RedisAPI.api(client), stored, clock, nanos::get, patience);
    }

    private void startRedis() throws IOException {
        redis = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .build();
        redis.start();
    }
}
