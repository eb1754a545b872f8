package app.zapiska.loans;

import app.zapiska.platform.Money;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is planned, paid and left of a loan (L4–L6). The lists work out the same in SQL, see {@link Loans}.
 *
 * <p>Money that is meant for no instalment fills the instalments in the order in which they fall due.
 *
 * @param parts the instalments in that order, or the whole return of a loan that has no schedule
 */
record Balance(List<Part> parts, Money paid) {

    /**
     * @param installment empty for the return of a loan without a schedule
     * @param dueDate empty only there
     * @param paidOn the day of the payment that made it paid; empty while it is not
     */
    record Part(
            Optional<Installment> installment,
            Optional<LocalDate> dueDate,
            Money amount,
            Money paid,
            Optional<LocalDate> paidOn) {

        Money rest() {
            return amount.minus(paid);
        }

        boolean open() {
            return rest().isPositive();
        }
    }

    /** @param daysLeft negative when it is overdue */
    record NextPayment(Optional<Long> installmentId, LocalDate dueDate, Money amount, long daysLeft) {}

    static Balance of(Loan loan, Ledger ledger) {
        var parts = new ArrayList<Part>();
        var pool = new Pool(ledger.unallocated());
        for (var installment : loan.installments()) {
            var direct = ledger.direct(installment);
            var paidDirectly = Money.sum(direct.stream().map(LoanEntry::amount).toList());
            var lastDirect = direct.stream().map(LoanEntry::paidOn).max(LocalDate::compareTo);
            var share = pool.take(installment.amount().minus(paidDirectly));
            parts.add(part(
                    Optional.of(installment),
                    Optional.of(installment.dueDate()),
                    installment.amount(),
                    paidDirectly.plus(share),
                    later(lastDirect, share.isPositive() ? pool.lastTaken() : Optional.empty())));
        }
        if (parts.isEmpty()) {
            var whole = loan.amountWithoutSchedule();
            var last = ledger.standing().stream().map(LoanEntry::paidOn).max(LocalDate::compareTo);
            parts.add(part(Optional.empty(), loan.dueDate(), whole, ledger.total(), last));
        }
        return new Balance(List.copyOf(parts), ledger.total());
    }

    private static Part part(
            Optional<Installment> installment,
            Optional<LocalDate> dueDate,
            Money amount,
            Money paid,
            Optional<LocalDate> lastPaidOn) {
        return new Part(
                installment, dueDate, amount, paid, paid.compareTo(amount) >= 0 ? lastPaidOn : Optional.empty());
    }

    private static Optional<LocalDate> later(Optional<LocalDate> one, Optional<LocalDate> other) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(one.get().isAfter(other.get()) ? one.get() : other.get())
                : one.or(() -> other);
    }

    /** The unallocated money, handed out in the order in which it was paid. */
    private static final class Pool {
        private final List<LoanEntry> entries;
        private Money left;
        private Money taken = Money.ZERO;

        Pool(List<LoanEntry> entries) {
            this.entries = entries;
            this.left = Money.sum(entries.stream().map(LoanEntry::amount).toList());
        }

        Money take(Money wanted) {
            var share = wanted.min(left).max(Money.ZERO);
            left = left.minus(share);
            taken = taken.plus(share);
            return share;
        }

        /** The day of the entry that the last kopek handed out came from. */
        Optional<LocalDate> lastTaken() {
            var sum = Money.ZERO;
            for (var entry : entries) {
                sum = sum.plus(entry.amount());
                if (sum.compareTo(taken) >= 0) {
                    return Optional.of(entry.paidOn());
                }
            }
            return Optional.empty();
        }
    }

    Money planned() {
        return Money.sum(parts.stream().map(Part::amount).toList());
    }

    Money debt() {
        return planned().minus(paid);
    }

    boolean settled() {
        return debt().isZero();
    }

    /** What is to be paid next: the first part by date that is not paid. Empty when all is, or when it has no date. */
    Optional<Part> nextPart() {
        return parts.stream()
                .filter(Part::open)
                .findFirst()
                .filter(part -> part.dueDate().isPresent());
    }

    Optional<NextPayment> next(LocalDate today) {
        return nextPart()
                .map(part -> new NextPayment(
                        part.installment().map(Installment::id),
                        part.dueDate().orElseThrow(),
                        part.rest(),
                        ChronoUnit.DAYS.between(today, part.dueDate().orElseThrow())));
    }

    Urgency urgency(LocalDate today, int urgentDays) {
        return next(today).map(next -> Urgency.of(next.daysLeft(), urgentDays)).orElse(Urgency.NONE);
    }

    Optional<Part> of(Installment installment) {
        return parts.stream()
                .filter(part -> part.installment().filter(installment::equals).isPresent())
                .findFirst();
    }
}
