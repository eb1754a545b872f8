package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.channels.ChannelChoice;
import app.zapiska.channels.SecondChannelStatements;
import app.zapiska.delivery.DueWork;
import app.zapiska.delivery.EngineTime;
import app.zapiska.platform.sql.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The reminders table as a queue that any number of replicas work on. Each method is one statement or one short
 * transaction; none is open while Telegram is called. Every change of a leased row names its fence, which rises with every
 * claim and every reaction, so a worker that was overtaken — by a person, by the rescue, by another worker — changes nothing
 * and learns it from the rows that come back.
 */
@Singleton
class ReminderQueue implements DueWork {

    static final String DUE = "reminders_due";
    static final String ABANDONED = "reminders_abandoned";
    static final String REACHABLE = "reminders_reachable";

    /** Of a {@link Claimed}. Named, so that the statements stay prepared. */
    private static final String COLUMNS = """
            r.id, r.account_id, r.subject_kind, r.subject_id, r.fence, r.seq, r.attempts, r.soft_unknowns, r.plain_text,
            r.first_sent_at, r.due_at""";

    private final Pool database;
    private final EngineTime time;
    private final EngineConfig config;

    /** This process, in leases and in the ledger. */
    private final UUID owner = UUID.randomUUID();

    ReminderQueue(Pool database, EngineTime time, EngineConfig config) {
        this.database = database;
        this.time = time;
        this.config = config;
    }

    /**
     * A reminder in hand.
     *
     * @param seq the number of the message to send
     * @param tries of this message so far
     * @param plainText Telegram has refused this message once: send it without formatting, cut
     * @param firstSentAt empty before the first message
     * @param laterDueAt when the soonest of the subject's later reminders is due
     */
    record Claimed(
            long id,
            long accountId,
            SubjectKey subject,
            long fence,
            int seq,
            int tries,
            int softUnknowns,
            boolean plainText,
            Optional<Instant> firstSentAt,
            Instant dueAt,
            Optional<Instant> laterDueAt) {

        private static Claimed from(Row row, Optional<Instant> laterDueAt) {
            return new Claimed(
                    row.getLong("id"),
                    row.getLong("account_id"),
                    ReminderQueue.subject(row),
                    row.getLong("fence"),
                    row.getInteger("seq"),
                    row.getInteger("attempts"),
                    row.getInteger("soft_unknowns"),
                    row.getBoolean("plain_text"),
                    Optional.ofNullable(row.getOffsetDateTime("first_sent_at")).map(OffsetDateTime::toInstant),
                    row.getOffsetDateTime("due_at").toInstant(),
                    laterDueAt);
        }
    }

    @Override
    public Map<String, String> conditions() {
        return Map.of(DUE, """
                exists (
                  select from reminders
                  where state in ('SCHEDULED', 'AWAITING', 'SNOOZED') and due_at <= coalesce($1, now()) and subject_kind in (%s))
                """.formatted(SubjectKey.Kind.known()), ABANDONED, """
                exists (
                  select from reminders where state in ('CLAIMED', 'SENDING') and lease_until < coalesce($1, now()))
                or exists (
                  select from deliveries d join reminders r on r.id = d.reminder_id
                  where d.outcome is null and (r.state <> 'SENDING' or r.fence <> d.fence))
                """, REACHABLE, """
                exists (select from reminders r where r.state = 'BLOCKED' and %s)
                """.formatted(
                        SecondChannelStatements.hasSecond("r.account_id")));
    }

    /**
     * What no chat can take goes on by the second channel, whatever has made it wait: a block, an account without a chat when
     * its first device was added, a replica of a version that knows no second channel. A number that may have reached the chat
     * is used up, so that it does not go out twice.
     */
    Uni<Integer> wakeReachable() {
        return Sql.count(database, """
                with waiting as materialized (
                  select r.id from reminders r where r.state = 'BLOCKED' and %s
                  order by r.id limit 1000 for update skip locked)
                update reminders r
                set state = r.resume_state, reason = null, due_at = greatest(r.planned_at, coalesce($1, now())),
                    not_before = null, seq = r.seq + cast(r.soft_unknowns > 0 as int),
                    attempts = case when r.soft_unknowns > 0 then 0 else r.attempts end, soft_unknowns = 0,
                    fence = r.fence + 1, version = r.version + 1, updated_at = coalesce($1, now())
                from waiting where r.id = waiting.id
                """.formatted(SecondChannelStatements.hasSecond("r.account_id")), time.forLeases());
    }

    /**
     * A subject is nagged about once, by its latest reminder: earlier ones that are due end when a later one has begun or is due
     * as well.
     *
     * @return how many ended
     */
    Uni<Integer> supersede() {
        return Sql.count(database, """
                with due as materialized (
                  select id from reminders
                  where state in ('SCHEDULED', 'AWAITING', 'SNOOZED') and due_at <= coalesce($1, now())
                  order by due_at, id limit 1000)
                update reminders earlier
                set state = case when earlier.sent_count > 0 then 'DONE' else 'CANCELLED' end,
                    due_at = null, reason = 'SUPERSEDED',
                    fence = earlier.fence + 1, version = earlier.version + 1, updated_at = coalesce($1, now())
                from due
                where earlier.id = due.id and earlier.state in ('SCHEDULED', 'AWAITING', 'SNOOZED')
                  and exists (
                    select 1 from reminders later
                    where later.account_id = earlier.account_id
                      and later.subject_kind = earlier.subject_kind and later.subject_id = earlier.subject_id
                      and (later.planned_at, later.id) > (earlier.planned_at, earlier.id)
                      and (later.state in ('AWAITING', 'CLAIMED', 'SENDING')
                           or later.state in ('SCHEDULED', 'SNOOZED') and later.due_at <= coalesce($1, now())))
                """, time.forLeases());
    }

    /** Takes due reminders in hand, the longest due first. */
    Uni<List<Claimed>> claim(int limit) {
        return claim(limit, "");
    }

    /**
     * While nothing may be sent by Telegram: those that the second channel takes over. The others are not touched, as there is
     * nothing to be done for them.
     */
    Uni<List<Claimed>> claimForSecond(int limit) {
        return claim(limit, "and " + SecondChannelStatements.takesOver("reminders.account_id", "reminders.due_at"));
    }

    private Uni<List<Claimed>> claim(int limit, String further) {
        // The materialized CTE is a fence: with "where id in (select … limit n for update skip locked)" the planner may
        // update more rows than n.
        return Sql.rows(
                        database,
                        """
                with due as materialized (
                  select id from reminders
                  where state in ('SCHEDULED', 'AWAITING', 'SNOOZED') and due_at <= coalesce($2, now())
                    and (not_before is null or not_before <= coalesce($2, now())) and subject_kind in (%s)
                %s
                  order by due_at, id limit $3 for update skip locked)
                update reminders r
                set state = 'CLAIMED', lease_owner = $1, lease_until = coalesce($2, now()) + make_interval(secs => $4),
                    fence = r.fence + 1, version = r.version + 1
                from due where r.id = due.id
                returning %s, (
                  select min(greatest(later.due_at, later.not_before)) from reminders later
                  where later.account_id = r.account_id
                    and later.subject_kind = r.subject_kind and later.subject_id = r.subject_id
                    and (later.planned_at, later.id) > (r.planned_at, r.id)
                    and later.state in ('SCHEDULED', 'SNOOZED')) as later_due_at
                """.formatted(SubjectKey.Kind.known(), further, COLUMNS),
                        owner,
                        time.forLeases(),
                        limit,
                        seconds(config.lease()))
                .map(rows -> rows.stream()
                        .map(row -> Claimed.from(row, Optional.ofNullable(Sql.instant(row, "later_due_at"))))
                        .toList());
    }

    /**
     * Commits the intent to send, before the call. Into a chat only while it is the account's.
     *
     * @return the ids that are still ours; the others must not be sent
     */
    Uni<Set<Long>> intend(List<Claimed> claimed, OptionalLong chat, Optional<ChannelChoice.Elsewhere> second) {
        return Sql.rows(
                        database,
                        """
                with given as (
                  select id, fence, away_since
                  from unnest($1::bigint[], $2::bigint[], $9::timestamptz[]) as g (id, fence, away_since)),
                up as (
                  update reminders r
                  set state = 'SENDING', attempts = r.attempts + 1, version = r.version + 1,
                      lease_until = coalesce($4, now()) + make_interval(secs => $5)
                  from given
                  where r.id = given.id and r.fence = given.fence and r.lease_owner = $3 and r.state = 'CLAIMED'
                    and r.lease_until > coalesce($4, now())
                    and not exists (select 1 from deliveries d where d.reminder_id = r.id and d.outcome is null)
                    and ($6::bigint is null
                      or exists (select from accounts a where a.id = r.account_id and a.telegram_chat_id = $6))
                  returning r.id, r.account_id, r.seq, r.attempts, r.fence, given.away_since)
                insert into deliveries (account_id, reminder_id, seq, try, fence, owner, intent_at, chat_id, channel,
                  channel_reason, channel_since)
                select account_id, id, seq, attempts, fence, $3, coalesce($4, now()), $6, $7, $8, away_since from up
                returning reminder_id
                """,
                        ids(claimed),
                        fences(claimed),
                        owner,
                        time.forLeases(),
                        seconds(config.lease()),
                        chat.isPresent() ? chat.getAsLong() : null,
                        second.map(one -> one.way().channel().name()).orElse("TELEGRAM"),
                        second.map(one -> one.way().why().name()).orElse(null),
                        claimed.stream()
                                .map(one -> second.map(ways -> ways.awaySince().get(one.id()))
                                        .map(Sql::utc)
                                        .orElse(null))
                                .toArray(OffsetDateTime[]::new))
                .map(rows -> rows.stream().map(row -> row.getLong(0)).collect(Collectors.toSet()));
    }

    /**
     * Records how a message ended, for all reminders it spoke for.
     *
     * @param decisions in the order of {@code claimed}
     * @param chat that it went into; empty for the second channel
     */
    Uni<Void> recordOutcome(List<Claimed> claimed, List<DeliveryDecision> decisions, OptionalLong chat) {
        if (decisions.getFirst().ledger() != DeliveryDecision.Outcome.SENT) {
            return unsent(database, claimed, decisions).replaceWithVoid();
        }
        var sent = chat.isPresent()
                ? OutcomeStatements.sent(claimed, decisions, time.forLeases(), chat.getAsLong(), time.now())
                : OutcomeStatements.sentElsewhere(claimed, decisions, time.forLeases());
        boolean oneASubject = claimed.stream().map(Claimed::subject).distinct().count() == claimed.size();
        return (oneASubject
                        ? sent.on(database)
                        : database.withTransaction(connection -> sent.on(connection)
                                .chain(() -> OutcomeStatements.endEarlier(claimed, time.forLeases())
                                        .on(connection))))
                .replaceWithVoid();
    }

    private Uni<List<Row>> unsent(SqlClient client, List<Claimed> claimed, List<DeliveryDecision> decisions) {
        return OutcomeStatements.unsent(claimed, decisions, time.forLeases()).on(client);
    }

    /**
     * Gives claimed reminders back unsent: nothing was attempted, so the ledger has nothing to say. They are due as before, and
     * late for as long as it takes, but not looked at before this moment.
     */
    Uni<Integer> putBack(List<Claimed> claimed, Instant notBefore, ReminderReason reason) {
        return release(claimed, "not_before", notBefore, reason);
    }

    /** Gives claimed reminders back unsent, because they are not due before this moment. */
    Uni<Integer> release(List<Claimed> claimed, Instant dueAt, ReminderReason reason) {
        return release(claimed, "due_at", dueAt, reason);
    }

    /**
     * Gives claimed reminders back that a pause holds: they are due at its end, inside working hours. Share-locks the accounts
     * and compares their pauses, so that whoever ends or moves one either waits and then finds these reminders among the held
     * ones, or is found here. Accounts that are just being changed are passed by.
     *
     * @return the ids that are held; the others are still claimed
     */
    Uni<Set<Long>> hold(List<Claimed> claimed, Map<Long, AccountSettings> settings, Instant now) {
        var accounts = claimed.stream().map(Claimed::accountId).distinct().toList();
        var pauses = accounts.stream()
                .map(id -> settings.get(id).pauseAt(now).orElseThrow())
                .toList();
        return Sql.rows(
                        database,
                        """
                with given as (
                  select id, fence, due_at from unnest($1::bigint[], $2::bigint[], $3::timestamptz[]) as g (id, fence, due_at)),
                paused as materialized (
                  select a.id from accounts a
                  join unnest($4::bigint[], $5::timestamptz[], $6::boolean[]) as p (id, until, spares)
                    on a.id = p.id and a.paused_until = p.until and a.pause_spares_payments = p.spares
                  for share of a skip locked)
                update reminders r
                set state = r.resume_state, due_at = given.due_at, reason = 'PAUSED', lease_owner = null, lease_until = null,
                    version = r.version + 1
                from given, paused
                where r.id = given.id and r.fence = given.fence and r.state = 'CLAIMED' and r.account_id = paused.id
                returning r.id
                """,
                        ids(claimed),
                        fences(claimed),
                        claimed.stream()
                                .map(one -> Sql.utc(settings.get(one.accountId())
                                        .comesAt(now, one.subject().kind().isPayment())))
                                .toArray(OffsetDateTime[]::new),
                        accounts.toArray(Long[]::new),
                        pauses.stream().map(pause -> Sql.utc(pause.until())).toArray(OffsetDateTime[]::new),
                        pauses.stream()
                                .map(AccountSettings.Pause::sparesPayments)
                                .toArray(Boolean[]::new))
                .map(rows -> rows.stream().map(row -> row.getLong(0)).collect(Collectors.toSet()));
    }

    private Uni<Integer> release(List<Claimed> claimed, String column, Instant moment, ReminderReason reason) {
        return Sql.count(
                database,
                """
                update reminders r
                set state = r.resume_state, %s = $3, reason = $4, lease_owner = null, lease_until = null,
                    version = r.version + 1
                from unnest($1::bigint[], $2::bigint[]) as g (id, fence)
                where r.id = g.id and r.fence = g.fence and r.state = 'CLAIMED'
                """.formatted(column),
                ids(claimed),
                fences(claimed),
                Sql.utc(moment),
                reason == null ? null : reason.name());
    }

    /** Their numbers may have reached the chat, and the second channel takes over. */
    Uni<Void> useUp(List<Claimed> claimed) {
        return OutcomeStatements.usedUp(claimed).on(database).replaceWithVoid();
    }

    /** There is no chat to write to: they wait until there is one. */
    Uni<Integer> block(List<Claimed> claimed, ReminderReason reason) {
        return park(claimed, "BLOCKED", reason);
    }

    /** Their subject is done or gone, which should have ended them before. */
    Uni<Integer> cancel(List<Claimed> claimed, ReminderReason reason) {
        return park(claimed, "CANCELLED", reason);
    }

    private Uni<Integer> park(List<Claimed> claimed, String state, ReminderReason reason) {
        return Sql.count(database, """
                update reminders r
                set state = $3, due_at = null, reason = $4, lease_owner = null, lease_until = null,
                    version = r.version + 1, updated_at = coalesce($5, now())
                from unnest($1::bigint[], $2::bigint[]) as g (id, fence)
                where r.id = g.id and r.fence = g.fence and r.state = 'CLAIMED'
                """, ids(claimed), fences(claimed), state, reason.name(), time.forLeases());
    }

    /** Hands back what this process has claimed but not begun to send. */
    Uni<Integer> releaseOwn() {
        return Sql.count(database, """
                update reminders
                set state = resume_state, lease_owner = null, lease_until = null, fence = fence + 1, version = version + 1
                where lease_owner = $1 and state = 'CLAIMED'
                """, owner);
    }

    /**
     * Claims whose worker is gone: nothing was sent, so they simply go back. What somebody holds locked is left for the next
     * rescue: a worker that stands still in the middle of a transaction must not keep the others' reminders waiting.
     */
    Uni<Integer> rescueClaimed() {
        return Sql.count(database, """
                with dead as materialized (
                  select id from reminders where state = 'CLAIMED' and lease_until < coalesce($1, now())
                  for update skip locked)
                update reminders r
                set state = r.resume_state, lease_owner = null, lease_until = null, fence = r.fence + 1,
                    version = r.version + 1
                from dead where r.id = dead.id
                """, time.forLeases());
    }

    /** Intents whose worker is gone: whether the message left is unknown. */
    Uni<List<Claimed>> abandoned() {
        return Sql.rows(database, """
                select %s from reminders r where r.state = 'SENDING' and r.lease_until < coalesce($1, now())
                  and r.subject_kind in (%s) order by r.lease_until limit 200
                """.formatted(COLUMNS, SubjectKey.Kind.known()), time.forLeases())
                .map(rows -> rows.stream()
                        .map(row -> Claimed.from(row, Optional.empty()))
                        .toList());
    }

    /** Settles an abandoned intent, unless its worker has come back in the meantime or holds it locked. */
    Uni<Boolean> giveUp(Claimed abandoned, DeliveryDecision decision) {
        return database.withTransaction(connection -> Sql.rows(
                        connection, """
                        select id from reminders
                        where id = $1 and fence = $2 and state = 'SENDING' and lease_until < coalesce($3, now())
                        for update skip locked
                        """, abandoned.id(), abandoned.fence(), time.forLeases())
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(false)
                        : unsent(connection, List.of(abandoned), List.of(decision))
                                .map(recorded -> !recorded.isEmpty())));
    }

    /** Open lines of the ledger whose reminder has moved on while the worker died. */
    Uni<Integer> closeForgottenIntents() {
        return Sql.count(database, """
                with forgotten as materialized (
                  select d.id from deliveries d join reminders r on r.id = d.reminder_id
                  where d.outcome is null and (r.state <> 'SENDING' or r.fence <> d.fence)
                    and d.intent_at < coalesce($1, now()) - make_interval(secs => $2)
                  for update of d skip locked)
                update deliveries d
                set outcome = 'UNKNOWN', outcome_at = coalesce($1, now()), error = 'the worker was gone'
                from forgotten where d.id = forgotten.id
                """, time.forLeases(), seconds(config.lease()));
    }

    static SubjectKey subject(Row row) {
        return new SubjectKey(SubjectKey.Kind.valueOf(row.getString("subject_kind")), row.getLong("subject_id"));
    }

    static Long[] ids(List<Claimed> claimed) {
        return claimed.stream().map(Claimed::id).toArray(Long[]::new);
    }

    static Long[] fences(List<Claimed> claimed) {
        return claimed.stream().map(Claimed::fence).toArray(Long[]::new);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
