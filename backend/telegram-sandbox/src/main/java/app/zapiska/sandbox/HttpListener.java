package app.zapiska.sandbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * HTTP/1.1 on plain sockets. A ready-made server is too polite: it would not close a kept-alive connection in the
 * middle of an answer, which is the very thing the tests of this product need.
 */
final class HttpListener implements AutoCloseable {

    private static final int MAX_LINE = 16 * 1024;
    private static final int MAX_HEADERS = 100;
    private static final int MAX_BODY = 1024 * 1024;
    private static final int IDLE_MILLIS = 120_000;

    @FunctionalInterface
    interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private static final class BadRequest extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        BadRequest(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    private final InetAddress address;
    private final Handler handler;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket server;
    private Future<?> acceptor;
    private Socket placeholder;
    private int port;

    HttpListener(InetAddress address, int port, Handler handler) throws IOException {
        this.address = address;
        this.port = port;
        this.handler = handler;
        listen();
    }

    int port() {
        return port;
    }

    /** Starts to accept connections, on the same port as before. */
    synchronized void listen() throws IOException {
        if (server != null && !server.isClosed()) {
            return;
        }
        closeQuietly(placeholder);
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        try {
            opened.bind(new InetSocketAddress(address, port), 256);
        } catch (IOException busy) {
            opened.close();
            throw busy;
        }
        port = opened.getLocalPort();
        server = opened;
        acceptor = threads.submit(() -> accept(opened));
    }

    /** Refuses connections and cuts the open ones. */
    synchronized void refuse() {
        closeQuietly(server);
        awaitAcceptor();
        placeholder = holdPort();
        connections.forEach(HttpListener::closeQuietly);
    }

    /** A socket that is bound but does not listen: connections are refused, and nobody else is given the port meanwhile. */
    private Socket holdPort() {
        Socket bound = new Socket();
        try {
            bound.setReuseAddress(true);
            bound.bind(new InetSocketAddress(address, port));
        } catch (IOException taken) {
            closeQuietly(bound);
        }
        return bound;
    }

    @Override
    public void close() {
        refuse();
        closeQuietly(placeholder);
        threads.shutdownNow();
    }

    /** The kernel goes on completing handshakes until the thread in accept() has let go of the closed socket. */
    private void awaitAcceptor() {
        try {
            acceptor.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket socket = from.accept();
                connections.add(socket);
                if (from.isClosed()) {
                    closeQuietly(socket);
                    connections.remove(socket);
                    return;
                }
                threads.execute(() -> serve(socket));
            } catch (IOException | RejectedExecutionException closed) {
                if (from.isClosed() || threads.isShutdown()) {
                    return;
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(IDLE_MILLIS);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            HttpExchange exchange;
            do {
                exchange = read(socket, in);
                if (exchange == null) {
                    return;
                }
                handler.handle(exchange);
            } while (exchange.mayServeAnother());
        } catch (BadRequest bad) {
            refuse(socket, bad);
        } catch (IOException gone) {
            // The client hung up or the sandbox is closing; there is nobody to tell.
        } finally {
            connections.remove(socket);
        }
    }

    private static void refuse(Socket socket, BadRequest bad) {
        try {
            new HttpExchange(socket, "GET", "", "", Map.of(), new byte[0], false)
                    .respondText(bad.status, bad.getMessage());
        } catch (IOException gone) {
            // As above.
        }
    }

    private static HttpExchange read(Socket socket, InputStream in) throws IOException {
        String start = line(in);
        while (start != null && start.isEmpty()) {
            start = line(in);
        }
        if (start == null) {
            return null;
        }
        String[] parts = start.split(" ");
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.") || !parts[1].startsWith("/")) {
            throw new BadRequest(400, "Malformed request line");
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new BadRequest(400, "Malformed header");
            }
            if (headers.size() >= MAX_HEADERS) {
                throw new BadRequest(431, "Too many headers");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
            socket.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }
        byte[] body = body(in, headers);
        String connection = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
        boolean keepAlive =
                parts[2].equals("HTTP/1.1") ? !connection.contains("close") : connection.contains("keep-alive");
        int mark = parts[1].indexOf('?');
        String path = mark < 0 ? parts[1] : parts[1].substring(0, mark);
        String query = mark < 0 ? "" : parts[1].substring(mark + 1);
        return new HttpExchange(socket, parts[0], path, query, headers, body, keepAlive);
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunked(in);
        }
        String length = headers.get("content-length");
        if (length == null) {
            return new byte[0];
        }
        if (!length.matches("\\d{1,18}")) {
            throw new BadRequest(400, "Malformed Content-Length");
        }
        if (Long.parseLong(length) > MAX_BODY) {
            throw new BadRequest(413, "Request Entity Too Large");
        }
        return exactly(in, Integer.parseInt(length));
    }

    private static byte[] chunked(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = line(in);
            if (size == null) {
                throw new SocketException("Closed inside a chunked body");
            }
            int extension = size.indexOf(';');
            String digits = (extension < 0 ? size : size.substring(0, extension)).strip();
            if (!digits.matches("[0-9a-fA-F]{1,7}")) {
                throw new BadRequest(400, "Malformed chunk");
            }
            int bytes = Integer.parseInt(digits, 16);
            if (bytes == 0) {
                for (String trailer = line(in); trailer != null && !trailer.isEmpty(); trailer = line(in)) {
                    // Trailers carry nothing the sandbox uses.
                }
                return body.toByteArray();
            }
            if (body.size() + bytes > MAX_BODY) {
                throw new BadRequest(413, "Request Entity Too Large");
            }
            body.writeBytes(exactly(in, bytes));
            line(in);
        }
    }

    private static byte[] exactly(InputStream in, int bytes) throws IOException {
        byte[] content = in.readNBytes(bytes);
        if (content.length < bytes) {
            throw new SocketException("Closed inside a body");
        }
        return content;
    }

    /** A line without its end, or null at the end of the stream. */
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(64);
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            if (line.size() >= MAX_LINE) {
                throw new BadRequest(431, "Line too long");
            }
            line.write(next);
        }
        return null;
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (Exception alreadyGone) {
            // Closing is all that was wanted.
        }
    }
}
