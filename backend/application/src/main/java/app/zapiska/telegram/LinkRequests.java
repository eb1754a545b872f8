package app.zapiska.telegram;

import app.zapiska.platform.sql.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who has brought a one-time code and waits to be recognised on the page: one an account. Within the caller's Hibernate
 * transaction.
 */
@Singleton
class LinkRequests {

    record Asked(long chatId, long userId, Instant expiresAt) {}

    /** In the place of one that waited before. */
    Uni<Void> open(long accountId, Incoming.Text by, Instant expiresAt) {
        var values = new HashMap<String, Object>();
        values.put("account", accountId);
        values.put("chat", by.chatId());
        values.put("user", by.userId());
        values.put("name", by.sender().name());
        values.put("username", by.sender().username().orElse(null));
        values.put("group", by.sender().group().orElse(null));
        values.put("expires", expiresAt);
        return close(accountId)
                .chain(() -> new Statement("""
                        insert into telegram_link_requests (account_id, chat_id, user_id, name, username, group_title, expires_at)
                        values (:account, :chat, :user, :name, cast(:username as text), cast(:group as text), :expires)
                        returning id
                        """, values).list(Long.class))
                .replaceWithVoid();
    }

    /** Takes it away: it is answered once, whatever the answer is. */
    Uni<Optional<Asked>> take(long accountId, long id) {
        return new Statement("""
                delete from telegram_link_requests where account_id = :account and id = :id
                returning chat_id, user_id, cast(extract(epoch from expires_at) * 1000 as bigint)
                """, Map.of("account", accountId, "id", id))
                .list(Object[].class)
                .map((List<Object[]> rows) -> rows.stream()
                        .findFirst()
                        .map(row -> new Asked(number(row[0]), number(row[1]), Instant.ofEpochMilli(number(row[2])))));
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }

    Uni<Void> close(long accountId) {
        return new Statement(
                        "delete from telegram_link_requests where account_id = :account returning id",
                        Map.of("account", accountId))
                .list(Long.class)
                .replaceWithVoid();
    }

    Uni<Void> purge(Instant before) {
        return new Statement(
                        "delete from telegram_link_requests where expires_at < :before returning id",
                        Map.of("before", before))
                .list(Long.class)
                .replaceWithVoid();
    }
}
