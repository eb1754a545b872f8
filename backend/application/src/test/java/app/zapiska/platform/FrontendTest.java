package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrontendTest {

    @TempDir
    static Path folder;

    private static Vertx vertx;
    private static int port;

    @BeforeAll
    static void serve() throws Exception {
        var dist = Files.createDirectories(folder.resolve("dist/assets")).getParent();
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.writeString(dist.resolve("index.html"), "<!doctype html><title>Записная книжка</title>");
        Files.writeString(dist.resolve("favicon.svg"), "<svg/>");
        Files.writeString(dist.resolve("assets/app-1a2b3c.js"), "console.log('привет');\n".repeat(100));
        Files.writeString(dist.resolve("assets/built-1a2b3c.js"), "plain");
        Files.writeString(dist.resolve("assets/built-1a2b3c.js.gz"), "gzipped");
        Files.writeString(dist.resolve("assets/built-1a2b3c.js.br"), "brotli");
        vertx = Vertx.vertx();
        var router = Router.router(vertx);
        var frontend = new Frontend(Optional.of(dist.toString()));
        frontend.problems = new ProblemAnswers(new com.fasterxml.jackson.databind.ObjectMapper()) {
            @Override
            void send(io.vertx.ext.web.RoutingContext request, ProblemType type) {
                request.response().setStatusCode(type.status()).end();
            }
        };
        frontend.route(router);
        port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .actualPort();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/tasks", "/tasks/5", "/settings?tab=1"})
    void everyAddressOfThePageIsThePage(String path) throws Exception {
        var answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).startsWith("text/html");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
        assertThat(get(path, "If-None-Match", header(answer, "ETag")).statusCode())
                .isEqualTo(304);
    }

    @Test
    void builtFilesAreKeptForeverAndSentSmall() throws Exception {
        var answer = get("/assets/app-1a2b3c.js", "Accept-Encoding", "gzip");
        assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(answer, "Content-Encoding")).isEqualTo("gzip");
        assertThat(answer.body().length).isLessThan(500);
        assertThat(get("/assets/app-1a2b3c.js").body().length).isGreaterThan(2_000);
    }

    @ParameterizedTest
    @CsvSource({
        "'gzip, deflate, br', brotli, br",
        "gzip, gzipped, gzip",
        "'gzip;q=0, br;q=0', plain,",
        "identity, plain,"
    })
    void whatTheBuildHasPackedIsSentAsItIs(String accepted, String content, String encoding) throws Exception {
        var answer = get("/assets/built-1a2b3c.js", "Accept-Encoding", accepted);
        assertThat(new String(answer.body())).isEqualTo(content);
        assertThat(header(answer, "Content-Encoding")).isEqualTo(encoding);
        assertThat(header(answer, "Content-Type")).startsWith("text/javascript");
        assertThat(header(answer, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(get("/assets/built-1a2b3c.js.br").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/secret.txt",
                "/../secret.txt",
                "/..%2fsecret.txt",
                "/%2e%2e/secret.txt",
                "/assets/../../secret.txt",
                "/assets/..%5c..%5csecret.txt",
                "//secret.txt",
                "/assets/missing.js",
                "/secret.txt%00.html"
            })
    void nothingElseIsServed(String path) throws Exception {
        var answer = get(path);
        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(new String(answer.body())).doesNotContain("secret");
    }

    @Test
    void aFolderWithoutThePageIsAMistakeInTheSetUp() {
        assertThatThrownBy(() -> Frontend.read(folder)).hasMessageContaining("FRONTEND_DIR");
    }
}
