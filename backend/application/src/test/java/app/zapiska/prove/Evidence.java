package app.zapiska.prove;

import app.zapiska.prove.FaultKind.Effect;
import app.zapiska.reminders.Slot;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that a run has left: what was broken, what people did and were told, and how things are in the database, in the chats and
 * on the pages once everything has come to rest. Values only, so that the invariants can be tried on made-up ones.
 *
 * @param calmAt since when nothing was broken any more
 * @param endedAt when the replicas were asked to end; nothing was due to be sent after it
 */
record Evidence(
        Instant calmAt,
        Instant endedAt,
        List<Who> people,
        List<Window> faults,
        List<Wish> wishes,
        List<Attempt> attempts,
        List<Seen> seen,
        List<Task> tasks,
        List<Loan> loans,
        List<Reminder> reminders,
        List<Line> ledger,
        List<Send> sends,
        List<Payment> payments,
        List<ShownLoan> shownLoans) {

    /** @param name stands in all that this person writes, and in nothing of anybody else's */
    record Who(int number, String name, long account, long chat) {}

    /** A fault as it really was. */
    record Window(FaultKind kind, int target, Instant begin, Instant end) {

        boolean overlaps(Instant from, Instant to) {
            return !begin.isAfter(to) && !end.isBefore(from);
        }
    }

    enum Told {
        DONE,
        REFUSED,
        /** The answer was lost, however often the person has tried. */
        UNSURE
    }

    /**
     * One thing that a person wanted and what became of it as far as they were told.
     *
     * @param mark the title, lender or note that names it in the database
     * @param quietUntil when a reminder of it may speak again, if it was this that silenced it
     */
    record Wish(
            int person,
            Operation operation,
            String mark,
            Instant begin,
            Instant end,
            Told told,
            Optional<Instant> quietUntil) {

        boolean mayHaveActed() {
            return told != Told.REFUSED;
        }
    }

    /**
     * One request and its answer.
     *
     * @param replica or {@link #THROUGH_NGINX}, which asks one and then another
     * @param status {@link #NONE} when there was none
     */
    record Attempt(int person, int replica, String request, Instant begin, Instant end, int status) {
        static final int THROUGH_NGINX = -1;
        static final int NONE = -1;
    }

    /** A text that was shown to a person on a page or in the chat. */
    record Seen(int person, String text) {}

    record Task(long id, long account, String title, boolean done, boolean deleted) {}

    record Loan(long id, long account, String lender) {}

    /** @param mark the title or lender of what it is about */
    record Reminder(
            long id,
            long account,
            String mark,
            String state,
            String reason,
            int seq,
            Instant plannedAt,
            Optional<Instant> nextAt,
            Instant updatedAt) {

        private static final Set<String> LIVE =
                Set.of("SCHEDULED", "CLAIMED", "SENDING", "AWAITING", "SNOOZED", "BLOCKED");

        boolean live() {
            return LIVE.contains(state);
        }
    }

    /** One try in the ledger of deliveries. @param outcome empty while it is open */
    record Line(
            long reminder,
            int seq,
            Instant intentAt,
            Optional<String> outcome,
            Optional<Instant> outcomeAt,
            long chat,
            long messageId,
            String error) {

        Slot slot() {
            return new Slot(reminder, seq);
        }

        boolean is(String wanted) {
            return outcome.filter(wanted::equals).isPresent();
        }

        /** Its number will never be sent again, or has been sent. */
        boolean used() {
            return is("SENT") || is("UNKNOWN");
        }
    }

    /** A message that Telegram has accepted. */
    record Send(Instant at, long chat, long messageId, Set<Slot> slots, String text) {}

    /** @param mark its note, or the lender of the loan that was paid in the chat */
    record Payment(long account, long loan, String mark, BigDecimal amount) {}

    record ShownLoan(int person, long loan, BigDecimal paidTotal) {}

    List<Wish> wishesFor(String mark) {
        return wishes.stream()
                .filter(wish -> wish.mark().equals(mark))
                .sorted(Comparator.comparing(Wish::begin))
                .toList();
    }

    boolean anyFault(Effect effect, Instant from, Instant to) {
        return faults.stream().anyMatch(fault -> fault.kind().may(effect) && fault.overlaps(from, to));
    }

    /** How much of the time between the two was under a fault or in the moments after one. */
    Duration disturbed(Instant from, Instant to) {
        var covered = Duration.ZERO;
        var reached = from;
        for (var fault : byBegin(faults)) {
            if (!fault.kind().delays()) {
                continue;
            }
            var begin = later(fault.begin(), reached);
            var end = earlier(fault.end().plus(fault.kind().recovery()), to);
            if (begin.isBefore(end)) {
                covered = covered.plus(Duration.between(begin, end));
                reached = end;
            }
        }
        return covered;
    }

    private static List<Window> byBegin(Collection<Window> faults) {
        return faults.stream().sorted(Comparator.comparing(Window::begin)).toList();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
