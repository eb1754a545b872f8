package app.zapiska.platform;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a sum as people type it: {@code 5056}, {@code 5056,5}, {@code 5 056,00 ₽}, {@code 1,234.50}. What could mean two
 * things is no sum: {@code 5,056} is five thousand to one person and five and a bit to another, and money is not guessed.
 */
public final class TypedMoney {

    /** Longer than the longest sum with its separators and its currency. */
    private static final int LONGEST = 40;

    /** Spaces that people, phones and banks put between thousands. */
    private static final String SPACE = "[ \\u00A0\\u2009\\u202F]";

    private static final String ROUBLES = "(?:р|р\\.|руб|руб\\.|рубль|рубля|рублей)";

    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Pattern ONE_SEPARATOR = Pattern.compile("(\\d+)[.,](\\d{1,2})");
    private static final Pattern SPACED = Pattern.compile("(\\d{1,3}(?:" + SPACE + "\\d{3})+)(?:[.,](\\d{1,2}))?");
    private static final Pattern WITH_COMMAS = Pattern.compile("(\\d{1,3}(?:,\\d{3})+)\\.(\\d{1,2})");
    private static final Pattern WITH_POINTS = Pattern.compile("(\\d{1,3}(?:\\.\\d{3})+),(\\d{1,2})");

    private TypedMoney() {}

    /**
     * @param text untrusted
     * @param currency whose sign, code or name may stand before or after the sum; any other makes it no sum
     * @return a sum above zero with at most 12 digits before the point and two after it; empty for anything else
     */
    public static Optional<Money> parse(String text, Currency currency) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        var number = withoutCurrency(strip(text), currency);
        for (var shape : new Pattern[] {DIGITS, ONE_SEPARATOR, SPACED, WITH_COMMAS, WITH_POINTS}) {
            var match = shape.matcher(number);
            if (match.matches()) {
                return match.groupCount() == 0
                        ? money(number, null)
                        : money(match.group(1).replaceAll("\\D", ""), match.group(2));
            }
        }
        return Optional.empty();
    }

    private static Optional<Money> money(String whole, String fraction) {
        // Leading zeros are harmless, but the length of what was typed is looked at, not the size of the number.
        if (whole.length() > 12) {
            return Optional.empty();
        }
        var sum = new Money(new BigDecimal(fraction == null ? whole : whole + "." + fraction));
        return Optional.of(sum).filter(Money::isPositive);
    }

    private static String withoutCurrency(String text, Currency currency) {
        var names = Pattern.quote(currency.getCurrencyCode())
                + "|" + Pattern.quote(currency.getSymbol(Language.RUSSIAN))
                + "|" + Pattern.quote(currency.getSymbol(Locale.US))
                + (currency.getCurrencyCode().equals("RUB") ? "|₽|" + ROUBLES : "");
        var around = Pattern.compile(
                "(?:(?:" + names + ")" + SPACE + "*(?<after>.*)|(?<before>.*?)" + SPACE + "*(?:" + names + "))",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        var match = around.matcher(text);
        if (!match.matches()) {
            return text;
        }
        return match.group("after") != null ? match.group("after") : match.group("before");
    }

    private static String strip(String text) {
        return text.replaceAll("^[\\s\\u00A0\\u2009\\u202F]+|[\\s\\u00A0\\u2009\\u202F]+$", "");
    }
}
