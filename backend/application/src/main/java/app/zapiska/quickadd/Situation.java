package app.zapiska.quickadd;

import app.zapiska.accounts.WorkingHours;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/**
 * What decides the meaning of words beside the words themselves.
 *
 * @param now in the account's zone
 * @param workingHours tell five in the morning from five in the afternoon
 * @param language decides only whether 12/05 begins with the day; words of both languages are always understood
 */
public record Situation(
        ZonedDateTime now,
        WorkingHours workingHours,
        int defaultImportance,
        Currency currency,
        Locale language,
        List<Named> categories,
        List<Named> templates) {

    /** Something of the account that can be called by its name. */
    public record Named(long id, String name) {}

    public Situation {
        categories = List.copyOf(categories);
        templates = List.copyOf(templates);
    }

    LocalDate today() {
        return now.toLocalDate();
    }
}
