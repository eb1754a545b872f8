package app.zapiska.settings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What people take for a password: the common ones, and a common word with a few digits or signs around it — as it is, on
 * the wrong layout, or a Russian one in Latin letters.
 */
final class CommonWords {

    private static final int SHORTEST = 4;
    /** As much as is put beside a word for the sake of a form that asks for it: a year, «123»; a sign or two come on top. */
    private static final int LONGEST_AFFIX = 4;

    private static final int MOST_SPELLINGS = 200;
    private static final Pattern WORD =
            Pattern.compile("(?<before>[^\\p{L}]*)(?<word>\\p{L}.*\\p{L})(?<after>[^\\p{L}]*)", Pattern.DOTALL);
    private static final Pattern DATE = Pattern.compile("[0-3]?\\d[.\\-/]?[01]?\\d[.\\-/]?(?:19|20)?\\d\\d");

    private static final Map<Character, List<String>> LATIN = Map.ofEntries(
            Map.entry('а', List.of("a")),
            Map.entry('б', List.of("b")),
            Map.entry('в', List.of("v", "w")),
            Map.entry('г', List.of("g")),
            Map.entry('д', List.of("d")),
            Map.entry('е', List.of("e")),
            Map.entry('ё', List.of("e", "yo", "jo")),
            Map.entry('ж', List.of("zh", "j")),
            Map.entry('з', List.of("z")),
            Map.entry('и', List.of("i")),
            Map.entry('й', List.of("y", "i", "j")),
            Map.entry('к', List.of("k")),
            Map.entry('л', List.of("l")),
            Map.entry('м', List.of("m")),
            Map.entry('н', List.of("n")),
            Map.entry('о', List.of("o")),
            Map.entry('п', List.of("p")),
            Map.entry('р', List.of("r")),
            Map.entry('с', List.of("s")),
            Map.entry('т', List.of("t")),
            Map.entry('у', List.of("u")),
            Map.entry('ф', List.of("f")),
            Map.entry('х', List.of("h", "kh", "x")),
            Map.entry('ц', List.of("c", "ts")),
            Map.entry('ч', List.of("ch")),
            Map.entry('ш', List.of("sh", "w")),
            Map.entry('щ', List.of("sch", "shch", "sh")),
            Map.entry('ъ', List.of("")),
            Map.entry('ы', List.of("y", "i")),
            Map.entry('ь', List.of("", "'")),
            Map.entry('э', List.of("e")),
            Map.entry('ю', List.of("yu", "u", "ju", "iu")),
            Map.entry('я', List.of("ya", "ia", "ja")));

    private static final String LEET = "013457@$!";
    private static final String LETTERS = "oleastasi";

    private static final Set<String> PASSWORDS = new HashSet<>();
    private static final Set<String> WORDS = new HashSet<>();

    static {
        lines("/common-passwords.txt").forEach(password -> {
            PASSWORDS.add(password);
            var word = WORD.matcher(password);
            if (word.matches() && word.group("word").length() >= SHORTEST) {
                WORDS.add(word.group("word"));
            }
        });
        lines("/common-words.txt").forEach(WORDS::add);
        for (var word : List.copyOf(WORDS)) {
            WORDS.addAll(inLatinLetters(word));
        }
    }

    private CommonWords() {}

    /** @param plain in small letters */
    static boolean areAll(String plain) {
        return Stream.of(plain, Keyboard.inRussian(plain), Keyboard.inLatin(plain))
                .anyMatch(typed -> PASSWORDS.contains(typed) || isOne(unrepeated(typed)) || isOne(typed));
    }

    private static boolean isOne(String text) {
        var parts = WORD.matcher(text);
        if (!parts.matches() || !isTrivial(parts.group("before")) || !isTrivial(parts.group("after"))) {
            return false;
        }
        var word = parts.group("word");
        return WORDS.contains(word) || WORDS.contains(withoutDisguise(word)) || WORDS.contains(unrepeated(word));
    }

    private static boolean isTrivial(String affix) {
        var digits = affix.replaceAll("^[^\\p{L}\\d]{1,2}|[^\\p{L}\\d]{1,2}$", "");
        return digits.codePointCount(0, digits.length()) <= LONGEST_AFFIX
                || Keyboard.isWalk(digits)
                || DATE.matcher(digits).matches()
                || digits.codePoints().distinct().count() <= 2;
    }

    /** {@code p@r0l} is as soon tried as {@code parol}. */
    private static String withoutDisguise(String word) {
        var plain = new StringBuilder(word);
        for (int i = 0; i < plain.length(); i++) {
            int at = LEET.indexOf(plain.charAt(i));
            if (at >= 0) {
                plain.setCharAt(i, LETTERS.charAt(at));
            }
        }
        return plain.toString();
    }

    /** {@code parolparol} → {@code parol}; also with a sign between. */
    private static String unrepeated(String text) {
        for (int length = SHORTEST; length <= text.length() / 2; length++) {
            var first = text.substring(0, length);
            var rest = text.substring(length).replaceAll("[\\s_.,!-]", "");
            if (!rest.isEmpty() && rest.replace(first, "").isEmpty()) {
                return first;
            }
        }
        return text;
    }

    /** All the usual ways to write a Russian word in Latin letters. */
    private static List<String> inLatinLetters(String word) {
        var spellings = List.of("");
        for (char letter : word.toCharArray()) {
            var longer = new ArrayList<String>();
            for (var so : spellings) {
                for (var latin : LATIN.getOrDefault(letter, List.of(Character.toString(letter)))) {
                    if (longer.size() < MOST_SPELLINGS) {
                        longer.add(so + latin);
                    }
                }
            }
            spellings = longer;
        }
        return spellings;
    }

    private static List<String> lines(String resource) {
        try (var in = CommonWords.class.getResourceAsStream(resource);
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(PasswordRules::plain)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
