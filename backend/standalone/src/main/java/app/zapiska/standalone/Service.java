package app.zapiska.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** One supervised process: how to start it, when it is ready, how to end it. */
interface Service {

    /** Names its note, its log file and nothing else. */
    String key();

    /** As a sentence begins with it. */
    Text name();

    /** The path of its program as it stands in the command line. */
    String program();

    Process start() throws IOException, InterruptedException;

    /** One look, answered within a second or so. */
    boolean isReady();

    /** After this a start counts as failed. */
    Duration readyWithin();

    /**
     * Asks the process to end, first kindly, then not. It has ended when this returns, unless the system itself is
     * stuck. Also called for a survivor of an earlier launcher.
     */
    void end(ProcessHandle process, Patience patience);

    /** What its output is read from; told line by line to {@link #onLine}. */
    default InputStream output(Process process) {
        return process.getInputStream();
    }

    default void onLine(String line) {}
}
