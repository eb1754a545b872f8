package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import io.quarkus.qute.i18n.Localized;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gives every account a writer of messages in its language. */
@Singleton
class ReminderMessages {

    private final ReminderTexts russian;
    private final ReminderTexts english;
    private final Optional<URI> pages;

    ReminderMessages(
            ReminderTexts russian,
            @Localized("en") ReminderTexts english,
            @ConfigProperty(name = "PUBLIC_URL", defaultValue = "http://localhost:8080") URI publicUrl,
            @ConfigProperty(name = "TELEGRAM_SANDBOX_URL") Optional<String> sandbox) {
        this.russian = russian;
        this.english = english;
        // Telegram refuses a message whose button leads to the reader's own machine; the sandbox's chat runs on it.
        this.pages = sandbox.filter(url -> !url.isBlank()).isPresent() || !local(publicUrl)
                ? Optional.of(publicUrl)
                : Optional.empty();
    }

    ReminderTexts texts(Locale language) {
        return "en".equals(language.getLanguage()) ? english : russian;
    }

    ReminderMessage in(AccountSettings account) {
        return new ReminderMessage(
                texts(account.language()), account, id -> pages.map(base -> base.resolve("/tasks/" + id)));
    }

    private static boolean local(URI address) {
        var host = address.getHost();
        return host == null || host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]") || !host.contains(".");
    }
}
