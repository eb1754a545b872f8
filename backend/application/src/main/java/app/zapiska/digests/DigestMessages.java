package app.zapiska.digests;

import app.zapiska.delivery.StandingMessages;
import app.zapiska.digests.DigestQueue.Claimed;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import app.zapiska.reminders.SubjectKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the messages that stand in chats show of which digest, and how a change of a loan finds them. */
@Singleton
class DigestMessages {

    private final Pool database;
    private final StandingMessages standing;

    DigestMessages(Pool database, StandingMessages standing) {
        this.database = database;
        this.standing = standing;
    }

    /**
     * Telegram has accepted a part as this message. Within the transaction that records the try: the part's row is locked by
     * now, or the digest another's, so who changes a loan of it waits, or has raised the revision.
     *
     * @param revision of the part as the message was made from it
     */
    Uni<Void> arrived(SqlClient connection, Claimed digest, int part, int revision, long chat, long messageId) {
        return noted(connection, digest.accountId(), digest.id(), part, chat, messageId)
                .chain(id -> Sql.rows(
                                connection,
                                "select 1 from digest_parts where digest_id = $1 and number = $2 and revision = $3",
                                digest.id(),
                                part,
                                revision)
                        .chain(same -> same.isEmpty()
                                ? standing.stale(connection, digest.accountId(), List.of(id))
                                : Uni.createFrom().voidItem()));
    }

    private Uni<Long> noted(SqlClient connection, long account, long digest, int part, long chat, long messageId) {
        return standing.sent(connection, account, UrgentStanding.KIND, chat, messageId)
                .call(id -> Sql.rows(connection, """
                        insert into digest_messages (account_id, chat_message_id, digest_id, part, chat_id, message_id)
                        values ($1, $2, $3, $4, $5, $6) on conflict (chat_message_id) do nothing
                        """, account, id, digest, part, chat, messageId));
    }

    /**
     * Somebody pressed a button of a message. If it shows a digest and was not known to have arrived, it becomes known. In a
     * transaction of its own.
     *
     * @param payment what the button is about, if it says so
     * @return whether the message shows a digest
     */
    Uni<Boolean> pressed(long account, long chat, long messageId, Optional<SubjectKey> payment) {
        return database.withTransaction(connection -> Sql.rows(
                        connection,
                        "select chat_message_id from digest_messages where account_id = $1 and chat_id = $2 and message_id = $3",
                        account,
                        chat,
                        messageId)
                .chain(known -> known.isEmpty()
                        ? discovered(connection, account, chat, messageId, payment)
                        : Uni.createFrom().item(true)));
    }

    private Uni<Boolean> discovered(
            SqlClient connection, long account, long chat, long messageId, Optional<SubjectKey> payment) {
        if (payment.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return Sql.rows(
                        connection,
                        """
                update digest_parts p set state = case when p.state = 'UNKNOWN' then 'SENT' else p.state end
                where (p.digest_id, p.number) = (
                  select d.digest_id, d.part from digest_payments d
                  join digest_parts lost on lost.digest_id = d.digest_id and lost.number = d.part
                  where d.account_id = $1 and d.subject_kind = $2 and d.subject_id = $3
                    and lost.unknowns + lost.server_errors > 0
                  order by d.digest_id desc limit 1)
                returning p.digest_id, p.number
                """,
                        account,
                        payment.get().kind().name(),
                        payment.get().id())
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(false)
                        : noted(
                                        connection,
                                        account,
                                        found.getFirst().getLong(0),
                                        found.getFirst().getInteger(1),
                                        chat,
                                        messageId)
                                .chain(id -> standing.stale(connection, account, List.of(id)))
                                .replaceWith(true));
    }

    /**
     * Loans have changed: messages about them that are on their way will be out of date when they arrive. Within the caller's
     * Hibernate transaction.
     *
     * @return the messages that stand in chats and show them
     */
    Uni<List<Long>> touched(long account, Collection<SubjectKey> payments) {
        var keys = payments.stream().filter(key -> key.kind().isPayment()).toList();
        if (keys.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var parameters = Map.<String, Object>of(
                "account",
                account,
                "kinds",
                keys.stream().map(key -> key.kind().name()).toArray(String[]::new),
                "ids",
                keys.stream().map(SubjectKey::id).toArray(Long[]::new));
        // The first part tells the sum of all.
        var shows = """
                with subject as (
                  select * from unnest(cast(:kinds as text[]), cast(:ids as bigint[])) as s (kind, id)),
                shows as (
                  select distinct d.digest_id, part.number
                  from subject join digest_payments d
                    on d.account_id = :account and d.subject_kind = subject.kind and d.subject_id = subject.id
                  cross join lateral (values (1), (d.part)) as part (number))
                """;
        var going = """
                , going as materialized (
                  select p.digest_id, p.number from digest_parts p
                  join shows on shows.digest_id = p.digest_id and shows.number = p.number
                  where p.state in ('WAITING', 'SENDING') order by p.digest_id, p.number for update of p)
                update digest_parts p set revision = p.revision + 1 from going
                where p.digest_id = going.digest_id and p.number = going.number
                returning p.number
                """;
        var stands = """
                select m.chat_message_id from digest_messages m
                join shows on shows.digest_id = m.digest_id and shows.number = m.part
                """;
        // Two statements: the second sees what was committed while the first waited for a message that was being noted.
        return new Statement(shows + going, parameters)
                .list(Integer.class)
                .chain(() -> new Statement(shows + stands, parameters).list(Long.class));
    }

    /** A payment in its place in a digest. */
    record Shown(int part, int position, SubjectKey key) {}

    /**
     * What one message shows: the whole digest and which part of it.
     *
     * @param revision of the part when this was read: a higher one means that the message may be out of date
     */
    record Content(int part, int revision, List<Shown> all) {

        int parts() {
            return all.stream().mapToInt(Shown::part).max().orElse(0);
        }
    }

    Uni<Content> content(long digest, int part) {
        // Left join: the loans may be gone, the part is not.
        return Sql.rows(database, """
                select p.revision, d.part, d.position, d.subject_kind, d.subject_id
                from digest_parts p left join digest_payments d on d.digest_id = p.digest_id
                where p.digest_id = $1 and p.number = $2 order by d.position
                """, digest, part)
                .map(rows -> new Content(
                        part,
                        rows.isEmpty() ? 0 : rows.getFirst().getInteger(0),
                        rows.stream()
                                .filter(row -> row.getInteger(1) != null)
                                .map(row -> new Shown(
                                        row.getInteger(1),
                                        row.getInteger(2),
                                        new SubjectKey(SubjectKey.Kind.valueOf(row.getString(3)), row.getLong(4))))
                                .toList()));
    }

    /** @return empty when the message shows no digest we know */
    Uni<Optional<Content>> contentOf(long account, long chatMessage) {
        return Sql.rows(
                        database,
                        "select digest_id, part from digest_messages where account_id = $1 and chat_message_id = $2",
                        account,
                        chatMessage)
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : content(rows.getFirst().getLong(0), rows.getFirst().getInteger(1))
                                .map(Optional::of));
    }
}
