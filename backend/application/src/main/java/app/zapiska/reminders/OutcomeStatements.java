package app.zapiska.reminders;

import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import app.zapiska.reminders.ReminderQueue.Claimed;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How the end of a message is written: one statement for the ledger, the reminders, those they take over from, and the message
 * that now stands in the chat. A transaction of several statements took six trips, which were most of the cost of sending.
 */
final class OutcomeStatements {

    private static final int LONGEST_ERROR = 300;

    // Late evidence: the rescue may have written UNKNOWN while the answer was on its way.
    private static final String RECORD = """
            with given as (
              select id, fence, due_at, outcome, error, next, advance, plain_text, soft, reason
              from unnest(cast(:ids as bigint[]), cast(:fences as bigint[]), cast(:dues as timestamptz[]),
                          cast(:outcomes as text[]), cast(:errors as text[]), cast(:nexts as text[]),
                          cast(:advances as boolean[]), cast(:plains as boolean[]), cast(:softs as boolean[]),
                          cast(:reasons as text[]))
                as g (id, fence, due_at, outcome, error, next, advance, plain_text, soft, reason)),
            ledger as (
              update deliveries d
              set outcome = given.outcome, outcome_at = coalesce(:leases, now()), message_id = :message, error = given.error
              from given
              where d.reminder_id = given.id and d.fence = given.fence
                and (d.outcome is null or d.outcome = 'UNKNOWN' and given.outcome = 'SENT')),
            settled as (
              update reminders r
              set state = case given.next when 'RESUME' then r.resume_state else given.next end,
                  resume_state = case given.next when 'AWAITING' then 'AWAITING' else r.resume_state end,
                  due_at = case given.next when 'RESUME' then r.due_at else given.due_at end,
                  not_before = case given.next when 'RESUME' then given.due_at end,
                  reason = given.reason, plain_text = given.plain_text,
                  seq = r.seq + cast(given.advance as int),
                  attempts = case when given.advance then 0 else r.attempts end,
                  soft_unknowns = case when given.advance then 0 else r.soft_unknowns + cast(given.soft as int) end,
                  sent_count = r.sent_count + cast(given.outcome = 'SENT' as int),
                  first_sent_at = case when given.outcome = 'SENT' then coalesce(r.first_sent_at, :leases, now())
                                  else r.first_sent_at end,
                  last_sent_at = case when given.outcome = 'SENT' then coalesce(:leases, now()) else r.last_sent_at end,
                  lease_owner = null, lease_until = null, version = r.version + 1, updated_at = coalesce(:leases, now())
              from given
              where r.id = given.id and r.fence = given.fence and r.state = 'SENDING'
              returning r.id, r.state)
            """;

    /** What was sent now takes over from earlier reminders of the same subjects that still nag. */
    private static final String END_EARLIER = """
            update reminders earlier
            set state = case when earlier.sent_count > 0 then 'DONE' else 'CANCELLED' end,
                due_at = null, reason = 'SUPERSEDED',
                fence = earlier.fence + 1, version = earlier.version + 1, updated_at = coalesce(:leases, now())
            from %s
            where sent.id = any (cast(:ids as bigint[])) and %s = 'AWAITING'
              and earlier.account_id = sent.account_id
              and earlier.subject_kind = sent.subject_kind and earlier.subject_id = sent.subject_id
              and (earlier.planned_at, earlier.id) < (sent.planned_at, sent.id) and earlier.state = 'AWAITING'
            """;

    private static final String UNSENT = RECORD + "select id from settled";

    // A row that the statement itself changes shows its old state to the statement's other parts.
    private static final String SENT = RECORD
            + ", superseded as ("
            + END_EARLIER.formatted(
                    "reminders sent left join settled on settled.id = sent.id", "coalesce(settled.state, sent.state)")
            + "), " + ReminderChatMessages.SPEAKING + """
            , here as (
              insert into chat_messages (account_id, chat_id, message_id, sent_at, stale_since, next_try_at)
              select cast(:account as bigint), cast(:chat as bigint), cast(:message as bigint), cast(:now as timestamptz), since, since
              from (select case when (select count(*) from settled) < cardinality(cast(:ids as bigint[]))
                                  or not exists (select from speaking)
                           then cast(:now as timestamptz) end as since) s
              where exists (select from accounts where id = cast(:account as bigint))
              on conflict (chat_id, message_id) do update
                set stale_since = case when exists (select from speaking) then chat_messages.stale_since
                                       else coalesce(chat_messages.stale_since, excluded.stale_since) end,
                    next_try_at = case when exists (select from speaking) then chat_messages.next_try_at
                                       else excluded.next_try_at end,
                    revision = chat_messages.revision + cast(not exists (select from speaking) as int),
                    attempts = case when exists (select from speaking) then chat_messages.attempts else 0 end
              returning id),
            """ + ReminderChatMessages.TAKE_OVER;

    /** The same where no message stands in a chat: it went to a device. */
    private static final String SENT_ELSEWHERE = RECORD
            + ", superseded as ("
            + END_EARLIER.formatted(
                    "reminders sent left join settled on settled.id = sent.id", "coalesce(settled.state, sent.state)")
            + ") select id from settled";

    private static final String END_EARLIER_ALONE = END_EARLIER.formatted("reminders sent", "sent.state");

    private OutcomeStatements() {}

    /** Of messages that did not arrive, or of whose arrival nothing is known. @return the ids of those that were still ours */
    static Statement unsent(List<Claimed> claimed, List<DeliveryDecision> decisions, OffsetDateTime leases) {
        return Statement.of(UNSENT, parameters(claimed, decisions, leases));
    }

    /**
     * Of a message that Telegram has accepted. When somebody reacted while it was on its way, it is noted as stale.
     *
     * <p>It knows nothing yet of reminders that it changes itself: {@link #endEarlier} does when two are of one subject.
     */
    static Statement sent(
            List<Claimed> claimed, List<DeliveryDecision> decisions, OffsetDateTime leases, long chat, Instant now) {
        var parameters = parameters(claimed, decisions, leases);
        parameters.put("account", claimed.getFirst().accountId());
        parameters.put("chat", chat);
        parameters.put("now", now);
        parameters.put("reminders", parameters.get("ids"));
        parameters.put("seqs", claimed.stream().map(Claimed::seq).toArray(Integer[]::new));
        return Statement.of(SENT, parameters);
    }

    /** Of a message that a device of the person takes: nothing that could be corrected stands anywhere. */
    static Statement sentElsewhere(List<Claimed> claimed, List<DeliveryDecision> decisions, OffsetDateTime leases) {
        return Statement.of(SENT_ELSEWHERE, parameters(claimed, decisions, leases));
    }

    static Statement endEarlier(List<Claimed> claimed, OffsetDateTime leases) {
        var parameters = new HashMap<String, Object>();
        parameters.put("ids", ReminderQueue.ids(claimed));
        parameters.put("leases", leases);
        return Statement.of(END_EARLIER_ALONE, parameters);
    }

    /** Of reminders in hand whose number may have arrived: it is not sent again, and the next one is due at once. */
    static Statement usedUp(List<Claimed> claimed) {
        var parameters = new HashMap<String, Object>();
        parameters.put("ids", ReminderQueue.ids(claimed));
        parameters.put("fences", ReminderQueue.fences(claimed));
        return Statement.of("""
                update reminders r
                set state = r.resume_state, seq = r.seq + 1, attempts = 0, soft_unknowns = 0, not_before = null,
                    lease_owner = null, lease_until = null, version = r.version + 1
                from unnest(cast(:ids as bigint[]), cast(:fences as bigint[])) as g (id, fence)
                where r.id = g.id and r.fence = g.fence and r.state = 'CLAIMED'
                """, parameters);
    }

    private static Map<String, Object> parameters(
            List<Claimed> claimed, List<DeliveryDecision> decisions, OffsetDateTime leases) {
        var messageId = decisions.getFirst().messageId();
        var parameters = new HashMap<String, Object>();
        parameters.put("ids", ReminderQueue.ids(claimed));
        parameters.put("fences", ReminderQueue.fences(claimed));
        parameters.put(
                "dues",
                decisions.stream().map(d -> Sql.utc(d.dueAt().orElse(null))).toArray(OffsetDateTime[]::new));
        parameters.put("outcomes", texts(decisions, d -> d.ledger().name()));
        parameters.put(
                "errors",
                texts(decisions, d -> d.error().map(OutcomeStatements::cut).orElse(null)));
        parameters.put("nexts", texts(decisions, d -> d.next().name()));
        parameters.put("advances", flags(decisions, DeliveryDecision::advance));
        parameters.put("plains", flags(decisions, DeliveryDecision::plainText));
        parameters.put("softs", flags(decisions, DeliveryDecision::softUnknown));
        parameters.put(
                "reasons",
                texts(decisions, d -> d.reason().map(ReminderReason::name).orElse(null)));
        parameters.put("message", messageId.isPresent() ? messageId.getAsLong() : null);
        parameters.put("leases", leases);
        return parameters;
    }

    private static String[] texts(List<DeliveryDecision> decisions, Function<DeliveryDecision, String> column) {
        return decisions.stream().map(column).toArray(String[]::new);
    }

    private static Boolean[] flags(List<DeliveryDecision> decisions, Function<DeliveryDecision, Boolean> column) {
        return decisions.stream().map(column).toArray(Boolean[]::new);
    }

    private static String cut(String error) {
        return error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR);
    }
}
