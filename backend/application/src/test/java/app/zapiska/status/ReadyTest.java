package app.zapiska.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code make ready} */
class ReadyTest {

    private static final String TOKEN = "123456:canary-token-of-the-bot";

    @TempDir
    Path folder;

    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, String> metrics = new HashMap<>();
    private volatile Instant theirClock = Instant.now();
    private HttpServer product;
    private ServerSocket telegram;

    private record Walk(int severity, String text) {}

    @BeforeEach
    void run() throws IOException {
        product = serve(HttpServer.create(loopback(), 0));
        var address = "http://127.0.0.1:" + product.getAddress().getPort();
        telegram = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::answerWithTheirClock);
        settings.putAll(Map.of(
                "HTTP_PORT",
                port(product),
                "MANAGEMENT_PORT",
                port(product),
                "PUBLIC_URL",
                "http://localhost:8080",
                "TELEGRAM_API_URL",
                "http://127.0.0.1:" + telegram.getLocalPort(),
                "TELEGRAM_BOT_TOKEN",
                TOKEN,
                "TELEGRAM_CHAT_ID",
                "1",
                "DEAD_MAN_URL",
                address + "/canary-of-the-watcher",
                "BACKUP_KEY",
                "age1",
                // Whatever runs in Docker here is not looked at.
                "COMPOSE_PROJECT_NAME",
                "zapiska-ready-test",
                "no_proxy",
                "127.0.0.1,localhost"));
        metrics.putAll(Map.of(
                "zapiska_backup_last_success_seconds", ago(3600),
                "zapiska_backup_last_proof_seconds", ago(3000),
                "zapiska_backup_off_site", "1.0",
                "zapiska_dead_man_last_success_seconds", ago(60),
                "zapiska_telegram_updates_pending", "0.0",
                "zapiska_telegram_webhook_mismatch", "0.0",
                "zapiska_telegram_webhook_error_age_seconds", "NaN"));
    }

    @AfterEach
    void stop() throws IOException {
        product.stop(0);
        telegram.close();
    }

    @Test
    void findsNothingToDoWhereEverythingIsThereAndPrintsNoSecret() {
        var walk = walk();
        assertThat(walk.text())
                .contains("Часы идут верно", "Токен бота задан", "Доходят до программы")
                .contains("Свежая копия: 1 ч назад", "Копия проверена восстановлением: 0 ч назад")
                .contains("Копия лежит и в другом месте", "Наблюдатель снаружи слышит программу")
                .doesNotContain("❌", "canary");
        // Of this machine alone: make run has no alerts, and its page opens here only.
        assertThat(walk.severity()).isLessThan(2);
    }

    @Test
    void saysThatNothingReachesTelegramWithoutAToken() {
        settings.put("TELEGRAM_BOT_TOKEN", "");
        assertThat(walk()).satisfies(it -> {
            assertThat(it.severity()).isEqualTo(2);
            assertThat(it.text()).contains("❌ Токена бота нет", "@BotFather");
        });
    }

    @Test
    void doesNotTakeACopyForOneThatNobodyHasOpened() {
        metrics.put("zapiska_backup_last_proof_seconds", "0.0");
        assertThat(walk().text()).contains("❌ Ни одна копия не проверена восстановлением", "make backup-prove");
        metrics.put("zapiska_backup_last_proof_seconds", ago(60 * 3600));
        assertThat(walk().text()).contains("⚠️  Копию не проверяли восстановлением 60 ч.");
    }

    @Test
    void saysThatThereIsNoCopyThatItIsOldAndThatItLiesHereAlone() {
        metrics.put("zapiska_backup_last_success_seconds", "0.0");
        metrics.put("zapiska_backup_off_site", "0.0");
        assertThat(walk().text()).contains("❌ Ни одной копии ещё нет", "⚠️  Копии лежат только на этой машине");
        metrics.put("zapiska_backup_last_success_seconds", ago(30 * 3600));
        assertThat(walk().text()).contains("❌ Последней копии 30 ч.");
    }

    @Test
    void saysNothingOfCopiesWhereTheApplicationDoesNotAnswer() {
        settings.put("MANAGEMENT_PORT", "1");
        var walk = walk();
        assertThat(walk.severity()).isEqualTo(2);
        assertThat(walk.text()).contains("❌ Не работает или не отвечает").doesNotContain("Ни одной копии");
    }

    @Test
    void saysThatPressesDoNotArrive() {
        metrics.put("zapiska_telegram_updates_pending", "40.0");
        assertThat(walk().text()).contains("❌ Нажатия ждут у Telegram");
        metrics.put("zapiska_telegram_webhook_mismatch", "1.0");
        assertThat(walk().text()).contains("❌ У бота чужой webhook");
        metrics.put("zapiska_telegram_webhook_error_age_seconds", "42.5");
        assertThat(walk().text()).contains("❌ Telegram не достучался до webhook 42 с назад");
    }

    @Test
    void saysThatTheWatcherOutsideHearsNothing() {
        metrics.put("zapiska_dead_man_last_success_seconds", ago(3600));
        assertThat(walk().text()).contains("❌ Наблюдатель снаружи (DEAD_MAN_URL) не отвечает");
        settings.put("DEAD_MAN_URL", "");
        assertThat(walk().text()).contains("⚠️  DEAD_MAN_URL не задан");
    }

    @Test
    void comparesTheClockWithTelegrams() {
        theirClock = Instant.now().minusSeconds(120);
        assertThat(walk().text())
                .contains("❌ Часы этой машины расходятся с Telegram на 12", "timedatectl set-ntp true");
    }

    @Test
    void wantsHttpsForWhatOthersCanReach() {
        settings.put("PUBLIC_URL", "http://zapiska.example");
        assertThat(walk()).satisfies(it -> {
            assertThat(it.severity()).isEqualTo(2);
            assertThat(it.text()).contains("❌ Без https пароль и долги идут по сети открытым текстом");
        });
    }

    @Test
    @DisplayName("a certificate must be believed, and last for two weeks")
    void looksAtTheCertificate() throws Exception {
        for (var days : List.of(5, 60)) {
            var secure = serve(secure(days));
            try {
                settings.put("PUBLIC_URL", "https://localhost:" + port(secure));
                settings.remove("CURL_CA_BUNDLE");
                assertThat(walk().text()).contains("❌ По этому адресу программа отсюда не отвечает, или сертификату");
                settings.put(
                        "CURL_CA_BUNDLE", folder.resolve("cert" + days + ".pem").toString());
                assertThat(walk().text())
                        .contains("Отвечает, сертификату верят", "Браузеры запомнят")
                        .contains(
                                days < 14
                                        ? "⚠️  Сертификат кончается раньше чем через две недели"
                                        : "✅ Сертификат действует ещё больше двух недель");
            } finally {
                secure.stop(0);
            }
        }
    }

    @Test
    @DisplayName("a trial alert is sent where it is asked for, and its failure is told")
    void sendsATrialAlert() throws IOException {
        var docker = Files.createDirectories(folder.resolve("bin")).resolve("docker");
        Files.writeString(docker, """
                #!/bin/bash
                case "$*" in
                  "compose ps -aq") echo 1 ;;
                  *"ask 9000 /q/metrics") curl -sS "http://127.0.0.1:%s/q/metrics" ;;
                  *"/-/healthy") ;;
                  *"alert add"*) echo x >> %s/sent ;;
                  *"wget -q -O - "*)
                    n=$(cat %s/sent 2> /dev/null | wc -l)
                    echo "alertmanager_notifications_total{integration=\\"telegram\\"} $n"
                    echo "alertmanager_notifications_total{integration=\\"email\\"} 7"
                    echo "alertmanager_notifications_failed_total{integration=\\"telegram\\",reason=\\"x\\"} $((n * ${FAILS:-0}))" ;;
                esac
                """.formatted(port(product), folder, folder));
        docker.toFile().setExecutable(true);
        settings.put("PATH", docker.getParent() + ":" + System.getenv("PATH"));
        assertThat(walk().text()).contains("⚠️  Дойдёт ли оповещение до чата, не проверено", "ALERT=1");
        assertThat(folder.resolve("sent")).doesNotExist();
        settings.put("ALERT", "1");
        assertThat(walk().text()).contains("✅ Пробное оповещение ушло в чат владельца");
        settings.put("FAILS", "1");
        assertThat(walk().text()).contains("❌ Telegram не принял пробное оповещение");
    }

    private Walk walk() {
        try {
            var script = new ProcessBuilder("../../deploy/ready.sh").redirectErrorStream(true);
            script.environment().putAll(settings);
            var process = script.start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Walk(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private <S extends HttpServer> S serve(S server) {
        server.createContext("/", call -> {
            var body = call.getRequestURI().getPath().equals("/q/metrics")
                    ? metrics.entrySet().stream()
                            .map(one -> one.getKey() + " " + one.getValue() + "\n")
                            .reduce("", String::concat)
                    : "{}";
            answer(call, body.getBytes(StandardCharsets.UTF_8));
        });
        server.start();
        return server;
    }

    /** By hand, because the server of the JDK writes its own date. */
    private void answerWithTheirClock() {
        try {
            while (true) {
                try (var call = telegram.accept()) {
                    // All of the question, so that closing does not take the answer back.
                    var asked =
                            new BufferedReader(new InputStreamReader(call.getInputStream(), StandardCharsets.US_ASCII));
                    while (!asked.readLine().isEmpty()) {}
                    var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(theirClock.atOffset(ZoneOffset.UTC));
                    call.getOutputStream()
                            .write(("HTTP/1.1 302 Found\r\nDate: " + date + "\r\nContent-Length: 0\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void answer(HttpExchange call, byte[] body) throws IOException {
        call.getResponseHeaders().set("Strict-Transport-Security", "max-age=1");
        call.sendResponseHeaders(200, body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    private HttpsServer secure(int days) throws IOException, GeneralSecurityException, InterruptedException {
        var name = folder.resolve("cert" + days).toString();
        openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                Integer.toString(days),
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-keyout",
                name + ".key",
                "-out",
                name + ".pem");
        openssl(
                "pkcs12",
                "-export",
                "-in",
                name + ".pem",
                "-inkey",
                name + ".key",
                "-out",
                name + ".p12",
                "-passout",
                "pass:x");
        var keys = KeyStore.getInstance(Path.of(name + ".p12").toFile(), "x".toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "x".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        var server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return server;
    }

    private static void openssl(String... words) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of("openssl"));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static String port(HttpServer server) {
        return Integer.toString(server.getAddress().getPort());
    }

    private static String ago(long seconds) {
        return Double.toString(Instant.now().getEpochSecond() - seconds);
    }
}
