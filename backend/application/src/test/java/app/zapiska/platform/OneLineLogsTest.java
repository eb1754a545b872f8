package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.IllegalReferenceCountException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OneLineLogsTest {

    private static final String STREAM = "org.jboss.resteasy.reactive.server.handlers.PublisherResponseHandler";
    private static final String CHANNEL = "io.netty.channel.AbstractChannelHandlerContext";

    private final OneLineLogs logs = new OneLineLogs();

    @Test
    @DisplayName("a page that was closed is no fault: neither in the log nor among what the owner is shown")
    void closedPages() {
        var before = RecentFaults.latest();
        assertThat(logs.isLoggable(entry(STREAM, "Exception in SSE server handling", new ClosedChannelException())))
                .isFalse();
        assertThat(logs.isLoggable(entry(
                        CHANNEL,
                        "Failed to mark a promise as failure because it has failed already: StacklessClosedChannelException",
                        new IllegalReferenceCountException(0))))
                .isFalse();
        assertThat(RecentFaults.latest()).isEqualTo(before);
    }

    @Test
    @DisplayName("what else fails in a stream of events, or closes elsewhere, is said")
    void realFaults() {
        assertThat(logs.isLoggable(entry(STREAM, "Exception in SSE server handling", new IOException("disk"))))
                .isTrue();
        assertThat(logs.isLoggable(entry("app.zapiska.telegram.BotApi", "Closed", new ClosedChannelException())))
                .isTrue();
        assertThat(logs.isLoggable(entry(CHANNEL, "An exception", new IllegalReferenceCountException(0))))
                .isTrue();
        assertThat(logs.isLoggable(entry(CHANNEL, null, null))).isTrue();
    }

    private static LogRecord entry(String logger, String message, Throwable thrown) {
        var entry = new LogRecord(Level.SEVERE, message);
        entry.setLoggerName(logger);
        entry.setThrown(thrown);
        return entry;
    }
}
