package app.zapiska.accounts;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Somebody at another address: all of 127.0.0.0/8 is this machine, so the socket's address can be chosen. */
final class Elsewhere implements AutoCloseable {

    private final HttpClient client;

    Elsewhere(String address) throws IOException {
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.getByName(address))
                .build();
    }

    static String body(String password) {
        return "{\"password\":\"" + password + "\",\"login\":\"owner\"}";
    }

    HttpResponse<String> login(String password, String... headers) throws IOException, InterruptedException {
        return client.send(request("/auth/login", body(password), headers), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        return client.send(request(path, body, headers), HttpResponse.BodyHandlers.ofString());
    }

    List<HttpResponse<String>> loginsAtOnce(int number, String password) {
        var running = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < number; i++) {
            running.add(client.sendAsync(request("/auth/login", body(password)), HttpResponse.BodyHandlers.ofString()));
        }
        return running.stream().map(CompletableFuture::join).toList();
    }

    private static HttpRequest request(String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/api/v1" + path))
                .timeout(Duration.ofSeconds(60))
                .header("X-Requested-With", "zapiska")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.build();
    }

    static JsonPath json(HttpResponse<String> answer) {
        return JsonPath.from(answer.body());
    }

    @Override
    public void close() {
        client.close();
    }
}
