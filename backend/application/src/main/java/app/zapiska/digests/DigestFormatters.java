package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Money;
import app.zapiska.platform.MoneyText;
import app.zapiska.reminders.ReminderTexts;
import app.zapiska.reminders.SubjectKeyboard;
import io.quarkus.qute.i18n.Localized;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.function.Function;

/** Gives every account writers of digests in its language and currency. */
@Singleton
class DigestFormatters {

    private final DigestTexts russian;
    private final DigestTexts english;
    private final ReminderTexts russianButtons;
    private final ReminderTexts englishButtons;

    DigestFormatters(
            DigestTexts russian,
            @Localized("en") DigestTexts english,
            ReminderTexts russianButtons,
            @Localized("en") ReminderTexts englishButtons) {
        this.russian = russian;
        this.english = english;
        this.russianButtons = russianButtons;
        this.englishButtons = englishButtons;
    }

    UrgentMessage urgent(AccountSettings account, Instant now) {
        boolean inEnglish = "en".equals(account.language().getLanguage());
        Function<Money, String> sums = sum -> MoneyText.of(sum, account.language(), account.currency());
        return new UrgentMessage(
                inEnglish ? english : russian,
                account,
                account.dates(now),
                new SubjectKeyboard(inEnglish ? englishButtons : russianButtons, sums),
                sums);
    }
}
