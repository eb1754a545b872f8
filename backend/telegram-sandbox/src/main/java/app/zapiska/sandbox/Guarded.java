package app.zapiska.sandbox;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One lock over everything, with a revision that grows with every change, and a file that has each change before it is seen.
 */
class Guarded {

    /** Something that may be interrupted while it waits. */
    interface Waiting<T> {
        T get() throws InterruptedException;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private StateFile file = StateFile.none();
    private long revision = 1;
    private volatile boolean closed;

    /** Before anybody else knows of this. */
    final void keepIn(StateFile stateFile) {
        file = stateFile;
    }

    <T> T change(Supplier<T> action) {
        long written;
        T result;
        lock.lock();
        try {
            result = action.get();
            written = revision;
        } finally {
            lock.unlock();
        }
        file.awaitWritten(written);
        return result;
    }

    void change(Runnable action) {
        change(() -> {
            action.run();
            return null;
        });
    }

    <T> T read(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the condition, evaluated under the lock after every change, holds. */
    boolean await(BooleanSupplier condition, Duration timeout) {
        return guarded(
                () -> {
                    long left = timeout.toNanos();
                    while (!condition.getAsBoolean()) {
                        if (left <= 0 || closed) {
                            return false;
                        }
                        left = awaitChange(left);
                    }
                    return true;
                },
                () -> false);
    }

    final long touch() {
        revision++;
        file.changed(revision);
        changed.signalAll();
        return revision;
    }

    void close() {
        read(() -> {
            closed = true;
            changed.signalAll();
            return null;
        });
        file.close();
    }

    boolean closed() {
        return closed;
    }

    long revision() {
        return revision;
    }

    /** @param interrupted what to answer when the thread is asked to end meanwhile */
    final <T> T guarded(Waiting<T> action, Supplier<T> interrupted) {
        lock.lock();
        try {
            return action.get();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return interrupted.get();
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock, which is free meanwhile. @return nanoseconds that are left */
    final long awaitChange(long nanos) throws InterruptedException {
        return changed.awaitNanos(nanos);
    }

    /** For what changes nothing that is kept. Under the lock. */
    final void wake() {
        changed.signalAll();
    }
}
