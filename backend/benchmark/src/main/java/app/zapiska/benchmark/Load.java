package app.zapiska.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A closed loop: each connection asks, reads the whole answer, asks again. Blocking sockets and no parsing beyond the
 * length of the answer, so that the processors are left to those that are measured.
 *
 * @param cookie empty for none
 */
record Load(int port, String path, String cookie) {

    /** @param nanos how long each answer took */
    record Round(double perSecond, long[] nanos) {
        double milliseconds(double share) {
            return Figures.percentile(nanos, share) / 1e6;
        }
    }

    private static final int CONNECTIONS = 16;
    private static final int STILL_WINDOWS = 3;
    private static final double STILL_APART = 0.05;

    /** Until the rate stands still, but no longer than this many seconds. */
    void warmUp(int mostSeconds) throws IOException {
        var rates = new ArrayList<Double>();
        while (rates.size() < mostSeconds && !Figures.standsStill(rates, STILL_WINDOWS, STILL_APART)) {
            rates.add(run(1).perSecond());
        }
    }

    Round run(double seconds) throws IOException {
        return run(seconds, CONNECTIONS);
    }

    Round run(double seconds, int connections) throws IOException {
        try (var threads = Executors.newFixedThreadPool(connections)) {
            long began = System.nanoTime();
            long end = began + (long) (seconds * 1e9);
            List<Future<long[]>> loops = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                loops.add(threads.submit(() -> loop(end)));
            }
            var all = new ArrayList<long[]>();
            for (var loop : loops) {
                all.add(loop.get());
            }
            double took = (System.nanoTime() - began) / 1e9;
            long[] nanos = all.stream().flatMapToLong(Arrays::stream).toArray();
            return new Round(nanos.length / took, nanos);
        } catch (ExecutionException e) {
            throw new IOException(path + ": " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private long[] loop(long end) throws IOException {
        var nanos = new long[1024];
        int count = 0;
        try (var connection = new Connection(port)) {
            byte[] request = request();
            long before = System.nanoTime();
            while (before < end) {
                connection.exchange(request);
                long after = System.nanoTime();
                if (count == nanos.length) {
                    nanos = Arrays.copyOf(nanos, count * 2);
                }
                nanos[count++] = after - before;
                before = after;
            }
        }
        return Arrays.copyOf(nanos, count);
    }

    /** One answer's body. */
    String once() throws IOException {
        try (var connection = new Connection(port)) {
            return connection.exchange(request()).body();
        }
    }

    /** One after the other. */
    void times(int count) throws IOException {
        try (var connection = new Connection(port)) {
            for (int i = 0; i < count; i++) {
                connection.exchange(request());
            }
        }
    }

    private byte[] request() {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n"
                        + (cookie.isEmpty() ? "" : "Cookie: " + cookie + "\r\n") + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** What one connection has read: the answer it read last. */
    private static final class Connection implements AutoCloseable {

        private static final byte[] HEADERS_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        private static final byte[] CHUNKS_END = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        private final Socket socket;
        private byte[] buffer = new byte[1 << 16];
        private int filled;
        private int bodyAt;
        private boolean chunked;

        Connection(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
        }

        Connection exchange(byte[] request) throws IOException {
            socket.getOutputStream().write(request);
            filled = 0;
            do {
                read();
                bodyAt = headersEnd();
            } while (bodyAt < 0);
            String head = new String(buffer, 0, bodyAt, StandardCharsets.ISO_8859_1);
            if (!head.startsWith("200", 9)) {
                throw new IOException(head.lines().findFirst().orElse("no answer") + " "
                        + new String(buffer, bodyAt, filled - bodyAt, StandardCharsets.UTF_8));
            }
            int length = head.toLowerCase().indexOf("content-length:");
            chunked = length < 0;
            if (chunked) {
                while (!endsWithLastChunk()) {
                    read();
                }
            } else {
                int whole = bodyAt
                        + Integer.parseInt(head.substring(length + 15, head.indexOf('\r', length))
                                .strip());
                while (filled < whole) {
                    read();
                }
            }
            return this;
        }

        String body() {
            String raw = new String(buffer, bodyAt, filled - bodyAt, StandardCharsets.UTF_8);
            if (!chunked) {
                return raw;
            }
            // lengths are in bytes
            byte[] bytes = Arrays.copyOfRange(buffer, bodyAt, filled);
            var text = new java.io.ByteArrayOutputStream();
            int at = 0;
            while (true) {
                int line = at;
                while (bytes[line] != '\r') {
                    line++;
                }
                int size = Integer.parseInt(new String(bytes, at, line - at, StandardCharsets.US_ASCII).strip(), 16);
                if (size == 0) {
                    return text.toString(StandardCharsets.UTF_8);
                }
                text.write(bytes, line + 2, size);
                at = line + 2 + size + 2;
            }
        }

        private void read() throws IOException {
            if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, filled * 2);
            }
            int n = socket.getInputStream().read(buffer, filled, buffer.length - filled);
            if (n < 0) {
                throw new IOException("the connection was closed");
            }
            filled += n;
        }

        private int headersEnd() {
            for (int i = 0; i + 4 <= filled; i++) {
                if (Arrays.equals(buffer, i, i + 4, HEADERS_END, 0, 4)) {
                    return i + 4;
                }
            }
            return -1;
        }

        /** The only answer on its way is this one, so what was read ends where the answer does. */
        private boolean endsWithLastChunk() {
            return filled >= CHUNKS_END.length
                    && Arrays.equals(buffer, filled - CHUNKS_END.length, filled, CHUNKS_END, 0, CHUNKS_END.length);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
