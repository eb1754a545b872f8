package app.zapiska.telegram;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
        var tokenHash = token.map(BotProducer::sha256).orElse(new byte[0]);
        return new Bot(api, new BotStatus(clock, seen -> {
            switch (seen.state()) {
                case TOKEN_REJECTED ->
                    LOG.error("Telegram rejects the bot's token: nothing is sent until it is replaced");
                case UNREACHABLE -> LOG.warn("Telegram can't be reached");
                case OK, UNKNOWN -> LOG.info("Telegram can be reached and knows the bot");
            }
            row.save(seen.state(), seen.at(), seen.username(), tokenHash)
                    .subscribe()
                    .with(
                            done -> {},
                            failure -> LOG.warnf(
                                    "The bot's state could not be stored: %s",
                                    failure.getClass().getSimpleName()));
        }));
    }

    void close(@Disposes Bot bot) {
        bot.close();
    }

    /** Says which token a stored state is about without storing the token. */
    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
