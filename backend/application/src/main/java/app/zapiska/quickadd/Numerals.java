package app.zapiska.quickadd;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers in digits and in words, of both languages and in every case. */
final class Numerals {

    /** @param end the place after the number */
    record Number(int value, int end) {}

    private static final Map<String, Integer> CARDINALS = new HashMap<>();
    private static final Map<String, Integer> ORDINALS = new HashMap<>();

    private static final Pattern DIGITS = Pattern.compile("\\d{1,4}");
    private static final Pattern ORDINAL_DIGITS =
            Pattern.compile("(\\d{1,2})(?:-?(?:го|е|ое|му|ого|ому|й|ый|ий|я|ая|ю|ую|ой|ья|ью|м|ем|ом)|st|nd|rd|th)");

    static {
        cardinal(1, "один одна одно одну одного одной одному одним one");
        cardinal(2, "два две двух двум двумя пару пара two couple");
        cardinal(3, "три трех трем тремя three");
        cardinal(4, "четыре четырех четырем четырьмя four");
        cardinal(8, "восемь восьми восемью eight");
        cardinal(40, "сорок сорока forty");
        cardinal(50, "пятьдесят пятидесяти fifty");
        cardinal(60, "шестьдесят шестидесяти sixty");
        cardinal(90, "девяносто девяноста ninety");
        cardinal(100, "сто ста hundred");
        var soft = Map.ofEntries(
                Map.entry(5, "пят five"),
                Map.entry(6, "шест six"),
                Map.entry(7, "сем seven"),
                Map.entry(9, "девят nine"),
                Map.entry(10, "десят ten"),
                Map.entry(11, "одиннадцат eleven"),
                Map.entry(12, "двенадцат twelve"),
                Map.entry(13, "тринадцат thirteen"),
                Map.entry(14, "четырнадцат fourteen"),
                Map.entry(15, "пятнадцат fifteen"),
                Map.entry(16, "шестнадцат sixteen"),
                Map.entry(17, "семнадцат seventeen"),
                Map.entry(18, "восемнадцат eighteen"),
                Map.entry(19, "девятнадцат nineteen"),
                Map.entry(20, "двадцат twenty"),
                Map.entry(30, "тридцат thirty"));
        soft.forEach((value, names) -> {
            var name = names.split(" ");
            cardinal(value, name[0] + "ь " + name[0] + "и " + name[0] + "ью " + name[1]);
        });
        var hard = List.of(
                "перв втор",
                "четверт пят шест седьм восьм девят десят одиннадцат двенадцат",
                "тринадцат четырнадцат",
                "пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат");
        int value = 0;
        for (var stem : String.join(" ", hard).split(" ")) {
            value += value == 2 ? 2 : 1;
            ordinal(value, stem, "ый ой ая ое ого ому ую ые ых ым ом");
        }
        ordinal(3, "трет", "ий ья ье ьего ьей ьему ью ьи ьих ьим ьем");
        ordinal(30, "тридцат", "ый ая ое ого ому ую");
        var english = ("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
                        + "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth")
                .split(" ");
        for (int place = 0; place < english.length; place++) {
            ORDINALS.put(english[place], place + 1);
        }
        ORDINALS.put("thirtieth", 30);
        for (int tens : new int[] {20, 30}) {
            for (int place = 0; place < 9; place++) {
                ORDINALS.put((tens == 20 ? "twenty-" : "thirty-") + english[place], tens + place + 1);
            }
        }
    }

    private Numerals() {}

    /** «3», «три», «двадцать пять»: not above 9999. */
    static Optional<Number> cardinal(Line line, int place) {
        var said = line.at(place);
        if (!line.isNumeric(place)) {
            return inWords(line, place);
        }
        return DIGITS.matcher(said).matches()
                ? Optional.of(new Number(Integer.parseInt(said), place + 1))
                : Optional.empty();
    }

    /** «три», «двадцать пять», not «3». */
    static Optional<Number> inWords(Line line, int place) {
        var value = CARDINALS.get(line.at(place));
        if (value == null) {
            return Optional.empty();
        }
        var ones = CARDINALS.get(line.at(place + 1));
        return value >= 20 && value < 100 && ones != null && ones < 10
                ? Optional.of(new Number(value + ones, place + 2))
                : Optional.of(new Number(value, place + 1));
    }

    /** «5-го», «пятого», «двадцать пятого», “5th”, “fifth”. */
    static Optional<Number> ordinal(Line line, int place) {
        var said = line.at(place);
        if (line.isNumeric(place)) {
            var digits = ORDINAL_DIGITS.matcher(said);
            return digits.matches()
                    ? Optional.of(new Number(Integer.parseInt(digits.group(1)), place + 1))
                    : Optional.empty();
        }
        var value = ORDINALS.get(said);
        if (value != null) {
            return Optional.of(new Number(value, place + 1));
        }
        var tens = CARDINALS.get(said);
        var ones = ORDINALS.get(line.at(place + 1));
        return tens != null && tens >= 20 && tens < 100 && ones != null && ones < 10
                ? Optional.of(new Number(tens + ones, place + 2))
                : Optional.empty();
    }

    private static void cardinal(int value, String forms) {
        for (var form : forms.split(" ")) {
            CARDINALS.put(form, value);
        }
    }

    private static void ordinal(int value, String stem, String endings) {
        for (var ending : endings.split(" ")) {
            ORDINALS.put(stem + ending, value);
        }
    }
}
