package app.zapiska.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the operating system tells about processes beyond {@link ProcessHandle}. */
final class Processes {

    private Processes() {}

    /**
     * Tells a process from a later one with the same number. On Linux the boot and the kernel's own tick of the start:
     * unlike a date of start it doesn't move when somebody sets the clock. Elsewhere the second of the start.
     */
    static Optional<String> birth(ProcessHandle process) {
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        if (!Files.isReadable(stat)) {
            return process.info().startInstant().map(start -> Long.toString(start.getEpochSecond()));
        }
        try {
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            return Optional.of(boot + "/" + statField(stat, 22));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether the process still runs. One that has ended and that nobody collects does not. */
    static boolean runs(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        if (!Files.isReadable(stat)) {
            return process.isAlive();
        }
        try {
            return !statField(stat, 3).equals("Z");
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the process runs the program, by its executable or, where a starter replaces itself, by its arguments. */
    static boolean isRunning(ProcessHandle process, String program) {
        var info = process.info();
        return info.command().filter(program::equals).isPresent()
                || info.arguments().filter(a -> List.of(a).contains(program)).isPresent()
                // a path within a longer one is another's: /data/pgdata is no part of /mnt/data/pgdata
                || info.commandLine()
                        .filter(line -> (" " + line + " ").contains(" " + program + " "))
                        .isPresent();
    }

    /** The process's working directory. Linux only. */
    static Optional<Path> workingDirectory(ProcessHandle process) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd")));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** Sends a signal that Java has no method for. A process that is gone already is no error. */
    static void signal(ProcessHandle process, String signal) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "kill", signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            process.destroy();
        }
    }

    /** A field of /proc/…/stat, counted from 1; the second one is a name that may hold spaces and brackets. */
    private static String statField(Path stat, int number) throws IOException {
        String content = Files.readString(stat);
        String[] afterName =
                content.substring(content.lastIndexOf(')') + 1).strip().split(" ");
        return afterName[number - 3];
    }
}
