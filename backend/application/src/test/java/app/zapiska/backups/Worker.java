package app.zapiska.backups;

import app.zapiska.backups.Tools.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The backup program as it is shipped, over a database and folders of its own. */
final class Worker implements AutoCloseable {

    private static final Path PROGRAM =
            Path.of("../../deploy/backup/zapiska-backup").toAbsolutePath().normalize();

    final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private final List<Process> running = new ArrayList<>();

    Worker(DebianPostgres postgres, String database) {
        try {
            home = Files.createTempDirectory("zapiska-backup-");
            Files.createDirectories(home.resolve("bin"));
            Files.createDirectories(home.resolve("tmp"));
            Tools.run("age-keygen", "-o", ownersKey().toString()).succeeded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var programs = Tools.path("initdb").getParent();
        environment.putAll(Map.of(
                "PATH",
                home.resolve("bin") + ":" + programs + ":" + System.getenv("PATH"),
                "TMPDIR",
                home.resolve("tmp").toString(),
                "DB_HOST",
                "127.0.0.1",
                "DB_PORT",
                Integer.toString(postgres.port()),
                "DB_NAME",
                database,
                "DB_MIGRATION_PASSWORD",
                "owner",
                "BACKUP_DIR",
                folder().toString(),
                "BACKUP_STATE_DIR",
                home.resolve("state").toString(),
                "BACKUP_KEY",
                publicKey(ownersKey()),
                "BACKUP_POLL_SECONDS",
                "1"));
    }

    static Path program() {
        return PROGRAM;
    }

    Path folder() {
        return home.resolve("backups");
    }

    /** The private key, which in life is not on the server. */
    Path ownersKey() {
        return home.resolve("owner.key");
    }

    static String publicKey(Path privateKey) {
        return Tools.run("age-keygen", "-y", privateKey.toString())
                .succeeded()
                .out()
                .strip();
    }

    Worker with(Map<String, String> settings) {
        environment.putAll(settings);
        return this;
    }

    Worker with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Puts a program of the test in front of the real one, which it finds as $REAL. */
    void inFrontOf(String program, String script) {
        try {
            var file = home.resolve("bin").resolve(program);
            Files.writeString(file, "#!/bin/bash\nREAL=" + Tools.path(program) + "\n" + script);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void nothingInFrontOf(String program) {
        home.resolve("bin").resolve(program).toFile().delete();
    }

    /** Once pg_dump has written everything, it waits until the test says so. */
    void holdDumps() {
        inFrontOf("pg_dump", """
                [[ $1 == --version ]] && exec "$REAL" "$@"
                "$REAL" "$@" || exit
                touch "%1$s/held"
                while [[ ! -e %1$s/go ]]; do sleep 0.05; done
                """.formatted(home));
    }

    boolean held() {
        return Files.exists(home.resolve("held"));
    }

    void letGo() {
        try {
            Files.createFile(home.resolve("go"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Result run(String... arguments) {
        return Tools.run(environment, command(arguments));
    }

    Result inBash(String script) {
        return Tools.run(environment, List.of("bash", "-c", script, PROGRAM.toString()));
    }

    /** @return a process whose words are in {@link #log} */
    Process start(String... arguments) {
        try {
            var builder = new ProcessBuilder(command(arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()));
            builder.environment().putAll(environment);
            var process = builder.start();
            running.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String log() {
        try {
            return Files.exists(home.resolve("log")) ? Files.readString(home.resolve("log")) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(String... arguments) {
        var command = new ArrayList<String>(List.of(PROGRAM.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Makes a backup and returns its name. */
    String create() {
        return run("create").succeeded().out().strip();
    }

    /** Newest first. */
    List<String> names() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("zapiska-"))
                    .sorted(java.util.Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As when the power goes: the program and everything it has started. */
    static void killAll(Process process) {
        var all = new ArrayList<>(process.descendants().toList());
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
        process.onExit().join();
    }

    static int end(Process process) {
        try {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("the worker does not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        running.stream().filter(Process::isAlive).forEach(Worker::killAll);
        Tools.delete(home);
    }
}
