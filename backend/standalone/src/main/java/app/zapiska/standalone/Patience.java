package app.zapiska.standalone;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How long the launcher waits for others to end. A second Ctrl-C ends all of it at once. */
final class Patience {

    private static final long GLANCE_MILLIS = 20;

    private final CountDownLatch hurry = new CountDownLatch(1);

    void loseIt() {
        hurry.countDown();
    }

    boolean isLost() {
        return hurry.getCount() == 0;
    }

    /**
     * Waits until the process has ended, the time is over or the patience lost.
     *
     * @return whether it has ended
     */
    boolean awaitEnd(ProcessHandle process, Duration atMost) {
        long start = System.nanoTime();
        boolean interrupted = false;
        // looked at again and again, because the end of a process that is not our child is reported to nobody
        while (Processes.runs(process) && !isLost() && System.nanoTime() - start < atMost.toNanos()) {
            try {
                hurry.await(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !Processes.runs(process);
    }

    /** The same without an end by impatience, for the moment after a kill. */
    static boolean awaitCertainEnd(ProcessHandle process) {
        return new Patience().awaitEnd(process, Duration.ofSeconds(10));
    }
}
