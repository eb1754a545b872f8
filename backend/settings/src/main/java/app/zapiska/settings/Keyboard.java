package app.zapiska.settings;

import java.util.HashMap;
import java.util.Map;

/** Where the keys are, in both layouts that a Russian keyboard has. */
final class Keyboard {

    private static final String[] LATIN = {"`1234567890-=", "qwertyuiop[]\\", "asdfghjkl;'", "zxcvbnm,./"};
    private static final String[] SHIFTED = {"~!@#$%^&*()_+", "qwertyuiop{}|", "asdfghjkl:\"", "zxcvbnm<>?"};
    private static final String[] RUSSIAN = {"ё1234567890-=", "йцукенгшщзхъ\\", "фывапролджэ", "ячсмитьбю."};
    /** Rows are shifted against each other: where they begin, in quarters of a key. */
    private static final int[] INDENT = {0, 6, 7, 9};

    private static final int KEY = 4;

    /** A walk of fewer keys than this happens in words, too: «ро», «апр», «er». */
    private static final int KEYS_OF_A_WALK = 4;

    private record Key(int row, int quarters) {

        boolean touches(Key other) {
            return Math.abs(row - other.row) <= 1 && Math.abs(quarters - other.quarters) <= KEY + 1;
        }
    }

    private static final Map<Integer, Key> KEYS = new HashMap<>();
    private static final Map<Integer, Integer> TO_RUSSIAN = new HashMap<>();
    private static final Map<Integer, Integer> TO_LATIN = new HashMap<>();

    static {
        for (int row = 0; row < LATIN.length; row++) {
            for (int column = 0; column < LATIN[row].length(); column++) {
                var key = new Key(row, column * KEY + INDENT[row]);
                for (var layout : new String[][] {LATIN, SHIFTED, RUSSIAN}) {
                    if (column < layout[row].length()) {
                        KEYS.putIfAbsent((int) layout[row].charAt(column), key);
                    }
                }
                if (column < RUSSIAN[row].length()) {
                    int latin = LATIN[row].charAt(column);
                    int shifted = SHIFTED[row].charAt(column);
                    int russian = RUSSIAN[row].charAt(column);
                    TO_RUSSIAN.put(latin, russian);
                    if (Character.isLetter(russian)) {
                        TO_RUSSIAN.put(shifted, russian);
                    }
                    TO_LATIN.put(russian, latin);
                }
            }
        }
    }

    private Keyboard() {}

    /** The same keys pressed while the other layout is on: {@code gfhjkm} for «пароль». */
    static String inRussian(String text) {
        return mapped(text, TO_RUSSIAN);
    }

    static String inLatin(String text) {
        return mapped(text, TO_LATIN);
    }

    /** Whether it is keys in a row, the alphabet or numbers in order, or a few such pieces: {@code 1qaz2wsx}. */
    static boolean isWalk(String text) {
        var letters = text.codePoints().filter(c -> !Character.isWhitespace(c)).toArray();
        int pieces = letters.length == 0 ? 0 : 1;
        for (int i = 1; i < letters.length; i++) {
            if (!follows(letters[i - 1], letters[i])) {
                pieces++;
            }
        }
        return letters.length > 0 && pieces <= letters.length / KEYS_OF_A_WALK;
    }

    private static boolean follows(int before, int next) {
        if (Math.abs(before - next) <= 1) {
            return true;
        }
        var from = KEYS.get(before);
        var to = KEYS.get(next);
        return from != null && to != null && from.touches(to);
    }

    private static String mapped(String text, Map<Integer, Integer> keys) {
        return text.codePoints()
                .map(c -> keys.getOrDefault(c, c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
