package app.zapiska.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.PublicUrl;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import app.zapiska.sandbox.Fault;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.telegram.TelegramConfig.Mode;
import com.pengrad.telegrambot.request.SetWebhook;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("From polling to the webhook and back")
class UpdatesSwitchTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final long PERSON = 79_000_001;

    @Inject
    BotLife life;

    @Inject
    Bot bot;

    @Inject
    UpdatesRow row;

    @Inject
    UpdatesSwitch ofTheApi;

    @Inject
    WebhookSecret secret;

    @Inject
    TelegramConfig config;

    @Inject
    MeterRegistry metrics;

    private final SandboxControl telegram = RealServices.sandbox().control();
    private UpdatesSwitch updates;

    @BeforeEach
    void polling() throws Throwable {
        RealServices.execute(
                "update telegram_bot set updates = null, updates_instead_of = null, webhook_look_until = null");
        telegram.addChat(PERSON, "Человек");
        updates = new UpdatesSwitch(
                bot, row, secret, config, new PublicUrl("http://localhost:" + RestAssured.port), Clock.systemUTC());
    }

    @AfterEach
    void calm() throws Throwable {
        telegram.clearFaults();
        life.end();
        run(() -> updates.to(Mode.POLLING));
        RealServices.execute("""
                update telegram_bot set updates = null, updates_instead_of = null, webhook_url = null, webhook_asked_at = null""");
    }

    private static <T> T run(Supplier<Uni<T>> work) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> work.get());
    }

    @Test
    @DisplayName("no update is lost or acts twice, though somebody writes all the while")
    void losesNothing() throws Throwable {
        // An update of somebody unknown does nothing, however often it comes.
        RealServices.execute(
                "update accounts set telegram_chat_id = ?, telegram_user_id = ? where id = ?",
                PERSON,
                PERSON,
                Visitor.newcomer().accountId());
        life.begin();
        Waiting.until(
                SOON,
                () -> telegram.calls().stream().anyMatch(call -> call.method().equals("getupdates")));
        double before = handled();
        var writing = new AtomicBoolean(true);
        var written = new AtomicInteger();
        var person = Thread.ofVirtual().start(() -> {
            while (writing.get()) {
                telegram.sendText(PERSON, "/help");
                written.incrementAndGet();
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        });
        var infos = new ArrayList<String>();
        for (var mode : new Mode[] {Mode.WEBHOOK, Mode.POLLING, Mode.WEBHOOK}) {
            run(() -> updates.to(mode));
            infos.add(run(() -> updates.ask()).orElseThrow().url());
            double since = handled();
            Waiting.until(SOON, () -> handled() >= since + 5);
        }
        writing.set(false);
        person.join();
        Waiting.until(SOON, () -> telegram.pendingUpdates() == 0);

        assertThat(handled() - before)
                .as("each once, though some came both ways")
                .isEqualTo(written.get());
        assertThat(infos)
                .containsExactly(updates.url(), "", updates.url())
                .first()
                .asString()
                .endsWith("/api/v1/telegram/webhook");
    }

    private double handled() {
        var counter = metrics.find("zapiska.telegram.updates")
                .tag("result", "handled")
                .counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    @DisplayName("what Telegram refuses changes nothing, and its words are told")
    void refused() {
        var owner = Visitor.owner();
        telegram.script(Fault.on("setWebhook").error(400, "Bad Request: bad webhook: strange address"));
        owner.request()
                .body(Map.of("mode", "webhook"))
                .put("/telegram/updates/mode")
                .then()
                .statusCode(409)
                .body("detail", containsString("bad webhook: strange address"));
        owner.request().get("/telegram/updates").then().statusCode(200).body("mode", is("polling"));
        assertThat(RealServices.text("select updates from telegram_bot")).isEqualTo("POLLING");
    }

    @Test
    @DisplayName("the owner sees what Telegram says, and the log tells who has switched")
    void overTheApi() throws Throwable {
        var owner = Visitor.owner();
        owner.request()
                .get("/telegram/updates")
                .then()
                .statusCode(200)
                .body("mode", is("polling"))
                .body("configured", is("polling"))
                .body("telegram", nullValue());
        owner.request()
                .body(Map.of("mode", "webhook"))
                .put("/telegram/updates/mode")
                .then()
                .statusCode(200);
        owner.request()
                .post("/telegram/updates/check")
                .then()
                .statusCode(200)
                .body("mode", is("webhook"))
                .body("telegram.url", is(ofTheApi.url()))
                .body("telegram.asAgreed", is(true));
        assertThat(RealServices.count("select count(*) from audit_log where event = 'telegram-updates-changed'"))
                .isPositive();

        // Another program takes the bot away; it is noticed and put right.
        var own = new SimpleMeterRegistry();
        var watch = new UpdatesWatch(bot, row, ofTheApi, config, Clock.systemUTC(), own);
        run(() -> bot.call(new SetWebhook().url("http://localhost:1/strange")));
        owner.request().post("/telegram/updates/check").then().body("telegram.asAgreed", is(false));
        run(watch::look);
        assertThat(own.get("zapiska.telegram.webhook.mismatch").gauge().value()).isZero();
        assertThat(run(() -> updates.ask()).orElseThrow().url()).isEqualTo(ofTheApi.url());
        RealServices.execute("""
                update telegram_bot set webhook_url = 'https://elsewhere.example/', webhook_pending = 7,
                  webhook_error = 'Wrong response from the webhook: 502 Bad Gateway', webhook_error_at = now() - interval '90 seconds'""");
        run(watch::look);
        assertThat(own.get("zapiska.telegram.webhook.mismatch").gauge().value()).isOne();
        assertThat(own.get("zapiska.telegram.updates.pending").gauge().value()).isEqualTo(7);
        assertThat(own.get("zapiska.telegram.webhook.error.age").gauge().value())
                .isBetween(89.0, 150.0);

        owner.request()
                .body(Map.of("mode", "polling"))
                .put("/telegram/updates/mode")
                .then()
                .statusCode(200)
                .body("mode", is("polling"))
                .body("telegram.url", is(""))
                .body("telegram.asAgreed", is(true));
    }

    @Test
    @DisplayName("what was chosen holds until TELEGRAM_MODE is changed, and whoever polls has lost the right at once")
    void chosen() throws Throwable {
        var replica = UUID.randomUUID();
        var now = Instant.now();
        assertThat(run(() -> row.leasePolling(replica, now, SOON))).isTrue();
        run(() -> row.choose(Mode.WEBHOOK));
        assertThat(run(() -> row.leasePolling(replica, now, SOON))).isFalse();
        assertThat(run(row::mode)).isEqualTo(Mode.WEBHOOK);
        RealServices.execute("update telegram_bot set updates_instead_of = 'WEBHOOK'");
        assertThat(run(row::mode)).isEqualTo(Mode.POLLING);
    }
}
