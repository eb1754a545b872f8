package app.zapiska.standalone;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes the {@link AotCache} of this build, when there is none: behind a product that has run for a while, as another
 * process that takes only time nobody else wants, and that runs a product of its own, empty and on free ports. So
 * nobody ever waits for it, neither at the start nor at the end.
 */
final class Training {

    private static final Duration AFTER = Duration.ofSeconds(20);

    private final Settings settings;
    private final AotCache cache;

    private boolean over;
    private Process process;

    Training(Settings settings, AotCache cache) {
        this.settings = settings;
        this.cache = cache;
    }

    /** Some time after this, in the background. A cache that can't be made is not missed. */
    void plan() {
        if (!cache.exists()) {
            Thread.ofPlatform().name("training").daemon().start(this::train);
        }
    }

    private void train() {
        try {
            synchronized (this) {
                for (long end = System.nanoTime() + AFTER.toNanos(); !over && System.nanoTime() < end; ) {
                    TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, end - System.nanoTime()));
                }
                if (over) {
                    return;
                }
                Files.createDirectories(cache.file().getParent());
                Files.deleteIfExists(AotCache.unfinished(cache.file()));
                process = Spawn.attached(command(), environment(), settings.home());
            }
            process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            if (process.waitFor() == 0) {
                cache.keep();
            }
        } catch (IOException e) {
            // the next start tries again
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It ends in about a second, and writes nothing. */
    void end() {
        synchronized (this) {
            over = true;
            notifyAll();
        }
        if (process != null && process.isAlive()) {
            process.destroy();
            new Patience().awaitEnd(process.toHandle(), Duration.ofSeconds(10));
            process.destroyForcibly();
        }
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        Spawn.onPath("nice").ifPresent(nice -> command.addAll(List.of(nice, "-n", "19")));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // the options and the class path of this very process, because the launcher's cache is made by the way
        for (String option :
                java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (option.startsWith("-X") && !option.startsWith("-XX:AOT") && !option.startsWith("-Xlog")) {
                command.add(option);
            }
        }
        command.add("-XX:AOTCacheOutput=" + AotCache.unfinished(cache.file().resolveSibling(AotCache.LAUNCHERS)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "--train"));
        return command;
    }

    private Map<String, String> environment() {
        return Map.of(
                "PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"),
                "LC_CTYPE", "C.UTF-8",
                "PROGRAMS_DIR", settings.programsDir().toString(),
                "FRONTEND_DIR", settings.frontendDir().toString());
    }

    /** What the other process does. */
    static int run(Path home, Console console) throws IOException, Refusal {
        Path dataDir = Files.createTempDirectory("zapiska-training");
        try {
            var settings = Settings.ofTrial(home, System.getenv(), dataDir);
            var launcher = new Launcher(settings, Workload.training(), console);
            endsWithItsParent(launcher);
            var asked = new CountDownLatch(1);
            Main.listen(() -> {
                asked.countDown();
                hurry(launcher);
            });
            int code = launcher.run((end, environment) -> {
                look(settings.publicUrl());
                return Launcher.ENDED;
            });
            return asked.getCount() == 0 ? Refusal.CANNOT_START : code;
        } finally {
            Programs.deleteTree(dataDir);
        }
    }

    private static void endsWithItsParent(Launcher launcher) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (System.in.read() >= 0) {
                    // nobody writes; only the end matters
                }
            } catch (IOException e) {
                // as good as the end
            }
            hurry(launcher);
        });
    }

    private static void hurry(Launcher launcher) {
        launcher.end();
        launcher.end();
    }

    /** What anybody may ask; each answer loads what the next start needs. */
    private static void look(URI address) throws IOException, InterruptedException {
        for (int i = 0; i < 20; i++) {
            for (String path : new String[] {"/healthz", "/", "/api/v1/me", "/api/v1/tasks", "/api/v1/dashboard"}) {
                var connection =
                        (HttpURLConnection) address.resolve(path).toURL().openConnection();
                connection.setConnectTimeout(2000);
                connection.setReadTimeout(10_000);
                connection.getResponseCode();
                connection.disconnect();
            }
            Thread.sleep(50);
        }
    }
}
