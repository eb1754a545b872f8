package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Language;
import app.zapiska.reminders.ReminderFormatters;
import io.quarkus.qute.i18n.Localized;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Gives every account writers of digests in its language and currency. */
@Singleton
class DigestFormatters {

    private final DigestTexts russian;
    private final DigestTexts english;
    private final ReminderFormatters reminders;

    DigestFormatters(DigestTexts russian, @Localized("en") DigestTexts english, ReminderFormatters reminders) {
        this.russian = russian;
        this.english = english;
        this.reminders = reminders;
    }

    UrgentMessage urgent(AccountSettings account, Instant now) {
        return new UrgentMessage(
                Language.choose(account.language(), russian, english),
                account,
                account.dates(now),
                reminders.buttons(account),
                account::money);
    }
}
