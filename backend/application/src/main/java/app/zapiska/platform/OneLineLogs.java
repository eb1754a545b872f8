package app.zapiska.platform;

import io.netty.util.IllegalReferenceCountException;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.logging.LoggingFilter;
import java.nio.channels.ClosedChannelException;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** A message stays on its line, whatever somebody has put into it: nobody can forge entries. */
@LoggingFilter(name = "one-line")
public final class OneLineLogs implements Filter {

    private static final String EVENT_STREAM = "org.jboss.resteasy.reactive.server.handlers.PublisherResponseHandler";
    private static final String CHANNEL = "io.netty.channel.AbstractChannelHandlerContext";

    private volatile boolean formatChosen;

    @Override
    public boolean isLoggable(LogRecord entry) {
        if (!formatChosen) {
            chooseFormat();
        }
        if (hasOnlyGone(entry)) {
            return false;
        }
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
        RecentFaults.note(entry);
        return true;
    }

    /**
     * Quarkus takes a formatter only from an extension, and its own for JSON is not to be had. This is asked before the very first
     * entry is formatted, so not even what is said during the start is in another format.
     */
    private void chooseFormat() {
        var config = ConfigProvider.getConfig();
        if (config.getOptionalValue("zapiska.log-format", String.class)
                .filter("json"::equalsIgnoreCase)
                .isPresent()) {
            for (var handler : InitialConfigurator.DELAYED_HANDLER.getHandlers()) {
                if (handler instanceof ConsoleHandler) {
                    handler.setFormatter(new JsonLines());
                }
            }
        }
        formatChosen = true;
    }

    /**
     * Whoever closes a page ends its stream of events, which the libraries report as an error and a warning of theirs: the owner
     * would be shown faults where there are none.
     */
    static boolean hasOnlyGone(LogRecord entry) {
        var logger = String.valueOf(entry.getLoggerName());
        return logger.startsWith(EVENT_STREAM) && entry.getThrown() instanceof ClosedChannelException
                || logger.startsWith(CHANNEL)
                        && entry.getThrown() instanceof IllegalReferenceCountException
                        && String.valueOf(entry.getMessage()).contains(ClosedChannelException.class.getSimpleName());
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
