package app.zapiska.loans;

import app.zapiska.interest.Accrual;
import app.zapiska.law.Law;
import app.zapiska.loans.ContractTerms.Facts;
import app.zapiska.payoff.Debt;
import app.zapiska.payoff.Debt.Due;
import app.zapiska.payoff.Debt.Fee;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Open loans as a plan of payments sees them. What is left of their payments is the least that a plan pays, on its day, so that
 * nobody is told to pay less than the reminder of that day says.
 */
final class PayoffDebts {

    private final Law law;
    private final LocalDate today;
    private final String currency;
    private final Fee fee;

    PayoffDebts(Law law, LocalDate today, String currency, Fee fee) {
        this.law = law;
        this.today = today;
        this.currency = currency;
        this.fee = fee;
    }

    /**
     * @param left by the plan of the notebook, which is all that can be written down as paid
     * @param owed today, by the contract; by the plan of the notebook where nothing is worked out by a contract
     * @param why nothing is worked out; empty where it is
     * @param disagrees by how much what is planned is more than the rate makes of it
     * @param debt empty when by the contract nothing is owed any more
     */
    record Known(
            long id,
            String name,
            Money left,
            Money owed,
            Optional<BigDecimal> dailyPercent,
            Optional<NotReckoned> why,
            Optional<Money> disagrees,
            Optional<Debt> debt) {}

    Known of(long id, String name, Facts loan) {
        var balance =
                Balance.of(loan.schedule(), loan.dueDate(), loan.toReturn().orElse(loan.borrowed()), loan.standing());
        var why = loan.contract() == null
                ? Optional.of(NotReckoned.NO_RATE)
                : LoanReckoning.missing(loan, today, currency);
        return why.isPresent() ? bySchedule(id, name, balance, why) : byContract(id, name, loan, balance);
    }

    private Known bySchedule(long id, String name, Balance balance, Optional<NotReckoned> why) {
        var dues = dues(balance);
        var debt = Debt.of(id, balance.debt(), BigDecimal.ZERO).withFee(fee).withDues(dues);
        // Without a date it is paid whenever there is money for it.
        var last = dues.stream().map(Due::day).max(LocalDate::compareTo);
        var whole = last.map(debt::withWholeBy).orElse(debt);
        return new Known(
                id, name, balance.debt(), balance.debt(), Optional.empty(), why, Optional.empty(), Optional.of(whole));
    }

    private Known byContract(long id, String name, Facts loan, Balance balance) {
        var terms = ContractTerms.of(loan);
        var now = new Accrual(terms.contract(), terms.payments(), law).standing(today);
        var owed = now.owed();
        // What the schedule asks for beyond the rate is no interest that an early payment saves.
        var charges = terms.over().max(Money.ZERO);
        var known = new Known(
                id,
                name,
                balance.debt(),
                owed.total(),
                Optional.of(now.dailyPercent()),
                Optional.empty(),
                terms.mismatch(),
                Optional.empty());
        if (owed.settled()) {
            return known;
        }
        var dues = new ArrayList<>(dues(balance));
        if (owed.penalty().isPositive()) {
            dues.add(new Due(today, owed.penalty()));
        }
        var debt = new Debt(
                id,
                owed.principal(),
                owed.interest().plus(owed.penalty()),
                charges,
                now.dailyPercent(),
                owed.ceiling().map(ceiling -> ceiling.room()),
                dues,
                Optional.of(terms.contract().lastDue()),
                now.promoAtStake(),
                fee);
        return new Known(
                id,
                name,
                balance.debt(),
                owed.total().plus(charges),
                known.dailyPercent(),
                known.why(),
                known.disagrees(),
                Optional.of(debt));
    }

    private static List<Due> dues(Balance balance) {
        return balance.parts().stream()
                .filter(part -> part.open() && part.dueDate().isPresent())
                .map(part -> new Due(part.dueDate().orElseThrow(), part.remaining()))
                .toList();
    }
}
