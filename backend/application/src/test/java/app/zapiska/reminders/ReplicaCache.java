package app.zapiska.reminders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The packaged application's classes as the JVM keeps them for its next start, as `make run` and the image have them: with it a
 * start takes two fifths of the processor time. Making it costs as much as three starts, so only a run of many tests does
 * ({@code -Dzapiska.replica.cache=true}), once a build. While it is not there, replicas start without.
 */
final class ReplicaCache {

    private static final Path FOLDER = Path.of("target", "it-aot").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private ReplicaCache() {}

    /** Named by what it is made from: one of other jars the JVM would refuse. */
    private static Path of(Path jar) {
        try (var files = Files.walk(jar.getParent())) {
            long newest =
                    files.mapToLong(file -> file.toFile().lastModified()).max().orElseThrow();
            return FOLDER.resolve(Long.toHexString(newest) + ".aot");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a start of this jar is told of it; what the JVM has to say about it is nothing for the replica's log. */
    static List<String> options(Path jar) {
        var file = of(jar);
        return Files.exists(file) ? List.of("-XX:AOTCache=" + file, "-Xlog:aot*=off") : List.of();
    }

    /** Where it is wanted and nobody has made it or is about to. */
    static void make(Path jar) throws Exception {
        if (!Boolean.getBoolean("zapiska.replica.cache") || Files.exists(of(jar))) {
            return;
        }
        Files.createDirectories(FOLDER);
        try (var channel =
                        FileChannel.open(FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock != null && !Files.exists(of(jar))) {
                removeFormer();
                train(of(jar));
            }
        }
    }

    private static void removeFormer() throws IOException {
        try (var files = Files.newDirectoryStream(FOLDER, "*.{aot,new,config}")) {
            for (var file : files) {
                Files.delete(file);
            }
        }
    }

    /** It is written when the process ends by itself. */
    private static void train(Path cache) throws Exception {
        var unfinished = FOLDER.resolve("unfinished.new");
        var installation = new Installation(Map.of());
        installation.open("ReplicaCache");
        try {
            var replica = installation.prepare("training", Map.of());
            replica.launch(List.of("-XX:AOTCacheOutput=" + unfinished));
            replica.awaitReady();
            replica.terminate();
            replica.awaitEnd(PATIENCE);
        } finally {
            installation.close();
        }
        Files.move(unfinished, cache, StandardCopyOption.ATOMIC_MOVE);
    }
}
