package app.zapiska.channels;

import app.zapiska.channels.PushClient.Target;
import app.zapiska.platform.Sha256;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The browsers that take messages. */
@Singleton
class PushSubscriptions {

    private final Pool database;
    private final InstantSource clock;
    private final PushConfig config;

    PushSubscriptions(Pool database, InstantSource clock, PushConfig config) {
        this.database = database;
        this.clock = clock;
        this.config = config;
    }

    record Device(long id, Target target) {}

    Uni<List<Device>> of(long accountId) {
        return Statement.of("""
                        select id, endpoint, p256dh, auth from push_subscriptions where account_id = :account order by id
                        """, Map.of("account", accountId))
                .on(database)
                .map(rows -> rows.stream().map(PushSubscriptions::device).toList());
    }

    private static Device device(Row row) {
        return new Device(
                row.getLong("id"),
                new Target(
                        row.getString("endpoint"),
                        row.getBuffer("p256dh").getBytes(),
                        row.getBuffer("auth").getBytes()));
    }

    /**
     * A browser that comes again is the same one, whoever is signed in there now.
     *
     * @return whether there was room for it
     */
    Uni<Boolean> add(long accountId, Target target, byte[] serverKey, String userAgent) {
        return Statement.of(
                        """
                        insert into push_subscriptions (account_id, endpoint, endpoint_sha256, p256dh, auth, server_key, user_agent,
                          created_at)
                        select :account, :endpoint, :sha256, :p256dh, :auth, :serverKey, :userAgent, :now
                        where (select count(*) from push_subscriptions
                               where account_id = :account and endpoint_sha256 <> :sha256) < :most
                        on conflict (endpoint_sha256) do update
                        set account_id = excluded.account_id, endpoint = excluded.endpoint, p256dh = excluded.p256dh,
                          auth = excluded.auth, server_key = excluded.server_key, user_agent = excluded.user_agent, refusals = 0
                        returning id
                        """,
                        Map.of(
                                "account",
                                accountId,
                                "endpoint",
                                target.endpoint(),
                                "sha256",
                                Buffer.buffer(Sha256.of(target.endpoint())),
                                "p256dh",
                                Buffer.buffer(target.p256dh()),
                                "auth",
                                Buffer.buffer(target.auth()),
                                "serverKey",
                                Buffer.buffer(serverKey),
                                "userAgent",
                                userAgent,
                                "now",
                                clock.instant(),
                                "most",
                                (long) config.devices()))
                .on(database)
                .map(rows -> !rows.isEmpty());
    }

    /** How the account wants to be told, and where. */
    Uni<SecondChannelViews.View> shown(long accountId, String publicKey, byte[] serverKey) {
        return Statement.of("""
                        select a.second_channel_minutes, a.push_details, s.id, s.endpoint_sha256, s.user_agent, s.created_at,
                          s.last_sent_at, s.server_key = :serverKey and s.refusals = 0 as works,
                          server.configured as mail_configured, server.failing_since, m.address, m.confirmed_at,
                          m.last_sent_at as mail_sent_at, m.refused_at, m.refusal, m.pending, m.pending_until
                        from accounts a cross join mail_server server left join mail_addresses m on m.account_id = a.id
                        left join push_subscriptions s on s.account_id = a.id
                        where a.id = :account order by s.id
                        """, Map.of("account", accountId, "serverKey", Buffer.buffer(serverKey)))
                .on(database)
                .map(rows -> new SecondChannelViews.View(
                        publicKey,
                        rows.getFirst().getInteger("second_channel_minutes"),
                        rows.getFirst().getBoolean("push_details"),
                        rows.stream()
                                .filter(row -> row.getLong("id") != null)
                                .map(row -> new SecondChannelViews.DeviceView(
                                        row.getLong("id"),
                                        HexFormat.of()
                                                .formatHex(row.getBuffer("endpoint_sha256")
                                                        .getBytes()),
                                        row.getString("user_agent"),
                                        Sql.instant(row, "created_at"),
                                        Sql.instant(row, "last_sent_at"),
                                        row.getBoolean("works")))
                                .toList(),
                        SecondChannelViews.MailView.of(rows.getFirst(), clock.instant())));
    }

    Uni<Void> choose(long accountId, int afterMinutes, boolean details) {
        return Sql.count(
                        database,
                        "update accounts set second_channel_minutes = $2, push_details = $3 where id = $1",
                        accountId,
                        afterMinutes,
                        details)
                .replaceWithVoid();
    }

    Uni<Boolean> remove(long accountId, long id) {
        return Sql.count(database, "delete from push_subscriptions where account_id = $1 and id = $2", accountId, id)
                .map(removed -> removed > 0);
    }

    /**
     * Keeps what the answers say of the browsers: who is gone is taken off the list, and who was refused too often in a row.
     *
     * @return whether one is left
     */
    Uni<Boolean> note(long accountId, List<Device> devices, List<PushAnswer> answers) {
        var ids = devices.stream().map(Device::id).toArray(Long[]::new);
        var words = answers.stream()
                .map(answer -> switch (answer) {
                    case PushAnswer.Accepted accepted -> "ACCEPTED";
                    case PushAnswer.Gone gone -> "GONE";
                    case PushAnswer.Refused refused -> "REFUSED";
                    case PushAnswer.Busy busy -> "";
                    case PushAnswer.NotSent notSent -> "";
                    case PushAnswer.Unknown unknown -> "";
                })
                .toArray(String[]::new);
        return Statement.of(
                        """
                        with given as (
                          select id, answer from unnest(cast(:ids as bigint[]), cast(:answers as text[])) as g (id, answer)),
                        gone as (
                          delete from push_subscriptions s using given
                          where s.account_id = :account and s.id = given.id
                            and (given.answer = 'GONE' or given.answer = 'REFUSED' and s.refusals + 1 >= :refusals)
                          returning s.id),
                        kept as (
                          update push_subscriptions s
                          set refusals = case given.answer when 'REFUSED' then s.refusals + 1 else 0 end,
                            last_sent_at = case given.answer when 'ACCEPTED' then :now else s.last_sent_at end
                          from given
                          where s.account_id = :account and s.id = given.id and given.answer in ('ACCEPTED', 'REFUSED')
                            and not (given.answer = 'REFUSED' and s.refusals + 1 >= :refusals))
                        select exists (
                          select from push_subscriptions s
                          where s.account_id = :account and s.id not in (select id from gone)) as left_over
                        """,
                        Map.of(
                                "account",
                                accountId,
                                "ids",
                                ids,
                                "answers",
                                words,
                                "refusals",
                                config.refusals(),
                                "now",
                                clock.instant()))
                .on(database)
                .map(rows -> rows.getFirst().getBoolean("left_over"));
    }
}
