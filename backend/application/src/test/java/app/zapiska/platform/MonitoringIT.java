package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.zapiska.reminders.Installation;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The machine's own Prometheus over the running product, with the rules and the dashboards of production. */
@DisplayName("Monitoring")
class MonitoringIT {

    private static final Path DEPLOY = Path.of("../../deploy").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Of exporters and of the backup worker, which do not run here. */
    private static final Set<String> NOT_HERE = Set.of("pg_", "redis_memory", "zapiska_backup_");

    private final int managementPort = freePort();

    // Both are known, as in production: of a port left to chance the metrics do not tell the number, and Prometheus'
    // registry
    // refuses two servers of which only one tells it.
    @RegisterExtension
    final Installation installation = new Installation(
            Map.of("HTTP_PORT", Integer.toString(freePort()), "MANAGEMENT_PORT", Integer.toString(managementPort)));

    @TempDir
    Path folder;

    @BeforeEach
    void prometheusIsThere() {
        var found = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, "prometheus")));
        assumeTrue(found || System.getenv("CI") != null, "prometheus is not installed here");
    }

    @Test
    @DisplayName("scrapes the product, and every query of every dashboard has an answer; no alert but the known fires")
    void dashboardsShowTheRunningProduct() throws Exception {
        var product = "http://127.0.0.1:" + installation.start("one").port();
        int port = freePort();
        var prometheus = start(port);
        try {
            var queries = queries();
            assertThat(queries).hasSizeGreaterThan(20);
            var api = "http://127.0.0.1:" + port + "/api/v1/";
            var silent = new TreeSet<String>();
            Waiting.until("data for the dashboards", PATIENCE, () -> {
                visit(product + "/api/v1/auth/me");
                silent.clear();
                for (var query : queries) {
                    if (!answered(api, query)) {
                        silent.add(query);
                    }
                }
                return silent.isEmpty() || !prometheus.isAlive();
            });
            assertThat(prometheus.isAlive()).as("prometheus, see %s", folder).isTrue();
            assertThat(silent).as("queries without data").isEmpty();
            var rules = get(api + "rules").getJsonObject("data").getJsonArray("groups");
            for (var group : rules) {
                for (var rule : ((JsonObject) group).getJsonArray("rules")) {
                    var alert = (JsonObject) rule;
                    assertThat(alert.getString("health")).as(alert.toString()).isNotEqualTo("err");
                    assertThat(alert.getString("state"))
                            .as(alert.getString("name"))
                            .isNotEqualTo("firing");
                }
            }
        } finally {
            prometheus.destroy();
            if (!prometheus.waitFor(10, TimeUnit.SECONDS)) {
                prometheus.destroyForcibly();
            }
        }
    }

    /** As in production, but for where everything is, and faster. */
    private Process start(int port) throws IOException {
        var config = """
                global: { scrape_interval: 1s, evaluation_interval: 2s }
                rule_files: ["%s"]
                scrape_configs:
                  - job_name: zapiska
                    metrics_path: /q/metrics
                    static_configs: [{ targets: ["127.0.0.1:%d"] }]
                """.formatted(DEPLOY.resolve("prometheus/rules.yml"), managementPort);
        var file = Files.writeString(folder.resolve("prometheus.yml"), config);
        return new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private static List<String> queries() throws IOException {
        var queries = new ArrayList<String>();
        try (var files = Files.list(DEPLOY.resolve("grafana/dashboards"))) {
            for (var file : files.toList()) {
                var panels = new JsonObject(Files.readString(file)).getJsonArray("panels");
                for (var panel : panels) {
                    for (var target : ((JsonObject) panel).getJsonArray("targets", new JsonArray())) {
                        var query = ((JsonObject) target).getString("expr");
                        if (NOT_HERE.stream().noneMatch(query::contains)) {
                            queries.add(query);
                        }
                    }
                }
            }
        }
        return queries;
    }

    private static boolean answered(String api, String query) {
        try {
            var answer = get(api + "query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
            assertThat(answer.getString("status")).as(query + ": " + answer).isEqualTo("success");
            return !answer.getJsonObject("data").getJsonArray("result").isEmpty();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Somebody looks at the page: what nobody asks for has no times. */
    private static void visit(String url) {
        try {
            get(url);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject get(String url) throws IOException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return new JsonObject(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
