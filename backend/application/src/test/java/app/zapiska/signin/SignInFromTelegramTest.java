package app.zapiska.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.LimitsForgotten;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RateLimits;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.sandbox.SandboxMessage;
import app.zapiska.telegram.BotInbox;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("G7: signing in from Telegram")
class SignInFromTelegramTest {

    private static final AtomicLong CHATS = new AtomicLong(9_700_000);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Pattern LINK = Pattern.compile("\\S+/sign-in-link#([A-Za-z0-9_-]{32})(?=\\s)");

    @Inject
    BotInbox inbox;

    @Inject
    LinkMessages messages;

    @Inject
    MutableClock clock;

    @Inject
    RedisDataSource redis;

    @Inject
    RateLimits rateLimits;

    private final SandboxControl telegram = RealServices.sandbox().control();
    private Visitor anna;
    private long chat;

    @BeforeEach
    void aChat() {
        telegram.clearFaults();
        forgetTries();
        anna = Visitor.newcomer();
        chat = CHATS.incrementAndGet();
        telegram.addChat(chat, "Аня");
        link(chat);
    }

    @AfterEach
    void forgetTries() {
        clock.backToReal();
        redis.execute("FLUSHALL");
        LimitsForgotten.here(rateLimits);
    }

    private void link(long to) {
        RealServices.execute(
                "update accounts set telegram_chat_id = ?, telegram_user_id = ? where id = ?",
                to,
                to,
                anna.accountId());
    }

    private Optional<SandboxMessage> last(Predicate<String> text) {
        return telegram.messages(chat).stream()
                .filter(SandboxMessage::fromBot)
                .filter(message -> text.test(message.text()))
                .reduce((first, second) -> second);
    }

    private SandboxMessage message(String beginning) {
        Waiting.until(SOON, () -> last(text -> text.startsWith(beginning)).isPresent());
        return last(text -> text.startsWith(beginning)).orElseThrow();
    }

    /** Asks for a link and reads it out of the chat, where it is a new one. */
    private String ask() {
        var before = tokens();
        inbox.write(chat, "/login");
        Waiting.until(SOON, () -> tokens().size() > before.size());
        var fresh = tokens();
        fresh.removeAll(before);
        Waiting.until(
                SOON,
                () -> RealServices.count(
                                "select count(*) from sign_in_links where account_id = ? and message_id is null",
                                anna.accountId())
                        == 0);
        return fresh.getFirst();
    }

    private List<String> tokens() {
        var found = new ArrayList<String>();
        telegram.acceptedSends().stream()
                .filter(send -> send.chatId() == chat)
                .forEach(send -> LINK.matcher(send.text()).results().forEach(link -> found.add(link.group(1))));
        return new ArrayList<>(found.stream().distinct().toList());
    }

    private static Response post(String path, Map<String, Object> body) {
        return Visitor.anonymous().contentType(ContentType.JSON).body(body).post(path);
    }

    private static ValidatableResponse owner(String token) {
        return post("/auth/login-link/owner", Map.of("token", token)).then();
    }

    private static ValidatableResponse exchange(String token) {
        return post("/auth/login-link", Map.of("token", token)).then();
    }

    private static void signedIn(ValidatableResponse answer, Visitor who, String way) {
        var session = answer.statusCode(200)
                .body("account.id", is(Math.toIntExact(who.accountId())))
                .extract()
                .cookie("session");
        Visitor.anonymous()
                .cookie("session", session)
                .get("/auth/sessions")
                .then()
                .body("items.find { it.current }.beganBy", equalTo(way));
    }

    private void audited(String event) {
        anna.request().get("/audit").then().body("items.event", hasItem(event));
    }

    // ---- the link

    @Test
    @DisplayName("a link from the bot signs in once; looking at it uses nothing up, and only its hash is kept")
    void once() {
        var token = ask();
        assertThat(RealServices.count(
                        "select count(*) from sign_in_links where position(? in encode(token_sha256, 'escape')) > 0",
                        token))
                .isZero();
        for (int i = 0; i < 5; i++) {
            owner(token).statusCode(200).body("name", equalTo("Новичок")).body("login", equalTo(anna.login()));
        }
        signedIn(exchange(token), anna, "link");
        audited("login-by-link");
        exchange(token).statusCode(404).body("reason", equalTo("used")).body("detail", containsString("один раз"));
        owner(token).statusCode(404).body("reason", equalTo("used"));

        message("✅ По этой ссылке вошли");
        assertThat(telegram.messages(chat)).noneMatch(message -> message.text().contains(token));
    }

    private static final long FAR = 4_000_000_000_000_000L;

    @Test
    @DisplayName("strangers are told of this way in while somebody has a private chat, and not whose it is")
    void told() {
        var needs =
                Visitor.anonymous().get("/auth/needs").then().statusCode(200).body("botLink", is(true));
        assertThat(needs.extract().asString()).doesNotContain(anna.login(), Long.toString(chat));
        // As numbers of groups, far from all that there are: none is private.
        RealServices.execute(
                "update accounts set telegram_chat_id = telegram_chat_id - ? where telegram_chat_id > 0", FAR);
        try {
            Visitor.anonymous().get("/auth/needs").then().statusCode(200).body("botLink", is(false));
        } finally {
            RealServices.execute(
                    "update accounts set telegram_chat_id = telegram_chat_id + ? where telegram_chat_id < ?",
                    FAR,
                    -FAR / 2);
        }
    }

    @Test
    @DisplayName("of many who bring the same link at once one gets in")
    void race() {
        var token = ask();
        var answers = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < 8; i++) {
            answers.add(CompletableFuture.supplyAsync(
                    () -> exchange(token).extract().statusCode()));
        }
        assertThat(answers.stream().map(CompletableFuture::join))
                .filteredOn(status -> status == 200)
                .hasSize(1);
        assertThat(RealServices.count(
                        "select count(*) from sessions where account_id = ? and began_by = 'LINK'", anna.accountId()))
                .isOne();
    }

    @Test
    @DisplayName("after five minutes it is over, and the chat says so")
    void expires() throws Throwable {
        var start = clock.instant();
        clock.set(start);
        var token = ask();
        clock.set(start.plus(SignInLinks.VALID).minusSeconds(1));
        owner(token).statusCode(200);
        clock.set(start.plus(SignInLinks.VALID));
        exchange(token).statusCode(404).body("reason", equalTo("expired")).body("detail", containsString("/login"));
        io.quarkus.vertx.VertxContextSupport.subscribeAndAwait(messages::endSpent);
        assertThat(message("Эта ссылка для входа больше не действует: прошло")
                        .replyMarkup()
                        .toString())
                .doesNotContain("sign-in-link");
    }

    @Test
    @DisplayName("in a chat that was linked once nobody is told of it")
    void expiresInAChatOfBefore() throws Throwable {
        var start = clock.instant();
        clock.set(start);
        ask();
        var stood = telegram.messages(chat);
        link(CHATS.incrementAndGet());
        clock.set(start.plus(SignInLinks.VALID));
        io.quarkus.vertx.VertxContextSupport.subscribeAndAwait(messages::endSpent);
        // What were said would be said before this.
        link(chat);
        inbox.write(chat, "/help");
        Waiting.until(SOON, () -> last(text -> text.contains("/today")).isPresent());
        assertThat(telegram.messages(chat)).startsWith(stood.toArray(SandboxMessage[]::new));
    }

    @Test
    @DisplayName("a newer link ends the one before; the chat shows only one that works")
    void replaced() {
        var first = ask();
        var second = ask();
        exchange(first).statusCode(404).body("reason", equalTo("replaced"));
        message("Эта ссылка для входа больше не действует: есть новее");
        signedIn(exchange(second), anna, "link");
    }

    @Test
    @DisplayName("unlinked or linked anew, the old chat's link is dead; a suspended account is told that it is")
    void afterRelinking() {
        var token = ask();
        link(CHATS.incrementAndGet());
        exchange(token).statusCode(404).body("reason", equalTo("unlinked"));
        link(chat);
        RealServices.execute("update accounts set deactivated_at = now() where id = ?", anna.accountId());
        owner(token).statusCode(403).body("detail", containsString("приостановил"));
        exchange(token).statusCode(403);
        assertThat(RealServices.count(
                        "select count(*) from sign_in_links where account_id = ? and used_at is null",
                        anna.accountId()))
                .isOne();
        inbox.write(chat, "/login");
        message("Владелец записной книжки приостановил");
        RealServices.execute("update accounts set deactivated_at = null where id = ?", anna.accountId());
        signedIn(exchange(token), anna, "link");
    }

    @Test
    @DisplayName("strangers, groups and other people's chats get none; readers and the button do")
    void whoGetsOne() {
        var group = -CHATS.incrementAndGet();
        RealServices.execute("update accounts set telegram_chat_id = ? where id = ?", group, anna.accountId());
        telegram.addChat(group, "Семья");
        inbox.write(chat, group, false, "/login", OptionalLong.empty());
        Waiting.until(
                SOON,
                () -> telegram.messages(group).stream()
                        .anyMatch(said -> said.text().contains("только в личном чате")));
        inbox.write(chat, "/login");
        assertThat(RealServices.count("select count(*) from sign_in_links where account_id = ?", anna.accountId()))
                .isZero();

        link(chat);
        RealServices.execute("update accounts set role = 'READER' where id = ?", anna.accountId());
        inbox.write(chat, "/settings");
        var settings = message("⚙️ Настройки");
        inbox.press(chat, chat, settings.messageId(), LinkMessages.BUTTON);
        Waiting.until(SOON, () -> tokens().size() == 1);
        signedIn(exchange(tokens().getFirst()), anna, "link");
    }

    @Test
    @DisplayName(
            "guesses are counted with the wrong passwords of the address, used links are not; ten an hour are made")
    void limits() {
        var token = ask();
        exchange(token).statusCode(200);
        for (int i = 0; i < 6; i++) {
            exchange(token).statusCode(404);
        }
        exchange("A".repeat(32)).statusCode(404).body("attemptsLeft", is(2));
        exchange("not a token").statusCode(404).body("attemptsLeft", is(1));
        post("/auth/telegram", Map.of("initData", "hash=1"))
                .then()
                .statusCode(404)
                .body("attemptsLeft", is(0));
        owner(token).statusCode(429);
        forgetTries();

        for (int i = 1; i < SignInLinks.MOST_AN_HOUR; i++) {
            ask();
        }
        inbox.write(chat, "/login");
        message("За последний час было уже 10 ссылок");
    }

    @Test
    @DisplayName("the session this browser had before ends, whoever's it was")
    void takesTheBrowserOver() {
        var before = Visitor.newcomer();
        Visitor.anonymous()
                .cookie("session", before.session())
                .contentType(ContentType.JSON)
                .body(Map.of("token", ask()))
                .post("/auth/login-link")
                .then()
                .statusCode(200);
        before.request().get("/auth/me").then().statusCode(401);
    }

    // ---- the Mini App

    private Map<String, String> data() {
        return SignedData.ofPhone(chat, clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    private static ValidatableResponse open(String initData) {
        return post("/auth/telegram", Map.of("initData", initData)).then();
    }

    @Test
    @DisplayName(
            "opened in Telegram the page is signed in, for a day; the same data, in whatever spelling, counts once")
    void miniApp() {
        var fields = data();
        signedIn(open(SignedData.signed(fields)), anna, "telegram");
        audited("login-by-telegram");
        open(SignedData.signed(fields)).statusCode(403).body("reason", equalTo("used"));
        open(SignedData.encoded(fields)
                        + "&hash="
                        + SignedData.hash(fields, SignedData.TOKEN).toUpperCase(Locale.ROOT))
                .statusCode(403)
                .body("reason", equalTo("used"));
        assertThat(RealServices.count(
                        "select count(*) from sessions where account_id = ? and began_by = 'TELEGRAM' and expires_at = created_at + interval '1 day'",
                        anna.accountId()))
                .isOne();
        anna.request().delete("/telegram/link").then().statusCode(204);
        assertThat(RealServices.count(
                        "select count(*) from sessions where account_id = ? and began_by = 'TELEGRAM' and revoked_at is null",
                        anna.accountId()))
                .as("what a chat has opened closes with it")
                .isZero();
    }

    @Test
    @DisplayName("of the same data at once one gets in")
    void miniAppRace() {
        var raw = SignedData.signed(data());
        var answers = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < 6; i++) {
            answers.add(CompletableFuture.supplyAsync(() -> open(raw).extract().statusCode()));
        }
        assertThat(answers.stream().map(CompletableFuture::join))
                .filteredOn(status -> status == 200)
                .hasSize(1);
    }

    @Test
    @DisplayName(
            "old, from the future, forged, of somebody not linked, of a group, suspended: refused in words of its own")
    void refusedMiniApp() {
        var now = clock.instant();
        open(SignedData.signed(SignedData.ofLink(chat, now.minusSeconds(310))))
                .statusCode(403)
                .body("reason", equalTo("old"));
        open(SignedData.signed(SignedData.ofLink(chat, now.plusSeconds(120))))
                .statusCode(403)
                .body("reason", equalTo("future"));
        open(SignedData.signed(data(), "7000000001:another")).statusCode(404).body("attemptsLeft", is(2));
        open(SignedData.signed(SignedData.ofLink(CHATS.incrementAndGet(), now)))
                .statusCode(404)
                .body("reason", equalTo("notLinked"));
        RealServices.execute("update accounts set telegram_chat_id = ? where id = ?", -chat, anna.accountId());
        open(SignedData.signed(data())).statusCode(404).body("reason", equalTo("notLinked"));
        link(chat);
        RealServices.execute("update accounts set deactivated_at = now() where id = ?", anna.accountId());
        var suspended = SignedData.signed(data());
        open(suspended).statusCode(403).body("detail", containsString("приостановил"));
        RealServices.execute("update accounts set deactivated_at = null where id = ?", anna.accountId());
        open(suspended).statusCode(200);
    }

    @Test
    @DisplayName("with several people each is let in as themselves, by link and in the Mini App")
    void severalPeople() {
        var boris = Visitor.newcomer();
        var his = CHATS.incrementAndGet();
        RealServices.execute(
                "update accounts set telegram_chat_id = ?, telegram_user_id = ? where id = ?",
                his,
                his,
                boris.accountId());
        signedIn(open(SignedData.signed(data())), anna, "telegram");
        signedIn(open(SignedData.signed(SignedData.ofOldClient(his, clock.instant()))), boris, "telegram");
        signedIn(exchange(ask()), anna, "link");
    }

    @Test
    @DisplayName(
            "V-55: an address that has guessed too often keeps nobody else out, and their link works from elsewhere")
    void theLockGoesByAddress() throws Exception {
        var token = ask();
        for (int i = 0; i < 3; i++) {
            exchange("B".repeat(32));
        }
        exchange(token).statusCode(429).body("retryAfterSeconds", is(org.hamcrest.Matchers.greaterThan(0)));
        signedIn(elsewhere(token), anna, "link");
    }

    /** All of 127.0.0.0/8 is this machine. */
    private static ValidatableResponse elsewhere(String token) throws Exception {
        var config = io.restassured.config.RestAssuredConfig.config()
                .httpClient(io.restassured.config.HttpClientConfig.httpClientConfig()
                        .setParam("http.route.local-address", java.net.InetAddress.getByName("127.0.0.77")));
        return Visitor.anonymous()
                .config(config)
                .contentType(ContentType.JSON)
                .body(Map.of("token", token))
                .post("/auth/login-link")
                .then();
    }
}
