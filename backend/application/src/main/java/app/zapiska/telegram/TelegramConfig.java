package app.zapiska.telegram;

import app.zapiska.platform.Lenient;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;

/** What the bot needs to know; the names in the environment are {@code TELEGRAM_BOT_TOKEN} and so on. */
@ConfigMapping(prefix = "telegram")
public interface TelegramConfig {

    /** Without a token there is no bot, and nothing of this package calls anybody. */
    Optional<String> botToken();

    /** The owner's chat: positive for a private chat (then it is the person's id, too), negative for a group. */
    Optional<@WithConverter(Lenient.Id.class) Long> chatId();

    @WithDefault("https://api.telegram.org")
    URI apiUrl();

    @WithDefault("polling")
    @WithConverter(ModeConverter.class)
    Mode mode();

    /** Telegram repeats it in a header of each delivery; 16–256 of {@code A-Z a-z 0-9 _ -}. */
    Optional<String> webhookSecret();

    /** Where the chat page of the sandbox can be opened; set only when the bot talks to the sandbox. */
    Optional<URI> sandboxUrl();

    @WithDefault("5s")
    Duration connectTimeout();

    @WithDefault("20s")
    Duration readTimeout();

    /** Of a whole call. The engine's lease (60 s) must outlive it. */
    @WithDefault("25s")
    Duration callTimeout();

    /** How long Telegram holds a request for updates when there are none; at most 50 s. */
    @WithDefault("25s")
    Duration longPoll();

    /** Of a request for updates; longer than {@link #longPoll()}. */
    @WithDefault("60s")
    Duration pollReadTimeout();

    /** How long a replica may be silent before another one polls in its stead. */
    @WithDefault("30s")
    Duration pollerLease();

    /** The first pause after a failed request for updates; it doubles up to {@link #longestPause()}. */
    @WithDefault("1s")
    Duration firstPause();

    @WithDefault("60s")
    Duration longestPause();

    /** Whether this process asks for updates and checks the token by itself; tests do it by hand. */
    @WithDefault("true")
    boolean start();

    enum Mode {
        POLLING,
        WEBHOOK
    }

    /** Any other word is refused at the start; see {@link Lenient}. */
    final class ModeConverter implements Converter<Mode> {
        private static final long serialVersionUID = 1L;

        @Override
        public Mode convert(String value) {
            return value.strip().equalsIgnoreCase("webhook") ? Mode.WEBHOOK : Mode.POLLING;
        }
    }
}
