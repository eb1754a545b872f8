package app.zapiska.telegram;

import app.zapiska.platform.Language;
import app.zapiska.platform.sql.Statement;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What Telegram was told of the button in each account's chat. Every call on a connection of its own. */
@Singleton
class ChatMenus {

    /** At once; the others have their turn a minute later. */
    private static final int MOST = 50;

    private final Pool database;

    ChatMenus(Pool database) {
        this.database = database;
    }

    /** @param telling what is noted once Telegram knows it */
    record Due(long account, long chat, Locale language, String telling) {}

    /**
     * Chats whose button is not, or no longer, as it should be. Groups have none, and where the bot is blocked it waits.
     *
     * @param button as {@link MenuButton#fingerprint} says
     */
    Uni<List<Due>> due(long bot, String button) {
        return Statement.of("""
                        select id, telegram_chat_id, language, telling from (
                          select id, telegram_chat_id, language, telegram_menu,
                            concat_ws(' ', cast(:bot as text), telegram_chat_id, language, cast(:button as text)) as telling
                          from accounts where telegram_chat_id > 0 and telegram_blocked_at is null) chats
                        where telegram_menu is distinct from telling and (telegram_menu is not null or :button <> '')
                        order by id limit :most
                        """, Map.of("bot", Long.toString(bot), "button", button, "most", MOST))
                .on(database)
                .map(rows -> rows.stream()
                        .map(row -> new Due(
                                row.getLong("id"),
                                row.getLong("telegram_chat_id"),
                                Language.of(row.getString("language")),
                                row.getString("telling")))
                        .toList());
    }

    Uni<Void> told(Due due) {
        return Statement.of(
                        "update accounts set telegram_menu = :telling where id = :account",
                        Map.of("telling", due.telling(), "account", due.account()))
                .on(database)
                .replaceWithVoid();
    }
}
