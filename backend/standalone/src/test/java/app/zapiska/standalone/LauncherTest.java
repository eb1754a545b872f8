package app.zapiska.standalone;

import static app.zapiska.standalone.Notebook.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real PostgreSQL, real Redis, real processes; only the application is a stand-in. */
@Timeout(120)
class LauncherTest {

    @TempDir
    Path folder;

    @Test
    @DisplayName("the first start shows address and password, the second one the address only; the data is still there")
    void firstAndSecondStart() throws Exception {
        try (var notebook = new Notebook(folder.resolve("home"))) {
            notebook.start();
            notebook.awaitLine("http://localhost:" + notebook.httpPort);
            String line = notebook.awaitLine("Password to sign in: ");
            String password = line.replaceFirst(".*sign in: (\\S+).*", "$1");
            notebook.awaitLine("Ctrl-C stops everything");
            assertThat(password).matches("([a-z]{5}-){4}[a-z]{5}").isEqualTo(notebook.told("AUTH_PASSWORD"));
            assertThat(notebook.told("JWT_SIGNING_KEY")).hasSizeGreaterThanOrEqualTo(43);
            String jwtKey = notebook.told("JWT_SIGNING_KEY");
            try (var owner = notebook.asOwner();
                    var sql = owner.createStatement()) {
                sql.execute("create table notes as select 'купить молоко' as note");
            }
            assertThat(Files.readString(notebook.data.resolve("logs/application.log")))
                    .contains("quiet line");
            assertThat(Files.getPosixFilePermissions(notebook.data.resolve("secrets")))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            assertThat(Files.getPosixFilePermissions(notebook.data.resolve("secrets/first-password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            notebook.send("TERM");
            assertThat(notebook.exitCode()).isZero();
            assertThat(notebook.said()).contains("loud line").doesNotContain("quiet line");
            assertThat(notebook.processes()).isEmpty();

            notebook.startedUp();

            assertThat(notebook.said()).doesNotContain(password).doesNotContain("Password");
            assertThat(notebook.told("AUTH_PASSWORD")).isEqualTo(password);
            assertThat(notebook.told("JWT_SIGNING_KEY")).isEqualTo(jwtKey);
            try (var owner = notebook.asOwner()) {
                assertThat(one(owner, "select note from notes")).isEqualTo("купить молоко");
            }
            notebook.send("INT");
            assertThat(notebook.exitCode()).isZero();
            assertThat(notebook.processes()).isEmpty();
        }
    }

    @Test
    @DisplayName("a password is printed only when it opens: started with AUTH_PASSWORD, without it, with another one")
    void onlyAPasswordThatOpens() throws Exception {
        try (var notebook = new Notebook(folder.resolve("home"))) {
            notebook.startedUp("AUTH_PASSWORD", "forty-two-magpies");
            assertThat(notebook.said()).doesNotContain("Password to sign in").doesNotContain("AUTH_PASSWORD");
            notebook.send("TERM");
            notebook.exitCode();

            Files.writeString(notebook.home.resolve(".env"), "AUTH_PASSWORD='сорок две сороки'\n");
            notebook.start("LC_CTYPE", "POSIX");
            assertThat(notebook.exitCode()).isEqualTo(Refusal.CANNOT_START);
            assertThat(notebook.said()).contains("AUTH_PASSWORD: this locale can't pass on its letters");
            Files.delete(notebook.home.resolve(".env"));

            notebook.startedUp();
            assertThat(notebook.said()).doesNotContain("Password to sign in").contains("use the former password");
            assertThat(notebook.isOpenedBy(notebook.told("AUTH_PASSWORD")))
                    .as("what the application is given is nobody's password")
                    .isFalse();
            assertThat(notebook.data.resolve("secrets/first-password"))
                    .as("nobody is to take it for the password")
                    .doesNotExist();
            notebook.send("TERM");
            notebook.exitCode();

            notebook.startedUp("AUTH_PASSWORD", "forty-three-magpies");
            assertThat(notebook.said()).contains("AUTH_PASSWORD does not open this notebook");
            assertThat(notebook.isOpenedBy("forty-two-magpies")).isTrue();
        }
    }

    @Test
    @DisplayName("a generated password is printed by the start that makes the account, and never after it was changed")
    void generatedPassword() throws Exception {
        try (var notebook = new Notebook(folder.resolve("home"))) {
            // a start that failed before there was an account, then one that was given a password
            notebook.start("FAKE_MODE", "fail");
            notebook.exitCode();
            notebook.startedUp("AUTH_PASSWORD", "forty-two-magpies");
            notebook.send("TERM");
            notebook.exitCode();
            notebook.startedUp();
            assertThat(notebook.said()).doesNotContain("Password to sign in").contains("use the former password");
            notebook.send("TERM");
            notebook.exitCode();

            // the database is thrown away, the secrets stay
            Programs.deleteTree(notebook.data.resolve("pgdata"));
            notebook.startedUp();
            String printed = notebook.said().replaceFirst("(?s).*Password to sign in: (\\S+).*", "$1");
            assertThat(notebook.isOpenedBy(printed)).isTrue();
            notebook.ownersPasswordIsNow("another-one-of-mine");
            notebook.send("TERM");
            notebook.exitCode();
            Files.delete(notebook.data.resolve("secrets/first-password.shown"));
            notebook.startedUp();
            assertThat(notebook.said()).doesNotContain(printed).contains("use the former password");
        }
    }

    @Test
    @DisplayName("the database writes through to disk, listens on loopback, and the application's role owns nothing")
    void databaseIsSafe() throws Exception {
        try (var notebook = new Notebook(folder.resolve("home")).startedUp()) {
            try (var owner = notebook.asOwner()) {
                assertThat(one(owner, "show server_version")).startsWith("18.");
                assertThat(one(owner, "show fsync")).isEqualTo("on");
                assertThat(one(owner, "show synchronous_commit")).isEqualTo("on");
                assertThat(one(owner, "show full_page_writes")).isEqualTo("on");
                assertThat(one(owner, "show listen_addresses")).isEqualTo("127.0.0.1");
                assertThat(one(owner, "show server_encoding")).isEqualTo("UTF8");
                assertThat(one(
                                owner,
                                "select to_tsvector('russian', 'ЗАДАЧИ') @@ plainto_tsquery('russian', 'задача')"))
                        .isEqualTo("t");
                assertThat(one(owner, "select lower('ЁЖ')")).isEqualTo("ёж");
                owner.createStatement().execute("create table owned (id int)");
                // what Flyway's placeholder does in the migrations
                owner.createStatement().execute("grant select on owned to " + notebook.told("DB_USER"));
            }
            try (var application = notebook.asApplication();
                    var sql = application.createStatement()) {
                assertThat(one(application, "select count(*) from owned")).isEqualTo("0");
                for (String forbidden : new String[] {
                    "create table stolen (id int)",
                    "drop table owned",
                    "delete from owned",
                    "create role mine",
                    "create temporary table t (id int)"
                }) {
                    assertThatThrownBy(() -> sql.execute(forbidden))
                            .as(forbidden)
                            .isInstanceOf(SQLException.class);
                }
            }
            assertThat(notebook.told("REDIS_URL")).matches("redis://:\\S{40,}@127\\.0\\.0\\.1:\\d+");
            assertThat(notebook.told("FRONTEND_DIR"))
                    .isEqualTo(notebook.home.resolve("frontend/dist").toString());
            assertThat(notebook.told("PUBLIC_URL")).isEqualTo("http://localhost:" + notebook.httpPort);
        }
    }

    @Test
    @DisplayName("kill -9 of PostgreSQL, Redis and the application: each comes back, committed rows are all there")
    void whatDiesComesBack() throws Exception {
        try (var notebook = new Notebook(folder.resolve("home")).startedUp()) {
            String port = notebook.told("DB_PORT");
            try (var owner = notebook.asOwner();
                    var sql = owner.createStatement()) {
                sql.execute("create table paid (id int)");
                for (int i = 0; i < 200; i++) {
                    sql.execute("insert into paid values (" + i + ")");
                }
            }
            long before = notebook.process("postgresql").pid();

            notebook.process("postgresql").destroyForcibly();
            notebook.awaitLine("PostgreSQL: the process has ended (signal 9)");
            notebook.awaitLine("PostgreSQL: works again");

            assertThat(notebook.process("postgresql").pid()).isNotEqualTo(before);
            assertThat(notebook.told("DB_PORT")).isEqualTo(port);
            try (var owner = notebook.asOwner()) {
                assertThat(one(owner, "select count(*) from paid")).isEqualTo("200");
            }

            notebook.process("redis").destroyForcibly();
            notebook.awaitLine("Redis: works again");
            notebook.process("application").destroyForcibly();
            notebook.awaitLine("The application: works again");
            assertThat(notebook.told("DB_PORT")).isEqualTo(port);
            notebook.send("TERM");
            assertThat(notebook.exitCode()).isZero();
            assertThat(notebook.processes()).isEmpty();
        }
    }

    @Test
    @DisplayName(
            "kill -9 of the launcher: the application follows it, the next start ends the orphans and has the data")
    void launcherIsKilled() throws Exception {
        try (var notebook = new Notebook(folder.resolve("home")).startedUp()) {
            try (var owner = notebook.asOwner();
                    var sql = owner.createStatement()) {
                sql.execute("create table kept as select 42 as answer");
            }
            var database = notebook.process("postgresql");
            var redis = notebook.process("redis");
            var application = notebook.process("application");

            notebook.send("KILL");

            assertThat(notebook.exitCode()).isEqualTo(137);
            assertThat(new Patience().awaitEnd(application, Duration.ofSeconds(20)))
                    .isTrue();
            assertThat(Processes.runs(database)).isTrue();

            notebook.startedUp();

            assertThat(notebook.said())
                    .contains("ending process " + database.pid())
                    .contains("ending process " + redis.pid());
            assertThat(Processes.runs(database)).isFalse();
            assertThat(Processes.runs(redis)).isFalse();
            try (var owner = notebook.asOwner()) {
                assertThat(one(owner, "select answer from kept")).isEqualTo("42");
            }

            // and once more, with the notes lost: PostgreSQL's own pid file still tells
            var second = notebook.process("postgresql");
            notebook.send("KILL");
            notebook.exitCode();
            Files.delete(notebook.data.resolve("run/postgresql.process"));
            notebook.startedUp();
            assertThat(notebook.said()).contains("an earlier start (process " + second.pid() + ")");
            assertThat(Processes.runs(second)).isFalse();
        }
    }

    @Test
    @DisplayName("kill -9 of everything: a pid file whose number is another program's now is no obstacle")
    void stalePidFile() throws Exception {
        try (var notebook = new Notebook(folder.resolve("home")).startedUp()) {
            notebook.send("KILL");
            notebook.exitCode();
            for (var process : notebook.processes()) {
                process.destroyForcibly();
                Patience.awaitCertainEnd(process);
            }
            Path pidFile = notebook.data.resolve("pgdata/postmaster.pid");
            String stale = Files.readString(pidFile);
            long other = ProcessHandle.current().pid();
            Files.writeString(pidFile, stale.replaceFirst("\\d+", Long.toString(other)));
            Path note = notebook.data.resolve("run/postgresql.process");
            Files.writeString(note, Files.readString(note).replaceFirst("pid=\\d+", "pid=" + other));

            notebook.startedUp();

            assertThat(notebook.said()).contains("Removed a stale postmaster.pid: number " + other);
            assertThat(notebook.told("DB_NAME")).isEqualTo("zapiska");
        }
    }

    @Test
    @DisplayName("without a token the sandbox runs, at the same address after a restart; with a token it does not")
    void telegramSandbox() throws Exception {
        try (var notebook = new Notebook(folder.resolve("home")).startedUp()) {
            String api = notebook.told("TELEGRAM_API_URL");
            String token = notebook.told("TELEGRAM_BOT_TOKEN");
            String chat = notebook.told("TELEGRAM_SANDBOX_URL");
            assertThat(notebook.said()).contains("practice chat: " + chat);
            assertThat(notebook.get(api + "/bot" + token + "/getMe")).contains("\"ok\":true");
            assertThat(notebook.get(chat)).containsIgnoringCase("<html");
            assertThat(notebook.told("TELEGRAM_CHAT_ID")).matches("\\d+");
            notebook.send("TERM");
            notebook.exitCode();

            notebook.startedUp();
            assertThat(notebook.told("TELEGRAM_SANDBOX_URL")).isEqualTo(chat);
            assertThat(notebook.told("TELEGRAM_BOT_TOKEN")).isEqualTo(token);
            notebook.send("TERM");
            notebook.exitCode();

            notebook.startedUp("TELEGRAM_BOT_TOKEN", "123456789:AAHrealLookingToken");
            assertThat(notebook.told("TELEGRAM_BOT_TOKEN")).isEqualTo("123456789:AAHrealLookingToken");
            assertThat(notebook.told("TELEGRAM_SANDBOX_URL")).isEqualTo("null");
            assertThat(notebook.told("TELEGRAM_API_URL")).isEqualTo("null");
            assertThat(notebook.said()).doesNotContain("sandbox");
        }
    }

    @Test
    @DisplayName("a busy port: the message names port, variable and holder, and nothing is left running")
    void busyPort() throws Exception {
        try (var notebook = new Notebook(folder.resolve("home"));
                var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            for (String variable : new String[] {"HTTP_PORT", "MANAGEMENT_PORT"}) {
                notebook.start(variable, Integer.toString(port));
                assertThat(notebook.exitCode()).isEqualTo(Refusal.CANNOT_START);
                assertThat(notebook.said())
                        .contains("Port " + port + " (" + variable + ") is taken: "
                                + ProcessHandle.current().pid());
                assertThat(notebook.processes()).isEmpty();
            }
        }
    }

    @Test
    @DisplayName(
            "a second launcher on the same folder is refused by the first one's number; one on a copy of it leaves the original alone")
    void twoLaunchers() throws Exception {
        try (var first = new Notebook(folder.resolve("one")).startedUp();
                var second = new Notebook(folder.resolve("two"))) {
            second.start("DATA_DIR", first.data.toString());
            assertThat(second.exitCode()).isEqualTo(Refusal.CANNOT_START);
            assertThat(second.said()).contains("in use by another launcher (process " + first.pid() + ")");

            // a copy of a folder in use brings along the notes about its processes, and PostgreSQL's own
            try (var superuser = first.asOwner()) {
                superuser.createStatement().execute("create table copied as select 42 as answer");
            }
            var running = first.processes();
            assertThat(new ProcessBuilder("cp", "-a", first.data.toString(), second.data.toString())
                            .start()
                            .waitFor())
                    .isZero();

            second.startedUp();

            assertThat(second.said()).doesNotContain("left over from an earlier start");
            assertThat(running).allMatch(Processes::runs);
            assertThat(first.processes()).containsExactlyInAnyOrderElementsOf(running);
            try (var copy = second.asOwner()) {
                assertThat(one(copy, "select answer from copied")).isEqualTo("42");
            }
            assertThat(second.told("DB_PORT")).isNotEqualTo(first.told("DB_PORT"));
            assertThat(second.told("REDIS_URL")).isNotEqualTo(first.told("REDIS_URL"));
            second.send("TERM");
            assertThat(second.exitCode()).isZero();
            assertThat(first.told("DB_NAME")).isEqualTo("zapiska");
            assertThat(first.processes()).hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @Test
    @DisplayName("an application that can't start: its last words, exit code 1, nothing left running")
    void applicationCannotStart() throws Exception {
        try (var notebook = new Notebook(folder.resolve("home"))) {
            notebook.start("FAKE_MODE", "fail");
            assertThat(notebook.exitCode()).isEqualTo(Refusal.CANNOT_START);
            assertThat(notebook.said())
                    .contains("The application: does not start (code 7)")
                    .contains("the migration has failed");
            assertThat(notebook.processes()).isEmpty();
            // no password for a notebook that never ran: it is shown by the first start that succeeds
            assertThat(notebook.said()).doesNotContain("Password to sign in");
        }
    }

    @Test
    @DisplayName("a second Ctrl-C does not wait for an application that won't end")
    void secondCtrlC() throws Exception {
        try (var notebook = new Notebook(folder.resolve("home")).startedUp("FAKE_MODE", "stubborn")) {
            notebook.send("INT");
            notebook.awaitLine("Stopping");
            notebook.send("INT");
            assertThat(notebook.exitCode()).isZero();
            assertThat(notebook.processes()).isEmpty();
        }
    }

    @Test
    @DisplayName("a mistake in .env ends the start at once and names its line")
    void mistakeInDotEnv() throws Exception {
        try (var notebook = new Notebook(folder.resolve("home"))) {
            Files.writeString(
                    notebook.home.resolve(".env"), "TIME_ZONE=Europe/Moscow\nREPEAT_INTERVAL_MINUTES=often\n");
            notebook.start();
            assertThat(notebook.exitCode()).isEqualTo(Refusal.CANNOT_START);
            assertThat(notebook.said()).contains("REPEAT_INTERVAL_MINUTES must be a whole number from 1 to 1440");
            assertThat(notebook.data).doesNotExist();
        }
    }

    @Test
    @DisplayName("a trial: a command runs against an empty product of its own, and its exit code is the result")
    void trial() throws Exception {
        try (var notebook = new Notebook(folder.resolve("home"))) {
            Files.writeString(notebook.home.resolve(".env"), "TELEGRAM_BOT_TOKEN=123456789:AAHrealLookingToken\n");
            String tell = "echo address $PUBLIC_URL; echo chat $TELEGRAM_SANDBOX_URL; echo data $DATA_DIR; exit ";
            String[] persons = {
                "AUTH_PASSWORD", "the person's own", "TELEGRAM_BOT_TOKEN", "123456789:AAHrealLookingToken"
            };

            notebook.trial(List.of("/bin/sh", "-c", tell + "0"), persons);

            assertThat(notebook.awaitLine("address http://localhost:")).doesNotContain(":" + notebook.httpPort);
            assertThat(notebook.awaitLine("chat ")).contains("http://127.0.0.1:");
            Path data = Path.of(notebook.awaitLine("data /").substring("data ".length()));
            assertThat(notebook.exitCode()).isZero();
            assertThat(data).isNotEqualTo(notebook.data).doesNotExist();
            assertThat(notebook.data).doesNotExist();
            assertThat(notebook.processes()).isEmpty();

            notebook.trial(List.of("/bin/sh", "-c", tell + "5"), persons);

            data = Path.of(notebook.awaitLine("data /").substring("data ".length()));
            assertThat(notebook.exitCode()).isEqualTo(5);
            assertThat(data.resolve("logs/application.log")).exists();
            Programs.deleteTree(data);
        }
    }
}
