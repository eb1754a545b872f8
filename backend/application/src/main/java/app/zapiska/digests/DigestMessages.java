package app.zapiska.digests;

import app.zapiska.delivery.ChatMessages;
import app.zapiska.digests.DigestQueue.Claimed;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import app.zapiska.reminders.SubjectKey;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the messages that stand in chats show of which digest, and how a change of a task or a loan finds them. */
@Singleton
class DigestMessages {

    private final Pool database;
    private final ChatMessages standing;

    DigestMessages(Pool database, ChatMessages standing) {
        this.database = database;
        this.standing = standing;
    }

    /**
     * Telegram has accepted a part as this message. Within the transaction that records the try: the part's row is locked by
     * now, or the digest another's, so who changes something of it waits, or has raised the revision.
     *
     * @param revision of the part as the message was made from it
     */
    Uni<Void> arrived(SqlClient connection, Claimed digest, int part, int revision, long chat, long messageId) {
        return noted(connection, digest.accountId(), digest.kind(), digest.id(), part, chat, messageId)
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

    /** A kind that the version before does not know has a renderer of its own: that one would delete the message. */
    private static String rendererOf(DigestKind kind) {
        return switch (kind) {
            case URGENT -> UrgentMessageRenderer.KIND;
            case MORNING, EVENING, WEEKLY -> DigestMessageRenderer.KIND;
            case CEILING -> CeilingMessageRenderer.KIND;
        };
    }

    private Uni<Long> noted(
            SqlClient connection, long account, DigestKind kind, long digest, int part, long chat, long messageId) {
        return standing.sent(connection, account, rendererOf(kind), chat, messageId)
                .call(id -> Sql.rows(connection, """
                        insert into digest_messages (account_id, chat_message_id, digest_id, part, chat_id, message_id)
                        values ($1, $2, $3, $4, $5, $6) on conflict (chat_message_id) do nothing
                        """, account, id, digest, part, chat, messageId));
    }

    /**
     * Somebody pressed a button of a message. If it shows a digest and was not known to have arrived, it becomes known. In a
     * transaction of its own.
     *
     * @param subject what the button is about, if it says so
     * @return whether the message shows a digest
     */
    Uni<Boolean> pressed(long account, long chat, long messageId, Optional<SubjectKey> subject) {
        return database.withTransaction(connection -> Sql.rows(
                        connection,
                        "select chat_message_id from digest_messages where account_id = $1 and chat_id = $2 and message_id = $3",
                        account,
                        chat,
                        messageId)
                .chain(known -> known.isEmpty()
                        ? discovered(connection, account, chat, messageId, subject)
                        : Uni.createFrom().item(true)));
    }

    private Uni<Boolean> discovered(
            SqlClient connection, long account, long chat, long messageId, Optional<SubjectKey> subject) {
        if (subject.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return Sql.rows(
                        connection,
                        """
                update digest_parts p set state = case when p.state in ('UNKNOWN', 'WAITING') then 'SENT' else p.state end
                from digest_jobs q
                where q.id = p.digest_id and (p.digest_id, p.number) = (
                  select d.digest_id, d.part from digest_subjects d
                  join digest_parts lost on lost.digest_id = d.digest_id and lost.number = d.part
                  -- Under that kind there are no buttons about single loans.
                  join digest_jobs lately on lately.id = d.digest_id and lately.kind <> 'CEILING'
                  where d.account_id = $1 and d.subject_kind = $2 and d.subject_id = $3
                    and lost.unknowns + lost.server_errors > 0
                  order by d.digest_id desc limit 1)
                returning p.digest_id, p.number, q.kind
                """,
                        account,
                        subject.get().kind().name(),
                        subject.get().id())
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(false)
                        : noted(
                                        connection,
                                        account,
                                        DigestKind.valueOf(found.getFirst().getString(2)),
                                        found.getFirst().getLong(0),
                                        found.getFirst().getInteger(1),
                                        chat,
                                        messageId)
                                .chain(id -> standing.stale(connection, account, List.of(id)))
                                .replaceWith(true));
    }

    /**
     * Somebody pressed a button that names the digest it is under. If the message was not known to have arrived, it becomes
     * known. In a transaction of its own.
     *
     * @param digest and {@code part}: untrusted
     * @return whether the message shows a digest
     */
    Uni<Boolean> pressed(long account, long chat, long messageId, long digest, int part) {
        return database.withTransaction(connection -> Sql.rows(
                        connection,
                        "select 1 from digest_messages where account_id = $1 and chat_id = $2 and message_id = $3",
                        account,
                        chat,
                        messageId)
                .chain(known -> known.isEmpty()
                        ? discovered(connection, account, chat, messageId, digest, part)
                        : Uni.createFrom().item(true)));
    }

    private Uni<Boolean> discovered(
            SqlClient connection, long account, long chat, long messageId, long digest, int part) {
        return Sql.rows(connection, """
                update digest_parts p set state = case when p.state in ('UNKNOWN', 'WAITING') then 'SENT' else p.state end
                from digest_jobs q
                where q.id = p.digest_id and p.account_id = $1 and p.digest_id = $2 and p.number = $3
                  and p.unknowns + p.server_errors > 0
                returning q.kind
                """, account, digest, part)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(false)
                        : noted(
                                        connection,
                                        account,
                                        DigestKind.valueOf(found.getFirst().getString(0)),
                                        digest,
                                        part,
                                        chat,
                                        messageId)
                                .replaceWith(true));
    }

    /**
     * Something has changed: messages about it that are on their way will be out of date when they arrive. Within the caller's
     * Hibernate transaction.
     *
     * @return the messages that stand in chats and show them
     */
    Uni<List<Long>> touched(long account, Collection<SubjectKey> keys) {
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
                  from subject join digest_subjects d
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

    /** A task or payment in its place in a digest. */
    record Shown(int part, int position, SubjectKey key) {}

    /**
     * What one message shows: the whole digest and which part of it.
     *
     * @param date and {@code slot} when it was meant to come, on the account's wall
     * @param more how many there were besides that are not listed
     * @param revision of the part when this was read: a higher one means that the message may be out of date
     * @param undo takes back what was moved last by a button under this part
     */
    record Content(
            long digest,
            DigestKind kind,
            LocalDate date,
            LocalTime slot,
            int more,
            int part,
            int revision,
            Optional<UUID> undo,
            List<Shown> all) {

        int parts() {
            return all.stream().mapToInt(Shown::part).max().orElse(0);
        }

        /** These parts as one, and no other: of what has arrived already only the sums speak. */
        Content asOne(Set<Integer> parts) {
            return new Content(
                    digest,
                    kind,
                    date,
                    slot,
                    more,
                    1,
                    revision,
                    undo,
                    all.stream()
                            .map(shown ->
                                    new Shown(parts.contains(shown.part()) ? 1 : 0, shown.position(), shown.key()))
                            .toList());
        }

        List<Shown> ofThisPart() {
            return all.stream().filter(shown -> shown.part() == part).toList();
        }
    }

    /** @return empty when the account has no such digest, or none any more */
    Uni<Optional<Content>> content(long account, long digest, int part) {
        // Left join: what it is about may be gone, the part is not.
        return Sql.rows(database, """
                select q.kind, q.local_date, q.slot, q.more, p.revision, p.undo_token, d.part, d.position, d.subject_kind,
                       d.subject_id
                from digest_parts p join digest_jobs q on q.id = p.digest_id
                left join digest_subjects d on d.digest_id = p.digest_id
                where p.account_id = $1 and p.digest_id = $2 and p.number = $3 order by d.position
                """, account, digest, part)
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(first -> new Content(
                                digest,
                                DigestKind.valueOf(first.getString("kind")),
                                first.getLocalDate("local_date"),
                                first.getLocalTime("slot"),
                                first.getInteger("more"),
                                part,
                                first.getInteger("revision"),
                                Optional.ofNullable(first.getUUID("undo_token")),
                                rows.stream()
                                        .filter(row -> row.getInteger("part") != null)
                                        .map(row -> new Shown(
                                                row.getInteger("part"),
                                                row.getInteger("position"),
                                                new SubjectKey(
                                                        SubjectKey.Kind.valueOf(row.getString("subject_kind")),
                                                        row.getLong("subject_id"))))
                                        .toList())));
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
                        : content(
                                account,
                                rows.getFirst().getLong(0),
                                rows.getFirst().getInteger(1)));
    }

    /**
     * What was moved by a button under a part can be taken back by another. Within the caller's Hibernate transaction.
     *
     * @param token empty: there is nothing to take back any more
     */
    Uni<Void> noteUndo(long account, long digest, int part, Optional<UUID> token) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                update digest_parts
                                set undo_token = cast(nullif(cast(:token as text), '') as uuid), revision = revision + 1
                                where account_id = :account and digest_id = :digest and number = :part
                                """)
                        .setParameter("token", token.map(UUID::toString).orElse(""))
                        .setParameter("account", account)
                        .setParameter("digest", digest)
                        .setParameter("part", part)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
