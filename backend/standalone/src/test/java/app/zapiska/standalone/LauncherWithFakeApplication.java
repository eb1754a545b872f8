package app.zapiska.standalone;

import java.nio.file.Path;

/** The launcher as it is, over a jar that stands for the application. */
final class LauncherWithFakeApplication {

    private LauncherWithFakeApplication() {}

    /** @param args the jar */
    public static void main(String[] args) {
        System.exit(Main.run(Workload.built(settings -> Workload.java(Path.of(args[0])))));
    }
}
