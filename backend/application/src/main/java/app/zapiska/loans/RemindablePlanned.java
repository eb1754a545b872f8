package app.zapiska.loans;

import app.zapiska.reminders.Remindable;
import app.zapiska.reminders.ReminderPlanner.Plan;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.reminders.SubjectKey.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a chosen plan asks to be paid early, as the reminder engine sees it. */
@ApplicationScoped
class RemindablePlanned implements Remindable {

    private final PlannedPayments payments;
    private final ChosenPlans plans;
    private final Pool database;

    RemindablePlanned(PlannedPayments payments, ChosenPlans plans, Pool database) {
        this.payments = payments;
        this.plans = plans;
        this.database = database;
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.PLANNED);
    }

    @Override
    public Uni<List<Subject>> subjects(Collection<SubjectKey> keys) {
        return payments.due(database, keys).map(List::copyOf);
    }

    @Override
    public Uni<Optional<Subject>> find(long accountId, SubjectKey key) {
        return payments.due(accountId, key).map(payment -> payment.map(Subject.class::cast));
    }

    @Override
    public Uni<List<Plan>> openPlans(long accountId, Optional<Long> templateId) {
        return payments.openPlans(accountId, templateId);
    }

    @Override
    public Uni<Map<Long, List<SubjectKey>>> silent(int most) {
        return payments.silent(database, most);
    }

    @Override
    public Uni<List<Plan>> lockedPlans(long accountId, Collection<SubjectKey> keys) {
        var wanted = Set.copyOf(keys);
        return plans.hold(accountId)
                .chain(() -> payments.openPlans(accountId, Optional.empty()))
                .map(open -> open.stream()
                        .filter(plan -> wanted.contains(plan.subject()))
                        .toList());
    }
}
