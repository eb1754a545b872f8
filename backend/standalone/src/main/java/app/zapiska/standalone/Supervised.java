package app.zapiska.standalone;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps one service running: starts it, waits until it is ready, starts it again when it dies, each time after a longer
 * pause, and gives it up when it keeps dying.
 */
final class Supervised {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /** A service that ran this long has recovered: the next death starts from the first pause again. */
    private static final Duration RECOVERED_AFTER = Duration.ofMinutes(1);
    /** A wrong password or a failed migration does not heal by itself, so a first start is not tried for long. */
    private static final int TRIES_OF_FIRST_START = 3;

    private static final int TRIES_OF_RESTART = 8;
    private static final long GLANCE_MILLIS = 50;

    private final Service service;
    private final ProcessRegistry registry;
    private final RotatingLog log;
    private final Console console;
    private final Consumer<Refusal> onGivenUp;
    private final CountDownLatch firstReady = new CountDownLatch(1);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    private volatile boolean begun;
    private volatile Process process;
    private volatile Refusal givenUp;
    private Thread reader;

    Supervised(
            Service service, ProcessRegistry registry, RotatingLog log, Console console, Consumer<Refusal> onGivenUp) {
        this.service = service;
        this.registry = registry;
        this.log = log;
        this.console = console;
        this.onGivenUp = onGivenUp;
    }

    void begin() {
        begun = true;
        Thread.ofPlatform().name("supervisor-" + service.key()).daemon().start(this::keepRunning);
    }

    /** Waits for the first time the service is ready. */
    void awaitReady() throws InterruptedException, Refusal {
        firstReady.await();
        if (givenUp != null) {
            throw givenUp;
        }
    }

    /** Ends the process for good. Harmless when it never began. */
    void end(Patience patience) {
        stopping.countDown();
        if (!begun) {
            return;
        }
        endProcess(patience);
        try {
            ended.await(15, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // the supervising thread may have started one a moment before it heard of the end
        endProcess(patience);
        registry.forget(service.key());
        log.close();
    }

    private void endProcess(Patience patience) {
        Process current = process;
        if (current != null && Processes.runs(current.toHandle())) {
            service.end(current.toHandle(), patience);
        }
    }

    private void keepRunning() {
        int failures = 0;
        boolean wasReady = false;
        try {
            while (!isStopping()) {
                long started = System.nanoTime();
                String ending = runOnce(wasReady);
                if (isStopping()) {
                    return;
                }
                wasReady |= firstReady.getCount() == 0;
                boolean recovered = System.nanoTime() - started > RECOVERED_AFTER.toNanos();
                failures = recovered ? 1 : failures + 1;
                if (failures >= (wasReady ? TRIES_OF_RESTART : TRIES_OF_FIRST_START)) {
                    giveUp(ending);
                    return;
                }
                // where children share the terminal's Ctrl-C, their end may be heard of before ours
                if (stopping.await(FIRST_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                console.say(
                        "⚠ " + service.name().russian() + ": процесс завершился (" + ending + "), запускаю снова…",
                        "⚠ " + service.name().english() + ": the process has ended (" + ending
                                + "), starting it again…");
                if (stopping.await(pause(failures).toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    /** @return how it ended, for a person: a code, or that it never became ready */
    private String runOnce(boolean again) throws InterruptedException {
        Process current;
        try {
            current = service.start();
            process = current;
            registry.note(service.key(), current.toHandle(), service.program());
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
        reader = Thread.ofPlatform()
                .name("log-" + service.key())
                .daemon()
                .start(() -> log.drain(service.output(current), service::onLine));
        if (isStopping()) {
            return "";
        }
        long started = System.nanoTime();
        boolean ready = false;
        while (!ready && current.isAlive() && !isStopping()) {
            ready = service.isReady() && current.isAlive();
            if (!ready && System.nanoTime() - started > service.readyWithin().toNanos()) {
                service.end(current.toHandle(), new Patience());
                reader.join(1000);
                return "no answer in " + service.readyWithin().toSeconds() + " s";
            }
            if (!ready) {
                current.waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
        if (ready) {
            if (again) {
                console.say(
                        "✔ " + service.name().russian() + ": снова работает.",
                        "✔ " + service.name().english() + ": works again.");
            }
            firstReady.countDown();
        }
        int code = current.waitFor();
        // the reason of the death is in its last lines
        reader.join(1000);
        return code > 128 ? "signal " + (code - 128) : "code " + code;
    }

    private void giveUp(String ending) {
        List<String> lines = log.lastLines();
        String lastLines = lines.isEmpty() ? "" : "\n    " + String.join("\n    ", lines);
        boolean neverReady = firstReady.getCount() > 0;
        givenUp = new Refusal(
                neverReady ? Refusal.CANNOT_START : Refusal.PART_KEEPS_DYING,
                "✘ " + service.name().russian() + (neverReady ? ": не запускается (" : ": каждый раз завершается (")
                        + ending + "). Последние строки журнала:" + lastLines,
                "✘ " + service.name().english() + (neverReady ? ": does not start (" : ": keeps ending (") + ending
                        + "). The last lines of its log are above.");
        firstReady.countDown();
        onGivenUp.accept(givenUp);
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private static Duration pause(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy((1L << Math.min(failures - 1, 10)) - 1);
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
