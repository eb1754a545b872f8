package app.zapiska.loans;

import app.zapiska.interest.Contract;
import app.zapiska.interest.Contract.Extension;
import app.zapiska.interest.Contract.Lender;
import app.zapiska.interest.Contract.Penalty;
import app.zapiska.interest.Contract.Promo;
import app.zapiska.interest.Payment;
import app.zapiska.interest.PrincipalParts;
import app.zapiska.platform.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A loan as {@link Contract} has it. The notebook keeps whole payments, the reckoning parts of the principal: of each payment
 * that is what the interest since the date before leaves of it.
 *
 * @param over by how much what is planned is more than the rate makes of it, signed
 * @param mismatch the same; empty when both agree, to a rouble a payment
 */
record ContractTerms(Contract contract, List<Payment> payments, Money over, Optional<Money> mismatch) {

    /** Older ones are reckoned by nobody here, and day by day that would take long. */
    static final int MOST_YEARS = 10;

    /**
     * What is known of a loan.
     *
     * @param schedule by date; empty: all on {@code dueDate}
     * @param standing what counts of the ledger
     * @param corrected whether the ledger was put right by hand, or what was left was written off
     */
    record Facts(
            LocalDate loanDate,
            Optional<LocalDate> dueDate,
            Money borrowed,
            Optional<Money> toReturn,
            LoanContract contract,
            List<? extends Balance.Scheduled> schedule,
            List<? extends Balance.Booked> standing,
            boolean corrected) {

        /** Of a loan under its lock. */
        static Facts of(Loan loan, Ledger ledger) {
            return new Facts(
                    loan.loanDate(),
                    loan.dueDate(),
                    loan.amountBorrowed(),
                    loan.amountDue(),
                    loan.contract(),
                    loan.installments(),
                    ledger.standing(),
                    ledger.standing().stream().anyMatch(entry -> entry.kind() == LoanEntry.Kind.CORRECTION));
        }

        /** What is planned, paid and left of it. */
        Balance balance() {
            return Balance.of(schedule, dueDate, toReturn.orElse(borrowed), standing);
        }
    }

    /** Empty as long as nothing is missing. Whatever stands in the database is either reckoned or named here, and never throws. */
    static Optional<NotReckoned> missing(Facts loan, LocalDate day) {
        var contract = loan.contract();
        var received = contract.received(loan.loanDate());
        if (contract.dailyRate() == null) {
            return Optional.of(NotReckoned.NO_RATE);
        }
        if (loan.schedule().isEmpty() && loan.dueDate().isEmpty()) {
            return Optional.of(NotReckoned.NO_DUE_DATE);
        }
        if (loan.corrected()) {
            return Optional.of(NotReckoned.CORRECTED);
        }
        if (received.isBefore(loan.loanDate())) {
            return Optional.of(NotReckoned.RECEIVED_BEFORE_CONTRACT);
        }
        if (!Plan.of(loan).payments().getFirst().day().isAfter(received)) {
            return Optional.of(NotReckoned.DUE_BEFORE_RECEIPT);
        }
        if (day.isBefore(received)) {
            return Optional.of(NotReckoned.NOT_RECEIVED_YET);
        }
        return day.isAfter(received.plusYears(MOST_YEARS)) ? Optional.of(NotReckoned.TOO_LONG_AGO) : Optional.empty();
    }

    /** @param loan of which nothing is {@link #missing} */
    static ContractTerms of(Facts loan) {
        var entered = loan.contract();
        var plan = Plan.of(loan);
        var parts = parts(loan, plan);
        return new ContractTerms(
                new Contract(
                        loan.loanDate(),
                        entered.received(loan.loanDate()),
                        loan.borrowed(),
                        entered.dailyRate(),
                        parts.dues(),
                        penalty(entered),
                        promo(entered),
                        Optional.ofNullable(entered.servicesPaid()).orElse(Money.ZERO),
                        entered.lenderKind() == LoanContract.LenderKind.PERSON ? Lender.PRIVATE : Lender.PROFESSIONAL,
                        Boolean.TRUE.equals(entered.shortLoan()),
                        plan.extensions()),
                loan.standing().stream().flatMap(ContractTerms::repaying).toList(),
                parts.over(),
                Optional.of(parts.over()).filter(over -> !parts.agrees()).filter(over -> plan.said()));
    }

    /** What a payment leaves for the debt: the fee for a later date repays nothing. */
    private static Stream<Payment> repaying(Balance.Booked entry) {
        var amount =
                entry.amount().minus(entry.extension().map(LoanExtension::fee).orElse(Money.ZERO));
        return amount.isPositive() ? Stream.of(new Payment(entry.paidOn(), amount)) : Stream.empty();
    }

    /**
     * What was planned when the loan was taken, and how its last date was moved since.
     *
     * @param payments by date
     * @param said whether anybody said how much is to be returned
     */
    private record Plan(List<Payment> payments, List<Extension> extensions, boolean said) {

        static Plan of(Facts loan) {
            var dues = loan.schedule().stream()
                    .sorted(Comparator.comparing(Balance.Scheduled::dueDate))
                    .toList();
            var standing = dues.isEmpty()
                    ? new Plan(
                            List.of(new Payment(
                                    loan.dueDate().orElseThrow(),
                                    loan.toReturn().orElse(loan.borrowed()))),
                            List.of(),
                            loan.toReturn().isPresent())
                    : new Plan(
                            dues.stream()
                                    .map(one -> new Payment(one.dueDate(), one.amount()))
                                    .toList(),
                            List.of(),
                            true);
            var last = dues.isEmpty()
                    ? Optional.<Long>empty()
                    : Optional.of(dues.getLast().id());
            var agreed = loan.standing().stream()
                    .filter(entry -> entry.extension().isPresent())
                    .filter(entry -> entry.installmentId().equals(last))
                    .toList();
            return agreed.isEmpty() ? standing : standing.before(loan, agreed);
        }

        /**
         * Somebody may have changed the plan by hand between and since: the dates between are those that the next one moved, the
         * last is the one that stands now. Where that makes no sense any more, the plan counts as it stands.
         */
        private Plan before(Facts loan, List<? extends Balance.Booked> agreed) {
            var first = agreed.getFirst().extension().orElseThrow();
            var others = payments.subList(0, payments.size() - 1);
            var moved = new ArrayList<Extension>();
            var due = first.dueBefore();
            var day = loan.contract().received(loan.loanDate());
            if (!due.isAfter(day) || others.stream().anyMatch(one -> !one.day().isBefore(first.dueBefore()))) {
                return this;
            }
            for (int n = 0; n < agreed.size(); n++) {
                var entry = agreed.get(n);
                var until = n + 1 < agreed.size()
                        ? agreed.get(n + 1).extension().orElseThrow().dueBefore()
                        : payments.getLast().day();
                if (!until.isAfter(due) || entry.paidOn().isBefore(day)) {
                    return this;
                }
                moved.add(new Extension(entry.paidOn(), until));
                due = until;
                day = entry.paidOn();
            }
            var planned = Optional.ofNullable(first.plannedBefore());
            var all = new ArrayList<>(others);
            all.add(new Payment(first.dueBefore(), planned.orElse(loan.borrowed())));
            return new Plan(List.copyOf(all), List.copyOf(moved), said && (!others.isEmpty() || planned.isPresent()));
        }
    }

    private static Optional<Promo> promo(LoanContract entered) {
        return entered.promoRate() == null || entered.promoLostOnDay() == null
                ? Optional.empty()
                : Optional.of(new Promo(entered.promoRate(), entered.promoLostOnDay()));
    }

    private static Penalty penalty(LoanContract entered) {
        return entered.penaltyKind() == null
                ? Penalty.MOST
                : new Penalty(entered.penaltyKind().reckoned, Optional.ofNullable(entered.penaltyRate()));
    }

    /** Without a schedule all of it is due at once, and what is to be returned is the plan, where that was said. */
    private static PrincipalParts parts(Facts loan, Plan plan) {
        var percent = promo(loan.contract())
                .map(Promo::dailyPercent)
                .orElse(loan.contract().dailyRate());
        return PrincipalParts.of(loan.borrowed(), percent, loan.contract().received(loan.loanDate()), plan.payments());
    }
}
