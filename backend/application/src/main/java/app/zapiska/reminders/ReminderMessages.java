package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.PublicUrl;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.telegram.TelegramConfig;
import io.quarkus.qute.i18n.Localized;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Gives every account a writer of messages in its language. */
@Singleton
class ReminderMessages {

    private final ReminderTexts russian;
    private final ReminderTexts english;
    private final PublicUrl publicUrl;
    private final boolean canLink;

    ReminderMessages(
            ReminderTexts russian,
            @Localized("en") ReminderTexts english,
            PublicUrl publicUrl,
            TelegramConfig telegram) {
        this.russian = russian;
        this.english = english;
        this.publicUrl = publicUrl;
        this.canLink = canLink(publicUrl.at("/"), telegram.sandboxUrl().isPresent());
    }

    /** Telegram refuses a message whose button leads to a host it can't know; the sandbox runs beside us. */
    static boolean canLink(URI address, boolean sandbox) {
        return sandbox || address.getHost() != null && address.getHost().contains(".");
    }

    ReminderTexts texts(Locale language) {
        return "en".equals(language.getLanguage()) ? english : russian;
    }

    ReminderMessage in(AccountSettings account, Instant now) {
        return new ReminderMessage(texts(account.language()), account, account.today(now), new ReminderMessage.Links() {
            @Override
            public Optional<URI> page(Subject subject) {
                var path =
                        switch (subject) {
                            case TaskDue task -> "/tasks/" + task.id();
                            case PaymentDue payment -> "/loans/" + payment.loanId();
                        };
                return canLink ? Optional.of(publicUrl.at(path)) : Optional.empty();
            }

            @Override
            public Optional<URI> cabinet(PaymentDue payment) {
                return payment.cabinet().filter(address -> canLink(address, false));
            }
        });
    }
}
