package app.zapiska.delivery;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.AccountSettings;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jboss.logging.Logger;

/**
 * How a sender takes what is due for accounts in hand and begins it: so many at once, each by the settings as they are now, the
 * end not waited for, and the failure of one no business of the others. What is in hand when the process is killed comes back
 * when its lease ends.
 *
 * @param <C> what it claims
 */
public final class WorkInHand<C> {

    private static final Logger LOG = Logger.getLogger(WorkInHand.class);

    private final int atMost;
    private final AccountDirectory accounts;
    private final ToLongFunction<C> account;
    private final Function<C, String> name;

    private final InFlight inFlight = new InFlight();

    /**
     * @param atMost in hand at once
     * @param account whose it is
     * @param name in the log
     */
    public WorkInHand(int atMost, AccountDirectory accounts, ToLongFunction<C> account, Function<C, String> name) {
        this.atMost = atMost;
        this.accounts = accounts;
        this.account = account;
        this.name = name;
    }

    /** The number in hand; a gauge may watch it. */
    public AtomicInteger count() {
        return inFlight.count();
    }

    public boolean stopping() {
        return inFlight.stopping();
    }

    /**
     * @param before what is to be done whether or not there is room
     * @param claimed claims at most so many and begins them; not asked when there is no room, or a shutdown has begun
     * @return completes when the work is claimed; with the work itself, which never fails, as the item
     */
    public Uni<Uni<Void>> tick(Supplier<Uni<Void>> before, IntFunction<Uni<Uni<Void>>> claimed) {
        return inFlight.claiming(() -> stopping()
                ? Uni.createFrom().item(nothing())
                : before.get().chain(() -> {
                    int room = atMost - count().get();
                    return stopping() || room <= 0 ? Uni.createFrom().item(nothing()) : claimed.apply(room);
                }));
    }

    /** @param prepared from the settings of the accounts, by id, how each is delivered; unknown accounts are missing */
    public Uni<Void> begin(
            List<C> claimed, Function<Map<Long, AccountSettings>, Uni<Function<C, Uni<Void>>>> prepared) {
        if (claimed.isEmpty()) {
            return nothing();
        }
        var delivered = accounts.settings(
                        claimed.stream().map(account::applyAsLong).distinct().toList())
                .chain(settings -> prepared.apply(settings))
                .chain(deliver -> Multi.createFrom()
                        .iterable(claimed)
                        .onItem()
                        .transformToUni(one -> deliver.apply(one)
                                .onFailure()
                                .invoke(failure -> LOG.errorf(
                                        failure, "%s for account %d", name.apply(one), account.applyAsLong(one)))
                                .onFailure()
                                .recoverWithNull())
                        .merge(atMost)
                        .collect()
                        .asList());
        return inFlight.begin(
                claimed.size(),
                delivered,
                failure -> LOG.errorf(
                        failure, "%s and others come back when their lease ends", name.apply(claimed.getFirst())));
    }

    /** See {@link InFlight#drain}. */
    public Uni<Void> drain(Supplier<? extends Uni<?>> release, Duration atMost) {
        return inFlight.drain(release, atMost);
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
