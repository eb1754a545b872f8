package app.zapiska.commands;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Language;
import app.zapiska.telegram.PageLinks;
import io.quarkus.qute.i18n.Localized;
import jakarta.inject.Singleton;
import java.time.LocalDate;

/** Gives every account words in its language. */
@Singleton
class LenderFormatters {

    private final LenderTexts russian;
    private final LenderTexts english;
    private final PageLinks page;

    LenderFormatters(LenderTexts russian, @Localized("en") LenderTexts english, PageLinks page) {
        this.russian = russian;
        this.english = english;
        this.page = page;
    }

    LenderTexts texts(AccountSettings account) {
        return Language.choose(account.language(), russian, english);
    }

    LenderNote in(AccountSettings account, LocalDate today) {
        return new LenderNote(texts(account), account, today, page::button);
    }
}
