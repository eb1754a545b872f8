package app.zapiska.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import sun.misc.Signal;

/**
 * {@code make run}; with {@code --dev}, {@code make dev}; with {@code --trial COMMAND}, a product of its own, empty and
 * on free ports, for as long as the command runs; with {@code --new-password}, a link for an owner who has lost theirs; with {@code --rotate NAME}, another secret at the next
 * start. The working directory is the top of the checkout.
 */
final class Main {

    private Main() {}

    public static void main(String[] args) {
        List<String> arguments = List.of(args);
        Path home = Path.of("").toAbsolutePath();
        System.exit(
                switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
                    case "--trial" -> trial(home, arguments.subList(1, arguments.size()));
                    case "--train" -> train(home);
                    case "--new-password" -> newPassword(home);
                    case "--rotate" -> rotate(home, arguments.get(1));
                    case "--dev" -> run(home, Workload.development());
                    default -> run(home, Workload.application());
                });
    }

    static int run(Path home, Workload workload) {
        Console console = Console.ofTerminal(System.getenv());
        try {
            var launcher = new Launcher(Settings.read(home, System.getenv()), workload, console);
            listen(launcher);
            return launcher.run();
        } catch (Refusal e) {
            console.say(e.text());
            return e.exitCode();
        }
    }

    private static int newPassword(Path home) {
        Console console = Console.ofTerminal(System.getenv());
        try {
            return NewPassword.run(home, Settings.read(home, System.getenv()), console);
        } catch (Refusal e) {
            console.say(e.text());
            return e.exitCode();
        }
    }

    static int rotate(Path home, String name) {
        Console console = Console.ofTerminal(System.getenv());
        try {
            return Rotation.run(Settings.read(home, System.getenv()), name, console);
        } catch (Refusal e) {
            console.say(e.text());
            return e.exitCode();
        }
    }

    private static int trial(Path home, List<String> command) {
        Console console = Console.ofTerminal(System.getenv());
        try {
            return new Trial(home, command, console).run(Workload.application());
        } catch (IOException e) {
            console.line(String.valueOf(e.getMessage()));
            return Refusal.CANNOT_START;
        } catch (Refusal e) {
            console.say(e.text());
            return e.exitCode();
        }
    }

    /** An end that was asked for leaves no time to write a cache. */
    private static int train(Path home) {
        int code = Refusal.CANNOT_START;
        try {
            code = Training.run(home, Console.ofTerminal(System.getenv()));
        } catch (IOException | Refusal e) {
            // nobody reads it; the next start of the product tries again
        }
        if (code != Launcher.ENDED) {
            Runtime.getRuntime().halt(code);
        }
        return code;
    }

    static void listen(Launcher launcher) {
        listen(launcher::end);
    }

    static void listen(Runnable end) {
        // A shutdown hook would hear the first Ctrl-C only. javac warns of this class, and knows no way not to.
        for (String signal : new String[] {"INT", "TERM", "HUP"}) {
            Signal.handle(new Signal(signal), received -> end.run());
        }
    }
}
