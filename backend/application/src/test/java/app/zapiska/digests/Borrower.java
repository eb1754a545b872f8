package app.zapiska.digests;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.Visitor;
import app.zapiska.channels.SecondChannel;
import app.zapiska.delivery.ChatMessages;
import app.zapiska.delivery.Delivery;
import app.zapiska.delivery.DueLook;
import app.zapiska.delivery.EngineTime;
import app.zapiska.delivery.RateLimiter;
import app.zapiska.delivery.UnlimitedRate;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.reminders.ChatKeeping;
import app.zapiska.reminders.EngineConfig;
import app.zapiska.sandbox.AcceptedSend;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.sandbox.SandboxMessage;
import app.zapiska.telegram.BotInbox;
import app.zapiska.telegram.Chats;
import app.zapiska.telegram.Messenger;
import app.zapiska.telegram.TelegramReach;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Somebody new with a linked chat and loans kept over HTTP, who reads the chat and presses its buttons. Time is the product's
 * clock; messages are sent and corrected when a test says so.
 */
public final class Borrower {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration TYPING = Duration.ofSeconds(3);
    private static final Duration A_PRESS = Duration.ofMillis(1_200);
    private static final AtomicLong CHATS = new AtomicLong(8_000_000);

    /** What borrowers of all tests share. */
    @Singleton
    public static class Parts {
        @Inject
        Pool database;

        @Inject
        AccountDirectory accounts;

        @Inject
        Digests digests;

        @Inject
        DigestNotices notices;

        @Inject
        SecondChannel secondChannel;

        @Inject
        Messenger messenger;

        @Inject
        Chats chats;

        @Inject
        EngineConfig config;

        @Inject
        ChatMessages standing;

        @Inject
        ChatKeeping keeping;

        @Inject
        BotInbox inbox;

        @Inject
        MutableClock clock;

        /** One more replica: it has leases of its own. */
        DigestSender replica() {
            return replica(messenger);
        }

        DigestSender replica(Messenger messenger) {
            return replica(messenger, new UnlimitedRate());
        }

        DigestSender replica(Messenger messenger, RateLimiter pace) {
            var time = new EngineTime(clock);
            var metrics = new SimpleMeterRegistry();
            var messages = new DigestMessages(database, standing);
            var queue = new DigestQueue(database, time, config);
            var outcomes = new DigestOutcomes(database, time, queue, messages);
            return new DigestSender(
                    new DigestAgenda(database, time),
                    queue,
                    outcomes,
                    messages,
                    new DigestElsewhere(
                            queue, outcomes, messages, digests, notices, secondChannel, config, time, metrics),
                    accounts,
                    digests,
                    new Delivery(messenger, pace, chats),
                    new TelegramReach(database),
                    config,
                    time,
                    metrics);
        }

        private boolean finds(String... work) {
            var time = new EngineTime(clock);
            var look = new DueLook(
                    database,
                    time,
                    List.of(new DigestAgenda(database, time), new DigestQueue(database, time, config)),
                    Duration.ZERO);
            return look.finds(work).await().atMost(PATIENCE);
        }

        /** Ends what other tests have left in the chats and in the queues. */
        public void silence() {
            RealServices.execute("update chat_messages set stale_since = null, next_try_at = null, lease_until = null");
            RealServices.execute("delete from digest_jobs");
            RealServices.execute("update digest_schedule set next_at = null");
        }
    }

    public final Visitor visitor;
    public final long chat;
    final ZoneId zone;

    private final Parts parts;
    private final DigestSender sender;
    private final SandboxControl telegram = RealServices.sandbox().control();

    /** @param local wall time in the zone that it is now; later than the machine's, because accounts are made by its clock */
    public Borrower(Parts parts, String zone, String local) {
        this.parts = parts;
        this.zone = ZoneId.of(zone);
        parts.clock.set(instant(local));
        visitor = Visitor.newcomer();
        chat = CHATS.incrementAndGet();
        telegram.addChat(chat, "Заёмщик");
        RealServices.execute(
                "update accounts set telegram_chat_id = ?, telegram_user_id = ?, time_zone = ? where id = ?",
                chat,
                chat,
                zone,
                visitor.accountId());
        sender = parts.replica();
    }

    public Borrower(Parts parts, String local) {
        this(parts, "Europe/Moscow", local);
    }

    private Instant instant(String local) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }

    // ---- loans over HTTP

    static Map<String, Object> json(Object... parts) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < parts.length; i += 2) {
            object.put((String) parts[i], parts[i + 1]);
        }
        return object;
    }

    public ValidatableResponse post(String path, Object body) {
        return visitor.request().body(body).post(path).then();
    }

    public ValidatableResponse post(String path) {
        return visitor.request().post(path).then();
    }

    /** A loan with payments: date, sum, date, sum… */
    public long loan(String lender, Object... schedule) {
        var installments = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < schedule.length; i += 2) {
            installments.add(json("dueDate", schedule[i], "amount", schedule[i + 1]));
        }
        return create(json(
                "orgName",
                lender,
                "website",
                "https://lk.example.org/",
                "loanDate",
                "2020-01-01",
                "amountBorrowed",
                "1000000",
                "installments",
                installments));
    }

    /** So many loans of one payment each, put into the database directly: Банк 001!, Банк 002!, … */
    void loans(int count, String firstDay) {
        RealServices.execute("""
                with new_loans as (
                  insert into loans (account_id, org_name, loan_date, amount_borrowed, created_at, updated_at)
                  select ?, 'Банк ' || lpad(n::text, 3, '0') || '!', date '2020-01-01', 100, now(), now()
                  from generate_series(1, ?) n order by n
                  returning id, account_id)
                insert into installments (account_id, loan_id, due_date, amount, created_at)
                select account_id, id, cast(? as date) + (id % 3)::int, 100, now() from new_loans
                """, visitor.accountId(), count, firstDay);
    }

    /** Without a template unless one is named, so that only the message about urgent loans is heard. */
    long create(Map<String, Object> loan) {
        loan.putIfAbsent("reminderTemplateId", null);
        return post("/loans", loan).statusCode(201).extract().jsonPath().getLong("id");
    }

    public JsonPath loan(long id) {
        return visitor.request()
                .get("/loans/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    public long installment(long loan, int place) {
        return loan(loan).getLong("installments[" + place + "].id");
    }

    public void pay(long loan, int place) {
        post("/loans/" + loan + "/installments/" + installment(loan, place) + "/pay")
                .statusCode(200);
    }

    public void payPart(long loan, int place, String amount) {
        post("/loans/" + loan + "/payments", json("installmentId", installment(loan, place), "amount", amount))
                .statusCode(201);
    }

    /** The whole ledger of a loan, the oldest entry first. */
    public List<String> ledger(long loan) {
        var items = visitor.request()
                .get("/loans/" + loan + "/payments")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .<Map<String, Object>>getList("items");
        return items.reversed().stream()
                .map(entry -> entry.get("kind") + " " + entry.get("amount") + " " + entry.get("source"))
                .toList();
    }

    void settings(Consumer<Map<String, Object>> change) {
        var now = visitor.request()
                .get("/settings")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        Map<String, Object> settings = new LinkedHashMap<>(now.getMap(""));
        var version = settings.remove("version");
        change.accept(settings);
        visitor.request()
                .header("If-Match", "\"v" + version + "\"")
                .body(settings)
                .put("/settings")
                .then()
                .statusCode(200);
    }

    // ---- time

    /** Moves to this wall time and lets what is due be sent and corrected. */
    public void at(String local) {
        parts.clock.set(instant(local));
        run();
    }

    void later(Duration by) {
        parts.clock.advance(by);
        run();
    }

    void run() {
        tick();
        correct();
    }

    /** As in the product, only when a look finds something. */
    void tick() {
        if (parts.finds(DigestAgenda.COME, DigestQueue.DUE)) {
            tick(sender);
        }
    }

    /** A tick whose work is not waited for. */
    Uni<Void> begin() {
        return sender.tick().await().atMost(PATIENCE);
    }

    static void tick(DigestSender replica) {
        replica.tick().await().atMost(PATIENCE).await().atMost(PATIENCE);
    }

    void rescue() {
        if (parts.finds(DigestQueue.ABANDONED)) {
            sender.rescue().await().atMost(PATIENCE);
        }
    }

    void stop() {
        sender.stop().await().atMost(PATIENCE);
    }

    public void correct() {
        parts.keeping.correct();
    }

    // ---- the chat

    public List<AcceptedSend> sends() {
        return telegram.acceptedSends().stream()
                .filter(send -> send.chatId() == chat)
                .toList();
    }

    /** Texts of the urgent-loans messages the chat was ever sent. */
    List<String> digests() {
        return sends().stream()
                .map(AcceptedSend::text)
                .map(Borrower::plain)
                .filter(text -> text.startsWith("🔥"))
                .toList();
    }

    public SandboxMessage digest() {
        return message(text -> text.startsWith("🔥"));
    }

    /** The latest such message that stands in the chat, once it is there. */
    public SandboxMessage message(Predicate<String> text) {
        return telegram.awaitMessage(
                chat, message -> !message.deleted() && message.fromBot() && text.test(plain(message.text())), SOON);
    }

    public SandboxMessage refreshed(SandboxMessage message) {
        return telegram.message(chat, message.messageId()).orElseThrow();
    }

    public String text(SandboxMessage message) {
        return plain(refreshed(message).text());
    }

    public List<String> labels(SandboxMessage message) {
        return refreshed(message).buttons().stream()
                .map(SandboxMessage.Button::text)
                .map(Borrower::plain)
                .toList();
    }

    /** Presses a button of a message and lets the chat be corrected. */
    public String press(SandboxMessage message, String label) {
        var toast = pressOnly(message, label);
        correct();
        return toast;
    }

    /** Meanwhile the chat becomes free for an answer, as while somebody types. */
    public String pressOnly(SandboxMessage message, String label) {
        parts.clock.advance(A_PRESS);
        return plain(parts.inbox.press(chat, chat, message.messageId(), data(message, label)));
    }

    /** Writes to the bot. Typing takes a while, in which the chat becomes free for an answer. */
    public void write(String text) {
        parts.clock.advance(TYPING);
        parts.inbox.write(chat, text);
    }

    public void reply(SandboxMessage message, String text) {
        parts.clock.advance(TYPING);
        parts.inbox.reply(chat, message.messageId(), text);
    }

    public String data(SandboxMessage message, String label) {
        return refreshed(message).buttons().stream()
                .filter(button -> plain(button.text()).equals(label))
                .findFirst()
                .flatMap(SandboxMessage.Button::callbackData)
                .orElseThrow(() -> new AssertionError("no button " + label + ", but " + labels(message)));
    }

    /** Of the last digest; that about ceilings comes every day, and mostly says nothing. */
    public String row(String column) {
        return RealServices.text(
                "select " + column
                        + "::text from digest_jobs where account_id = ? and kind <> 'CEILING' order by slot_at desc limit 1",
                visitor.accountId());
    }

    void noMoreThan(int digests) {
        assertThat(digests()).hasSize(digests);
    }

    /** Sums have spaces that do not break. */
    public static String plain(String text) {
        return text.replace('\u00a0', ' ').replace('\u202f', ' ');
    }
}
