package app.zapiska.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The embedded Redis. It holds only what may be lost (lockouts, rate limits, caches), so it writes nothing to disk. */
final class RedisServer implements Service {

    private final DataFolder folder;
    private final String password;
    private final int port;
    private final Path bundled;
    private String program;

    RedisServer(DataFolder folder, String password, Path bundled, int port) {
        this.folder = folder;
        this.password = password;
        this.port = port;
        this.bundled = bundled;
        this.program = bundled.toString();
    }

    String url() {
        return "redis://:" + password + "@127.0.0.1:" + port;
    }

    @Override
    public String key() {
        return "redis";
    }

    @Override
    public Text name() {
        return new Text("Redis", "Redis");
    }

    @Override
    public String program() {
        return program;
    }

    /** The bundled program needs OpenSSL 3 of the system; where that is missing, an installed Redis does as well. */
    void prepare() throws InterruptedException, Refusal {
        if (!answers(bundled.toString())) {
            program = Spawn.onPath("redis-server")
                    .filter(RedisServer::answers)
                    .orElseThrow(
                            () -> Refusal.cannotStart(
                                    "Встроенный Redis здесь не запускается (обычно нет OpenSSL 3). Установите пакет redis-server.",
                                    "The embedded Redis does not run here (usually OpenSSL 3 is missing). Install the package redis-server."));
        }
    }

    @Override
    public Process start() throws IOException {
        Path configuration = folder.run().resolve("redis.conf");
        Files.deleteIfExists(configuration);
        try (var file = FileChannel.open(
                configuration,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            file.write(StandardCharsets.UTF_8.encode("""
                    bind 127.0.0.1
                    port %d
                    protected-mode yes
                    requirepass %s
                    daemonize no
                    dir "%s"
                    save ""
                    appendonly no
                    maxmemory 64mb
                    maxmemory-policy volatile-lru
                    set-proc-title no
                    """.formatted(port, password, folder.run())));
        }
        return Spawn.quiet(List.of(program, configuration.toString()), Spawn.plainEnvironment(), folder.run());
    }

    @Override
    public boolean isReady() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            socket.setSoTimeout(1000);
            socket.getOutputStream().write(("AUTH " + password + "\r\nPING\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes("+OK\r\n+PONG\r\n".length());
            return new String(answer, StandardCharsets.US_ASCII).equals("+OK\r\n+PONG\r\n");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Duration readyWithin() {
        return Duration.ofSeconds(20);
    }

    @Override
    public void end(ProcessHandle process, Patience patience) {
        process.destroy();
        if (!patience.awaitEnd(process, Duration.ofSeconds(5))) {
            process.destroyForcibly();
            Patience.awaitCertainEnd(process);
        }
    }

    private static boolean answers(String program) {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
