package app.zapiska.benchmark;

import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The same answers while the tables grow. Rows of other accounts may cost nothing; own rows what an answer has to look at:
 * counting and adding up look at all of them, pages do not.
 */
final class Growth {

    private static final double SECONDS = 1.5;

    private final Product product;
    private final Seed seed;
    private final LocalDate today;
    private final Report report;

    Growth(Product product, Seed seed, LocalDate today, Report report) {
        this.product = product;
        this.seed = seed;
        this.today = today;
        this.report = report;
    }

    void measure() throws SQLException, IOException {
        var rows = new ArrayList<List<Double>>();
        long small = seed.people("small", 1);
        seed.fill(small, small, Seed.Size.SMALL);
        Main.say("Growth: 1,000 own tasks, 60 loans; as many of others, ten and a hundred times as many");
        int others = 0;
        for (int factor : List.of(1, 10, 100)) {
            long first = seed.people("other" + factor + "x", factor - others);
            seed.fill(first, first + factor - others - 1, Seed.Size.SMALL);
            others = factor;
            seed.settle();
            rows.add(rates("small1", small));
        }
        long large = seed.people("large", 1);
        seed.fill(large, large, Seed.Size.SMALL.times(10));
        seed.settle();
        rows.add(rates("large1", large));
        report.growth(
                "| answer | 1,000 own tasks, as many of others: req/s | others × 10 | others × 100 | own × 10 |\n|---|---|---|---|---|");
        for (int i = 0; i < Answer.NAMES.size(); i++) {
            int place = i;
            double base = rows.getFirst().get(place);
            double crowded = rows.get(2).get(place);
            report.growth(Report.row(
                    answers(0).get(place).title(),
                    Report.number(base),
                    Report.format("× %.2f", rows.get(1).get(place) / base),
                    Report.format("× %.2f", crowded / base),
                    Report.format("× %.2f", rows.get(3).get(place) / crowded)));
        }
    }

    private List<Double> rates(String login, long account) throws SQLException, IOException {
        String cookie = product.signIn(login);
        var rates = new ArrayList<Double>();
        for (var answer : answers(seed.number("select max(id) from tasks where account_id = " + account))) {
            var load = new Load(product.port(), "/api/v1" + answer.path(), cookie);
            load.run(0.7);
            rates.add(load.run(SECONDS).perSecond());
        }
        Main.say(login + ": " + rates.stream().map(Report::number).toList());
        return rates;
    }

    private List<Answer> answers(long task) {
        return Answer.all(new Statements(today, task, ""));
    }
}
