package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Language;
import app.zapiska.reminders.ReminderFormatters;
import app.zapiska.telegram.PageLinks;
import io.quarkus.qute.i18n.Localized;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Gives every account writers of digests in its language and currency. */
@Singleton
class DigestFormatters {

    private final DigestTexts russian;
    private final DigestTexts english;
    private final ReminderFormatters reminders;

    private final DayTexts russianDay;
    private final DayTexts englishDay;
    private final CeilingTexts russianCeiling;
    private final CeilingTexts englishCeiling;
    private final PageLinks page;

    DigestFormatters(
            DigestTexts russian,
            @Localized("en") DigestTexts english,
            DayTexts russianDay,
            @Localized("en") DayTexts englishDay,
            CeilingTexts russianCeiling,
            @Localized("en") CeilingTexts englishCeiling,
            ReminderFormatters reminders,
            PageLinks page) {
        this.russian = russian;
        this.english = english;
        this.russianDay = russianDay;
        this.englishDay = englishDay;
        this.russianCeiling = russianCeiling;
        this.englishCeiling = englishCeiling;
        this.reminders = reminders;
        this.page = page;
    }

    DayTexts day(AccountSettings account) {
        return Language.choose(account.language(), russianDay, englishDay);
    }

    DayMessage day(AccountSettings account, Instant now) {
        return new DayMessage(day(account), account, account.dates(now), reminders.buttons(account), page.button("/"));
    }

    WeekMessage week(AccountSettings account, Instant now) {
        return new WeekMessage(day(account), account, account.dates(now));
    }

    CeilingMessage ceiling(AccountSettings account, Instant now) {
        return new CeilingMessage(
                Language.choose(account.language(), russianCeiling, englishCeiling),
                day(account),
                account,
                account.dates(now),
                page::button);
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
