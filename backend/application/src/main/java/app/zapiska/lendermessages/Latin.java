package app.zapiska.lendermessages;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Russian that was written in Latin letters, as cheap messages are: «Vash platezh 3400 RUB do 05.12». */
final class Latin {

    private static final Pattern CYRILLIC = Pattern.compile("\\p{IsCyrillic}");
    private static final Pattern RUSSIAN = Text.pattern(
            "(?i)\\b(?:vash\\p{L}*|dolg\\p{L}*|platezh\\p{L}*|plateg\\p{L}*|za[iy]m\\p{L}*|zaem\\p{L}*|oplat\\p{L}*|kod|kredit\\p{L}*|summa|pogas\\p{L}*|prosroch\\p{L}*|zadolzh\\p{L}*|dogovor\\p{L}*|spisan\\p{L}*|zachisl\\p{L}*|prodl\\p{L}*|vernut?e?|vernite|vnesite|parol)\\b");
    private static final Pattern KEPT = Pattern.compile("\\S*(?:://|\\.(?:ru|com|net|org|me|link|xyz)\\b)\\S*");

    /** Longer ones first. */
    private static final List<Map.Entry<String, String>> SOUNDS = List.of(
            Map.entry("shch", "щ"),
            Map.entry("sch", "щ"),
            Map.entry("zh", "ж"),
            Map.entry("kh", "х"),
            Map.entry("ts", "ц"),
            Map.entry("ch", "ч"),
            Map.entry("sh", "ш"),
            Map.entry("yu", "ю"),
            Map.entry("iu", "ю"),
            Map.entry("ya", "я"),
            Map.entry("ia", "я"),
            Map.entry("yo", "е"),
            Map.entry("ye", "е"));

    private static final String LATIN = "abvgdezijklmnoprstufhcwqx'y";
    private static final String LETTERS = "абвгдезийклмнопрстуфхцвкхьы";

    /** Soft signs that nobody writes. */
    private static final List<Map.Entry<String, String>> SOFT =
            List.of(Map.entry("полностю", "полностью"), Map.entry("денги", "деньги"));

    private Latin() {}

    static String russian(String text) {
        if (CYRILLIC.matcher(text).find() || !RUSSIAN.matcher(text).find()) {
            return text;
        }
        var russian = new StringBuilder();
        var kept = KEPT.matcher(text);
        int from = 0;
        while (kept.find()) {
            russian.append(letters(text.substring(from, kept.start()))).append(kept.group());
            from = kept.end();
        }
        return russian.append(letters(text.substring(from))).toString();
    }

    private static String letters(String text) {
        var letters = new StringBuilder();
        int place = 0;
        while (place < text.length()) {
            int at = place;
            var sound = SOUNDS.stream()
                    .filter(one -> text.regionMatches(
                            true, at, one.getKey(), 0, one.getKey().length()))
                    .findFirst();
            if (sound.isPresent()) {
                letters.append(cased(text.charAt(place), sound.get().getValue().charAt(0)));
                place += sound.get().getKey().length();
                continue;
            }
            char letter = text.charAt(place);
            int known = LATIN.indexOf(Character.toLowerCase(letter));
            char russian = known < 0 ? letter : LETTERS.charAt(known);
            boolean afterVowel = !letters.isEmpty()
                    && "аеиоуыюяэ".indexOf(Character.toLowerCase(letters.charAt(letters.length() - 1))) >= 0;
            letters.append(cased(letter, russian == 'ы' && afterVowel ? 'й' : russian));
            place++;
        }
        var whole = letters.toString();
        for (var soft : SOFT) {
            whole = whole.replace(soft.getKey(), soft.getValue());
        }
        return whole;
    }

    private static char cased(char as, char letter) {
        return Character.isUpperCase(as) ? Character.toUpperCase(letter) : letter;
    }
}
