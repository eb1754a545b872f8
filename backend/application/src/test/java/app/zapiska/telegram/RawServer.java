package app.zapiska.telegram;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Speaks TCP by hand, for what no HTTP server does. Counts every POST it reads. */
final class RawServer implements AutoCloseable {

    /** What to do with a connection after its n-th request (from 1, over all connections) has been read. */
    interface Behaviour {
        /** @return whether to read a further request from this connection */
        boolean answer(Socket connection, int request) throws IOException;
    }

    private final ServerSocket listener;
    private final CopyOnWriteArrayList<Socket> connections = new CopyOnWriteArrayList<>();
    final AtomicInteger posts = new AtomicInteger();
    /** The lines in front of each body. */
    final CopyOnWriteArrayList<String> heads = new CopyOnWriteArrayList<>();

    RawServer(Behaviour behaviour) throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!listener.isClosed()) {
                try {
                    var connection = listener.accept();
                    connections.add(connection);
                    Thread.ofVirtual().start(() -> serve(connection, behaviour));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private void serve(Socket connection, Behaviour behaviour) {
        try (connection) {
            while (readRequest(connection)) {
                if (!behaviour.answer(connection, posts.incrementAndGet())) {
                    return;
                }
            }
        } catch (IOException gone) {
            // The client has had enough, which is what some of the tests are about.
        }
    }

    private boolean readRequest(Socket connection) throws IOException {
        var in = connection.getInputStream();
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            head.append((char) next);
        }
        heads.add(head.toString());
        var length =
                java.util.regex.Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        return !length.find() || in.readNBytes(Integer.parseInt(length.group(1))).length >= 0;
    }

    static boolean write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        connection.getOutputStream().flush();
        return true;
    }

    static boolean accept(Socket connection, int messageId) throws IOException {
        var body = "{\"ok\":true,\"result\":{\"message_id\":" + messageId + "}}";
        return write(
                connection,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (var connection : connections) {
            connection.close();
        }
    }
}
