package app.zapiska.telegram;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A bot of its own beside the application's, with short time-outs. */
final class BotUnderTest implements AutoCloseable {

    static final String TOKEN = "7000000001:SandboxTokenOnlyForThisMachine_0001";

    static final Vertx VERTX = Vertx.vertx();

    final TelegramConfig config;
    final MeterRegistry metrics = new SimpleMeterRegistry();
    final List<BotStatus.Observation> observations = Collections.synchronizedList(new ArrayList<>());
    final Bot bot;
    final TelegramMessenger messenger;

    BotUnderTest(URI apiUrl, Map<String, String> configuration) {
        this(apiUrl, configuration, new Routes(VERTX));
    }

    BotUnderTest(URI apiUrl, Map<String, String> configuration, Routes routes) {
        config = config(configuration);
        var api = new BotApi(apiUrl, TOKEN, config, metrics, VERTX, routes);
        bot = new Bot(Optional.of(api), new BotStatus(Clock.systemUTC(), observations::add), BotProducer.id(TOKEN));
        messenger = new TelegramMessenger(bot, PageLinks::isPublic);
    }

    BotUnderTest(URI apiUrl) {
        this(apiUrl, Map.of());
    }

    static TelegramConfig config(Map<String, String> values) {
        var all = new HashMap<>(Map.of(
                "telegram.connect-timeout", "1s",
                "telegram.read-timeout", "1s",
                "telegram.call-timeout", "3s",
                "telegram.long-poll", "2s",
                "telegram.poll-read-timeout", "5s",
                "telegram.poller-lease", "600ms",
                "telegram.first-pause", "20ms",
                "telegram.longest-pause", "200ms"));
        all.putAll(values);
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(TelegramConfig.class)
                .withDefaultValues(all)
                .build()
                .getConfigMapping(TelegramConfig.class);
    }

    static OutgoingMessage plain(String text) {
        return new OutgoingMessage(RichText.plain(text), List.of());
    }

    SendOutcome send(long chat, String text) {
        return messenger.send(chat, plain(text)).await().indefinitely();
    }

    @Override
    public void close() {
        bot.close();
    }
}
