package app.zapiska.platform;

import java.text.Normalizer;
import java.util.Optional;

/**
 * Makes a text from outside fit to be stored and shown: NFC, one kind of line break, no space around it. What has no
 * meaning in a text (control characters, halves of characters) is refused rather than dropped, so that nobody's words
 * change silently.
 */
public final class CleanText {

    private CleanText() {}

    /** @return empty when the text can't be accepted */
    public static Optional<String> of(String raw) {
        var text = raw.indexOf('\r') < 0 ? raw : raw.replace("\r\n", "\n").replace('\r', '\n');
        if (!acceptable(text)) {
            return Optional.empty();
        }
        return Optional.of(stripped(Normalizer.normalize(text, Normalizer.Form.NFC)));
    }

    /** Unlike {@code String.strip}, also without no-break spaces: a title of nothing but those would look empty. */
    private static String stripped(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && space(text.charAt(start))) {
            start++;
        }
        while (end > start && space(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean space(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** No control characters but line feed and tab, no unpaired surrogates, no noncharacters. */
    static boolean acceptable(String text) {
        return text.codePoints().allMatch(c -> c == '\n' || c == '\t' || !(Character.isISOControl(c) || broken(c)));
    }

    /**
     * Whether it can stand in one line: no line breaks or tabs, and none of the characters that turn the direction of
     * what stands around them, with which a title could rewrite the words of a message or of a list.
     */
    static boolean oneLine(String text) {
        return text.codePoints()
                .noneMatch(c -> c == '\n' || c == '\t' || c == 0x2028 || c == 0x2029 || turnsDirection(c));
    }

    /**
     * Whether anybody can see it: there is more in it than spaces, marks for other characters, and characters that fonts draw as
     * nothing, such as U+200B, U+3164 or the empty Braille cell.
     */
    public static boolean visible(String text) {
        return text.codePoints().anyMatch(CleanText::visible);
    }

    private static boolean visible(int c) {
        if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> false;
            // Kept free by Unicode for what is not drawn either.
            case Character.UNASSIGNED -> !(c >= 0x2060 && c <= 0x206F || c >= 0xFFF0 && c <= 0xFFF8 || c >= 0xE0000);
            default -> c != 0x115F && c != 0x1160 && c != 0x3164 && c != 0xFFA0 && c != 0x2800;
        };
    }

    private static boolean turnsDirection(int c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }

    private static boolean broken(int c) {
        return Character.getType(c) == Character.SURROGATE || (c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF;
    }
}
