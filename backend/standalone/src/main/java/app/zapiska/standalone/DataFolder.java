package app.zapiska.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * {@code DATA_DIR}, held by one launcher at a time. The lock is the operating system's: it ends with its process,
 * however that ended, so it can't become stale.
 */
final class DataFolder implements AutoCloseable {

    /** The unpacked programs take 75 MB and an empty database 40 MB; below this the first start would break midway. */
    private static final long ROOM_FOR_FIRST_START = 300L << 20;

    private final Path root;
    private final FileChannel lockFile;
    private final FileLock lock;

    private DataFolder(Path root, FileChannel lockFile, FileLock lock) {
        this.root = root;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    static DataFolder open(Path root) throws Refusal {
        try {
            createPrivate(root);
            var lockFile = FileChannel.open(
                    root.resolve("launcher.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            FileLock lock;
            try {
                lock = lockFile.tryLock();
            } catch (OverlappingFileLockException e) {
                lock = null;
            }
            if (lock == null) {
                String holder = firstLine(lockFile);
                lockFile.close();
                throw Refusal.cannotStart(
                        "С папкой данных " + root + " уже работает другой запуск (процесс " + holder
                                + "). Остановите его или задайте другую папку: DATA_DIR=… HTTP_PORT=… MANAGEMENT_PORT=… make run",
                        "The data folder " + root + " is in use by another launcher (process " + holder
                                + "). Stop it or name another folder: DATA_DIR=… HTTP_PORT=… MANAGEMENT_PORT=… make run");
            }
            var folder = new DataFolder(root, lockFile, lock);
            lockFile.truncate(0);
            lockFile.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            createPrivate(folder.secrets());
            createPrivate(folder.run());
            createPrivate(folder.logs());
            createPrivate(folder.sandbox());
            return folder;
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    /** What a failing file operation below {@code root} means to a person. */
    static Refusal unusable(Path root, IOException e) {
        String reason = e.getMessage();
        if (e instanceof AccessDeniedException) {
            return Refusal.cannotStart(
                    "Нет права писать в папку данных " + root + " (" + reason
                            + "). Исправьте права или задайте DATA_DIR.",
                    "No permission to write into the data folder " + root + " (" + reason
                            + "). Correct the permissions or set DATA_DIR.");
        }
        if (e instanceof FileAlreadyExistsException) {
            return Refusal.cannotStart(
                    "DATA_DIR: " + reason + " — файл, а не папка.",
                    "DATA_DIR: " + reason + " is a file, not a folder.");
        }
        return Refusal.cannotStart(
                "Папка данных " + root + " не годится (свободно " + freeMegabytes(root) + " МБ): " + reason,
                "The data folder " + root + " is not usable (" + freeMegabytes(root) + " MB free): " + reason);
    }

    void needsRoomForFirstStart() throws Refusal {
        try {
            if (Files.getFileStore(root).getUsableSpace() < ROOM_FOR_FIRST_START) {
                throw Refusal.cannotStart(
                        "Для первого запуска нужно " + (ROOM_FOR_FIRST_START >> 20) + " МБ, а в " + root + " свободно "
                                + freeMegabytes(root) + " МБ.",
                        "The first start needs " + (ROOM_FOR_FIRST_START >> 20) + " MB, and " + root + " has "
                                + freeMegabytes(root) + " MB free.");
            }
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    Path root() {
        return root;
    }

    Path database() {
        return root.resolve("pgdata");
    }

    Path secrets() {
        return root.resolve("secrets");
    }

    /** Notes about the running processes; worthless once they are gone. */
    Path run() {
        return root.resolve("run");
    }

    Path logs() {
        return root.resolve("logs");
    }

    /** The chats of the Telegram sandbox. */
    Path sandbox() {
        return root.resolve("sandbox");
    }

    /** Lets the next launcher in. */
    @Override
    public void close() {
        try {
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            // the lock ends with this process at the latest
        }
    }

    private static void createPrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static String firstLine(FileChannel file) throws IOException {
        var content = ByteBuffer.allocate(32);
        file.read(content, 0);
        String text = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII).strip();
        return text.isEmpty() ? "?" : text;
    }

    private static String freeMegabytes(Path root) {
        try {
            return Long.toString(Files.getFileStore(root).getUsableSpace() >> 20);
        } catch (IOException e) {
            return "?";
        }
    }
}
