package app.zapiska.loans;

import app.zapiska.platform.DomainException.Conflict;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.Money;
import app.zapiska.platform.Wording;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The last payment of a loan gets a later date, for money; and gets its old one back when that money is taken back. */
final class Prolonging {

    private Prolonging() {}

    /**
     * What was agreed with the lender.
     *
     * @param amount paid for it, the fee included
     * @param toReturn what is left to pay on the new day
     */
    record Agreement(LocalDate paidOn, LocalDate until, Money amount, Money fee, Money toReturn, String note) {}

    /** @throws Conflict when there is no last payment whose date could be moved */
    static Balance.Part last(Balance balance) {
        if (balance.settled()) {
            throw new Conflict(say(LoanMessages::loanPaid));
        }
        var last = balance.parts().getLast();
        if (!last.open() || balance.parts().stream().filter(Balance.Part::open).count() > 1) {
            throw new Conflict(say(LoanMessages::prolongsTheLast));
        }
        if (last.dueDate().isEmpty()) {
            throw new Conflict(say(LoanMessages::prolongsWithoutDate));
        }
        return last;
    }

    static void checkPaid(LocalDate paidOn, LocalDate today) {
        if (paidOn.isAfter(today)) {
            throw new Invalid("paidOn", say(LoanMessages::paidInFuture));
        }
    }

    /** @throws Invalid when what is due then can't be moved by money of that day */
    static void checkDays(LocalDate due, LocalDate paidOn, LocalDate until, LocalDate today) {
        if (until.isAfter(today.plusYears(ContractTerms.MOST_YEARS))) {
            throw new Invalid("until", say(m -> m.tooFarToReckon(ContractTerms.MOST_YEARS)));
        }
        if (!until.isAfter(due) || !until.isAfter(paidOn)) {
            throw new Invalid("until", say(LoanMessages::notLater));
        }
    }

    /**
     * Writes the payment down and moves what it was made for.
     *
     * @throws Invalid for days and sums that make no sense
     * @throws Conflict as {@link #last} does
     */
    static LoanEntry agree(
            Loan loan, Agreement agreed, Ledger ledger, LoanEntry.Author author, LocalDate today, Instant now) {
        checkPaid(agreed.paidOn(), today);
        if (!loan.payableOn(agreed.paidOn(), today)) {
            throw new Invalid("paidOn", say(LoanMessages::paidBeforeLoan));
        }
        var part = last(Balance.of(loan, ledger));
        var due = part.dueDate().orElseThrow();
        checkDays(due, agreed.paidOn(), agreed.until(), today);
        if (ledger.extensions().stream().anyMatch(entry -> entry.paidOn().isAfter(agreed.paidOn()))) {
            throw new Invalid("paidOn", say(LoanMessages::prolongedLater));
        }
        if (agreed.fee().compareTo(agreed.amount()) > 0) {
            throw new Invalid("fee", say(LoanMessages::feeAbovePayment));
        }
        var more = agreed.amount().plus(agreed.toReturn());
        if (ledger.total().plus(more).compareTo(Money.MOST) > 0) {
            throw new Invalid("toReturn", say(m -> m.scheduleTooBig(Money.MOST.toString())));
        }
        var installment = part.installment().flatMap(one -> loan.installment(one.id()));
        var before = planned(loan, installment);
        var after = part.paid().plus(more);
        loan.move(installment, agreed.until(), after, now);
        return LoanEntry.prolonging(
                LoanEntry.payment(loan, installment, agreed.amount(), agreed.paidOn(), agreed.note(), author, now),
                new LoanExtension(due, agreed.until(), before, after, agreed.fee()));
    }

    /** Null: nothing was said. */
    private static Money planned(Loan loan, Optional<Installment> installment) {
        return installment.map(Installment::amount).or(loan::amountDue).orElse(null);
    }

    /**
     * What somebody has changed by hand since stays as it is.
     *
     * @throws Conflict when the date was moved again since, or more was paid than was planned before
     */
    static void takeBack(Loan loan, Ledger ledger, LoanEntry entry, LoanExtension extension, Instant now) {
        if (!Objects.equals(ledger.extensions().getLast().id(), entry.id())) {
            throw new Conflict(say(LoanMessages::prolongedAgain));
        }
        var installment = entry.installmentId().flatMap(loan::installment);
        var due = installment.map(Installment::dueDate).or(loan::dueDate).orElse(null);
        var planned = planned(loan, installment);
        var dueAgain = extension.dueAfter().equals(due) ? extension.dueBefore() : due;
        var plannedAgain = extension.plannedAfter().equals(planned) ? extension.plannedBefore() : planned;
        // With a schedule made since, the whole is no plan any more.
        if (installment.isPresent() || loan.installments().isEmpty()) {
            var whole = Optional.ofNullable(plannedAgain).orElseGet(loan::amountBorrowed);
            var less = installment
                    .map(Installment::amount)
                    .orElseGet(loan::amountWithoutSchedule)
                    .minus(whole);
            var paid = installment.map(ledger::paidDirectly).orElseGet(ledger::total);
            var balance = Balance.of(loan, ledger);
            if (whole.compareTo(paid.minus(entry.amount())) < 0
                    || balance.planned().minus(less).compareTo(balance.paid().minus(entry.amount())) < 0) {
                throw new Conflict(say(LoanMessages::paidSinceProlonged));
            }
        }
        loan.move(installment, dueAgain, plannedAgain, now);
    }

    private static Wording say(Function<LoanMessages, String> message) {
        return Wording.of(LoanMessages.class, message);
    }
}
