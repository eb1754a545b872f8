package app.zapiska.delivery;

import app.zapiska.platform.sql.Sql;
import app.zapiska.telegram.ButtonHandler;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Messages that stand in chats and must stay true, whichever feature sent them. Being stale is a row in the database, so a
 * correction survives any crash; {@link ChatCorrection} works the stale ones off.
 */
@Singleton
public class StandingMessages {

    private final Pool database;
    private final EngineTime time;

    public StandingMessages(Pool database, EngineTime time) {
        this.database = database;
        this.time = time;
    }

    /**
     * Notes a message that Telegram has accepted. One that is known already stays as it is.
     *
     * @param connection a transaction of the caller's, so that what the message shows is written with it
     * @param kind of the {@link StandingMessage} that writes it
     * @return its id, for {@link StandingMessage#render} and {@link #stale}
     */
    public Uni<Long> sent(SqlClient connection, long accountId, String kind, long chatId, long messageId) {
        return Sql.rows(connection, """
                insert into chat_messages (account_id, kind, chat_id, message_id, sent_at)
                values ($1, $2, $3, $4, $5)
                on conflict (chat_id, message_id) do update set sent_at = chat_messages.sent_at
                returning id
                """, accountId, kind, chatId, messageId, Sql.utc(time.now()))
                .map(rows -> rows.getFirst().getLong(0));
    }

    /** They no longer say what is true; they are corrected once the connection's transaction is committed. */
    public Uni<Void> stale(SqlClient connection, long accountId, Collection<Long> ids) {
        return Sql.rows(connection, """
                update chat_messages
                set stale_since = coalesce(stale_since, $3), next_try_at = $3, revision = revision + 1, attempts = 0
                where account_id = $1 and id = any ($2)
                """, accountId, ids.toArray(Long[]::new), Sql.utc(time.now()))
                .replaceWithVoid();
    }

    /** As {@link #stale(SqlClient, long, Collection)}, on a connection of its own. */
    public Uni<Void> stale(long accountId, Collection<Long> ids) {
        return stale(database, accountId, ids);
    }

    /** As {@link #stale(SqlClient, long, Collection)}, within the caller's Hibernate transaction. */
    public Uni<Void> staleInSession(long accountId, Collection<Long> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery("""
                                update chat_messages
                                set stale_since = coalesce(stale_since, :now), next_try_at = :now, revision = revision + 1,
                                    attempts = 0
                                where account_id = :account and id in (:ids)
                                """)
                                .setParameter("now", time.now())
                                .setParameter("account", accountId)
                                .setParameter("ids", ids)
                                .executeUpdate())
                        .replaceWithVoid();
    }

    /** As {@link #stale(SqlClient, long, Collection)}, for the message a button was pressed under. */
    public Uni<Void> staleInSession(ButtonHandler.Press press) {
        return update(press, """
                        update chat_messages
                        set stale_since = coalesce(stale_since, :now), next_try_at = :now, revision = revision + 1, attempts = 0
                        where account_id = :account and chat_id = :chat and message_id = :message
                        """, Map.of()).replaceWithVoid();
    }

    /** If the press has made its message stale, the correction is what the person waits for. Within their Hibernate transaction. */
    public Uni<Void> awaited(ButtonHandler.Press press) {
        return update(press, """
                        update chat_messages set awaited = true
                        where account_id = :account and chat_id = :chat and message_id = :message and next_try_at <= :now
                        """, Map.of()).replaceWithVoid();
    }

    /**
     * From now on the message shows this one of its topics with its buttons, or all of them by name. Within the caller's
     * Hibernate transaction.
     *
     * @param topic empty: all
     */
    public Uni<Void> open(ButtonHandler.Press press, Optional<Topic> topic) {
        return update(
                        press,
                        """
                        update chat_messages
                        set opened_kind = nullif(:kind, ''), opened_id = nullif(:id, 0),
                            stale_since = coalesce(stale_since, :now), next_try_at = :now, revision = revision + 1, attempts = 0
                        where account_id = :account and chat_id = :chat and message_id = :message
                        """,
                        Map.of(
                                "kind", topic.map(Topic::kind).orElse(""),
                                "id", topic.map(Topic::id).orElse(0L)))
                .replaceWithVoid();
    }

    private Uni<Integer> update(ButtonHandler.Press press, String sql, Map<String, Object> more) {
        return Panache.getSession().chain(session -> {
            var query = session.createNativeQuery(sql)
                    .setParameter("now", time.now())
                    .setParameter("account", press.account().accountId())
                    .setParameter("chat", press.chatId())
                    .setParameter("message", press.messageId().orElse(0));
            more.forEach(query::setParameter);
            return query.executeUpdate();
        });
    }
}
