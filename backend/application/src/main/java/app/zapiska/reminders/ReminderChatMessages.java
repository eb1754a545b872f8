package app.zapiska.reminders;

import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import app.zapiska.reminders.Reminder.State;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What reminders' messages stand in the chats, and what they speak for. A subject has one living message: when a newer one is sent, the older is
 * stale and will be removed, or, when it spoke for several subjects, edited. Whatever people do to a subject makes its message
 * stale in the same transaction.
 */
@Singleton
class ReminderChatMessages {

    /**
     * The subjects that a message takes over: of {@code :reminders}, with their {@code :seqs}. An answer can be late enough that
     * a newer message already stands: message ids rise within a chat. Of two reminders of one subject the later speaks.
     */
    static final String SPEAKING = """
            speaking as (
              select distinct on (r.subject_kind, r.subject_id)
                r.account_id, r.subject_kind, r.subject_id, r.id as reminder_id, g.seq, old.chat_message_id as replaced
              from unnest(cast(:reminders as bigint[]), cast(:seqs as int[])) as g (id, seq)
              join reminders r on r.id = g.id and r.account_id = :account
              left join chat_message_subjects old
                on old.account_id = r.account_id and old.subject_kind = r.subject_kind and old.subject_id = r.subject_id
              where not exists (
                select from chat_messages newer
                where newer.id = old.chat_message_id and newer.chat_id = :chat and newer.message_id > :message)
              order by r.subject_kind, r.subject_id, r.planned_at desc, r.id desc)
            """;

    /** Behind {@code speaking}, and {@code here}, which is the message itself: makes the messages stale that it replaces. */
    static final String TAKE_OVER = """
            moved as (
              insert into chat_message_subjects (account_id, chat_message_id, subject_kind, subject_id, reminder_id, seq)
              select s.account_id, here.id, s.subject_kind, s.subject_id, s.reminder_id, s.seq from speaking s, here
              on conflict (account_id, subject_kind, subject_id) do update
                set chat_message_id = excluded.chat_message_id, reminder_id = excluded.reminder_id, seq = excluded.seq)
            update chat_messages m
            set stale_since = coalesce(m.stale_since, :now), next_try_at = :now, revision = m.revision + 1, attempts = 0
            where m.id in (select s.replaced from speaking s, here where s.replaced <> here.id)
            """;

    private static final String DISCOVER = "with " + SPEAKING + """
            , here as (
              insert into chat_messages (account_id, chat_id, message_id, sent_at, stale_since, next_try_at)
              values (:account, :chat, :message, :now, :now, :now) on conflict (chat_id, message_id) do nothing
              returning id),
            """ + TAKE_OVER;

    private final Pool database;

    ReminderChatMessages(Pool database) {
        this.database = database;
    }

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
                .chain(pressed -> Statement.of(
                                DISCOVER,
                                Map.of(
                                        "account", account,
                                        "chat", chat,
                                        "message", messageId,
                                        "reminders", new Long[] {reminder},
                                        "seqs", new Integer[] {pressed},
                                        "now", now))
                        .on(connection))
                .replaceWithVoid());
    }

    /** The subjects a message speaks for, in the order it lists them. */
    Uni<List<Shown>> shown(long account, long chatMessage) {
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
                          and l.subject_kind = t.subject_kind and l.subject_id = t.subject_id""")), account, chatMessage)
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
}
