package app.zapiska.benchmark;

import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The payoff plan of twenty loans whose schedules go on for ten years: four orders, until they are answered. */
final class PayoffFigures {

    private static final int LOANS = 20;
    private static final int PAYMENTS = 120;
    private static final int TIMES = 40;
    private static final double LONGEST = 50;

    private final Product product;
    private final Seed seed;
    private final LocalDate today;
    private final Report report;

    PayoffFigures(Product product, Seed seed, LocalDate today, Report report) {
        this.product = product;
        this.seed = seed;
        this.today = today;
        this.report = report;
    }

    void measure() throws SQLException, IOException {
        Main.say("The payoff plan of twenty loans over ten years");
        seed.people("payoff", 1);
        String cookie = product.signIn("payoff1");
        for (int loan = 0; loan < LOANS; loan++) {
            product.post("/loans", loan(loan), cookie);
        }
        var took = new ArrayList<Double>();
        // The first ones warm up.
        for (int time = 0; time < 3 * TIMES; time++) {
            // Little more than the schedules ask for, so that it takes the ten years.
            String body = "{\"monthlyBudget\": \"%d\", \"order\": \"manual\"}".formatted(LOANS * 300 + time % 7);
            long began = System.nanoTime();
            product.post("/loans/payoff-plan", body, cookie);
            if (time >= 2 * TIMES) {
                took.add((System.nanoTime() - began) / 1e6);
            }
        }
        report.add(
                "a payoff plan of " + LOANS + " loans over ten years, four orders: until it is answered",
                Figures.median(took),
                "ms",
                LONGEST);
    }

    private String loan(int number) {
        var schedule = IntStream.rangeClosed(1, PAYMENTS)
                .mapToObj(month -> "{\"dueDate\": \"%s\", \"amount\": \"300\"}"
                        .formatted(today.plusDays(number).plusMonths(month)))
                .collect(Collectors.joining(", "));
        return """
                {"orgName": "Payoff %d", "loanDate": "%s", "amountBorrowed": "%d", "reminderTemplateId": null,
                  "contract": {"dailyRate": 0.02}, "installments": [%s]}""".formatted(number, today, 24_000 + number * 100, schedule);
    }
}
