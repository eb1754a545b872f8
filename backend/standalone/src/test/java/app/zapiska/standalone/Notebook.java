package app.zapiska.standalone;

import app.zapiska.settings.StoredPassword;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** A checkout on disk, and the launcher started in it as a process of its own, as a person would. */
final class Notebook implements AutoCloseable {

    /** Long for a busy machine; a passing test never waits for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final String END_OF_OUTPUT = "(end of output)";
    private static final List<String> HEARS_CTRL_C = hearingCtrlC();

    final Path home;
    final Path data;
    final int httpPort;
    final int managementPort;

    private final Path jar;
    private final List<Process> launchers = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    private Process launcher;
    private BlockingQueue<String> output = new LinkedBlockingQueue<>();
    private List<String> seen = new ArrayList<>();

    Notebook(Path home) throws IOException {
        this.home = Files.createDirectories(home);
        this.data = home.resolve("my data"); // a space, as on many a person's disk
        this.httpPort = Ports.free();
        this.managementPort = Ports.free();
        this.jar = applicationJar(home);
    }

    /**
     * Tests that a script has started in the background were told to ignore Ctrl-C, and so would be whatever they start. Only
     * GNU's {@code env} can undo it.
     */
    private static List<String> hearingCtrlC() {
        try {
            var prefix = List.of("env", "--default-signal=INT");
            var tried = new ProcessBuilder("env", "--default-signal=INT", "true")
                    .redirectErrorStream(true)
                    .start();
            tried.getInputStream().readAllBytes();
            return tried.waitFor() == 0 ? prefix : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Notebook start(String... variables) throws IOException {
        return start(List.of(), variables);
    }

    /** A command that runs against a product of its own. */
    Notebook trial(List<String> command, String... variables) throws IOException {
        return start(command, variables);
    }

    private Notebook start(List<String> command, String... variables) throws IOException {
        var environment = new TreeMap<>(Map.of(
                "PATH",
                System.getenv("PATH"),
                "LANG",
                "en_US.UTF-8",
                // as the Makefile sets it
                "LC_CTYPE",
                "C.UTF-8",
                "DATA_DIR",
                data.toString(),
                "PROGRAMS_DIR",
                Path.of("target/programs").toAbsolutePath().toString(),
                "HTTP_PORT",
                Integer.toString(httpPort),
                "MANAGEMENT_PORT",
                Integer.toString(managementPort)));
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        var builder = new ProcessBuilder(new ArrayList<>(HEARS_CTRL_C))
                .directory(home.toFile())
                .redirectErrorStream(true);
        builder.command()
                .addAll(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx96m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LauncherWithFakeApplication.class.getName(),
                        jar.toString()));
        builder.command().addAll(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        launcher = builder.start();
        launchers.add(launcher);
        output = new LinkedBlockingQueue<>();
        seen = new ArrayList<>();
        var lines = output;
        InputStream stream = launcher.getInputStream();
        Thread.ofVirtual().start(() -> read(stream, lines));
        return this;
    }

    Notebook startedUp(String... variables) throws Exception {
        start(variables);
        awaitLine("Ctrl-C stops everything");
        return this;
    }

    /** Reads on until a line holds the text; fails with all there was when there is none. */
    String awaitLine(String part) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String line = output.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (line == null || line.equals(END_OF_OUTPUT)) {
                throw new AssertionError("no line with \"" + part + "\" among:\n" + String.join("\n", seen));
            }
            seen.add(line);
            if (line.contains(part)) {
                return line;
            }
        }
    }

    /** Waits for the launcher's end. */
    int exitCode() throws Exception {
        launcher.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        for (String line = output.take(); !line.equals(END_OF_OUTPUT); line = output.take()) {
            seen.add(line);
        }
        return launcher.exitValue();
    }

    String said() {
        return String.join("\n", seen);
    }

    long pid() {
        return launcher.pid();
    }

    void send(String signal) {
        Processes.signal(launcher.toHandle(), signal);
    }

    /** The process of a part, by the launcher's own note. */
    ProcessHandle process(String key) throws IOException {
        return new ProcessRegistry(data.resolve("run"))
                .survivor(key)
                .orElseThrow(() -> new AssertionError("no " + key + " runs"));
    }

    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(home.toString()))
                        .isPresent())
                .filter(Processes::runs)
                .toList();
    }

    /** What the application was told. */
    String told(String variable) throws Exception {
        return get("http://127.0.0.1:" + httpPort + "/env/" + variable);
    }

    String get(String address) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address)).build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new AssertionError(address + " answers " + response.statusCode());
        }
        return response.body();
    }

    /** What the settings page does, and what a restored backup may bring. */
    void ownersPasswordIsNow(String password) throws Exception {
        try (var owner = asOwner();
                var change = owner.prepareStatement("update accounts set password_hash = ?")) {
            change.setString(1, StoredPassword.of(password, new SecureRandom()));
            change.executeUpdate();
        }
    }

    boolean isOpenedBy(String password) throws Exception {
        try (var owner = asOwner()) {
            return StoredPassword.isOpenedBy(password, one(owner, "select password_hash from accounts"));
        }
    }

    Connection asOwner() throws Exception {
        return connect(told("DB_MIGRATION_USER"), told("DB_MIGRATION_PASSWORD"));
    }

    Connection asApplication() throws Exception {
        return connect(told("DB_USER"), told("DB_PASSWORD"));
    }

    private Connection connect(String user, String password) throws Exception {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + told("DB_HOST") + ":" + told("DB_PORT") + "/" + told("DB_NAME"), user, password);
    }

    static String one(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Ends everything the test has started, however it went. */
    @Override
    public void close() {
        for (Process process : launchers) {
            if (process.isAlive()) {
                process.destroy();
                if (!new Patience().awaitEnd(process.toHandle(), PATIENCE)) {
                    process.destroyForcibly();
                }
            }
        }
        processes().forEach(ProcessHandle::destroyForcibly);
        http.close();
    }

    private static void read(InputStream stream, BlockingQueue<String> lines) {
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            // the process was ended and its output with it
        }
        lines.add(END_OF_OUTPUT);
    }

    private static Path applicationJar(Path home) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeApplication.class.getName());
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(part -> Path.of(part).toUri().toString())
                                .collect(Collectors.joining(" ")));
        manifest.getMainAttributes().putValue("Add-Opens", "java.base/java.lang java.base/java.nio");
        Path jar = home.resolve("application.jar");
        String entry = FakeApplication.class.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var in = FakeApplication.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
        }
        return jar;
    }
}
