package app.zapiska.digests;

import app.zapiska.channels.Channel;
import app.zapiska.delivery.EngineTime;
import app.zapiska.digests.DigestPartDecision.Next;
import app.zapiska.digests.DigestQueue.Claimed;
import app.zapiska.digests.DigestQueue.Part;
import app.zapiska.platform.sql.Sql;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Records how tries of digests have ended, each in one short transaction. */
@Singleton
class DigestOutcomes {

    private final Pool database;
    private final EngineTime time;
    private final DigestQueue queue;
    private final DigestMessages messages;

    DigestOutcomes(Pool database, EngineTime time, DigestQueue queue, DigestMessages messages) {
        this.database = database;
        this.time = time;
        this.queue = queue;
        this.messages = messages;
    }

    /** What one try was for a part. */
    record Tried(Part part, DigestPartDecision decision) {}

    /**
     * Of a try by Telegram; records the message when there is one.
     *
     * @param revision of the part as the message was made from it
     * @return whether the digest is still ours and goes on
     */
    Uni<Boolean> recordOutcome(Claimed digest, Part part, int revision, DigestPartDecision decision, long chat) {
        return database.withTransaction(connection -> recordOutcome(
                        connection, digest, List.of(new Tried(part, decision)), Optional.empty())
                .call(() -> decision.messageId().isEmpty()
                        ? nothing()
                        : messages.arrived(
                                connection,
                                digest,
                                part.number(),
                                revision,
                                chat,
                                decision.messageId().getAsLong())));
    }

    /** Of a message by the second channel, for all parts that it spoke for. @return as above */
    Uni<Boolean> recordOutcome(Claimed digest, List<Tried> tried, Channel channel) {
        return database.withTransaction(connection -> recordOutcome(connection, digest, tried, Optional.of(channel)));
    }

    private Uni<Boolean> recordOutcome(
            SqlClient connection, Claimed digest, List<Tried> tried, Optional<Channel> elsewhere) {
        return Sql.rows(
                        connection,
                        "select 1 from digest_jobs where id = $1 and fence = $2 and state = 'SENDING' for update",
                        digest.id(),
                        digest.fence())
                .chain(ours -> ours.isEmpty()
                        ? inTurn(tried, one -> lateEvidence(connection, digest, one))
                                .replaceWith(false)
                        : inTurn(tried, one -> part(connection, digest, one))
                                .chain(() -> ways(
                                        connection, digest, tried.getFirst().decision(), elsewhere))
                                .chain(() -> whole(connection, digest, tried)));
    }

    private static Uni<Void> inTurn(List<Tried> tried, Function<Tried, Uni<Void>> recorded) {
        return Multi.createFrom()
                .iterable(tried)
                .onItem()
                .transformToUniAndConcatenate(recorded::apply)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static Uni<Void> part(SqlClient connection, Claimed digest, Tried tried) {
        var decision = tried.decision();
        return Sql.rows(
                        connection,
                        """
                update digest_parts
                set state = $3, unknowns = unknowns + $4, server_errors = server_errors + $5, plain_text = $6, error = $7,
                    exhausted = $8
                where digest_id = $1 and number = $2
                """,
                        digest.id(),
                        tried.part().number(),
                        decision.part().name(),
                        decision.unknown() ? 1 : 0,
                        decision.serverError() ? 1 : 0,
                        decision.plainText(),
                        decision.error().map(DigestQueue::cut).orElse(null),
                        decision.exhausted())
                .replaceWithVoid();
    }

    /** What the next look goes by when it chooses the way. */
    private Uni<Void> ways(
            SqlClient connection, Claimed digest, DigestPartDecision decision, Optional<Channel> elsewhere) {
        if (elsewhere.isPresent()) {
            int weight = decision.weighsInVain();
            return weight == 0
                    ? nothing()
                    : Sql.rows(
                                    connection,
                                    "update digest_jobs set push_in_vain = push_in_vain + $2, mail_in_vain = mail_in_vain + $3 where id = $1",
                                    digest.id(),
                                    elsewhere.get() == Channel.PUSH ? weight : 0,
                                    elsewhere.get() == Channel.MAIL ? weight : 0)
                            .replaceWithVoid();
        }
        boolean brought = decision.part() == DigestPartDecision.Part.SENT;
        return !decision.inVain() && !(brought && digest.next().inVainSince().isPresent())
                ? nothing()
                : Sql.rows(
                                connection,
                                "update digest_jobs set in_vain_since = case when $2 then null else coalesce(in_vain_since, $3, now()) end where id = $1",
                                digest.id(),
                                brought,
                                time.forLeases())
                        .replaceWithVoid();
    }

    private Uni<Boolean> whole(SqlClient connection, Claimed digest, List<Tried> tried) {
        var first = tried.stream()
                .map(Tried::decision)
                .filter(decision -> decision.next() != Next.GO_ON)
                .findFirst();
        return first.map(decision -> (decision.next() == Next.LATER
                                ? queue.release(
                                        connection,
                                        "not_before",
                                        digest,
                                        decision.dueAt().orElseThrow(),
                                        decision.fruitless(),
                                        decision.error())
                                : queue.end(connection, digest, DigestQueue.State.BLOCKED, decision.error()))
                        .replaceWith(false))
                .orElseGet(() -> Uni.createFrom().item(true));
    }

    /** The rescue has taken the digest for abandoned, and its message arrived after all: it need not be sent again. */
    private static Uni<Void> lateEvidence(SqlClient connection, Claimed digest, Tried tried) {
        return tried.decision().part() != DigestPartDecision.Part.SENT
                ? nothing()
                : Sql.rows(
                                connection,
                                "update digest_parts set state = 'SENT' where digest_id = $1 and number = $2 and state in ('WAITING', 'UNKNOWN')",
                                digest.id(),
                                tried.part().number())
                        .replaceWithVoid();
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
