package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Language;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.ReminderMessage.Age;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.PageLinks;
import io.quarkus.qute.i18n.Localized;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;

/** Gives every account a writer of messages in its language. */
@Singleton
public class ReminderFormatters {

    private final ReminderTexts russian;
    private final ReminderTexts english;
    private final PageLinks page;

    ReminderFormatters(ReminderTexts russian, @Localized("en") ReminderTexts english, PageLinks page) {
        this.russian = russian;
        this.english = english;
        this.page = page;
    }

    ReminderTexts texts(Locale language) {
        return Language.choose(language, russian, english);
    }

    /** The buttons under messages that speak of tasks and payments beside others. */
    public SubjectKeyboard buttons(AccountSettings account) {
        return new SubjectKeyboard(texts(account.language()), account::money);
    }

    /**
     * One of several subjects in place of their list: as it is, with its own buttons and the way back.
     *
     * @param snoozedUntil empty when it is not put off
     */
    public OutgoingMessage opened(
            AccountSettings account, Subject subject, Optional<Instant> snoozedUntil, Instant now) {
        var message = in(account, now).apart(subject, snoozedUntil);
        var rows = new ArrayList<>(message.keyboard());
        rows.add(buttons(account).back(subject));
        return new OutgoingMessage(message.text(), rows);
    }

    /** A writer of new messages. */
    ReminderMessage in(AccountSettings account, Instant now) {
        return in(account, Age.ofNew(now));
    }

    ReminderMessage in(AccountSettings account, Age age) {
        return new ReminderMessage(texts(account.language()), account, age, new ReminderMessage.Links() {
            @Override
            public Optional<URI> page(Subject subject) {
                var path =
                        switch (subject) {
                            case TaskDue task -> "/tasks/" + task.id();
                            case PaymentDue payment -> "/loans/" + payment.loanId();
                        };
                return page.button(path);
            }

            @Override
            public Optional<URI> portal(PaymentDue payment) {
                return payment.portal().filter(PageLinks::isPublic);
            }
        });
    }
}
