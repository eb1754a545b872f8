package app.zapiska.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A person's machine with an address of its own, talking to nginx. */
public final class Client implements AutoCloseable {

    private final String origin;
    private final HttpClient http;
    private String cookie = "";

    /** @param address one of 127.0.0.0/8, where this machine has them all */
    public Client(String origin, String address) {
        this.origin = origin;
        try {
            this.http = HttpClient.newBuilder()
                    .localAddress(InetAddress.getByName(address))
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public Client with(String cookie) {
        this.cookie = cookie;
        return this;
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** As they come, until the other side ends. */
    HttpResponse<Stream<String>> lines(String path) {
        return send("GET", path, null, HttpResponse.BodyHandlers.ofLines());
    }

    public HttpResponse<String> post(String path, String json, String... headers) {
        return send("POST", path, json, headers);
    }

    public HttpResponse<String> put(String path, String json, String... headers) {
        return send("PUT", path, json, headers);
    }

    public HttpResponse<String> delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    public HttpResponse<String> signIn(String password, String... headers) {
        return post("/api/v1/auth/login", "{\"password\":\"" + password + "\"}", headers);
    }

    /** The cookie of a sign-in's answer, as a browser would send it back. */
    public static String cookieOf(HttpResponse<?> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    private HttpResponse<String> send(String method, String path, String json, String... headers) {
        return send(method, path, json, HttpResponse.BodyHandlers.ofString(), headers);
    }

    private <T> HttpResponse<T> send(
            String method, String path, String json, HttpResponse.BodyHandler<T> body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(origin + path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json))
                .header("X-Requested-With", "zapiska");
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            return http.send(request.build(), body);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Map<String, List<String>> headers(HttpResponse<?> answer) {
        return answer.headers().map();
    }

    @Override
    public void close() {
        http.close();
    }
}
