package app.zapiska.tasks;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.reminders.ReminderPlanner;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Stands in while there is no planner. */
@DefaultBean
@ApplicationScoped
class NoReminders implements ReminderPlanner {

    @Override
    public Uni<Void> plan(AccountSettings account, Plan plan, Change change) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> stop(long accountId, long taskId, Ending why) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> snooze(AccountSettings account, long taskId, Instant until) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Map<Long, List<ReminderView>>> of(AccountSettings account, Collection<Long> taskIds) {
        return Uni.createFrom().item(Map.of());
    }
}
