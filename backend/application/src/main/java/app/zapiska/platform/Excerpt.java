package app.zapiska.platform;

import java.text.BreakIterator;
import java.util.Locale;

/** Cuts what people typed between two characters as they see them: an emoji of seven code points stays whole or goes. */
public final class Excerpt {

    private static final String MORE = "…";

    private Excerpt() {}

    /**
     * As much of a text as fits, with an ellipsis where something is left out.
     *
     * @param longest in UTF-16 units, as Telegram counts, the ellipsis included; above 0
     */
    public static String of(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        var borders = BreakIterator.getCharacterInstance(Locale.ROOT);
        borders.setText(text);
        int end = borders.preceding(longest - MORE.length() + 1);
        return text.substring(0, Math.max(end, 0)).stripTrailing() + MORE;
    }

    /**
     * As much of a text as a narrow place shows, such as a button.
     *
     * @param most characters as people see them, the ellipsis included
     */
    public static String shown(String text, int most) {
        var borders = BreakIterator.getCharacterInstance(Locale.ROOT);
        borders.setText(text);
        int count = 0;
        int beforeLast = 0;
        for (int end = borders.next(); end != BreakIterator.DONE; end = borders.next()) {
            if (++count == most - 1) {
                beforeLast = end;
            }
            if (count > most) {
                return text.substring(0, beforeLast).stripTrailing() + MORE;
            }
        }
        return text;
    }
}
