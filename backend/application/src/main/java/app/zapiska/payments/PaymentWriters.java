package app.zapiska.payments;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Money;
import app.zapiska.platform.MoneyText;
import io.quarkus.qute.i18n.Localized;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;

/** Gives every account writers in its language and currency. */
@Singleton
class PaymentWriters {

    private final PaymentTexts russian;
    private final PaymentTexts english;

    PaymentWriters(PaymentTexts russian, @Localized("en") PaymentTexts english) {
        this.russian = russian;
        this.english = english;
    }

    PaymentTexts texts(Locale language) {
        return "en".equals(language.getLanguage()) ? english : russian;
    }

    /** As the account writes sums. */
    String sum(AccountSettings account, Money sum) {
        return MoneyText.of(sum, account.language(), account.currency());
    }

    UrgentMessage urgent(AccountSettings account, Instant now) {
        return new UrgentMessage(texts(account.language()), account, account.today(now), sum -> sum(account, sum));
    }

    PaymentNote note(AccountSettings account) {
        return new PaymentNote(texts(account.language()), sum -> sum(account, sum));
    }
}
