package app.zapiska.loans;

import app.zapiska.platform.Money;
import app.zapiska.reminders.ReminderPlanner.Plan;
import app.zapiska.reminders.SubjectKey;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A loan as the reminders of its payments know it. Taken before and after a change, it tells what the change means for them.
 *
 * @param label what every message about a payment of the loan says or depends on
 */
record PaymentSnapshot(Map<SubjectKey, Payment> payments, List<Object> label, Optional<Long> templateId) {

    /** A new or a deleted loan. */
    static final PaymentSnapshot NOTHING = new PaymentSnapshot(Map.of(), List.of(), Optional.empty());

    record Payment(Optional<LocalDate> dueDate, Money amount, Money remaining) {
        boolean open() {
            return remaining.isPositive();
        }
    }

    /** @param balance of it; every instalment has its id */
    static PaymentSnapshot of(Loan loan, Balance balance) {
        if (loan.deleted()) {
            return NOTHING;
        }
        var payments = new LinkedHashMap<SubjectKey, Payment>();
        for (var part : balance.parts()) {
            payments.put(key(loan.id(), part), new Payment(part.dueDate(), part.amount(), part.remaining()));
        }
        return new PaymentSnapshot(
                payments,
                // The keys tell how many payments there are and which number each has.
                List.of(loan.orgName(), loan.website(), loan.reminderTemplateId(), List.copyOf(payments.keySet())),
                loan.reminderTemplateId());
    }

    static SubjectKey key(long loanId, Balance.Part part) {
        return part.installment()
                .map(installment -> SubjectKey.installment(installment.id()))
                .orElseGet(() -> SubjectKey.loan(loanId));
    }

    /**
     * What is to be told the planner.
     *
     * @param paid are paid now
     * @param gone are no payments any more
     * @param started are to be paid and were not, or did not exist
     * @param redated are due on another day
     * @param edited are something else than they were, or are spoken of in other words
     */
    record Change(
            List<SubjectKey> paid, List<SubjectKey> gone, List<Plan> started, List<Plan> redated, List<Plan> edited) {}

    Change since(PaymentSnapshot before) {
        var change = new Change(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        before.payments.keySet().stream()
                .filter(key -> !payments.containsKey(key))
                .forEach(change.gone::add);
        payments.forEach((key, now) -> {
            var then = before.payments.get(key);
            var wasOpen = then != null && then.open();
            if (!now.open()) {
                if (wasOpen) {
                    change.paid.add(key);
                }
                return;
            }
            var plan = Plan.ofPayment(key, now.dueDate, templateId);
            if (!wasOpen) {
                change.started.add(plan);
            } else if (!then.dueDate.equals(now.dueDate)) {
                change.redated.add(plan);
            } else if (!then.equals(now) || !Objects.equals(label, before.label)) {
                change.edited.add(plan);
            }
        });
        return change;
    }
}
