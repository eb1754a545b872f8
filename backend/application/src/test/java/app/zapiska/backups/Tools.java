package app.zapiska.backups;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Programs of the operating system. */
final class Tools {

    private Tools() {}

    /** Skips the test where one is missing, and says so; in CI, which installs them, that is a failure. */
    static void need(String... programs) {
        var missing = Arrays.stream(programs)
                .filter(program -> find(program).isEmpty())
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        var words = "Backups are not tested: " + missing + " not found. On Debian: "
                + "apt install postgresql rclone age zstd shellcheck";
        if (System.getenv("CI") != null) {
            throw new IllegalStateException(words);
        }
        System.out.println(words);
        abort(words);
    }

    private static java.util.Optional<Path> find(String program) {
        return folders()
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Path path(String program) {
        return find(program).orElseThrow();
    }

    /** Debian keeps the server's programs out of the PATH. */
    private static java.util.stream.Stream<Path> folders() {
        var folders = new ArrayList<Path>();
        try (var versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            versions.sorted(Comparator.reverseOrder())
                    .map(version -> version.resolve("bin"))
                    .forEach(folders::add);
        } catch (IOException none) {
            // Perhaps they are in the PATH.
        }
        for (var folder : System.getenv("PATH").split(":")) {
            folders.add(Path.of(folder));
        }
        return folders.stream();
    }

    record Result(int exit, String out, String err) {

        Result succeeded() {
            if (exit != 0) {
                throw new AssertionError("exit code " + exit + ":\n" + err + out);
            }
            return this;
        }
    }

    static Result run(Map<String, String> environment, List<String> command) {
        try {
            var err = Files.createTempFile("err", ".txt");
            var builder = new ProcessBuilder(command).redirectError(err.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            process.getOutputStream().close();
            var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            var said = Files.readString(err);
            Files.delete(err);
            return new Result(exit, out, said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Result run(String... command) {
        return run(Map.of(), List.of(command));
    }

    static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
