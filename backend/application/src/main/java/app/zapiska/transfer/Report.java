package app.zapiska.transfer;

import app.zapiska.platform.Wording;
import app.zapiska.transfer.Archived.Kind;
import app.zapiska.transfer.Refused.Fault;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What became, or in a dry run would become, of what was read. Grows with the number of reasons, not of lines. */
final class Report {

    /** Of those that were taken over, and of those that were left behind. */
    private static final int MOST_REMARKS = 500;

    /** Why something is doubtful, or what was left behind. */
    enum Reason {
        // Taken over, but look at it.
        MONEY_ROUNDED(true, TransferMessages::moneyRounded),
        DUE_DATE_GUESSED(true, TransferMessages::dueDateGuessed),
        LOAN_DATE_UNREADABLE(true, TransferMessages::loanDateUnreadable),
        LOAN_DATE_MOVED(true, TransferMessages::loanDateMoved),
        BORROWED_GUESSED(true, TransferMessages::borrowedGuessed),
        PAID_FLAG_IGNORED(true, TransferMessages::paidFlagIgnored),
        PAID_BY_FLAG(true, TransferMessages::paidByFlag),
        PAID_DATE_GUESSED(true, TransferMessages::paidDateGuessed),
        WEBSITE_COMPLETED(true, TransferMessages::websiteCompleted),
        TITLE_MADE_UP(true, TransferMessages::titleMadeUp),
        TEXT_CUT(true, TransferMessages::textCut),
        TEXT_CLEANED(true, TransferMessages::textCleaned),
        IMPORTANCE_GUESSED(true, TransferMessages::importanceGuessed),
        COMPLETED_GUESSED(true, TransferMessages::completedGuessed),
        COLOR_REPLACED(true, TransferMessages::colorReplaced),
        SCHEDULE_AS_TEXT(true, TransferMessages::scheduleAsText),
        // Left behind.
        DATE_UNREADABLE(false, TransferMessages::dateUnreadable),
        PAYMENT_DATE_UNREADABLE(false, TransferMessages::paymentDateUnreadable),
        WEBSITE_DROPPED(false, TransferMessages::websiteDropped),
        DATE_DROPPED(false, TransferMessages::dateDropped),
        MONEY_REFUSED(false, TransferMessages::moneyRefused),
        REMINDER_PAST(false, TransferMessages::reminderPast),
        REMINDER_UNREADABLE(false, TransferMessages::reminderUnreadable),
        ORPHAN(false, TransferMessages::orphan),
        TOO_MANY(false, TransferMessages::tooMany),
        TEMPLATE_OURS(false, TransferMessages::templateOurs),
        TEMPLATE_UNREADABLE(false, TransferMessages::templateUnreadable),
        FIELDS_DROPPED(false, TransferMessages::fieldsDropped);

        private final boolean doubtful;
        private final Function<TransferMessages, String> text;

        Reason(boolean doubtful, Function<TransferMessages, String> text) {
            this.doubtful = doubtful;
            this.text = text;
        }

        boolean doubtful() {
            return doubtful;
        }

        Wording wording() {
            return Wording.of(TransferMessages.class, text);
        }
    }

    /** @param value what stood there, shortened; empty when there is nothing to show */
    @RegisterForReflection
    record Remark(Reason reason, Kind kind, long id, String title, String value) {}

    /** @param present were brought by an import before, or have always been here */
    @RegisterForReflection
    record Count(long found, long added, long present, long refused) {
        static final Count NONE = new Count(0, 0, 0, 0);
    }

    /** As the table keeps it. */
    @RegisterForReflection
    record Written(
            boolean settings,
            Map<Kind, Count> counts,
            Map<Reason, Long> reasons,
            List<Remark> remarks,
            List<Kept> faults,
            List<String> people) {}

    @RegisterForReflection
    record Kept(String where, ImportProblem problem, List<String> values) {}

    private final Map<Kind, Count> counts = new EnumMap<>(Kind.class);
    private final Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
    private final List<Remark> remarks = new ArrayList<>();
    private final Map<Boolean, Integer> remarked = new HashMap<>();
    private List<Fault> faults = List.of();
    private List<String> people = List.of();
    private boolean settings;
    private boolean complete;

    void remark(Reason reason, Kind kind, long id, String title, String value) {
        if (complete) {
            return;
        }
        reasons.merge(reason, 1L, Long::sum);
        // Each kind has room of its own: what was left behind must not be crowded out by what was only mended.
        if (remarked.merge(reason.doubtful(), 1, Integer::sum) <= MOST_REMARKS) {
            remarks.add(new Remark(reason, kind, id, shortened(title), shortened(value)));
        }
    }

    /** A second reading of the same has nothing new to remark. */
    void stopRemarks() {
        complete = true;
    }

    void taken(Kind kind, long added, long present) {
        counts.merge(
                kind,
                new Count(added + present, added, present, 0),
                (one, more) -> new Count(
                        one.found + more.found, one.added + more.added, one.present + more.present, one.refused));
    }

    /** It can't be taken over at all. */
    void refused(Kind kind) {
        if (complete) {
            return;
        }
        counts.merge(
                kind,
                new Count(1, 0, 0, 1),
                (one, more) -> new Count(one.found + 1, one.added, one.present, one.refused + 1));
    }

    void tookSettings() {
        settings = true;
    }

    void faults(List<Fault> found) {
        faults = found;
    }

    void people(List<String> choice) {
        people = choice.stream().map(Report::shortened).toList();
    }

    Written written() {
        return new Written(
                settings,
                Map.copyOf(counts),
                Map.copyOf(reasons),
                List.copyOf(remarks),
                faults.stream()
                        .map(fault -> new Kept(
                                LegacyValues.oneLine(fault.where(), 200).text(),
                                fault.problem(),
                                fault.values().stream().map(Report::shortened).toList()))
                        .toList(),
                people);
    }

    /** It may hold anything, and comes back through our own strict reader of JSON. */
    private static String shortened(String text) {
        return LegacyValues.oneLine(text, 100).text();
    }
}
