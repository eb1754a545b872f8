package app.zapiska.payments;

import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.telegram.ChatListener;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Questions for a sum, within the caller's Hibernate transaction unless said otherwise. */
@Singleton
class AmountPrompts implements ChatListener {

    /** How long a question waits for its answer. */
    static final Duration VALID = Duration.ofHours(1);

    private static final int KEPT_DAYS = 7;

    private final Pool database;

    AmountPrompts(Pool database) {
        this.database = database;
    }

    enum State {
        OPEN,
        ANSWERED,
        /** Another question was asked since. */
        REPLACED,
        /** There is nothing to pay any more. */
        DROPPED
    }

    /** An answer to another bot's message of the same number must not pay anything. */
    @Override
    public Uni<Void> botReplaced() {
        return update("delete from payment_questions", Map.of()).replaceWithVoid();
    }

    record Question(long id, SubjectKey payment, State state, Instant expiresAt) {

        boolean expiredAt(Instant now) {
            return !now.isBefore(expiresAt);
        }
    }

    /** @return the id of the new question, which takes the place of an open one */
    Uni<Long> open(long account, long chat, SubjectKey payment, Instant now) {
        // Two presses at once: the second waits here for the first, and then replaces its question.
        return new Statement(
                        "select id from accounts where id = :account for no key update", Map.of("account", account))
                .list(Long.class)
                .chain(() -> update(
                        "update payment_questions set state = 'REPLACED' where account_id = :account and state = 'OPEN'",
                        Map.of("account", account)))
                .chain(() -> new Statement(
                                """
                        insert into payment_questions (account_id, chat_id, subject_kind, subject_id, state, expires_at, created_at)
                        values (:account, :chat, :kind, :subject, 'OPEN', :expires, :now) returning id
                        """,
                                Map.of(
                                        "account",
                                        account,
                                        "chat",
                                        chat,
                                        "kind",
                                        payment.kind().name(),
                                        "subject",
                                        payment.id(),
                                        "expires",
                                        now.plus(VALID),
                                        "now",
                                        now))
                        .list(Long.class))
                .map(ids -> ids.getFirst());
    }

    /** The question has arrived as this message. On a connection of its own. */
    Uni<Void> asked(long question, long messageId) {
        return Sql.rows(
                        database,
                        "update payment_questions set message_id = $2 where id = $1 and message_id is null",
                        question,
                        messageId)
                .replaceWithVoid();
    }

    /**
     * The question a text answers, locked until the transaction ends.
     *
     * @param replyTo empty: it answers the open question, if there is one
     */
    Uni<Optional<Question>> answeredBy(long account, long chat, OptionalLong replyTo) {
        // A question whose message we never learned may be what the person replied to.
        return new Statement("""
                select id, subject_kind, subject_id, state, cast(extract(epoch from expires_at) * 1000 as bigint)
                from payment_questions
                where account_id = :account and chat_id = :chat
                  and case when cast(:message as bigint) is null then state = 'OPEN'
                      else message_id = cast(:message as bigint) or state = 'OPEN' and message_id is null end
                order by message_id nulls last, id desc limit 1 for update
                """, parameters(account, chat, replyTo))
                .list(Object[].class)
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new Question(
                                ((Number) row[0]).longValue(),
                                new SubjectKey(SubjectKey.Kind.valueOf((String) row[1]), ((Number) row[2]).longValue()),
                                State.valueOf((String) row[3]),
                                Instant.ofEpochMilli(((Number) row[4]).longValue()))));
    }

    private static Map<String, Object> parameters(long account, long chat, OptionalLong replyTo) {
        var parameters = new java.util.HashMap<String, Object>();
        parameters.put("account", account);
        parameters.put("chat", chat);
        parameters.put("message", replyTo.isPresent() ? replyTo.getAsLong() : null);
        return parameters;
    }

    Uni<Void> close(Question question, State state) {
        return update(
                        "update payment_questions set state = :state where id = :id",
                        Map.of("id", question.id(), "state", state.name()))
                .replaceWithVoid();
    }

    /** On a connection of its own. */
    Uni<Void> purge(Instant now) {
        return Sql.rows(
                        database,
                        "delete from payment_questions where created_at < $1",
                        Sql.utc(now.minus(Duration.ofDays(KEPT_DAYS))))
                .replaceWithVoid();
    }

    private static Uni<Integer> update(String sql, Map<String, Object> parameters) {
        return Panache.getSession().chain(session -> {
            var query = session.createNativeQuery(sql);
            parameters.forEach(query::setParameter);
            return query.executeUpdate();
        });
    }
}
