package app.zapiska.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * A POST that comes twice with one {@code Idempotency-Key} is done once and answered twice.
 *
 * <p>The key is taken before the work and kept with its answer for a day. Answers about the moment (not signed in, too
 * often, our own faults) free the key, since a later try may go differently. A process that dies at its work leaves a lease
 * behind, after which the key is free, unless the work was committed: {@link ActedKeys} marks the key in the work's own
 * transaction, and a marked key is never taken again, even when its answer is lost.
 */
class Idempotency {

    static final Duration LEASE = Duration.ofMinutes(1);
    static final Duration KEPT = Duration.ofHours(24);

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,64}");
    private static final List<String> HEADERS = List.of("Content-Type", "Content-Language", "ETag", "Location");

    /** A request's hold on its key. @param lease until when it is ours; names our turn in the table */
    record Turn(long accountId, String key, OffsetDateTime lease) {

        /** Of a request that has a key and is not answered yet. */
        static Optional<Turn> of(RoutingContext request) {
            return Optional.ofNullable(request.get(Turn.class.getName()));
        }
    }

    private static final String TAKE = """
            insert into idempotency_keys as k (account_id, key, request, body_sha256, created_at, lease_until)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (account_id, key) do update
              set request = excluded.request, body_sha256 = excluded.body_sha256, created_at = excluded.created_at,
                  lease_until = excluded.lease_until, status = null, headers = null, body = null, acted = false
              where k.created_at < $7
                 or k.lease_until < $5 and not k.acted and k.request = excluded.request and k.body_sha256 = excluded.body_sha256
            returning 1
            """;

    @Inject
    Pool database;

    @Inject
    InstantSource clock;

    @Inject
    ObjectMapper json;

    // After the guards, whose refusals need no key.
    @ServerRequestFilter(priority = ExpectedBody.READ + 1)
    Uni<Response> before(ContainerRequestContext request, ResourceInfo resource, RoutingContext http) {
        var key = http.request().getHeader("Idempotency-Key");
        var account = Caller.of(http);
        if (key == null
                || account.isEmpty()
                || !request.getMethod().equals("POST")
                || resource.getResourceMethod().isAnnotationPresent(SecretAnswer.class)
                || resource.getResourceMethod().isAnnotationPresent(StreamedBody.class)) {
            return Uni.createFrom().nullItem();
        }
        if (!KEY.matcher(key).matches()) {
            throw new DomainException.Invalid(
                    "Idempotency-Key", Wording.of(PlatformMessages.class, PlatformMessages::badIdempotencyKey));
        }
        var operation = "POST " + http.request().uri();
        return take(account.get(), key, operation, sha256(ExpectedBody.of(http)), http);
    }

    private Uni<Response> take(long account, String key, String request, byte[] body, RoutingContext http) {
        // Microseconds are what PostgreSQL keeps, and the lease is compared with what it kept.
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        var turn = new Turn(account, key, now.plus(LEASE));
        return database.preparedQuery(TAKE)
                .execute(Tuple.from(
                        new Object[] {account, key, request, Buffer.buffer(body), now, turn.lease(), now.minus(KEPT)}))
                .chain(taken -> {
                    if (taken.rowCount() == 1) {
                        http.put(Turn.class.getName(), turn);
                        return Uni.createFrom().nullItem();
                    }
                    return database.preparedQuery("""
                                    select request, body_sha256, status, headers, body, acted and lease_until <= $3 as answer_lost
                                    from idempotency_keys where account_id = $1 and key = $2
                                    """)
                            .execute(Tuple.of(account, key, now))
                            .map(rows -> {
                                // Freed this very moment: to try again is right.
                                if (!rows.iterator().hasNext()) {
                                    throw running();
                                }
                                return again(rows.iterator().next(), request, body);
                            });
                });
    }

    private static Response again(Row first, String request, byte[] body) {
        if (!first.getString("request").equals(request)
                || !MessageDigest.isEqual(first.getBuffer("body_sha256").getBytes(), body)) {
            throw new ProblemException(ProblemType.KEY_REUSED);
        }
        if (first.getInteger("status") == null) {
            throw first.getBoolean("answer_lost")
                    ? new ProblemException(
                            ProblemType.CONFLICT,
                            Wording.of(PlatformMessages.class, PlatformMessages::doneButAnswerLost))
                    : running();
        }
        var answer = Response.status(first.getInteger("status")).header("Idempotency-Replayed", "true");
        first.getJsonObject("headers").forEach(header -> answer.header(header.getKey(), header.getValue()));
        return Optional.ofNullable(first.getBuffer("body"))
                .map(kept -> answer.entity(kept.getBytes()))
                .orElse(answer)
                .build();
    }

    static ProblemException running() {
        return new ProblemException(
                ProblemType.CONFLICT, Wording.of(PlatformMessages.class, PlatformMessages::stillRunning));
    }

    @ServerResponseFilter
    Uni<Void> after(ContainerResponseContext response, RoutingContext http) {
        Turn turn = http.remove(Turn.class.getName());
        if (turn == null) {
            return Uni.createFrom().voidItem();
        }
        return (aboutTheMoment(response.getStatus()) ? free(turn) : keep(turn, response))
                .onFailure()
                .invoke(failure -> Log.warnf("An answer was not kept for its key: %s", Faults.describe(failure)))
                .onFailure()
                .recoverWithNull();
    }

    private static boolean aboutTheMoment(int status) {
        return status >= 500 || status == 401 || status == 403 || status == 408 || status == 413 || status == 429;
    }

    private Uni<Void> free(Turn turn) {
        return database.preparedQuery("""
                        with freed as (
                          delete from idempotency_keys where account_id = $1 and key = $2 and lease_until = $3 and not acted)
                        update idempotency_keys set lease_until = $4
                        where account_id = $1 and key = $2 and lease_until = $3 and acted
                        """)
                .execute(Tuple.of(
                        turn.accountId(),
                        turn.key(),
                        turn.lease(),
                        clock.instant().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private Uni<Void> keep(Turn turn, ContainerResponseContext response) {
        var headers = new JsonObject();
        for (var name : HEADERS) {
            if (response.getHeaderString(name) != null) {
                headers.put(name, response.getHeaderString(name));
            }
        }
        try {
            if (response.hasEntity() && !headers.containsKey("Content-Type")) {
                headers.put("Content-Type", "application/json;charset=UTF-8");
            }
            var body = response.hasEntity() ? Buffer.buffer(json.writeValueAsBytes(response.getEntity())) : null;
            return database.preparedQuery("""
                            update idempotency_keys set status = $4, headers = $5, body = $6, lease_until = null
                            where account_id = $1 and key = $2 and lease_until = $3
                            """)
                    .execute(Tuple.from(new Object[] {
                        turn.accountId(), turn.key(), turn.lease(), response.getStatus(), headers, body
                    }))
                    .replaceWithVoid();
        } catch (JsonProcessingException unwritable) {
            return Uni.createFrom().failure(unwritable);
        }
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return database.preparedQuery("delete from idempotency_keys where created_at < $1")
                .execute(Tuple.of(clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC)))
                .replaceWithVoid()
                .ifNoItem()
                .after(Duration.ofMinutes(1))
                .fail();
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
