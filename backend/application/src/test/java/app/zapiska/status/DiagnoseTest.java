package app.zapiska.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code make diagnose} */
class DiagnoseTest {

    private static final String TOKEN = "123456:canary-token-of-the-bot";
    private static final String WELL =
            "{\"status\":\"ok\",\"checks\":{\"database\":\"ok\",\"engine\":\"ok\",\"redis\":\"ok\",\"telegram\":\"ok\"}}";

    private volatile String health = WELL;
    private volatile String bot = "{\"ok\":true,\"result\":{}}";
    private volatile String metrics = "zapiska_reminders_queue_age_seconds 0.0\nzapiska_chats_blocked 0.0\n";
    private HttpServer product;

    private record Diagnosis(int severity, String text) {}

    @BeforeEach
    void run() throws IOException {
        product = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        product.createContext("/", call -> {
            var path = call.getRequestURI().getPath();
            var body = (path.equals("/healthz") ? health : path.equals("/q/metrics") ? metrics : bot)
                    .getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(path.equals("/healthz") && health.contains("down") ? 503 : 200, body.length);
            call.getResponseBody().write(body);
            call.close();
        });
        product.start();
    }

    @AfterEach
    void stop() {
        product.stop(0);
    }

    @Test
    void isContentWhenAllIsWellAndPrintsNoSecret() {
        var diagnosis = diagnose();
        assertThat(diagnosis.text()).contains("База отвечает", "Рассылка работает", "Токен действителен");
        assertThat(diagnosis.text()).doesNotContain("❌", "canary");
        // A full disk or an open .env of this machine may be worth a warning.
        assertThat(diagnosis.severity()).isLessThan(2);
    }

    @Test
    void saysThatTheDatabaseIsAway() {
        health = WELL.replace("\"database\":\"ok\"", "\"database\":\"down\"");
        assertThat(diagnose()).satisfies(it -> {
            assertThat(it.severity()).isEqualTo(2);
            assertThat(it.text()).contains("❌ База не отвечает", "→");
        });
    }

    @Test
    void saysThatTheEngineStands() {
        health = WELL.replace("\"engine\":\"ok\"", "\"engine\":\"degraded\"");
        assertThat(diagnose().text()).contains("❌ Рассылка стоит");
    }

    @Test
    void saysThatTheTokenIsDeadAndWhereToGetAnother() {
        bot = "{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}";
        assertThat(diagnose().text())
                .contains("❌ Telegram не принимает токен", "@BotFather")
                .doesNotContain("canary");
    }

    @Test
    void saysThatRemindersAreLateAndThatTheBackupIsOld() {
        metrics = "zapiska_reminders_queue_age_seconds 500.5\nzapiska_backup_last_success_seconds 1.7E9\n"
                + "zapiska_chats_blocked 2.0\n";
        var text = diagnose().text();
        assertThat(text)
                .contains("ждёт отправки 500 с", "резервной копии нет больше 26 часов", "заблокировали чатов: 2");
    }

    @Test
    @DisplayName("BR-01: names the rules of time zones, and warns when somebody here knows newer ones")
    void saysThatZoneDataAreOld() {
        metrics = "zapiska_reminders_queue_age_seconds 0.0\nzapiska_zone_data_outdated{version=\"2026f\"} 0.0\n";
        assertThat(diagnose().text()).contains("✅ Правила часовых поясов: 2026f");
        metrics = metrics.replace("} 0.0", "} 1.0");
        var old = diagnose();
        assertThat(old.severity()).isEqualTo(1);
        assertThat(old.text()).contains("Правила часовых поясов 2026f устарели", "docs/operation.md");
    }

    @Test
    void doesNotTakeAMissingRedisForTrouble() {
        health = WELL.replace("\"redis\":\"ok\"", "\"redis\":\"degraded\"");
        assertThat(diagnose().severity()).isEqualTo(1);
    }

    @Test
    void saysHowToStartWhatDoesNotRun() throws IOException {
        int nobody;
        try (var socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        var diagnosis = diagnose(Map.of("HTTP_PORT", Integer.toString(nobody)));
        assertThat(diagnosis.severity()).isEqualTo(2);
        assertThat(diagnosis.text()).contains("❌ Не отвечает", "make run");
    }

    @Test
    void looksAtContainersWithWhatTheyHoldAndAtDollarsThatComposeWouldReplace(@TempDir Path project)
            throws IOException {
        Files.createDirectories(project.resolve("deploy"));
        Files.copy(Path.of("../../deploy/diagnose.sh"), project.resolve("deploy/diagnose.sh"));
        Files.copy(Path.of("../../deploy/looks.sh"), project.resolve("deploy/looks.sh"));
        project.resolve("deploy/diagnose.sh").toFile().setExecutable(true);
        Files.writeString(
                project.resolve(".env"), """
                AUTH_PASSWORD=mag$pies
                DB_PASSWORD='mag$pies'
                export REDIS_PASSWORD="mag$pies"
                HTTP_BIND=127.0.0.1:%d
                """.formatted(product.getAddress().getPort()));
        // A container has what its image holds and nothing of this machine's.
        var image = Files.createDirectories(project.resolve("image"));
        Files.copy(Path.of("../ask"), image.resolve("ask"));
        image.resolve("ask").toFile().setExecutable(true);
        for (var program : List.of("bash", "cat", "env")) {
            Files.createSymbolicLink(image.resolve(program), Path.of("/bin").resolve(program));
        }
        var docker = Files.createDirectories(project.resolve("bin")).resolve("docker");
        Files.writeString(docker, """
                #!/bin/bash
                case "$*" in
                  "compose ps -aq") echo 1 ;;
                  "compose ps -a "*) printf 'backend\\trunning\\thealthy\\nbackup\\trunning\\tunhealthy\\n' ;;
                  "compose exec -T backend "*) shift 4; PATH=%s exec "${@//9000/%d}" ;;
                esac
                """.formatted(image, product.getAddress().getPort()));
        docker.toFile().setExecutable(true);
        metrics = "zapiska_reminders_queue_age_seconds 500.5\n";
        var text = diagnose(
                        project.resolve("deploy/diagnose.sh"),
                        Map.of("PATH", docker.getParent() + ":" + System.getenv("PATH")))
                .text();
        assertThat(text)
                .contains("ждёт отправки 500 с", "❌ backup: нездоров")
                .contains("Знак $ в .env без одинарных кавычек: AUTH_PASSWORD REDIS_PASSWORD.")
                .doesNotContain("Метрики не читаются", "mag$pies");
    }

    private Diagnosis diagnose() {
        return diagnose(Map.of());
    }

    private Diagnosis diagnose(Map<String, String> settings) {
        return diagnose(Path.of("../../deploy/diagnose.sh"), settings);
    }

    private Diagnosis diagnose(Path program, Map<String, String> settings) {
        try {
            var port = Integer.toString(product.getAddress().getPort());
            var script = new ProcessBuilder(program.toString()).redirectErrorStream(true);
            script.environment()
                    .putAll(Map.of(
                            "HTTP_PORT",
                            port,
                            "MANAGEMENT_PORT",
                            port,
                            "TELEGRAM_API_URL",
                            "http://127.0.0.1:" + port,
                            "TELEGRAM_BOT_TOKEN",
                            TOKEN,
                            "TELEGRAM_CHAT_ID",
                            "1",
                            // Whatever runs in Docker here is not looked at.
                            "COMPOSE_PROJECT_NAME",
                            "zapiska-diagnose-test",
                            "no_proxy",
                            "127.0.0.1"));
            script.environment().putAll(settings);
            var process = script.start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Diagnosis(process.waitFor(), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
