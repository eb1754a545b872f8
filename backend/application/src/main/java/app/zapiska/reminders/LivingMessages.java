package app.zapiska.reminders;

import app.zapiska.delivery.EngineTime;
import app.zapiska.platform.sql.Sql;
import app.zapiska.reminders.Reminder.State;
import app.zapiska.reminders.ReminderQueue.Claimed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What stands in the chats and what it speaks for. A subject has one living message: when a newer one is sent, the older is
 * stale and will be removed, or, when it spoke for several subjects, edited. Whatever people do to a subject makes its message
 * stale in the same transaction; {@link ChatCorrection} works the stale ones off, so a correction survives any crash.
 */
@Singleton
class LivingMessages {

    private final Pool database;
    private final EngineTime time;

    LivingMessages(Pool database, EngineTime time) {
        this.database = database;
        this.time = time;
    }

    /**
     * @param revision what the message was stale about: newer staleness is not settled by an older correction
     * @param opened the one of several subjects whose buttons it shows
     * @param awaited somebody has pressed one of its buttons and looks at it
     */
    record Stale(
            long id,
            long accountId,
            String kind,
            long chat,
            long messageId,
            Instant sentAt,
            int revision,
            int attempts,
            Optional<SubjectKey> opened,
            boolean awaited) {}

    /**
     * A subject as its message must show it now.
     *
     * @param next when the engine acts next on the subject, whichever reminder it is
     */
    record Shown(
            SubjectKey subject,
            long reminderId,
            int seq,
            State state,
            Optional<Instant> firstSentAt,
            Optional<Instant> next,
            boolean repeat) {}

    /**
     * Notes a message that Telegram has accepted and makes the messages stale that it replaces.
     *
     * @param stale it is already out of date
     */
    Uni<Void> sent(
            SqlClient connection, long chat, long messageId, List<Claimed> claimed, boolean stale, Instant sentAt) {
        var staleSince = Sql.utc(stale ? sentAt : null);
        return Sql.rows(connection, """
                insert into chat_messages (account_id, chat_id, message_id, sent_at, stale_since, next_try_at)
                values ($1, $2, $3, $4, $5, $5)
                on conflict (chat_id, message_id) do update set sent_at = chat_messages.sent_at
                returning id
                """, claimed.getFirst().accountId(), chat, messageId, Sql.utc(sentAt), staleSince)
                .map(rows -> rows.getFirst().getLong(0))
                .chain(id -> takeOver(
                        connection,
                        id,
                        claimed.stream().map(Claimed::id).toArray(Long[]::new),
                        claimed.stream().map(Claimed::seq).toArray(Integer[]::new),
                        sentAt));
    }

    private Uni<Void> takeOver(SqlClient connection, long message, Long[] reminders, Integer[] seqs, Instant now) {
        // An answer can be late enough that a newer message already stands: message ids rise within a chat.
        return Sql.rows(connection, """
                with speaking as (
                  select r.account_id, r.subject_kind, r.subject_id, r.id as reminder_id, g.seq, old.chat_message_id as replaced
                  from unnest($2::bigint[], $3::int[]) as g (id, seq)
                  join chat_messages here on here.id = $1
                  join reminders r on r.id = g.id and r.account_id = here.account_id
                  left join chat_message_subjects old
                    on old.account_id = r.account_id and old.subject_kind = r.subject_kind and old.subject_id = r.subject_id
                  where not exists (
                    select 1 from chat_messages newer
                    where newer.id = old.chat_message_id
                      and newer.chat_id = here.chat_id and newer.message_id > here.message_id)
                  order by r.subject_kind, r.subject_id),
                moved as (
                  insert into chat_message_subjects (account_id, chat_message_id, subject_kind, subject_id, reminder_id, seq)
                  select account_id, $1, subject_kind, subject_id, reminder_id, seq from speaking
                  on conflict (account_id, subject_kind, subject_id) do update
                    set chat_message_id = excluded.chat_message_id, reminder_id = excluded.reminder_id, seq = excluded.seq)
                update chat_messages m
                set stale_since = coalesce(m.stale_since, $4), next_try_at = $4, revision = m.revision + 1, attempts = 0
                where m.id <> $1 and m.id in (select replaced from speaking)
                   or m.id = $1 and not exists (select 1 from speaking)
                """, message, reminders, seqs, Sql.utc(now)).replaceWithVoid();
    }

    /**
     * Late evidence: a button was pressed on a message that the ledger does not know. The try it belongs to was sent after
     * all, and the message becomes known, so that it can be corrected.
     *
     * @param seq empty when the button does not say it: then it is the last one nothing is known of
     */
    Uni<Void> discovered(long account, long reminder, OptionalInt seq, long chat, long messageId, Instant now) {
        Integer number = seq.isPresent() ? seq.getAsInt() : null;
        return database.withTransaction(connection -> Sql.rows(
                        connection, """
                        update deliveries set outcome = 'SENT', message_id = $4, chat_id = $5
                        where id = (select d.id from deliveries d
                                    where d.account_id = $1 and d.reminder_id = $2 and d.seq = coalesce($3, d.seq)
                                      and d.outcome = 'UNKNOWN'
                                      and not exists (select 1 from deliveries s
                                                      where s.reminder_id = $2 and s.outcome = 'SENT'
                                                        and (s.seq = d.seq or s.chat_id = $5 and s.message_id = $4))
                                    order by d.seq desc, d.try desc limit 1)
                        returning seq
                        """, account, reminder, number, messageId, chat)
                .map(rows ->
                        seq.orElseGet(() -> rows.isEmpty() ? 0 : rows.getFirst().getInteger(0)))
                .chain(pressed -> Sql.rows(connection, """
                        insert into chat_messages (account_id, chat_id, message_id, sent_at, stale_since, next_try_at)
                        values ($1, $2, $3, $4, $4, $4) on conflict (chat_id, message_id) do nothing returning id
                        """, account, chat, messageId, Sql.utc(now))
                        .chain(rows -> rows.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : takeOver(
                                        connection,
                                        rows.getFirst().getLong(0),
                                        new Long[] {reminder},
                                        new Integer[] {pressed},
                                        now))));
    }

    /**
     * Takes stale messages in hand for a while, of each chat those first that somebody waits for, then the newest: they are
     * what the person looks at. Those of a chat that can't be written to wait until it can, and a chat in which somebody corrects
     * already is left to them, but for what is waited for.
     *
     * @param ofAChat at most so many of one chat
     */
    Uni<List<Stale>> claimStale(int limit, int ofAChat, Duration lease) {
        return Sql.rows(database, """
                with due as materialized (
                  select id, chat_id, next_try_at, sent_at, awaited from chat_messages m
                  where next_try_at <= coalesce($1, now()) and (lease_until is null or lease_until < coalesce($1, now()))
                    and not exists (
                      select 1 from accounts a
                      where a.id = m.account_id and a.telegram_chat_id = m.chat_id and a.telegram_blocked_at is not null)
                    and (awaited or not exists (
                      select 1 from chat_messages held
                      where held.chat_id = m.chat_id and held.lease_until >= coalesce($1, now())))),
                fair as materialized (
                  select id from (
                    select id, next_try_at, awaited,
                      row_number() over (partition by chat_id order by awaited desc, sent_at desc, id desc) as place from due) d
                  where place <= $4 order by awaited desc, next_try_at, id limit $2),
                mine as materialized (
                  select m.id from chat_messages m join fair on fair.id = m.id
                  where m.next_try_at <= coalesce($1, now()) and (m.lease_until is null or m.lease_until < coalesce($1, now()))
                  for update of m skip locked)
                update chat_messages m
                set lease_until = coalesce($1, now()) + make_interval(secs => $3), attempts = m.attempts + 1
                from mine where m.id = mine.id
                returning m.id, m.account_id, m.kind, m.chat_id, m.message_id, m.sent_at, m.revision, m.attempts,
                  m.opened_kind, m.opened_id, m.awaited
                """, time.forLeases(), limit, lease.toMillis() / 1000.0, ofAChat)
                .map(rows -> rows.stream()
                        .map(row -> new Stale(
                                row.getLong("id"),
                                row.getLong("account_id"),
                                row.getString("kind"),
                                row.getLong("chat_id"),
                                row.getLong("message_id"),
                                row.getOffsetDateTime("sent_at").toInstant(),
                                row.getInteger("revision"),
                                row.getInteger("attempts"),
                                Optional.ofNullable(row.getString("opened_kind"))
                                        .map(kind -> new SubjectKey(
                                                SubjectKey.Kind.valueOf(kind), row.getLong("opened_id"))),
                                row.getBoolean("awaited")))
                        .sorted(Comparator.comparing(Stale::awaited)
                                .thenComparing(Stale::sentAt)
                                .thenComparing(Stale::id)
                                .reversed())
                        .toList());
    }

    /** The subjects a message speaks for, in the order it lists them. */
    Uni<List<Shown>> shown(Stale message) {
        return Sql.rows(database, """
                select t.subject_kind, t.subject_id, t.reminder_id, t.seq, r.first_sent_at, r.sent_count,
                       case when r.state in ('DONE', 'CANCELLED') and exists (
                              select 1 from reminders s
                              where s.account_id = t.account_id and s.subject_kind = t.subject_kind
                                and s.subject_id = t.subject_id and s.state = 'SNOOZED')
                            then 'SNOOZED' else r.state end as state,
                       (select due_at from (%s) soonest) as next
                from chat_message_subjects t
                join reminders r on r.id = t.reminder_id
                where t.account_id = $1 and t.chat_message_id = $2
                order by t.reminder_id
                """.formatted(NextMessage.soonest("""
                        select * from reminders l
                        where l.account_id = t.account_id
                          and l.subject_kind = t.subject_kind and l.subject_id = t.subject_id""")), message.accountId(), message.id())
                .map(rows -> rows.stream()
                        .map(row -> new Shown(
                                ReminderQueue.subject(row),
                                row.getLong("reminder_id"),
                                row.getInteger("seq"),
                                State.valueOf(row.getString("state")),
                                instant(row.getOffsetDateTime("first_sent_at")),
                                instant(row.getOffsetDateTime("next")),
                                row.getInteger("sent_count") > 1))
                        .toList());
    }

    private static Optional<Instant> instant(OffsetDateTime moment) {
        return Optional.ofNullable(moment).map(OffsetDateTime::toInstant);
    }

    /** Telegram agrees with us, unless it has become stale again meanwhile. */
    Uni<Void> corrected(Stale message) {
        return Sql.rows(database, """
                update chat_messages
                set lease_until = null,
                    stale_since = case when revision = $2 then null else stale_since end,
                    next_try_at = case when revision = $2 then null else next_try_at end,
                    awaited = awaited and revision <> $2,
                    attempts = 0
                where id = $1
                """, message.id(), message.revision()).replaceWithVoid();
    }

    /** It is gone from the chat. */
    Uni<Void> gone(Stale message) {
        return Sql.rows(database, "delete from chat_messages where id = $1", message.id())
                .replaceWithVoid();
    }

    Uni<Void> tryLater(Stale message, Instant when) {
        return release(message, when, 0);
    }

    /** As {@link #tryLater}, without counting as a try. */
    Uni<Void> putBack(Stale message, Instant when) {
        return release(message, when, 1);
    }

    private Uni<Void> release(Stale message, Instant when, int untried) {
        return Sql.rows(database, """
                update chat_messages
                set lease_until = null, attempts = greatest(0, attempts - $4),
                    next_try_at = case when next_try_at is not null and revision = $3 then $2 else next_try_at end
                where id = $1
                """, message.id(), Sql.utc(when), message.revision(), untried)
                .replaceWithVoid();
    }

    /**
     * It stands in a chat that can't be written to and is no account's any more.
     *
     * @return whether it is forgotten
     */
    Uni<Boolean> leave(Stale message) {
        return Sql.rows(database, """
                delete from chat_messages m
                where id = $1 and not exists (select 1 from accounts a where a.telegram_chat_id = m.chat_id)
                returning id
                """, message.id()).map(rows -> !rows.isEmpty());
    }
}
