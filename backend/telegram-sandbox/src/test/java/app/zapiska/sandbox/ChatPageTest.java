package app.zapiska.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The chat page")
class ChatPageTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TelegramSandbox sandbox =
            TelegramSandbox.start(SandboxOptions.defaults().withPacing(false).withOwner(42, "Анна"));
    private final Bot bot = new Bot(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void needs_nothing_from_elsewhere_and_allows_no_script_but_its_own() throws Exception {
        for (String path : new String[] {"/", "/chat", "/chat/chat.css", "/chat/chat.js", "/chat/icon.svg"}) {
            HttpResponse<String> asset = get(path);

            assertThat(asset.statusCode()).as(path).isEqualTo(200);
            assertThat(asset.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                    .contains("require-trusted-types-for 'script'")
                    .doesNotContain("unsafe");
            assertThat(asset.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(asset.body().replace("http://www.w3.org/2000/svg", ""))
                    .as("addresses of other sites in %s", path)
                    .doesNotContain("//www.", "src=\"http", "href=\"http", "@import");
        }
    }

    @Test
    void has_no_way_to_turn_text_into_markup() throws Exception {
        assertThat(get("/chat/chat.js").body())
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
                .doesNotContain("srcdoc", "createContextualFragment", "DOMParser");
        assertThat(get("/chat").body()).doesNotContain("onclick", "style=\"", "<script>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "\"><svg/onload=alert(1)>",
                "javascript:alert(1)",
                "</textarea><iframe src=//evil.example>",
                "data: x\n\nevent: evil\ndata: y",
                "\u2028alert(1)\u2029"
            })
    void gets_hostile_text_as_data_only(String text) throws Exception {
        sandbox.control().sendText(42, text);

        try (Events events = new Events()) {
            JsonNode message = events.next().path("messages").path(0);
            assertThat(message.path("text").asText()).isEqualTo(text);
        }
        assertThat(get("/chat").body()).doesNotContain(text);
    }

    @Test
    void shows_what_happens_while_it_is_open() throws Exception {
        try (Events events = new Events()) {
            assertThat(events.next().path("messages")).isEmpty();

            bot.call("sendMessage", "chat_id", 42, "text", "раз");
            JsonNode arrived = events.next();
            assertThat(arrived.path("whole").asBoolean()).isFalse();
            assertThat(arrived.path("messages").path(0).path("text").asText()).isEqualTo("раз");

            bot.call("editMessageText", "chat_id", 42, "message_id", 1, "text", "два");
            JsonNode edited = events.next().path("messages").path(0);
            assertThat(edited.path("text").asText()).isEqualTo("два");
            assertThat(edited.has("editedAt")).isTrue();

            bot.call("deleteMessage", "chat_id", 42, "message_id", 1);
            assertThat(events.next().path("messages").path(0).path("deleted").asBoolean())
                    .isTrue();

            sandbox.control().block(42);
            assertThat(events.next().path("blocked").asBoolean()).isTrue();
        }
    }

    @Test
    void writes_replies_and_blocks() throws Exception {
        bot.call("sendMessage", "chat_id", 42, "text", "Сколько минут?");

        assertThat(post("/chat/send", "{\"text\":\"30\",\"replyTo\":1}").statusCode())
                .isEqualTo(200);
        post("/chat/block", "{\"blocked\":true}");
        assertThat(post("/chat/send", "{\"text\":\"ещё\"}").statusCode()).isEqualTo(409);
        post("/chat/block", "{\"blocked\":false}");
        assertThat(post("/chat/send", "{\"text\":\" \"}").statusCode()).isEqualTo(400);
        assertThat(post("/chat/send", "nonsense").statusCode()).isEqualTo(400);

        JsonNode updates = bot.call("getUpdates").result();
        assertThat(updates.path(0)
                        .path("message")
                        .path("reply_to_message")
                        .path("message_id")
                        .asInt())
                .isEqualTo(1);
        assertThat(updates).hasSize(3);
    }

    @Test
    void presses_a_button_and_shows_the_toast() throws Exception {
        bot.call(
                "sendMessage",
                "chat_id",
                42,
                "text",
                "Задача",
                "reply_markup",
                "{\"inline_keyboard\":[[{\"text\":\"✅ Выполнил\",\"callback_data\":\"d:7\"}]]}");

        CompletableFuture<HttpResponse<String>> press = bot.client()
                .sendAsync(
                        request("/chat/press", "{\"messageId\":1,\"data\":\"d:7\"}"),
                        HttpResponse.BodyHandlers.ofString());
        JsonNode query = bot.call("getUpdates", "timeout", 10).result().path(0).path("callback_query");
        bot.call(
                "answerCallbackQuery",
                "callback_query_id",
                query.path("id").asText(),
                "text",
                "Готово",
                "show_alert",
                true);

        JsonNode shown = JSON.readTree(press.get(10, TimeUnit.SECONDS).body());
        assertThat(shown.path("answered").asBoolean()).isTrue();
        assertThat(shown.path("text").asText()).isEqualTo("Готово");
        assertThat(shown.path("alert").asBoolean()).isTrue();
        assertThat(post("/chat/press", "{\"messageId\":1,\"data\":\"forged\"}").statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "'',''                      ,ru",
        "'','ru-RU,ru;q=0.9,en;q=0.8',ru",
        "'','en-US,en;q=0.9'        ,en",
        "'','de-DE,de;q=0.9,en;q=0.8',en",
        "'','fr'                    ,ru",
        "'lang=en','ru'             ,en",
        "'start=x&lang=ru','en'     ,ru"
    })
    void speaks_russian_or_english(String query, String accepted, String language) {
        assertThat(ChatPage.language(query, accepted)).isEqualTo(language);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return bot.client()
                .send(
                        HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return bot.client().send(request(path, body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /** The page's stream of events. */
    private final class Events implements AutoCloseable {
        private final InputStream stream;
        private final BufferedReader lines;

        Events() throws Exception {
            stream = bot.client()
                    .send(
                            HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/chat/events"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream())
                    .body();
            lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        }

        JsonNode next() throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data: ")) {
                    return JSON.readTree(line.substring(6));
                }
            }
            throw new IOException("The stream ended");
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
