package app.zapiska.delivery;

import app.zapiska.platform.sql.Sql;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The messages of all kinds that no longer say what is true, as a queue that any number of replicas work on. What makes them
 * stale is written by {@link ChatMessages} and by their kinds.
 */
@Singleton
public class StaleMessages implements DueWork {

    public static final String STALE = "stale_messages";

    private final Pool database;
    private final EngineTime time;

    /** For SQL. What a newer version writes besides is left to its own replicas: here nobody could correct it. */
    private final String known;

    public StaleMessages(Pool database, EngineTime time, @All List<ChatMessageRenderer> kinds) {
        this.database = database;
        this.time = time;
        known = kinds.stream().map(kind -> "'" + kind.kind() + "'").sorted().collect(Collectors.joining(", "));
    }

    /**
     * @param revision what the message was stale about: newer staleness is not settled by an older correction
     * @param opened the one of several topics whose buttons it shows
     * @param awaited somebody has pressed one of its buttons and looks at it
     */
    public record Stale(
            long id,
            long accountId,
            String kind,
            long chat,
            long messageId,
            Instant sentAt,
            int revision,
            int attempts,
            Optional<Topic> opened,
            boolean awaited) {

        ChatMessageRenderer.One one() {
            return new ChatMessageRenderer.One(id, sentAt, opened);
        }
    }

    @Override
    public Map<String, String> conditions() {
        return Map.of(STALE, """
                exists (
                  select from chat_messages m
                  where next_try_at <= coalesce($1, now()) and (lease_until is null or lease_until < coalesce($1, now()))
                    and m.kind in (%s)
                    and not exists (
                      select 1 from accounts a
                      where a.id = m.account_id and a.telegram_chat_id = m.chat_id and a.telegram_blocked_at is not null))
                """.formatted(known));
    }

    /**
     * Takes stale messages in hand for a while, of each chat those first that somebody waits for, then the newest: they are
     * what the person looks at. Those of a chat that can't be written to wait until it can, and a chat in which somebody corrects
     * already is left to them, but for what is waited for.
     *
     * @param ofAChat at most so many of one chat
     */
    public Uni<List<Stale>> claimStale(int limit, int ofAChat, Duration lease) {
        return Sql.rows(database, """
                with due as materialized (
                  select id, chat_id, next_try_at, sent_at, awaited from chat_messages m
                  where next_try_at <= coalesce($1, now()) and (lease_until is null or lease_until < coalesce($1, now()))
                    and m.kind in (%s)
                    and not exists (
                      select 1 from accounts a
                      where a.id = m.account_id and a.telegram_chat_id = m.chat_id and a.telegram_blocked_at is not null)
                    and (awaited or not exists (
                      select 1 from chat_messages held
                      where held.chat_id = m.chat_id and held.lease_until >= coalesce($1, now())))),
                fair as materialized (
                  select id from (
                    select id, next_try_at, awaited,
                      row_number() over (partition by chat_id order by awaited desc, sent_at desc, id desc) as place from due) d
                  where place <= $4 order by awaited desc, next_try_at, id limit $2),
                mine as materialized (
                  select m.id from chat_messages m join fair on fair.id = m.id
                  where m.next_try_at <= coalesce($1, now()) and (m.lease_until is null or m.lease_until < coalesce($1, now()))
                  for update of m skip locked)
                update chat_messages m
                set lease_until = coalesce($1, now()) + make_interval(secs => $3), attempts = m.attempts + 1
                from mine where m.id = mine.id
                returning m.id, m.account_id, m.kind, m.chat_id, m.message_id, m.sent_at, m.revision, m.attempts,
                  m.opened_kind, m.opened_id, m.awaited
                """.formatted(known), time.forLeases(), limit, lease.toMillis() / 1000.0, ofAChat)
                .map(rows -> rows.stream()
                        .map(row -> new Stale(
                                row.getLong("id"),
                                row.getLong("account_id"),
                                row.getString("kind"),
                                row.getLong("chat_id"),
                                row.getLong("message_id"),
                                row.getOffsetDateTime("sent_at").toInstant(),
                                row.getInteger("revision"),
                                row.getInteger("attempts"),
                                Optional.ofNullable(row.getString("opened_kind"))
                                        .map(kind -> new Topic(kind, row.getLong("opened_id"))),
                                row.getBoolean("awaited")))
                        .sorted(Comparator.comparing(Stale::awaited)
                                .thenComparing(Stale::sentAt)
                                .thenComparing(Stale::id)
                                .reversed())
                        .toList());
    }

    /** Whether it stands in the account's own chat or its group: in one that was linked once, somebody else may read by now. */
    Uni<Boolean> atHome(Stale message) {
        return Sql.rows(database, """
                select exists (select from accounts a where a.id = $1 and a.telegram_chat_id = $2)
                  or exists (select from telegram_groups g where g.account_id = $1 and g.chat_id = $2)
                """, message.accountId(), message.chat())
                .map(rows -> rows.getFirst().getBoolean(0));
    }

    /** Telegram agrees with us, unless it has become stale again meanwhile. */
    Uni<Void> corrected(Stale message) {
        return Sql.rows(database, """
                update chat_messages
                set lease_until = null,
                    stale_since = case when revision = $2 then null else stale_since end,
                    next_try_at = case when revision = $2 then null else next_try_at end,
                    awaited = awaited and revision <> $2,
                    attempts = 0
                where id = $1
                """, message.id(), message.revision()).replaceWithVoid();
    }

    /** It is gone from the chat, or is left as it stands. */
    Uni<Void> gone(Stale message) {
        return Sql.rows(database, "delete from chat_messages where id = $1", message.id())
                .replaceWithVoid();
    }

    Uni<Void> tryLater(Stale message, Instant when) {
        return release(message, when, 0);
    }

    /** As {@link #tryLater}, without counting as a try. */
    Uni<Void> putBack(Stale message, Instant when) {
        return release(message, when, 1);
    }

    private Uni<Void> release(Stale message, Instant when, int untried) {
        return Sql.rows(database, """
                update chat_messages
                set lease_until = null, attempts = greatest(0, attempts - $4),
                    next_try_at = case when next_try_at is not null and revision = $3 then $2 else next_try_at end
                where id = $1
                """, message.id(), Sql.utc(when), message.revision(), untried)
                .replaceWithVoid();
    }

    /**
     * It stands in a chat that can't be written to and is no account's any more.
     *
     * @return whether it is forgotten
     */
    Uni<Boolean> leave(Stale message) {
        return Sql.rows(database, """
                delete from chat_messages m
                where id = $1 and not exists (select 1 from accounts a where a.telegram_chat_id = m.chat_id)
                returning id
                """, message.id()).map(rows -> !rows.isEmpty());
    }
}
