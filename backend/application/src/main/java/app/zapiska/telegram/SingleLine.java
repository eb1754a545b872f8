package app.zapiska.telegram;

import java.util.regex.Pattern;

/**
 * Makes foreign text fit for a log line and a ledger row: one line, no control characters, at most 300 characters, and nothing
 * that it quotes, since what Telegram quotes in a complaint is a piece of the person's own message.
 */
final class SingleLine {

    private static final int LONGEST = 300;
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|\"[^\"]*$");

    private SingleLine() {}

    static String of(String text) {
        var clean = QUOTED.matcher(text.strip())
                .replaceAll("\"…\"")
                .codePoints()
                .map(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.FORMAT
                                || c == 0x2028
                                || c == 0x2029
                        ? ' '
                        : Character.getType(c) == Character.SURROGATE ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        if (clean.length() <= LONGEST) {
            return clean;
        }
        int end = Character.isHighSurrogate(clean.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
        return clean.substring(0, end) + "…";
    }
}
