package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.delivery.EngineTime;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import app.zapiska.reminders.ChannelChoice.InVain;
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
     * By reminder, since when people wait for what Telegram does not bring; only of those who have another way.
     *
     * @param usable whether anything may be sent by Telegram now
     */
    Uni<Map<Long, Instant>> waits(List<Claimed> claimed, Map<Long, AccountSettings> settings, boolean usable) {
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
                    var waits = new HashMap<Long, Instant>();
                    asked.forEach(one -> ChannelChoice.waitsSince(
                                    telegram, Optional.ofNullable(inVain.get(one.id())), one.dueAt())
                            .ifPresent(since -> waits.put(one.id(), since)));
                    return waits;
                }));
    }

    /**
     * By reminder, the tries by Telegram since the last message that arrived. Old ones say nothing of Telegram today: of
     * before the night, or of before this process stood still.
     */
    private Uni<Map<Long, InVain>> of(Collection<Long> reminders) {
        var parameters = new HashMap<String, Object>();
        parameters.put("ids", reminders.toArray(Long[]::new));
        parameters.put("now", time.forLeases());
        return Statement.of("""
                        select r.id, min(d.intent_at) as since, count(*) as tries,
                          count(*) filter (where d.seq = r.seq and d.outcome <> 'UNKNOWN') as certain
                        from reminders r
                        join accounts a on a.id = r.account_id
                        join deliveries d on d.reminder_id = r.id
                        where r.id = any(cast(:ids as bigint[])) and d.channel = 'TELEGRAM'
                          and d.outcome in ('NOT_SENT', 'REJECTED', 'UNKNOWN')
                          and d.intent_at > coalesce(cast(:now as timestamptz), now())
                            - make_interval(mins => a.second_channel_minutes + 15)
                          and d.seq > coalesce((
                            select max(arrived.seq) from deliveries arrived
                            where arrived.reminder_id = r.id and arrived.outcome = 'SENT'), -1)
                        group by r.id
                        """, parameters).on(database).map(rows -> {
            var found = new HashMap<Long, InVain>();
            rows.forEach(row -> found.put(
                    row.getLong("id"),
                    new InVain(
                            Sql.instant(row, "since"),
                            row.getLong("tries").intValue(),
                            row.getLong("certain").intValue())));
            return found;
        });
    }
}
