package app.zapiska.payments;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Money;
import app.zapiska.platform.MoneyText;
import app.zapiska.reminders.ReminderTexts;
import app.zapiska.reminders.SubjectKeyboard;
import io.quarkus.qute.i18n.Localized;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Gives every account writers in its language and currency. */
@Singleton
class PaymentFormatters {

    private final PaymentTexts russian;
    private final PaymentTexts english;
    private final ReminderTexts russianButtons;
    private final ReminderTexts englishButtons;

    PaymentFormatters(
            PaymentTexts russian,
            @Localized("en") PaymentTexts english,
            ReminderTexts russianButtons,
            @Localized("en") ReminderTexts englishButtons) {
        this.russian = russian;
        this.english = english;
        this.russianButtons = russianButtons;
        this.englishButtons = englishButtons;
    }

    PaymentTexts texts(Locale language) {
        return "en".equals(language.getLanguage()) ? english : russian;
    }

    private SubjectKeyboard buttons(AccountSettings account) {
        return new SubjectKeyboard(
                "en".equals(account.language().getLanguage()) ? englishButtons : russianButtons,
                sum -> sum(account, sum));
    }

    /** As the account writes sums. */
    String sum(AccountSettings account, Money sum) {
        return MoneyText.of(sum, account.language(), account.currency());
    }

    PaymentNote note(AccountSettings account) {
        return new PaymentNote(texts(account.language()), buttons(account), sum -> sum(account, sum));
    }
}
