package app.zapiska.telegram;

import app.zapiska.platform.Faults;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** Makes the bot of this process from the configuration. */
@Singleton
class BotProducer {

    private static final Logger LOG = Logger.getLogger(BotProducer.class);

    @Produces
    @Singleton
    Bot bot(TelegramConfig config, MeterRegistry metrics, InstantSource clock, BotRow row) {
        var token = config.botToken().map(String::strip).filter(text -> !text.isEmpty());
        var api = token.map(text -> new BotApi(config.apiUrl(), text, config, metrics));
        // Says which token a stored state is about without storing the token.
        var tokenHash = token.map(Sha256::of).orElse(new byte[0]);
        return new Bot(api, new BotStatus(clock, seen -> {
            if (seen.news()) {
                switch (seen.state()) {
                    case TOKEN_REJECTED ->
                        LOG.error("Telegram rejects the bot's token: nothing is sent until it is replaced");
                    case UNREACHABLE -> LOG.warn("Telegram can't be reached");
                    case OK, UNKNOWN -> LOG.info("Telegram knows the bot and can be reached");
                }
            }
            row.save(seen.state(), seen.at(), seen.username(), tokenHash)
                    .subscribe()
                    .with(
                            done -> {},
                            failure -> LOG.warnf("The bot's state could not be stored: %s", Faults.describe(failure)));
        }));
    }

    void close(@Disposes Bot bot) {
        bot.close();
    }
}
