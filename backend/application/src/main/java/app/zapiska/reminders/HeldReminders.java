package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.SettingsListener;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a pause has held waits for its new end, or for nothing any more. Nothing else is touched: what comes due later meets the
 * pause when it is claimed.
 */
@ApplicationScoped
class HeldReminders implements SettingsListener {

    private final InstantSource clock;

    HeldReminders(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Uni<Void> settingsChanged(AccountSettings before, AccountSettings after) {
        if (before.nagging().pause().equals(after.nagging().pause())) {
            return Uni.createFrom().voidItem();
        }
        var now = clock.instant();
        return update(
                        """
                        update reminders
                        set due_at = case when subject_kind = 'TASK' then cast(:task as timestamptz)
                                     else cast(:payment as timestamptz) end,
                            version = version + 1, updated_at = :now
                        where account_id = :account and reason = 'PAUSED' and state in ('SCHEDULED', 'AWAITING', 'SNOOZED')
                        """,
                        Map.of(
                                "task", after.comesAt(now, false),
                                "payment", after.comesAt(now, true),
                                "now", now,
                                "account", after.accountId()))
                // They say when the next message comes.
                .chain(() -> update("""
                        update chat_messages m
                        set stale_since = coalesce(stale_since, :now), next_try_at = :now, revision = revision + 1, attempts = 0
                        where m.account_id = :account and exists (
                          select from chat_message_subjects t join reminders r on r.id = t.reminder_id
                          where t.account_id = m.account_id and t.chat_message_id = m.id and r.state in ('AWAITING', 'SNOOZED'))
                        """, Map.of("now", now, "account", after.accountId())));
    }

    private static Uni<Void> update(String sql, Map<String, Object> values) {
        return Panache.getSession()
                .chain(session -> session.flush().chain(() -> {
                    var query = session.createNativeQuery(sql);
                    values.forEach(query::setParameter);
                    return query.executeUpdate();
                }))
                .replaceWithVoid();
    }
}
