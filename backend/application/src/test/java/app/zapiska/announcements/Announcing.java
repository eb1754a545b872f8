package app.zapiska.announcements;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.Visitor;
import app.zapiska.channels.SecondChannel;
import app.zapiska.delivery.Delivery;
import app.zapiska.delivery.DueLook;
import app.zapiska.delivery.EngineTime;
import app.zapiska.delivery.RateLimiter;
import app.zapiska.delivery.UnlimitedRate;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.reminders.EngineConfig;
import app.zapiska.sandbox.AcceptedSend;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.telegram.Chats;
import app.zapiska.telegram.Messenger;
import app.zapiska.telegram.TelegramReach;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The owner, people who hear of nobody else's announcements, and replicas that send when a test says so. */
abstract class Announcing {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final Instant NOON = Instant.parse("2027-03-10T09:00:00Z");
    static final AtomicLong CHATS = new AtomicLong(8_700_000);

    @Inject
    Pool database;

    @Inject
    SecondChannel second;

    @Inject
    TelegramReach reach;

    @Inject
    AccountDirectory accounts;

    @Inject
    AnnouncementMessages messages;

    @Inject
    Messenger messenger;

    @Inject
    Chats chats;

    @Inject
    EngineConfig config;

    @Inject
    MutableClock clock;

    final SandboxControl telegram = RealServices.sandbox().control();
    private final List<Visitor> people = new ArrayList<>();
    private final Map<Long, Long> chatOf = new HashMap<>();
    Visitor owner;
    AnnouncementSender replica;

    @BeforeEach
    void noon() {
        RealServices.execute("delete from announcements");
        clock.set(NOON);
        owner = Visitor.owner();
        replica = replica(messenger);
    }

    @AfterEach
    void done() {
        telegram.clearFaults();
        clock.backToReal();
        RealServices.execute("delete from announcements");
    }

    AnnouncementSender replica(Messenger messenger) {
        return replica(messenger, new UnlimitedRate());
    }

    AnnouncementSender replica(Messenger messenger, RateLimiter pace) {
        var time = new EngineTime(clock);
        return new AnnouncementSender(
                new AnnouncementQueue(database, time, config),
                messages,
                accounts,
                new Delivery(messenger, pace, chats),
                second,
                reach,
                config,
                time,
                new SimpleMeterRegistry());
    }

    Visitor member(boolean withChat) {
        var member = Visitor.newcomer();
        people.add(member);
        if (withChat) {
            long chat = CHATS.incrementAndGet();
            chatOf.put(member.accountId(), chat);
            telegram.addChat(chat, "Участник");
            RealServices.execute(
                    "update accounts set telegram_chat_id = ?, telegram_user_id = ? where id = ?",
                    chat,
                    chat,
                    member.accountId());
        }
        return member;
    }

    long chat(Visitor member) {
        return chatOf.get(member.accountId());
    }

    long announce(String text) {
        return announce(Map.of("text", text));
    }

    long announce(Map<String, Object> body) {
        return owner.request()
                .body(body)
                .post("/announcements")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    /** As in the product, only when a look finds something. The accounts of other tests hear nothing. */
    void run(AnnouncementSender replica) {
        var queue = new AnnouncementQueue(database, new EngineTime(clock), config);
        var look = new DueLook(database, new EngineTime(clock), List.of(queue), Duration.ZERO);
        if (look.finds(AnnouncementQueue.ABANDONED).await().atMost(PATIENCE)) {
            replica.rescue().await().atMost(PATIENCE);
        }
        if (look.finds(AnnouncementQueue.COME).await().atMost(PATIENCE)) {
            begin();
        }
        if (look.finds(AnnouncementQueue.DUE).await().atMost(PATIENCE)) {
            tick(replica);
        }
    }

    void begin() {
        new AnnouncementQueue(database, new EngineTime(clock), config)
                .begin()
                .await()
                .atMost(PATIENCE);
        RealServices.execute(
                "delete from announcement_copies where account_id <> all(?::bigint[])",
                people.stream()
                        .map(Visitor::accountId)
                        .toList()
                        .toString()
                        .replace('[', '{')
                        .replace(']', '}'));
    }

    static void tick(AnnouncementSender replica) {
        replica.tick().await().atMost(PATIENCE).await().atMost(PATIENCE);
    }

    void run() {
        run(replica);
    }

    void later(Duration by) {
        clock.advance(by);
        run();
    }

    List<AcceptedSend> sends(Visitor member) {
        return telegram.acceptedSends().stream()
                .filter(send -> send.chatId() == chat(member))
                .toList();
    }

    JsonPath result(long id) {
        return owner.request()
                .get("/announcements/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    String state(long id, Visitor member) {
        return told(id, member, "state");
    }

    String told(long id, Visitor member, String what) {
        return result(id).getString("people.find { it.accountId == " + member.accountId() + " }." + what);
    }
}
