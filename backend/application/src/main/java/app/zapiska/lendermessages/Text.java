package app.zapiska.lendermessages;

import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A message of which each part is read once: what was understood is covered, so that nothing else takes it for its own. */
final class Text {

    static final int LONGEST = 2_000;

    /** No pattern matches it. */
    private static final char COVERED = '\u0001';

    private final String asWritten;
    private final String original;
    private final String folded;
    private final StringBuilder open;

    Text(String message) {
        asWritten = message.substring(0, Math.min(message.length(), LONGEST))
                .replaceAll("[\\u00a0\\u2009\\u202f\\u2007\\t]", " ")
                .replaceAll("[\\u2010\\u2011]", "-");
        original = Latin.russian(asWritten);
        // One for one, or the places of the two would not agree.
        folded = fold(original);
        open = new StringBuilder(folded);
    }

    private static String fold(String text) {
        var folded = new StringBuilder(text.length());
        for (int place = 0; place < text.length(); place++) {
            char letter = Character.toLowerCase(text.charAt(place));
            folded.append(letter == 'ё' ? 'е' : letter);
        }
        return folded.toString();
    }

    static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS);
    }

    /** Hands on what is still open and matches, and covers it. */
    void take(Pattern pattern, Consumer<MatchResult> found) {
        var match = pattern.matcher(open.toString());
        while (match.find()) {
            found.accept(match.toMatchResult());
            cover(match.start(), match.end());
        }
    }

    void cover(int from, int to) {
        for (int place = from; place < to; place++) {
            open.setCharAt(place, COVERED);
        }
    }

    String open() {
        return open.toString();
    }

    /** The whole in small letters, ё as е. */
    String folded() {
        return folded;
    }

    /** In the letters it came in. */
    String asWritten() {
        return asWritten;
    }

    /** In Russian letters, also what was written in Latin ones. */
    String original() {
        return original;
    }

    boolean says(Pattern pattern) {
        return pattern.matcher(folded).find();
    }
}
