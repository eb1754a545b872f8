package app.zapiska.benchmark;

import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** One change of many tasks, in an account of ten thousand: how long the person waits for it. */
final class BulkFigures {

    private static final int TIMES = 15;
    private static final double LONGEST = 1000;

    private final Product product;
    private final Seed seed;
    private final LocalDate today;
    private final Report report;

    BulkFigures(Product product, Seed seed, LocalDate today, Report report) {
        this.product = product;
        this.seed = seed;
        this.today = today;
        this.report = report;
    }

    void measure() throws SQLException, IOException {
        Main.say("Changing one and 500 tasks of 10,000 at once");
        long account = seed.people("bulk", 1);
        seed.fill(account, account, Seed.Size.SMALL.times(10));
        seed.settle();
        String cookie = product.signIn("bulk1");
        for (int count : List.of(1, 500)) {
            var ids = seed.text("select json_agg(id) from (select id from tasks where account_id = " + account
                    + " and status = 'OPEN' and due_date is not null order by id limit " + count + ") t");
            measured(cookie, count, "importance", time -> """
                    {"ids": %s, "action": "importance", "importance": %d}""".formatted(ids, 1 + time % 3));
            measured(cookie, count, "another day", time -> """
                    {"ids": %s, "action": "redate", "due": "%s", "keepTime": true}""".formatted(ids, today.plusDays(1 + time % 9)));
        }
    }

    /** @param body of the n-th request; each changes what the one before has left */
    private void measured(String cookie, int count, String what, IntFunction<String> body) throws IOException {
        var took = new ArrayList<Double>();
        // The first ones warm up.
        for (int time = 0; time < 2 * TIMES; time++) {
            long began = System.nanoTime();
            product.post("/tasks/bulk", body.apply(time), cookie);
            if (time >= TIMES) {
                took.add((System.nanoTime() - began) / 1e6);
            }
        }
        report.add(
                "changing " + count + (count == 1 ? " task" : " tasks") + " of 10,000 at once, " + what
                        + ": until it is answered",
                Figures.median(took),
                "ms",
                LONGEST);
    }
}
