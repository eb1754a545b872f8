package app.zapiska.standalone;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The application as a child process, configured by its environment alone. */
final class ApplicationProcess implements Service {

    /** It hands back reminders it has claimed and waits up to 30 s for those on their way. */
    private static final Duration GRACE = Duration.ofSeconds(35);

    private static final Pattern WARNING = Pattern.compile("^\\S{0,30}\\s\\S{0,30}\\s*(WARN|ERROR|FATAL)\\b.*");
    private static final int WARNINGS_SHOWN = 20;
    private static final Duration WARNINGS_COUNTED_OVER = Duration.ofSeconds(30);

    private final List<String> command;
    private final AotCache cache;
    private final Workload.Environment environment;
    private final Path directory;
    private final URI health;
    private final Path logFile;
    private final Console console;

    private long countingSince = System.nanoTime();
    private int warnings;
    private boolean triedWithCache;
    private boolean wasReady;

    /**
     * @param cache of its classes, or null
     * @param health answers 503 while the application is not ready; no answer at all counts as not ready too
     */
    ApplicationProcess(
            List<String> command,
            AotCache cache,
            Workload.Environment environment,
            Path directory,
            URI health,
            Path logFile,
            Console console) {
        this.command = command;
        this.cache = cache;
        this.environment = environment;
        this.directory = directory;
        this.health = health;
        this.logFile = logFile;
        this.console = console;
    }

    @Override
    public String key() {
        return "application";
    }

    @Override
    public Text name() {
        return new Text("Приложение", "The application");
    }

    @Override
    public String program() {
        return command.getFirst();
    }

    @Override
    public Process start() throws IOException {
        if (triedWithCache && !wasReady) {
            // whatever it was that failed, the next try is one without it
            cache.discard();
        }
        triedWithCache = cache != null && cache.exists();
        wasReady = false;
        return Spawn.attached(triedWithCache ? cache.used(command) : command, environment.variables(), directory);
    }

    @Override
    public boolean isReady() {
        try {
            var connection = (HttpURLConnection) health.toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(3000);
            int status = connection.getResponseCode();
            connection.disconnect();
            wasReady = status != HttpURLConnection.HTTP_UNAVAILABLE;
            return wasReady;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Duration readyWithin() {
        return Duration.ofMinutes(2);
    }

    @Override
    public void end(ProcessHandle process, Patience patience) {
        process.destroy();
        if (!patience.awaitEnd(process, GRACE)) {
            process.destroyForcibly();
            Patience.awaitCertainEnd(process);
        }
    }

    /** Warnings are for the person at the terminal too, but never as a flood. */
    @Override
    public void onLine(String line) {
        if (!WARNING.matcher(line).matches()) {
            return;
        }
        if (System.nanoTime() - countingSince > WARNINGS_COUNTED_OVER.toNanos()) {
            countingSince = System.nanoTime();
            warnings = 0;
        }
        warnings++;
        if (warnings <= WARNINGS_SHOWN) {
            console.line(line);
        } else if (warnings == WARNINGS_SHOWN + 1) {
            console.say("… дальше — в " + logFile, "… more of it in " + logFile);
        }
    }
}
