package app.zapiska.platform;

import static java.util.Map.entry;

import app.zapiska.channels.MailServer;
import app.zapiska.platform.sql.Sql;
import app.zapiska.sandbox.SandboxOptions;
import app.zapiska.sandbox.TelegramSandbox;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redis.embedded.RedisServer;

/**
 * A real PostgreSQL with the two roles of production, a real Redis and a strict Bot API server, on free ports, once for all
 * tests of a JVM. The sandbox does not pace here: tests send to many chats at once, and pacing has tests of its own.
 */
public class RealServices implements QuarkusTestResourceLifecycleManager {

    private static EmbeddedPostgres postgres;
    private static RedisServer redis;
    private static TelegramSandbox sandbox;
    private static MailServer mail;
    private static Path backups;

    @Override
    public synchronized Map<String, String> start() {
        try {
            if (postgres == null) {
                postgres = EmbeddedPostgres.builder()
                        .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                        .start();
                try (var connection = postgres.getPostgresDatabase().getConnection();
                        var statement = connection.createStatement()) {
                    statement.execute("create role zapiska_owner login password 'owner'");
                    statement.execute("create role zapiska_app login password 'app'");
                    statement.execute("create database zapiska owner zapiska_owner");
                    // Tests work as the owner and look who waits for a lock.
                    statement.execute("grant pg_read_all_stats to zapiska_owner");
                }
                redis = RedisServer.newRedisServer()
                        .port(freePort())
                        .bind("127.0.0.1")
                        .setting("save \"\"")
                        .build();
                redis.start();
                sandbox = TelegramSandbox.start(
                        SandboxOptions.defaults().withPacing(false).withLocalLinks(true));
                mail = new MailServer();
                backups = Files.createTempDirectory("zapiska-backups-");
            }
            return Map.ofEntries(
                    entry("DB_HOST", "127.0.0.1"),
                    entry("DB_PORT", Integer.toString(postgres.getPort())),
                    entry("DB_NAME", "zapiska"),
                    entry("DB_USER", "zapiska_app"),
                    entry("DB_PASSWORD", "app"),
                    entry("DB_MIGRATION_USER", "zapiska_owner"),
                    entry("DB_MIGRATION_PASSWORD", "owner"),
                    entry("REDIS_URL", "redis://127.0.0.1:" + redis.ports().getFirst()),
                    entry("BACKUP_DIR", backups.toString()),
                    entry("SMTP_HOST", "127.0.0.1"),
                    entry("SMTP_PORT", Integer.toString(mail.port())),
                    entry("SMTP_TLS", "none"),
                    entry("SMTP_FROM", "notes@zapiska.test"),
                    entry("zapiska.mail.call-timeout", "2s"),
                    entry("telegram.api-url", sandbox.baseUrl().toString()),
                    entry("telegram.bot-token", sandbox.token()),
                    entry("telegram.chat-id", Long.toString(sandbox.control().ownerId())),
                    entry("telegram.sandbox-url", sandbox.chatUrl().toString()),
                    entry("telegram.connect-timeout", "2s"),
                    entry("telegram.read-timeout", "2s"),
                    entry("telegram.call-timeout", "4s"),
                    entry("telegram.long-poll", "2s"),
                    // Polling and the check of the token are begun by the tests that are about them.
                    entry("telegram.start", "false"));
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Who takes the letters. */
    public static MailServer mail() {
        return mail;
    }

    /** JDBC address of the test database as its owner, for arranging and inspecting rows behind the product's back. */
    public static String ownerUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/zapiska?user=zapiska_owner&password=owner";
    }

    /** One number, asked behind the product's back. */
    public static long count(String sql, Object... values) {
        try (var database = DriverManager.getConnection(ownerUrl());
                var query = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setObject(i + 1, values[i]);
            }
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One text, asked behind the product's back; null when there is no row. */
    public static String text(String sql, Object... values) {
        try (var database = DriverManager.getConnection(ownerUrl());
                var query = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setObject(i + 1, values[i]);
            }
            try (var rows = query.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes rows behind the product's back. */
    public static void execute(String sql, Object... values) {
        try (var database = DriverManager.getConnection(ownerUrl());
                var change = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                change.setObject(i + 1, values[i] instanceof Instant moment ? Sql.utc(moment) : values[i]);
            }
            change.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** PostgreSQL's own count of the product's statements, beginning and committing included, starts anew. */
    public static void countStatementsAnew() {
        counted("select pg_stat_statements_reset()", rows -> {});
    }

    /** Who it is that asks is known from memory, or found so; not part of an answer. */
    private static final Pattern WHO_ASKS =
            Pattern.compile("from (sessions s|api_tokens t|calendar_feeds f) join accounts a"
                    + "|^update (sessions set last_seen|api_tokens set last_used|calendar_feeds set last_fetched)");

    /** What the product has sent since {@link #countStatementsAnew}, each as often as it ran. */
    public static List<String> statements() {
        return counts().entrySet().stream()
                .flatMap(statement -> Collections.nCopies(statement.getValue(), statement.getKey()).stream())
                .toList();
    }

    /** As {@link #statements}, but a change that was sent for many rows in one go counts once. */
    public static int statementsSent() {
        return counts().entrySet().stream()
                .mapToInt(statement -> CHANGE.matcher(statement.getKey()).find() ? 1 : statement.getValue())
                .sum();
    }

    private static final Pattern CHANGE = Pattern.compile("^(insert|update|delete) ");

    private static Map<String, Integer> counts() {
        var counts = new HashMap<String, Integer>();
        counted(
                "select query, calls from pg_stat_statements where userid = 'zapiska_app'::regrole",
                rows -> counts.merge(rows.getString("query"), rows.getInt("calls"), Integer::sum));
        counts.keySet().removeIf(statement -> WHO_ASKS.matcher(statement).find());
        return counts;
    }

    private interface EachRow {
        void take(ResultSet row) throws SQLException;
    }

    private static void counted(String sql, EachRow each) {
        // It sees every database; in that of the product nothing is to stand but the product.
        try (var database = postgres.getPostgresDatabase().getConnection();
                var statement = database.createStatement()) {
            statement.execute("create extension if not exists pg_stat_statements");
            try (var rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    each.take(rows);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The folder of the backup worker, which is not there. */
    public static Path backups() {
        return backups;
    }

    public static TelegramSandbox sandbox() {
        return sandbox;
    }

    /** @param applicationName whose connections PostgreSQL is to close */
    public static void cutConnections(String applicationName) {
        try (var database = postgres.getPostgresDatabase().getConnection();
                var cut = database.prepareStatement(
                        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = ?")) {
            cut.setString(1, applicationName);
            cut.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A gap in time in which the application's role reaches no database. */
    public interface Away extends AutoCloseable {
        @Override
        void close();
    }

    /** As while PostgreSQL restarts: every connection of the application's is cut and no new one is taken, until it is closed. */
    public static Away databaseAway() {
        asSuperuser("alter role zapiska_app connection limit 0");
        asSuperuser("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'zapiska_app'");
        return () -> asSuperuser("alter role zapiska_app connection limit -1");
    }

    /** As on a machine that swaps or a disk that hangs: PostgreSQL takes connections and statements and answers nothing. */
    public static Away databasePaused() {
        var server = ProcessHandle.of(
                        Long.parseLong(superuserValue("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)")))
                .orElseThrow();
        signal("STOP", server);
        return () -> signal("CONT", server);
    }

    private static String superuserValue(String sql) {
        try (var database = postgres.getPostgresDatabase().getConnection();
                var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void signal(String name, ProcessHandle server) {
        var pids = Stream.concat(Stream.of(server), server.children()).map(process -> Long.toString(process.pid()));
        try {
            new ProcessBuilder(
                            Stream.concat(Stream.of("kill", "-" + name), pids).toList())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void asSuperuser(String sql) {
        try (var database = postgres.getPostgresDatabase().getConnection();
                var statement = database.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A database like the product's but empty, for tests of what migrations do to old rows; its JDBC address as the owner. */
    public static String emptyDatabase(String name) {
        asSuperuser("drop database if exists " + name);
        asSuperuser("create database " + name + " owner zapiska_owner");
        return ownerUrl().replace("/zapiska?", "/" + name + "?");
    }

    public static RedisServer redis() {
        return redis;
    }

    @Override
    public void stop() {
        // Kept for the next test profile of this JVM; both servers end with the JVM through their shutdown hooks.
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
