package app.zapiska.reminders;

import app.zapiska.platform.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The packaged application as a process of its own, which a test kills, pauses and ends, and may launch again. */
public final class Replica {

    private static final Duration BOOT = Duration.ofSeconds(120);
    private static final Duration CERTAIN_END = Duration.ofSeconds(30);
    private static final String READY = "Installed features:";
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:]+:(\\d+)");
    private static final Pattern MANAGED = Pattern.compile("Management interface listening on http://[^:]+:(\\d+)");

    /** Quick to start and small: several of them share two cores with PostgreSQL, Redis and the test. */
    private static final List<String> JVM = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xms64m",
            "-Xmx256m",
            "-Djava.net.preferIPv4Stack=true",
            "-Djava.time.zone.DefaultZoneRulesProvider=app.zapiska.zones.ProductZoneRules");

    private final String name;
    private final Path jar;
    private final Path log;
    private final Map<String, String> environment;

    private Process process;
    private long launchedAt;

    public Replica(String name, Path jar, Path log, Map<String, String> environment) {
        this.name = name;
        this.jar = jar;
        this.log = log;
        this.environment = environment;
    }

    public String name() {
        return name;
    }

    public Path log() {
        return log;
    }

    /** Starts the process and does not wait for it. */
    public void launch() {
        launch(ReplicaCache.options(jar));
    }

    /** @param more options of the JVM */
    void launch(List<String> more) {
        launch(more, Map.of());
    }

    /**
     * On a machine whose clock is so much ahead, but not the times of its files, by which the JVM knows its cache. Its monotonic
     * clock is ahead, too, which nobody can tell: told to leave that alone, faketime makes each wait a very long one.
     */
    public void launch(Duration ahead) {
        launch(
                List.of(),
                Map.of(
                        "LD_PRELOAD",
                        clockShifter().orElseThrow().toString(),
                        "FAKETIME",
                        "%+d".formatted(ahead.toSeconds()),
                        "NO_FAKE_STAT",
                        "1"));
    }

    /** Debian's faketime. */
    public static Optional<Path> clockShifter() {
        try (var folders = Files.newDirectoryStream(Path.of("/usr/lib"), "*-linux-gnu")) {
            for (var folder : folders) {
                var library = folder.resolve("faketime/libfaketimeMT.so.1");
                if (Files.exists(library)) {
                    return Optional.of(library);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void launch(List<String> more, Map<String, String> further) {
        var command = new java.util.ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(more);
        command.addAll(List.of("-jar", jar.toString()));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().putAll(environment);
        builder.environment().putAll(further);
        try {
            launchedAt = Files.exists(log) ? Files.size(log) : 0;
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, of this launch. */
    public int port() {
        return port(LISTENING);
    }

    /** Where it tells its metrics, of this launch. */
    public int managementPort() {
        return port(MANAGED);
    }

    private int port(Pattern where) {
        var address = where.matcher(said());
        if (!address.find()) {
            throw new IllegalStateException("replica " + name + " does not listen yet, see " + log);
        }
        return Integer.parseInt(address.group(1));
    }

    public void awaitReady() {
        Waiting.until("the start of replica " + name + ", see " + log, BOOT, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("replica " + name + " did not start, see " + log);
            }
            return saidSinceLaunch(READY);
        });
    }

    private boolean saidSinceLaunch(String words) {
        return said().contains(words);
    }

    private String said() {
        try (var file = Files.newByteChannel(log)) {
            file.position(launchedAt);
            return new String(Channels.newInputStream(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the kernel does when memory runs out: no hook of the process runs. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            awaitEnd(CERTAIN_END);
        }
    }

    /** As an orchestrator does before an update. */
    public void terminate() {
        process.destroy();
    }

    /** @return the exit code */
    public int awaitEnd(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("replica " + name + " has not ended within " + atMost + ", see " + log);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Into its log; one that stands still says nothing. */
    void dumpThreads() {
        if (process == null || !process.isAlive()) {
            return;
        }
        signal("QUIT");
        try {
            Waiting.until(Duration.ofSeconds(5), () -> said().contains("Full thread dump") && said().contains("Heap"));
        } catch (AssertionError silent) {
            System.out.println("Replica " + name + " tells nothing of its threads");
        }
    }

    /** The next try of the test would write over it. @return where the log of this one stays */
    Path keepLog() {
        var kept = log.resolveSibling(
                log.getFileName().toString().replace(".log", "-failed-" + System.currentTimeMillis() + ".log"));
        try {
            return Files.exists(log) ? Files.move(log, kept) : kept;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a laptop does when its lid is closed. */
    public void pause() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill -" + signal + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
