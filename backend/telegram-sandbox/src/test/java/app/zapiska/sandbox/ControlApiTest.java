package app.zapiska.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The control API")
class ControlApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TelegramSandbox sandbox =
            TelegramSandbox.start(SandboxOptions.defaults().withPacing(false).withOwner(42, "Анна"));
    private final Bot bot = new Bot(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void shows_sends_calls_and_messages() throws Exception {
        bot.call(
                "sendMessage",
                "chat_id",
                42,
                "text",
                "Задача",
                "reply_markup",
                "{\"inline_keyboard\":[[{\"text\":\"Да\",\"callback_data\":\"y\"}]]}");

        JsonNode sends = json(get("/control/sends?atLeast=1&waitMs=10000"));
        assertThat(sends.path(0).path("text").asText()).isEqualTo("Задача");
        assertThat(sends.path(0).path("callbackData").path(0).asText()).isEqualTo("y");
        assertThat(json(get("/control/calls")).path(0).path("answerCode").asInt())
                .isEqualTo(200);
        assertThat(json(get("/control/messages?chatId=42"))
                        .path(0)
                        .path("messageId")
                        .asInt())
                .isEqualTo(1);
        assertThat(json(get("/control")).path("ownerId").asLong()).isEqualTo(42);
    }

    @Test
    void presses_writes_and_blocks() throws Exception {
        bot.call(
                "sendMessage",
                "chat_id",
                42,
                "text",
                "Задача",
                "reply_markup",
                "{\"inline_keyboard\":[[{\"text\":\"Да\",\"callback_data\":\"y\"}]]}");

        JsonNode press = json(post("/control/press", "{\"messageId\":1,\"button\":\"Да\"}"));
        assertThat(press.path("answered").asBoolean()).isFalse();
        post("/control/press", "{\"messageId\":9,\"userId\":666,\"data\":\"forged\"}");
        post("/control/text", "{\"text\":\"/start abc\"}");
        post("/control/block", "{}");
        post("/control/unblock", "{}");

        assertThat(bot.call("getUpdates").result())
                .extracting(update -> update.properties().stream()
                        .map(java.util.Map.Entry::getKey)
                        .reduce((first, second) -> second)
                        .orElseThrow())
                .containsExactly("callback_query", "callback_query", "message", "my_chat_member", "my_chat_member");
    }

    @Test
    void scripts_faults_and_holds() throws Exception {
        post("/control/faults", "{\"method\":\"sendMessage\",\"behaviour\":\"rateLimited\",\"retryAfter\":7}");
        assertThat(bot.call("sendMessage", "chat_id", 42, "text", "x").status()).isEqualTo(429);

        long hold = json(post("/control/faults", "{\"method\":\"sendMessage\",\"behaviour\":\"hold\"}"))
                .path("holdId")
                .asLong();
        CompletableFuture<Bot.Reply> call = bot.callAsync("sendMessage", "chat_id", 42, "text", "x");
        assertThat(json(post("/control/await-hold", "{\"holdId\":" + hold + ",\"waitMs\":10000}"))
                        .path("reached")
                        .asBoolean())
                .isTrue();
        post("/control/release-hold", "{\"holdId\":" + hold + "}");
        assertThat(call.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
    }

    @Test
    void says_what_is_wrong_with_a_request() throws Exception {
        assertThat(post("/control/press", "{\"messageId\":\"x\",\"button\":\"Да\"}")
                        .body())
                .isEqualTo("{\"error\":\"\\\"messageId\\\" must be a whole number\"}");
        assertThat(post("/control/press", "{\"messageId\":5,\"button\":\"Да\"}").statusCode())
                .isEqualTo(404);
        assertThat(post("/control/faults", "{\"behaviour\":\"explode\"}").statusCode())
                .isEqualTo(400);
        assertThat(post("/control/press", "not json").statusCode()).isEqualTo(400);
        assertThat(get("/control/unknown").body()).contains("POST /control/press");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example"})
    void is_closed_to_names_that_were_rebound_to_this_machine(String host) throws IOException {
        assertThat(raw("GET /control/sends HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET /chat HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void is_closed_to_forms_and_scripts_of_other_sites() throws Exception {
        String head = "POST /control/block HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2\r\n";

        assertThat(raw(head + "Content-Type: text/plain\r\n\r\n{}")).startsWith("HTTP/1.1 403");
        assertThat(raw(head + "Content-Type: application/x-www-form-urlencoded\r\n\r\n{}"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw(head + "Content-Type: application/json\r\nOrigin: https://evil.example\r\n\r\n{}"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw(head + "Content-Type: application/json\r\nSec-Fetch-Site: cross-site\r\n\r\n{}"))
                .startsWith("HTTP/1.1 403");
        assertThat(sandbox.control().pendingUpdates()).isZero();
        assertThat(raw(head + "Content-Type: application/json\r\n\r\n{}")).startsWith("HTTP/1.1 200");
    }

    @Test
    void is_absent_when_switched_off() throws Exception {
        try (TelegramSandbox closed =
                TelegramSandbox.start(SandboxOptions.defaults().withControlEnabled(false))) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(closed.baseUrl().resolve("/control/sends"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(404);
        }
    }

    @Test
    void resets_everything_but_the_counting() throws Exception {
        bot.call("sendMessage", "chat_id", 42, "text", "x");
        sandbox.control().sendText(42, "y");
        sandbox.control().script(Fault.onAnyCall().always().error(500, "x"));

        post("/control/reset", "{}");

        assertThat(sandbox.control().messages(42)).isEmpty();
        assertThat(sandbox.control().acceptedSends()).isEmpty();
        assertThat(sandbox.control().pendingUpdates()).isZero();
        assertThat(bot.call("sendMessage", "chat_id", 42, "text", "x")
                        .result()
                        .path("message_id")
                        .asLong())
                .isEqualTo(3);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return bot.client()
                .send(
                        HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return bot.client()
                .send(
                        HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", sandbox.baseUrl().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
