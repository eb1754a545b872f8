package app.zapiska.telegram;

import app.zapiska.platform.RequiredSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What Telegram needs to know before it delivers updates by itself. */
@Singleton
class WebhookSettings implements RequiredSettings {

    @Inject
    TelegramConfig config;

    @ConfigProperty(name = "zapiska.public-url")
    String publicUrl;

    @Override
    public List<String> objections() {
        var objections = new ArrayList<String>();
        if (config.botToken().filter(token -> !token.isBlank()).isPresent()
                && config.mode() == TelegramConfig.Mode.WEBHOOK) {
            if (!config.webhookSecret().orElse("").matches("[A-Za-z0-9_-]{16,256}")) {
                objections.add(
                        "TELEGRAM_WEBHOOK_SECRET is needed by TELEGRAM_MODE=webhook: 16 to 256 of A-Z a-z 0-9 _ and -.");
            }
            if (publicUrl.strip().startsWith("http://")) {
                objections.add("PUBLIC_URL must begin with https:// for TELEGRAM_MODE=webhook.");
            }
        }
        return objections;
    }
}
