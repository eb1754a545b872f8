package app.zapiska.platform;

import java.util.Locale;

/** A number with its noun: 1 попытка, 2 попытки, 5 попыток; 1 try, 2 tries. */
public enum Plural {
    ATTEMPT("попытка", "попытки", "попыток", "attempt", "attempts"),
    SECOND("секунда", "секунды", "секунд", "second", "seconds"),
    /** After «через» and «на»: через 1 секунду. */
    SECOND_ACCUSATIVE("секунду", "секунды", "секунд", "second", "seconds"),
    MINUTE("минута", "минуты", "минут", "minute", "minutes"),
    MINUTE_ACCUSATIVE("минуту", "минуты", "минут", "minute", "minutes"),
    HOUR("час", "часа", "часов", "hour", "hours"),
    /** After «больше»: больше 1 часа, больше 26 часов. */
    HOUR_GENITIVE("часа", "часов", "часов", "hour", "hours"),
    DAY("день", "дня", "дней", "day", "days"),
    DAY_SHORT("дн.", "дн.", "дн.", "day", "days"),
    LOAN("кредит", "кредита", "кредитов", "loan", "loans"),
    TASK("задача", "задачи", "задач", "task", "tasks"),
    PAYMENT("платёж", "платежа", "платежей", "payment", "payments");

    private final String one;
    private final String few;
    private final String many;
    private final String englishOne;
    private final String englishMany;

    Plural(String one, String few, String many, String englishOne, String englishMany) {
        this.one = one;
        this.few = few;
        this.many = many;
        this.englishOne = englishOne;
        this.englishMany = englishMany;
    }

    public String of(long number, Locale locale) {
        return number + " "
                + (Language.ENGLISH.getLanguage().equals(locale.getLanguage())
                        ? Math.abs(number) == 1 ? englishOne : englishMany
                        : russian(number, one, few, many));
    }

    /** @return the form that goes with the number: 1, 21 → one; 2–4, 22 → few; 0, 5–20, 11, 12 → many */
    public static String russian(long number, String one, String few, String many) {
        var tens = Math.abs(number % 100);
        var last = tens % 10;
        if (last == 1 && tens != 11) {
            return one;
        }
        return last >= 2 && last <= 4 && (tens < 12 || tens > 14) ? few : many;
    }
}
