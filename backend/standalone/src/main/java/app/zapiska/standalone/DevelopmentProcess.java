package app.zapiska.standalone;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A tool with live reload; what it prints goes straight to the terminal. */
final class DevelopmentProcess implements Service {

    static final int VITE_PORT = 5173;

    private final String key;
    private final List<String> command;
    private final Path directory;
    private final Workload.Environment environment;
    private final URI answersAt;
    private final Console console;

    private DevelopmentProcess(
            String key,
            List<String> command,
            Path directory,
            Workload.Environment environment,
            URI answersAt,
            Console console) {
        this.key = key;
        this.command = command;
        this.directory = directory;
        this.environment = environment;
        this.answersAt = answersAt;
        this.console = console;
    }

    static DevelopmentProcess backend(Path directory, Workload.Environment environment, URI answersAt, Console console)
            throws Refusal {
        // compile comes first so that the modules it stands on are found in this build, not in a repository
        var command = List.of(
                program("mvn"),
                "-B",
                "-ntp",
                "-Dquarkus.analytics.disabled=true",
                "-pl",
                "application",
                "-am",
                "compile",
                "quarkus:dev");
        return new DevelopmentProcess("backend", command, directory, environment, answersAt, console);
    }

    static DevelopmentProcess frontend(Path directory, Workload.Environment environment, Console console)
            throws Refusal {
        var command = List.of(
                program("npm"), "run", "dev", "--", "--host", "localhost", "--port", "" + VITE_PORT, "--strictPort");
        return new DevelopmentProcess(
                "frontend",
                command,
                directory,
                environment,
                URI.create("http://localhost:" + VITE_PORT + "/"),
                console);
    }

    private static String program(String name) throws Refusal {
        return Spawn.onPath(name)
                .orElseThrow(
                        () -> Refusal.cannotStart("Не найдена программа " + name + ".", "There is no " + name + "."));
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public Text name() {
        return new Text(key, key);
    }

    @Override
    public String program() {
        return command.getFirst();
    }

    @Override
    public Process start() throws IOException {
        return Spawn.attached(command, environment.variables(), directory);
    }

    @Override
    public boolean isReady() {
        try {
            var connection = (HttpURLConnection) answersAt.toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(10_000);
            return connection.getResponseCode() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Duration readyWithin() {
        return Duration.ofMinutes(15); // the first time Maven and Vite fetch half the world
    }

    /** Maven and npm start further processes; all of them are descendants until the first one is gone. */
    @Override
    public void end(ProcessHandle process, Patience patience) {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        patience.awaitEnd(process, Duration.ofSeconds(10));
        family.forEach(ProcessHandle::destroy);
        family.forEach(child -> patience.awaitEnd(child, Duration.ofSeconds(5)));
        family.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Patience.awaitCertainEnd(process);
    }

    @Override
    public void onLine(String line) {
        console.line("[" + key + "] " + line);
    }
}
