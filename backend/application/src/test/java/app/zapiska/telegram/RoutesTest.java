package app.zapiska.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.sandbox.SandboxOptions;
import app.zapiska.sandbox.TelegramSandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The way to Telegram")
class RoutesTest {

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void isTheNextAddressWhenOneCanNotBeConnected() {
        try (var sandbox = TelegramSandbox.start(SandboxOptions.defaults().withPacing(false));
                var bot = bot(named(sandbox.baseUrl()), host -> {
                    // nobody listens at the first
                    return new InetAddress[] {InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1")};
                })) {
            assertThat(bot.send(sandbox.control().ownerId(), "x")).isInstanceOf(SendOutcome.Sent.class);
            assertThat(sandbox.control().acceptedSends()).hasSize(1);
        }
    }

    @Test
    void isNotTriedAtTheNextAddressOnceARequestWasWritten() throws IOException {
        try (var silent = new RawServer((connection, request) -> false);
                var bot = bot(named(silent.url()), host -> {
                    var here = InetAddress.getByName("127.0.0.1");
                    return new InetAddress[] {here, here};
                })) {
            assertThat(bot.send(1, "x")).isInstanceOf(SendOutcome.Unknown.class);
            assertThat(silent.posts).hasValue(1);
        }
    }

    @Test
    void asksForAnAddressOnceInHalfAMinute() {
        var asked = new AtomicInteger();
        try (var sandbox = TelegramSandbox.start(SandboxOptions.defaults().withPacing(false));
                var bot = bot(named(sandbox.baseUrl()), host -> {
                    asked.incrementAndGet();
                    return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
                })) {
            long chat = sandbox.control().ownerId();
            bot.send(chat, "x");
            nanos.addAndGet(Duration.ofSeconds(29).toNanos());
            bot.send(chat, "y");
            assertThat(asked).hasValue(1);
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThat(bot.send(chat, "z")).isInstanceOf(SendOutcome.Sent.class);
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void leadsThroughTheProxyThatTheJvmWasToldOf() throws IOException {
        try (var proxy = new RawServer((connection, request) -> RawServer.accept(connection, 77));
                var bot = through(proxy, "http://telegram.invalid")) {
            assertThat(bot.send(1, "x")).isEqualTo(new SendOutcome.Sent(77));
            assertThat(proxy.heads).singleElement().asString().startsWith("POST http://telegram.invalid/bot");
        }
    }

    @Test
    void doesNotSendWhatTheProxyRefuses() throws IOException {
        try (var proxy = new RawServer((connection, request) ->
                        RawServer.write(connection, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"));
                var bot = through(proxy, "https://telegram.invalid")) {
            assertThat(bot.send(1, "x")).isInstanceOf(SendOutcome.NotSent.class);
            assertThat(proxy.heads).singleElement().asString().startsWith("CONNECT telegram.invalid:443");
        }
    }

    private BotUnderTest bot(URI url, Routes.AddressLookup lookup) {
        return new BotUnderTest(url, Map.of(), new Routes(BotUnderTest.VERTX, null, lookup, nanos::get));
    }

    private static URI named(URI url) {
        return URI.create("http://telegram.invalid:" + url.getPort());
    }

    private BotUnderTest through(RawServer proxy, String url) {
        var selector = new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(new Proxy(
                        Proxy.Type.HTTP,
                        InetSocketAddress.createUnresolved(
                                "127.0.0.1", proxy.url().getPort())));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        };
        return new BotUnderTest(
                URI.create(url),
                Map.of(),
                new Routes(
                        BotUnderTest.VERTX,
                        selector,
                        host -> {
                            throw new AssertionError("the proxy asks for it");
                        },
                        nanos::get));
    }
}
