package app.zapiska.prove;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import app.zapiska.prove.Evidence.Attempt;
import app.zapiska.prove.Evidence.Line;
import app.zapiska.prove.FaultKind.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a run has shown, for people: figures by kind, and everything that is not as it must be. */
final class Report {

    private static final int MOST_OF_A_KIND = 12;

    private final Script script;
    private final Evidence evidence;
    private final Journal journal;
    private final Map<String, List<String>> violations = new LinkedHashMap<>();

    Report(Script script, Evidence evidence, Journal journal) {
        this.script = script;
        this.evidence = evidence;
        this.journal = journal;
        for (var invariant : Invariant.all()) {
            violations.put(invariant.name(), invariant.brokenBy(evidence));
        }
        violations.put("the run itself went as it should", journal.troubles());
    }

    /** Each with the name of what it breaks. */
    List<String> violations() {
        return violations.entrySet().stream()
                .flatMap(one -> one.getValue().stream().map(what -> one.getKey() + ": " + what))
                .toList();
    }

    String text() {
        var text = new ArrayList<String>();
        text.add("Seed %d, %d people, %d s of operations and faults"
                .formatted(script.seed(), script.people(), script.lasts().toSeconds()));
        text.add("Operations: " + counts(evidence.wishes().stream().map(wish -> Script.name(wish.operation()))));
        text.add("Told: " + counts(evidence.wishes().stream().map(wish -> Script.name(wish.told()))));
        text.add("Answers: "
                + counts(evidence.attempts().stream()
                        .map(one -> one.status() == Attempt.NONE ? "none" : Integer.toString(one.status()))));
        text.add("Faults: " + counts(evidence.faults().stream().map(fault -> Script.name(fault.kind()))));
        text.add("Delivered by webhook: " + journal.deliveries());
        text.add("Skipped: " + journal.skipped());
        text.add("Tries in the ledger: "
                + counts(evidence.ledger().stream().map(line -> line.outcome().orElse("open"))));
        text.add("Slots: %d, accepted %d in %d messages; unknown %d, faults that may cause it %d"
                .formatted(
                        evidence.ledger().stream().map(Line::slot).distinct().count(),
                        evidence.sends().stream()
                                .flatMap(send -> send.slots().stream())
                                .distinct()
                                .count(),
                        evidence.sends().size(),
                        evidence.ledger().stream()
                                .filter(line -> line.is("UNKNOWN"))
                                .count(),
                        evidence.faults().stream()
                                .filter(fault -> fault.kind().may(Effect.UNKNOWN))
                                .count()));
        text.add("Reminders: "
                + counts(evidence.reminders().stream()
                        .map(one -> one.state() + (one.reason() == null ? "" : " " + one.reason()))));
        text.add(lags());
        text.add("");
        violations.forEach((invariant, found) -> {
            text.add((found.isEmpty() ? "holds   " : "BROKEN  ")
                    + invariant
                    + (found.isEmpty() ? "" : " (" + found.size() + ")"));
            found.stream().limit(MOST_OF_A_KIND).forEach(what -> text.add("          " + what));
        });
        return String.join("\n", text) + "\n";
    }

    private String lags() {
        var lags = MessageInvariants.lags(evidence);
        return lags.isEmpty()
                ? "No repeat was undisturbed"
                : "Undisturbed repeats %d, later than their interval: median %d ms, 99 of 100 within %d ms, longest %d ms"
                        .formatted(
                                lags.size(),
                                lags.get(lags.size() / 2).toMillis(),
                                lags.get((int) Math.ceil(lags.size() * 0.99) - 1)
                                        .toMillis(),
                                lags.getLast().toMillis());
    }

    private static Map<String, Long> counts(Stream<String> kinds) {
        return kinds.collect(groupingBy(Function.identity(), TreeMap::new, counting()));
    }

    /** Beside the script, for whoever wants to know what happened. */
    void keep(Path folder) throws IOException {
        Files.writeString(folder.resolve("report.txt"), text());
        keep(folder, "faults", evidence.faults());
        keep(folder, "wishes", evidence.wishes());
        keep(folder, "attempts", evidence.attempts());
        keep(folder, "tasks", evidence.tasks());
        keep(folder, "loans", evidence.loans());
        keep(folder, "reminders", evidence.reminders());
        keep(folder, "ledger", evidence.ledger());
        keep(folder, "sends", evidence.sends());
        keep(folder, "payments", evidence.payments());
    }

    private static void keep(Path folder, String name, List<?> records) throws IOException {
        Files.write(
                folder.resolve(name + ".txt"),
                records.stream().map(one -> one.toString().replace('\n', '⏎')).toList());
    }

    static Duration duration(String text) {
        return Duration.parse(text.startsWith("P") ? text : "PT" + text.toUpperCase(Locale.ROOT));
    }
}
