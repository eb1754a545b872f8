package app.zapiska.lendermessages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** How lenders are called, so that «ООО МФК „МигКредит“», «мигкредит» and «MigCredit» are one. */
final class Names {

    private static final Set<String> LEGAL = Set.of(
            "ооо",
            "ао",
            "пао",
            "зао",
            "оао",
            "нао",
            "мкк",
            "мфк",
            "мфо",
            "мкф",
            "пко",
            "нко",
            "кпк",
            "ip",
            "ип",
            "mkk",
            "mfk",
            "mfo",
            "ooo",
            "pko",
            "ru",
            "ру",
            "рф",
            "микрокредитная",
            "микрофинансовая",
            "компания",
            "организация");

    /** Words that say nothing of who it is, unless they are all that is said. */
    private static final Set<String> COMMON = Set.of(
            "займ", "заем", "займы", "zaim", "zaem", "кредит", "онлайн", "online", "банк", "bank", "карта", "кредитка");

    /** Names that are no name by themselves. */
    private static final Set<String> TOO_COMMON = Set.of(
            "dengi",
            "dolg",
            "zaim",
            "zaem",
            "kredit",
            "kard",
            "karta",
            "rasrochka",
            "mikrozaim",
            "srochno",
            "bank",
            "platezh",
            "onlain",
            "dogovor",
            "oplata",
            "noviizaim");

    private static final Pattern QUOTED = Pattern.compile("[«\"“„]([^«»\"“”]{3,})[»\"”“]");

    /** What people put behind a name to tell their loans apart. */
    private static final Pattern REMARK = Pattern.compile("(?<=\\S)\\s*[,;(/|]|(?<=\\S)\\s+[-–—]\\s");

    private static final Pattern ORDINAL = Pattern.compile("\\d{1,3}|(?:перв|втор|трет|нов|стар)(?:ый|ой|ий)");

    private static final Map<String, String> SAME = Map.of(
            "moneiman", "manimen", "manimen", "manimen", "lime", "laim", "joimonei", "dzhoimani", "kashu", "keshu");

    private static final Map<Character, String> LETTERS = Map.ofEntries(
            Map.entry('а', "a"),
            Map.entry('б', "b"),
            Map.entry('в', "v"),
            Map.entry('г', "g"),
            Map.entry('д', "d"),
            Map.entry('е', "e"),
            Map.entry('ж', "zh"),
            Map.entry('з', "z"),
            Map.entry('и', "i"),
            Map.entry('й', "i"),
            Map.entry('к', "k"),
            Map.entry('л', "l"),
            Map.entry('м', "m"),
            Map.entry('н', "n"),
            Map.entry('о', "o"),
            Map.entry('п', "p"),
            Map.entry('р', "r"),
            Map.entry('с', "s"),
            Map.entry('т', "t"),
            Map.entry('у', "u"),
            Map.entry('ф', "f"),
            Map.entry('х', "h"),
            Map.entry('ц', "ts"),
            Map.entry('ч', "ch"),
            Map.entry('ш', "sh"),
            Map.entry('щ', "sh"),
            Map.entry('ъ', ""),
            Map.entry('ы', "i"),
            Map.entry('ь', ""),
            Map.entry('э', "e"),
            Map.entry('ю', "iu"),
            Map.entry('я', "ia"));

    private static final int SHORTEST = 4;
    /** Of words that together are one name: «Быстро Деньги Плюс». */
    private static final int MOST_WORDS = 4;

    private Names() {}

    /** @return empty for a name by which nobody can be told */
    static Optional<String> key(String name) {
        var quoted = QUOTED.matcher(name);
        var words = words(quoted.find() ? quoted.group(1) : REMARK.split(name, 2)[0]).stream()
                .filter(word -> !ORDINAL.matcher(word).matches())
                .toList();
        var telling = words.stream().filter(word -> !COMMON.contains(word)).toList();
        return key(telling).or(() -> key(words));
    }

    private static Optional<String> key(List<String> words) {
        var joined = sound(String.join("", words));
        return Optional.of(SAME.getOrDefault(joined, joined))
                .filter(key -> key.length() >= SHORTEST && !TOO_COMMON.contains(key));
    }

    /** Whether a text says this name, be it in several words, in other letters, or with «банк» behind it. */
    static boolean says(String text, String key) {
        var words = words(text).stream()
                .filter(word -> !COMMON.contains(word))
                .map(Names::sound)
                .toList();
        return names(words, key) || names(words(text).stream().map(Names::sound).toList(), key);
    }

    private static boolean names(List<String> words, String key) {
        for (int from = 0; from < words.size(); from++) {
            var joined = new StringBuilder();
            for (int to = from; to < Math.min(words.size(), from + MOST_WORDS); to++) {
                joined.append(words.get(to));
                var name = collapsed(joined.toString());
                if (SAME.getOrDefault(name, name).equals(key)
                        || name.equals(key + "bank")
                        || key.equals(name + "bank") && name.length() >= SHORTEST) {
                    return true;
                }
                if (joined.length() > 2 * key.length() + SHORTEST) {
                    break;
                }
            }
        }
        return false;
    }

    private static List<String> words(String text) {
        var words = new ArrayList<String>();
        for (var word : text.toLowerCase(Locale.ROOT).replace('ё', 'е').split("[^\\p{L}\\p{N}]+")) {
            if (!word.isEmpty() && !LEGAL.contains(word)) {
                words.add(word);
            }
        }
        return words;
    }

    /** As it sounds, in Latin letters: what people write in different letters becomes the same. */
    static String sound(String word) {
        var latin = new StringBuilder();
        word.codePoints().forEach(c -> {
            var letter = c < Character.MAX_VALUE ? LETTERS.get((char) c) : null;
            if (letter != null) {
                latin.append(letter);
            } else {
                latin.appendCodePoint(c);
            }
        });
        return collapsed(latin.toString()
                .replace('y', 'i')
                .replace('j', 'i')
                .replace('w', 'v')
                .replace("x", "ks")
                .replace("ck", "k")
                .replace("ph", "f")
                .replaceAll("c(?!h)", "k"));
    }

    private static String collapsed(String word) {
        return word.replaceAll("(.)\\1", "$1");
    }
}
