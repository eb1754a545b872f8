package app.zapiska.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.zapiska.platform.Waiting;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real nginx, started by the image's own entrypoint; the backend is a stand-in, for what happens without its doing. */
@DisplayName("The proxy's container")
class NginxTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path page;

    private HttpServer backend;
    private final CountDownLatch answered = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Nginx.installed() || System.getenv("CI") != null, "nginx is not installed here");
        Files.writeString(page.resolve("index.html"), "<!doctype html>");
        backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        backend.createContext("/", call -> {
            var said = String.valueOf(call.getRequestHeaders().getFirst("X-Forwarded-Proto"));
            call.sendResponseHeaders(200, 0);
            call.getResponseBody().write(said.getBytes(StandardCharsets.UTF_8));
            call.close();
        });
        // An open page: the stream begins and does not end.
        backend.createContext("/api/v1/events", call -> {
            call.sendResponseHeaders(200, 0);
            call.getResponseBody().write(": here\n\n".getBytes(StandardCharsets.UTF_8));
            call.getResponseBody().flush();
            try {
                answered.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        backend.start();
    }

    @AfterEach
    void stop() {
        answered.countDown();
        if (backend != null) {
            backend.stop(0);
        }
    }

    private List<Integer> backends() {
        return List.of(backend.getAddress().getPort());
    }

    @Test
    @DisplayName("BR-48: starts on IPv4 where the kernel has no IPv6")
    void withoutIpv6() throws Exception {
        assumeTrue(WithoutIpv6.possible());
        try (var nginx = Nginx.start(page, "", backends(), Map.of(), WithoutIpv6.command());
                var person = new Client("http://127.0.0.1:" + nginx.port(), "127.0.0.1")) {
            assertThat(person.get("/").statusCode()).isEqualTo(200);
            assertThat(nginx.configuration("listen.conf")).doesNotContain("listen [");
        }
    }

    @Test
    @DisplayName("BR-49: asks the name servers of its container, whichever engine runs it")
    void nameServers() throws Exception {
        var podman = Files.writeString(page.resolve("resolv.conf"), """
                # of a network of Podman's
                search dns.podman
                nameserver 10.89.0.1
                nameserver fd00::1
                nameserver fe80::1%eth0
                """);
        try (var nginx = Nginx.start(page, "", backends(), Map.of("PROXY_RESOLV_CONF", podman.toString()), List.of())) {
            assertThat(nginx.configuration("resolver.conf")).startsWith("resolver 10.89.0.1 [fd00::1]  valid=5s");
        }
        assertThat(Files.readString(Path.of("../../deploy/nginx/upstream.conf")))
                .contains("include resolver.conf;")
                .doesNotContain("127.0.0.11");
    }

    @Test
    @DisplayName(
            "with TLS its own health check is answered, and everything else is led to https; a certificate may come later")
    void healthUnderTls() throws Exception {
        var certificate = page.resolve("certificate.pem");
        var key = page.resolve("key.pem");
        int plain = Nginx.freePort();
        var tls = " TLS:" + certificate + ":" + key + ":127.0.0.1:" + plain;
        try (var nginx = Nginx.start(page, tls, backends(), Map.of("PROXY_LOOK_SECONDS", "0.1"), List.of());
                var container = new Client("http://127.0.0.1:" + plain, "127.0.0.1")) {
            assertThat(container.get("/index.html").statusCode()).isEqualTo(200);
            makeCertificate(certificate, key);
            Waiting.until(
                    "the certificate taken up",
                    PATIENCE,
                    () -> container.get("/index.html").statusCode() == 308);
            assertThat(container.get(healthCheck()).statusCode())
                    .as("what the image's HEALTHCHECK asks")
                    .isEqualTo(200);
            var led = container.get("/index.html");
            assertThat(led.statusCode()).isEqualTo(308);
            assertThat(led.headers().firstValue("Location")).hasValue("https://127.0.0.1/index.html");
            assertThat(nginx.log()).as("asked every ten seconds").doesNotContain(healthCheck());
        }
    }

    /** The path that frontend/Dockerfile asks for. */
    private static String healthCheck() throws IOException {
        var dockerfile = Files.readString(Path.of("../../frontend/Dockerfile"));
        var address = "http://127.0.0.1:8080";
        int at = dockerfile.indexOf(address, dockerfile.indexOf("HEALTHCHECK")) + address.length();
        return dockerfile.substring(at, dockerfile.indexOf('"', at));
    }

    @Test
    @DisplayName(
            "hands out what the build has packed, and never packs it again; whoever can read neither is given the file")
    void packedByTheBuild() throws Exception {
        var assets = Files.createDirectories(page.resolve("assets"));
        var content = "plain".repeat(1_000);
        for (var name : List.of("start-1a.js", "start-1a.css")) {
            Files.writeString(assets.resolve(name), content);
            Files.writeString(assets.resolve(name + ".gz"), "gzipped" + content);
            Files.writeString(assets.resolve(name + ".br"), "brotli" + content);
        }
        Files.writeString(assets.resolve("unpacked-2b.js"), content);
        try (var nginx = Nginx.start(page, "", backends());
                var browser = new Client("http://127.0.0.1:" + nginx.port(), "127.0.0.1")) {
            for (var name : List.of("/assets/start-1a.js", "/assets/start-1a.css")) {
                var type = name.endsWith("js") ? "text/javascript" : "text/css";
                for (var asked : Map.of(
                                "gzip, deflate, br, zstd", "br", "gzip", "gzip", "gzip, br;q=0", "gzip", "identity", "")
                        .entrySet()) {
                    var answer = browser.get(name, "Accept-Encoding", asked.getKey());
                    var packing = asked.getValue();
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(answer.body())
                            .as("%s for %s", name, asked)
                            .isEqualTo((packing.equals("br") ? "brotli" : packing.equals("gzip") ? "gzipped" : "")
                                    + content);
                    assertThat(String.join("", answer.headers().allValues("Content-Encoding")))
                            .isEqualTo(packing);
                    assertThat(answer.headers().allValues("Content-Type")).containsExactly(type);
                    assertThat(answer.headers().allValues("Vary")).containsExactly("Accept-Encoding");
                    assertThat(answer.headers().allValues("Cache-Control"))
                            .containsExactly("public, max-age=31536000, immutable");
                    assertThat(answer.headers().allValues("X-Content-Type-Options"))
                            .containsExactly("nosniff");
                }
            }
            assertThat(browser.get("/assets/unpacked-2b.js", "Accept-Encoding", "br")
                            .body())
                    .isEqualTo(content);
            assertThat(browser.get("/assets/missing.js", "Accept-Encoding", "br")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(browser.get("/", "Accept-Encoding", "br").headers().firstValue("Cache-Control"))
                    .hasValue("no-cache");
        }
    }

    @Test
    @DisplayName("what every replica refuses, as when Telegram is away, takes none of them away from everybody else")
    void refusedByAll() throws Exception {
        backend.createContext("/api/v1/telegram/updates/mode", call -> {
            call.sendResponseHeaders(503, -1);
            call.close();
        });
        var two = List.of(backends().getFirst(), backends().getFirst());
        try (var nginx = Nginx.start(page, "", two);
                var owner = new Client("http://127.0.0.1:" + nginx.port(), "127.0.0.1")) {
            for (int tries = 0; tries < 4; tries++) {
                assertThat(owner.put("/api/v1/telegram/updates/mode", "{}").statusCode())
                        .isEqualTo(503);
                assertThat(owner.get("/api/v1/tasks").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    @DisplayName("asked to stop, it does not wait for open pages until the engine kills it")
    void stopsWithAnOpenPage() throws Exception {
        try (var nginx = Nginx.start(page, "", backends());
                var open = new Socket(InetAddress.getLoopbackAddress(), nginx.port())) {
            open.getOutputStream()
                    .write("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(new String(open.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
                    .isEqualTo("HTTP/1.1 200");
            // Docker kills after 10 s.
            nginx.stop(Duration.ofSeconds(8));
        }
    }

    @Test
    @DisplayName("browsers are told to stay with https when one's own proxy has done TLS, and by nobody else's word")
    void httpsInFront() throws Exception {
        try (var nginx = Nginx.start(
                        page, "", backends(), Map.of("TRUSTED_PROXIES", "127.0.0.9, 10.0.0.0/8"), List.of());
                var proxy = new Client("http://127.0.0.1:" + nginx.port(), "127.0.0.9");
                var stranger = new Client("http://127.0.0.1:" + nginx.port(), "127.0.0.10")) {
            var page = proxy.get("/", "X-Forwarded-Proto", "https");
            assertThat(page.headers().firstValue("Strict-Transport-Security"))
                    .hasValueSatisfying(value -> assertThat(value).startsWith("max-age=31536000"));
            assertThat(proxy.get("/api/v1/auth/me", "X-Forwarded-Proto", "https")
                            .body())
                    .as("what the backend is told")
                    .isEqualTo("https");
            for (var plain : List.of(
                    proxy.get("/"),
                    proxy.get("/", "X-Forwarded-Proto", "http"),
                    stranger.get("/", "X-Forwarded-Proto", "https"))) {
                assertThat(plain.headers().firstValue("Strict-Transport-Security"))
                        .isEmpty();
            }
            assertThat(stranger.get("/api/v1/auth/me", "X-Forwarded-Proto", "https")
                            .body())
                    .isEqualTo("http");
        }
    }

    @Test
    @DisplayName("a calendar link may be kept by whoever asked, and its secret reaches no log")
    void calendarLinks() throws Exception {
        try (var nginx = Nginx.start(page, "", backends());
                var phone = new Client("http://127.0.0.1:" + nginx.port(), "127.0.0.1")) {
            assertThat(phone.get("/api/v1/calendar/kanareika.ics").headers().firstValue("Cache-Control"))
                    .hasValue("private, no-cache");
            assertThat(phone.get("/api/v1//calendar/%6banareika.ics").statusCode())
                    .isEqualTo(200);
            assertThat(phone.get("/api/v1/calendar/feeds").headers().firstValue("Cache-Control"))
                    .hasValue("no-store");
            Waiting.until("a line of each", PATIENCE, () -> nginx.log().lines().count() >= 3);
            assertThat(nginx.log()).contains("/api/v1/calendar/…").doesNotContain("anareika");
        }
    }

    @Test
    @DisplayName("S40: nothing it logs of a request, good or bad, holds a query or a whole address")
    void quietAboutPeople() throws Exception {
        int nobody = Nginx.freePort();
        var canary = "kanareika-v-adrese";
        try (var nginx = Nginx.start(page, "", List.of(nobody));
                var person = new Client("http://127.0.0.1:" + nginx.port(), "127.0.0.77")) {
            assertThat(person.get("/api/v1/tasks?q=" + canary, "Referer", "http://localhost/tasks?q=" + canary)
                            .statusCode())
                    .isEqualTo(503);
            assertThat(person.post("/api/v1/tasks?q=" + canary, "x".repeat(300_000))
                            .statusCode())
                    .isEqualTo(413);
            assertThat(person.get("/missing.png?q=" + canary).statusCode()).isEqualTo(404);
            try (var nonsense = new Socket(InetAddress.getLoopbackAddress(), nginx.port())) {
                nonsense.getOutputStream()
                        .write(("GET /" + canary + "?q=" + canary + " HTTP/9.9\r\n\r\n")
                                .getBytes(StandardCharsets.UTF_8));
                nonsense.getInputStream().readAllBytes();
            }
            Waiting.until("a line of each", PATIENCE, () -> nginx.log().lines().count() >= 4);
            assertThat(nginx.log())
                    .contains("\"status\":503", "\"upstreamStatus\":\"502\"", "\"status\":413", "127.0.0.x")
                    .doesNotContain("?q=")
                    .doesNotContain("127.0.0.77");
        }
    }

    static void makeCertificate(Path certificate, Path key) throws IOException, InterruptedException {
        var made = new ProcessBuilder(
                        ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost "
                                        + "-addext subjectAltName=DNS:localhost -keyout " + key + " -out "
                                        + certificate)
                                .split(" "))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(made.waitFor()).isZero();
    }
}
