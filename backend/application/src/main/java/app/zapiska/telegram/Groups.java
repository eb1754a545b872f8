package app.zapiska.telegram;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.AccountSettings;
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

/**
 * Groups that accounts are looked at in, and the people there. Within the caller's Hibernate transaction unless said otherwise.
 */
@Singleton
class Groups implements ChatListener {

    /** Strangers can't fill the page. */
    private static final int MOST_PEOPLE = 50;

    /** More often nobody needs to know that somebody was seen. */
    private static final Duration SEEN_AGAIN = Duration.ofHours(1);

    private final Pool database;

    Groups(Pool database) {
        this.database = database;
    }

    /**
     * Somebody in a group that is linked.
     *
     * @param account writes to the group here, whatever its own chat is
     * @param own chat of the account, where reminders go; 0 when there is none
     * @param who what this person may do
     * @param noted whether what is known of them needs no word
     */
    record Somebody(AccountSettings account, long own, Who who, boolean noted) {

        boolean mayAct() {
            return who != Who.NOBODY;
        }
    }

    enum Who {
        /** The account's own person. */
        OWN,
        NAMED,
        NOBODY
    }

    /** On a connection of its own; empty when the group is nobody's. */
    Uni<Optional<Somebody>> find(long chat, long user, Incoming.Sender sender, Instant now) {
        return Sql.rows(
                        database,
                        "select " + AccountDirectory.COLUMNS + """
                        , a.telegram_user_id, p.allowed_at,
                          coalesce(p.name = $3 and p.username is not distinct from $4 and p.seen_at > $5, false) as noted
                        from telegram_groups g join accounts a on a.id = g.account_id
                        left join telegram_group_people p on p.account_id = g.account_id and p.user_id = $2
                        where g.chat_id = $1
                        """,
                        chat,
                        user,
                        sender.name(),
                        sender.username().orElse(null),
                        Sql.utc(now.minus(SEEN_AGAIN)))
                .map(rows -> rows.stream().findFirst().map(row -> {
                    var settings = AccountDirectory.settings(row);
                    var own = row.getLong("telegram_user_id");
                    var who = own != null && own == user
                            ? Who.OWN
                            : row.getOffsetDateTime("allowed_at") != null ? Who.NAMED : Who.NOBODY;
                    return new Somebody(
                            settings.withChat(chat),
                            settings.chat().orElse(0),
                            who,
                            who == Who.OWN || row.getBoolean("noted"));
                }));
    }

    /** So that the account's person can name them on the page. On a connection of its own. */
    Uni<Void> seen(long account, long user, Incoming.Sender sender, Instant now) {
        return Sql.rows(
                        database,
                        """
                        insert into telegram_group_people (account_id, user_id, name, username, seen_at)
                        select account_id, $2, $3, $4, $5 from telegram_groups g where account_id = $1
                          and (exists (select from telegram_group_people p where p.account_id = $1 and p.user_id = $2)
                            or (select count(*) from telegram_group_people p where p.account_id = $1) < $6)
                        on conflict (account_id, user_id) do update
                        set name = excluded.name, username = excluded.username, seen_at = excluded.seen_at
                        """,
                        account,
                        user,
                        sender.name(),
                        sender.username().orElse(null),
                        Sql.utc(now),
                        MOST_PEOPLE)
                .replaceWithVoid();
    }

    /** A group has become a supergroup with another id. On a connection of its own. */
    Uni<Void> migrate(long oldChat, long newChat) {
        return Sql.rows(database, """
                        with moved as (
                          update telegram_groups set chat_id = $2 where chat_id = $1
                            and not exists (select from telegram_groups where chat_id = $2)
                            and not exists (select from accounts where telegram_chat_id = $2)
                          returning account_id)
                        delete from chat_messages m using moved where m.account_id = moved.account_id and m.chat_id = $1
                        """, oldChat, newChat).replaceWithVoid();
    }

    // ---- how a group is linked

    /** In the place of one that waited before. */
    Uni<Void> saveCode(long account, byte[] codeSha256, Instant expiresAt) {
        return end(account)
                .chain(() -> run("""
                        insert into telegram_group_links (account_id, code_sha256, expires_at)
                        values (:account, :code, :expires) returning id
                        """, Map.of("account", account, "code", codeSha256, "expires", expiresAt)))
                .replaceWithVoid();
    }

    /** The account whose code this is, used or not; it may have expired. */
    Uni<Optional<LinkedChats.Code>> ofCode(byte[] codeSha256) {
        return new Statement("""
                        select account_id, cast(extract(epoch from expires_at) * 1000 as bigint)
                        from telegram_group_links where code_sha256 = :code for update
                        """, Map.of("code", codeSha256))
                .list(Object[].class)
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new LinkedChats.Code(number(row[0]), Instant.ofEpochMilli(number(row[1])))));
    }

    /** The code is used up, and who has brought it waits to be recognised. */
    Uni<Void> brought(long account, Incoming.Text by, String title, Instant expiresAt) {
        var values = new HashMap<String, Object>();
        values.put("account", account);
        values.put("chat", by.chatId());
        values.put("user", by.userId());
        values.put("name", by.sender().name());
        values.put("username", by.sender().username().orElse(null));
        values.put("title", title);
        values.put("expires", expiresAt);
        return run("""
                update telegram_group_links set code_sha256 = null, chat_id = :chat, user_id = :user, name = :name,
                  username = cast(:username as text), title = :title, expires_at = :expires
                where account_id = :account returning id
                """, values).replaceWithVoid();
    }

    record Asked(long chat, long user, String name, Optional<String> username, String title, Instant expiresAt) {}

    /** Takes it away: it is answered once, whatever the answer is. */
    Uni<Optional<Asked>> take(long account, long id) {
        return new Statement("""
                        delete from telegram_group_links where account_id = :account and id = :id and chat_id is not null
                        returning chat_id, user_id, name, username, title,
                          cast(extract(epoch from expires_at) * 1000 as bigint)
                        """, Map.of("account", account, "id", id))
                .list(Object[].class)
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new Asked(
                                number(row[0]),
                                number(row[1]),
                                (String) row[2],
                                Optional.ofNullable((String) row[3]),
                                (String) row[4],
                                Instant.ofEpochMilli(number(row[5])))));
    }

    Uni<Void> end(long account) {
        return run(
                        "delete from telegram_group_links where account_id = :account returning id",
                        Map.of("account", account))
                .replaceWithVoid();
    }

    /** Whether the chat is one that reminders go to, or another account's group. */
    Uni<Boolean> taken(long account, long chat) {
        return run("""
                        select id from accounts where telegram_chat_id = :chat
                        union all select id from telegram_groups where chat_id = :chat and account_id <> :account
                        """, Map.of("account", account, "chat", chat)).map(found -> !found.isEmpty());
    }

    /** @return false when somebody else has been faster */
    Uni<Boolean> link(long account, Asked asked, Instant now) {
        return unlink(account)
                .chain(() ->
                        run("""
                        insert into telegram_groups (account_id, chat_id, title, linked_at)
                        values (:account, :chat, :title, :now) on conflict (chat_id) do nothing returning id
                        """, Map.of("account", account, "chat", asked.chat(), "title", asked.title(), "now", now)))
                .map(made -> !made.isEmpty());
    }

    /** Who has brought the link stands on the page to be named, unless it is the account's own person. */
    Uni<Void> propose(long account, Asked asked, Instant now) {
        var values = new HashMap<String, Object>();
        values.put("account", account);
        values.put("user", asked.user());
        values.put("name", asked.name());
        values.put("username", asked.username().orElse(null));
        values.put("now", now);
        return run("""
                insert into telegram_group_people (account_id, user_id, name, username, seen_at)
                select id, cast(:user as bigint), :name, cast(:username as text), :now from accounts
                where id = :account and telegram_user_id is distinct from cast(:user as bigint) returning id
                """, values).replaceWithVoid();
    }

    /**
     * What stands there is left as it is: corrections would go on telling a group that may no longer look.
     *
     * @return the chat that was the account's group
     */
    Uni<Optional<Long>> unlink(long account) {
        return run("""
                        with gone as (delete from telegram_groups where account_id = :account returning chat_id),
                        forgotten as (
                          delete from chat_messages m using gone where m.account_id = :account and m.chat_id = gone.chat_id)
                        select chat_id from gone
                        """, Map.of("account", account)).map(chats -> chats.stream().findFirst());
    }

    /** @return what the person is called; empty when there is none such */
    Uni<Optional<String>> allow(long account, long person, boolean allowed, Instant now) {
        return new Statement("""
                        update telegram_group_people
                        set allowed_at = case when :allowed then coalesce(allowed_at, :now) end
                        where account_id = :account and id = :person returning name
                        """, Map.of("account", account, "person", person, "allowed", allowed, "now", now))
                .list(String.class)
                .map(names -> names.stream().findFirst());
    }

    Uni<Void> purge(Instant before) {
        return run("delete from telegram_group_links where expires_at < :before returning id", Map.of("before", before))
                .replaceWithVoid();
    }

    /** To another bot the number of a group means nothing, or another group. */
    @Override
    public Uni<Void> botReplaced() {
        return run("delete from telegram_groups returning id", Map.of())
                .chain(() -> run("delete from telegram_group_links returning id", Map.of()))
                .replaceWithVoid();
    }

    private static Uni<List<Long>> run(String sql, Map<String, Object> values) {
        return new Statement(sql, values).list(Long.class);
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }
}
