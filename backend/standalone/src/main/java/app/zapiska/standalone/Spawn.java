package app.zapiska.standalone;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts child processes in a session of their own, so that the terminal's Ctrl-C reaches the launcher alone. */
final class Spawn {

    /** What {@code setsid} does, for systems without it (macOS has Perl). */
    private static final String SETSID_IN_PERL = "use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV or die $!";

    private static final List<String> OWN_SESSION = onPath("setsid")
            .map(List::of)
            .or(() -> onPath("perl").map(perl -> List.of(perl, "-e", SETSID_IN_PERL)))
            .orElse(List.of());

    private Spawn() {}

    /** A process that reads nothing, sees only the given variables and whose output is one stream. */
    static Process quiet(List<String> command, Map<String, String> environment, Path directory) throws IOException {
        return builder(command, environment, directory)
                .redirectInput(new File("/dev/null"))
                .start();
    }

    /** The same, with its standard input held open by this process: it reads the end of it when this process dies. */
    static Process attached(List<String> command, Map<String, String> environment, Path directory) throws IOException {
        return builder(command, environment, directory).start();
    }

    /** The variables a server needs that is to behave the same whatever the person's terminal is set to. */
    static Map<String, String> plainEnvironment() {
        return Map.of(
                "PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"), "LC_ALL", "C", "TZ", "UTC");
    }

    /** The absolute path of a program the person has installed. */
    static Optional<String> onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        for (String folder : path.split(File.pathSeparator)) {
            if (!folder.isEmpty()) {
                Path candidate = Path.of(folder, program);
                if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                    return Optional.of(candidate.toString());
                }
            }
        }
        return Optional.empty();
    }

    private static ProcessBuilder builder(List<String> command, Map<String, String> environment, Path directory) {
        var whole = new ArrayList<>(OWN_SESSION);
        whole.addAll(command);
        var builder = new ProcessBuilder(whole).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }
}
