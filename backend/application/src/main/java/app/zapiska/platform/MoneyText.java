package app.zapiska.platform;

import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/**
 * A sum as people read it: {@code 5 056 ₽}, {@code 5 056,50 ₽}; in English {@code ₽5,056}, {@code ₽5,056.50}. Whole sums go
 * without decimals. The spaces are no-break ones, so that no line ends within a sum.
 */
public final class MoneyText {

    private static final char NO_BREAK_SPACE = '\u00a0';

    private MoneyText() {}

    /** @param currency ISO 4217 */
    public static String of(Money sum, Locale language, String currency) {
        // Of the two languages alone, whatever country the caller's locale names.
        var format = (DecimalFormat) NumberFormat.getCurrencyInstance(Language.of(language.getLanguage()));
        var symbols = format.getDecimalFormatSymbols();
        symbols.setCurrencySymbol(symbol(Currency.getInstance(currency), language));
        format.setDecimalFormatSymbols(symbols);
        format.setMinimumFractionDigits(sum.amount().stripTrailingZeros().scale() <= 0 ? 0 : 2);
        format.setMaximumFractionDigits(2);
        format.setRoundingMode(RoundingMode.UNNECESSARY);
        return format.format(sum.amount()).replace('\u202f', NO_BREAK_SPACE).replace(' ', NO_BREAK_SPACE);
    }

    /** English knows the rouble by its code alone, Russian by its sign. */
    private static String symbol(Currency currency, Locale language) {
        var symbol = currency.getSymbol(language);
        if (symbol.equals(currency.getCurrencyCode())) {
            symbol = currency.getSymbol(Language.RUSSIAN);
        }
        // A code before the number does not touch it.
        boolean before = Language.ENGLISH.getLanguage().equals(language.getLanguage());
        return before && Character.isLetter(symbol.charAt(symbol.length() - 1)) ? symbol + NO_BREAK_SPACE : symbol;
    }
}
