package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.channels.SecondChannelStatements;
import app.zapiska.channels.SingleMessage;
import app.zapiska.channels.SingleMessage.Elsewhere;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

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

    /** This process, in leases. */
    private final UUID owner = UUID.randomUUID();

    DigestQueue(Pool database, EngineTime time, EngineConfig config) {
        this.database = database;
        this.time = time;
        this.config = config;
    }

    @Override
    public Map<String, String> conditions() {
        return Map.of(DUE, """
                exists (
                  select from digest_jobs where state = 'WAITING' and due_at <= coalesce($1, now())
                    and (not_before is null or not_before <= coalesce($1, now())))
                """, ABANDONED, """
                exists (select from digest_jobs where state = 'SENDING' and lease_until < coalesce($1, now()))
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

    /**
     * A digest in hand.
     *
     * @param next what comes next of it
     */
    record Claimed(
            long id,
            long accountId,
            DigestKind kind,
            LocalDate date,
            LocalTime slot,
            Instant slotAt,
            long fence,
            int attempts,
            SingleMessage next) {

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
                    row.getInteger("attempts"),
                    new SingleMessage(
                            Sql.instant(row, "due_at"),
                            Optional.ofNullable(Sql.instant(row, "in_vain_since")),
                            row.getInteger("push_in_vain"),
                            row.getInteger("mail_in_vain")));
        }
    }

    Uni<List<Claimed>> claim(int limit) {
        return claim(limit, "true");
    }

    /** While nothing may be sent by Telegram: those that the second channel takes over. The others are not touched. */
    Uni<List<Claimed>> claimForSecond(int limit) {
        return claim(
                limit,
                SecondChannelStatements.takesOver(
                        "digest_jobs.account_id", "digest_jobs.due_at, digest_jobs.in_vain_since"));
    }

    private Uni<List<Claimed>> claim(int limit, String condition) {
        // The materialized CTE is a fence: see ReminderQueue.claim.
        return Sql.rows(
                        database,
                        """
                with due as materialized (
                  select id from digest_jobs where state = 'WAITING' and due_at <= coalesce($2, now())
                    and (not_before is null or not_before <= coalesce($2, now()))
                    and kind = any($5)
                    -- Of news, what one tells the next does not: so that begins when the one before has ended.
                    and (kind <> 'CEILING' or not exists (
                      select from digest_jobs earlier
                      where earlier.account_id = digest_jobs.account_id and earlier.kind = 'CEILING'
                        and earlier.state in ('WAITING', 'SENDING') and earlier.id < digest_jobs.id))
                    and %s
                  order by due_at, id limit $3 for update skip locked)
                update digest_jobs d
                set state = 'SENDING', lease_owner = $1, lease_until = coalesce($2, now()) + make_interval(secs => $4),
                    fence = d.fence + 1
                from due where d.id = due.id
                returning d.*
                """.formatted(condition),
                        owner,
                        time.forLeases(),
                        limit,
                        leaseSeconds(),
                        DigestKind.known())
                .map(rows -> rows.stream().map(Claimed::from).toList());
    }

    /** One message of a digest, before a try. */
    record Part(int number, DigestPartDecision.Before before) {}

    /** The parts that are still to be sent, in order; empty also when none have been made. */
    Uni<List<Part>> waiting(Claimed digest) {
        return Sql.rows(database, """
                select number, unknowns, server_errors, plain_text, exhausted from digest_parts
                where digest_id = $1 and state = 'WAITING' order by number
                """, digest.id())
                .map(rows -> rows.stream()
                        .map(row -> new Part(
                                row.getInteger(0),
                                new DigestPartDecision.Before(
                                        row.getInteger(1),
                                        row.getInteger(2),
                                        row.getBoolean(3),
                                        digest.attempts(),
                                        row.getBoolean(4))))
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
                  update digest_jobs set lease_until = coalesce($4, now()) + make_interval(secs => $5), more = $11
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
     * Commits the intent to send a part into the chat, before the call.
     *
     * @return false: do not send
     */
    Uni<Boolean> intend(Claimed digest, Part part, long chat) {
        return intend(digest, List.of(part), Optional.empty(), chat).map(ours -> !ours.isEmpty());
    }

    /**
     * The same for what goes by a second channel.
     *
     * @return the numbers of those that are still to be sent; the others must not be
     */
    Uni<Set<Integer>> intend(Claimed digest, Collection<Part> parts, Elsewhere elsewhere) {
        return intend(digest, parts, Optional.of(elsewhere), null);
    }

    /** @param chat that it goes into, which must still be the account's; null where it goes elsewhere */
    private Uni<Set<Integer>> intend(Claimed digest, Collection<Part> parts, Optional<Elsewhere> elsewhere, Long chat) {
        return Sql.rows(
                        database,
                        """
                with ours as (
                  update digest_jobs set lease_until = coalesce($4, now()) + make_interval(secs => $5)
                  where id = $1 and fence = $2 and lease_owner = $3 and state = 'SENDING' and lease_until > coalesce($4, now())
                    and ($10::bigint is null
                      or exists (select from accounts a where a.id = account_id and a.telegram_chat_id = $10))
                  returning id)
                update digest_parts p set state = 'SENDING', channel = $7, channel_reason = $8, channel_since = $9
                from ours
                where p.digest_id = ours.id and p.number = any($6) and p.state = 'WAITING'
                returning p.number
                """,
                        digest.id(),
                        digest.fence(),
                        owner,
                        time.forLeases(),
                        leaseSeconds(),
                        parts.stream().map(Part::number).toArray(Integer[]::new),
                        elsewhere.map(way -> way.channel().name()).orElse("TELEGRAM"),
                        elsewhere.map(way -> way.why().name()).orElse(null),
                        Sql.utc(elsewhere.flatMap(Elsewhere::awaySince).orElse(null)),
                        chat)
                .map(rows -> rows.stream().map(row -> row.getInteger(0)).collect(Collectors.toSet()));
    }

    /** Nothing in it is worth a message any more. */
    Uni<Void> skip(Claimed digest, Part part) {
        return leave(digest, part, "SKIPPED");
    }

    /** It may have arrived, and there is no way left by which it may go once more. */
    Uni<Void> giveUp(Claimed digest, Part part) {
        return leave(digest, part, "UNKNOWN");
    }

    private Uni<Void> leave(Claimed digest, Part part, String state) {
        return Sql.rows(database, """
                update digest_parts p set state = $4 from digest_jobs d
                where d.id = $1 and d.fence = $2 and d.state = 'SENDING' and p.digest_id = d.id and p.number = $3
                  and p.state = 'WAITING'
                """, digest.id(), digest.fence(), part.number(), state)
                .replaceWithVoid();
    }

    /** Every part has come to an end. */
    Uni<Void> finish(Claimed digest) {
        return Sql.rows(database, """
                update digest_jobs d
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

    Uni<Void> end(SqlClient client, Claimed digest, State state, Optional<String> reason) {
        return Sql.rows(
                        client,
                        """
                update digest_jobs
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

    Uni<Void> release(
            SqlClient client,
            String column,
            Claimed digest,
            Instant moment,
            boolean fruitless,
            Optional<String> reason) {
        return Sql.rows(
                        client,
                        """
                update digest_jobs
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
                update digest_jobs d
                set state = 'WAITING', lease_owner = null, lease_until = null, fence = fence + 1
                where state = 'SENDING' and lease_owner = $1
                  and not exists (select 1 from digest_parts p where p.digest_id = d.id and p.state = 'SENDING')
                """, owner).replaceWithVoid();
    }

    /** Takes back what dead workers held: a part that was on its way may have arrived, and is sent once more. */
    Uni<Void> rescue() {
        return Sql.rows(database, """
                with dead as materialized (
                  select id from digest_jobs where state = 'SENDING' and lease_until < coalesce($1, now())
                  order by lease_until limit 100 for update skip locked),
                parts as (
                  update digest_parts p
                  set state = case when p.unknowns = 0 then 'WAITING' else 'UNKNOWN' end, unknowns = p.unknowns + 1,
                      error = 'the worker was gone'
                  from dead where p.digest_id = dead.id and p.state = 'SENDING')
                update digest_jobs d
                set state = 'WAITING', lease_owner = null, lease_until = null, fence = d.fence + 1
                from dead where d.id = dead.id
                """, time.forLeases()).replaceWithVoid();
    }

    /** Called now and then; what is older explains nothing any more. Its messages lose their buttons. */
    Uni<Void> purge() {
        return Sql.rows(database, """
                with old as (
                  select id from digest_jobs where created_at < coalesce($1, now()) - make_interval(days => $2) and ended_at is not null),
                outdated as (
                  update chat_messages m
                  set stale_since = coalesce(m.stale_since, $1, now()), next_try_at = coalesce($1, now()),
                      revision = m.revision + 1, attempts = 0
                  from digest_messages shows join old on old.id = shows.digest_id
                  where m.id = shows.chat_message_id)
                delete from digest_jobs d using old where d.id = old.id
                """, time.forLeases(), KEPT_DAYS).replaceWithVoid();
    }

    private double leaseSeconds() {
        return config.lease().toMillis() / 1000.0;
    }

    static String cut(String error) {
        return error.length() <= 300 ? error : error.substring(0, 300);
    }
}
