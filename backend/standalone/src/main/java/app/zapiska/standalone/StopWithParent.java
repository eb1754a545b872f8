package app.zapiska.standalone;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.jar.JarFile;

/**
 * Runs a jar's main class in this process and ends the process, in the orderly way of a SIGTERM, when standard input
 * ends. The launcher holds the other end: however it dies, the application follows within a moment and does not go on
 * sending reminders beside the one started next.
 */
final class StopWithParent {

    private StopWithParent() {}

    /** @param args the jar, then the arguments of its main class */
    public static void main(String[] args) throws Throwable {
        String mainClass;
        try (var jar = new JarFile(args[0])) {
            mainClass = jar.getManifest().getMainAttributes().getValue("Main-Class");
        }
        Thread.ofPlatform().name("stop-with-parent").daemon().start(StopWithParent::watch);
        try {
            Class.forName(mainClass).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void watch() {
        try {
            while (System.in.read() >= 0) {
                // nobody writes; only the end matters
            }
        } catch (IOException e) {
            // as good as the end
        }
        System.exit(0);
    }
}
