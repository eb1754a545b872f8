package app.zapiska.platform;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** The last warnings and errors of this process, for the owner who can't or won't read its log. Masked like the log in JSON. */
public final class RecentFaults {

    private static final int KEPT = 20;
    private static final int LONGEST = 300;

    private static final Formatter MESSAGE = new PatternFormatter("%s");

    public record Entry(Instant at, boolean error, String logger, String message) {}

    // Static, because logging begins before and ends after every bean.
    private static final Deque<Entry> ENTRIES = new ArrayDeque<>(KEPT);

    private RecentFaults() {}

    static void note(LogRecord entry) {
        if (entry.getLevel().intValue() < Level.WARNING.intValue()) {
            return;
        }
        var message = Masking.masked(OneLineLogs.escaped(MESSAGE.format(entry)));
        var kept = new Entry(
                entry.getInstant(),
                entry.getLevel().intValue() >= Level.SEVERE.intValue(),
                String.valueOf(entry.getLoggerName()),
                message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message);
        synchronized (ENTRIES) {
            if (ENTRIES.size() == KEPT) {
                ENTRIES.removeLast();
            }
            ENTRIES.addFirst(kept);
        }
    }

    /** The latest first. */
    public static List<Entry> latest() {
        synchronized (ENTRIES) {
            return List.copyOf(ENTRIES);
        }
    }
}
