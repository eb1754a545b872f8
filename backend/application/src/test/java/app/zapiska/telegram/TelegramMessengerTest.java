package app.zapiska.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.QrPngTest;
import app.zapiska.sandbox.Fault;
import app.zapiska.sandbox.SandboxOptions;
import app.zapiska.sandbox.TelegramSandbox;
import app.zapiska.telegram.Messenger.EditOutcome;
import io.micrometer.core.instrument.Meter;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A message to Telegram")
class TelegramMessengerTest {

    private static TelegramSandbox sandbox;
    private static BotUnderTest bot;
    private static long chat;

    @BeforeAll
    static void startSandbox() {
        sandbox = TelegramSandbox.start(SandboxOptions.defaults().withPacing(false));
        bot = new BotUnderTest(sandbox.baseUrl());
        chat = sandbox.control().ownerId();
    }

    @AfterAll
    static void stopSandbox() {
        bot.close();
        sandbox.close();
    }

    @BeforeEach
    @AfterEach
    void forgetFaults() {
        sandbox.control().reset();
        sandbox.control().restoreToken();
    }

    @Test
    void arrivesWithItsFormattingItsButtonsAndWithoutALinkPreview() {
        var text = RichText.builder()
                .add("🔴 ")
                .bold("Заплатить <b>5 056</b> ₽ & не забыть")
                .add(" ")
                .link("кабинет", URI.create("https://example.org/a?b=1&c=2"))
                .build();
        var message = new OutgoingMessage(
                text,
                List.of(List.of(
                        new OutgoingMessage.ActionButton("✅ Выполнил", "d:t:1:2:0"),
                        new OutgoingMessage.LinkButton("Открыть", URI.create("https://example.org/tasks/1")))));

        var outcome = bot.messenger.send(chat, message).await().indefinitely();

        var sent = sandbox.control().acceptedSends().getFirst();
        assertThat(outcome).isEqualTo(new SendOutcome.Sent(sent.messageId()));
        assertThat(sent.text()).isEqualTo("🔴 Заплатить <b>5 056</b> ₽ & не забыть кабинет");
        assertThat(sent.entities()).hasSize(2);
        assertThat(sent.entities().getFirst().offset()).isEqualTo(3);
        assertThat(sent.callbackData()).containsExactly("d:t:1:2:0");
        var call = sandbox.control().calls().getLast();
        assertThat(call.params())
                .doesNotContainKey("parse_mode")
                .extractingByKey("link_preview_options")
                .asString()
                .contains("\"is_disabled\":true");
    }

    @Test
    void withAButtonThatLeadsToLocalhostArrivesWithoutThatButton() {
        var message = new OutgoingMessage(
                RichText.plain("Отложено"),
                List.of(
                        List.of(new OutgoingMessage.LinkButton("Открыть", URI.create("http://localhost:8080/tasks/1"))),
                        List.of(new OutgoingMessage.ActionButton("15 минут", "q:t:1:2:0"))));

        assertThat(bot.messenger.send(chat, message).await().indefinitely()).isInstanceOf(SendOutcome.Sent.class);
        assertThat(sandbox.control().acceptedSends().getFirst().callbackData()).containsExactly("q:t:1:2:0");
    }

    @Test
    void isReplacedAndRemoved() {
        long id = ((SendOutcome.Sent) bot.send(chat, "раз")).messageId();

        assertThat(edit(id, "два")).isEqualTo(new EditOutcome.Done());
        assertThat(sandbox.control().message(chat, id).orElseThrow().text()).isEqualTo("два");
        assertThat(edit(id, "два")).as("not modified").isEqualTo(new EditOutcome.Done());
        assertThat(bot.messenger.delete(chat, id).await().indefinitely()).isEqualTo(new EditOutcome.Done());
        assertThat(bot.messenger.delete(chat, id).await().indefinitely())
                .as("already gone")
                .isEqualTo(new EditOutcome.Done());
        assertThat(edit(id, "три")).isInstanceOf(EditOutcome.Impossible.class);
        assertThat(edit(Long.MAX_VALUE, "три")).isInstanceOf(EditOutcome.Impossible.class);
    }

    private static OutgoingMessage picture(String caption) {
        return new OutgoingMessage(
                RichText.builder().add(caption).code("40701810900000012345").build(),
                List.of(List.of(new OutgoingMessage.LinkButton("СБП", URI.create("https://qr.nspk.ru/AS1")))),
                Optional.empty(),
                Optional.of(new OutgoingMessage.Picture("ST00012|Name=ООО|Sum=1")));
    }

    @Test
    @DisplayName("with a picture arrives as a file with its caption, whatever is written in that")
    void withAPicture() throws Exception {
        var caption = "Строка\r\n--zapiska-\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n1\r\n & <b> 😀 ";

        var outcome = bot.messenger.send(chat, picture(caption)).await().indefinitely();

        var sent = sandbox.control().acceptedSends().getLast();
        assertThat(outcome).isEqualTo(new SendOutcome.Sent(sent.messageId()));
        var message = sandbox.control().message(chat, sent.messageId()).orElseThrow();
        assertThat(message.text()).isEqualTo(caption.replace("\r", "") + "40701810900000012345");
        assertThat(message.entities())
                .singleElement()
                .satisfies(entity -> assertThat(entity.type()).isEqualTo("code"));
        assertThat(message.buttons().getFirst().url()).contains("https://qr.nspk.ru/AS1");
        assertThat(QrPngTest.read(Base64.getDecoder().decode(message.photo().orElseThrow())))
                .isEqualTo("ST00012|Name=ООО|Sum=1");
    }

    @Test
    @DisplayName("with a picture ends as any other does")
    void withAPictureThatFails() {
        var control = sandbox.control();
        control.script(Fault.on("sendPhoto").rateLimited(7));
        assertThat(bot.messenger.send(chat, picture("a")).await().indefinitely())
                .isEqualTo(new SendOutcome.TooManyRequests(Duration.ofSeconds(7)));
        control.script(Fault.on("sendPhoto").error(403, "Forbidden: bot was blocked by the user"));
        assertThat(bot.messenger.send(chat, picture("a")).await().indefinitely())
                .isInstanceOf(SendOutcome.ChatUnreachable.class);
        control.script(Fault.on("sendPhoto").accepting().closes());
        assertThat(bot.messenger.send(chat, picture("a")).await().indefinitely())
                .isInstanceOf(SendOutcome.Unknown.class);
        assertThat(control.acceptedSends()).hasSize(1);
    }

    @Nested
    @DisplayName("ends, line by line of the outcome table, as")
    class Table {

        @Test
        void notSentWhenTheHostIsUnknown() {
            try (var lost = new BotUnderTest(URI.create("https://no-such-host.invalid"))) {
                assertThat(lost.send(chat, "x")).isInstanceOf(SendOutcome.NotSent.class);
            }
        }

        @Test
        void notSentWhenTheConnectionIsRefused() {
            sandbox.control().goOffline();
            try {
                assertThat(bot.send(chat, "x")).isInstanceOf(SendOutcome.NotSent.class);
            } finally {
                sandbox.control().goOnline();
            }
            assertThat(sandbox.control().acceptedSends()).isEmpty();
        }

        @Test
        void notSentWhenTlsFails() throws IOException {
            try (var noTls = new RawServer((connection, request) -> false);
                    var deaf =
                            new BotUnderTest(URI.create(noTls.url().toString().replace("http:", "https:")))) {
                assertThat(deaf.send(chat, "x")).isInstanceOf(SendOutcome.NotSent.class);
            }
        }

        @Test
        void notSentWhenNobodyAcceptsTheConnection() throws IOException {
            // A full backlog: the kernel drops the handshake, as a firewall would.
            try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    var first = new Socket(full.getInetAddress(), full.getLocalPort());
                    var second = new Socket(full.getInetAddress(), full.getLocalPort());
                    var waiting = new BotUnderTest(
                            URI.create("http://127.0.0.1:" + full.getLocalPort()),
                            Map.of("telegram.connect-timeout", "200ms"))) {
                assertThat(first.isConnected() && second.isConnected()).isTrue();
                assertThat(waiting.send(chat, "x")).isInstanceOf(SendOutcome.NotSent.class);
            }
        }

        @Test
        void tooManyRequests() {
            sandbox.control().script(Fault.on("sendMessage").rateLimited(7));
            assertThat(bot.send(chat, "x")).isEqualTo(new SendOutcome.TooManyRequests(Duration.ofSeconds(7)));
        }

        @Test
        void unreachableWhenThePersonBlockedTheBot() {
            sandbox.control().block(chat);
            assertThat(bot.send(chat, "x")).isInstanceOf(SendOutcome.ChatUnreachable.class);
        }

        @Test
        void unreachableWhenThereIsNoSuchChat() {
            assertThat(bot.send(987_654_321L, "x")).isInstanceOf(SendOutcome.ChatUnreachable.class);
        }

        @Test
        void movedWhenTheGroupBecameASupergroup() {
            sandbox.control().addChat(-500, "Семья");
            sandbox.control().migrate(-500, -1_000_000_000_500L);
            assertThat(bot.send(-500, "x")).isEqualTo(new SendOutcome.ChatMigrated(-1_000_000_000_500L));
        }

        @Test
        void refusedWhenTheMessageIsBad() {
            assertThat(bot.send(chat, "д".repeat(4097))).isInstanceOf(SendOutcome.MessageRefused.class);
            assertThat(bot.send(chat, " \n ")).isInstanceOf(SendOutcome.MessageRefused.class);
            sandbox.control().script(Fault.on("sendMessage").error(418, "I'm a teapot"));
            assertThat(bot.send(chat, "x")).isEqualTo(new SendOutcome.MessageRefused(418, "I'm a teapot"));
        }

        @Test
        void aRejectedTokenThatStopsTheSenderUntilItWorksAgain() {
            sandbox.control().revokeToken();
            assertThat(bot.send(chat, "x")).isInstanceOf(SendOutcome.TokenRejected.class);
            assertThat(bot.messenger.ready()).isFalse();

            sandbox.control().restoreToken();
            bot.bot.check().await().indefinitely();
            assertThat(bot.messenger.ready()).isTrue();
        }

        @Test
        void aServerErrorWhenA5xxIsAnswered() {
            sandbox.control().script(Fault.on("sendMessage").error(500, "Internal Server Error"));
            assertThat(bot.send(chat, "x")).isEqualTo(new SendOutcome.ServerError(500, "Internal Server Error"));
            sandbox.control().script(Fault.on("sendMessage").html(502));
            assertThat(bot.send(chat, "x")).isInstanceOf(SendOutcome.ServerError.class);
        }

        @Test
        void unknownWhenTheAnswerIsLost() {
            sandbox.control().script(Fault.on("sendMessage").accepting().closes());
            assertThat(bot.send(chat, "closed")).isInstanceOf(SendOutcome.Unknown.class);
            sandbox.control().script(Fault.on("sendMessage").accepting().resets());
            assertThat(bot.send(chat, "reset")).isInstanceOf(SendOutcome.Unknown.class);
            assertThat(sandbox.control().acceptedSends()).hasSize(2);
        }

        @Test
        void unknownWhenTheAnswerTakesTooLong() {
            var hold = sandbox.control().holdAfter("sendMessage");
            assertThat(bot.send(chat, "x")).isInstanceOf(SendOutcome.Unknown.class);
            hold.release();
        }

        @Test
        void unknownWhenTheAnswerCanNotBeRead() {
            sandbox.control().script(Fault.on("sendMessage").empty(200));
            assertThat(bot.send(chat, "empty")).isInstanceOf(SendOutcome.Unknown.class);
            sandbox.control().script(Fault.on("sendMessage").html(200));
            assertThat(bot.send(chat, "HTML")).isInstanceOf(SendOutcome.Unknown.class);
            sandbox.control().script(Fault.on("sendMessage").unparsable());
            assertThat(bot.send(chat, "half")).isInstanceOf(SendOutcome.Unknown.class);
            sandbox.control().script(Fault.on("sendMessage").truncated());
            assertThat(bot.send(chat, "cut off")).isInstanceOf(SendOutcome.Unknown.class);
        }
    }

    @Nested
    @DisplayName("is posted once")
    class OnePost {

        @Test
        void whenTheServerClosesAConnectionItPromisedToKeepAlive() throws Exception {
            try (var server = new RawServer(
                            (connection, request) -> RawServer.accept(connection, request) && request % 2 == 0);
                    var client = new BotUnderTest(server.url())) {
                for (int i = 1; i <= 10; i++) {
                    assertThat(client.send(chat, "x")).isEqualTo(new SendOutcome.Sent(i));
                }
                assertThat(server.posts).hasValue(10);
            }
        }

        @Test
        void whenTheConnectionIsClosedAfterTheRequestWasRead() throws Exception {
            try (var server = new RawServer((connection, request) -> false);
                    var client = new BotUnderTest(server.url())) {
                assertThat(client.send(chat, "x")).isInstanceOf(SendOutcome.Unknown.class);
                assertThat(server.posts).hasValue(1);
            }
        }

        @Test
        void on408() {
            sandbox.control().script(Fault.on("sendMessage").requestTimeout());
            assertThat(bot.send(chat, "x")).isInstanceOf(SendOutcome.ServerError.class);
            assertThat(postsSeen()).isEqualTo(1);
        }

        @Test
        void on503RetryAfter0() {
            sandbox.control().script(Fault.on("sendMessage").unavailableRetryNow());
            assertThat(bot.send(chat, "x")).isInstanceOf(SendOutcome.ServerError.class);
            assertThat(postsSeen()).isEqualTo(1);
        }

        @Test
        void onARedirect() throws IOException {
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                try (var server = new RawServer((connection, request) -> RawServer.write(
                                connection,
                                "HTTP/1.1 " + status + " Moved\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"));
                        var client = new BotUnderTest(server.url())) {
                    assertThat(client.send(chat, "x")).isInstanceOf(SendOutcome.Unknown.class);
                    assertThat(server.posts).hasValue(1);
                }
            }
        }

        @Test
        void on421And401WithAChallenge() throws IOException {
            for (var head : List.of("421 Misdirected Request", "401 Unauthorized\r\nWWW-Authenticate: Basic")) {
                try (var server = new RawServer((connection, request) ->
                                RawServer.write(connection, "HTTP/1.1 " + head + "\r\nContent-Length: 0\r\n\r\n"));
                        var client = new BotUnderTest(server.url())) {
                    assertThat(client.send(chat, "x"))
                            .isInstanceOfAny(SendOutcome.ServerError.class, SendOutcome.TokenRejected.class);
                    assertThat(server.posts).hasValue(1);
                }
            }
        }

        private long postsSeen() {
            return sandbox.control().calls().stream()
                    .filter(call -> call.method().equals("sendmessage"))
                    .count();
        }
    }

    @Test
    void doesNotWaitForAnswersThatNeverEnd() throws IOException {
        try (var server = new RawServer((connection, request) -> {
                    RawServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
                    while (true) {
                        // Each byte is soon enough for the read time-out; only the time-out of the call ends this.
                        RawServer.write(connection, " ");
                        java.util.concurrent.locks.LockSupport.parkNanos(
                                Duration.ofMillis(50).toNanos());
                    }
                });
                var client = new BotUnderTest(server.url(), Map.of("telegram.call-timeout", "500ms"))) {
            assertThat(client.send(chat, "x")).isInstanceOf(SendOutcome.Unknown.class);
        }
    }

    @Test
    void isNotHeldUpByManyOthersToTheSameHost() throws Exception {
        var holds = new ArrayList<app.zapiska.sandbox.Hold>();
        try (var patient = new BotUnderTest(
                sandbox.baseUrl(), Map.of("telegram.read-timeout", "20s", "telegram.call-timeout", "20s"))) {
            var slow = new ArrayList<CompletableFuture<SendOutcome>>();
            for (int i = 1; i <= 20; i++) {
                holds.add(sandbox.control()
                        .scriptHold(Fault.on("sendMessage").call(i).accepting()));
            }
            for (int i = 0; i < 20; i++) {
                slow.add(patient.messenger
                        .send(chat, BotUnderTest.plain("медленно " + i))
                        .subscribeAsCompletionStage());
            }
            holds.forEach(app.zapiska.sandbox.Hold::awaitReached);
            assertThat(patient.send(chat, "быстро")).isInstanceOf(SendOutcome.Sent.class);
            holds.forEach(app.zapiska.sandbox.Hold::release);
            for (var one : slow) {
                assertThat(one.get(10, TimeUnit.SECONDS)).isInstanceOf(SendOutcome.Sent.class);
            }
        } finally {
            holds.forEach(app.zapiska.sandbox.Hold::release);
        }
    }

    @Test
    void isAnsweredOnTheContextItWasSentFrom() throws Exception {
        var vertx = Vertx.vertx();
        try {
            var context = vertx.getOrCreateContext();
            var answeredOn = new CompletableFuture<io.vertx.core.Context>();
            context.runOnContext(ignored -> bot.messenger
                    .send(chat, BotUnderTest.plain("x"))
                    .subscribe()
                    .with(outcome -> answeredOn.complete(Vertx.currentContext())));
            assertThat(answeredOn.get(5, TimeUnit.SECONDS)).isSameAs(context);
        } finally {
            vertx.close();
        }
    }

    @Test
    void withoutATokenIsNotSent() {
        var mute = new TelegramMessenger(
                new Bot(
                        java.util.Optional.empty(),
                        new BotStatus(java.time.Clock.systemUTC(), seen -> {}),
                        java.util.Optional.empty()),
                PageLinks::isPublic);
        assertThat(mute.ready()).isFalse();
        assertThat(mute.send(1, BotUnderTest.plain("x")).await().indefinitely())
                .isInstanceOf(SendOutcome.NotSent.class);
    }

    @Test
    @DisplayName("S32: never shows the token in a log, an error or a metric")
    void neverShowsTheToken() throws IOException {
        var lines = new StringBuilder();
        var root = Logger.getLogger("");
        var listener = new Handler() {
            @Override
            public synchronized void publish(LogRecord line) {
                lines.append(line.getLoggerName()).append(line.getMessage());
                if (line.getParameters() != null) {
                    lines.append(java.util.Arrays.toString(line.getParameters()));
                }
                if (line.getThrown() != null) {
                    var trace = new java.io.StringWriter();
                    line.getThrown().printStackTrace(new java.io.PrintWriter(trace));
                    lines.append(trace);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        root.addHandler(listener);
        var level = root.getLevel();
        root.setLevel(Level.FINE);
        try (var lost = new BotUnderTest(URI.create("https://no-such-host.invalid"));
                var server = new RawServer((connection, request) ->
                        RawServer.write(connection, "HTTP/1.1 200 " + BotUnderTest.TOKEN + "\r\nbroken\r\n\r\n"));
                var odd = new BotUnderTest(server.url())) {
            lines.append(lost.send(chat, "x")).append(odd.send(chat, "x"));
            sandbox.control().script(Fault.on("sendMessage").closes());
            lines.append(bot.send(chat, "x"));
            sandbox.control().revokeToken();
            lines.append(bot.send(chat, "x"));
        } finally {
            root.setLevel(level);
            root.removeHandler(listener);
        }
        for (Meter meter : bot.metrics.getMeters()) {
            lines.append(meter.getId());
        }
        assertThat(lines.toString())
                .doesNotContain(BotUnderTest.TOKEN)
                .doesNotContain("SandboxTokenOnlyForThisMachine")
                .doesNotContain(Long.toString(chat));
    }

    private static EditOutcome edit(long id, String text) {
        return bot.messenger.edit(chat, id, BotUnderTest.plain(text)).await().indefinitely();
    }
}
