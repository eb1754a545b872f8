package app.zapiska.platform;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Lets what counts before it adds do so one at a time for an account, or requests sent together would all count the same. */
public final class Turns {

    private Turns() {}

    /**
     * Within the caller's transaction, at whose end the turn is given on.
     *
     * @param what is counted; different things don't wait for each other
     */
    public static Uni<Void> take(String what, long accountId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select cast(pg_advisory_xact_lock(hashtextextended(?1, ?2)) as text)", String.class)
                        .setParameter(1, what)
                        .setParameter(2, accountId)
                        .getSingleResultOrNull())
                .replaceWithVoid();
    }
}
