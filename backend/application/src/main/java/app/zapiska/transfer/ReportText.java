package app.zapiska.transfer;

import app.zapiska.platform.Wording;
import app.zapiska.transfer.Archived.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;

/** What became of an import, to be read as it stands: for a terminal, or to be kept. */
final class ReportText {

    private final List<String> lines = new ArrayList<>();
    private final Locale language;

    private ReportText(Locale language) {
        this.language = language;
    }

    /** @param why it failed, in words; null when it did not */
    static String of(Import one, String why, Locale language) {
        var text = new ReportText(language);
        text.outcome(one, why);
        one.report().ifPresent(text::report);
        return String.join("\n", text.lines) + "\n";
    }

    private void outcome(Import one, String why) {
        switch (one.state()) {
            case RUNNING -> say(TransferMessages::reportRunning);
            case DONE -> say(one.dryRun() ? TransferMessages::reportDryRun : TransferMessages::reportDone);
            case FAILED -> say(messages -> messages.reportFailed(why));
        }
    }

    private void report(Report.Written report) {
        if (report.settings()) {
            say(TransferMessages::reportSettings);
        }
        report.people().forEach(person -> lines.add("  " + person));
        report.faults()
                .forEach(fault -> lines.add("  " + fault.where() + ": "
                        + fault.problem().wording(fault.values()).in(language)));
        var counts = new EnumMap<Kind, Report.Count>(Kind.class);
        counts.putAll(report.counts());
        counts.forEach((kind, count) -> say(messages -> messages.reportCount(
                name(kind, messages), count.found(), count.added(), count.present(), count.refused())));
        reasons(report, true, TransferMessages::reportDoubtful);
        reasons(report, false, TransferMessages::reportLeft);
        if (!report.remarks().isEmpty()) {
            lines.add("");
            say(TransferMessages::reportRemarks);
        }
        for (var remark : report.remarks()) {
            var about = name(remark.kind(), remark.id(), remark.title());
            var value = remark.value().isEmpty() ? "" : " [" + oneLine(remark.value()) + "]";
            lines.add("  " + about + ": " + remark.reason().wording().in(language) + value);
        }
    }

    private void reasons(Report.Written report, boolean doubtful, Function<TransferMessages, String> heading) {
        var chosen = new TreeMap<>(report.reasons());
        chosen.keySet().removeIf(reason -> reason.doubtful() != doubtful);
        if (chosen.isEmpty()) {
            return;
        }
        lines.add("");
        say(heading);
        chosen.forEach((reason, count) -> lines.add("  "
                + words(messages ->
                        messages.reportReason(count, reason.wording().in(language)))));
    }

    private String name(Kind kind, long id, String title) {
        return words(messages -> one(kind, messages)) + " " + id + " «" + oneLine(title) + "»";
    }

    private static String one(Kind kind, TransferMessages messages) {
        return switch (kind) {
            case TEMPLATE -> messages.template();
            case CATEGORY -> messages.category();
            case TASK -> messages.task();
            case LOAN -> messages.loan();
            case CONTACT -> messages.contact();
        };
    }

    private static String name(Kind kind, TransferMessages messages) {
        return switch (kind) {
            case TEMPLATE -> messages.templates();
            case CATEGORY -> messages.categories();
            case TASK -> messages.tasks();
            case LOAN -> messages.loans();
            case CONTACT -> messages.contacts();
        };
    }

    /** What stood in the other database may hold anything, and a terminal obeys some of it. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ");
    }

    private void say(Function<TransferMessages, String> message) {
        lines.add(words(message));
    }

    private String words(Function<TransferMessages, String> message) {
        return Wording.of(TransferMessages.class, message).in(language);
    }
}
