package app.zapiska.delivery;

import app.zapiska.platform.Faults;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a sender of this process has claimed and not ended yet, so that a shutdown neither overtakes a claim nor waits for
 * nothing. Safe for use by several threads.
 */
public final class InFlight {

    /**
     * No call has that much patience, and every lease is over long before: what has not ended by then ends never, and must not
     * keep others from being claimed.
     */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Duration longest;

    private final AtomicInteger inHand = new AtomicInteger();

    /** Those who may still claim something. */
    private final AtomicInteger claiming = new AtomicInteger();

    private volatile boolean stopping;

    private Uni<Void> drained;

    public InFlight() {
        this(LONGEST);
    }

    /** @param longest for so long what has begun is held for on its way */
    InFlight(Duration longest) {
        this.longest = longest;
    }

    /** The number in hand; a gauge may watch it. */
    public AtomicInteger count() {
        return inHand;
    }

    public boolean stopping() {
        return stopping;
    }

    /** @param claim runs while a shutdown waits for it */
    public <T> Uni<T> claiming(Supplier<Uni<T>> claim) {
        return Uni.createFrom().deferred(() -> {
            claiming.incrementAndGet();
            return claim.get().eventually(claiming::decrementAndGet);
        });
    }

    /**
     * Begins what was claimed, whatever the caller does with the answer. What takes too long goes on, and is not counted any
     * more.
     *
     * @param many how many were claimed
     * @param failed told of a failure that nobody else sees
     * @return completes when the work has ended; or has taken too long; never fails, and may be waited for by several
     */
    public Uni<Void> begin(int many, Uni<?> work, Consumer<Throwable> failed) {
        inHand.addAndGet(many);
        var begun = work.onFailure()
                .invoke(failed)
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid()
                .memoize()
                .indefinitely();
        begun.subscribe().with(ended -> {}, failed);
        var held = begun.ifNoItem()
                .after(longest)
                .fail()
                .onFailure()
                .invoke(failed)
                .onFailure()
                .recoverWithNull()
                .eventually(() -> inHand.addAndGet(-many))
                .memoize()
                .indefinitely();
        held.subscribe().with(ended -> {}, failed);
        return held;
    }

    /**
     * Lets nothing more be claimed, hands back what is not on its way and waits for what is. Begins with the first call;
     * whoever calls later waits for the same end, so that nobody's patience begins anew.
     *
     * @param release hands back
     * @param atMost completes so long after the first call in any case
     * @return fails if nothing could be handed back
     */
    public synchronized Uni<Void> drain(Supplier<? extends Uni<?>> release, Duration atMost) {
        stopping = true;
        if (drained == null) {
            drained = draining(release, atMost).memoize().indefinitely();
            drained.subscribe().with(ended -> {}, Faults::log);
        }
        return drained;
    }

    private Uni<Void> draining(Supplier<? extends Uni<?>> release, Duration atMost) {
        return Uni.createFrom()
                .deferred(release::get)
                .chain(() -> Multi.createBy()
                        .repeating()
                        .uni(() -> Uni.createFrom()
                                .item(() -> claiming.get() + inHand.get())
                                .onItem()
                                .delayIt()
                                .by(LOOK_AGAIN))
                        .until(left -> left == 0)
                        .collect()
                        .last())
                .ifNoItem()
                .after(atMost)
                .recoverWithItem(0)
                .replaceWithVoid();
    }

    /** For tests of one process that stands for several in turn. */
    public synchronized void resume() {
        stopping = false;
        drained = null;
    }
}
