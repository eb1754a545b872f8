package app.zapiska.standalone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/** A log file that is put aside when it has grown: {@code x.log}, {@code x.log.1} … {@code x.log.5}, the oldest last. */
final class RotatingLog implements AutoCloseable {

    static final long DEFAULT_MAX_BYTES = 10L << 20;

    private static final int FILES_KEPT = 5;
    private static final int LAST_LINES = 12;
    private static final int LONGEST_LINE_TOLD = 2000;

    private final Path file;
    private final long maxBytes;
    private final ArrayDeque<String> lastLines = new ArrayDeque<>();
    private OutputStream out;
    private long size;

    RotatingLog(Path file, long maxBytes) {
        this.file = file;
        this.maxBytes = maxBytes;
    }

    /**
     * Copies the stream to its end, byte by byte as it is.
     *
     * @param onLine told each line, without its end and cut at 2,000 bytes
     */
    void drain(InputStream in, Consumer<String> onLine) {
        synchronized (this) {
            lastLines.clear();
        }
        var line = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            int length;
            while ((length = in.read(buffer)) > 0) {
                int written = 0;
                for (int i = 0; i < length; i++) {
                    if (buffer[i] == '\n') {
                        write(buffer, written, i + 1 - written, true);
                        written = i + 1;
                        told(line, onLine);
                    } else if (line.size() < LONGEST_LINE_TOLD) {
                        line.write(buffer[i]);
                    }
                }
                write(buffer, written, length - written, false);
            }
        } catch (IOException e) {
            // the process has ended
        }
        if (line.size() > 0) {
            told(line, onLine);
        }
    }

    /** The last lines of the process drained last. */
    synchronized List<String> lastLines() {
        return List.copyOf(lastLines);
    }

    @Override
    public synchronized void close() {
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                // nothing left to save
            }
            out = null;
        }
    }

    private void told(ByteArrayOutputStream line, Consumer<String> onLine) {
        String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
        line.reset();
        synchronized (this) {
            lastLines.addLast(text);
            if (lastLines.size() > LAST_LINES) {
                lastLines.removeFirst();
            }
        }
        onLine.accept(text);
    }

    private synchronized void write(byte[] buffer, int from, int length, boolean atLineEnd) {
        if (length == 0) {
            return;
        }
        try {
            if (out == null) {
                size = Files.exists(file) ? Files.size(file) : 0;
                out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            out.write(buffer, from, length);
            size += length;
            if (atLineEnd && size >= maxBytes) {
                rotate();
            }
        } catch (IOException e) {
            // A full disk costs lines of the log, never the process that writes them: reading goes on.
            close();
        }
    }

    private void rotate() throws IOException {
        close();
        for (int i = FILES_KEPT - 1; i >= 0; i--) {
            Path from = i == 0 ? file : numbered(i);
            if (Files.exists(from)) {
                Files.move(from, numbered(i + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path numbered(int i) {
        return file.resolveSibling(file.getFileName() + "." + i);
    }
}
