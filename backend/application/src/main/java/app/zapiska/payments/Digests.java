package app.zapiska.payments;

import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import app.zapiska.reminders.EngineConfig;
import app.zapiska.reminders.EngineTime;
import app.zapiska.reminders.StandingMessages;
import app.zapiska.reminders.SubjectKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Digests as a queue that any number of replicas work on, as reminders are: each method is one statement or one short
 * transaction, none is open while Telegram is called, and every change of a leased row names its fence.
 */
@Singleton
class Digests {

    /** What old digests are kept for is the «why did it not come» of the last weeks, and buttons that still correct. */
    private static final int KEPT_DAYS = 60;

    private final Pool database;
    private final EngineTime time;
    private final EngineConfig config;
    private final StandingMessages standing;

    /** This process, in leases. */
    private final UUID owner = UUID.randomUUID();

    Digests(Pool database, EngineTime time, EngineConfig config, StandingMessages standing) {
        this.database = database;
        this.time = time;
        this.config = config;
        this.standing = standing;
    }

    enum State {
        WAITING,
        SENDING,
        SENT,
        /** There was nothing urgent. */
        EMPTY,
        /** Too late, or its working hours were over. */
        MISSED,
        BLOCKED,
        NO_CHAT,
        /** Telegram refused one of its messages for good. */
        FAILED
    }

    // ---- which slots are due

    /** An account whose next slot has come, or whose settings have changed. */
    record Turn(long accountId, int revision) {}

    Uni<List<Turn>> turns(int limit) {
        return Sql.rows(database, """
                select account_id, revision from digest_agenda where next_at <= coalesce($1, now())
                order by next_at, account_id limit $2
                """, time.forLeases(), limit)
                .map(rows -> rows.stream()
                        .map(row -> new Turn(row.getLong(0), row.getInteger(1)))
                        .toList());
    }

    /**
     * Notes the slot that has come, unless it was noted before or had passed when it was chosen, and when to look again. Does
     * nothing when the settings have changed since they were read.
     *
     * @param latest the last slot that has come; what waits of earlier ones is missed with it
     * @param missed it is too late for it as well
     */
    Uni<Void> arrange(Turn turn, Optional<DigestSlots.Slot> latest, boolean missed, Optional<Instant> next) {
        return Sql.rows(
                        database,
                        """
                with looked as (
                  update digest_agenda set next_at = $3::timestamptz
                  where account_id = $1 and revision = $2 and next_at <= coalesce($4, now())
                  returning account_id, since),
                added as (
                  insert into digests (account_id, kind, local_date, slot, slot_at, state, due_at, reason, created_at, ended_at)
                  select account_id, 'URGENT', $5::date, $6::time, $7::timestamptz,
                         case when $8 then 'MISSED' else 'WAITING' end, case when not $8 then $7::timestamptz end,
                         case when $8 then 'too late' end, coalesce($4, now()), case when $8 then coalesce($4, now()) end
                  from looked where since <= $7::timestamptz
                  on conflict (account_id, kind, local_date, slot) do nothing)
                update digests d
                set state = 'MISSED', due_at = null, reason = 'the next one has come', ended_at = coalesce($4, now())
                from looked
                where d.account_id = looked.account_id and d.kind = 'URGENT' and d.state = 'WAITING' and d.slot_at < $7::timestamptz
                """,
                        turn.accountId(),
                        turn.revision(),
                        Sql.utc(next.orElse(null)),
                        time.forLeases(),
                        latest.map(DigestSlots.Slot::date).orElse(null),
                        latest.map(DigestSlots.Slot::time).orElse(null),
                        Sql.utc(latest.map(DigestSlots.Slot::at).orElse(null)),
                        missed)
                .replaceWithVoid();
    }

    // ---- sending

    /** A digest in hand. */
    record Claimed(long id, long accountId, LocalDate date, LocalTime slot, Instant slotAt, long fence, int attempts) {

        private static Claimed from(Row row) {
            return new Claimed(
                    row.getLong("id"),
                    row.getLong("account_id"),
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
                  select id from digests where state = 'WAITING' and due_at <= coalesce($2, now())
                    and (not_before is null or not_before <= coalesce($2, now()))
                  order by due_at, id limit $3 for update skip locked)
                update digests d
                set state = 'SENDING', lease_owner = $1, lease_until = coalesce($2, now()) + make_interval(secs => $4),
                    fence = d.fence + 1
                from due where d.id = due.id
                returning d.*
                """, owner, time.forLeases(), limit, leaseSeconds())
                .map(rows -> rows.stream().map(Claimed::from).toList());
    }

    /** One message of a digest, before a try. */
    record Part(int number, PartSettlement.Before before) {}

    /** The parts that are still to be sent, in order; empty also when none have been made. */
    Uni<List<Part>> waiting(Claimed digest) {
        return Sql.rows(database, """
                select number, unknowns, server_errors, plain_text from digest_parts
                where digest_id = $1 and state = 'WAITING' order by number
                """, digest.id())
                .map(rows -> rows.stream()
                        .map(row -> new Part(
                                row.getInteger(0),
                                new PartSettlement.Before(
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
    Uni<Boolean> compose(Claimed digest, List<List<UrgentMessage.Line>> parts) {
        var number = new ArrayList<Integer>();
        var position = new ArrayList<Integer>();
        var kind = new ArrayList<String>();
        var id = new ArrayList<Long>();
        for (int part = 1; part <= parts.size(); part++) {
            for (var line : parts.get(part - 1)) {
                number.add(part);
                position.add(line.number());
                kind.add(line.payment().key().kind().name());
                id.add(line.payment().key().id());
            }
        }
        return Sql.rows(
                        database,
                        """
                with ours as (
                  update digests set lease_until = coalesce($4, now()) + make_interval(secs => $5)
                  where id = $1 and fence = $2 and lease_owner = $3 and state = 'SENDING' and lease_until > coalesce($4, now())
                  returning id, account_id),
                parts as (
                  insert into digest_parts (account_id, digest_id, number)
                  select account_id, id, number from ours, generate_series(1, $6::int) as number
                  returning 1),
                payments as (
                  insert into digest_payments (account_id, digest_id, part, position, subject_kind, subject_id)
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
                        id.toArray(Long[]::new))
                .map(rows -> !rows.isEmpty());
    }

    /**
     * Commits the intent to send a part, before the call.
     *
     * @return false: do not send
     */
    Uni<Boolean> intend(Claimed digest, Part part) {
        return Sql.rows(
                        database,
                        """
                with ours as (
                  update digests set lease_until = coalesce($4, now()) + make_interval(secs => $5)
                  where id = $1 and fence = $2 and lease_owner = $3 and state = 'SENDING' and lease_until > coalesce($4, now())
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
                        part.number())
                .map(rows -> !rows.isEmpty());
    }

    /**
     * Records how a try ended, and the message when there is one.
     *
     * @param revision of the part as the message was made from it
     * @return false when the digest is no longer ours
     */
    Uni<Boolean> settle(Claimed digest, Part part, int revision, PartSettlement settlement, long chat) {
        return database.withTransaction(connection -> Sql.rows(
                        connection,
                        "select 1 from digests where id = $1 and fence = $2 and state = 'SENDING' for update",
                        digest.id(),
                        digest.fence())
                .chain(ours -> ours.isEmpty()
                        ? lateEvidence(connection, digest, part, settlement).replaceWith(false)
                        : settle(connection, digest, part, settlement).replaceWith(true))
                .call(() -> settlement.messageId().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : standing(
                                connection,
                                digest,
                                part.number(),
                                revision,
                                chat,
                                settlement.messageId().getAsLong())));
    }

    private Uni<Void> settle(SqlClient connection, Claimed digest, Part part, PartSettlement settlement) {
        return Sql.rows(
                        connection,
                        """
                update digest_parts
                set state = $3, unknowns = unknowns + $4, server_errors = server_errors + $5, plain_text = $6, error = $7
                where digest_id = $1 and number = $2
                """,
                        digest.id(),
                        part.number(),
                        settlement.part().name(),
                        settlement.unknown() ? 1 : 0,
                        settlement.serverError() ? 1 : 0,
                        settlement.plainText(),
                        settlement.error().map(Digests::cut).orElse(null))
                .chain(() -> switch (settlement.next()) {
                    case GO_ON -> Uni.createFrom().voidItem();
                    case LATER ->
                        release(
                                connection,
                                "not_before",
                                digest,
                                settlement.dueAt().orElseThrow(),
                                settlement.fruitless(),
                                settlement.error());
                    case BLOCKED -> end(connection, digest, State.BLOCKED, settlement.error());
                });
    }

    /** The rescue has taken the digest for abandoned, and its message arrived after all: it need not be sent again. */
    private Uni<Void> lateEvidence(SqlClient connection, Claimed digest, Part part, PartSettlement settlement) {
        return settlement.part() != PartSettlement.Part.SENT
                ? Uni.createFrom().voidItem()
                : Sql.rows(
                                connection,
                                "update digest_parts set state = 'SENT' where digest_id = $1 and number = $2 and state in ('WAITING', 'UNKNOWN')",
                                digest.id(),
                                part.number())
                        .replaceWithVoid();
    }

    /** The part's row is locked by now, or the digest another's: who changes a loan of it waits, or has raised the revision. */
    private Uni<Void> standing(
            SqlClient connection, Claimed digest, int part, int revision, long chat, long messageId) {
        return standing(connection, digest.accountId(), digest.id(), part, chat, messageId)
                .chain(id -> Sql.rows(
                                connection,
                                "select 1 from digest_parts where digest_id = $1 and number = $2 and revision = $3",
                                digest.id(),
                                part,
                                revision)
                        .chain(same -> same.isEmpty()
                                ? standing.stale(connection, digest.accountId(), List.of(id))
                                : Uni.createFrom().voidItem()));
    }

    private Uni<Long> standing(SqlClient connection, long account, long digest, int part, long chat, long messageId) {
        return standing.sent(connection, account, UrgentStanding.KIND, chat, messageId)
                .call(id -> Sql.rows(connection, """
                        insert into digest_messages (account_id, chat_message_id, digest_id, part, chat_id, message_id)
                        values ($1, $2, $3, $4, $5, $6) on conflict (chat_message_id) do nothing
                        """, account, id, digest, part, chat, messageId));
    }

    /**
     * Somebody pressed a button of a message. If it shows a digest and was not known to have arrived, it becomes known. In a
     * transaction of its own.
     *
     * @param payment what the button is about, if it says so
     * @return whether the message shows a digest
     */
    Uni<Boolean> pressed(long account, long chat, long messageId, Optional<SubjectKey> payment) {
        return database.withTransaction(connection -> Sql.rows(
                        connection,
                        "select chat_message_id from digest_messages where account_id = $1 and chat_id = $2 and message_id = $3",
                        account,
                        chat,
                        messageId)
                .chain(known -> known.isEmpty()
                        ? discovered(connection, account, chat, messageId, payment)
                        : Uni.createFrom().item(true)));
    }

    private Uni<Boolean> discovered(
            SqlClient connection, long account, long chat, long messageId, Optional<SubjectKey> payment) {
        if (payment.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return Sql.rows(
                        connection,
                        """
                update digest_parts p set state = case when p.state = 'UNKNOWN' then 'SENT' else p.state end
                where (p.digest_id, p.number) = (
                  select d.digest_id, d.part from digest_payments d
                  join digest_parts lost on lost.digest_id = d.digest_id and lost.number = d.part
                  where d.account_id = $1 and d.subject_kind = $2 and d.subject_id = $3
                    and lost.unknowns + lost.server_errors > 0
                  order by d.digest_id desc limit 1)
                returning p.digest_id, p.number
                """,
                        account,
                        payment.get().kind().name(),
                        payment.get().id())
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(false)
                        : standing(
                                        connection,
                                        account,
                                        found.getFirst().getLong(0),
                                        found.getFirst().getInteger(1),
                                        chat,
                                        messageId)
                                .chain(id -> standing.stale(connection, account, List.of(id)))
                                .replaceWith(true));
    }

    /**
     * Loans have changed: messages about them that are on their way will be out of date when they arrive. Within the caller's
     * Hibernate transaction.
     *
     * @return the messages that stand in chats and show them
     */
    Uni<List<Long>> touched(long account, Collection<SubjectKey> payments) {
        var keys = payments.stream().filter(key -> key.kind().isPayment()).toList();
        if (keys.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var parameters = Map.<String, Object>of(
                "account",
                account,
                "kinds",
                keys.stream().map(key -> key.kind().name()).toArray(String[]::new),
                "ids",
                keys.stream().map(SubjectKey::id).toArray(Long[]::new));
        // The first part tells the sum of all.
        var shows = """
                with subject as (
                  select * from unnest(cast(:kinds as text[]), cast(:ids as bigint[])) as s (kind, id)),
                shows as (
                  select distinct d.digest_id, part.number
                  from subject join digest_payments d
                    on d.account_id = :account and d.subject_kind = subject.kind and d.subject_id = subject.id
                  cross join lateral (values (1), (d.part)) as part (number))
                """;
        var going = """
                , going as materialized (
                  select p.digest_id, p.number from digest_parts p
                  join shows on shows.digest_id = p.digest_id and shows.number = p.number
                  where p.state in ('WAITING', 'SENDING') order by p.digest_id, p.number for update of p)
                update digest_parts p set revision = p.revision + 1 from going
                where p.digest_id = going.digest_id and p.number = going.number
                returning p.number
                """;
        var stands = """
                select m.chat_message_id from digest_messages m
                join shows on shows.digest_id = m.digest_id and shows.number = m.part
                """;
        // Two statements: the second sees what was committed while the first waited for a message that was being noted.
        return new Statement(shows + going, parameters)
                .list(Integer.class)
                .chain(() -> new Statement(shows + stands, parameters).list(Long.class));
    }

    /** Nothing in it is worth a message any more. */
    Uni<Void> skip(Claimed digest, Part part) {
        return Sql.rows(database, """
                update digest_parts p set state = 'SKIPPED' from digests d
                where d.id = $1 and d.fence = $2 and d.state = 'SENDING' and p.digest_id = d.id and p.number = $3
                  and p.state = 'WAITING'
                """, digest.id(), digest.fence(), part.number())
                .replaceWithVoid();
    }

    /** Every part has come to an end. */
    Uni<Void> finish(Claimed digest) {
        return Sql.rows(database, """
                update digests d
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
                update digests
                set state = $3, due_at = null, lease_owner = null, lease_until = null, reason = $4, ended_at = coalesce($5, now())
                where id = $1 and fence = $2 and state = 'SENDING'
                """,
                        digest.id(),
                        digest.fence(),
                        state.name(),
                        reason.map(Digests::cut).orElse(null),
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
                update digests
                set state = 'WAITING', %s = $3, lease_owner = null, lease_until = null, reason = $4,
                    attempts = case when $5 then attempts + 1 else 0 end
                where id = $1 and fence = $2 and state = 'SENDING'
                """.formatted(column),
                        digest.id(),
                        digest.fence(),
                        Sql.utc(moment),
                        reason.map(Digests::cut).orElse(null),
                        fruitless)
                .replaceWithVoid();
    }

    /** What this process holds and has not begun to send. */
    Uni<Void> releaseOwn() {
        return Sql.rows(database, """
                update digests d
                set state = 'WAITING', lease_owner = null, lease_until = null, fence = fence + 1
                where state = 'SENDING' and lease_owner = $1
                  and not exists (select 1 from digest_parts p where p.digest_id = d.id and p.state = 'SENDING')
                """, owner).replaceWithVoid();
    }

    /** Takes back what dead workers held: a part that was on its way may have arrived, and is sent once more. */
    Uni<Void> rescue() {
        return Sql.rows(database, """
                with dead as materialized (
                  select id from digests where state = 'SENDING' and lease_until < coalesce($1, now())
                  order by lease_until limit 100 for update skip locked),
                parts as (
                  update digest_parts p
                  set state = case when p.unknowns = 0 then 'WAITING' else 'UNKNOWN' end, unknowns = p.unknowns + 1,
                      error = 'the worker was gone'
                  from dead where p.digest_id = dead.id and p.state = 'SENDING')
                update digests d
                set state = 'WAITING', lease_owner = null, lease_until = null, fence = d.fence + 1
                from dead where d.id = dead.id
                """, time.forLeases()).replaceWithVoid();
    }

    // ---- what stands in the chats

    /** A payment in its place in a digest. */
    record Shown(int part, int position, SubjectKey key) {}

    /**
     * What one message shows: the whole digest and which part of it.
     *
     * @param revision of the part when this was read: a higher one means that the message may be out of date
     */
    record Content(int part, int revision, List<Shown> all) {

        int parts() {
            return all.stream().mapToInt(Shown::part).max().orElse(0);
        }
    }

    Uni<Content> content(long digest, int part) {
        // Left join: the loans may be gone, the part is not.
        return Sql.rows(database, """
                select p.revision, d.part, d.position, d.subject_kind, d.subject_id
                from digest_parts p left join digest_payments d on d.digest_id = p.digest_id
                where p.digest_id = $1 and p.number = $2 order by d.position
                """, digest, part)
                .map(rows -> new Content(
                        part,
                        rows.isEmpty() ? 0 : rows.getFirst().getInteger(0),
                        rows.stream()
                                .filter(row -> row.getInteger(1) != null)
                                .map(row -> new Shown(
                                        row.getInteger(1),
                                        row.getInteger(2),
                                        new SubjectKey(SubjectKey.Kind.valueOf(row.getString(3)), row.getLong(4))))
                                .toList()));
    }

    /** @return empty when the message shows no digest we know */
    Uni<Optional<Content>> contentOf(long account, long chatMessage) {
        return Sql.rows(
                        database,
                        "select digest_id, part from digest_messages where account_id = $1 and chat_message_id = $2",
                        account,
                        chatMessage)
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : content(rows.getFirst().getLong(0), rows.getFirst().getInteger(1))
                                .map(Optional::of));
    }

    /** Called now and then; what is older explains nothing any more. Its messages lose their buttons. */
    Uni<Void> purge() {
        return Sql.rows(database, """
                with old as (
                  select id from digests where created_at < coalesce($1, now()) - make_interval(days => $2) and ended_at is not null),
                outdated as (
                  update chat_messages m
                  set stale_since = coalesce(m.stale_since, $1, now()), next_try_at = coalesce($1, now()),
                      revision = m.revision + 1, attempts = 0
                  from digest_messages shows join old on old.id = shows.digest_id
                  where m.id = shows.chat_message_id)
                delete from digests d using old where d.id = old.id
                """, time.forLeases(), KEPT_DAYS).replaceWithVoid();
    }

    private double leaseSeconds() {
        return config.lease().toMillis() / 1000.0;
    }

    private static String cut(String error) {
        return error.length() <= 300 ? error : error.substring(0, 300);
    }
}
