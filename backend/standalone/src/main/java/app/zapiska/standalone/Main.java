package app.zapiska.standalone;

import java.nio.file.Path;
import sun.misc.Signal;

/** {@code make run}; with {@code --dev}, {@code make dev}. The working directory is the top of the checkout. */
@SuppressWarnings("sunapi")
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
