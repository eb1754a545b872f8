package app.zapiska.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.zapiska.platform.Waiting;
import app.zapiska.proxy.Compose;
import app.zapiska.reminders.Installation;
import app.zapiska.reminders.Replica;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The machine's own Prometheus and exporters over the running product, with the configuration, the rules and the dashboards
 * of production.
 */
@DisplayName("Monitoring")
class MonitoringIT {

    private static final Path DEPLOY = Path.of("../../deploy").toAbsolutePath().normalize();
    private static final String PASSWORD = "forty-two-magpies";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** What a query reads: a metric, with its labels; no function, no word of the language, no list of labels. */
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on|without|ignoring) *\\([^)]*\\)|\\[[^]]*]");

    private static final Pattern SELECTOR =
            Pattern.compile("\\b(?!(?:and|or|unless|bool)\\b)[a-z_][A-Za-z0-9_]*+(?:\\{[^}]*}|(?! *\\())");

    // Without a link to the sandbox a code for linking a chat needs the bot's name. The limit is for an impatient
    // visitor, the log is the container's.
    @RegisterExtension
    final Installation installation = new Installation(Map.of(
            "TELEGRAM_SANDBOX_URL",
            "",
            "REQUESTS_PER_MINUTE_ADDRESS",
            "1000000",
            "LOG_FORMAT",
            "json",
            "QUARKUS_BANNER_ENABLED",
            "false"));

    @TempDir
    Path folder;

    private static void need(String program) {
        var found = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
        assumeTrue(found || System.getenv("CI") != null, program + " is not installed here");
    }

    @Test
    @DisplayName(
            "Prometheus scrapes the product, every query of the dashboards and of the alerts has data, no alert fires")
    void tellsOfTheRunningProduct() throws Exception {
        need("prometheus");
        need("prometheus-postgres-exporter");
        need("prometheus-redis-exporter");
        need("prometheus-node-exporter");
        need("nginx");
        var replica = installation.start("one");
        try (var postgres = postgresExporter();
                var redis = redisExporter();
                var node = nodeExporter();
                var nginx = nginx(replica.port());
                var prometheus = new Prometheus(
                        replica.managementPort(),
                        Map.of(
                                "postgres-exporter:9187",
                                postgres,
                                "redis-exporter:9121",
                                redis,
                                "node-exporter:9100",
                                node,
                                "frontend:9113",
                                nginx))) {
            // What had happened before the first look would be no rise.
            Waiting.until("the first look", PATIENCE, () -> prometheus.tells("up{job=\"zapiska\"} == 1"));
            live(replica);

            var dashboards = dashboardQueries();
            assertThat(dashboards).hasSizeGreaterThan(20);
            var alerts = prometheus.alerts();
            assertThat(alerts).hasSizeGreaterThan(20);
            var metrics = alerts.stream()
                    .flatMap(alert -> SELECTOR.matcher(
                                    GROUPING.matcher(alert.getString("query")).replaceAll(""))
                            .results())
                    .map(MatchResult::group)
                    .distinct()
                    .toList();
            assertThat(metrics).contains("zapiska_chats_blocked", "up{job=\"zapiska\"}", "pg_up", "up{job=\"nginx\"}");
            var silent =
                    Stream.concat(dashboards.stream(), metrics.stream()).collect(Collectors.toCollection(TreeSet::new));
            try {
                Waiting.until("data", PATIENCE, () -> {
                    visit(replica);
                    silent.removeIf(prometheus::tells);
                    return silent.isEmpty();
                });
            } catch (AssertionError late) {
                throw new AssertionError("Without data: " + String.join("\n  ", silent), late);
            }
            Waiting.until(
                    "a verdict on every alert",
                    PATIENCE,
                    () -> prometheus.alerts().stream()
                            .noneMatch(alert -> alert.getString("health").equals("unknown")));
            assertThat(prometheus.alerts()).allSatisfy(alert -> {
                assertThat(alert.getString("health")).as(alert.encode()).isEqualTo("ok");
                assertThat(alert.getString("state")).as(alert.encode()).isNotEqualTo("firing");
            });
            System.out.printf(
                    "%d queries of dashboards, %d metrics of %d alerts: all answered by Prometheus%n",
                    dashboards.size(), metrics.size(), alerts.size());
        }
    }

    @Test
    @DisplayName("with LOG_FORMAT=json every line of the log is an entry in JSON, from the start to the end")
    void logsInJson() throws Exception {
        var replica = installation.start("json");
        replica.terminate();
        replica.awaitEnd(PATIENCE);
        var lines = Files.readAllLines(replica.log());
        assertThat(lines)
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        line -> assertThat(new JsonObject(line).fieldNames()).contains("time", "level", "message"));
        assertThat(lines.getLast()).contains("stopped in");
    }

    /** Something of everything that is counted. */
    private void live(Replica replica) {
        var telegram = installation.telegram();
        var arrange = installation.arrange();
        var person = arrange.person();
        telegram.addChat(person.chat(), "Человек");
        arrange.reminder(person, arrange.task(person, "Полить цветы"), Instant.now());
        telegram.awaitSends(1, PATIENCE);

        signIn(replica, "not-" + PASSWORD, 401);
        var session = signIn(replica, PASSWORD, 200);
        // A trouble of the server's, as it is before Telegram has told the bot's name.
        arrange.execute("update telegram_bot set username = null");
        request(replica)
                .cookie("session", session)
                .post("/telegram/link-code")
                .then()
                .statusCode(503);
        // What the backup worker leaves behind.
        arrange.execute("""
                insert into backups (kind, state, name, size, sha256, requested_at, finished_at)
                values ('SCHEDULED', 'DONE', 'zapiska-20261115T020000Z.age', 1, repeat('0', 64), now(), now()),
                  ('PROOF', 'DONE', 'zapiska-20261115T020000Z.age', null, null, now(), now())""");
    }

    private static String signIn(Replica replica, String password, int expected) {
        return request(replica)
                .body(Map.of("login", "owner", "password", password))
                .post("/auth/login")
                .then()
                .statusCode(expected)
                .extract()
                .cookie("session");
    }

    private static void visit(Replica replica) {
        request(replica).get("/auth/me").then().statusCode(401);
    }

    private static RequestSpecification request(Replica replica) {
        return RestAssured.given()
                .baseUri("http://localhost:" + replica.port())
                .basePath("/api/v1")
                .header("X-Requested-With", "zapiska")
                .contentType(ContentType.JSON);
    }

    private static List<String> dashboardQueries() throws IOException {
        var queries = new ArrayList<String>();
        try (var files = Files.list(DEPLOY.resolve("grafana/dashboards"))) {
            for (var file : files.toList()) {
                objects(new JsonObject(Files.readString(file)).getJsonArray("panels"))
                        .flatMap(panel -> objects(panel.getJsonArray("targets", new JsonArray())))
                        .map(target -> target.getString("expr"))
                        .forEach(queries::add);
            }
        }
        return queries.stream().distinct().toList();
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    /** As compose starts it, with the application's role. */
    private Program postgresExporter() throws IOException {
        int port = freePort();
        return new Program(
                port,
                Map.of(
                        "DATA_SOURCE_URI",
                        "127.0.0.1:" + installation.databasePort() + "/zapiska?sslmode=disable",
                        "DATA_SOURCE_USER",
                        "zapiska_app",
                        "DATA_SOURCE_PASS",
                        "app",
                        "PG_EXPORTER_EXCLUDE_DATABASES",
                        "postgres,template0,template1"),
                "prometheus-postgres-exporter",
                "--web.listen-address=127.0.0.1:" + port);
    }

    private Program redisExporter() throws IOException {
        int port = freePort();
        return new Program(
                port,
                Map.of("REDIS_ADDR", "redis://127.0.0.1:" + installation.redisPort()),
                "prometheus-redis-exporter",
                "--web.listen-address=127.0.0.1:" + port);
    }

    /** With the words of compose, as far as they are about what is looked at. */
    private Program nodeExporter() throws IOException {
        int port = freePort();
        var words = ((List<?>) Compose.services().get("node-exporter").get("command"))
                .stream().map(word -> word.toString().replace("$$", "$"));
        return new Program(
                port,
                Map.of(),
                Stream.concat(Stream.of("prometheus-node-exporter", "--web.listen-address=127.0.0.1:" + port), words)
                        .toArray(String[]::new));
    }

    /** nginx of production in front of the replica; its port is where it tells how it is. */
    private Program nginx(int backend) throws IOException {
        int port = freePort();
        var page = Files.createDirectories(folder.resolve("page"));
        Files.writeString(page.resolve("index.html"), "<!doctype html>");
        return new Program(
                port,
                Map.of("PROXY_METRICS", "127.0.0.1:" + port),
                DEPLOY.resolve("nginx/local.sh").toString(),
                folder.resolve("nginx").toString(),
                "127.0.0.1:" + freePort(),
                page.toString(),
                "127.0.0.1:" + backend);
    }

    private Path configuration(int port, int scraped, Map<String, Program> beside) throws IOException {
        var config = Files.readString(DEPLOY.resolve("prometheus/prometheus.yml"));
        var changes = new HashMap<>(Map.of(
                "interval: 15s\n",
                "interval: 1s\n",
                "/etc/prometheus/rules.yml",
                DEPLOY.resolve("prometheus/rules.yml").toString(),
                "dns_sd_configs:\n      - { names: [backend], type: A, port: 9000, refresh_interval: 15s }",
                "static_configs: [{ targets: [\"127.0.0.1:" + scraped + "\"] }]",
                "localhost:9090",
                "127.0.0.1:" + port,
                "alertmanager:9093",
                "127.0.0.1:1"));
        beside.forEach((there, here) -> changes.put(there, "127.0.0.1:" + here.port));
        for (var change : changes.entrySet()) {
            assertThat(config).contains(change.getKey());
            config = config.replace(change.getKey(), change.getValue());
        }
        return Files.writeString(folder.resolve("prometheus.yml"), config);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** A program beside the product, with a log of its own. */
    private class Program implements AutoCloseable {

        final int port;
        private final Path log;
        private final Process process;

        /** @param port where it listens, on 127.0.0.1 */
        Program(int port, Map<String, String> environment, String... command) throws IOException {
            this.port = port;
            log = folder.resolve(Path.of(command[0]).getFileName() + ".log");
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            process = builder.start();
        }

        void mustLive() {
            assertThat(process.isAlive()).as(this::said).isTrue();
        }

        private String said() {
            try {
                return Files.readString(log);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
    }

    /** With the configuration of production, but for where everything is, and in a hurry. */
    private final class Prometheus extends Program {

        private final HttpClient http = HttpClient.newHttpClient();

        Prometheus(int scraped, Map<String, Program> beside) throws IOException {
            this(freePort(), scraped, beside);
        }

        private Prometheus(int port, int scraped, Map<String, Program> beside) throws IOException {
            super(
                    port,
                    Map.of(),
                    "prometheus",
                    "--config.file=" + configuration(port, scraped, beside),
                    "--storage.tsdb.path=" + folder.resolve("data"),
                    "--web.listen-address=127.0.0.1:" + port);
        }

        /** Whether the query is understood and finds a number. */
        boolean tells(String query) {
            var answer = get("query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
            // No number in a quantile of nothing.
            return answer != null
                    && objects(answer.getJsonArray("result"))
                            .anyMatch(found ->
                                    !found.getJsonArray("value").getString(1).equals("NaN"));
        }

        List<JsonObject> alerts() {
            return objects(get("rules").getJsonArray("groups"))
                    .flatMap(group -> objects(group.getJsonArray("rules")))
                    .toList();
        }

        /** @return null while it does not listen yet */
        private JsonObject get(String path) {
            mustLive();
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + path))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            HttpResponse<String> response;
            try {
                response = http.send(request, HttpResponse.BodyHandlers.ofString());
            } catch (IOException notYet) {
                return null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            if (response.statusCode() == 503) {
                return null;
            }
            var answer = new JsonObject(response.body());
            assertThat(answer.getString("status"))
                    .as("%s: %s", path, response.body())
                    .isEqualTo("success");
            return answer.getJsonObject("data");
        }

        @Override
        public void close() {
            http.close();
            super.close();
        }
    }
}
