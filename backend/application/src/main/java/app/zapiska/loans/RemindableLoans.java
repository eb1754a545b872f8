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

/** Payments as the reminder engine sees them. */
@ApplicationScoped
class RemindableLoans implements Remindable {

    private final Loans loans;
    private final Pool database;

    RemindableLoans(Loans loans, Pool database) {
        this.loans = loans;
        this.database = database;
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.INSTALLMENT, Kind.LOAN);
    }

    @Override
    public Uni<List<Subject>> subjects(Collection<SubjectKey> keys) {
        return loans.payments(database, keys).map(List::copyOf);
    }

    @Override
    public Uni<Optional<Subject>> find(long accountId, SubjectKey key) {
        return loans.payment(accountId, key).map(payment -> payment.map(Subject.class::cast));
    }

    @Override
    public Uni<List<Plan>> openPlans(long accountId, Optional<Long> templateId) {
        return loans.openPlans(accountId, templateId);
    }

    @Override
    public Uni<Map<Long, List<SubjectKey>>> silent(int most) {
        return loans.silent(database, most);
    }

    @Override
    public Uni<List<Plan>> lockedPlans(long accountId, Collection<SubjectKey> keys) {
        var wanted = Set.copyOf(keys);
        return loans.lockOf(accountId, keys)
                .chain(() -> loans.openPlans(accountId, Optional.empty()))
                .map(plans -> plans.stream()
                        .filter(plan -> wanted.contains(plan.subject()))
                        .toList());
    }
}
