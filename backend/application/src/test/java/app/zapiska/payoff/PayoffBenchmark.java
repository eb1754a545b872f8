package app.zapiska.payoff;

import app.zapiska.payoff.Outcome.Plan;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long all the orders side by side take for twenty loans that ten years just pay: 50 ms at most is the goal. Run by its main
 * method, and never as a test: what else the machine does would fail it.
 */
final class PayoffBenchmark {

    private static final int TIMES = 300;

    private PayoffBenchmark() {}

    public static void main(String[] arguments) {
        var debts = new ArrayList<Debt>();
        for (long id = 1; id <= 20; id++) {
            var debt = Debt.of(id, new Money(BigDecimal.valueOf(2_000_000 + id * 130_017, 2)), new BigDecimal("0.02"));
            debts.add(id % 3 == 0 ? debt.withRoom(debt.balance()) : debt);
        }
        var budget = new Budget(Money.of("8100.00"), LocalDate.parse("2026-11-28"), Period.ofMonths(1));
        var took = new ArrayList<Double>();
        int steps = 0;
        for (int time = 0; time < 2 * TIMES; time++) {
            long began = System.nanoTime();
            var outcomes = Payoff.compare(debts, budget, Optional.of(List.of(20L, 1L)));
            if (time >= TIMES) {
                took.add((System.nanoTime() - began) / 1e6);
            }
            steps = outcomes.get(Order.MARGINAL_COST) instanceof Plan plan
                    ? plan.steps().size()
                    : -1;
        }
        took.sort(Double::compare);
        System.out.printf(
                "20 loans, %d payments, five plans: median %.1f ms, 99 of 100 within %.1f ms%n",
                steps, took.get(TIMES / 2), took.get(TIMES * 99 / 100));
    }
}
