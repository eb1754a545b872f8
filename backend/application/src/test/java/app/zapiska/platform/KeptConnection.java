package app.zapiska.platform;

import io.restassured.RestAssured;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** As {@link Wire}, for thousands of requests: whatever bytes they are, one after the other over one connection. */
public final class KeptConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    /** @param headers by their names in small letters; those that came twice have a line break between */
    public record Answer(int status, TreeMap<String, String> headers, byte[] body) {

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final String from;
    private Socket socket;
    private InputStream in;

    /** @param from the address to come from, which may be any of 127.0.0.0/8 */
    public KeptConnection(String from) {
        this.from = from;
    }

    /**
     * @param head the first line and the headers, without the empty line after them
     * @throws IOException when there is no whole answer
     */
    public Answer send(String head, byte[] body) throws IOException {
        boolean kept = socket != null;
        try {
            return exchange(head, body);
        } catch (IOException closed) {
            close();
            if (!kept) {
                throw closed;
            }
            // The server may close what it has kept open at any moment.
            try {
                return exchange(head, body);
            } catch (IOException again) {
                close();
                throw again;
            }
        }
    }

    private Answer exchange(String head, byte[] body) throws IOException {
        if (socket == null) {
            socket = new Socket();
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress("127.0.0.1", RestAssured.port));
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }
        var request = new ByteArrayOutputStream();
        // Not every test's first line is ASCII.
        request.writeBytes((head + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        try {
            socket.getOutputStream().write(request.toByteArray());
        } catch (IOException refusedBeforeItsEnd) {
            // The answer may be there already.
        }
        var answer = read(head.startsWith("HEAD "));
        if (answer.header("connection").equalsIgnoreCase("close")) {
            close();
        }
        return answer;
    }

    private Answer read(boolean headOnly) throws IOException {
        var first = line();
        if (!first.matches("HTTP/1\\.[01] \\d{3}.*")) {
            throw new IOException("no answer: " + first);
        }
        var status = Integer.parseInt(first.substring(9, 12));
        var headers = new TreeMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            var colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (one, other) -> one + "\n" + other);
        }
        if (status < 200) {
            return read(headOnly);
        }
        return new Answer(
                status, headers, headOnly || List.of(204, 304).contains(status) ? new byte[0] : body(headers));
    }

    private byte[] body(TreeMap<String, String> headers) throws IOException {
        var length = headers.get("content-length");
        if (length != null) {
            return whole(Integer.parseInt(length));
        }
        if (!headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
            var rest = in.readAllBytes();
            close();
            return rest;
        }
        var body = new ByteArrayOutputStream();
        for (int size = size(); size > 0; size = size()) {
            body.writeBytes(whole(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int size() throws IOException {
        return Integer.parseInt(line().split(";")[0].strip(), 16);
    }

    private byte[] whole(int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException alreadyClosed) {
            // That is what is wanted.
        }
        socket = null;
    }
}
