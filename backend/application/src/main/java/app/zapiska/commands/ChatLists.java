package app.zapiska.commands;

import app.zapiska.commands.ChatList.Kind;
import app.zapiska.delivery.ChatMessages;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import app.zapiska.reminders.SubjectKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lists that commands have answered with. */
@Singleton
class ChatLists {

    /** The kind of their messages. */
    static final String MESSAGES = "LIST";

    /** Longer than anybody turns the pages of one. */
    private static final Duration KEPT = Duration.ofDays(7);

    /** Of an account: who asks every second fills no disk. */
    private static final int AT_MOST = 30;

    private static final String COLUMNS = "id, kind, subjects, total, page, created_at";

    private final Pool database;
    private final ChatMessages messages;

    ChatLists(Pool database, ChatMessages messages) {
        this.database = database;
        this.messages = messages;
    }

    /** A new one, within the caller's Hibernate transaction; the account's oldest make room. */
    Uni<ChatList> open(long account, Kind kind, List<SubjectKey> found, Instant now) {
        var listed = found.subList(0, Math.min(found.size(), ChatList.MOST));
        return new Statement(
                        """
                insert into chat_lists (account_id, kind, subjects, total, created_at)
                values (:account, :kind, cast(:subjects as text[]), :total, :now) returning id
                """,
                        Map.of(
                                "account",
                                account,
                                "kind",
                                kind.name(),
                                "subjects",
                                codes(listed),
                                "total",
                                found.size(),
                                "now",
                                now))
                .list(Long.class)
                .call(() -> new Statement("""
                        with old as (
                          select id, chat_message_id from chat_lists where account_id = :account order by id desc
                          offset cast(:most as integer)),
                        gone as (
                          delete from chat_messages m using old where m.account_id = :account and m.id = old.chat_message_id)
                        delete from chat_lists l using old where l.id = old.id returning l.id
                        """, Map.of("account", account, "most", AT_MOST)).list(Long.class))
                .map(ids -> new ChatList(ids.getFirst(), kind, List.copyOf(listed), found.size(), 0, now));
    }

    /** Telegram has taken its message. On a connection of its own. */
    Uni<Void> sent(long account, long list, long chat, long messageId) {
        return database.withTransaction(connection -> messages.sent(connection, account, MESSAGES, chat, messageId)
                .chain(message -> Sql.rows(
                        connection,
                        "update chat_lists set chat_message_id = $3 where account_id = $1 and id = $2",
                        account,
                        list,
                        message))
                .replaceWithVoid());
    }

    /**
     * A button of a list was pressed: its message has arrived, even if that was never learned. On a connection of its own.
     */
    Uni<Void> arrived(long account, long list, long chat, long messageId, Instant now) {
        return Sql.rows(database, """
                        with here as (
                          insert into chat_messages (account_id, kind, chat_id, message_id, sent_at)
                          select account_id, $3, $4, $5, $6 from chat_lists
                          where account_id = $1 and id = $2 and chat_message_id is null
                          on conflict (chat_id, message_id) do nothing returning id)
                        update chat_lists l set chat_message_id = here.id from here where l.id = $2
                        """, account, list, MESSAGES, chat, messageId, Sql.utc(now))
                .replaceWithVoid();
    }

    /** What a message shows; empty when it is no list's, or that is forgotten. On a connection of its own. */
    Uni<Optional<ChatList>> of(long account, long chatMessage) {
        return Sql.rows(
                        database,
                        "select " + COLUMNS + " from chat_lists where account_id = $1 and chat_message_id = $2",
                        account,
                        chatMessage)
                .map(rows -> rows.stream().findFirst().map(ChatLists::list));
    }

    /** Whether this message of the account's chat shows one. On a connection of its own. */
    Uni<Boolean> isShown(long account, long chat, long messageId) {
        return Sql.rows(database, """
                select l.id from chat_messages m join chat_lists l on l.chat_message_id = m.id
                where m.account_id = $1 and m.chat_id = $2 and m.message_id = $3
                """, account, chat, messageId).map(rows -> !rows.isEmpty());
    }

    /**
     * Its message shows this page from now on, or the last when there are fewer. Within the caller's Hibernate transaction.
     *
     * @return whether there is such a list, shown by that message
     */
    Uni<Boolean> turn(long account, long list, long chat, long messageId, int page) {
        return new Statement(
                        """
                update chat_lists l
                set page = least(cast(:page as integer), greatest(0, (cardinality(subjects) - 1) / cast(:size as integer)))
                from chat_messages m
                where l.account_id = :account and l.id = :list and m.id = l.chat_message_id
                  and m.chat_id = :chat and m.message_id = :message
                returning l.id
                """,
                        Map.of(
                                "account",
                                account,
                                "list",
                                list,
                                "chat",
                                chat,
                                "message",
                                messageId,
                                "page",
                                page,
                                "size",
                                ChatList.PAGE))
                .list(Long.class)
                .map(rows -> !rows.isEmpty());
    }

    /**
     * The messages of the account's newest lists, one of each kind, whose present page shows any of these. Older ones are
     * true again as soon as somebody presses their buttons. Within the caller's Hibernate transaction.
     */
    Uni<List<Long>> showing(long account, Collection<SubjectKey> subjects) {
        return new Statement("""
                select chat_message_id from (
                  select distinct on (kind) chat_message_id, subjects, page from chat_lists
                  where account_id = :account and chat_message_id is not null order by kind, id desc) newest
                where exists (
                  select from unnest(cast(:subjects as text[])) as changed (code)
                  where (array_position(subjects, changed.code) - 1) / cast(:size as integer) = page)
                order by chat_message_id
                """, Map.of("account", account, "size", ChatList.PAGE, "subjects", codes(subjects)))
                .list(Long.class);
    }

    /** On a connection of its own. */
    Uni<Void> purge(Instant now) {
        return Sql.rows(database, """
                        with old as (select id, chat_message_id from chat_lists where created_at < $1),
                        gone as (delete from chat_messages m using old where m.id = old.chat_message_id)
                        delete from chat_lists l using old where l.id = old.id
                        """, Sql.utc(now.minus(KEPT))).replaceWithVoid();
    }

    private static String[] codes(Collection<SubjectKey> subjects) {
        return subjects.stream().map(key -> key.kind().code() + key.id()).toArray(String[]::new);
    }

    private static ChatList list(Row row) {
        return new ChatList(
                row.getLong("id"),
                Kind.valueOf(row.getString("kind")),
                Arrays.stream(row.getArrayOfStrings("subjects"))
                        .map(ChatLists::key)
                        .toList(),
                row.getInteger("total"),
                row.getInteger("page"),
                Sql.instant(row, "created_at"));
    }

    private static SubjectKey key(String code) {
        return new SubjectKey(
                SubjectKey.Kind.ofCode(code.substring(0, 1)).orElseThrow(), Long.parseLong(code.substring(1)));
    }
}
