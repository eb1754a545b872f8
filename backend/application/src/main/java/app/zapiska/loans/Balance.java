package app.zapiska.loans;

import app.zapiska.platform.Money;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is planned, paid and left of a loan (L4–L6). The lists work out the same in SQL, see {@link LoanFigures}.
 *
 * <p>Money that is meant for no instalment fills the instalments in the order in which they fall due.
 *
 * @param parts the instalments in that order, or the whole return of a loan that has no schedule
 */
record Balance(List<Part> parts, Money paid) {

    /** A payment of a schedule, as an entity or as it was read. */
    interface Scheduled {
        Long id();

        LocalDate dueDate();

        Money amount();
    }

    /** A standing entry of a ledger, as an entity or as it was read. */
    interface Booked {
        Long id();

        /** Empty when the money is not meant for one instalment. */
        Optional<Long> installmentId();

        Money amount();

        LocalDate paidOn();

        /** Of a payment that moved the date of what it was made for. */
        default Optional<LoanExtension> extension() {
            return Optional.empty();
        }
    }

    private static final Comparator<Booked> BY_DAY =
            Comparator.comparing(Booked::paidOn).thenComparing(Booked::id);

    /**
     * @param installment empty for the return of a loan without a schedule
     * @param dueDate empty only there
     * @param paidOn the day of the payment that made it paid; empty while it is not
     */
    record Part(
            Optional<? extends Scheduled> installment,
            Optional<LocalDate> dueDate,
            Money amount,
            Money paid,
            Optional<LocalDate> paidOn) {

        Money remaining() {
            return amount.minus(paid);
        }

        boolean open() {
            return remaining().isPositive();
        }
    }

    /** @param daysLeft negative when it is overdue */
    record NextPayment(Optional<Long> installmentId, LocalDate dueDate, Money amount, long daysLeft) {}

    static Balance of(Loan loan, Ledger ledger) {
        return of(loan.installments(), loan.dueDate(), loan.amountWithoutSchedule(), ledger.standing());
    }

    /**
     * @param schedule by date; while it is empty, {@code whole} is to be paid on {@code dueDate}
     * @param standing what counts of the ledger
     */
    static Balance of(
            List<? extends Scheduled> schedule,
            Optional<LocalDate> dueDate,
            Money whole,
            List<? extends Booked> standing) {
        var parts = new ArrayList<Part>();
        var direct = standing.stream()
                .filter(entry -> entry.installmentId().isPresent())
                .collect(Collectors.<Booked, Long>groupingBy(
                        entry -> entry.installmentId().orElseThrow()));
        var pool = new Pool(standing.stream()
                .filter(entry -> entry.installmentId().isEmpty())
                .map(Booked.class::cast)
                .sorted(BY_DAY)
                .toList());
        for (var installment : schedule) {
            var meant = installment.id() == null ? List.<Booked>of() : direct.getOrDefault(installment.id(), List.of());
            var paidDirectly = total(meant);
            var share = pool.take(installment.amount().minus(paidDirectly));
            parts.add(part(
                    Optional.of(installment),
                    Optional.of(installment.dueDate()),
                    installment.amount(),
                    paidDirectly.plus(share),
                    later(lastDay(meant), share.isPositive() ? pool.lastTaken() : Optional.empty())));
        }
        var paid = total(standing);
        if (parts.isEmpty()) {
            parts.add(part(Optional.empty(), dueDate, whole, paid, lastDay(standing)));
        }
        return new Balance(List.copyOf(parts), paid);
    }

    private static Money total(List<? extends Booked> entries) {
        return Money.sum(entries.stream().map(Booked::amount).toList());
    }

    private static Optional<LocalDate> lastDay(List<? extends Booked> entries) {
        return entries.stream().map(entry -> entry.paidOn()).max(LocalDate::compareTo);
    }

    private static Part part(
            Optional<? extends Scheduled> installment,
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
        private final List<Booked> entries;
        private Money left;
        private Money taken = Money.ZERO;

        Pool(List<Booked> entries) {
            this.entries = entries;
            this.left = total(entries);
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
                        part.installment().map(Scheduled::id),
                        part.dueDate().orElseThrow(),
                        part.remaining(),
                        ChronoUnit.DAYS.between(today, part.dueDate().orElseThrow())));
    }

    Urgency urgency(LocalDate today, int urgentDays) {
        return next(today).map(next -> Urgency.of(next.daysLeft(), urgentDays)).orElse(Urgency.NONE);
    }

    Optional<Part> of(Installment installment) {
        return parts.stream()
                .filter(part -> part.installment().isPresent()
                        && part.installment().get().equals(installment))
                .findFirst();
    }
}
