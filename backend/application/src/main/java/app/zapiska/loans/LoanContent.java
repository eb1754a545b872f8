package app.zapiska.loans;

import app.zapiska.platform.DomainException.Conflict;
import app.zapiska.platform.DomainException.FieldError;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.Money;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Wording;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a person decides about a loan.
 *
 * @param website empty, or an address that {@link LenderPortal} accepts
 * @param amountDue what counts as planned while there is no schedule; empty: the sum borrowed does
 * @param installments the whole schedule; empty leaves the one it has
 * @param contract empty leaves the one it has; a blank one takes it away
 */
record LoanContent(
        String orgName,
        String website,
        LocalDate loanDate,
        Optional<LocalDate> dueDate,
        Money amountBorrowed,
        Optional<Money> amountDue,
        boolean riskyOrg,
        String notes,
        String paymentMethods,
        Optional<Long> reminderTemplateId,
        Optional<List<Wanted>> installments,
        Optional<LoanContract> contract) {

    LoanContent with(Optional<Long> template) {
        return new LoanContent(
                orgName,
                website,
                loanDate,
                dueDate,
                amountBorrowed,
                amountDue,
                riskyOrg,
                notes,
                paymentMethods,
                template,
                installments,
                contract);
    }

    /**
     * An instalment as wanted.
     *
     * @param id that of an existing one, which keeps its identity and its payments; empty makes a new one
     */
    record Wanted(Optional<Long> id, LocalDate dueDate, Money amount) {}

    /**
     * @param existing the schedule as it is
     * @param kept the contract as it is
     * @throws Invalid naming the fields that make no sense
     * @throws Conflict naming the fields that contradict what is paid
     */
    void check(List<Installment> existing, Optional<LoanContract> kept, Ledger ledger) {
        var errors = new ArrayList<FieldError>();
        contract.or(() -> kept).stream()
                .flatMap(wanted -> wanted.faults(loanDate).stream())
                .map(fault -> new FieldError("contract." + fault.field(), fault.message()))
                .forEach(errors::add);
        if (dueDate.isPresent() && dueDate.get().isBefore(loanDate)) {
            errors.add(error("dueDate", LoanMessages::dueBeforeLoan));
        }
        if (installments.isEmpty()
                && existing.stream()
                        .anyMatch(installment -> installment.dueDate().isBefore(loanDate))) {
            errors.add(error("loanDate", LoanMessages::loanAfterInstallment));
        }
        installments.ifPresent(wanted -> {
            for (int place = 0; place < wanted.size(); place++) {
                if (wanted.get(place).dueDate().isBefore(loanDate)) {
                    errors.add(error("installments[" + place + "].dueDate", LoanMessages::dueBeforeLoan));
                }
            }
            errors.addAll(unknownIds(existing, wanted));
        });
        refuse(errors);
        var fallback = amountDue.orElse(amountBorrowed);
        var fallbackField = amountDue.isPresent() ? "amountDue" : "amountBorrowed";
        if (installments.isPresent()) {
            checkSchedule(existing, installments.get(), fallback, fallbackField, ledger);
        } else if (existing.isEmpty() && fallback.compareTo(ledger.total()) < 0) {
            throw lessThanPaid(fallbackField, ledger.total());
        }
    }

    private static List<FieldError> unknownIds(List<Installment> schedule, List<Wanted> wanted) {
        var existing = byId(schedule);
        var unknownIds = new ArrayList<FieldError>();
        for (int place = 0; place < wanted.size(); place++) {
            var wantedId = wanted.get(place).id();
            // Removing as we go finds a second mention of the same instalment, too.
            if (wantedId.isPresent() && existing.remove(wantedId.get()) == null) {
                unknownIds.add(error("installments[" + place + "].id", LoanMessages::unknownInstallment));
            }
        }
        return unknownIds;
    }

    private static void checkSchedule(
            List<Installment> existing, List<Wanted> wanted, Money fallback, String fallbackField, Ledger ledger) {
        var planned = Money.sum(wanted.stream().map(Wanted::amount).toList());
        if (planned.compareTo(Money.MOST) > 0) {
            refuse(List.of(error("installments", m -> m.scheduleTooBig(Money.MOST.toString()))));
        }
        var leaving = byId(existing);
        var conflicts = new ArrayList<FieldError>();
        for (int place = 0; place < wanted.size(); place++) {
            var installment = wanted.get(place).id().map(leaving::remove);
            var paid = installment.map(ledger::paidDirectly).orElse(Money.ZERO);
            if (wanted.get(place).amount().compareTo(paid) < 0) {
                conflicts.add(error("installments[" + place + "].amount", m -> m.lessThanPaid(paid.toString())));
            }
        }
        if (leaving.values().stream()
                .anyMatch(installment -> !ledger.paidDirectly(installment).isZero())) {
            conflicts.add(error("installments", LoanMessages::removesPaidInstallment));
        }
        if (!conflicts.isEmpty()) {
            throw new Conflict(conflicts.getFirst().message(), conflicts);
        }
        if ((wanted.isEmpty() ? fallback : planned).compareTo(ledger.total()) < 0) {
            throw lessThanPaid(wanted.isEmpty() ? fallbackField : "installments", ledger.total());
        }
    }

    static Conflict lessThanPaid(String field, Money paid) {
        return new Conflict(field, say(m -> m.lessThanPaid(paid.toString())));
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new Invalid(ProblemType.VALIDATION.detail(), errors);
        }
    }

    private static FieldError error(String field, Function<LoanMessages, String> why) {
        return new FieldError(field, say(why));
    }

    /** Those that were written before. */
    static Map<Long, Installment> byId(Collection<Installment> installments) {
        return installments.stream()
                .filter(installment -> installment.id() != null)
                .collect(Collectors.toMap(Installment::id, Function.identity()));
    }

    private static Wording say(Function<LoanMessages, String> message) {
        return Wording.of(LoanMessages.class, message);
    }
}
