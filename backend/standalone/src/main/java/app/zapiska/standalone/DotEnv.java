package app.zapiska.standalone;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The file {@code .env}: {@code KEY=value} lines, {@code export} allowed before the key. A value in single quotes is
 * taken as it stands; in double quotes {@code \n}, {@code \t}, {@code \"} and {@code \\} are escapes; without quotes it
 * ends at {@code  #}. Nothing is substituted: {@code $} is a dollar sign, so a password may hold one.
 */
final class DotEnv {

    private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private DotEnv() {}

    /** Reads the file; a missing one is an empty one. */
    static Map<String, String> read(Path file) throws Refusal {
        if (Files.notExists(file)) {
            return Map.of();
        }
        try {
            return parse(file.getFileName().toString(), Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (CharacterCodingException e) {
            throw Refusal.cannotStart(file + " записан не в UTF-8.", file + " is not UTF-8.");
        } catch (IOException e) {
            throw Refusal.cannotStart(
                    "Не удалось прочитать " + file + ": " + e.getMessage(),
                    "Can't read " + file + ": " + e.getMessage());
        }
    }

    static Map<String, String> parse(String fileName, List<String> lines) throws Refusal {
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < lines.size(); i++) {
            // a byte order mark, as Windows editors write it, would become part of the first key
            String line = (i == 0 ? lines.get(i).replaceFirst("^\uFEFF", "") : lines.get(i)).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String where = fileName + ":" + (i + 1);
            String assignment = line.startsWith("export ") ? line.substring(7).strip() : line;
            int equals = assignment.indexOf('=');
            String key =
                    equals < 0 ? assignment : assignment.substring(0, equals).strip();
            if (equals < 0 || !KEY.matcher(key).matches()) {
                // the line itself is not repeated: it may be a secret that lost its key
                throw Refusal.cannotStart(
                        where + ": строка должна иметь вид КЛЮЧ=значение.", where + ": a line must read KEY=value.");
            }
            if (values.put(
                            key,
                            value(where, key, assignment.substring(equals + 1).strip()))
                    != null) {
                throw Refusal.cannotStart(
                        where + ": " + key + " задан второй раз.", where + ": " + key + " is set twice.");
            }
        }
        return values;
    }

    private static String value(String where, String key, String written) throws Refusal {
        if (written.isEmpty() || written.charAt(0) != '"' && written.charAt(0) != '\'') {
            return unquoted(written);
        }
        char quote = written.charAt(0);
        var value = new StringBuilder();
        for (int i = 1; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == quote) {
                String rest = written.substring(i + 1).strip();
                if (rest.isEmpty() || rest.startsWith("#")) {
                    return value.toString();
                }
                throw Refusal.cannotStart(
                        where + ": после закрывающей кавычки в " + key + " есть что-то ещё.",
                        where + ": something follows the closing quote of " + key + ".");
            }
            if (quote == '"' && c == '\\' && i + 1 < written.length()) {
                i++;
                value.append(
                        switch (written.charAt(i)) {
                            case 'n' -> "\n";
                            case 't' -> "\t";
                            case '"' -> "\"";
                            case '\\' -> "\\";
                            default -> "\\" + written.charAt(i);
                        });
            } else {
                value.append(c);
            }
        }
        throw Refusal.cannotStart(
                where + ": кавычка в " + key + " не закрыта.", where + ": the quote of " + key + " is not closed.");
    }

    private static String unquoted(String written) {
        if (written.startsWith("#")) {
            return "";
        }
        for (int i = 1; i < written.length(); i++) {
            if (written.charAt(i) == '#' && Character.isWhitespace(written.charAt(i - 1))) {
                return written.substring(0, i).strip();
            }
        }
        return written;
    }
}
