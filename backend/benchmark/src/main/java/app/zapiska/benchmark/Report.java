package app.zapiska.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables, as Markdown. */
final class Report {

    static final String BEGIN = "<!-- make bench writes from here -->";
    static final String END = "<!-- to here -->";

    /** One answer: medians of the rounds. */
    record Line(
            Answer answer,
            double rate,
            double bareRate,
            double p50,
            double p99,
            double bareP50,
            double bareP99,
            double millisecondsOfProcessor,
            long statements,
            String pgbench) {

        double ratio() {
            return rate / bareRate;
        }

        /** The goal for the slowest hundredth: twice that of the bare handler. */
        boolean met() {
            return ratio() >= answer.goal() && p99 <= 2 * bareP99;
        }
    }

    private final List<Line> answers = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private final List<String> growth = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    void add(Line line) {
        answers.add(line);
    }

    void add(String what, double measured, String unit, double goal) {
        others.add(row(
                what,
                number(measured) + " " + unit,
                "≤ " + number(goal) + " " + unit,
                measured <= goal ? "met" : "missed"));
    }

    /** One that can't be measured keeps nobody from seeing the others. */
    void failed(String what, Exception why) {
        Main.say(what + " was not measured: " + why.getMessage());
        failures.add(what);
    }

    boolean complete() {
        return failures.isEmpty();
    }

    void growth(String row) {
        growth.add(row);
    }

    String text(String machine) {
        var text = new StringBuilder(machine).append('\n');
        if (!answers.isEmpty()) {
            text.append(
                    "\n| answer | product, req/s | bare, req/s | ratio | goal | p50 / p99, ms | bare p50 / p99, ms | p99 ≤ 2 × bare"
                            + " | statements | processor, ms/req | pgbench, tps |\n|---|---|---|---|---|---|---|---|---|---|---|\n");
            for (var line : answers) {
                text.append(row(
                                line.answer().title(),
                                number(line.rate()),
                                number(line.bareRate()),
                                "**" + format("%.2f", line.ratio()) + "**",
                                "≥ " + line.answer().goal()
                                        + (line.ratio() >= line.answer().goal() ? " met" : " missed"),
                                number(line.p50()) + " / " + number(line.p99()),
                                number(line.bareP50()) + " / " + number(line.bareP99()),
                                line.p99() <= 2 * line.bareP99() ? "met" : "missed",
                                Long.toString(line.statements()),
                                number(line.millisecondsOfProcessor()),
                                line.pgbench()))
                        .append('\n');
            }
        }
        if (!others.isEmpty()) {
            text.append("\n| what | measured | goal | |\n|---|---|---|---|\n")
                    .append(String.join("\n", others))
                    .append('\n');
        }
        if (!growth.isEmpty()) {
            text.append("\n").append(String.join("\n", growth)).append('\n');
        }
        return text.toString();
    }

    /** Puts the text between the marks and leaves all around it. */
    static String between(String page, String text) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("the page has no place for the table");
        }
        return page.substring(0, begin) + BEGIN + "\n" + text.strip() + "\n" + page.substring(end);
    }

    static void write(Path page, String text) throws IOException {
        Files.writeString(page, between(Files.readString(page), text));
    }

    static String row(String... cells) {
        return Stream.of(cells).collect(Collectors.joining(" | ", "| ", " |"));
    }

    static <T> String row(String first, List<T> cells, Function<T, String> written) {
        return row(Stream.concat(Stream.of(first), cells.stream().map(written)).toArray(String[]::new));
    }

    /** Three digits that count. */
    static String number(double value) {
        return value >= 100 ? format("%.0f", value) : value >= 10 ? format("%.1f", value) : format("%.2f", value);
    }

    static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
