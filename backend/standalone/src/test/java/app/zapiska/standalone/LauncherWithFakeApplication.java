package app.zapiska.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The launcher as it is, over a jar that stands for the application. */
final class LauncherWithFakeApplication {

    private LauncherWithFakeApplication() {}

    /** @param args the jar, then the command of a trial if it is to be one */
    public static void main(String[] args) throws IOException, Refusal {
        Workload workload = Workload.built(settings -> Workload.java(Path.of(args[0])));
        Path home = Path.of("").toAbsolutePath();
        List<String> command = List.of(args).subList(1, args.length);
        System.exit(
                command.isEmpty()
                        ? Main.run(home, workload)
                        : new Trial(home, command, Console.ofTerminal(System.getenv())).run(workload));
    }
}
