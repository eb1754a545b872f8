package app.zapiska.proxy;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Becomes the command it is given, to which the kernel then answers {@code socket(AF_INET6, …)} as one does that was started
 * with {@code ipv6.disable=1}: a seccomp filter, which goes with the process through exec.
 */
final class WithoutIpv6 {

    private static final int NO_NEW_PRIVILEGES = 38;
    private static final int SECCOMP = 22;
    private static final int FILTER = 2;
    private static final int AF_INET6 = 10;
    private static final int EAFNOSUPPORT = 97;

    private WithoutIpv6() {}

    /** What to put in front of a command. */
    static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                Path.of("target/test-classes").toAbsolutePath().toString(),
                WithoutIpv6.class.getName());
    }

    static boolean possible() {
        return System.getProperty("os.name").equals("Linux");
    }

    public static void main(String[] command) throws Throwable {
        var linker = Linker.nativeLinker();
        var prctl = linker.downcallHandle(
                linker.defaultLookup().find("prctl").orElseThrow(),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG),
                Linker.Option.firstVariadicArg(1));
        var execvp = linker.downcallHandle(
                linker.defaultLookup().find("execvp").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        int socket = System.getProperty("os.arch").toLowerCase(Locale.ROOT).contains("aarch64") ? 198 : 41;
        try (var arena = Arena.ofConfined()) {
            int[][] steps = {
                {0x20, 0, 0, 0}, // the number of the call
                {0x15, 0, 3, socket},
                {0x20, 0, 0, 16}, // its first argument
                {0x15, 0, 1, AF_INET6},
                {0x06, 0, 0, 0x00050000 | EAFNOSUPPORT},
                {0x06, 0, 0, 0x7fff0000}, // allowed
            };
            var filter = arena.allocate(8L * steps.length, 8);
            for (int i = 0; i < steps.length; i++) {
                filter.set(ValueLayout.JAVA_SHORT, 8L * i, (short) steps[i][0]);
                filter.set(ValueLayout.JAVA_BYTE, 8L * i + 2, (byte) steps[i][1]);
                filter.set(ValueLayout.JAVA_BYTE, 8L * i + 3, (byte) steps[i][2]);
                filter.set(ValueLayout.JAVA_INT, 8L * i + 4, steps[i][3]);
            }
            var program = arena.allocate(16, 8);
            program.set(ValueLayout.JAVA_SHORT, 0, (short) steps.length);
            program.set(ValueLayout.ADDRESS, 8, filter);
            var arguments = arena.allocate(8L * (command.length + 1), 8);
            for (int i = 0; i < command.length; i++) {
                arguments.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(command[i]));
            }
            if ((int) prctl.invoke(NO_NEW_PRIVILEGES, 1L, MemorySegment.NULL, 0L, 0L) != 0
                    || (int) prctl.invoke(SECCOMP, (long) FILTER, program, 0L, 0L) != 0) {
                throw new IllegalStateException("no seccomp here");
            }
            execvp.invoke(arena.allocateFrom(command[0]), arguments);
            throw new IllegalStateException("can't run " + command[0]);
        }
    }
}
