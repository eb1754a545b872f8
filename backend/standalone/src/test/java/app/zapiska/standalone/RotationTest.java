package app.zapiska.standalone;

import static app.zapiska.standalone.Notebook.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code make rotate} beside {@code make run}: real PostgreSQL and Redis, a stand-in for the application. */
@DisplayName("A secret that the launcher keeps")
@Timeout(120)
class RotationTest {

    private static final Map<String, String> FILES = Map.of(
            "DB_SUPERUSER_PASSWORD", Secrets.DATABASE_SUPERUSER,
            "DB_MIGRATION_PASSWORD", Secrets.DATABASE_OWNER,
            "DB_PASSWORD", Secrets.DATABASE_APPLICATION,
            "REDIS_PASSWORD", Secrets.REDIS,
            "JWT_SIGNING_KEY", Secrets.JWT_SIGNING_KEY);

    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "is another after the next start, the former one opens nothing any more, and everything is still there")
    void rotates() throws Exception {
        try (var notebook = new Notebook(folder.resolve("home")).startedUp()) {
            try (var owner = notebook.asOwner();
                    var sql = owner.createStatement()) {
                sql.execute("create table notes as select 'купить молоко' as note");
            }
            var former = secrets(notebook);
            assertThat(rotate(notebook, "DB_PASSWORD")).as("while it runs").contains("is in use by another launcher");
            assertThat(secrets(notebook)).isEqualTo(former);
            stop(notebook);

            for (var name : FILES.keySet()) {
                assertThat(rotate(notebook, name)).contains("The next start makes a new one");
            }
            // Cut off in the middle: the next start goes on from wherever that was.
            notebook.start();
            notebook.awaitLine("The password of the database was replaced");
            notebook.send("KILL");
            notebook.exitCode();
            assertThat(notebook.data.resolve("secrets/jwt-signing-key.before")).exists();
            notebook.startedUp();

            var now = secrets(notebook);
            FILES.keySet()
                    .forEach(name ->
                            assertThat(now.get(name)).as(name).hasSize(43).isNotEqualTo(former.get(name)));
            assertThat(notebook.told("DB_PASSWORD")).isEqualTo(now.get("DB_PASSWORD"));
            assertThat(notebook.told("JWT_SIGNING_KEY")).isEqualTo(now.get("JWT_SIGNING_KEY"));
            assertThat(notebook.told("REDIS_URL")).contains(now.get("REDIS_PASSWORD"));
            for (var role : Map.of(
                            "postgres", "DB_SUPERUSER_PASSWORD",
                            "zapiska_owner", "DB_MIGRATION_PASSWORD",
                            "zapiska_app", "DB_PASSWORD")
                    .entrySet()) {
                assertThat(opens(notebook, role.getKey(), now.get(role.getValue())))
                        .as(role.getKey())
                        .isTrue();
                assertThatThrownBy(() -> opens(notebook, role.getKey(), former.get(role.getValue())))
                        .as("the former password of " + role.getKey())
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("password authentication failed");
            }
            try (var owner = notebook.asOwner()) {
                assertThat(one(owner, "select note from notes")).isEqualTo("купить молоко");
            }
            try (var kept = Files.list(notebook.data.resolve("secrets"))) {
                assertThat(kept.map(file -> file.getFileName().toString()))
                        .as("nothing of the former ones is left")
                        .noneMatch(name -> name.endsWith(".before"));
            }
            stop(notebook);
        }
    }

    @Test
    @DisplayName("is not looked for where there is none")
    void refuses() throws Exception {
        var home = Files.createDirectories(folder.resolve("home"));
        assertThat(rotate(home, Map.of("DATA_DIR", "data"), "DB_PASSWORD")).contains("there is no such secret");
        assertThat(home.resolve("data")).doesNotExist();
        assertThat(rotate(home, Map.of("DATA_DIR", "data"), "FIRST_PASSWORD")).contains("there is no such secret");
    }

    private static boolean opens(Notebook notebook, String role, String password) throws Exception {
        var url = "jdbc:postgresql://127.0.0.1:" + notebook.told("DB_PORT") + "/zapiska";
        try (var connection = DriverManager.getConnection(url, role, password)) {
            return connection.isValid(5);
        }
    }

    private static Map<String, String> secrets(Notebook notebook) throws Exception {
        var secrets = new LinkedHashMap<String, String>();
        for (var name : FILES.entrySet()) {
            secrets.put(
                    name.getKey(),
                    Files.readString(notebook.data.resolve("secrets").resolve(name.getValue()))
                            .strip());
        }
        return secrets;
    }

    private static void stop(Notebook notebook) throws Exception {
        notebook.send("TERM");
        assertThat(notebook.exitCode()).isZero();
    }

    private static String rotate(Notebook notebook, String name) throws Exception {
        return rotate(notebook.home, Map.of("DATA_DIR", notebook.data.toString()), name);
    }

    private static String rotate(Path home, Map<String, String> environment, String name) throws Exception {
        var said = new ByteArrayOutputStream();
        var console = new Console(new PrintStream(said, true, StandardCharsets.UTF_8), Map.of("LANG", "en"));
        try {
            Rotation.run(Settings.read(home, environment), name, console);
        } catch (Refusal refusal) {
            console.say(refusal.text());
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
