package app.zapiska.payments;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Money;
import io.quarkus.qute.i18n.Localized;
import jakarta.inject.Singleton;
import java.text.NumberFormat;
import java.time.Instant;
import java.util.Currency;
import java.util.Locale;

/** Gives every account a writer of its urgent-loans message. */
@Singleton
class UrgentMessages {

    private final PaymentTexts russian;
    private final PaymentTexts english;

    UrgentMessages(PaymentTexts russian, @Localized("en") PaymentTexts english) {
        this.russian = russian;
        this.english = english;
    }

    PaymentTexts texts(Locale language) {
        return "en".equals(language.getLanguage()) ? english : russian;
    }

    /** As the account writes sums. */
    String sum(AccountSettings account, Money sum) {
        var en = "en".equals(account.language().getLanguage());
        var f = NumberFormat.getCurrencyInstance(en ? Locale.US : Locale.of("ru", "RU"));
        f.setCurrency(Currency.getInstance(account.currency()));
        var whole = sum.amount().stripTrailingZeros().scale() <= 0;
        f.setMinimumFractionDigits(whole ? 0 : 2);
        f.setMaximumFractionDigits(2);
        return f.format(sum.amount()).replace("RUB", "₽").replace("₽\u00a0", en ? "₽" : "₽\u00a0");
    }

    UrgentMessage in(AccountSettings account, Instant now) {
        return new UrgentMessage(texts(account.language()), account, account.today(now), sum -> sum(account, sum));
    }
}
