package app.zapiska.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A bot that speaks raw HTTP, so that tests see what any client would see. */
final class Bot {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What came back. */
    record Reply(int status, JsonNode body, HttpResponse<String> http) {
        String description() {
            return body.path("description").asText();
        }

        JsonNode result() {
            return body.path("result");
        }
    }

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI baseUrl;
    private final String token;

    Bot(TelegramSandbox sandbox) {
        this(sandbox.baseUrl(), sandbox.token());
    }

    Bot(URI baseUrl, String token) {
        this.baseUrl = baseUrl;
        this.token = token;
    }

    /** A form call: name, value, name, value … */
    Reply call(String method, Object... parameters) {
        try {
            return read(client.send(request(method, parameters), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    CompletableFuture<Reply> callAsync(String method, Object... parameters) {
        return client.sendAsync(request(method, parameters), HttpResponse.BodyHandlers.ofString())
                .thenApply(Bot::read);
    }

    Reply callRaw(String method, String contentType, byte[] body) {
        try {
            return read(client.send(
                    HttpRequest.newBuilder(address(method))
                            .timeout(Duration.ofSeconds(20))
                            .header("Content-Type", contentType)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    Reply callJson(String method, String body) {
        return callRaw(method, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    HttpRequest request(String method, Object... parameters) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < parameters.length; i += 2) {
            pairs.add(
                    parameters[i] + "=" + URLEncoder.encode(String.valueOf(parameters[i + 1]), StandardCharsets.UTF_8));
        }
        return HttpRequest.newBuilder(address(method))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs)))
                .build();
    }

    HttpClient client() {
        return client;
    }

    private URI address(String method) {
        return URI.create(baseUrl + "/bot" + token + "/" + method);
    }

    private static Reply read(HttpResponse<String> response) {
        try {
            return new Reply(response.statusCode(), JSON.readTree(response.body()), response);
        } catch (IOException notJson) {
            return new Reply(response.statusCode(), JSON.missingNode(), response);
        }
    }
}
