package app.zapiska.announcements;

import app.zapiska.channels.Channel;
import app.zapiska.channels.SecondChannelStatements;
import app.zapiska.channels.SingleMessage;
import app.zapiska.delivery.DueWork;
import app.zapiska.delivery.EngineTime;
import app.zapiska.digests.DigestPartDecision;
import app.zapiska.digests.DigestPartDecision.Before;
import app.zapiska.platform.sql.Sql;
import app.zapiska.reminders.EngineConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Copies of announcements as a queue that any number of replicas work on: each method is one statement or one short
 * transaction, none is open while Telegram is called, and every change of a leased row names its fence.
 */
@Singleton
class AnnouncementQueue implements DueWork {

    static final String COME = "announcements_come";
    static final String DUE = "announcement_copies_due";
    static final String ABANDONED = "announcement_copies_abandoned";

    private static final int KEPT_DAYS = 365;

    private final Pool database;
    private final EngineTime time;
    private final EngineConfig config;

    /** This process, in leases. */
    private final UUID owner = UUID.randomUUID();

    AnnouncementQueue(Pool database, EngineTime time, EngineConfig config) {
        this.database = database;
        this.time = time;
        this.config = config;
    }

    @Override
    public Map<String, String> conditions() {
        return Map.of(COME, """
                exists (
                  select from announcements
                  where begun_at is null and stopped_at is null and planned_at <= coalesce($1, now()))
                """, DUE, """
                exists (
                  select from announcement_copies where state = 'WAITING' and due_at <= coalesce($1, now())
                    and (not_before is null or not_before <= coalesce($1, now())))
                """, ABANDONED, """
                exists (
                  select from announcement_copies
                  where state in ('CLAIMED', 'SENDING') and lease_until < coalesce($1, now()))
                """);
    }

    enum State {
        NO_CHAT,
        BLOCKED,
        DEACTIVATED,
        UNKNOWN
    }

    enum HeldBy {
        PAUSE,
        HOURS
    }

    /** A copy in hand. */
    record Claimed(long announcementId, long accountId, String text, long fence, SingleMessage single, Before before) {

        private static Claimed from(Row row) {
            return new Claimed(
                    row.getLong("announcement_id"),
                    row.getLong("account_id"),
                    row.getString("text"),
                    row.getLong("fence"),
                    new SingleMessage(
                            Sql.instant(row, "due_at"),
                            Optional.ofNullable(Sql.instant(row, "in_vain_since")),
                            row.getInteger("push_in_vain"),
                            row.getInteger("mail_in_vain")),
                    new Before(
                            row.getInteger("unknowns"),
                            row.getInteger("server_errors"),
                            row.getBoolean("plain_text"),
                            row.getInteger("attempts"),
                            row.getBoolean("exhausted")));
        }
    }

    /** Those whose moment has come get a copy for everybody who has an account now. */
    Uni<Void> begin() {
        return Sql.rows(database, """
                with come as materialized (
                  select id from announcements
                  where begun_at is null and stopped_at is null and planned_at <= coalesce($1, now())
                  order by planned_at, id for update skip locked),
                begun as (
                  update announcements a set begun_at = coalesce($1, now()), version = version + 1
                  from come where a.id = come.id returning a.id)
                insert into announcement_copies (announcement_id, account_id, due_at)
                select begun.id, accounts.id, coalesce($1, now()) from begun cross join accounts
                """, time.forLeases()).replaceWithVoid();
    }

    Uni<List<Claimed>> claim(int limit) {
        return claim(limit, "true");
    }

    /** While nothing may be sent by Telegram: those that the second channel takes over. The others are not touched. */
    Uni<List<Claimed>> claimForSecond(int limit) {
        return claim(
                limit,
                SecondChannelStatements.takesOver(
                        "announcement_copies.account_id",
                        "announcement_copies.due_at, announcement_copies.in_vain_since"));
    }

    private Uni<List<Claimed>> claim(int limit, String condition) {
        // The materialized CTE is a fence, as in ReminderQueue.claim.
        return Sql.rows(database, """
                with due as materialized (
                  select announcement_id, account_id from announcement_copies
                  where state = 'WAITING' and due_at <= coalesce($2, now())
                    and (not_before is null or not_before <= coalesce($2, now()))
                    and %s
                  order by due_at, announcement_id, account_id limit $3 for update skip locked)
                update announcement_copies c
                set state = 'CLAIMED', lease_owner = $1, lease_until = coalesce($2, now()) + make_interval(secs => $4),
                    fence = c.fence + 1
                from due, announcements a
                where c.announcement_id = due.announcement_id and c.account_id = due.account_id and a.id = c.announcement_id
                returning c.announcement_id, c.account_id, a.text, c.fence, c.unknowns, c.server_errors, c.plain_text,
                  c.attempts, c.due_at, c.in_vain_since, c.push_in_vain, c.mail_in_vain, c.exhausted
                """.formatted(condition), owner, time.forLeases(), limit, leaseSeconds())
                .map(rows -> rows.stream().map(Claimed::from).toList());
    }

    /**
     * Commits the intent to send into the chat, before the call.
     *
     * @return false: do not send. It was stopped, is another's, or the account has been deactivated or has
     *     another chat now
     */
    Uni<Boolean> intend(Claimed copy, long chat) {
        return intend(copy, Optional.empty(), chat);
    }

    /** The same for what goes by a second channel. */
    Uni<Boolean> intend(Claimed copy, Channel channel) {
        return intend(copy, Optional.of(channel), null);
    }

    private Uni<Boolean> intend(Claimed copy, Optional<Channel> elsewhere, Long chat) {
        return Sql.rows(
                        database,
                        """
                update announcement_copies c
                set state = 'SENDING', lease_until = coalesce($5, now()) + make_interval(secs => $6), channel = $8
                where announcement_id = $1 and account_id = $2 and fence = $3 and lease_owner = $4 and state = 'CLAIMED'
                  and lease_until > coalesce($5, now())
                  and exists (select from accounts a where a.id = c.account_id and a.deactivated_at is null
                                and ($7::bigint is null or a.telegram_chat_id = $7))
                returning fence
                """,
                        copy.announcementId(),
                        copy.accountId(),
                        copy.fence(),
                        owner,
                        time.forLeases(),
                        leaseSeconds(),
                        chat,
                        name(elsewhere))
                .map(rows -> !rows.isEmpty());
    }

    private static String name(Optional<Channel> elsewhere) {
        return elsewhere.map(Channel::name).orElse("TELEGRAM");
    }

    /**
     * Records how a try ended. What would be tried again ends when the announcement has been stopped meanwhile.
     *
     * @param elsewhere the way of the try; empty: by Telegram
     */
    Uni<Void> record(Claimed copy, DigestPartDecision decision, Optional<Channel> elsewhere) {
        return database.withTransaction(connection -> stopped(connection, copy)
                .chain(stopped -> Sql.count(
                        connection,
                        """
                        update announcement_copies c set
                          unknowns = c.unknowns + $4, server_errors = c.server_errors + $5, plain_text = $6, error = $7,
                          lease_owner = null, lease_until = null, held_until = null, held_by = null,
                          attempts = case when $8 then c.attempts + 1 else 0 end,
                          not_before = $9, exhausted = $12,
                          in_vain_since = case when $13 then coalesce(c.in_vain_since, $11, now()) else c.in_vain_since end,
                          push_in_vain = c.push_in_vain + $14, mail_in_vain = c.mail_in_vain + $15,
                          state = case when $10 = 'STOPPED' and c.unknowns + $4 + c.server_errors + $5 > 0 then 'UNKNOWN'
                                  else $10 end,
                          ended_at = case when $10 <> 'WAITING' then coalesce($11, now()) end
                        where announcement_id = $1 and account_id = $2 and fence = $3 and state = 'SENDING'
                        """,
                        copy.announcementId(),
                        copy.accountId(),
                        copy.fence(),
                        decision.unknown() ? 1 : 0,
                        decision.serverError() ? 1 : 0,
                        decision.plainText(),
                        decision.error().map(AnnouncementQueue::cut).orElse(null),
                        decision.fruitless(),
                        Sql.utc(decision.dueAt().orElse(null)),
                        state(decision, stopped),
                        time.forLeases(),
                        decision.exhausted(),
                        elsewhere.isEmpty() && decision.inVain(),
                        elsewhere.filter(Channel.PUSH::equals).isPresent() ? decision.weighsInVain() : 0,
                        elsewhere.filter(Channel.MAIL::equals).isPresent() ? decision.weighsInVain() : 0))
                .chain(ours -> ours == 0 && decision.part() == DigestPartDecision.Part.SENT
                        ? lateEvidence(connection, copy, elsewhere)
                        : Uni.createFrom().voidItem()));
    }

    private static String state(DigestPartDecision decision, boolean stopped) {
        return switch (decision.next()) {
            case GO_ON -> decision.part().name();
            case LATER -> stopped ? "STOPPED" : "WAITING";
            case BLOCKED -> State.BLOCKED.name();
        };
    }

    /** Whoever stops it at this moment waits for us, or we for them. */
    private static Uni<Boolean> stopped(SqlClient connection, Claimed copy) {
        return Sql.rows(
                        connection,
                        "select stopped_at is not null as stopped from announcements where id = $1 for share",
                        copy.announcementId())
                .map(rows -> rows.isEmpty() || rows.getFirst().getBoolean("stopped"));
    }

    /** The rescue has taken it for abandoned, and it arrived after all: it need not be sent again. */
    private Uni<Void> lateEvidence(SqlClient connection, Claimed copy, Optional<Channel> elsewhere) {
        return Sql.count(connection, """
                        update announcement_copies set state = 'SENT', ended_at = coalesce($3, now()), channel = $4
                        where announcement_id = $1 and account_id = $2 and state in ('WAITING', 'UNKNOWN', 'STOPPED')
                        """, copy.announcementId(), copy.accountId(), time.forLeases(), name(elsewhere))
                .replaceWithVoid();
    }

    /** It is not sent to this account, or not any more: then it may have arrived. */
    Uni<Void> end(Claimed copy, State state) {
        return Sql.count(
                        database,
                        """
                        update announcement_copies c
                        set state = case when c.unknowns + c.server_errors > 0 then 'UNKNOWN' else $4 end,
                            ended_at = coalesce($5, now()), lease_owner = null, lease_until = null, held_until = null,
                            held_by = null
                        where announcement_id = $1 and account_id = $2 and fence = $3 and state = 'CLAIMED'
                        """,
                        copy.announcementId(),
                        copy.accountId(),
                        copy.fence(),
                        state.name(),
                        time.forLeases())
                .replaceWithVoid();
    }

    /** Nobody is written to outside their hours or within their pause; it is looked at again before that ends, which may end early. */
    Uni<Void> hold(Claimed copy, HeldBy by, Instant until, Instant lookAgain) {
        return release(copy, lookAgain, null, Optional.of(until), Optional.of(by));
    }

    /** Gives it back: it is due as before, but not looked at before this moment. */
    Uni<Void> putBack(Claimed copy, Instant notBefore) {
        return release(copy, null, notBefore, Optional.empty(), Optional.empty());
    }

    private Uni<Void> release(
            Claimed copy, Instant dueAt, Instant notBefore, Optional<Instant> heldUntil, Optional<HeldBy> heldBy) {
        return Sql.count(
                        database,
                        """
                        update announcement_copies
                        set state = 'WAITING', due_at = coalesce($4, due_at), held_until = $5, held_by = $6, not_before = $7,
                            lease_owner = null, lease_until = null
                        where announcement_id = $1 and account_id = $2 and fence = $3 and state = 'CLAIMED'
                        """,
                        copy.announcementId(),
                        copy.accountId(),
                        copy.fence(),
                        Sql.utc(dueAt),
                        Sql.utc(heldUntil.orElse(null)),
                        heldBy.map(HeldBy::name).orElse(null),
                        Sql.utc(notBefore))
                .replaceWithVoid();
    }

    /** What this process holds and has not begun to send. */
    Uni<Void> releaseOwn() {
        return Sql.count(database, """
                update announcement_copies
                set state = 'WAITING', lease_owner = null, lease_until = null, fence = fence + 1
                where state = 'CLAIMED' and lease_owner = $1
                """, owner).replaceWithVoid();
    }

    /** Takes back what dead workers held: one that was on its way may have arrived, and is sent once more unless it was stopped. */
    Uni<Void> rescue() {
        return Sql.count(database, """
                with dead as materialized (
                  select c.announcement_id, c.account_id, c.state = 'SENDING' as sent, a.stopped_at is not null as stopped
                  from announcement_copies c join announcements a on a.id = c.announcement_id
                  where c.state in ('CLAIMED', 'SENDING') and c.lease_until < coalesce($1, now())
                  order by c.lease_until limit 100 for update of c skip locked for share of a skip locked),
                fate as (
                  select dead.*, case
                      when sent and (stopped or c.unknowns > 0) then 'UNKNOWN'
                      when stopped and c.unknowns + c.server_errors > 0 then 'UNKNOWN'
                      when stopped then 'STOPPED' else 'WAITING' end as state
                  from dead join announcement_copies c using (announcement_id, account_id))
                update announcement_copies c
                set state = fate.state, ended_at = case when fate.state <> 'WAITING' then coalesce($1, now()) end,
                    unknowns = c.unknowns + case when fate.sent then 1 else 0 end,
                    error = case when fate.sent then 'the worker was gone' else c.error end,
                    lease_owner = null, lease_until = null, fence = c.fence + 1
                from fate where c.announcement_id = fate.announcement_id and c.account_id = fate.account_id
                """, time.forLeases()).replaceWithVoid();
    }

    /** Called now and then. */
    Uni<Void> purge() {
        return Sql.count(database, """
                delete from announcements a
                where greatest(created_at, planned_at) < coalesce($1, now()) - make_interval(days => $2)
                  and not exists (
                    select from announcement_copies c where c.announcement_id = a.id and c.ended_at is null)
                """, time.forLeases(), KEPT_DAYS).replaceWithVoid();
    }

    private double leaseSeconds() {
        return config.lease().toMillis() / (double) Duration.ofSeconds(1).toMillis();
    }

    private static String cut(String error) {
        return error.length() <= 300 ? error : error.substring(0, 300);
    }
}
