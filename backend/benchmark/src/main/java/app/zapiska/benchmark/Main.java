package app.zapiska.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * Run by the launcher's {@code --trial}, at the top of the checkout. What needs an empty product comes first; each section
 * adds to what the earlier ones have left.
 */
final class Main {

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        var options = Options.of(List.of(arguments));
        var product = new Product(System.getenv());
        var report = new Report();
        try (var database = product.database()) {
            var today = LocalDate.now(ZoneId.of("Europe/Moscow"));
            var seed = new Seed(database, today);
            seed.quiet();
            var quiet = new QuietFigures(product, seed, report);
            if (options.wants("start") && System.getenv("BENCH_LAUNCH") != null) {
                section("start", report, () -> quiet.secondStart(System.getenv("BENCH_LAUNCH")));
            }
            if (options.wants("idle")) {
                section("idle", report, quiet::idle);
            }
            if (options.wants("sending")) {
                section("sending", report, quiet::sending);
            }
            if (Answer.NAMES.stream().anyMatch(options::wants)) {
                section("answers", report, () -> {
                    try (var answers = new AnswerRounds(product, seed, today, options, report)) {
                        answers.measure();
                    }
                });
            }
            if (options.wants("bulk")) {
                section("bulk", report, new BulkFigures(product, seed, today, report)::measure);
            }
            if (options.wants("payoff")) {
                section("payoff", report, new PayoffFigures(product, seed, today, report)::measure);
            }
            if (options.wants("growth")) {
                section("growth", report, new Growth(product, seed, today, report)::measure);
            }
            var version = seed.text("select current_setting('server_version')");
            String text = report.text("Measured on " + today + ": " + machine() + ", PostgreSQL " + version
                    + ". Rounds of " + Report.number(options.seconds()) + " s, medians of " + options.rounds() + ".");
            System.out.println("\n" + text);
            if (!report.complete()) {
                say("Not everything could be measured, so nothing is written");
                System.exit(1);
            }
            if (options.write()) {
                Report.write(Path.of("docs/benchmarks.md"), text);
                say("Written into docs/benchmarks.md");
            }
        }
    }

    private interface Section {
        void measure() throws Exception;
    }

    private static void section(String name, Report report, Section section) throws InterruptedException {
        try {
            section.measure();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            report.failed(name, e);
        }
    }

    private static String machine() throws java.io.IOException {
        String memory = Files.readAllLines(Path.of("/proc/meminfo")).getFirst().replaceAll("\\D", "");
        return Runtime.getRuntime().availableProcessors() + " cores, " + Math.round(Long.parseLong(memory) / 1048576.0)
                + " GiB, JDK " + Runtime.version() + ", " + System.getProperty("os.name");
    }

    static void say(String text) {
        System.out.println("· " + text);
    }
}
