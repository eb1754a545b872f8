package app.zapiska.platform;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/** A log entry as one line of JSON: {@code time} (UTC), {@code level}, {@code logger}, {@code thread}, {@code message}, {@code stack}. */
final class JsonLines extends ExtFormatter {

    @Override
    public String format(ExtLogRecord entry) {
        var line = new JsonObject()
                .put("time", entry.getInstant().toString())
                .put("level", entry.getLevel().getName())
                .put("logger", entry.getLoggerName())
                .put("thread", entry.getThreadName())
                .put("message", Masking.masked(String.valueOf(formatMessage(entry))));
        if (entry.getThrown() != null) {
            var stack = new StringWriter();
            // Into the line, not onto the console: with its causes, and masked like all the rest.
            entry.getThrown().printStackTrace(new PrintWriter(stack, true));
            line.put("stack", Masking.masked(stack.toString()));
        }
        return line.encode() + "\n";
    }
}
