package app.zapiska.telegram;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Makes the bot of this process from the configuration. */
@Singleton
class BotProducer {

    @Produces
    @Singleton
    Bot bot(TelegramConfig config, MeterRegistry metrics, InstantSource clock, BotRow row) {
        var token = config.botToken().map(String::strip).filter(text -> !text.isEmpty());
        var api = token.map(text -> new BotApi(config.apiUrl(), text, config, metrics));
        var recorder = new StatusRecorder(row, token.map(Sha256::of).orElse(new byte[0]));
        return new Bot(api, new BotStatus(clock, recorder));
    }

    void close(@Disposes Bot bot) {
        bot.close();
    }
}
