package app.zapiska.backups;

import app.zapiska.platform.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;

/**
 * The operating system's PostgreSQL, in a folder of its own on a free port, with the roles of production: the embedded one has
 * no pg_dump.
 */
final class DebianPostgres implements AutoCloseable {

    static final String OWNER = "zapiska_owner";
    static final String APP = "zapiska_app";

    /** Migrated and empty; what each test begins with. */
    private static final String TEMPLATE = "template_of_tests";

    private final Path folder;
    private final int port;
    private final Process server;
    private final Thread lastResort;

    private DebianPostgres(Path folder, int port, Process server) {
        this.folder = folder;
        this.port = port;
        this.server = server;
        lastResort = new Thread(server::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    static DebianPostgres start() {
        try {
            var folder = Files.createTempDirectory("zapiska-postgres-");
            if (isRoot()) {
                Tools.run("chown", "postgres", folder.toString()).succeeded();
            }
            var data = folder.resolve("data").toString();
            Tools.run(
                            java.util.Map.of(),
                            asPostgres(
                                    Tools.path("initdb").toString(),
                                    "-D",
                                    data,
                                    "-A",
                                    "trust",
                                    "-U",
                                    "postgres",
                                    "-E",
                                    "UTF8",
                                    "--locale=C.UTF-8",
                                    "--no-sync"))
                    .succeeded();
            int port = freePort();
            var server = new ProcessBuilder(asPostgres(
                            Tools.path("postgres").toString(),
                            "-D",
                            data,
                            "-p",
                            Integer.toString(port),
                            "-k",
                            folder.toString(),
                            "-c",
                            "listen_addresses=127.0.0.1",
                            "-c",
                            "fsync=off",
                            "-c",
                            "max_connections=60"))
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("target")
                            .toAbsolutePath()
                            .resolve("it-debian-postgres-" + port + ".log")
                            .toFile())
                    .start();
            var postgres = new DebianPostgres(folder, port, server);
            Waiting.until("PostgreSQL", Duration.ofSeconds(60), postgres::answers);
            postgres.superuser("create role zapiska_owner login createdb password 'owner'");
            postgres.superuser("create role zapiska_app login password 'app'");
            postgres.superuser("grant pg_signal_backend to zapiska_owner");
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> asPostgres(String... command) {
        var whole = new ArrayList<String>();
        if (isRoot()) {
            // PostgreSQL refuses to run as root.
            whole.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        whole.addAll(List.of(command));
        return whole;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try (var connection = DriverManager.getConnection(url("postgres", "postgres"))) {
            return connection.isValid(5);
        } catch (SQLException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** Where its socket is. */
    Path folder() {
        return folder;
    }

    String url(String database, String role) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + role + "&password=trusted";
    }

    Connection connect(String database, String role) {
        try {
            return DriverManager.getConnection(url(database, role));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In the database postgres. */
    void superuser(String sql) {
        execute("postgres", "postgres", sql);
    }

    void execute(String database, String role, String sql) {
        try (var connection = connect(database, role);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Rows as text, columns parted by a space. */
    List<String> rows(String database, String sql) {
        try (var connection = connect(database, "postgres");
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join(" ", row));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    List<String> databases() {
        return rows(
                "postgres",
                "select datname from pg_database where datname not in ('postgres', 'template0', 'template1', '"
                        + TEMPLATE + "') order by 1");
    }

    /** Empty, as a fresh server has it. */
    void createDatabase(String name) {
        superuser("create database " + name + " owner " + OWNER);
        superuser("revoke all on database " + name + " from public");
        superuser("grant connect on database " + name + " to " + APP);
    }

    /** With the product's tables. */
    void createMigrated(String name) {
        if (!rows("postgres", "select datname from pg_database").contains(TEMPLATE)) {
            createDatabase(TEMPLATE);
            Flyway.configure()
                    .dataSource(url(TEMPLATE, OWNER), OWNER, "trusted")
                    .placeholders(java.util.Map.of("appRole", APP))
                    .load()
                    .migrate();
        }
        superuser("create database " + name + " owner " + OWNER + " template " + TEMPLATE);
        superuser("revoke all on database " + name + " from public");
        superuser("grant connect on database " + name + " to " + APP);
    }

    void drop(String name) {
        superuser("drop database if exists " + name + " with (force)");
    }

    @Override
    public void close() {
        Tools.run("kill", "-INT", Long.toString(server.pid()));
        try {
            if (!server.waitFor(20, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(lastResort);
        Tools.delete(folder);
    }
}
