package app.zapiska.telegram;

import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the bot waits for in chats: the person's next message answers it. It stands in the database, so a restart changes
 * nothing. At most one is open in a chat: the next question takes its place, a command ends it, and it ends by itself. Within
 * the caller's Hibernate transaction unless said otherwise.
 */
@Singleton
public class Prompts implements ChatListener {

    /** How long a question waits for its answer. */
    public static final Duration VALID = Duration.ofHours(1);

    /** What was asked longer ago is not spoken of any more, unless somebody answers that very message. */
    private static final Duration REMEMBERED = Duration.ofHours(24);

    private static final int KEPT_DAYS = 7;

    private final Pool database;

    Prompts(Pool database) {
        this.database = database;
    }

    public enum State {
        OPEN,
        ANSWERED,
        /** Another question was asked since. */
        REPLACED,
        /** It was called off, or there is nothing to answer any more. */
        DROPPED,
        /** The person wrote too late, and was told so. */
        EXPIRED
    }

    /** @param about what the feature that asked needs to know */
    public record Prompt(long id, String kind, String about, State state, Instant expiresAt) {

        boolean expiredAt(Instant now) {
            return !now.isBefore(expiresAt);
        }
    }

    /** An answer to another bot's message of the same number must not do anything. */
    @Override
    public Uni<Void> botReplaced() {
        return run("delete from chat_prompts returning id", Map.of());
    }

    /**
     * @param kind of the {@link PromptHandler}
     * @return the id of the new question, which takes the place of an open one
     */
    public Uni<Long> open(long account, long chat, String kind, String about, Instant now) {
        // Two at once: the second waits here for the first, and then replaces its question.
        return new Statement(
                        "select id from accounts where id = :account for no key update", Map.of("account", account))
                .list(Long.class)
                .chain(() -> end(chat, State.REPLACED))
                .chain(() -> new Statement(
                                """
                        insert into chat_prompts (account_id, chat_id, kind, about, state, expires_at, created_at)
                        values (:account, :chat, :kind, :about, 'OPEN', :expires, :now) returning id
                        """,
                                Map.of(
                                        "account", account,
                                        "chat", chat,
                                        "kind", kind,
                                        "about", about,
                                        "expires", now.plus(VALID),
                                        "now", now))
                        .list(Long.class))
                .map(List::getFirst);
    }

    /** The question has arrived as this message. On a connection of its own. */
    public Uni<Void> asked(long prompt, long messageId) {
        return Sql.rows(
                        database,
                        "update chat_prompts set message_id = $2 where id = $1 and message_id is null",
                        prompt,
                        messageId)
                .replaceWithVoid();
    }

    /**
     * The question a text answers, locked until the transaction ends.
     *
     * @param replyTo empty: it answers the open question, if there is one
     */
    Uni<Optional<Prompt>> answeredBy(long account, long chat, OptionalLong replyTo, Instant now) {
        var values = new HashMap<String, Object>();
        values.put("account", account);
        values.put("chat", chat);
        values.put("message", replyTo.isPresent() ? replyTo.getAsLong() : null);
        values.put("since", now.minus(REMEMBERED));
        // A question whose message we never learned may be what the person replied to.
        return new Statement("""
                select id, kind, about, state, cast(extract(epoch from expires_at) * 1000 as bigint)
                from chat_prompts
                where account_id = :account and chat_id = :chat
                  and case when cast(:message as bigint) is null then state = 'OPEN' and expires_at > :since
                      else message_id = cast(:message as bigint)
                        or state = 'OPEN' and message_id is null and not exists (
                          select from chat_messages m where m.chat_id = :chat and m.message_id = cast(:message as bigint)) end
                order by message_id nulls last, id desc limit 1 for update
                """, values)
                .list(Object[].class)
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new Prompt(
                                ((Number) row[0]).longValue(),
                                (String) row[1],
                                (String) row[2],
                                State.valueOf((String) row[3]),
                                Instant.ofEpochMilli(((Number) row[4]).longValue()))));
    }

    public Uni<Void> close(Prompt prompt, State state) {
        return run(
                "update chat_prompts set state = :state where id = :id returning id",
                Map.of("id", prompt.id(), "state", state.name()));
    }

    /** Whatever is open in the chat waits no longer. */
    public Uni<Void> end(long chat, State state) {
        return run(
                "update chat_prompts set state = :state where chat_id = :chat and state = 'OPEN' returning id",
                Map.of("chat", chat, "state", state.name()));
    }

    /** As {@link #end}, if it is this question. */
    public Uni<Void> end(long chat, String kind, String about) {
        return run("""
                update chat_prompts set state = 'DROPPED'
                where chat_id = :chat and state = 'OPEN' and kind = :kind and about = :about returning id
                """, Map.of("chat", chat, "kind", kind, "about", about));
    }

    /** On a connection of its own. */
    Uni<Void> purge(Instant now) {
        return Sql.rows(
                        database,
                        "delete from chat_prompts where created_at < $1",
                        Sql.utc(now.minus(Duration.ofDays(KEPT_DAYS))))
                .replaceWithVoid();
    }

    private static Uni<Void> run(String sql, Map<String, Object> values) {
        return new Statement(sql, values).list(Long.class).replaceWithVoid();
    }
}
