package app.zapiska.proxy;

import app.zapiska.platform.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The machine's own nginx with the configuration of the production image. */
public final class Nginx implements AutoCloseable {

    private static final Path LAUNCH = Path.of("../../deploy/nginx/local.sh").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final int port;
    private final Process process;

    private Nginx(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    public static boolean installed() {
        try {
            return new ProcessBuilder("nginx", "-v")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * @param page folder of the built page
     * @param tls empty, or {@code " TLS:certificate:key:address of plain HTTP"}
     */
    public static Nginx start(Path page, String tls, List<Integer> backends) {
        return start(page, tls, backends, Map.of(), List.of());
    }

    /**
     * @param environment of the entrypoint, see local.sh
     * @param under a command that is given it all as its arguments, or none
     */
    static Nginx start(
            Path page, String tls, List<Integer> backends, Map<String, String> environment, List<String> under) {
        try {
            // Outside the build folder: as root nginx gives its workers to somebody who can't look into a home folder.
            var folder = Files.createTempDirectory("zapiska-nginx");
            int port = freePort();
            var command = new ArrayList<>(under);
            command.addAll(List.of(
                    LAUNCH.toString(), folder.resolve("n").toString(), "127.0.0.1:" + port + tls, page.toString()));
            backends.forEach(backend -> command.add("127.0.0.1:" + backend));
            var log = folder.resolve("log").toFile();
            Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
            builder.environment().putAll(environment);
            var process = builder.start();
            var nginx = new Nginx(folder, port, process);
            Waiting.until("nginx", PATIENCE, () -> {
                if (!process.isAlive()) {
                    throw new AssertionError("nginx did not start: " + nginx.log());
                }
                // Before there is a certificate it listens for plain HTTP alone.
                return listens(port)
                        || !tls.isEmpty() && listens(Integer.parseInt(tls.substring(tls.lastIndexOf(':') + 1)));
            });
            return nginx;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /** What it has written: its access log and its complaints. */
    public String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of its configuration as it runs. */
    String configuration(String file) {
        try {
            return Files.readString(folder.resolve("n/run/conf").resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the container is stopped. */
    void stop(Duration atMost) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                .start()
                .waitFor();
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("nginx has not ended within " + atMost);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
