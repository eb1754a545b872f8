package app.zapiska.backups;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code make rotate} beside docker compose: PostgreSQL, Redis and the backup program are real, Compose is played. */
@DisplayName("A secret of the server")
class RotateSecretIT {

    private static final Pattern SECRET =
            Pattern.compile("(?m)^#([A-Z0-9_]*(?:PASSWORD|TOKEN|KEY|SECRET)|DEAD_MAN_URL)=");

    @TempDir
    Path folder;

    private PlayedCompose server;

    @BeforeEach
    void install() throws IOException {
        Tools.need("initdb", "pg_dump", "age", "zstd", "shellcheck", "setpriv", "flock", "openssl");
        if ("root".equals(System.getProperty("user.name"))) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        var key = folder.resolve("owner.key");
        Tools.run("age-keygen", "-o", key.toString()).succeeded();
        server = new PlayedCompose(Files.createDirectory(folder.resolve("server")), key).filledIn();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private PlayedCompose started() {
        server.docker("up", "-d", "--wait", "postgres", "redis").succeeded();
        server.docker("up", "-d").succeeded();
        return server;
    }

    private Tools.Result rotate(String name) {
        return rotate(name, Map.of(), "");
    }

    private Tools.Result rotate(String name, Map<String, String> variables, String input) {
        var all = new java.util.HashMap<>(variables);
        all.put("SECRET", name);
        return server.script(all, input, "rotate-secret");
    }

    private void assertNothingIsLeft() {
        assertThat(server.home.resolve(".env.before-rotation")).doesNotExist();
        assertThat(server.home.resolve(".env.new")).doesNotExist();
        assertThat(server.read(".env"))
                .as("everything else stays as it was written")
                .startsWith("# Прежние слова остаются\nAUTH_PASSWORD='four$magpies'\n");
        assertThat(server.home.resolve(".env"))
                .satisfies(file -> assertThat(Files.getPosixFilePermissions(file))
                        .isEqualTo(PosixFilePermissions.fromString("rw-------")));
    }

    @Test
    @DisplayName("is known to make rotate, whichever stands in .env.example; what it says of each is one line")
    void listed() throws IOException {
        var listed = server.script(Map.of("SECRET", ""), "", "rotate-secret")
                .succeeded()
                .out();
        var known = new TreeSet<String>();
        SECRET.matcher(Files.readString(Path.of("../../.env.example")))
                .results()
                .forEach(found -> known.add(found.group(1)));
        assertThat(known).contains("DB_PASSWORD", "GRAFANA_PASSWORD", "BACKUP_S3_ACCESS_KEY");
        assertThat(listed).contains(known).contains("BACKUP_WORKER_KEY");
        assertThat(rotate("PASSWORD_OF_NOBODY").exit()).isEqualTo(2);
        assertThat(rotate("AUTH_PASSWORD").err()).contains("make new-password");
        Tools.run(
                        "shellcheck",
                        "-x",
                        server.home.resolve("deploy/rotate-secret").toString())
                .succeeded();
    }

    @Test
    @DisplayName(
            "of the database, of Redis and of the signatures is another, for all who use it, and the former one opens nothing")
    void made() {
        started();
        var former = Map.of(
                "DB_PASSWORD",
                "zapiska_app",
                "DB_MIGRATION_PASSWORD",
                "zapiska_owner",
                "DB_SUPERUSER_PASSWORD",
                "postgres");
        for (var name : new TreeSet<>(former.keySet())) {
            var before = server.setting(name);
            assertThat(rotate(name).succeeded().err())
                    .contains("Сменено: " + name)
                    .doesNotContain(server.setting(name));
            assertThat(server.setting(name)).matches("[0-9a-f]{48}");
            assertThat(server.opens(former.get(name), server.setting(name)))
                    .as(name)
                    .isTrue();
            assertThat(server.opens(former.get(name), before))
                    .as("the former " + name)
                    .isFalse();
            assertNothingIsLeft();
        }
        for (var name : new String[] {"REDIS_PASSWORD", "JWT_SIGNING_KEY"}) {
            var before = server.setting(name);
            rotate(name).succeeded();
            assertThat(server.setting(name)).hasSizeGreaterThanOrEqualTo(48).isNotEqualTo(before);
            assertThat(server.read("run/backend.env"))
                    .contains(server.setting(name))
                    .doesNotContain(before);
            assertNothingIsLeft();
        }
        assertThat(server.docker("ps", "backend").out()).contains("backend");
    }

    @Test
    @DisplayName(
            "is the former one again when what uses it does not come up with the new one, in the database, in .env and for all who use it")
    void putBack() {
        started().put("fail-backend", "");
        var failed = rotate("DB_PASSWORD");
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.err()).contains("Не вышло");
        assertThat(server.setting("DB_PASSWORD")).isEqualTo("former-app");
        assertThat(server.opens("zapiska_app", "former-app")).isTrue();
        server.home.resolve("fail-backend").toFile().delete();
        assertThat(rotate("REDIS_PASSWORD").succeeded().err()).contains("Сменено");
        assertThat(server.read("run/backend.env")).contains("former-app");
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("whose change was cut off, wherever it was, is whole after the next call")
    void cutOff() {
        started();
        // .env says the new one, the database does not know it yet.
        server.put(".env.before-rotation", server.read(".env"));
        server.put(".env", server.read(".env").replace("former-app", "half-way"));
        assertThat(rotate("REDIS_PASSWORD").succeeded().err()).contains("была прервана");
        assertThat(server.opens("zapiska_app", "half-way")).isTrue();
        assertThat(server.opens("zapiska_app", "former-app")).isFalse();
        assertThat(server.read("run/backend.env")).contains("half-way");
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("of Telegram is asked for, tried before anything changes, and must be the same bot's")
    void given() throws IOException {
        started();
        var telegram = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        telegram.createContext("/", call -> {
            var good = call.getRequestURI().getPath().equals("/bot123456:another-token-of-the-bot/getMe");
            var answer = (good ? "{\"ok\":true}" : "{\"ok\":false}").getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(good ? 200 : 401, answer.length);
            call.getResponseBody().write(answer);
            call.close();
        });
        telegram.start();
        try {
            var api = Map.of(
                    "TELEGRAM_API_URL",
                    "http://127.0.0.1:" + telegram.getAddress().getPort(),
                    "no_proxy",
                    "127.0.0.1");
            for (var wrong :
                    new String[] {"", "123456:revoked-token-of-the-bot\n", "777:another-token-of-the-bot\n", "12'3\n"
                    }) {
                assertThat(rotate("TELEGRAM_BOT_TOKEN", api, wrong).exit())
                        .as(wrong)
                        .isEqualTo(2);
                assertThat(server.setting("TELEGRAM_BOT_TOKEN")).isEqualTo("123456:former-token-of-the-bot");
            }
            var said = rotate("TELEGRAM_BOT_TOKEN", api, "123456:another-token-of-the-bot\n")
                    .succeeded();
            assertThat(said.err() + said.out()).doesNotContain("another-token");
            assertThat(server.read("run/backend.env")).contains("another-token").doesNotContain("former-token");
            // A secret of its own there is not: it is made from the signing key.
            assertThat(rotate("TELEGRAM_WEBHOOK_SECRET").err()).contains("JWT_SIGNING_KEY");
            assertNothingIsLeft();
        } finally {
            telegram.stop(0);
        }
    }

    @Test
    @DisplayName(
            "of the backups: what is made from now on opens with the new key, what was made before with the former one")
    void keysOfBackups() throws IOException {
        started().migrated();
        var old = server.docker("exec", "-T", "backup", "zapiska-backup", "create")
                .succeeded()
                .out()
                .strip();
        var rotated = rotate("BACKUP_KEY").succeeded();
        var name = rotated.err().replaceFirst("(?s).*копия (zapiska-\\S+\\.age).*", "$1");
        var key = folder.resolve("new.key");
        Files.writeString(key, rotated.out());
        assertThat(rotated.out()).startsWith("AGE-SECRET-KEY-");
        assertThat(server.read(".env")).doesNotContain("AGE-SECRET-KEY");
        assertThat(decrypts(key, name)).isTrue();
        assertThat(decrypts(folder.resolve("owner.key"), name)).isFalse();
        assertThat(decrypts(folder.resolve("owner.key"), old)).isTrue();

        var worker = server.home.resolve("volumes/worker/proof.key");
        var before = Files.readString(worker);
        rotate("BACKUP_WORKER_KEY").succeeded();
        assertThat(Files.readString(worker)).isNotEqualTo(before);
        assertThat(worker.resolveSibling("proof.key.before")).doesNotExist();
        assertNothingIsLeft();
    }

    private boolean decrypts(Path key, String name) {
        return Tools.run(
                                "age",
                                "--decrypt",
                                "-o",
                                "/dev/null",
                                "-i",
                                key.toString(),
                                server.home
                                        .resolve("volumes/backups")
                                        .resolve(name)
                                        .toString())
                        .exit()
                == 0;
    }
}
