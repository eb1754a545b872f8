package app.zapiska.commands;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Language;
import io.quarkus.qute.i18n.Localized;
import jakarta.inject.Singleton;
import java.time.ZonedDateTime;

/** Gives every account words in its language. */
@Singleton
class TypedFormatters {

    private final TypedTexts russian;
    private final TypedTexts english;

    TypedFormatters(TypedTexts russian, @Localized("en") TypedTexts english) {
        this.russian = russian;
        this.english = english;
    }

    TypedMessages in(AccountSettings account, ZonedDateTime now) {
        boolean speaksEnglish =
                Language.ENGLISH.getLanguage().equals(account.language().getLanguage());
        return new TypedMessages(speaksEnglish ? english : russian, account, now);
    }
}
