package app.zapiska.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A scripted fault")
class FaultsTest {

    private final TelegramSandbox sandbox =
            TelegramSandbox.start(SandboxOptions.defaults().withPacing(false).withOwner(42, "Анна"));
    private final SandboxControl control = sandbox.control();
    private final Bot bot = new Bot(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void answers_an_error_and_the_request_has_no_effect() {
        control.script(Fault.on("sendMessage").error(502, "Bad Gateway"));

        Bot.Reply reply = send("x");

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.body().path("error_code").asInt()).isEqualTo(502);
        assertThat(control.acceptedSends()).isEmpty();
        assertThat(send("x").status()).as("only once").isEqualTo(200);
    }

    @Test
    void answers_an_error_after_the_request_took_effect() {
        control.script(
                Fault.on("sendMessage").error(500, "Internal Server Error").accepting());

        assertThat(send("дошло").status()).isEqualTo(500);

        assertThat(control.acceptedSends()).extracting(AcceptedSend::text).containsExactly("дошло");
        assertThat(control.calls()).singleElement().satisfies(call -> {
            assertThat(call.accepted()).isTrue();
            assertThat(call.answerCode()).isEqualTo(500);
        });
    }

    @Test
    void limits_the_rate_with_parameters() {
        control.script(Fault.on("sendMessage").rateLimited(17));

        Bot.Reply reply = send("x");

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.body().path("parameters").path("retry_after").asInt()).isEqualTo(17);
    }

    @Test
    void answers_html_nothing_nonsense_408_and_503() {
        control.script(Fault.on("sendMessage").html(502));
        assertThat(send("x").http().body()).startsWith("<html>");

        control.script(Fault.on("sendMessage").empty(200));
        Bot.Reply empty = send("x");
        assertThat(empty.status()).isEqualTo(200);
        assertThat(empty.http().body()).isEmpty();

        control.script(Fault.on("sendMessage").unparsable().accepting());
        Bot.Reply cutJson = send("дошло");
        assertThat(cutJson.status()).isEqualTo(200);
        assertThat(cutJson.http().body()).startsWith("{\"ok\":true").doesNotEndWith("}");

        control.script(Fault.on("sendMessage").requestTimeout());
        assertThat(send("x").status()).isEqualTo(408);

        control.script(Fault.on("sendMessage").unavailableRetryNow());
        Bot.Reply unavailable = send("x");
        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(unavailable.http().headers().firstValue("Retry-After")).contains("0");

        control.script(Fault.on("sendMessage").answer(302, Map.of("Location", "/elsewhere"), ""));
        assertThat(send("x").status()).isEqualTo(302);
        assertThat(control.acceptedSends()).extracting(AcceptedSend::text).containsExactly("дошло");
    }

    @Test
    void truncates_a_body_below_its_announced_length() {
        control.script(Fault.on("sendMessage").truncated().accepting());

        assertThatThrownBy(() -> send("дошло")).isInstanceOf(UncheckedIOException.class);

        assertThat(control.acceptedSends()).hasSize(1);
        assertThat(control.calls().getFirst().answerCode()).isEqualTo(ApiCall.CUT);
    }

    @Test
    void closes_the_connection_without_accepting() throws IOException {
        control.script(Fault.on("sendMessage").closes());

        assertThat(rawSend()).as("a clean end without a byte").isEqualTo(-1);

        assertThat(control.acceptedSends()).isEmpty();
    }

    @Test
    void closes_the_connection_after_accepting() throws IOException {
        control.script(Fault.on("sendMessage").closes().accepting());

        assertThat(rawSend()).isEqualTo(-1);

        assertThat(control.acceptedSends()).hasSize(1);
    }

    @Test
    void resets_the_connection() {
        control.script(Fault.on("sendMessage").resets());

        assertThatThrownBy(this::rawSend).isInstanceOf(SocketException.class).hasMessageContaining("reset");
    }

    @Test
    void delays_the_answer_past_the_clients_time_out_after_accepting() {
        control.script(Fault.on("sendMessage").delays(Duration.ofSeconds(30)).accepting());

        CompletableFuture<Bot.Reply> call = bot.callAsync("sendMessage", "chat_id", 42, "text", "дошло");

        control.awaitSends(1, Duration.ofSeconds(10));
        assertThat(call).isNotDone();
        assertThat(control.calls().getFirst().answerCode()).isEqualTo(ApiCall.OPEN);
    }

    @Test
    void holds_a_request_before_it_takes_effect() throws Exception {
        Hold hold = control.hold("sendMessage");
        CompletableFuture<Bot.Reply> call = bot.callAsync("sendMessage", "chat_id", 42, "text", "позже");

        hold.awaitReached();
        assertThat(control.acceptedSends()).isEmpty();
        hold.release();

        assertThat(call.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(control.acceptedSends()).hasSize(1);
    }

    @Test
    void holds_an_answer_after_the_request_took_effect_and_may_drop_it() {
        Hold hold = control.holdAfter("sendMessage");
        CompletableFuture<Bot.Reply> call = bot.callAsync("sendMessage", "chat_id", 42, "text", "дошло");

        hold.awaitReached();
        assertThat(control.acceptedSends()).hasSize(1);
        hold.dropConnection();

        assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void concerns_one_chat_and_the_calls_it_counts() {
        control.addChat(43, "Борис");
        control.script(Fault.on("sendMessage").chat(43).call(2).times(2).error(500, "x"));

        assertThat(statuses(42, 43, 43, 42, 43, 43)).containsExactly(200, 200, 500, 200, 500, 200);
    }

    @Test
    void lasts_until_it_is_cleared() {
        control.script(Fault.onAnyCall().always().error(500, "x"));
        assertThat(send("x").status()).isEqualTo(500);
        assertThat(bot.call("getMe").status()).isEqualTo(500);

        control.clearFaults();

        assertThat(send("x").status()).isEqualTo(200);
    }

    @Test
    void clearing_and_closing_let_held_calls_go() throws Exception {
        Hold hold = control.hold("sendMessage");
        CompletableFuture<Bot.Reply> call = bot.callAsync("sendMessage", "chat_id", 42, "text", "x");
        hold.awaitReached();

        control.clearFaults();

        assertThat(call.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
    }

    @Test
    void may_be_that_nobody_listens_at_all() {
        control.goOffline();
        assertThatThrownBy(() -> send("x"))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(ConnectException.class);

        control.goOnline();

        assertThat(send("x").status()).isEqualTo(200);
    }

    @Test
    void a_kept_alive_connection_can_be_closed_under_the_clients_feet() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", sandbox.baseUrl().getPort())) {
            write(socket);
            byte[] first = new byte[17];
            assertThat(socket.getInputStream().readNBytes(first, 0, 17)).isEqualTo(17);
            assertThat(new String(first, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 200 OK");
            control.script(Fault.on("sendMessage").closes());
            write(socket);
            socket.setSoTimeout(10_000);
            String rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(rest).doesNotContain("HTTP/1.1");
        }
        assertThat(control.calls()).hasSize(2);
        assertThat(control.acceptedSends()).hasSize(1);
    }

    private Bot.Reply send(String text) {
        return bot.call("sendMessage", "chat_id", 42, "text", text);
    }

    private java.util.List<Integer> statuses(long... chats) {
        return java.util.Arrays.stream(chats)
                .mapToObj(chat ->
                        bot.call("sendMessage", "chat_id", chat, "text", "x").status())
                .toList();
    }

    /** The first byte of the answer, or -1 when the connection ended without one. */
    private int rawSend() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", sandbox.baseUrl().getPort())) {
            socket.setSoTimeout(10_000);
            write(socket);
            InputStream in = socket.getInputStream();
            return in.read();
        }
    }

    private void write(Socket socket) throws IOException {
        String body = "chat_id=42&text=x";
        socket.getOutputStream()
                .write(("POST /bot" + sandbox.token() + "/sendMessage HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                                + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }
}
