package app.zapiska.loans;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.interest.Accrual;
import app.zapiska.interest.Payment;
import app.zapiska.law.Law;
import app.zapiska.loans.ContractTerms.Facts;
import app.zapiska.payoff.Budget;
import app.zapiska.payoff.Debt.Fee;
import app.zapiska.payoff.Order;
import app.zapiska.payoff.Outcome;
import app.zapiska.payoff.Outcome.Shortage;
import app.zapiska.payoff.Payoff;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan of payments makes of a loan as the notebook keeps it: 10,000 taken on 11 May 2026, if nothing else is said. */
class PayoffDebtsTest {

    private static final Law LAW = new Law();
    private static final LocalDate TAKEN = LocalDate.parse("2026-05-11");

    private record Planned(Long id, LocalDate dueDate, Money amount) implements Balance.Scheduled {}

    private record Paid(Long id, Optional<Long> installmentId, Money amount, LocalDate paidOn)
            implements Balance.Booked {}

    private static LoanContract contract(String daily) {
        return new LoanContract(
                null, new BigDecimal(daily), null, null, null, null, null, null, null, null, null, null);
    }

    private static Facts loan(LoanContract contract, List<Paid> paid, String dueDate, String... schedule) {
        var plan = new ArrayList<Planned>();
        Arrays.stream(schedule)
                .map(one -> one.split(" "))
                .forEach(one -> plan.add(new Planned(plan.size() + 1L, LocalDate.parse(one[0]), Money.of(one[1]))));
        return new Facts(
                TAKEN,
                Optional.ofNullable(dueDate).map(LocalDate::parse),
                Money.of("10000.00"),
                Optional.empty(),
                contract,
                plan,
                paid,
                false);
    }

    private static PayoffDebts.Known known(Facts loan, String today) {
        return new PayoffDebts(LAW, LocalDate.parse(today), "RUB", Fee.NONE).of(1, "МаниМен", loan);
    }

    /** One budget that comes on the day and every month after it. */
    private static Outcome plan(Facts loan, String today, String amount, String first) {
        var budget = new Budget(
                Money.of(amount), LocalDate.parse(today), Money.ZERO, LocalDate.parse(first), Period.ofMonths(1));
        return Payoff.plan(List.of(known(loan, today).debt().orElseThrow()), budget, Order.RATE);
    }

    private static List<String> payments(Outcome plan) {
        return plan.steps().stream()
                .flatMap(step -> step.parts().stream().map(part -> step.day() + " " + part.amount()))
                .toList();
    }

    @Test
    @DisplayName("a budget that is just enough pays the contract's own payments on their days, to the kopeck")
    void theScheduleItself() {
        var loan = loan(contract("0.8"), List.of(), null, "2026-06-10 6864.29", "2026-07-10 6864.28");
        assertThat(payments(plan(loan, "2026-05-21", "6864.29", "2026-06-10")))
                .containsExactly("2026-06-10 6864.29", "2026-07-10 6864.28");
    }

    @Test
    @DisplayName("what is kept for a later payment of the same loan goes to it at once, as that is cheaper")
    void earlyWithItsOwnMoney() {
        var loan = loan(contract("0.8"), List.of(), null, "2026-06-10 6000.00", "2026-07-10 7936.00");
        assertThat(payments(plan(loan, "2026-05-21", "6968.00", "2026-06-10")))
                .containsExactly("2026-06-10 6968.00", "2026-07-10 6735.68");
    }

    @Test
    @DisplayName("a schedule that asks for more than the rate is paid as it stands, and the plan says by how much")
    void dearerThanItsRate() {
        var loan = loan(contract("0.8"), List.of(), null, "2026-06-10 13000.00");
        var known = known(loan, "2026-05-21");
        assertThat(known.disagrees()).contains(Money.of("600.00"));
        assertThat(known.owed()).as("with what no rate explains").isEqualTo(Money.of("11400.00"));
        assertThat(payments(plan(loan, "2026-05-21", "13000.00", "2026-06-10"))).containsExactly("2026-06-10 13000.00");
    }

    @Test
    @DisplayName("E2: what was paid early is counted, and so is the interest that it saved")
    void paidEarly() {
        var paid = List.of(new Paid(1L, Optional.empty(), Money.of("3800.00"), LocalDate.parse("2026-05-21")));
        var loan = loan(contract("0.8"), paid, null, "2026-06-10 12400.00");
        assertThat(payments(plan(loan, "2026-05-22", "9000.00", "2026-06-10"))).containsExactly("2026-06-10 8120.00");
    }

    @Test
    @DisplayName("without a rate the known payments are the whole of it, at no interest, and it is said why")
    void withoutARate() {
        var loan = loan(null, List.of(), null, "2026-06-10 6000.00", "2026-07-10 6000.00");
        var known = known(loan, "2026-05-21");
        assertThat(known.why()).contains(NotReckoned.NO_RATE);
        assertThat(known.owed()).isEqualTo(Money.of("12000.00"));
        var plan = plan(loan, "2026-05-21", "6000.00", "2026-06-01");
        assertThat(plan.feasible()).isTrue();
        assertThat(plan.interest()).isEqualTo(Money.ZERO);
        assertThat(plan.paid()).isEqualTo(Money.of("12000.00"));
        assertThat(known(loan(null, List.of(), null), "2026-05-21")
                        .debt()
                        .orElseThrow()
                        .wholeBy())
                .as("without any date it waits for money")
                .isEmpty();
    }

    @Test
    @DisplayName("what is late is asked for today with its penalty, and a budget of later does not reach it")
    void late() {
        var loan = loan(contract("0.8"), List.of(), "2026-06-10");
        var outcome = plan(loan, "2026-06-20", "20000.00", "2026-07-01");
        assertThat(outcome.shortages())
                .singleElement()
                .extracting(Shortage::day, Shortage::needed)
                .containsExactly(LocalDate.parse("2026-06-20"), Money.of("13254.79"));
        assertThat(plan(loan, "2026-06-20", "20000.00", "2026-06-20").feasible())
                .isTrue();
    }

    @Test
    @DisplayName("what is paid by the contract, though its plan says more, is in no plan")
    void settledByTheContract() {
        var paid = List.of(new Paid(1L, Optional.empty(), Money.of("10800.00"), LocalDate.parse("2026-05-21")));
        var known = known(loan(contract("0.8"), paid, null, "2026-06-10 12400.00"), "2026-05-22");
        assertThat(known.debt()).isEmpty();
        assertThat(known.owed()).isEqualTo(Money.ZERO);
    }

    @Test
    @DisplayName("interest stops at the ceiling of the law in a plan, too")
    void ceiling() {
        var loan = loan(contract("0.8"), List.of(), "2027-05-10");
        var plan = plan(loan, "2026-09-01", "20000.00", "2026-09-30");
        assertThat(plan.paid()).as("principal and as much again").isEqualTo(Money.of("20000.00"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    @DisplayName(
            "who pays as the plan says owes nothing on its last day by the loan's own reckoning, to a kopeck a payment")
    void thePlanIsTheReckoning(long seed) {
        var random = new Random(seed);
        for (int n = 0; n < 60; n++) {
            var day = TAKEN.plusDays(5 + random.nextInt(30));
            var schedule = new ArrayList<String>();
            for (int number = random.nextInt(6); number >= 0; number--) {
                schedule.add(day + " " + new Money(BigDecimal.valueOf(100_000L + random.nextInt(400_000), 2)));
                day = day.plusDays(7 + random.nextInt(40));
            }
            var daily = BigDecimal.valueOf(random.nextInt(8_001), 4).toPlainString();
            var loan = loan(contract(daily), List.of(), null, schedule.toArray(String[]::new));
            var terms = ContractTerms.of(loan);
            var amount = new Money(BigDecimal.valueOf(500_000L + random.nextInt(1_500_000), 2));
            var plan = plan(loan, "2026-05-13", amount.toString(), "2026-05-20");

            assertThat(plan.complete()).isTrue();
            var made = plan.steps().stream()
                    .flatMap(step -> step.parts().stream().map(part -> new Payment(step.day(), part.amount())))
                    .toList();
            var last = made.getLast().day();
            var charges = terms.over().max(Money.ZERO);
            var withoutCharges = new ArrayList<>(made.subList(0, made.size() - 1));
            var lastSum = made.getLast().amount().minus(charges);
            if (!lastSum.isPositive()) {
                continue;
            }
            withoutCharges.add(new Payment(last, lastSum));
            assertThat(new Accrual(terms.contract(), withoutCharges, LAW)
                            .on(last)
                            .total())
                    .as("%s at %s %%, %s a month", schedule, daily, amount)
                    .isLessThanOrEqualTo(new Money(BigDecimal.valueOf(made.size(), 2)));
        }
    }
}
