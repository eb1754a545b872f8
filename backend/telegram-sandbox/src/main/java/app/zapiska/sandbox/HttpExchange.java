package app.zapiska.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One request with the power to answer it, to answer it wrongly, or to cut the line. */
final class HttpExchange {

    private final Socket socket;
    private final String method;
    private final String path;
    private final String query;
    private final Map<String, String> headers;
    private final byte[] body;
    private boolean keepAlive;
    private boolean answered;

    HttpExchange(
            Socket socket,
            String method,
            String path,
            String query,
            Map<String, String> headers,
            byte[] body,
            boolean keepAlive) {
        this.socket = socket;
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
        this.keepAlive = keepAlive;
    }

    String method() {
        return method;
    }

    /** As written in the request, not decoded. */
    String path() {
        return path;
    }

    String query() {
        return query;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    byte[] body() {
        return body;
    }

    InetAddress peer() {
        return socket.getInetAddress();
    }

    boolean mayServeAnother() {
        return keepAlive && answered && !socket.isClosed();
    }

    boolean answered() {
        return answered;
    }

    void respond(int status, Map<String, String> extraHeaders, byte[] content) throws IOException {
        write(status, extraHeaders, content, content.length);
    }

    void respondText(int status, String text) throws IOException {
        respond(status, Map.of("Content-Type", "text/plain; charset=utf-8"), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Promises all of the content, sends the beginning and closes the connection. */
    void respondTruncated(int status, byte[] content, int sentBytes) throws IOException {
        write(status, Map.of("Content-Type", "application/json"), content, Math.min(sentBytes, content.length));
        cut(false);
    }

    /** Headers of an endless answer; the connection closes when the handler returns. */
    OutputStream stream(Map<String, String> extraHeaders) throws IOException {
        keepAlive = false;
        answered = true;
        OutputStream out = socket.getOutputStream();
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\nConnection: close\r\n");
        extraHeaders.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return out;
    }

    void cut(boolean reset) throws IOException {
        keepAlive = false;
        answered = true;
        if (reset) {
            socket.setSoLinger(true, 0);
        }
        socket.close();
    }

    private void write(int status, Map<String, String> extraHeaders, byte[] content, int sentBytes) throws IOException {
        answered = true;
        Map<String, String> all = new LinkedHashMap<>(extraHeaders);
        if (all.getOrDefault("Connection", "").equalsIgnoreCase("close")) {
            keepAlive = false;
        }
        all.putIfAbsent("Connection", keepAlive ? "keep-alive" : "close");
        boolean bodiless = status == 204 || status == 304;
        if (!bodiless) {
            all.put("Content-Length", String.valueOf(content.length));
        }
        StringBuilder head = new StringBuilder("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(reason(status))
                .append("\r\n");
        all.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        int bytes = bodiless || method.equals("HEAD") ? 0 : sentBytes;
        byte[] whole = new byte[start.length + bytes];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(content, 0, whole, start.length, bytes);
        OutputStream out = socket.getOutputStream();
        out.write(whole);
        out.flush();
    }

    static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 204 -> "No Content";
            case 302 -> "Found";
            case 303 -> "See Other";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 413 -> "Request Entity Too Large";
            case 415 -> "Unsupported Media Type";
            case 421 -> "Misdirected Request";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "Status";
        };
    }
}
