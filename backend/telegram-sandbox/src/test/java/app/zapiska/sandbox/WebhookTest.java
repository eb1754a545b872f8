package app.zapiska.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The webhook")
class WebhookTest {

    private record Push(String body, String secret) {}

    private record Later(Duration delay, Runnable task) {}

    private record Answer(int status, String retryAfter) {}

    private final BlockingQueue<Push> pushes = new LinkedBlockingQueue<>();
    private final BlockingQueue<Later> retries = new LinkedBlockingQueue<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final TelegramSandbox sandbox = TelegramSandbox.start(SandboxOptions.defaults()
            .withPacing(false)
            .withOwner(42, "Анна")
            .withWebhookTimer((delay, task) -> retries.add(new Later(delay, task))));
    private final SandboxControl control = sandbox.control();
    private final Bot bot = new Bot(sandbox);
    private HttpServer receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Answer answer = answers.isEmpty() ? new Answer(200, null) : answers.remove();
            if (answer.retryAfter() != null) {
                exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
            }
            exchange.sendResponseHeaders(answer.status(), -1);
            exchange.close();
            pushes.add(new Push(body, exchange.getRequestHeaders().getFirst("X-Telegram-Bot-Api-Secret-Token")));
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        sandbox.close();
        receiver.stop(0);
    }

    @Test
    void gets_updates_with_its_secret_also_those_that_waited() throws Exception {
        control.sendText(42, "до");
        setWebhook();
        control.sendText(42, "после");

        Push first = nextPush();
        assertThat(first.body()).contains("\"update_id\"").contains("до");
        assertThat(first.secret()).isEqualTo("s3cret_-");
        assertThat(nextPush().body()).contains("после");
        assertThat(control.awaitUpdatesConfirmed(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void is_tried_again_after_0_2_4_8_and_at_most_120_seconds() throws Exception {
        for (int i = 0; i < 9; i++) {
            answers.add(new Answer(503, null));
        }
        setWebhook();
        control.sendText(42, "упрямое");

        for (long expected : new long[] {0, 2, 4, 8, 16, 32, 64, 120, 120}) {
            assertThat(nextPush().body()).contains("упрямое");
            Later retry = retries.poll(10, TimeUnit.SECONDS);
            assertThat(retry.delay()).isEqualTo(Duration.ofSeconds(expected));
            retry.task().run();
        }
        nextPush();
        assertThat(control.awaitUpdatesConfirmed(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void names_its_own_time_by_retry_after() throws Exception {
        answers.add(new Answer(503, "33"));
        setWebhook();
        control.sendText(42, "подожди");

        nextPush();
        assertThat(retries.poll(10, TimeUnit.SECONDS).delay()).isEqualTo(Duration.ofSeconds(33));
        Bot.Reply info = bot.call("getWebhookInfo");
        assertThat(info.result().path("pending_update_count").asInt()).isEqualTo(1);
        assertThat(info.result().path("last_error_message").asText())
                .isEqualTo("Wrong response from the webhook: 503 Service Unavailable");
    }

    @Test
    void keeps_the_order_of_one_person_and_does_not_hold_up_another() throws Exception {
        control.addChat(43, "Борис");
        answers.add(new Answer(500, null));
        setWebhook();

        control.sendText(42, "первое");
        assertThat(nextPush().body()).contains("первое");
        Later retry = retries.poll(10, TimeUnit.SECONDS);
        control.sendText(42, "второе");
        control.sendText(43, "другой человек");
        assertThat(nextPush().body()).contains("другой человек");
        retry.task().run();

        assertThat(nextPush().body()).contains("первое");
        assertThat(nextPush().body()).contains("второе");
    }

    @Test
    void can_be_removed_with_what_waits() {
        setWebhook();
        assertThat(bot.call("getWebhookInfo").result().path("url").asText()).endsWith("/hook");

        bot.call("deleteWebhook", "drop_pending_updates", true);

        assertThat(bot.call("getWebhookInfo").result().path("url").asText()).isEmpty();
        assertThat(control.pendingUpdates()).isZero();
    }

    private void setWebhook() {
        Bot.Reply reply = bot.call(
                "setWebhook",
                "url",
                "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook",
                "secret_token",
                "s3cret_-");
        assertThat(reply.status()).isEqualTo(200);
    }

    private Push nextPush() throws InterruptedException {
        Push push = pushes.poll(10, TimeUnit.SECONDS);
        assertThat(push).as("a push within ten seconds").isNotNull();
        return push;
    }
}
