package app.zapiska.accounts;

import app.zapiska.platform.Waiting;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** An open page, which listens to what changes. */
public final class OpenPage {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    final List<String> lines = new CopyOnWriteArrayList<>();
    final CompletableFuture<Integer> status = new CompletableFuture<>();
    final CompletableFuture<Void> closed;

    public OpenPage(Visitor visitor) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/v1/events"))
                .header("Cookie", "session=" + visitor.session())
                .build();
        // On a thread of its own: an answer that is there already would be read on this one, to its end.
        closed = HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofLines())
                .thenAcceptAsync(
                        answer -> {
                            status.complete(answer.statusCode());
                            answer.body().filter(line -> !line.isEmpty()).forEach(lines::add);
                        },
                        Thread::startVirtualThread);
    }

    public OpenPage ready() {
        Waiting.until(() -> lines.stream().anyMatch(line -> line.startsWith(":")) || closed.isDone());
        return this;
    }

    public boolean heard(String text) {
        return lines.stream().anyMatch(line -> line.startsWith("data:") && line.contains(text));
    }

    public long times(String text) {
        return lines.stream()
                .filter(line -> line.startsWith("data:") && line.contains(text))
                .count();
    }
}
