package app.zapiska.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.zapiska.platform.Waiting;
import app.zapiska.platform.Wire;
import app.zapiska.reminders.Installation;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The product behind the very nginx configuration of production. */
@DisplayName("Behind nginx")
class ProxyIT {

    private static final String PASSWORD = "forty-two-magpies";
    private static final List<String> ONCE = List.of(
            "Content-Security-Policy",
            "X-Content-Type-Options",
            "Referrer-Policy",
            "X-Frame-Options",
            "Cross-Origin-Opener-Policy",
            "Permissions-Policy",
            "Cache-Control");

    @RegisterExtension
    final Installation installation = new Installation(Map.of(
            "TRUSTED_PROXIES", "127.0.0.1",
            "REQUESTS_PER_MINUTE_ADDRESS", "1000000",
            "REQUESTS_PER_MINUTE_ACCOUNT", "1000000"));

    @TempDir
    Path page;

    @BeforeEach
    void builtPage() throws IOException {
        assumeTrue(Nginx.installed() || System.getenv("CI") != null, "nginx is not installed here");
        Files.writeString(page.resolve("index.html"), "<!doctype html><title>Записная книжка</title>");
        var assets = Files.createDirectories(page.resolve("assets"));
        for (var built : List.of("index-1a2b.js", "index-1a2b.js.gz", "index-1a2b.js.br")) {
            Files.writeString(assets.resolve(built), built);
        }
    }

    @Test
    @DisplayName("a flood at the webhook ends here, a burst of Telegram's does not")
    void floodsAtTheWebhook() throws Exception {
        try (var nginx = Nginx.start(page, "", List.of(1))) {
            // nginx closes a connection after a thousand.
            assertThat(deliveries(nginx, 900)).doesNotContain("HTTP/1.1 429").contains("HTTP/1.1 503");
            assertThat(deliveries(nginx, 900)).contains("HTTP/1.1 429", "/problems/rate-limited");
        }
    }

    /** As fast as they can be written. */
    private static String deliveries(Nginx nginx, int count) throws IOException {
        var delivery = "POST /api/v1/telegram/webhook HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n";
        return Wire.answer(
                nginx.port(), (delivery + "\r\n").repeat(count - 1) + delivery + "Connection: close\r\n\r\n");
    }

    @Test
    @DisplayName("S18: the page, its files and the API are answered as they should be, with each header once")
    void surface() throws Exception {
        var replica = installation.start("one");
        try (var nginx = Nginx.start(page, "", List.of(replica.port()));
                var client = new Client("http://localhost:" + nginx.port(), "127.0.0.1")) {
            var home = client.get("/");
            assertThat(home.body()).contains("Записная книжка");
            assertThat(client.get("/tasks/12").body())
                    .as("an address of the page")
                    .isEqualTo(home.body());
            assertThat(header(home, "Cache-Control")).isEqualTo("no-cache");
            for (var path : List.of("/telegram", "/telegram/tasks?x=1")) {
                var miniApp = client.get(path);
                assertThat(miniApp.body()).isEqualTo(home.body());
                assertThat(header(miniApp, "Content-Security-Policy"))
                        .as("Telegram Web may frame it; the rest as strict, and as the backend says")
                        .isEqualTo(header(home, "Content-Security-Policy")
                                .replace("frame-ancestors 'none'", "frame-ancestors https://web.telegram.org"));
                assertThat(miniApp.headers().firstValue("X-Frame-Options")).isEmpty();
            }
            assertThat(header(client.get("/telegrams"), "Content-Security-Policy"))
                    .endsWith("frame-ancestors 'none'");
            assertThat(client.get("/telegram/missing.js").statusCode()).isEqualTo(404);
            var asset = client.get("/assets/index-1a2b.js", "Accept-Encoding", "gzip");
            assertThat(header(asset, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
            assertThat(header(asset, "Content-Encoding")).isEqualTo("gzip");
            var missing = client.get("/assets/index-0000.js");
            assertThat(missing.statusCode()).isEqualTo(404);
            assertThat(header(missing, "Cache-Control"))
                    .as("a missing file may be there soon")
                    .isEqualTo("no-store");
            assertThat(client.get("/q/metrics").statusCode()).isEqualTo(404);
            assertThat(client.get("/q/health").statusCode()).isEqualTo(404);
            assertThat(client.get("/healthz").body()).contains("\"status\":\"ok\"");
            var me = client.get("/api/v1/auth/me");
            assertThat(me.statusCode()).isEqualTo(401);
            assertThat(header(me, "Cache-Control")).isEqualTo("no-store");
            var big = client.post("/api/v1/tasks", "{\"title\":\"" + "я".repeat(140_000) + "\"}");
            assertThat(big.statusCode()).isEqualTo(413);
            assertThat(big.body()).contains("/problems/too-large");
            assertThat(client.post("/api/v1/telegram/webhook", "{}").statusCode())
                    .as("S29: the backend's own guard answers")
                    .isIn(401, 404);
            for (var answer : List.of(home, asset, missing, me, big, client.get("/healthz"))) {
                for (var name : ONCE) {
                    assertThat(answer.headers().allValues(name))
                            .as("%s of %s", name, answer.uri())
                            .hasSize(1);
                }
                assertThat(answer.headers().map().toString()).doesNotContainIgnoringCase("quarkus", "vert.x");
                assertThat(header(answer, "Server")).isEqualTo("nginx");
            }

            for (var wrong : List.of(
                    "GET /api/v1/%zz",
                    "GET /%zz",
                    "GET /api/v1/tasks?q=%zz",
                    "GET /api/v1/tasks?q=" + "a".repeat(5_000),
                    "GET /api/v1/tasks?q=" + "a".repeat(20_000),
                    "POST /healthz",
                    "POST /",
                    "TRACE /api/v1/tasks",
                    "GET /api/docs",
                    "GET /q/metrics",
                    "GET /assets/nothing.js")) {
                var answer = Wire.answer(
                        nginx.port(),
                        wrong + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                assertThat(Wire.status(answer)).as(wrong).isBetween(400, 499);
                assertThat(answer.toLowerCase(Locale.ROOT))
                        .as(wrong)
                        .contains("content-type: application/problem+json", "\"type\":\"/problems/")
                        .contains(ONCE.stream()
                                .map(name -> name.toLowerCase(Locale.ROOT) + ": ")
                                .toList());
            }

            var signedIn = client.signIn(PASSWORD, "Origin", "http://localhost:" + nginx.port());
            assertThat(signedIn.statusCode()).isEqualTo(200);
            var cookie = Client.cookieOf(signedIn);
            client.with(cookie);
            assertThat(client.get("/api/v1/auth/me").statusCode()).isEqualTo(200);
            assertThat(client.post("/api/v1/tasks", "{\"title\":\"Дело\"}", "Origin", "https://evil.example")
                            .statusCode())
                    .as("S7")
                    .isEqualTo(403);
            var zip = new String[] {"Content-Type", "application/zip"};
            assertThat(client.post("/api/v1/import", "x".repeat(1 << 20), zip).body())
                    .as("an archive may be bigger than any other request")
                    .contains("ZIP");
            var tooBig = client.post("/api/v1/import", "x".repeat((64 << 20) + 1), zip);
            assertThat(tooBig.statusCode()).isEqualTo(413);
            assertThat(tooBig.body()).contains("/problems/too-large", "64 МиБ");
            var everything = client.get("/api/v1/export");
            assertThat(header(everything, "Content-Type")).isEqualTo("application/zip");
            assertThat(everything.body()).startsWith("PK");
            client.get("/api/v1/tasks?q=сверхсекретный-запрос".replace("сверхсекретный-запрос", "canary-42"));
            assertThat(nginx.log())
                    .as("neither what was searched nor whole addresses")
                    .doesNotContain("canary-42")
                    .doesNotContain("\"127.0.0.1\"")
                    .contains("127.0.0.x");

            replica.terminate();
            replica.awaitEnd(Duration.ofSeconds(35));
            var away = client.get("/api/v1/tasks", "Accept", "application/json");
            assertThat(away.statusCode()).isEqualTo(503);
            assertThat(away.body()).contains("/problems/unavailable");
            assertThat(header(away, "Retry-After")).isEqualTo("5");
            var forPeople = client.get("/healthz", "Accept", "text/html,application/xhtml+xml");
            assertThat(forPeople.statusCode()).isEqualTo(503);
            assertThat(forPeople.body()).contains("перезапускается");
            assertThat(client.get("/").statusCode()).as("the page itself stays").isEqualTo(200);
        }
    }

    @Test
    @DisplayName("S11: no header makes one address look like another to the lock of the sign-in")
    void forgedAddresses() throws Exception {
        var replica = installation.start("one");
        var random = new Random(11);
        try (var nginx = Nginx.start(page, "", List.of(replica.port()));
                var attacker = new Client("http://localhost:" + nginx.port(), "127.0.0.50");
                var owner = new Client("http://localhost:" + nginx.port(), "127.0.0.51")) {
            var answers = new ArrayList<Integer>();
            var disguises = List.of(
                    "X-Forwarded-For",
                    "Forwarded",
                    "X-Real-IP",
                    "X-Forwarded-Host",
                    "Client-IP",
                    "True-Client-IP",
                    "X-Client-IP",
                    "X-Original-Forwarded-For");
            for (int i = 0; i < 24; i++) {
                var forged = random.nextInt(256) + "." + random.nextInt(256) + ".7." + random.nextInt(256);
                var name = disguises.get(i % disguises.size());
                var value = name.equals("Forwarded")
                        ? "for=" + forged
                        : random.nextBoolean() ? forged : forged + ", 127.0.0.1, 10.0.0." + i;
                answers.add(attacker.signIn("wrong-" + i, name, value).statusCode());
            }
            assertThat(answers.subList(0, 3)).containsOnly(401);
            assertThat(answers.subList(3, 24))
                    .as("locked after three, whatever it claims to be")
                    .containsOnly(429);
            assertThat(attacker.signIn(PASSWORD, "X-Forwarded-For", "8.8.8.8").statusCode())
                    .isEqualTo(429);
            assertThat(owner.signIn(PASSWORD).statusCode())
                    .as("another address")
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName(
            "BR-43: behind one's own proxy each visitor has a lock of their own, of IPv6 too, and nobody else's word counts")
    void behindOnesOwnProxy() throws Exception {
        var replica = installation.start("one");
        try (var nginx = Nginx.start(
                        page,
                        "",
                        List.of(replica.port()),
                        Map.of("TRUSTED_PROXIES", "127.0.0.80, 127.0.0.96/28 fd00::/8"),
                        List.of());
                var proxy = new Client("http://localhost:" + nginx.port(), "127.0.0.80");
                var second = new Client("http://localhost:" + nginx.port(), "127.0.0.100");
                var stranger = new Client("http://localhost:" + nginx.port(), "127.0.0.50")) {
            for (int i = 0; i < 3; i++) {
                // what a visitor has written stands further left than what the proxies append
                assertThat(proxy.signIn("wrong-" + i, "X-Forwarded-For", "198.51.100.9, 203.0.113.7, fd12::7")
                                .statusCode())
                        .isEqualTo(401);
                assertThat(proxy.signIn("wrong-" + i, "X-Forwarded-For", "2001:db8:1:2::" + i)
                                .statusCode())
                        .isEqualTo(401);
            }
            assertThat(second.signIn(PASSWORD, "X-Forwarded-For", "203.0.113.7").statusCode())
                    .as("locked, whichever of the proxies it comes by")
                    .isEqualTo(429);
            assertThat(proxy.signIn(PASSWORD, "X-Forwarded-For", "2001:db8:1:2::99")
                            .statusCode())
                    .as("S12: a network of IPv6 is one visitor")
                    .isEqualTo(429);
            assertThat(proxy.signIn(PASSWORD, "X-Forwarded-For", "198.51.100.9").statusCode())
                    .as("another visitor")
                    .isEqualTo(200);
            assertThat(proxy.signIn(PASSWORD, "X-Forwarded-For", "2001:db8:9::1")
                            .statusCode())
                    .as("another visitor of IPv6")
                    .isEqualTo(200);
            for (int i = 0; i < 3; i++) {
                assertThat(stranger.signIn("wrong-" + i, "X-Forwarded-For", "203.0.113.1" + i)
                                .statusCode())
                        .isEqualTo(401);
            }
            assertThat(stranger.signIn(PASSWORD, "X-Forwarded-For", "203.0.113.200")
                            .statusCode())
                    .as("S11: past the proxy no header counts")
                    .isEqualTo(429);
            assertThat(nginx.log()).contains("203.0.113.x").doesNotContain("203.0.113.7");
        }
    }

    @Test
    @DisplayName("a proxy's address that is none is refused in words")
    void noProxyAtAll() throws Exception {
        for (var wrong : List.of("abc", "10.0.0.1; return 200", "*", "proxy.local")) {
            var asking = new ProcessBuilder("../../deploy/nginx/entrypoint.sh", "--real-ip").redirectErrorStream(true);
            asking.environment().put("TRUSTED_PROXIES", wrong);
            var asked = asking.start();
            assertThat(new String(asked.getInputStream().readAllBytes()))
                    .as(wrong)
                    .contains("TRUSTED_PROXIES must hold addresses or networks")
                    .doesNotContain("set_real_ip_from");
            assertThat(asked.waitFor()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("under TLS cookies are bound to the host and browsers are told to stay with https")
    void tls() throws Exception {
        var certificate = page.resolveSibling(page.getFileName() + "-cert.pem");
        var key = page.resolveSibling(page.getFileName() + "-key.pem");
        NginxTest.makeCertificate(certificate, key);
        try (var nginx =
                Nginx.start(page, " TLS:" + certificate + ":" + key + ":127.0.0.1:" + Nginx.freePort(), List.of(1))) {
            var answer = new ProcessBuilder(
                            "curl",
                            "-sS",
                            "--cacert",
                            certificate.toString(),
                            "-D",
                            "-",
                            "-o",
                            "/dev/null",
                            "https://localhost:" + nginx.port() + "/")
                    .redirectErrorStream(true)
                    .start();
            var headers = new String(answer.getInputStream().readAllBytes());
            assertThat(headers)
                    .contains("HTTP/2 200")
                    .containsIgnoringCase("strict-transport-security: max-age=31536000");
        } finally {
            Files.deleteIfExists(certificate);
            Files.deleteIfExists(key);
        }
    }

    @Test
    @DisplayName("100 people at work notice nothing while one of two replicas is ended, and nothing sent is unknown")
    void rollingUpdate() throws Exception {
        var one = installation.start("one");
        var two = installation.start("two");
        try (var nginx = Nginx.start(page, "", List.of(one.port(), two.port()));
                var owner = new Client("http://localhost:" + nginx.port(), "127.0.0.1")) {
            var cookie = Client.cookieOf(owner.signIn(PASSWORD));
            var done = new AtomicBoolean();
            var requests = new AtomicInteger();
            var ended = new AtomicInteger();
            var failures = new ConcurrentLinkedQueue<String>();
            // Whatever happens, the streams end with the replica and everybody goes home.
            try (var people = Executors.newVirtualThreadPerTaskExecutor();
                    AutoCloseable home = () -> {
                        done.set(true);
                        two.terminate();
                    }) {
                for (int i = 0; i < 100; i++) {
                    var address = "127.0.1." + (i + 1);
                    boolean writes = i % 4 == 0;
                    people.submit(() -> work(nginx.port(), address, cookie, writes, done, requests, failures));
                }
                for (int i = 0; i < 10; i++) {
                    var address = "127.0.2." + (i + 1);
                    people.submit(() -> listen(nginx.port(), address, cookie, done, ended, failures));
                }
                Waiting.until("everybody at work", Duration.ofSeconds(60), () -> requests.get() > 400);
                var arrange = installation.arrange();
                for (int i = 0; i < 20; i++) {
                    var person = arrange.person();
                    installation.telegram().addChat(person.chat(), "Человек");
                    arrange.reminder(person, arrange.task(person, "Дело"), Instant.now());
                }
                int before = requests.get();
                long asked = System.nanoTime();
                one.terminate();
                Waiting.until("its streams handed over", Duration.ofSeconds(10), () -> ended.get() > 0);
                one.awaitEnd(Duration.ofSeconds(35));
                var took = Duration.ofNanos(System.nanoTime() - asked);
                int during = requests.get() - before;
                int after = requests.get();
                Waiting.until("work with the other alone", Duration.ofSeconds(60), () -> requests.get() > after + 400);
                assertThat(failures).as("failed requests").isEmpty();
                assertThat(during).as("requests while it ended").isPositive();
                Waiting.until(
                        "every reminder sent",
                        Duration.ofSeconds(60),
                        () -> arrange.count("select count(*) from deliveries where outcome = 'SENT'") >= 20);
                assertThat(arrange.count("select count(*) from deliveries where outcome = 'UNKNOWN'"))
                        .isZero();
                System.out.printf(
                        "100 clients and 10 open pages, one of two replicas ended: %d requests, %d of them while it ended in %.1f s, "
                                + "0 failed, 0 unknown%n",
                        requests.get(), during, took.toMillis() / 1000.0);
            }
        }
    }

    private static void work(
            int port,
            String address,
            String cookie,
            boolean writes,
            AtomicBoolean done,
            AtomicInteger requests,
            ConcurrentLinkedQueue<String> failures) {
        try (var client = new Client("http://localhost:" + port, address).with(cookie)) {
            while (!done.get()) {
                try {
                    var answer = writes
                            ? client.post(
                                    "/api/v1/tasks",
                                    "{\"title\":\"Дело\"}",
                                    "Idempotency-Key",
                                    UUID.randomUUID().toString())
                            : client.get("/api/v1/tasks?limit=5");
                    if (answer.statusCode() >= 300) {
                        failures.add(answer.statusCode() + " " + answer.body());
                    }
                } catch (RuntimeException e) {
                    failures.add(e + " " + e.getCause());
                }
                requests.incrementAndGet();
            }
        }
    }

    /** A page that hears of changes and comes again when its stream ends. */
    private static void listen(
            int port,
            String address,
            String cookie,
            AtomicBoolean done,
            AtomicInteger ended,
            ConcurrentLinkedQueue<String> failures) {
        try (var client = new Client("http://localhost:" + port, address).with(cookie)) {
            while (!done.get()) {
                try {
                    var answer = client.lines("/api/v1/events");
                    answer.body().forEach(line -> {});
                    if (answer.statusCode() == 200) {
                        ended.incrementAndGet();
                    } else if (!done.get()) {
                        failures.add(answer.statusCode() + " of a stream");
                    }
                } catch (RuntimeException e) {
                    if (!done.get()) {
                        failures.add("stream: " + e + " " + e.getCause());
                    }
                }
            }
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
