package app.zapiska.standalone;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * What the person in front of the terminal reads. Russian or English by the locale's variables; where they say neither
 * ({@code C}, {@code POSIX}, unset), Russian with the English line below it.
 */
final class Console {

    private enum Speaks {
        RUSSIAN,
        ENGLISH,
        BOTH
    }

    private final PrintStream out;
    private final Speaks speaks;

    Console(PrintStream out, Map<String, String> environment) {
        this.out = out;
        this.speaks = language(environment);
    }

    /** Writes UTF-8 whatever the locale says: under {@code LANG=C} Java would print a question mark per letter. */
    static Console ofTerminal(Map<String, String> environment) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        return new Console(out, environment);
    }

    private static Speaks language(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_MESSAGES", "LANG"}) {
            String value = environment.getOrDefault(name, "").toLowerCase(Locale.ROOT);
            if (value.isEmpty()) {
                continue;
            }
            if (value.startsWith("ru")) {
                return Speaks.RUSSIAN;
            }
            return value.startsWith("en") ? Speaks.ENGLISH : Speaks.BOTH;
        }
        return Speaks.BOTH;
    }

    void say(String russian, String english) {
        say(new Text(russian, english));
    }

    synchronized void say(Text text) {
        if (speaks != Speaks.ENGLISH) {
            out.println(text.russian());
        }
        if (speaks == Speaks.ENGLISH || speaks == Speaks.BOTH && !text.english().equals(text.russian())) {
            out.println(text.english());
        }
        out.flush();
    }

    /** A line that is the same in every language: an address, a line of a log. */
    void line(String line) {
        say(line, line);
    }
}
