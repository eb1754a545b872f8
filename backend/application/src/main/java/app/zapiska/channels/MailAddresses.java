package app.zapiska.channels;

import app.zapiska.platform.Sha256;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Where letters go, and what is known of the mail server that takes them. */
@Singleton
class MailAddresses {

    /** A link out of a letter is good for so long, once. */
    static final Duration LINK = Duration.ofDays(1);

    private final Pool database;
    private final InstantSource clock;

    MailAddresses(Pool database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The address that letters of this account go to now. */
    Uni<Optional<MailAddress>> of(long accountId) {
        return Sql.rows(
                        database,
                        "select address from mail_addresses where account_id = $1 and address is not null and refused_at is null",
                        accountId)
                .map(rows -> rows.stream().findFirst().flatMap(row -> MailAddress.read(row.getString("address"))));
    }

    /** A new address waits for its owner; the one before goes on meanwhile. */
    Uni<Void> ask(long accountId, MailAddress address, String token) {
        return Statement.of(
                        """
                        insert into mail_addresses (account_id, pending, pending_sha256, pending_until)
                        values (:account, :address, :sha256, :until)
                        on conflict (account_id) do update
                        set pending = excluded.pending, pending_sha256 = excluded.pending_sha256,
                          pending_until = excluded.pending_until
                        """,
                        Map.of(
                                "account", accountId,
                                "address", address.toString(),
                                "sha256", Buffer.buffer(Sha256.of(token)),
                                "until", clock.instant().plus(LINK)))
                .on(database)
                .replaceWithVoid();
    }

    /** No letter has gone out: nobody is to look for one. */
    Uni<Void> notAsked(long accountId, String token) {
        return Statement.of("""
                        with kept as (
                          update mail_addresses set pending = null, pending_sha256 = null, pending_until = null
                          where account_id = :account and pending_sha256 = :sha256 and address is not null)
                        delete from mail_addresses
                        where account_id = :account and pending_sha256 = :sha256 and address is null
                        """, Map.of("account", accountId, "sha256", Buffer.buffer(Sha256.of(token))))
                .on(database)
                .replaceWithVoid();
    }

    /** Only the account that asked can do it, with the secret out of the letter, in time and once. */
    Uni<Optional<MailAddress>> confirm(long accountId, String token) {
        return Statement.of(
                        """
                        update mail_addresses
                        set address = pending, confirmed_at = :now, refused_at = null, refusal = null, last_sent_at = null,
                          pending = null, pending_sha256 = null, pending_until = null
                        where account_id = :account and pending_sha256 = :sha256 and pending_until > :now
                        returning address
                        """,
                        Map.of(
                                "account", accountId,
                                "sha256", Buffer.buffer(Sha256.of(token)),
                                "now", clock.instant()))
                .on(database)
                .map(rows -> rows.stream().findFirst().flatMap(row -> MailAddress.read(row.getString("address"))));
    }

    Uni<Boolean> remove(long accountId) {
        return Sql.count(database, "delete from mail_addresses where account_id = $1", accountId)
                .map(removed -> removed > 0);
    }

    Uni<Void> sent(long accountId) {
        return Sql.count(
                        database,
                        "update mail_addresses set last_sent_at = $2 where account_id = $1 and address is not null",
                        accountId,
                        Sql.utc(clock.instant()))
                .replaceWithVoid();
    }

    /** Nothing more goes there until its owner enters and confirms it again. */
    Uni<Void> refused(long accountId, MailAddress address, String code) {
        return Sql.count(
                        database,
                        "update mail_addresses set refused_at = $3, refusal = $4 where account_id = $1 and address = $2",
                        accountId,
                        address.toString(),
                        Sql.utc(clock.instant()),
                        code)
                .replaceWithVoid();
    }

    /** What this process was told at its start. */
    Uni<Void> configured(boolean on) {
        return Sql.count(database, """
                update mail_server set configured = $1, failing_since = null, error = null
                where configured <> $1 or failing_since is not null
                """, on).replaceWithVoid();
    }

    /** @param error why the mail server takes no letters; empty: it does */
    Uni<Void> server(Optional<String> error) {
        return (error.isEmpty()
                        ? Sql.count(
                                database,
                                "update mail_server set failing_since = null, error = null where failing_since is not null")
                        : Sql.count(database, """
                                update mail_server set failing_since = coalesce(failing_since, $1), error = $2
                                where failing_since is null or error is distinct from $2
                                """, Sql.utc(clock.instant()), error.get()))
                .replaceWithVoid();
    }
}
