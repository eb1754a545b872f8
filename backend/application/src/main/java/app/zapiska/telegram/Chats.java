package app.zapiska.telegram;

import app.zapiska.platform.sql.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** What sending reveals about a chat, for the engine: outside any Hibernate session, each call on its own connection. */
@ApplicationScoped
public class Chats {

    private final Pool database;
    private final InstantSource clock;

    Chats(Pool database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Telegram does not let the bot write to the chat until the person presses Start. The first time counts. A chat that is no
     * longer anybody's says nothing about the account it once belonged to.
     *
     * @param reason Telegram's words, for the banner's details
     */
    public Uni<Void> markBlocked(long chat, String reason) {
        return database.preparedQuery("""
                update accounts set telegram_blocked_at = $2, telegram_blocked_reason = $3
                where telegram_chat_id = $1 and telegram_blocked_at is null""")
                .execute(Tuple.of(chat, Sql.utc(clock.instant()), SingleLine.of(reason)))
                .replaceWithVoid();
    }

    /** A group has become a supergroup with another id. */
    public Uni<Void> migrate(long oldChat, long newChat) {
        return database.preparedQuery("""
                update accounts set telegram_chat_id = $2, updated_at = $3
                where telegram_chat_id = $1
                  and not exists (select from accounts other where other.telegram_chat_id = $2)""")
                .execute(Tuple.of(oldChat, newChat, Sql.utc(clock.instant())))
                .replaceWithVoid();
    }
}
