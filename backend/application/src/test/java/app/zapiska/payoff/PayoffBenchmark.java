package app.zapiska.payoff;

import app.zapiska.payoff.Debt.Due;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How long all the orders side by side take for twenty loans that ten years just pay: 50 ms at most is the goal. Run by its main
 * method, and never as a test: what else the machine does would fail it.
 */
final class PayoffBenchmark {

    private static final int TIMES = 300;
    private static final LocalDate FROM = LocalDate.parse("2026-11-28");

    private PayoffBenchmark() {}

    public static void main(String[] arguments) {
        var debts = new ArrayList<Debt>();
        for (long number = 1; number <= 20; number++) {
            long id = number;
            var debt = Debt.of(id, new Money(BigDecimal.valueOf(2_000_000 + id * 130_017, 2)), new BigDecimal("0.02"))
                    .withDues(IntStream.rangeClosed(1, 120)
                            .mapToObj(month -> new Due(FROM.plusMonths(month).plusDays(id), Money.of("250")))
                            .toList())
                    .withWholeBy(FROM.plusMonths(120));
            debts.add(id % 3 == 0 ? debt.withRoom(debt.balance()) : debt);
        }
        var budget = new Budget(Money.of("8100.00"), FROM, Period.ofMonths(1));
        var took = new ArrayList<Double>();
        int steps = 0;
        for (int time = 0; time < 2 * TIMES; time++) {
            long began = System.nanoTime();
            var outcomes = Payoff.compare(debts, budget, Optional.of(List.of(20L, 1L)));
            if (time >= TIMES) {
                took.add((System.nanoTime() - began) / 1e6);
            }
            steps = outcomes.get(Order.RATE).steps().size();
        }
        took.sort(Double::compare);
        System.out.printf(
                "20 loans, %d days with payments, five plans: median %.1f ms, 99 of 100 within %.1f ms%n",
                steps, took.get(TIMES / 2), took.get(TIMES * 99 / 100));
    }
}
