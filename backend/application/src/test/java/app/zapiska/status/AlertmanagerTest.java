package app.zapiska.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.zapiska.platform.Waiting;
import app.zapiska.sandbox.SandboxOptions;
import app.zapiska.sandbox.TelegramSandbox;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine's own Alertmanager, started as the container starts it, with the configuration of production. */
class AlertmanagerTest {

    private static final Path DEPLOY =
            Path.of("../../deploy/alertmanager").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private TelegramSandbox telegram;
    private Process alertmanager;
    private String address;

    @BeforeEach
    void start() throws IOException {
        var program = program();
        assumeTrue(program.isPresent() || System.getenv("CI") != null, "Alertmanager is not installed here");
        telegram = TelegramSandbox.start(SandboxOptions.defaults());
        // Production collects for half a minute what belongs together.
        var config = Files.readString(DEPLOY.resolve("alertmanager.yml"));
        assertThat(config).contains("group_wait: 30s", "group_interval: 5m");
        var hasty = Files.writeString(
                folder.resolve("hasty.yml"),
                config.replace("group_wait: 30s", "group_wait: 0s")
                        .replace("group_interval: 5m", "group_interval: 1s"));
        int port = freePort();
        address = "http://127.0.0.1:" + port;
        var command = new ProcessBuilder(
                        DEPLOY.resolve("entrypoint.sh").toString(),
                        "--storage.path=" + folder.resolve("data"),
                        "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        command.environment()
                .putAll(Map.of(
                        "ALERTMANAGER", program.orElseThrow().toString(),
                        "ALERTMANAGER_CONFIG", hasty.toString(),
                        "ALERTMANAGER_TMP", folder.toString(),
                        "PATH", withWitness("sed") + ":" + System.getenv("PATH"),
                        "TELEGRAM_BOT_TOKEN", telegram.token(),
                        "TELEGRAM_CHAT_ID", Long.toString(telegram.control().ownerId()),
                        "TELEGRAM_API_URL", telegram.baseUrl().toString()));
        alertmanager = command.start();
        Waiting.until("Alertmanager", PATIENCE, () -> {
            assertThat(alertmanager.isAlive()).as(this::said).isTrue();
            return !get("/-/ready").isEmpty();
        });
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
        if (alertmanager != null) {
            alertmanager.destroy();
            if (!alertmanager.waitFor(10, TimeUnit.SECONDS)) {
                alertmanager.destroyForcibly();
            }
        }
        if (telegram != null) {
            telegram.close();
        }
    }

    @Test
    void tellsTheOwnerWhatIsWrongAndWhatToDoAndWhenItIsOver() {
        var began = Instant.now();
        post("EngineStopped", "critical", began, began.plus(Duration.ofHours(1)));
        assertThat(message(1))
                .startsWith("🔴 Кратко: EngineStopped")
                .contains("Подробно: EngineStopped", "Что делать: docs/alerts.ru.md#enginestopped");

        // A late queue is explained by the stopped engine, and kept back until that is over.
        post("QueueLate", "critical", began, began.plus(Duration.ofHours(1)));
        Waiting.until(
                "an alert that is kept back",
                PATIENCE,
                () -> get("/api/v2/alerts?active=false").contains("QueueLate"));
        assertThat(telegram.control().acceptedSends()).hasSize(1);
        post("EngineStopped", "critical", began, Instant.now());
        assertThat(List.of(message(2), message(3)))
                .anySatisfy(over -> assertThat(over)
                        .startsWith("🟢 Прошло: Кратко: EngineStopped")
                        .doesNotContain("Что делать"))
                .anySatisfy(late -> assertThat(late).startsWith("🔴 Кратко: QueueLate"));
    }

    private String message(int number) {
        try {
            return telegram.control()
                    .awaitSends(number, PATIENCE)
                    .get(number - 1)
                    .text();
        } catch (IllegalStateException late) {
            throw new AssertionError(said(), late);
        }
    }

    private void post(String name, String severity, Instant from, Instant until) {
        var alert = new JsonObject()
                .put("labels", new JsonObject().put("alertname", name).put("severity", severity))
                .put(
                        "annotations",
                        new JsonObject()
                                .put("summary", "Кратко: " + name)
                                .put("description", "Подробно: " + name)
                                .put("runbook", "docs/alerts.ru.md#" + name.toLowerCase(Locale.ROOT)))
                .put("startsAt", from.toString())
                .put("endsAt", until.toString());
        var request = HttpRequest.newBuilder(URI.create(address + "/api/v2/alerts"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonArray.of(alert).encode()))
                .build();
        assertThat(send(request)).isPresent();
    }

    private String get(String path) {
        return send(HttpRequest.newBuilder(URI.create(address + path)).build()).orElse("");
    }

    /** @return what is answered, when it is no refusal */
    private Optional<String> send(HttpRequest request) {
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException notYet) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void giveTheTokenToNoCommandLine() throws IOException {
        assertThat(Files.readString(folder.resolve("sed.arguments")))
                .as("what everybody on the machine can read")
                .isNotEmpty()
                .doesNotContain(telegram.token());
    }

    /** @return a folder whose program of this name notes what it is given, and does it */
    private String withWitness(String program) throws IOException {
        var witness = Files.createDirectories(folder.resolve("bin")).resolve(program);
        Files.writeString(witness, """
                #!/bin/sh
                printf '%%s\\n' "$@" >> "%s.arguments"
                PATH=${PATH#*:} exec %s "$@"
                """.formatted(folder.resolve(program), program));
        Files.setPosixFilePermissions(witness, PosixFilePermissions.fromString("rwxr-xr-x"));
        return witness.getParent().toString();
    }

    /** Debian calls it by another name than the image. */
    private static Optional<Path> program() {
        return Stream.of("prometheus-alertmanager", "alertmanager")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(place -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
