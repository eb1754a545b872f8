package app.zapiska.backups;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import redis.embedded.core.ExecutableProvider;

/**
 * A server's folder with the scripts of deploy/, a .env and a program called docker that plays Compose over real processes (see
 * {@code resources/compose/docker}): PostgreSQL and Redis ask for passwords, the backup program is the shipped one.
 */
final class PlayedCompose implements AutoCloseable {

    static final String DEBIAN = "15";
    static final String EMBEDDED = "18";

    private static final Path TOP = Path.of("../..").toAbsolutePath().normalize();
    private static Path redis;

    final Path home;
    final int port = DebianPostgres.freePort();
    private final int redisPort = DebianPostgres.freePort();
    private final Path ownersKey;
    private final Map<String, String> environment = new HashMap<>();

    /** A server on which nothing was filled in yet, with the owner's private key at hand. */
    PlayedCompose(Path home, Path ownersKey) {
        this.home = home;
        this.ownersKey = ownersKey;
        try {
            copy(TOP.resolve("deploy"), home.resolve("deploy"));
            Files.copy(TOP.resolve("Makefile"), home.resolve("Makefile"));
            Files.writeString(
                    home.resolve("docker-compose.yml"),
                    Files.readString(TOP.resolve("docker-compose.yml"))
                            .replaceAll("image: postgres:\\S+", "image: postgres:" + DEBIAN + ".1-alpine3.24"));
            var containers = Files.createDirectories(home.resolve("containers"));
            Files.createSymbolicLink(
                    containers.resolve("zapiska-backup"), home.resolve("deploy/backup/zapiska-backup"));
            var docker = Files.createDirectories(home.resolve("bin")).resolve("docker");
            Files.copy(Path.of("src/test/resources/compose/docker").toAbsolutePath(), docker);
            Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
            if ("root".equals(System.getProperty("user.name"))) {
                // PostgreSQL runs as another user, and must come to its data.
                Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            var debian = Tools.path("initdb").toRealPath().getParent();
            environment.putAll(Map.of(
                    "PATH",
                    home.resolve("bin") + ":" + System.getenv("PATH"),
                    "PLAYED",
                    home.toString(),
                    "PLAYED_BIN_" + DEBIAN,
                    debian.toString(),
                    "PLAYED_CLIENT",
                    debian.toString(),
                    "PLAYED_PORT",
                    Integer.toString(port),
                    "PLAYED_REDIS",
                    redis().toString(),
                    "PLAYED_REDIS_PORT",
                    Integer.toString(redisPort),
                    "ROTATE_HEALTH_SECONDS",
                    "3",
                    "YES",
                    "1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What somebody fills in at the first installation. */
    PlayedCompose filledIn() {
        put(".env", """
                # Прежние слова остаются
                AUTH_PASSWORD='four$magpies'
                JWT_SIGNING_KEY=former-key-0123456789abcdef0123456789
                DB_SUPERUSER_PASSWORD=former-superuser
                DB_PASSWORD=former-app
                DB_MIGRATION_PASSWORD=former-owner
                REDIS_PASSWORD=former-redis
                TELEGRAM_BOT_TOKEN=123456:former-token-of-the-bot
                PUBLIC_URL=http://localhost:8080
                BACKUP_KEY=%s
                """.formatted(Worker.publicKey(ownersKey)));
        return this;
    }

    /** The program docker itself; what it says is what Compose would say. */
    Tools.Result docker(String... words) {
        var command = new ArrayList<>(List.of(home.resolve("bin/docker").toString(), "compose"));
        command.addAll(List.of(words));
        return run(Map.of(), "", command);
    }

    Tools.Result script(Map<String, String> variables, String input, String name, String... arguments) {
        var command =
                new ArrayList<>(List.of(home.resolve("deploy").resolve(name).toString()));
        command.addAll(List.of(arguments));
        return run(variables, input, command);
    }

    /** What a person types into a terminal there. */
    Tools.Result typed(String line) {
        return run(Map.of(), "", List.of("bash", "-c", line));
    }

    /** The application's migrations, as its first start makes them. */
    PlayedCompose migrated() {
        Flyway.configure()
                .dataSource(url(), "zapiska_owner", setting("DB_MIGRATION_PASSWORD"))
                .placeholders(Map.of("appRole", "zapiska_app"))
                .load()
                .migrate();
        return this;
    }

    boolean opens(String role, String password) {
        try (var connection = DriverManager.getConnection(url(), role, password)) {
            return connection.isValid(5);
        } catch (SQLException refused) {
            return false;
        }
    }

    List<String> rows(String sql) {
        try (var connection = DriverManager.getConnection(url(), "zapiska_owner", setting("DB_MIGRATION_PASSWORD"));
                var statement = connection.createStatement()) {
            var rows = new ArrayList<String>();
            if (statement.execute(sql)) {
                try (var result = statement.getResultSet()) {
                    while (result.next()) {
                        rows.add(result.getString(1));
                    }
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/zapiska";
    }

    String setting(String name) {
        return read(".env")
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .reduce((first, last) -> last)
                .orElse("");
    }

    String read(String file) {
        try {
            return Files.readString(home.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PlayedCompose put(String file, String content) {
        try {
            Files.writeString(home.resolve(file), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As another version of the program brings it. */
    PlayedCompose withPostgres18() {
        environment.put("PLAYED_BIN_" + EMBEDDED, postgres18().toString());
        return put(
                "docker-compose.yml",
                read("docker-compose.yml")
                        .replaceAll("image: postgres:\\S+", "image: postgres:" + EMBEDDED + ".6-alpine3.24"));
    }

    private Tools.Result run(Map<String, String> variables, String input, List<String> command) {
        try {
            var out = Files.createTempFile("out", ".txt");
            var err = Files.createTempFile("err", ".txt");
            var builder = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment()
                    .keySet()
                    .removeAll(Set.of("DB_PASSWORD", "JWT_SIGNING_KEY", "TELEGRAM_BOT_TOKEN", "BACKUP_KEY"));
            builder.environment().putAll(environment);
            builder.environment().putAll(variables);
            var process = builder.start();
            try (var stdin = process.outputWriter()) {
                stdin.write(input);
            } catch (IOException hasEnded) {
                // it asked for nothing
            }
            if (!process.waitFor(3, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " has not ended:\n" + Files.readString(out) + Files.readString(err));
            }
            var result = new Tools.Result(process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static synchronized Path redis() throws IOException {
        if (redis == null) {
            redis = ExecutableProvider.newJarResourceProvider().get().toPath();
        }
        return redis;
    }

    /** The programs that tests of the application run on; unpacked by the first that asks. */
    private static Path postgres18() {
        try (var started = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .start()) {
            started.getPort();
            try (var found =
                    Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg"), "PG-*")) {
                for (var folder : found) {
                    if (Files.isExecutable(folder.resolve("bin/initdb"))) {
                        return folder.resolve("bin");
                    }
                }
            }
            throw new IllegalStateException("no programs of PostgreSQL 18");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    @Override
    public void close() {
        for (var service : List.of("postgres", "redis")) {
            docker("stop", service);
        }
    }
}
