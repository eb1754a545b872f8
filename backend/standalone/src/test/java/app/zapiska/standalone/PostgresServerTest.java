package app.zapiska.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher makes of the data folders it finds. */
class PostgresServerTest {

    @TempDir
    Path root;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Console console =
            new Console(new PrintStream(said, true, StandardCharsets.UTF_8), Map.of("LANG", "en_US.UTF-8"));
    private DataFolder folder;
    private PostgresServer server;

    @BeforeEach
    void aDataFolder() throws Exception {
        folder = DataFolder.open(root);
        var programs = new Programs(Path.of("target/programs").toAbsolutePath());
        server = new PostgresServer(folder, new Secrets(folder.secrets()), console, programs.postgres(), Ports.free());
    }

    @AfterEach
    void released() {
        folder.close();
    }

    @Test
    @DisplayName("an initdb that was interrupted is done again")
    void interruptedInitdb() throws Exception {
        Files.createDirectories(root.resolve("pgdata.new/base/1"));
        Files.writeString(root.resolve("pgdata.new/PG_VERSION"), "18\n");

        server.prepare();

        assertThat(root.resolve("pgdata/global/pg_control")).exists();
        assertThat(root.resolve("pgdata.new")).doesNotExist();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("interrupted");
    }

    @Test
    @DisplayName("a half-made folder that holds nobody's data is put aside, not deleted")
    void halfMadeFolder() throws Exception {
        Files.createDirectories(root.resolve("pgdata/base/5"));
        Files.writeString(root.resolve("pgdata/something"), "precious?");

        server.prepare();

        assertThat(root.resolve("pgdata/global/pg_control")).exists();
        assertThat(root.resolve("pgdata.broken-1/something")).hasContent("precious?");
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("pgdata.broken-1");
    }

    @Test
    @DisplayName("a damaged folder that holds a database is refused and stays as it is")
    void damagedFolder() throws Exception {
        Files.createDirectories(root.resolve("pgdata/base/16384"));

        assertThatThrownBy(server::prepare).isInstanceOf(Refusal.class).hasMessageContaining("damaged");

        assertThat(root.resolve("pgdata/base/16384")).exists();
        assertThat(root.resolve("pgdata.broken-1")).doesNotExist();
    }

    @Test
    @DisplayName("a folder of another PostgreSQL is refused by both versions and stays as it is")
    void otherVersion() throws Exception {
        Files.createDirectories(root.resolve("pgdata/global"));
        Files.writeString(root.resolve("pgdata/global/pg_control"), "");
        Files.writeString(root.resolve("pgdata/PG_VERSION"), "17\n");

        assertThatThrownBy(server::prepare)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("PostgreSQL 17")
                .hasMessageContaining("PostgreSQL 18");

        assertThat(root.resolve("pgdata/PG_VERSION")).hasContent("17\n");
    }

    @Test
    @DisplayName("lost secrets: the database gets a new password and opens")
    void lostSecrets() throws Exception {
        server.prepare();
        try (var secrets = Files.list(folder.secrets())) {
            for (Path secret : secrets.toList()) {
                Files.delete(secret);
            }
        }

        server.prepare();

        Process process = server.start();
        try {
            while (!server.isReady()) {
                assertThat(process.isAlive()).isTrue();
            }
            server.provision();
            quote("Канарейка в шахте");
        } finally {
            server.end(process.toHandle(), new Patience());
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("The password of the database was replaced");
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .as("S40: the log tells of the error, and not what somebody wrote")
                .contains("ERROR:  duplicate key value violates unique constraint")
                .doesNotContain("Канарейка", "DETAIL", "STATEMENT");
    }

    /** Has the server refuse a row, in words that it would like to quote. */
    private void quote(String words) throws Exception {
        try (var connection = server.connect("postgres");
                var sql = connection.createStatement()) {
            sql.execute("create temporary table notes (title text unique)");
            try (var insert = connection.prepareStatement("insert into notes values (?), ('Канарейка в запросе')")) {
                insert.setString(1, words);
                insert.execute();
                assertThatThrownBy(insert::execute).hasMessageContaining("notes_title_key");
            }
        }
    }
}
