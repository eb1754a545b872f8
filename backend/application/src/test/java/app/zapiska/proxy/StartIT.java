package app.zapiska.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.Waiting;
import app.zapiska.reminders.Installation;
import app.zapiska.reminders.Replica;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The packaged application with settings good and bad. */
@DisplayName("Production")
@Tag("alone")
class StartIT {

    private static final Path EXAMPLE = Path.of("../../.env.example");
    private static final Pattern SETTING = Pattern.compile("^#([A-Z][A-Z0-9_]+)=(.*)$", Pattern.MULTILINE);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final Installation installation =
            new Installation(Map.of("REQUESTS_PER_MINUTE_ADDRESS", "25", "REQUESTS_PER_MINUTE_ACCOUNT", "10"));

    @Test
    @DisplayName(
            "S35: does not start with what stands in .env.example, nor with examples, and says in one line what is wrong")
    void refusesExamples() throws Exception {
        var untouched = new HashMap<String, String>();
        SETTING.matcher(Files.readString(EXAMPLE))
                .results()
                .forEach(setting -> untouched.put(setting.group(1), setting.group(2)));
        assertThat(untouched).containsKeys("AUTH_PASSWORD", "JWT_SIGNING_KEY", "DB_PASSWORD");
        untouched.putAll(Map.of("HTTP_PORT", "0", "MANAGEMENT_PORT", "0"));
        assertThat(refusal(installation.launch("untouched", untouched)))
                .contains("AUTH_PASSWORD is not set.")
                .contains("JWT_SIGNING_KEY is not set.")
                .contains("DB_PASSWORD is not set.")
                .contains("DB_MIGRATION_PASSWORD is not set.");

        var examples = Map.ofEntries(
                Map.entry("AUTH_PASSWORD", "changeme1"),
                Map.entry("JWT_SIGNING_KEY", "change-me-to-32-random-bytes-please"),
                Map.entry("DB_PASSWORD", "change-me-app"),
                Map.entry("DB_MIGRATION_PASSWORD", "postgres"),
                Map.entry("PUBLIC_URL", "notebook"),
                Map.entry("TELEGRAM_MODE", "webhook"),
                Map.entry("TELEGRAM_WEBHOOK_SECRET", "too-short"),
                Map.entry("TELEGRAM_CHAT_ID", "@anna"),
                Map.entry("URGENT_DAYS", "100"),
                Map.entry("REPEAT_INTERVAL_MINUTES", "often"),
                Map.entry("TRUSTED_PROXIES", "abc"));
        var careless = refusal(installation.launch("careless", examples));
        assertThat(careless)
                .contains("AUTH_PASSWORD can't be used:")
                .contains("JWT_SIGNING_KEY is too short or an example.")
                .contains("DB_PASSWORD is an example.")
                .contains("DB_MIGRATION_PASSWORD is an example.")
                .contains("PUBLIC_URL must look like")
                .contains("TELEGRAM_WEBHOOK_SECRET must be")
                .contains("URGENT_DAYS must be a whole number from 0 to 60")
                .contains("TRUSTED_PROXIES must hold addresses or networks")
                .contains("TELEGRAM_CHAT_ID must be the number of a chat");
        for (var secret : List.of("changeme1", "change-me", "too-short")) {
            assertThat(careless).as("no value is repeated").doesNotContain(secret);
        }
        System.out.println("A start with examples says: " + careless);

        var started = installation.start("good");
        assertThat(started.alive()).isTrue();
        assertThat(healthy(started)).as("the container's own check").isTrue();
        Waiting.until(
                "what make diagnose asks in the container, once the queue was counted",
                PATIENCE,
                () -> metrics(started).contains("\nzapiska_reminders_queue_age_seconds "));
        started.kill();
        assertThat(healthy(started)).as("of one that has died").isFalse();
    }

    @Test
    @DisplayName(
            "BR-51: waits for a database that is not there yet, says so, and starts when it comes; a role that it refuses is named")
    void waitsForTheDatabase() throws Exception {
        int nobody;
        try (var socket = new java.net.ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        var moved = Map.of("DB_PORT", Integer.toString(nobody));
        var early = installation.launch("early", moved);
        Waiting.until("its words", PATIENCE, () -> said(early).contains("Waiting for the database"));
        var hasty = installation.launch("hasty", moved);
        Waiting.until("its words", PATIENCE, () -> said(hasty).contains("Waiting for the database"));
        hasty.terminate();
        hasty.awaitEnd(Duration.ofSeconds(10));
        assertThat(early.alive()).isTrue();
        try (var way = new Way(nobody, installation.databasePort())) {
            early.awaitReady();
            early.terminate();
            early.awaitEnd(PATIENCE);
            assertThat(way.taken()).isPositive();
        }
        var words = said(early);
        assertThat(words).contains("The database answers after");
        assertThat(words.substring(0, words.indexOf("The database answers after")))
                .doesNotContain("Exception", "\tat ");

        assertThat(refusal(installation.launch(
                        "impatient", Map.of("DB_PORT", Integer.toString(nobody), "ZAPISKA_DATABASE_PATIENCE", "0S"))))
                .contains("The database has not answered for 0 s");
        assertThat(refusal(installation.launch("mistaken", Map.of("DB_MIGRATION_USER", "nobody_here"))))
                .contains("The database refuses it", "nobody_here");
    }

    private static String metrics(Replica replica) {
        try {
            var metrics =
                    new ProcessBuilder("../ask", Integer.toString(replica.managementPort()), "/q/metrics").start();
            var said = new String(metrics.getInputStream().readAllBytes());
            assertThat(metrics.waitFor()).isZero();
            return said;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static String said(Replica replica) {
        try {
            return Files.readString(replica.log());
        } catch (IOException notYet) {
            return "";
        }
    }

    /** As the container asks. */
    private static boolean healthy(Replica replica) throws Exception {
        var check = new ProcessBuilder("../healthy").redirectErrorStream(true);
        check.environment().put("HTTP_PORT", Integer.toString(replica.port()));
        var asking = check.start();
        asking.getInputStream().readAllBytes();
        return asking.waitFor() == 0;
    }

    /** The one line in which it says why it does not start. */
    private static String refusal(Replica replica) throws IOException {
        assertThat(replica.awaitEnd(PATIENCE)).as("exit code").isEqualTo(1);
        var log = Files.readAllLines(replica.log());
        assertThat(log).noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception"));
        var said = log.stream().filter(line -> line.contains("does not start")).toList();
        assertThat(said).hasSize(1);
        return said.getFirst();
    }

    @Test
    @DisplayName(
            "S25, S27: floods are told when to come back; no page about the API and no metrics where the public is")
    void publicSurface() throws IOException {
        var replica = installation.start("limited");
        var origin = "http://localhost:" + replica.port();
        try (var flood = new Client(origin, "127.0.0.61");
                var owner = new Client(origin, "127.0.0.62");
                var sameOwner = new Client(origin, "127.0.0.63");
                var passer = new Client(origin, "127.0.0.64")) {
            for (int i = 0; i < 25; i++) {
                assertThat(flood.get("/api/v1/auth/me").statusCode()).isEqualTo(401);
            }
            refused(flood.get("/api/v1/auth/me"));
            assertThat(flood.get("/healthz").statusCode())
                    .as("health is not limited")
                    .isEqualTo(200);

            var cookie = Client.cookieOf(owner.signIn("forty-two-magpies"));
            owner.with(cookie);
            sameOwner.with(cookie);
            for (int i = 0; i < 10; i++) {
                assertThat((i % 2 == 0 ? owner : sameOwner)
                                .get("/api/v1/auth/me")
                                .statusCode())
                        .isEqualTo(200);
            }
            refused(owner.get("/api/v1/auth/me"));
            refused(sameOwner.post("/api/v1/tasks", "{\"title\":\"Дело\"}"));

            for (var path : List.of(
                    "/api/docs",
                    "/api/docs/",
                    "/api/docs/index.html",
                    "/q/swagger-ui",
                    "/q/metrics",
                    "/q/health",
                    "/q/dev-ui")) {
                assertThat(passer.get(path).statusCode()).as(path).isEqualTo(404);
            }
            var description = passer.get("/api/v1/openapi", "Accept", "application/json");
            assertThat(description.statusCode()).isEqualTo(200);
            assertThat(description.body())
                    .contains("\"/api/v1/loans/{id}/payments\"")
                    .doesNotContain("try-out");
        }
        replica.terminate();
        replica.awaitEnd(PATIENCE);
        assertThat(Files.readAllLines(replica.log()))
                .as("a start and an end without cause for alarm")
                .noneMatch(line -> line.contains("Redis is away") || line.contains(" ERROR "));
        var open = installation.start("open", Map.of("API_DOCS", "true"));
        try (var reader = new Client("http://localhost:" + open.port(), "127.0.0.65")) {
            assertThat(reader.get("/api/docs/").statusCode()).isEqualTo(200);
        }
    }

    private static void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).contains("/problems/rate-limited");
        assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 60);
    }
}
