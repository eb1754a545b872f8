package app.zapiska.payments;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Language;
import app.zapiska.reminders.Payments.Result.Written;
import app.zapiska.reminders.ReminderFormatters;
import app.zapiska.telegram.OutgoingMessage;
import io.quarkus.qute.i18n.Localized;
import jakarta.inject.Singleton;

/** Gives every account writers in its language and currency. */
@Singleton
public class PaymentFormatters {

    private final PaymentTexts russian;
    private final PaymentTexts english;
    private final ReminderFormatters reminders;

    PaymentFormatters(PaymentTexts russian, @Localized("en") PaymentTexts english, ReminderFormatters reminders) {
        this.russian = russian;
        this.english = english;
        this.reminders = reminders;
    }

    public PaymentTexts texts(AccountSettings account) {
        return Language.choose(account.language(), russian, english);
    }

    /** What was written down, with a button that takes it back. */
    public OutgoingMessage written(AccountSettings account, Written payment) {
        return note(account).written(payment);
    }

    PaymentNote note(AccountSettings account) {
        return new PaymentNote(texts(account), reminders.buttons(account), account::money);
    }
}
