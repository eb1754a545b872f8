package app.zapiska.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Keeps the latest snapshot on disk. One thread writes; changes that arrive while it does are written together next
 * time. A snapshot replaces the file by a rename, so a killed process leaves either the old state or the new one.
 */
final class StateFile {

    /** The state as of a revision. */
    record Snapshot(long revision, byte[] content) {}

    private final Path path;
    private final Supplier<Snapshot> source;
    private final Optional<JsonNode> content;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private long wanted;
    private long written;
    private boolean closing;
    private IOException failure;
    private Thread writer;

    private StateFile(Path path, Supplier<Snapshot> source, Optional<JsonNode> content) {
        this.path = path;
        this.source = source;
        this.content = content;
    }

    static StateFile none() {
        return new StateFile(null, null, Optional.empty());
    }

    /**
     * An unreadable file is kept aside under a name ending in {@code .unreadable}: a practice chat is not worth a
     * refused start.
     */
    static StateFile open(Path path, Supplier<Snapshot> source) {
        StateFile file = new StateFile(path, source, read(path));
        file.writer = Thread.ofPlatform().daemon().name("sandbox-state").start(file::writeLoop);
        return file;
    }

    Optional<JsonNode> content() {
        return content;
    }

    void changed(long revision) {
        if (path == null) {
            return;
        }
        lock.lock();
        try {
            wanted = Math.max(wanted, revision);
            wake.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** @throws UncheckedIOException when the file can't be written */
    void awaitWritten(long revision) {
        if (path == null) {
            return;
        }
        lock.lock();
        try {
            while (written < Math.min(revision, wanted) && failure == null && !closing) {
                wake.awaitUninterruptibly();
            }
            if (failure != null) {
                throw new UncheckedIOException("Can't write the sandbox's state to " + path, failure);
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        if (path == null) {
            return;
        }
        lock.lock();
        try {
            closing = true;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            writer.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeLoop() {
        while (awaitWork()) {
            Snapshot snapshot = source.get();
            IOException problem = null;
            try {
                write(snapshot.content());
            } catch (IOException failed) {
                problem = failed;
            }
            lock.lock();
            try {
                failure = problem;
                written = Math.max(written, snapshot.revision());
                wake.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean awaitWork() {
        lock.lock();
        try {
            while (written >= wanted && !closing) {
                wake.awaitUninterruptibly();
            }
            return written < wanted;
        } finally {
            lock.unlock();
        }
    }

    private void write(byte[] bytes) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path fresh = folder.resolve(path.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
        try {
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException plainFileSystem) {
            Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Optional<JsonNode> read(Path path) {
        try {
            if (!Files.exists(path) || Files.size(path) == 0) {
                return Optional.empty();
            }
            JsonNode json = Json.read(Files.readAllBytes(path));
            if (json.path("format").asInt() == 1) {
                return Optional.of(json);
            }
            setAside(path);
        } catch (IOException unreadable) {
            setAside(path);
        }
        return Optional.empty();
    }

    private static void setAside(Path path) {
        try {
            Files.move(
                    path, path.resolveSibling(path.getFileName() + ".unreadable"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException stuck) {
            throw new UncheckedIOException("The sandbox's state file " + path + " is unreadable", stuck);
        }
    }
}
