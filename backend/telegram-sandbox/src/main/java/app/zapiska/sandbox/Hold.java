package app.zapiska.sandbox;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stops one API call at a chosen point until the test lets it go on. */
public final class Hold {

    enum Decision {
        RELEASE,
        DROP
    }

    private final CompletableFuture<Void> reached = new CompletableFuture<>();
    private final CompletableFuture<Decision> decision = new CompletableFuture<>();

    Hold() {}

    public boolean isReached() {
        return reached.isDone();
    }

    /** Waits up to ten seconds for a call to arrive. */
    public void awaitReached() {
        awaitReached(Duration.ofSeconds(10));
    }

    /** @throws IllegalStateException when no call arrived in time */
    public void awaitReached(Duration timeout) {
        if (!reachedWithin(timeout)) {
            throw new IllegalStateException("No call reached the hold within " + timeout);
        }
    }

    boolean reachedWithin(Duration timeout) {
        try {
            reached.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Lets the call go on as if nothing had happened. */
    public void release() {
        decision.complete(Decision.RELEASE);
    }

    /** Closes the connection of the held call without an answer. */
    public void dropConnection() {
        decision.complete(Decision.DROP);
    }

    Decision arrive() {
        reached.complete(null);
        try {
            return decision.get();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return Decision.DROP;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
