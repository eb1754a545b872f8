package app.zapiska.backups;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * To another server, and to another PostgreSQL: the databases (15 of Debian, 18 of the launcher) and the backup program are real,
 * Compose is played, and the application is whoever signs in as its role.
 */
@DisplayName("Another server")
class AnotherServerIT {

    @TempDir
    Path folder;

    private Path key;
    private PlayedCompose here;
    private PlayedCompose there;

    @BeforeEach
    void install() throws IOException {
        Tools.need("initdb", "pg_dump", "age", "zstd", "shellcheck", "setpriv", "flock");
        if ("root".equals(System.getProperty("user.name"))) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        key = folder.resolve("owner.key");
        Tools.run("age-keygen", "-o", key.toString()).succeeded();
        here = new PlayedCompose(Files.createDirectory(folder.resolve("here")), key).filledIn();
        here.docker("up", "-d", "--wait", "postgres", "redis").succeeded();
        here.migrated();
        here.docker("up", "-d").succeeded();
        here.rows("""
                insert into accounts (login, name, role, password_hash, language, time_zone, work_start_hour, work_end_hour,
                  repeat_minutes_1, repeat_minutes_2, repeat_minutes_3, urgent_days, snooze_default_minutes, created_at, updated_at)
                values ('owner', 'Анна', 'OWNER', '-', 'ru', 'Europe/Moscow', 0, 24, 15, 15, 15, 5, 60, now(), now())""");
        here.rows("""
                insert into tasks (account_id, title, status, importance, created_at, updated_at)
                select 1, 'Дело ' || n, 'OPEN', 1, now(), now() from generate_series(1, 20) as n""");
    }

    @AfterEach
    void stop() {
        here.close();
        if (there != null) {
            there.close();
        }
    }

    private boolean atWork(PlayedCompose server) {
        return server.docker("ps", "backend").out().contains("backend")
                && server.opens("zapiska_app", server.setting("DB_PASSWORD"));
    }

    private static List<String> tasks(PlayedCompose server) {
        return server.rows("select title from tasks order by id");
    }

    @Test
    @DisplayName(
            "takes everything over: the former one is locked before the copy is made and nothing starts it again, the new one has every row and every setting")
    void moves() throws IOException {
        var before = tasks(here);
        var taken = here.script(Map.of(), "", "move", "out").succeeded().out().strip();
        var lines = taken.lines().toList();
        var packed = here.home.resolve(lines.getLast());
        assertThat(atWork(here)).isFalse();
        assertThat(here.opens("zapiska_app", "former-app")).isFalse();
        // As a reboot or a person would.
        assertThat(here.docker("up", "-d", "--wait", "postgres", "backend").exit())
                .isNotZero();
        assertThat(here.docker("ps", "backend").out()).isEmpty();
        assertThat(here.script(Map.of(), "", "move", "out").err()).contains("make move-back");
        try (var files = Files.list(packed)) {
            for (var file : files.toList()) {
                assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .startsWith("age-encryption.org/v1")
                        .doesNotContain("former-app");
            }
        }

        there = new PlayedCompose(Files.createDirectory(folder.resolve("there")), key);
        var stranger = folder.resolve("stranger.key");
        Tools.run("age-keygen", "-o", stranger.toString()).succeeded();
        assertThat(arrive(packed, stranger).exit()).isEqualTo(2);
        assertThat(there.home.resolve(".env")).doesNotExist();
        arrive(packed, key).succeeded();
        assertThat(there.read(".env")).isEqualTo(here.read(".env"));
        assertThat(Files.getPosixFilePermissions(there.home.resolve(".env")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(tasks(there)).isEqualTo(before);
        assertThat(atWork(there)).isTrue();
        assertThat(atWork(here)).isFalse();

        // Once more, over what lives there now: nothing is replaced without a word.
        assertThat(arrive(packed, key).err()).contains("уже есть записи");
        assertThat(atWork(there)).isTrue();
    }

    private Tools.Result arrive(Path packed, Path with) {
        return there.script(Map.of(), "", "move", "in", packed.toString(), with.toString());
    }

    @Test
    @DisplayName("is given up: the former one is at work again with what it had, also when the copy could not be made")
    void staysAfterAll() {
        here.script(Map.of(), "", "move", "out").succeeded();
        here.script(Map.of("YES", "1"), "", "move", "back").succeeded();
        assertThat(atWork(here)).isTrue();
        assertThat(tasks(here)).hasSize(20);

        here.put("deploy/backup/compare.sql", "select 'different';\n");
        var failed = here.script(Map.of(), "", "move", "out");
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.err()).contains("всё остаётся здесь");
        assertThat(atWork(here)).isTrue();
    }

    @Test
    @DisplayName(
            "has everything by the owner's handbook alone: from an empty folder, the private key, settings.age and what lies off site, each line as it stands there")
    void byTheHandbook() throws IOException {
        var handbook = Files.readString(Path.of("../../docs/owner.ru.md"));
        var lines = handbook.substring(handbook.indexOf("<!-- restore:"))
                .lines()
                .skip(2)
                .takeWhile(line -> !line.startsWith("```"))
                .map(line -> line.replaceFirst("^zapiska@server\\$ ", ""))
                .toList();
        assertThat(lines).hasSizeGreaterThan(5).anyMatch(line -> line.contains("make backup-restore"));
        try (var webDav = new WebDav(folder.resolve("dav"))) {
            var settings = new StringBuilder(here.read(".env"));
            webDav.settings().forEach((name, value) -> settings.append(name + "=" + value + "\n"));
            here.put(".env", settings.toString());
            here.docker("up", "-d", "backup").succeeded();
            var name = here.typed("make --no-print-directory backup")
                    .succeeded()
                    .out()
                    .strip();
            here.typed("make --no-print-directory keep-settings").succeeded();
            var before = tasks(here);
            var saved = Files.readAllBytes(here.home.resolve("settings.age"));
            here.close();
            Tools.delete(here.home.resolve("volumes"));

            there = new PlayedCompose(Files.createDirectory(folder.resolve("there")), key);
            Files.write(there.home.resolve("settings.age"), saved);
            Files.copy(key, there.home.resolve("owner.key"));
            for (var line : lines) {
                var done = there.typed(line.replaceAll("zapiska-[0-9TZ]+\\.age", name));
                assertThat(done.exit()).as(line + "\n" + done.err()).isZero();
                if (line.equals("make backups")) {
                    assertThat(done.out()).contains(name).contains("off site");
                }
            }
            assertThat(there.read(".env")).isEqualTo(settings.toString());
            assertThat(tasks(there)).isEqualTo(before);
            assertThat(atWork(there)).isTrue();
            assertThat(there.home.resolve("owner.key")).doesNotExist();
        }
    }

    @Test
    @DisplayName(
            "of PostgreSQL, from 15 to 18: every row is there, the former one is untouched and goes on where somebody goes back to it; started too early the new one is empty and shut")
    void upgrades() {
        assertThat(here.script(Map.of(), "", "upgrade-postgres").err()).contains("делать нечего");
        var before = tasks(here);
        // Started too early it is empty and shut, so that nobody works on nothing; the way back is the former version.
        here.withPostgres18();
        assertThat(here.docker("up", "-d", "--wait").exit()).isNotZero();
        assertThat(here.opens("zapiska_app", "former-app")).isFalse();
        assertThat(here.read("run/roles.log")).contains("make upgrade-postgres");
        assertThat(here.script(Map.of(), "", "upgrade-postgres").err()).contains("он пуст и закрыт");
        backToPostgres15();

        here.withPostgres18();
        var said = here.script(Map.of(), "", "upgrade-postgres").succeeded().err();
        assertThat(said).contains("PostgreSQL 15 → 18", "Готово: PostgreSQL 18");
        assertThat(here.rows("show server_version")).first().asString().startsWith("18.");
        assertThat(tasks(here)).isEqualTo(before);
        assertThat(atWork(here)).isTrue();
        assertThat(here.home.resolve("volumes/postgres/15/docker/PG_VERSION")).exists();

        here.rows(
                "insert into tasks (account_id, title, status, importance, created_at, updated_at) select 1, 'Позже', 'OPEN', 1, now(), now()");
        backToPostgres15();
        assertThat(tasks(here)).isEqualTo(before);
        assertThat(atWork(here)).isTrue();
    }

    private void backToPostgres15() {
        here.put(
                "docker-compose.yml",
                here.read("docker-compose.yml").replaceAll("image: postgres:\\S+", "image: postgres:15.1-alpine3.24"));
        here.docker("up", "-d", "--wait").succeeded();
        assertThat(here.rows("show server_version")).first().asString().startsWith("15.");
    }
}
