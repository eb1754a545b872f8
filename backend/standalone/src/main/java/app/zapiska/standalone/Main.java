package app.zapiska.standalone;

import java.nio.file.Path;
import sun.misc.Signal;

/** {@code make run}; with {@code --dev}, {@code make dev}. The working directory is the top of the checkout. */
final class Main {

    private Main() {}

    public static void main(String[] args) {
        boolean development = args.length == 1 && args[0].equals("--dev");
        System.exit(run(development ? Workload.development() : Workload.application()));
    }

    static int run(Workload workload) {
        Console console = Console.ofTerminal(System.getenv());
        try {
            Settings settings = Settings.read(Path.of("").toAbsolutePath(), System.getenv());
            var launcher = new Launcher(settings, workload, console);
            // A shutdown hook would hear the first Ctrl-C only. javac warns of this class, and knows no way not to.
            for (String signal : new String[] {"INT", "TERM", "HUP"}) {
                Signal.handle(new Signal(signal), received -> launcher.end());
            }
            return launcher.run();
        } catch (Refusal e) {
            console.say(e.text());
            return e.exitCode();
        }
    }
}
