package app.zapiska.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.PublicUrl;
import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.ApiCall;
import app.zapiska.sandbox.Fault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("The bot")
class BotLifeTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject
    BotLife life;

    @Inject
    Bot bot;

    @Inject
    BotRow row;

    @Inject
    UpdatesRow updatesRow;

    @Inject
    CommandMenu commands;

    @Inject
    ChatMenus chatMenus;

    @Inject
    @Readiness
    TelegramHealth health;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metricsPage;

    @AfterEach
    void calm() {
        life.end();
        bot.release();
        RealServices.execute("update accounts set telegram_blocked_at = null, telegram_blocked_reason = null"
                + " where telegram_blocked_reason = 'aside'");
        RealServices.sandbox().control().restoreToken();
        RealServices.sandbox().control().clearFaults();
        bot.check().await().indefinitely();
    }

    @Test
    void asksWhoItIsAndReceivesUpdatesFromTheStartOnAndGivesTheLeaseBackAtTheEnd() throws Throwable {
        life.begin();
        RealServices.sandbox().control().awaitCall(isMethod("getme"), SOON);
        RealServices.sandbox().control().awaitCall(isMethod("getupdates"), SOON);
        await(() -> "zapiska_sandbox_bot"
                .equals(row.read().await().indefinitely().username().orElse("")));
        life.end();
        var other = UUID.randomUUID();
        assertThat(updatesRow.leasePolling(other, Instant.now(), SOON).await().indefinitely())
                .isTrue();
        row.releasePolling(other).await().indefinitely();
    }

    @Test
    @DisplayName("G6: tells Telegram its commands in both languages, once for all replicas and restarts")
    void tellsItsCommands() throws Throwable {
        var control = RealServices.sandbox().control();
        RealServices.execute("update telegram_bot set commands_sha256 = null");
        var miniApp = new MenuButton(new PublicUrl("https://notebook.example.org"));
        var replica = new MenuPublisher(bot, row, commands, miniApp, chatMenus);
        control.script(Fault.on("setMyCommands"));
        VertxContextSupport.subscribeAndAwait(replica::publish);
        assertThat(RealServices.count("select count(*) from telegram_bot where commands_sha256 is null"))
                .as("tried again after a failure")
                .isOne();

        int before = menus().size();
        VertxContextSupport.subscribeAndAwait(replica::publish);
        VertxContextSupport.subscribeAndAwait(replica::publish);
        VertxContextSupport.subscribeAndAwait(
                () -> new MenuPublisher(bot, row, commands, miniApp, chatMenus).publish());
        var told = menus().subList(before, menus().size());
        assertThat(told)
                .extracting(BotLifeTest::scope)
                .containsExactly(
                        "all_private_chats",
                        "all_private_chats",
                        "all_private_chats",
                        "all_group_chats",
                        "all_group_chats",
                        "all_group_chats");
        assertThat(told)
                .extracting(call -> call.params().get("language_code"))
                .containsExactly(null, "ru", "en", null, "ru", "en");
        var lists = told.stream().map(call -> call.params().get("commands")).toList();
        assertThat(lists.get(1)).contains("\"help\"", "что я умею", "\"add\"").isEqualTo(lists.get(0));
        assertThat(lists.get(2)).contains("\"help\"", "what I can do", "\"add\"");
        assertThat(lists.get(4))
                .contains("\"today\"", "\"tasks\"", "\"loans\"", "\"unlink\"", "отвязать группу")
                .doesNotContain("\"add\"", "\"settings\"", "\"pause\"", "\"login\"")
                .isEqualTo(lists.get(3));
        assertThat(lists.get(5)).contains("\"unlink\"", "unlink the group").doesNotContain("\"add\"");
        assertThat(control.calls().stream()
                        .filter(isMethod("setchatmenubutton")
                                .and(call -> !call.params().containsKey("chat_id")))
                        .toList()
                        .getLast()
                        .params()
                        .get("menu_button"))
                .contains(
                        "\"type\":\"web_app\"",
                        "\"text\":\"Записная книжка\"",
                        "{\"url\":\"https://notebook.example.org/telegram\"}");
    }

    @Test
    @DisplayName(
            "G7: the button of a chat has the language of its person, and follows it, a new chat and a new address")
    void buttonOfAChat() throws Throwable {
        // Chats of other tests would have their turn first.
        RealServices.execute("update accounts set telegram_blocked_at = now(), telegram_blocked_reason = 'aside'"
                + " where telegram_chat_id is not null and telegram_blocked_at is null");
        var anna = Visitor.newcomer();
        var boris = Visitor.newcomer();
        linked(anna, 9_800_001, "en");
        linked(boris, 9_800_002, "ru");
        publish("https://notebook.example.org");
        assertThat(button(9_800_001)).isEqualTo("Zapiska https://notebook.example.org/telegram");
        assertThat(button(9_800_002)).isEqualTo("Записная книжка https://notebook.example.org/telegram");
        int calls = buttons();
        publish("https://notebook.example.org");
        assertThat(buttons()).as("told once").isEqualTo(calls);

        linked(anna, 9_800_001, "ru");
        publish("https://notebook.example.org");
        assertThat(button(9_800_001)).startsWith("Записная книжка");
        assertThat(buttons()).as("whose has changed").isEqualTo(calls + 1);
        linked(anna, 9_800_003, "en");
        publish("https://notebook.example.org");
        assertThat(button(9_800_003)).startsWith("Zapiska");

        RealServices.sandbox().control().script(Fault.on("setChatMenuButton").rateLimited(3));
        linked(boris, 9_800_002, "en");
        publish("https://notebook.example.org");
        assertThat(button(9_800_002)).startsWith("Записная");
        publish("https://notebook.example.org");
        assertThat(button(9_800_002)).as("after the silence").startsWith("Zapiska");

        publish("https://new.example.org");
        assertThat(button(9_800_002)).isEqualTo("Zapiska https://new.example.org/telegram");
    }

    private static void linked(Visitor who, long chat, String language) {
        RealServices.execute(
                "update accounts set telegram_chat_id = ?, telegram_user_id = ?, language = ? where id = ?",
                chat,
                chat,
                language,
                who.accountId());
    }

    private void publish(String address) throws Throwable {
        var replica = new MenuPublisher(bot, row, commands, new MenuButton(new PublicUrl(address)), chatMenus);
        VertxContextSupport.subscribeAndAwait(replica::publish);
    }

    /** As Telegram shows it in a chat. */
    private static String button(long chat) throws Exception {
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(RealServices.sandbox().baseUrl() + "/bot"
                                        + RealServices.sandbox().token()
                                        + "/getChatMenuButton?chat_id=" + chat))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        var shown = JsonPath.from(answer.body());
        return shown.getString("result.text") + " " + shown.getString("result.web_app.url");
    }

    private static int buttons() {
        return (int) RealServices.sandbox().control().calls().stream()
                .filter(isMethod("setchatmenubutton"))
                .count();
    }

    private static String scope(ApiCall call) {
        return JsonPath.from(call.params().get("scope")).getString("type");
    }

    private static List<ApiCall> menus() {
        return RealServices.sandbox().control().calls().stream()
                .filter(isMethod("setmycommands"))
                .toList();
    }

    @Test
    void isPolledByOneReplicaUntilItsLeaseIsOver() {
        var first = UUID.randomUUID();
        var second = UUID.randomUUID();
        var now = Instant.parse("2026-11-21T12:00:00Z");
        var length = Duration.ofSeconds(30);
        assertThat(updatesRow.leasePolling(first, now, length).await().indefinitely())
                .isTrue();
        assertThat(updatesRow
                        .leasePolling(second, now.plusSeconds(29), length)
                        .await()
                        .indefinitely())
                .isFalse();
        assertThat(updatesRow
                        .leasePolling(first, now.plusSeconds(29), length)
                        .await()
                        .indefinitely())
                .isTrue();
        assertThat(updatesRow
                        .leasePolling(second, now.plusSeconds(31), length)
                        .await()
                        .indefinitely())
                .isFalse();
        assertThat(updatesRow
                        .leasePolling(second, now.plusSeconds(59), length)
                        .await()
                        .indefinitely())
                .isTrue();
        assertThat(updatesRow
                        .leasePolling(first, now.plusSeconds(60), length)
                        .await()
                        .indefinitely())
                .isFalse();
        row.releasePolling(second).await().indefinitely();
    }

    @Test
    void whoseTokenIsRejectedSaysSoEverywhereAndRecovers() {
        var visitor = Visitor.owner();
        RealServices.sandbox().control().revokeToken();
        bot.check().await().indefinitely();
        assertThat(bot.ready()).isFalse();
        // A restart would not revive the token, and the page still works.
        assertThat(health.call().getStatus().name()).isEqualTo("UP");
        assertThat(healthz(200)).isEqualTo("degraded");
        await(() -> status(visitor).get("state").equals("tokenRejected"));
        assertThat(status(visitor).get("since")).isNotNull();

        RealServices.sandbox().control().restoreToken();
        bot.check().await().indefinitely();
        assertThat(bot.ready()).isTrue();
        await(() -> !status(visitor).get("state").equals("tokenRejected"));
        assertThat(health.call().getStatus().name()).isEqualTo("UP");
        assertThat(healthz(200)).isEqualTo("ok");
    }

    @Test
    void thatCanNotReachTelegramIsDegradedButReady() {
        var visitor = Visitor.owner();
        bot.check().await().indefinitely();
        RealServices.sandbox().control().goOffline();
        try {
            bot.check().await().indefinitely();
            assertThat(bot.ready()).isTrue();
            assertThat(health.call().getStatus().name()).isEqualTo("UP");
            assertThat(healthz(200)).isEqualTo("degraded");
            await(() -> status(visitor).get("state").equals("unreachable"));
        } finally {
            RealServices.sandbox().control().goOnline();
        }
    }

    @Test
    @DisplayName("of another number than before unlinks the former one's chats, says so, and links the owner's anew")
    void anotherBotTakesOver() throws Throwable {
        var newcomer = Visitor.newcomer();
        var control = RealServices.sandbox().control();
        long former = 7000000999L;
        RealServices.execute("update telegram_bot set bot_id = ?", former);
        RealServices.execute(
                "update accounts set telegram_chat_id = 515, telegram_user_id = 515, telegram_bot_id = ? where id = ?",
                former,
                newcomer.accountId());
        RealServices.execute(
                "update accounts set telegram_chat_id = ?, telegram_user_id = ?, telegram_bot_id = ? where role = 'OWNER'",
                control.ownerId(),
                control.ownerId(),
                former);
        RealServices.execute("insert into telegram_updates values (987654, now()) on conflict do nothing");
        RealServices.execute(
                "insert into chat_messages (account_id, chat_id, message_id, sent_at) values (?, 515, 1, now())",
                newcomer.accountId());
        control.goOffline();
        try {
            life.begin();
            assertThat(bot.ready()).as("nothing is sent to another bot's chats").isFalse();
            assertThat(chatOf(newcomer.accountId())).isEqualTo("515");
        } finally {
            control.goOnline();
        }
        VertxContextSupport.subscribeAndAwait(life::look);

        assertThat(bot.ready()).isTrue();
        assertThat(chatOf(newcomer.accountId())).isNull();
        assertThat(status(newcomer)).containsEntry("linked", false);
        assertThat(status(newcomer).get("otherBotSince")).isNotNull();
        assertThat(status(Visitor.owner())).containsEntry("linked", true).containsEntry("otherBotSince", null);
        assertThat(RealServices.count(
                        "select count(*) from accounts where role = 'OWNER' and telegram_chat_id = ? and telegram_bot_id = ?",
                        control.ownerId(),
                        bot.id().orElseThrow()))
                .isOne();
        assertThat(RealServices.count("select count(*) from telegram_updates where update_id = 987654"))
                .as("the former bot's update numbers")
                .isZero();
        assertThat(RealServices.count("select count(*) from chat_messages where chat_id = 515"))
                .as("the former bot's messages")
                .isZero();
        assertThat(RealServices.count(
                        "select count(*) from audit_log where account_id = ? and event = 'telegram-unlinked'",
                        newcomer.accountId()))
                .isOne();

        life.end();
        life.begin();
        assertThat(bot.isHeld()).as("the same bot again").isFalse();
        assertThat(status(newcomer).get("otherBotSince"))
                .as("until a chat is linked")
                .isNotNull();
    }

    @Test
    @DisplayName("that is the same as before links knew their bot keeps them; a new token of it, too")
    void theSameBotKeepsItsLinks() throws Throwable {
        var newcomer = Visitor.newcomer();
        RealServices.execute(
                "update accounts set telegram_chat_id = 516, telegram_user_id = 516, telegram_bot_id = null where id = ?",
                newcomer.accountId());
        RealServices.execute("update telegram_bot set bot_id = null, token_sha256 = null");
        life.begin();
        assertThat(bot.isHeld()).isFalse();
        life.end();
        RealServices.execute("update telegram_bot set token_sha256 = decode('00', 'hex')");
        life.begin();
        assertThat(bot.isHeld()).isFalse();
        assertThat(chatOf(newcomer.accountId())).isEqualTo("516");
        newcomer.request().delete("/telegram/link").then().statusCode(204);
    }

    private static String chatOf(long accountId) {
        return RealServices.text("select cast(telegram_chat_id as text) from accounts where id = ?", accountId);
    }

    @Test
    void showsItselfToWhoeverIsSignedIn() {
        bot.check().await().indefinitely();
        var newcomer = Visitor.newcomer();
        await(() -> status(newcomer).get("botUsername") != null);
        assertThat(status(newcomer))
                .containsEntry("mode", "sandbox")
                .containsEntry("linked", false)
                .containsEntry("state", "ok")
                .containsEntry("botUsername", "zapiska_sandbox_bot")
                .containsEntry("chatUrl", RealServices.sandbox().chatUrl().toString());
        var code = newcomer.request()
                .post("/telegram/link-code")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(code.getString("code")).matches("[A-Za-z0-9_-]{22}");
        assertThat(code.getString("url")).endsWith("?start=" + code.getString("code"));
        assertThat(Duration.between(Instant.now(), Instant.parse(code.getString("expiresAt"))))
                .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
    }

    @Test
    void showsNothingToOthers() {
        Visitor.anonymous().get("/telegram/status").then().statusCode(401);
        Visitor.anonymous().post("/telegram/link-code").then().statusCode(401);
        Visitor.anonymous().delete("/telegram/link").then().statusCode(401);
    }

    @Test
    void hasNoWebhookWhileItPolls() {
        RestAssured.given()
                .header("X-Telegram-Bot-Api-Secret-Token", "x")
                .body("{}")
                .post("/api/v1/telegram/webhook")
                .then()
                .statusCode(404);
    }

    @Test
    @DisplayName("S32: shows neither token nor chat in the metrics")
    void showsNoSecretsInTheMetrics() {
        bot.check().await().indefinitely();
        var metrics = RestAssured.get(metricsPage).asString();
        assertThat(metrics)
                .contains("zapiska_telegram_calls_seconds_count")
                .doesNotContain(RealServices.sandbox().token())
                .doesNotContain(Long.toString(RealServices.sandbox().control().ownerId()));
    }

    private static String healthz(int expected) {
        return RestAssured.get("/healthz").then().statusCode(expected).extract().path("checks.telegram");
    }

    private static Map<String, Object> status(Visitor visitor) {
        return visitor.request()
                .get("/telegram/status")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("");
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static Predicate<ApiCall> isMethod(String method) {
        return call -> call.method().equals(method);
    }
}
