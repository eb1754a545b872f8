package app.zapiska.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zapiska.reminders.EngineHeartbeat;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The dead man's switch */
class DeadManTest {

    private static final Instant NOW = Instant.parse("2026-11-21T16:00:00Z");

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicLong nanos = new AtomicLong();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private HttpServer watcher;

    @BeforeEach
    void watch() throws Exception {
        watcher = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        watcher.createContext("/", call -> {
            calls.incrementAndGet();
            call.sendResponseHeaders(status.get(), -1);
            call.close();
        });
        watcher.start();
    }

    @AfterEach
    void stop() {
        watcher.stop(0);
    }

    @Test
    void isHeldWhileTheEngineTicksAndReleasedWhenItStands() {
        var man = man(Optional.of("http://127.0.0.1:" + watcher.getAddress().getPort() + "/ping"));
        man.ping().await().indefinitely();
        assertThat(calls).hasValue(1);
        assertThat(lastHeard()).isEqualTo(NOW.getEpochSecond());

        nanos.addAndGet(60_000_000_000L);
        man.ping().await().indefinitely();
        assertThat(calls).as("a stopped engine stays silent").hasValue(1);
    }

    @Test
    void doesNotTakeARefusalForAnAnswerAndNeverFails() {
        status.set(404);
        var man = man(Optional.of("http://127.0.0.1:" + watcher.getAddress().getPort() + "/ping"));
        man.ping().await().indefinitely();
        assertThat(lastHeard()).isZero();
        watcher.stop(0);
        man.ping().await().indefinitely();
        assertThat(lastHeard()).isZero();
    }

    @Test
    void isOffWithoutAnAddressAndRefusesOneThatIsNone() {
        man(Optional.empty()).ping().await().indefinitely();
        man(Optional.of(" ")).ping().await().indefinitely();
        assertThat(calls).hasValue(0);
        assertThatThrownBy(() -> man(Optional.of("hc-ping.com/secret-1")))
                .hasMessageContaining("DEAD_MAN_URL")
                .hasMessageNotContaining("secret-1");
    }

    private DeadMan man(Optional<String> url) {
        return new DeadMan(url, EngineHeartbeat.measuredBy(nanos::get), InstantSource.fixed(NOW), metrics);
    }

    private double lastHeard() {
        return metrics.get("zapiska.dead.man.last.success").gauge().value();
    }
}
