package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.channels.ChannelChoice;
import app.zapiska.channels.ChannelChoice.InVain;
import app.zapiska.delivery.EngineTime;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import app.zapiska.reminders.ReminderQueue.Claimed;
import app.zapiska.telegram.TelegramReach;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the ledger says of Telegram to a reminder that has a second channel. */
@Singleton
class TriesInVain {

    private final Pool database;
    private final EngineTime time;
    private final TelegramReach reach;

    TriesInVain(Pool database, EngineTime time, TelegramReach reach) {
        this.database = database;
        this.time = time;
        this.reach = reach;
    }

    /**
     * What is known of one reminder's way.
     *
     * @param since when the person waits for what Telegram does not bring; empty while they don't
     * @param byPush tries by the second channel in vain, weighed as {@link ChannelChoice#channel} wants it
     */
    record Known(Optional<Instant> since, int byPush, int byMail) {

        static final Known NOTHING = new Known(Optional.empty(), 0, 0);
    }

    private record Tried(Optional<InVain> byTelegram, int byPush, int byMail) {

        private static final Tried NEVER = new Tried(Optional.empty(), 0, 0);
    }

    /**
     * By reminder, what the ledger knows of its ways; only of those who have another one.
     *
     * @param usable whether anything may be sent by Telegram now
     */
    Uni<Map<Long, Known>> known(List<Claimed> claimed, Map<Long, AccountSettings> settings, boolean usable) {
        var asked = claimed.stream()
                .filter(one -> settings.containsKey(one.accountId())
                        && settings.get(one.accountId()).second().ready())
                .toList();
        if (asked.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return reach.awaySince()
                .chain(awaySince -> of(asked.stream().map(Claimed::id).toList()).map(inVain -> {
                    var telegram = new ChannelChoice.Telegram(usable, awaySince);
                    var known = new HashMap<Long, Known>();
                    asked.forEach(one -> {
                        var tried = inVain.getOrDefault(one.id(), Tried.NEVER);
                        known.put(
                                one.id(),
                                new Known(
                                        ChannelChoice.waitsSince(telegram, tried.byTelegram(), one.dueAt()),
                                        tried.byPush(),
                                        tried.byMail()));
                    });
                    return known;
                }));
    }

    /**
     * By reminder, the tries since the last message that arrived. Old ones say nothing of the ways of today: of before the
     * night, or of before this process stood still.
     */
    private Uni<Map<Long, Tried>> of(Collection<Long> reminders) {
        var parameters = new HashMap<String, Object>();
        parameters.put("ids", reminders.toArray(Long[]::new));
        parameters.put("now", time.forLeases());
        parameters.put("lost", ChannelChoice.TRIES_BY_PUSH);
        return Statement.of("""
                        select r.id, min(d.intent_at) filter (where d.channel = 'TELEGRAM') as since,
                          count(*) filter (where d.channel = 'TELEGRAM') as tries,
                          count(*) filter (where d.channel = 'TELEGRAM' and d.seq = r.seq and d.outcome <> 'UNKNOWN') as certain,
                          coalesce(sum(case d.outcome when 'UNKNOWN' then :lost else 1 end)
                            filter (where d.channel = 'PUSH'), 0) as by_push,
                          coalesce(sum(case d.outcome when 'UNKNOWN' then :lost else 1 end)
                            filter (where d.channel = 'MAIL'), 0) as by_mail
                        from reminders r
                        join accounts a on a.id = r.account_id
                        join deliveries d on d.reminder_id = r.id
                        where r.id = any(cast(:ids as bigint[]))
                          and d.outcome in ('NOT_SENT', 'REJECTED', 'UNKNOWN')
                          and d.intent_at > coalesce(cast(:now as timestamptz), now())
                            - make_interval(mins => a.second_channel_minutes + 15)
                          and d.seq > coalesce((
                            select max(arrived.seq) from deliveries arrived
                            where arrived.reminder_id = r.id and arrived.outcome = 'SENT'), -1)
                        group by r.id
                        """, parameters).on(database).map(rows -> {
            var found = new HashMap<Long, Tried>();
            rows.forEach(row -> found.put(
                    row.getLong("id"),
                    new Tried(
                            Optional.ofNullable(Sql.instant(row, "since"))
                                    .map(since -> new InVain(
                                            since,
                                            row.getLong("tries").intValue(),
                                            row.getLong("certain").intValue())),
                            row.getLong("by_push").intValue(),
                            row.getLong("by_mail").intValue())));
            return found;
        });
    }
}
