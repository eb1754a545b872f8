package app.zapiska.quickadd;

import app.zapiska.platform.Money;
import app.zapiska.platform.TypedMoney;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Sums with their currency: «5000 рублей», «5 056,50 ₽», «500р», «5 тыс. руб.», «полторы тысячи рублей», «на сумму 5000». A
 * bare number is no sum, and neither is one of another currency than the account's.
 */
final class AmountWords implements Thing {

    private static final int LONGEST = 6;
    static final Set<String> ROUBLES = Set.of(
            "рублей", "рубля", "рубль", "рублям", "рублями", "руб", "р", "₽", "rub", "roubles", "rubles", "рублев");
    private static final Map<String, Integer> THOUSANDS = Map.of(
            "тысяч",
            1_000,
            "тысячи",
            1_000,
            "тысяча",
            1_000,
            "тысячу",
            1_000,
            "тыс",
            1_000,
            "млн",
            1_000_000,
            "миллион",
            1_000_000,
            "миллиона",
            1_000_000,
            "миллионов",
            1_000_000,
            "thousand",
            1_000);

    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)?");
    private static final Pattern GLUED = Pattern.compile("(\\d+(?:[.,]\\d+)?)(р|руб|рублей|рубля|рубль|тыс|тр)");

    @Override
    public Optional<Reading> at(Line line, int place, Situation situation) {
        boolean roubles = situation.currency().getCurrencyCode().equals("RUB");
        if (line.says(place, "на", "сумму") || line.at(place).equals("сумма")) {
            int at = line.at(place).equals("сумма") ? place + 1 : place + 2;
            int number = line.at(at).equals(":") ? at + 1 : at;
            return plain(line, place, number, situation, false)
                    .or(() -> roubles ? thousands(line, place, number, false) : Optional.empty());
        }
        var said = line.at(place);
        if (said.isEmpty()) {
            return Optional.empty();
        }
        boolean digit = Character.isDigit(said.codePointAt(0));
        boolean sign = Character.getType(said.codePointAt(0)) == Character.CURRENCY_SYMBOL;
        if (digit
                && place > 0
                && !line.word(place).apart()
                && !line.word(place - 1).isSign()) {
            return Optional.empty();
        }
        if (digit || sign) {
            var plain = plain(line, place, place, situation, true);
            if (plain.isPresent()) {
                return plain;
            }
        }
        return roubles ? thousands(line, place, place, true) : Optional.empty();
    }

    /** As the forms of loans take it, so that one sum is not understood here and refused there. */
    private static Optional<Reading> plain(Line line, int start, int place, Situation situation, boolean withCurrency) {
        for (int end = Math.min(line.size(), place + LONGEST); end > place; end--) {
            if (!oneSum(line, place, end) || withCurrency && !hasCurrency(line, place, end)) {
                continue;
            }
            var text = line.text()
                    .substring(line.word(place).from(), line.word(end - 1).to());
            var sum = TypedMoney.parse(text, situation.currency());
            if (sum.isPresent()) {
                int point = line.at(end).equals(".")
                                && !line.word(end).apart()
                                && (line.at(end - 1).endsWith("руб")
                                        || line.at(end - 1).endsWith("р"))
                        ? end + 1
                        : end;
                return withKopecks(line, start, point, sum.get());
            }
        }
        return Optional.empty();
    }

    /** «2 рубля 50 копеек» */
    private static Optional<Reading> withKopecks(Line line, int start, int end, Money roubles) {
        int place = line.at(end).equals("и") ? end + 1 : end;
        var kopecks = Numerals.cardinal(line, place);
        if (kopecks.isEmpty() || !line.isAny(kopecks.get().end(), "копеек", "копейки", "копейка", "копейку", "коп")) {
            return read(start, end, roubles);
        }
        boolean whole = roubles.amount().stripTrailingZeros().scale() <= 0;
        return whole && kopecks.get().value() < 100
                ? read(
                        start,
                        kopecks.get().end() + 1,
                        new Money(roubles.amount()
                                .add(BigDecimal.valueOf(kopecks.get().value(), 2))))
                : Optional.empty();
    }

    /** Looked at first, because reading a sum is dear and most numbers are none. */
    private static boolean hasCurrency(Line line, int place, int end) {
        var last = line.at(end - 1);
        int sign = last.codePointBefore(last.length());
        return Character.getType(sign) == Character.CURRENCY_SYMBOL
                || ROUBLES.contains(last)
                || last.length() == 3 && !line.isNumeric(end - 1)
                || line.isNumeric(end - 1) && Character.isLetter(sign)
                || !line.isNumeric(place);
    }

    /** A quoted part is none of it. */
    private static boolean oneSum(Line line, int place, int end) {
        for (int at = place; at < end; at++) {
            if (line.at(at).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Reading> thousands(Line line, int start, int place, boolean withCurrency) {
        var said = line.at(place);
        BigDecimal many;
        int end;
        boolean numeric = line.isNumeric(place);
        var glued = GLUED.matcher(said);
        if (numeric && NUMBER.matcher(said).matches() && said.length() <= 12) {
            many = new BigDecimal(said.replace(',', '.'));
            end = place + 1;
        } else if (numeric && glued.matches() && Set.of("тыс", "тр").contains(glued.group(2)) && said.length() <= 12) {
            var sum = new BigDecimal(glued.group(1).replace(',', '.')).multiply(BigDecimal.valueOf(1_000));
            return money(start, currency(line, place + 1, place + 1), sum)
                    .filter(reading -> glued.group(2).equals("тр") || !withCurrency || reading.end() > place + 1);
        } else if (Set.of("полторы", "полтора").contains(said)) {
            many = new BigDecimal("1.5");
            end = place + 1;
        } else {
            var number = Numerals.inWords(line, place);
            many = BigDecimal.valueOf(number.map(Numerals.Number::value).orElse(1));
            end = number.map(Numerals.Number::end).orElse(place);
        }
        var unit = THOUSANDS.get(line.at(end));
        if (unit == null) {
            // «пятьсот» has no place here, but «сто рублей» has.
            return end > place
                            && ROUBLES.contains(line.at(end))
                            && Numerals.inWords(line, place).isPresent()
                    ? money(start, end + 1, many)
                    : Optional.empty();
        }
        int after = end + 1;
        int point = line.at(after).equals(".") ? after + 1 : after;
        int currency = ROUBLES.contains(line.at(point)) ? point + 1 : 0;
        if (currency == 0 && withCurrency) {
            return Optional.empty();
        }
        return money(start, currency == 0 ? after : currency, many.multiply(BigDecimal.valueOf(unit)));
    }

    private static int currency(Line line, int place, int otherwise) {
        int point = line.at(place).equals(".") ? place + 1 : place;
        return ROUBLES.contains(line.at(point)) ? point + 1 : otherwise;
    }

    private static Optional<Reading> money(int start, int end, BigDecimal sum) {
        var exact = sum.stripTrailingZeros();
        return exact.signum() > 0 && exact.scale() <= 2 && exact.precision() - exact.scale() <= 12
                ? read(start, end, new Money(exact.setScale(2)))
                : Optional.empty();
    }

    private static Optional<Reading> read(int start, int end, Money sum) {
        return Reading.of(start, end, Kind.AMOUNT, new Meaning.Amount(sum));
    }
}
