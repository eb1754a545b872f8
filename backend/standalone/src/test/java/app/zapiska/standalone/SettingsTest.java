package app.zapiska.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @TempDir
    Path home;

    @Test
    @DisplayName("nothing is set: the documented defaults")
    void defaults() throws Exception {
        Settings settings = Settings.read(home, Map.of());
        assertThat(settings.httpPort()).isEqualTo(8080);
        assertThat(settings.managementPort()).isEqualTo(9000);
        assertThat(settings.dataDir()).isEqualTo(home.resolve("data"));
        assertThat(settings.publicUrl()).hasToString("http://localhost:8080");
        assertThat(settings.httpHost()).isEqualTo("127.0.0.1");
        assertThat(settings.wantsTelegramSandbox()).isTrue();
    }

    @Test
    @DisplayName(".env: comments, quotes, export, a dollar sign, a byte order mark, Windows line ends")
    void dotEnv() throws Exception {
        Files.writeString(home.resolve(".env"), """
                \uFEFF# the household's
                HTTP_PORT = 8181   # as the router expects
                export DATA_DIR="my \\"own\\" data"
                AUTH_PASSWORD='pa#ss $HOME "word"'
                TELEGRAM_BOT_TOKEN=
                PUBLIC_URL=HTTPS://Займ.рф:443/\r
                QUARKUS_LOG_LEVEL=DEBUG
                EMPTY= # nothing
                """);
        Settings settings = Settings.read(home, Map.of());
        assertThat(settings.httpPort()).isEqualTo(8181);
        assertThat(settings.dataDir()).isEqualTo(home.resolve("my \"own\" data"));
        assertThat(settings.value("AUTH_PASSWORD")).contains("pa#ss $HOME \"word\"");
        assertThat(settings.publicUrl()).hasToString("https://xn--80anhm.xn--p1ai");
        assertThat(settings.values())
                .containsEntry("QUARKUS_LOG_LEVEL", "DEBUG")
                .doesNotContainKey("EMPTY");
        assertThat(settings.wantsTelegramSandbox()).isTrue();
    }

    @Test
    @DisplayName("the real environment wins over .env, also by an empty value")
    void environmentWins() throws Exception {
        Files.writeString(home.resolve(".env"), "HTTP_PORT=8181\nTELEGRAM_BOT_TOKEN=123456789:AAHrealLookingToken\n");
        Settings settings = Settings.read(home, Map.of("HTTP_PORT", "8282", "TELEGRAM_BOT_TOKEN", ""));
        assertThat(settings.httpPort()).isEqualTo(8282);
        assertThat(settings.wantsTelegramSandbox()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    HTTP_PORT,                eighty
                    HTTP_PORT,                0
                    HTTP_PORT,                65536
                    HTTP_PORT,                99999999999999999999
                    HTTP_PORT,                8080.5
                    MANAGEMENT_PORT,          -1
                    TIME_ZONE,                Europe/Moskau
                    BOT_WORK_HOURS_START,     25
                    BOT_WORK_HOURS_START,     7:30
                    BOT_WORK_HOURS_END,       7
                    BOT_WORK_HOURS_END,       -3
                    REPEAT_INTERVAL_MINUTES,  0
                    URGENT_DAYS,              many
                    URGENT_DAYS,              100
                    TRUSTED_PROXIES,          abc
                    PUBLIC_URL,               https://example.org/zapiska
                    AUTH_PASSWORD,            parol123
                    TELEGRAM_CHAT_ID,         @anna
                    TELEGRAM_BOT_TOKEN,       my-token
                    TELEGRAM_API_URL,         api.telegram.org
                    TELEGRAM_MODE,            push
                    TELEGRAM_MODE,            webhook
                    TELEGRAM_WEBHOOK_SECRET,  with space
                    PUBLIC_URL,               javascript:alert(1)
                    PUBLIC_URL,               http://
                    AUTH_PASSWORD,            short
                    JWT_SIGNING_KEY,          short
                    """)
    @DisplayName("a value that makes no sense is refused by its name")
    void nonsense(String key, String value) {
        assertThatThrownBy(() -> Settings.read(home, Map.of(key, value)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.text().russian()).contains(key);
                    assertThat(refusal.text().english()).contains(key);
                    assertThat(refusal.exitCode()).isEqualTo(Refusal.CANNOT_START);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"TELEGRAM_BOT_TOKEN", "AUTH_PASSWORD", "JWT_SIGNING_KEY", "TELEGRAM_WEBHOOK_SECRET"})
    @DisplayName("a refused secret is not repeated on the terminal")
    void secretsAreNotRepeated(String key) {
        assertThatThrownBy(() -> Settings.read(home, Map.of(key, "s!ecret")))
                .hasMessageContaining(key)
                .hasMessageNotContaining("s!ecret");
    }

    @Test
    @DisplayName("two ports that are the same are refused")
    void samePorts() {
        assertThatThrownBy(() -> Settings.read(home, Map.of("HTTP_PORT", "9000")))
                .hasMessageContaining("HTTP_PORT and MANAGEMENT_PORT must differ");
    }

    @Test
    @DisplayName("0 and 24 mean always, and so do 0 and 0")
    void allDay() throws Exception {
        Settings.read(home, Map.of("BOT_WORK_HOURS_START", "0", "BOT_WORK_HOURS_END", "0"));
        var day = new HashMap<>(Map.of("BOT_WORK_HOURS_START", "0", "BOT_WORK_HOURS_END", "24"));
        assertThat(Settings.read(home, day).values()).containsAllEntriesOf(day);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no equals sign",
                "=value",
                "two words=value",
                "KEY=\"not closed",
                "KEY='closed' and more",
                "KEY=1\nKEY=2"
            })
    @DisplayName("a line of .env that can't be read is refused by its number")
    void unreadableLine(String lines) throws Exception {
        Files.writeString(home.resolve(".env"), "# first line\n" + lines + "\n");
        int line = 1 + (int) lines.lines().count();
        assertThatThrownBy(() -> Settings.read(home, Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(".env:" + line);
    }

    @Test
    @DisplayName("a .env in another encoding is refused, not misread")
    void otherEncoding() throws Exception {
        Files.writeString(home.resolve(".env"), "AUTH_PASSWORD=Пароль-Анны\n", Charset.forName("windows-1251"));
        assertThatThrownBy(() -> Settings.read(home, Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    @DisplayName(".env.example is a valid .env, and every line of it explains itself")
    void example() throws Exception {
        Path example = Path.of("../../.env.example");
        Files.copy(example, home.resolve(".env"));
        Settings settings = Settings.read(home, Map.of());
        assertThat(settings.httpPort()).isEqualTo(8080);
        assertThat(Files.readString(example))
                .contains(
                        "AUTH_PASSWORD",
                        "TELEGRAM_BOT_TOKEN",
                        "TELEGRAM_CHAT_ID",
                        "TELEGRAM_API_URL",
                        "TELEGRAM_MODE",
                        "TELEGRAM_WEBHOOK_SECRET",
                        "PUBLIC_URL",
                        "HTTP_PORT",
                        "MANAGEMENT_PORT",
                        "DB_HOST",
                        "DB_PORT",
                        "DB_NAME",
                        "DB_USER",
                        "DB_PASSWORD",
                        "REDIS_URL",
                        "DATA_DIR",
                        "TIME_ZONE",
                        "BOT_WORK_HOURS_START",
                        "BOT_WORK_HOURS_END",
                        "REPEAT_INTERVAL_MINUTES",
                        "URGENT_DAYS",
                        "BACKUP_REMOTE",
                        "BACKUP_KEY",
                        "YANDEX_DISK_TOKEN",
                        "JWT_SIGNING_KEY");
    }
}
