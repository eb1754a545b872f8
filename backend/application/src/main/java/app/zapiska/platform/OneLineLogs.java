package app.zapiska.platform;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/** A message stays on its line, whatever somebody has put into it: nobody can forge entries. */
@LoggingFilter(name = "one-line")
public final class OneLineLogs implements Filter {

    @Override
    public boolean isLoggable(LogRecord entry) {
        if (entry.getMessage() != null) {
            var parameters = entry.getParameters();
            if (parameters != null && parameters.length > 0) {
                var clean = parameters.clone();
                for (int i = 0; i < clean.length; i++) {
                    if (clean[i] instanceof CharSequence text) {
                        clean[i] = escaped(text.toString());
                    }
                }
                entry.setParameters(clean);
            } else {
                entry.setMessage(escaped(entry.getMessage()));
            }
        }
        return true;
    }

    static String escaped(String text) {
        if (text.chars().noneMatch(OneLineLogs::breaks)) {
            return text;
        }
        var safe = new StringBuilder();
        text.chars().forEach(c -> {
            if (c == '\n') {
                safe.append("\\n");
            } else if (c == '\r') {
                safe.append("\\r");
            } else if (breaks(c)) {
                safe.append("\\u%04x".formatted(c));
            } else {
                safe.append((char) c);
            }
        });
        return safe.toString();
    }

    private static boolean breaks(int c) {
        return c != '\t' && Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
    }
}
