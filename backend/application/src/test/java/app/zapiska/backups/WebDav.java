package app.zapiska.backups;

import app.zapiska.platform.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A place off site: rclone serving a folder by WebDAV, with a name and a password. */
final class WebDav implements AutoCloseable {

    private final Path folder;
    private final int port = DebianPostgres.freePort();
    private Process server;

    WebDav(Path folder) {
        this.folder = folder;
        start();
    }

    void start() {
        try {
            Files.createDirectories(folder);
            var builder = new ProcessBuilder(
                            "rclone",
                            "serve",
                            "webdav",
                            "--addr",
                            "127.0.0.1:" + port,
                            // Tests put files there behind its back.
                            "--dir-cache-time",
                            "0s",
                            "--config",
                            "/dev/null",
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(Map.of("RCLONE_USER", "somebody", "RCLONE_PASS", "сезам"));
            server = builder.start();
            Waiting.until("WebDAV", Duration.ofSeconds(30), this::listens);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    void stop() {
        server.destroyForcibly().onExit().join();
    }

    Map<String, String> settings() {
        return Map.of(
                "BACKUP_REMOTE", "webdav:Записная книжка",
                "BACKUP_WEBDAV_URL", "http://127.0.0.1:" + port,
                "BACKUP_WEBDAV_USER", "somebody",
                "BACKUP_WEBDAV_PASSWORD", "сезам",
                "BACKUP_REMOTE_TRIES", "1");
    }

    Path files() {
        return folder.resolve("Записная книжка");
    }

    /** Newest first. */
    List<String> names() {
        if (!Files.isDirectory(files())) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(files())) {
            return all.map(file -> file.getFileName().toString())
                    .sorted(java.util.Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
