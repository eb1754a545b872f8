package app.zapiska.prove;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A cable between two processes of this machine that can be held, slowed and cut. It stands on its port for as long as it lives,
 * so that a process behind it may end and come back at another one.
 */
final class TcpProxy implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private boolean held;
    private volatile boolean away;
    private volatile Duration delay = Duration.ZERO;
    private volatile int target;

    /** @param target a port of 127.0.0.1 */
    TcpProxy(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** For connections to come. */
    void leadTo(int port) {
        target = port;
    }

    /** Takes connections and bytes and hands nothing on, as a machine that swaps. */
    void hold() {
        synchronized (gate) {
            held = true;
        }
    }

    /** What was held arrives now. */
    void release() {
        synchronized (gate) {
            held = false;
            gate.notifyAll();
        }
    }

    /** Each piece of data takes so much longer; zero is as it was. */
    void slow(Duration by) {
        delay = by;
    }

    void cut() {
        open.forEach(TcpProxy::reset);
    }

    /** Cuts everything and resets whatever comes. The port stays ours: another process could take a free one meanwhile. */
    void goAway() {
        away = true;
        cut();
    }

    void comeBack() {
        away = false;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                // Looked at by the condition.
            }
        }
    }

    private void serve(Socket client) {
        var server = new Socket();
        open.add(client);
        open.add(server);
        try {
            if (away) {
                reset(client);
                return;
            }
            pass();
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), (int) CONNECT.toMillis());
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            var answers = Thread.ofVirtual().start(() -> pump(server, client));
            pump(client, server);
            answers.join();
        } catch (IOException nobodyThere) {
            reset(client);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            close(client);
            close(server);
            open.remove(client);
            open.remove(server);
        }
    }

    private void pump(Socket from, Socket to) {
        var buffer = new byte[16 * 1024];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read > 0;
                    read = from.getInputStream().read(buffer)) {
                pass();
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException cut) {
            // Both ends learn it by their own sockets.
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            close(from);
            close(to);
        }
    }

    private void pass() throws InterruptedException {
        synchronized (gate) {
            while (held) {
                gate.wait();
            }
        }
        if (!delay.isZero()) {
            LockSupport.parkNanos(delay.toNanos());
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            // Then there is nothing to reset.
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
        release();
    }
}
