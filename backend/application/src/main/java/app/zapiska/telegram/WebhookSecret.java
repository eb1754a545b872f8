package app.zapiska.telegram;

import app.zapiska.platform.SigningKeys;
import jakarta.inject.Singleton;
import java.util.HexFormat;

/** What Telegram repeats with each delivery: TELEGRAM_WEBHOOK_SECRET, else one made out of JWT_SIGNING_KEY, so that a switch needs no setting. */
@Singleton
class WebhookSecret {

    private static final byte[] FIRST = {1};

    private final TelegramConfig config;
    private final SigningKeys keys;

    WebhookSecret(TelegramConfig config, SigningKeys keys) {
        this.config = config;
        this.keys = keys;
    }

    String get() {
        return config.webhookSecret()
                .orElseGet(
                        () -> HexFormat.of().formatHex(SigningKeys.hmac(keys.forPurpose("telegram webhook"), FIRST)));
    }
}
