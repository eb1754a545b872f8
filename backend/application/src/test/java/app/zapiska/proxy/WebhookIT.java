package app.zapiska.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.zapiska.reminders.Installation;
import app.zapiska.sandbox.ApiCall;
import app.zapiska.sandbox.SandboxMessage;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application behind nginx, with updates as Telegram delivers them; the test is Telegram. */
@DisplayName("With TELEGRAM_MODE=webhook")
class WebhookIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SECRET = "only-for-tests-0123456789";
    private static final String PATH = "/api/v1/telegram/webhook";

    // Nobody answers under this name, so nobody but the test delivers anything.
    @RegisterExtension
    final Installation installation = new Installation(Map.of(
            "TELEGRAM_MODE", "webhook",
            "TELEGRAM_WEBHOOK_SECRET", SECRET,
            "PUBLIC_URL", "https://zapiska.invalid",
            "TRUSTED_PROXIES", "127.0.0.1"));

    @TempDir
    Path page;

    @BeforeEach
    void builtPage() throws Exception {
        assumeTrue(Nginx.installed() || System.getenv("CI") != null, "nginx is not installed here");
        Files.writeString(page.resolve("index.html"), "<!doctype html>");
    }

    @Test
    @DisplayName(
            "the webhook is told to Telegram, an update acts once however often it comes, and S29: nobody else's does")
    void updates() throws Exception {
        var telegram = installation.telegram();
        var replica = installation.start("one");
        var told = telegram.awaitCall(call -> call.method().equals("setwebhook") && call.accepted(), PATIENCE);
        assertThat(told.params())
                .containsEntry("url", "https://zapiska.invalid" + PATH)
                .containsEntry("secret_token", SECRET)
                .containsKey("allowed_updates");

        var arrange = installation.arrange();
        var person = arrange.person();
        telegram.addChat(person.chat(), "Человек");
        var task = arrange.task(person, "Полить цветы");
        arrange.reminder(person, task, Instant.now());
        var message =
                telegram.awaitMessage(person.chat(), sent -> !sent.buttons().isEmpty(), PATIENCE);
        try (var nginx = Nginx.start(page, "", List.of(replica.port()));
                var sender = new Client("http://localhost:" + nginx.port(), "127.0.0.71")) {
            var press = press(700_000_001, person.chat(), message);
            for (var wrong : List.of("", "wrong", SECRET + "x", SECRET.toUpperCase(java.util.Locale.ROOT))) {
                var refused = wrong.isEmpty()
                        ? sender.post(PATH, press)
                        : sender.post(PATH, press, "X-Telegram-Bot-Api-Secret-Token", wrong);
                assertThat(refused.statusCode()).as("secret «%s»", wrong).isEqualTo(401);
            }
            var tooLarge = sender.post(
                    PATH,
                    "{\"update_id\":1,\"x\":\"" + "я".repeat(140_000) + "\"}",
                    "X-Telegram-Bot-Api-Secret-Token",
                    SECRET);
            assertThat(tooLarge.statusCode()).isEqualTo(413);
            assertThat(arrange.count("select count(*) from telegram_updates")).isZero();
            assertThat(arrange.count("select count(*) from tasks where status = 'DONE'"))
                    .isZero();
            assertThat(sender.post(PATH, "{", "X-Telegram-Bot-Api-Secret-Token", SECRET)
                            .statusCode())
                    .as("what can never be read is taken, so that it does not come again")
                    .isIn(200, 204);

            var answers = twentyTimes(() -> sender.post(PATH, press, "X-Telegram-Bot-Api-Secret-Token", SECRET));
            answers.add(sender.post(PATH, press, "X-Telegram-Bot-Api-Secret-Token", SECRET));

            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.statusCode()).isIn(200, 204, 503));
            assertThat(answers.getLast().statusCode()).isIn(200, 204);
            assertThat(arrange.count(
                            "select count(*) from tasks where id = ? and status = 'DONE' and version = 1", task))
                    .isOne();
            telegram.awaitCall(WebhookIT::saysDone, PATIENCE);
            assertThat(telegram.calls().stream().filter(WebhookIT::saysDone))
                    .as("a press that comes again is only told to stop blinking")
                    .hasSize(1);
            assertThat(nginx.log()).contains(PATH).doesNotContain(SECRET);
        }
        assertThat(Files.readString(replica.log())).doesNotContain(SECRET);
    }

    private static boolean saysDone(ApiCall call) {
        return call.method().equals("answercallbackquery") && call.params().containsKey("text");
    }

    private static List<HttpResponse<String>> twentyTimes(Callable<HttpResponse<String>> delivery) throws Exception {
        try (var network = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<HttpResponse<String>>();
            for (var answer : network.invokeAll(
                    IntStream.range(0, 20).mapToObj(n -> delivery).toList())) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    /** A press of the first button. */
    private static String press(long update, long chat, SandboxMessage message) {
        return """
                {"update_id": %d, "callback_query": {"id": "4242", "chat_instance": "1",
                  "from": {"id": %d, "is_bot": false, "first_name": "Человек"},
                  "message": {"message_id": %d, "date": %d, "chat": {"id": %d, "type": "private"}, "text": "…"},
                  "data": "%s"}}""".formatted(
                        update,
                        chat,
                        message.messageId(),
                        message.at().getEpochSecond(),
                        chat,
                        message.buttons().stream()
                                .flatMap(button -> button.callbackData().stream())
                                .findFirst()
                                .orElseThrow());
    }
}
