package app.zapiska.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What the application looks like once loaded and linked (JEP 483, 514), so that its next start takes less than half the
 * time. Its name is made of all it was made from: jars, Java and options; when one changes, the name is another and the
 * file is made anew.
 *
 * <p>Nothing may depend on it. The JVM is told to verify its checksum and to go on without it; a start that fails
 * nevertheless is repeated without, and the file is thrown away.
 */
record AotCache(Path file) {

    /** Beside the build, from which it is made. */
    static final String FOLDER = "backend/standalone/target/aot";

    /** The launcher's own; the Makefile names it. The JVM itself refuses one of other jars. */
    static final String LAUNCHERS = "launcher.aot";

    private static final List<String> CAREFUL = List.of(
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+VerifySharedSpaces",
            // one that does not fit is no news for the person at the terminal
            "-Xlog:disable",
            "-Xlog:all=error:stderr:uptime,level,tags",
            "-Xlog:aot=off:stderr",
            "-Xlog:cds=off:stderr");

    static AotCache of(Path folder, Path jar, List<String> command) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var madeFrom = new ArrayList<>(command);
            madeFrom.add(System.getProperty("java.vm.version"));
            try (var files = Files.walk(jar.toAbsolutePath().getParent())) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    madeFrom.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
                }
            }
            digest.update(String.join("\n", madeFrom).getBytes(StandardCharsets.UTF_8));
            return new AotCache(
                    folder.resolve("application-" + HexFormat.of().formatHex(digest.digest(), 0, 8) + ".aot"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean exists() {
        return Files.isRegularFile(file);
    }

    List<String> used(List<String> command) {
        return inserted(command, "-XX:AOTCache=" + file, CAREFUL);
    }

    /** Written when the process ends. */
    List<String> made(List<String> command) {
        return inserted(command, "-XX:AOTCacheOutput=" + unfinished(file), List.of());
    }

    static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    void discard() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Puts finished files in their places, and those of former builds away. */
    void keep() throws IOException {
        Path launchers = file.resolveSibling(LAUNCHERS);
        for (Path one : List.of(launchers, file)) {
            if (Files.isRegularFile(unfinished(one)) && Files.size(unfinished(one)) > 0) {
                Files.move(unfinished(one), one, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        try (var files = Files.list(file.getParent())) {
            for (Path other : files.toList()) {
                if (!other.equals(file) && !other.equals(launchers)) {
                    Files.deleteIfExists(other);
                }
            }
        }
    }

    private static List<String> inserted(List<String> command, String option, List<String> more) {
        var whole = new ArrayList<>(command);
        whole.add(1, option);
        whole.addAll(2, more);
        return whole;
    }
}
