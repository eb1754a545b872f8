package app.zapiska.platform;

import app.zapiska.platform.Idempotency.Turn;
import app.zapiska.platform.sql.Statement;
import io.quarkus.arc.Arc;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.Map;
import java.util.Optional;

/**
 * Notes at the request's idempotency key that its work is done, in the very transaction of the work: both are committed or
 * neither. Whoever has lost the key to a later try meanwhile loses the transaction, too, so that the two never act both.
 *
 * <p>A transaction that has only read marks nothing: when the process dies after it, nothing was done. Whether it has written
 * is asked of PostgreSQL, which numbers a transaction at its first write or row lock.
 */
@Interceptor
@WithTransaction
@Priority(ActedKeys.INSIDE_THE_TRANSACTION)
class ActedKeys {

    /** Quarkus begins the transaction at 200. */
    static final int INSIDE_THE_TRANSACTION = 210;

    private static final String MARK = """
            with work as materialized (select pg_current_xact_id_if_assigned() is not null as wrote),
              marked as (
                update idempotency_keys set acted = true from work
                where work.wrote and account_id = :account and key = :key and lease_until = :lease
                returning 1)
            select not work.wrote or exists (select from marked) from work
            """;

    @Inject
    CurrentVertxRequest request;

    @AroundInvoke
    Object around(InvocationContext work) throws Exception {
        var result = work.proceed();
        return result instanceof Uni<?> uni ? uni.call(() -> mark()) : result;
    }

    private Uni<Void> mark() {
        return turn().map(this::mark).orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** Empty in jobs and wherever nobody has sent a key. */
    private Optional<Turn> turn() {
        return Arc.container().requestContext().isActive()
                ? Optional.ofNullable(request.getCurrent()).flatMap(Turn::of)
                : Optional.empty();
    }

    private Uni<Void> mark(Turn turn) {
        var mark = Statement.of(MARK, Map.of("account", turn.accountId(), "key", turn.key(), "lease", turn.lease()));
        return Panache.getSession()
                // What the work has changed so far may not have reached the database.
                .call(session -> session.flush())
                .chain(() -> mark.list(Boolean.class))
                .invoke(still -> {
                    if (!still.getFirst()) {
                        throw Idempotency.running();
                    }
                })
                .replaceWithVoid();
    }
}
