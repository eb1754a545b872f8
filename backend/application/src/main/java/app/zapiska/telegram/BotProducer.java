package app.zapiska.telegram;

import app.zapiska.platform.Sha256;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/** Makes the bot of this process from the configuration. */
@Singleton
class BotProducer {

    @Produces
    @Singleton
    Bot bot(TelegramConfig config, MeterRegistry metrics, InstantSource clock, BotRow row, Vertx vertx) {
        var token = config.botToken().map(String::strip).filter(text -> !text.isEmpty());
        var api = token.map(text -> new BotApi(config.apiUrl(), text, config, metrics, vertx, new Routes(vertx)));
        var recorder = new StatusRecorder(row, token.map(Sha256::of).orElse(new byte[0]));
        return new Bot(api, new BotStatus(clock, recorder), token.flatMap(BotProducer::id));
    }

    static Optional<Long> id(String token) {
        var colon = token.indexOf(':');
        return colon > 0 && token.substring(0, colon).matches("[0-9]{1,18}")
                ? Optional.of(Long.parseLong(token.substring(0, colon)))
                : Optional.empty();
    }

    void close(@Disposes Bot bot) {
        bot.close();
    }
}
