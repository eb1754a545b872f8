package app.zapiska.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The cable between two processes")
class TcpProxyTest {

    private static final int PATIENCE = 10_000;

    private ServerSocket echo;
    private TcpProxy cable;

    @BeforeEach
    void connect() throws IOException {
        echo = echo((byte) 0);
        cable = new TcpProxy(echo.getLocalPort());
    }

    @AfterEach
    void disconnect() throws IOException {
        cable.close();
        echo.close();
    }

    /** Says back each byte, raised by this. */
    private static ServerSocket echo(byte more) throws IOException {
        var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    var client = server.accept();
                    Thread.ofVirtual().start(() -> {
                        try (client) {
                            for (int said = client.getInputStream().read();
                                    said >= 0;
                                    said = client.getInputStream().read()) {
                                client.getOutputStream().write(said + more);
                            }
                        } catch (IOException cut) {
                            // The other side is told by its own socket.
                        }
                    });
                } catch (IOException closed) {
                    return;
                }
            }
        });
        return server;
    }

    private Socket client() throws IOException {
        var client = new Socket(InetAddress.getLoopbackAddress(), cable.port());
        client.setSoTimeout(PATIENCE);
        return client;
    }

    private static int say(Socket client, int what) throws IOException {
        client.getOutputStream().write(what);
        return client.getInputStream().read();
    }

    @Test
    @DisplayName("hands on what is said and answered, to wherever it leads")
    void handsOn() throws IOException {
        try (var other = echo((byte) 1);
                var before = client()) {
            assertThat(say(before, 7)).isEqualTo(7);
            cable.leadTo(other.getLocalPort());
            try (var after = client()) {
                assertThat(say(after, 7)).isEqualTo(8);
            }
            assertThat(say(before, 9)).isEqualTo(9);
        }
    }

    @Test
    @DisplayName("held, it answers nothing; released, all of it")
    void held() throws IOException {
        try (var client = client()) {
            assertThat(say(client, 1)).isEqualTo(1);
            cable.hold();
            client.setSoTimeout(200);
            assertThatThrownBy(() -> say(client, 2)).isInstanceOf(SocketTimeoutException.class);
            client.setSoTimeout(PATIENCE);
            cable.release();
            assertThat(client.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("slowed, it takes its time")
    void slow() throws IOException {
        try (var client = client()) {
            assertThat(say(client, 1)).isEqualTo(1);
            cable.slow(Duration.ofMillis(150));
            long before = System.nanoTime();
            assertThat(say(client, 2)).isEqualTo(2);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    @DisplayName("cut, what is open breaks and what is new goes through; away, nothing does until it comes back")
    void cutAndAway() throws IOException {
        try (var client = client()) {
            assertThat(say(client, 1)).isEqualTo(1);
            cable.cut();
            assertBroken(client);
        }
        try (var client = client()) {
            assertThat(say(client, 1)).isEqualTo(1);
            cable.goAway();
            assertBroken(client);
        }
        try (var client = client()) {
            assertBroken(client);
        }
        cable.comeBack();
        try (var client = client()) {
            assertThat(say(client, 1)).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("where nobody listens behind it, a connection ends")
    void nobodyThere() throws IOException {
        echo.close();
        try (var client = client()) {
            assertBroken(client);
        }
    }

    private static void assertBroken(Socket client) {
        try {
            assertThat(say(client, 2)).as("the end of the connection").isEqualTo(-1);
        } catch (SocketTimeoutException stands) {
            throw new AssertionError("the connection stands", stands);
        } catch (IOException broken) {
            // So it should be.
        }
    }
}
