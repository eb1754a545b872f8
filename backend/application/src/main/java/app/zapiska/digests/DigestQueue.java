package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.delivery.DueWork;
import app.zapiska.delivery.EngineTime;
import app.zapiska.platform.sql.Sql;
import app.zapiska.reminders.EngineConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Digests as a queue that any number of replicas work on, as reminders are: each method is one statement or one short
 * transaction, none is open while Telegram is called, and every change of a leased row names its fence.
 */
@Singleton
class DigestQueue implements DueWork {

    static final String DUE = "digests_due";
    static final String ABANDONED = "digests_abandoned";

    /** What old digests are kept for is the «why did it not come» of the last weeks, and buttons that still correct. */
    private static final int KEPT_DAYS = 60;

    private final Pool database;
    private final EngineTime time;
    private final EngineConfig config;
    private final DigestMessages messages;

    /** This process, in leases. */
    private final UUID owner = UUID.randomUUID();

    DigestQueue(Pool database, EngineTime time, EngineConfig config, DigestMessages messages) {
        this.database = database;
        this.time = time;
        this.config = config;
        this.messages = messages;
    }

    @Override
    public Map<String, String> conditions() {
        return Map.of(DUE, """
                exists (
                  select from digest_queue where state = 'WAITING' and due_at <= coalesce($1, now())
                    and (not_before is null or not_before <= coalesce($1, now())))
                """, ABANDONED, """
                exists (select from digest_queue where state = 'SENDING' and lease_until < coalesce($1, now()))
                """);
    }

    enum State {
        WAITING,
        SENDING,
        SENT,
        /** There was nothing to say. */
        EMPTY,
        /** Too late, or its working hours were over. */
        MISSED,
        BLOCKED,
        NO_CHAT,
        /** Telegram refused one of its messages for good. */
        FAILED
    }

    /** A digest in hand. */
    record Claimed(
            long id,
            long accountId,
            DigestKind kind,
            LocalDate date,
            LocalTime slot,
            Instant slotAt,
            long fence,
            int attempts) {

        DigestSlots.Slot slot(AccountSettings account) {
            return DigestSlots.Slot.of(kind, account, date, slot, slotAt);
        }

        private static Claimed from(Row row) {
            return new Claimed(
                    row.getLong("id"),
                    row.getLong("account_id"),
                    DigestKind.valueOf(row.getString("kind")),
                    row.getLocalDate("local_date"),
                    row.getLocalTime("slot"),
                    row.getOffsetDateTime("slot_at").toInstant(),
                    row.getLong("fence"),
                    row.getInteger("attempts"));
        }
    }

    Uni<List<Claimed>> claim(int limit) {
        // The materialized CTE is a fence: see ReminderQueue.claim.
        return Sql.rows(database, """
                with due as materialized (
                  select id from digest_queue where state = 'WAITING' and due_at <= coalesce($2, now())
                    and (not_before is null or not_before <= coalesce($2, now()))
                  order by due_at, id limit $3 for update skip locked)
                update digest_queue d
                set state = 'SENDING', lease_owner = $1, lease_until = coalesce($2, now()) + make_interval(secs => $4),
                    fence = d.fence + 1
                from due where d.id = due.id
                returning d.*
                """, owner, time.forLeases(), limit, leaseSeconds())
                .map(rows -> rows.stream().map(Claimed::from).toList());
    }

    /** One message of a digest, before a try. */
    record Part(int number, DigestPartDecision.Before before) {}

    /** The parts that are still to be sent, in order; empty also when none have been made. */
    Uni<List<Part>> waiting(Claimed digest) {
        return Sql.rows(database, """
                select number, unknowns, server_errors, plain_text from digest_parts
                where digest_id = $1 and state = 'WAITING' order by number
                """, digest.id())
                .map(rows -> rows.stream()
                        .map(row -> new Part(
                                row.getInteger(0),
                                new DigestPartDecision.Before(
                                        row.getInteger(1), row.getInteger(2), row.getBoolean(3), digest.attempts())))
                        .toList());
    }

    Uni<Boolean> composed(Claimed digest) {
        return Sql.rows(database, "select 1 from digest_parts where digest_id = $1 limit 1", digest.id())
                .map(rows -> !rows.isEmpty());
    }

    /**
     * Settles what the messages show, before the first leaves.
     *
     * @return false when the digest is no longer ours
     */
    Uni<Boolean> compose(Claimed digest, Digest.Composed composed) {
        var parts = composed.parts();
        var number = new ArrayList<Integer>();
        var position = new ArrayList<Integer>();
        var kind = new ArrayList<String>();
        var id = new ArrayList<Long>();
        for (int part = 1; part <= parts.size(); part++) {
            for (var subject : parts.get(part - 1)) {
                number.add(part);
                position.add(position.size() + 1);
                kind.add(subject.kind().name());
                id.add(subject.id());
            }
        }
        return Sql.rows(
                        database,
                        """
                with ours as (
                  update digest_queue set lease_until = coalesce($4, now()) + make_interval(secs => $5), more = $11
                  where id = $1 and fence = $2 and lease_owner = $3 and state = 'SENDING' and lease_until > coalesce($4, now())
                  returning id, account_id),
                parts as (
                  insert into digest_parts (account_id, digest_id, number)
                  select account_id, id, number from ours, generate_series(1, $6::int) as number
                  returning 1),
                subjects as (
                  insert into digest_subjects (account_id, digest_id, part, position, subject_kind, subject_id)
                  select account_id, id, g.part, g.position, g.kind, g.subject
                  from ours, unnest($7::int[], $8::int[], $9::text[], $10::bigint[]) as g (part, position, kind, subject)
                  returning 1)
                select id from ours
                """,
                        digest.id(),
                        digest.fence(),
                        owner,
                        time.forLeases(),
                        leaseSeconds(),
                        parts.size(),
                        number.toArray(Integer[]::new),
                        position.toArray(Integer[]::new),
                        kind.toArray(String[]::new),
                        id.toArray(Long[]::new),
                        composed.more())
                .map(rows -> !rows.isEmpty());
    }

    /**
     * Commits the intent to send a part, before the call.
     *
     * @return false: do not send
     */
    Uni<Boolean> intend(Claimed digest, Part part, long chat) {
        return Sql.rows(
                        database,
                        """
                with ours as (
                  update digest_queue set lease_until = coalesce($4, now()) + make_interval(secs => $5)
                  where id = $1 and fence = $2 and lease_owner = $3 and state = 'SENDING' and lease_until > coalesce($4, now())
                    and exists (select from accounts a where a.id = account_id and a.telegram_chat_id = $7)
                  returning id)
                update digest_parts p set state = 'SENDING' from ours
                where p.digest_id = ours.id and p.number = $6 and p.state = 'WAITING'
                returning p.number
                """,
                        digest.id(),
                        digest.fence(),
                        owner,
                        time.forLeases(),
                        leaseSeconds(),
                        part.number(),
                        chat)
                .map(rows -> !rows.isEmpty());
    }

    /**
     * Records how a try ended, and the message when there is one.
     *
     * @param revision of the part as the message was made from it
     * @return false when the digest is no longer ours
     */
    Uni<Boolean> recordOutcome(Claimed digest, Part part, int revision, DigestPartDecision decision, long chat) {
        return database.withTransaction(connection -> Sql.rows(
                        connection,
                        "select 1 from digest_queue where id = $1 and fence = $2 and state = 'SENDING' for update",
                        digest.id(),
                        digest.fence())
                .chain(ours -> ours.isEmpty()
                        ? lateEvidence(connection, digest, part, decision).replaceWith(false)
                        : recordOutcome(connection, digest, part, decision).replaceWith(true))
                .call(() -> decision.messageId().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : messages.arrived(
                                connection,
                                digest,
                                part.number(),
                                revision,
                                chat,
                                decision.messageId().getAsLong())));
    }

    private Uni<Void> recordOutcome(SqlClient connection, Claimed digest, Part part, DigestPartDecision decision) {
        return Sql.rows(
                        connection,
                        """
                update digest_parts
                set state = $3, unknowns = unknowns + $4, server_errors = server_errors + $5, plain_text = $6, error = $7
                where digest_id = $1 and number = $2
                """,
                        digest.id(),
                        part.number(),
                        decision.part().name(),
                        decision.unknown() ? 1 : 0,
                        decision.serverError() ? 1 : 0,
                        decision.plainText(),
                        decision.error().map(DigestQueue::cut).orElse(null))
                .chain(() -> switch (decision.next()) {
                    case GO_ON -> Uni.createFrom().voidItem();
                    case LATER ->
                        release(
                                connection,
                                "not_before",
                                digest,
                                decision.dueAt().orElseThrow(),
                                decision.fruitless(),
                                decision.error());
                    case BLOCKED -> end(connection, digest, State.BLOCKED, decision.error());
                });
    }

    /** The rescue has taken the digest for abandoned, and its message arrived after all: it need not be sent again. */
    private Uni<Void> lateEvidence(SqlClient connection, Claimed digest, Part part, DigestPartDecision decision) {
        return decision.part() != DigestPartDecision.Part.SENT
                ? Uni.createFrom().voidItem()
                : Sql.rows(
                                connection,
                                "update digest_parts set state = 'SENT' where digest_id = $1 and number = $2 and state in ('WAITING', 'UNKNOWN')",
                                digest.id(),
                                part.number())
                        .replaceWithVoid();
    }

    /** Nothing in it is worth a message any more. */
    Uni<Void> skip(Claimed digest, Part part) {
        return Sql.rows(database, """
                update digest_parts p set state = 'SKIPPED' from digest_queue d
                where d.id = $1 and d.fence = $2 and d.state = 'SENDING' and p.digest_id = d.id and p.number = $3
                  and p.state = 'WAITING'
                """, digest.id(), digest.fence(), part.number())
                .replaceWithVoid();
    }

    /** Every part has come to an end. */
    Uni<Void> finish(Claimed digest) {
        return Sql.rows(database, """
                update digest_queue d
                set state = case when exists (select 1 from digest_parts p where p.digest_id = d.id and p.state = 'FAILED')
                            then 'FAILED' else 'SENT' end,
                    due_at = null, lease_owner = null, lease_until = null, reason = null, ended_at = coalesce($3, now())
                where d.id = $1 and d.fence = $2 and d.state = 'SENDING'
                """, digest.id(), digest.fence(), time.forLeases())
                .replaceWithVoid();
    }

    Uni<Void> end(Claimed digest, State state, String reason) {
        return end(database, digest, state, Optional.ofNullable(reason));
    }

    private Uni<Void> end(SqlClient client, Claimed digest, State state, Optional<String> reason) {
        return Sql.rows(
                        client,
                        """
                update digest_queue
                set state = $3, due_at = null, lease_owner = null, lease_until = null, reason = $4, ended_at = coalesce($5, now())
                where id = $1 and fence = $2 and state = 'SENDING'
                """,
                        digest.id(),
                        digest.fence(),
                        state.name(),
                        reason.map(DigestQueue::cut).orElse(null),
                        time.forLeases())
                .replaceWithVoid();
    }

    /** Gives it back: it is due at this moment only. */
    Uni<Void> release(Claimed digest, Instant dueAt, String reason) {
        return release(database, "due_at", digest, dueAt, false, Optional.ofNullable(reason));
    }

    /** Gives it back: it is due as before, and late for as long as it takes, but not looked at before this moment. */
    Uni<Void> putBack(Claimed digest, Instant notBefore) {
        return release(database, "not_before", digest, notBefore, false, Optional.empty());
    }

    private Uni<Void> release(
            SqlClient client,
            String column,
            Claimed digest,
            Instant moment,
            boolean fruitless,
            Optional<String> reason) {
        return Sql.rows(
                        client,
                        """
                update digest_queue
                set state = 'WAITING', %s = $3, lease_owner = null, lease_until = null, reason = $4,
                    attempts = case when $5 then attempts + 1 else 0 end
                where id = $1 and fence = $2 and state = 'SENDING'
                """.formatted(column),
                        digest.id(),
                        digest.fence(),
                        Sql.utc(moment),
                        reason.map(DigestQueue::cut).orElse(null),
                        fruitless)
                .replaceWithVoid();
    }

    /** What this process holds and has not begun to send. */
    Uni<Void> releaseOwn() {
        return Sql.rows(database, """
                update digest_queue d
                set state = 'WAITING', lease_owner = null, lease_until = null, fence = fence + 1
                where state = 'SENDING' and lease_owner = $1
                  and not exists (select 1 from digest_parts p where p.digest_id = d.id and p.state = 'SENDING')
                """, owner).replaceWithVoid();
    }

    /** Takes back what dead workers held: a part that was on its way may have arrived, and is sent once more. */
    Uni<Void> rescue() {
        return Sql.rows(database, """
                with dead as materialized (
                  select id from digest_queue where state = 'SENDING' and lease_until < coalesce($1, now())
                  order by lease_until limit 100 for update skip locked),
                parts as (
                  update digest_parts p
                  set state = case when p.unknowns = 0 then 'WAITING' else 'UNKNOWN' end, unknowns = p.unknowns + 1,
                      error = 'the worker was gone'
                  from dead where p.digest_id = dead.id and p.state = 'SENDING')
                update digest_queue d
                set state = 'WAITING', lease_owner = null, lease_until = null, fence = d.fence + 1
                from dead where d.id = dead.id
                """, time.forLeases()).replaceWithVoid();
    }

    /** Called now and then; what is older explains nothing any more. Its messages lose their buttons. */
    Uni<Void> purge() {
        return Sql.rows(database, """
                with old as (
                  select id from digest_queue where created_at < coalesce($1, now()) - make_interval(days => $2) and ended_at is not null),
                outdated as (
                  update chat_messages m
                  set stale_since = coalesce(m.stale_since, $1, now()), next_try_at = coalesce($1, now()),
                      revision = m.revision + 1, attempts = 0
                  from digest_messages shows join old on old.id = shows.digest_id
                  where m.id = shows.chat_message_id)
                delete from digest_queue d using old where d.id = old.id
                """, time.forLeases(), KEPT_DAYS).replaceWithVoid();
    }

    private double leaseSeconds() {
        return config.lease().toMillis() / 1000.0;
    }

    private static String cut(String error) {
        return error.length() <= 300 ? error : error.substring(0, 300);
    }
}
