package app.zapiska.quickadd;

import java.util.Comparator;
import java.util.List;

/** What is left of a text without the words that were understood. Signs that stood only around those go with them. */
final class Title {

    private static final String LEANING = ",.;:!?)»”…";
    private static final String DANGLING = ",;:—–- ";

    private Title() {}

    /** @param taken readings that leave the title */
    static String without(Line line, List<Reading> taken) {
        var title = new StringBuilder();
        int from = 0;
        boolean cut = false;
        for (var reading : taken.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Reading::start))
                .toList()) {
            add(title, line.text().substring(from, line.word(reading.start()).from()), cut);
            from = line.word(reading.end() - 1).to();
            cut = true;
        }
        add(title, line.text().substring(from), cut);
        if (cut && line.text().substring(from).chars().allMatch(sign -> isDangling((char) sign))) {
            cutEnd(title);
        }
        return title.toString();
    }

    private static void add(StringBuilder title, String text, boolean afterCut) {
        var part = oneLine(text);
        if (afterCut) {
            if (!title.isEmpty() && title.charAt(title.length() - 1) == '(' && part.startsWith(")")) {
                title.setLength(title.length() - 1);
                part = oneLine(part.substring(1));
                trimEnd(title);
            }
            if (title.isEmpty() || isDangling(title.charAt(title.length() - 1))) {
                int at = 0;
                while (at < part.length() && isDangling(part.charAt(at))) {
                    at++;
                }
                part = part.substring(at);
            }
        }
        if (part.isEmpty()) {
            return;
        }
        // «Позвонить маме. Завтра.» needs one full stop.
        if (afterCut && !title.isEmpty() && part.equals(".") && title.charAt(title.length() - 1) == '.') {
            return;
        }
        boolean leans = LEANING.indexOf(part.charAt(0)) >= 0;
        if (!title.isEmpty() && !leans && title.charAt(title.length() - 1) != '(') {
            title.append(' ');
        }
        title.append(part);
    }

    private static void cutEnd(StringBuilder title) {
        while (!title.isEmpty() && isDangling(title.charAt(title.length() - 1))) {
            title.setLength(title.length() - 1);
        }
    }

    private static void trimEnd(StringBuilder title) {
        while (!title.isEmpty() && title.charAt(title.length() - 1) == ' ') {
            title.setLength(title.length() - 1);
        }
    }

    private static boolean isDangling(char sign) {
        return DANGLING.indexOf(sign) >= 0 || Line.isSpace(sign);
    }

    private static String oneLine(String text) {
        var line = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            boolean space = Line.isSpace(text.charAt(at));
            if (!space) {
                line.append(text.charAt(at));
            } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        }
        trimEnd(line);
        return line.toString();
    }
}
