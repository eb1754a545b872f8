package app.zapiska.loans;

import app.zapiska.interest.Contract;
import app.zapiska.interest.Contract.Lender;
import app.zapiska.interest.Contract.Penalty;
import app.zapiska.interest.Contract.Promo;
import app.zapiska.interest.Payment;
import app.zapiska.interest.PrincipalParts;
import app.zapiska.platform.Money;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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
            boolean corrected) {}

    /** Empty as long as nothing is missing. Whatever stands in the database is either reckoned or named here, and never throws. */
    static Optional<NotReckoned> missing(Facts loan, LocalDate day) {
        var contract = loan.contract();
        var received = contract.received(loan.loanDate());
        var first = firstDue(loan);
        if (contract.dailyRate() == null) {
            return Optional.of(NotReckoned.NO_RATE);
        }
        if (first.isEmpty()) {
            return Optional.of(NotReckoned.NO_DUE_DATE);
        }
        if (loan.corrected()) {
            return Optional.of(NotReckoned.CORRECTED);
        }
        if (received.isBefore(loan.loanDate())) {
            return Optional.of(NotReckoned.RECEIVED_BEFORE_CONTRACT);
        }
        if (!first.get().isAfter(received)) {
            return Optional.of(NotReckoned.DUE_BEFORE_RECEIPT);
        }
        if (day.isBefore(received)) {
            return Optional.of(NotReckoned.NOT_RECEIVED_YET);
        }
        return day.isAfter(received.plusYears(MOST_YEARS)) ? Optional.of(NotReckoned.TOO_LONG_AGO) : Optional.empty();
    }

    private static Optional<LocalDate> firstDue(Facts loan) {
        return loan.schedule().isEmpty()
                ? loan.dueDate()
                : loan.schedule().stream().map(Balance.Scheduled::dueDate).min(Comparator.naturalOrder());
    }

    /** @param loan of which nothing is {@link #missing} */
    static ContractTerms of(Facts loan) {
        var entered = loan.contract();
        var parts = parts(loan);
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
                        List.of()),
                loan.standing().stream()
                        .filter(entry -> entry.amount().isPositive())
                        .map(entry -> new Payment(entry.paidOn(), entry.amount()))
                        .toList(),
                parts.over(),
                Optional.of(parts.over())
                        .filter(over -> !parts.agrees())
                        .filter(over ->
                                !loan.schedule().isEmpty() || loan.toReturn().isPresent()));
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
    private static PrincipalParts parts(Facts loan) {
        var percent = promo(loan.contract())
                .map(Promo::dailyPercent)
                .orElse(loan.contract().dailyRate());
        var plan = loan.schedule().isEmpty()
                ? List.of(new Payment(
                        loan.dueDate().orElseThrow(), loan.toReturn().orElse(loan.borrowed())))
                : loan.schedule().stream()
                        .map(one -> new Payment(one.dueDate(), one.amount()))
                        .toList();
        return PrincipalParts.of(loan.borrowed(), percent, loan.contract().received(loan.loanDate()), plan);
    }
}
