package app.zapiska.quickadd;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a person typed, cut into words. Only whole words mean anything: «завтрак» is no day and «17.5.3.1» no date. */
final class Line {

    private final String text;
    private final List<Word> words = new ArrayList<>();

    Line(String text) {
        this(text, List.of());
    }

    /** @param plain parts whose words mean nothing but themselves, as if they stood in quotes */
    Line(String text, List<Part> plain) {
        this.text = text;
        var quoted = quoted(text);
        for (var part : plain) {
            int end = Math.min(part.to(), text.length());
            for (int at = Math.max(part.from(), 0); at < end; at++) {
                quoted[at] = true;
            }
        }
        int at = 0;
        while (at < text.length()) {
            if (isSpace(text.charAt(at))) {
                at++;
                continue;
            }
            boolean apart = at == 0 || isSpace(text.charAt(at - 1));
            int link = apart && !quoted[at] ? endOfLink(at) : at;
            int end = link > at ? link : isPart(at) ? endOfWord(at) : endOfSign(at);
            boolean silent = link > at || quoted[at];
            words.add(new Word(silent ? "" : heard(text.substring(at, end)), at, end, apart));
            at = end;
        }
    }

    String text() {
        return text;
    }

    int size() {
        return words.size();
    }

    Word word(int place) {
        return words.get(place);
    }

    /** Nothing before the first word and after the last one. */
    String at(int place) {
        return place < 0 || place >= words.size() ? "" : words.get(place).said();
    }

    /** Whether these words stand there one after another. */
    boolean says(int place, String... wanted) {
        for (int step = 0; step < wanted.length; step++) {
            if (!at(place + step).equals(wanted[step])) {
                return false;
            }
        }
        return true;
    }

    /** The place after «не позднее», or this one. */
    int afterNotLater(int place) {
        return at(place).equals("не") && isAny(place + 1, "позднее", "позже") ? place + 2 : place;
    }

    /** Whether it begins with a digit: «5», «5-го», «18:00», «500р». */
    boolean isNumeric(int place) {
        var said = at(place);
        return !said.isEmpty() && Character.isDigit(said.charAt(0));
    }

    boolean isAny(int place, String... wanted) {
        var said = at(place);
        for (var one : wanted) {
            if (one.equals(said)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a thought can end before this place: no word follows that the ones before could belong to. */
    boolean pauseAt(int place) {
        return place >= words.size() || words.get(place).isSign();
    }

    /** How a word is compared, its stress left out, whether it was typed or is the name of something. */
    static String heard(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replace('ё', 'е')
                .replace("\u0301", "");
    }

    static boolean isSpace(char sign) {
        return Character.isWhitespace(sign) || Character.isSpaceChar(sign);
    }

    private boolean isPart(int at) {
        int sign = text.codePointAt(at);
        return Character.isLetterOrDigit(sign) || Character.getType(sign) == Character.NON_SPACING_MARK;
    }

    private int endOfWord(int start) {
        int end = start;
        while (end < text.length()) {
            if (isPart(end)) {
                end += Character.charCount(text.codePointAt(end));
            } else if (end + 1 < text.length() && isPart(end + 1) && joins(end)) {
                end++;
            } else {
                break;
            }
        }
        return end;
    }

    /** «18:00», «12.05.2027», «5-го», «и/или» and «don't» are one word each; «завтра,послезавтра» are two. */
    private boolean joins(int at) {
        boolean digits = Character.isDigit(text.charAt(at - 1)) && Character.isDigit(text.charAt(at + 1));
        return switch (text.charAt(at)) {
            case ',', ':', '–', '—', '−' -> digits;
            case '.', '/', '-', '_', '\'', '’' -> true;
            default -> false;
        };
    }

    private int endOfSign(int start) {
        int end = start + Character.charCount(text.codePointAt(start));
        boolean shout = text.charAt(start) == '!';
        // The colour of an emoji and what glues several to one belong to it.
        while (end < text.length()
                && (shout ? text.charAt(end) == '!' : text.charAt(end) == '\uFE0F' || text.charAt(end) == '\u200D')) {
            end++;
        }
        return end;
    }

    private int endOfLink(int start) {
        int end = start;
        while (end < text.length() && !isSpace(text.charAt(end))) {
            end++;
        }
        var chunk = text.substring(start, end);
        return chunk.contains("://") || chunk.startsWith("www.") || chunk.indexOf('@') > 0 ? end : start;
    }

    private static boolean[] quoted(String text) {
        var quoted = new boolean[text.length()];
        for (int at = 0; at < text.length(); at++) {
            int end = closing(text, at);
            // A quote that nobody closes is an inch or a slip.
            for (; at < end; at++) {
                quoted[at] = true;
            }
            if (end > 0) {
                quoted[end] = true;
            }
        }
        return quoted;
    }

    /** Where what is opened here is closed, or 0. */
    private static int closing(String text, int at) {
        var ends =
                switch (text.charAt(at)) {
                    case '«' -> "»";
                    case '„' -> "“”";
                    case '“' -> "”";
                    case '"' -> "\"";
                    default -> "";
                };
        int depth = 1;
        for (int end = at + 1; !ends.isEmpty() && end < text.length(); end++) {
            if (ends.indexOf(text.charAt(end)) >= 0) {
                depth--;
                if (depth == 0) {
                    return end;
                }
            } else if (text.charAt(end) == text.charAt(at)) {
                depth++;
            }
        }
        return 0;
    }
}
