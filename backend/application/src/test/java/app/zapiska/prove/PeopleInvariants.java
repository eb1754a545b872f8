package app.zapiska.prove;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.reducing;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import app.zapiska.prove.Evidence.Attempt;
import app.zapiska.prove.Evidence.Loan;
import app.zapiska.prove.Evidence.Payment;
import app.zapiska.prove.Evidence.Task;
import app.zapiska.prove.Evidence.Told;
import app.zapiska.prove.Evidence.Who;
import app.zapiska.prove.Evidence.Window;
import app.zapiska.prove.Evidence.Wish;
import app.zapiska.prove.FaultKind.Effect;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** About what people did, were told and have seen. */
final class PeopleInvariants {

    static final List<Invariant> ALL = List.of(
            new Invariant("a request fails only while something is broken, and then by 503", PeopleInvariants::failed),
            new Invariant("a task is added once, if its person was told so", PeopleInvariants::added),
            new Invariant("a loan is added once, if its person was told so", PeopleInvariants::addedLoans),
            new Invariant("a task is as its person has left it", PeopleInvariants::leftOtherwise),
            new Invariant("a payment is written down once, if its person was told so", PeopleInvariants::paid),
            new Invariant("a loan shows the sum of its ledger", PeopleInvariants::sums),
            new Invariant("nobody sees what is another's", PeopleInvariants::foreign));

    /** A pool fills again, a process answers what has piled up. */
    private static final Duration RECOVERY = Duration.ofSeconds(8);

    /** What the product answers to people who are too late, or ask for what is not theirs. */
    private static final Set<Integer> REFUSALS = Set.of(404, 409, 410, 412);

    private PeopleInvariants() {}

    private static Stream<String> failed(Evidence evidence) {
        return evidence.attempts().stream()
                .filter(attempt -> attempt.status() < 200 || attempt.status() >= 300)
                .filter(attempt -> !REFUSALS.contains(attempt.status()))
                .filter(attempt -> !mayFail(attempt) || !excused(evidence, attempt))
                .map(attempt -> attempt + " while there was " + at(evidence, attempt));
    }

    private static boolean mayFail(Attempt attempt) {
        return attempt.status() == Attempt.NONE || attempt.status() == 503;
    }

    private static boolean excused(Evidence evidence, Attempt attempt) {
        return at(evidence, attempt).stream()
                .filter(fault -> fault.kind().may(Effect.PAGES))
                .anyMatch(fault -> fault.kind().reaches(fault.target(), attempt.replica()));
    }

    private static List<Window> at(Evidence evidence, Attempt attempt) {
        return evidence.faults().stream()
                .filter(fault -> fault.overlaps(attempt.begin().minus(RECOVERY), attempt.end()))
                .toList();
    }

    private static Stream<String> added(Evidence evidence) {
        var rows = evidence.tasks().stream().collect(groupingBy(Task::title, counting()));
        return counted(evidence, Operation.ADDING_TASKS, rows, "tasks");
    }

    private static Stream<String> addedLoans(Evidence evidence) {
        var rows = evidence.loans().stream().collect(groupingBy(Loan::lender, counting()));
        return counted(evidence, Operation.ADDING_LOANS, rows, "loans");
    }

    private static Stream<String> paid(Evidence evidence) {
        var rows = evidence.payments().stream().collect(groupingBy(Payment::mark, counting()));
        return counted(evidence, Operation.PAYING, rows, "entries");
    }

    private static Stream<String> counted(
            Evidence evidence, Set<Operation> wanted, Map<String, Long> rows, String what) {
        var wishes = evidence.wishes().stream()
                .filter(wish -> wanted.contains(wish.operation()))
                .toList();
        var wrong = wishes.stream()
                .filter(wish -> switch (wish.told()) {
                    case DONE -> rows.getOrDefault(wish.mark(), 0L) != 1;
                    case REFUSED -> rows.containsKey(wish.mark());
                    case UNSURE -> rows.getOrDefault(wish.mark(), 0L) > 1;
                })
                .map(wish -> rows.getOrDefault(wish.mark(), 0L) + " " + what + " of " + wish);
        var known = wishes.stream().map(Wish::mark).collect(toSet());
        var nobodys = rows.keySet().stream()
                .filter(mark -> !known.contains(mark))
                .map(mark -> "nobody has asked for the " + what + " «" + mark + "»");
        return Stream.concat(wrong, nobodys);
    }

    // ---- what becomes of a task

    private enum State {
        OPEN,
        DONE,
        OPEN_DELETED,
        DONE_DELETED;

        static State of(Task task) {
            return task.deleted() ? task.done() ? DONE_DELETED : OPEN_DELETED : task.done() ? DONE : OPEN;
        }

        State after(Operation operation) {
            if (Operation.COMPLETING.contains(operation)) {
                return this == OPEN ? DONE : this;
            }
            return switch (operation) {
                case REOPEN -> this == DONE ? OPEN : this;
                case DELETE -> this == OPEN ? OPEN_DELETED : this == DONE ? DONE_DELETED : this;
                case RESTORE -> this == OPEN_DELETED ? OPEN : this == DONE_DELETED ? DONE : this;
                default -> this;
            };
        }
    }

    private static Stream<String> leftOtherwise(Evidence evidence) {
        return evidence.tasks().stream()
                .filter(task -> !possible(evidence.wishesFor(task.title())).contains(State.of(task)))
                .map(task -> task + " after " + evidence.wishesFor(task.title()));
    }

    private static Set<State> possible(List<Wish> wishes) {
        var states = EnumSet.of(State.OPEN);
        for (var wish : wishes) {
            var after = EnumSet.noneOf(State.class);
            states.forEach(state -> after.add(state.after(wish.operation())));
            if (wish.told() == Told.DONE) {
                states = after;
            } else if (wish.told() == Told.UNSURE) {
                states.addAll(after);
            }
        }
        return states;
    }

    private static Stream<String> sums(Evidence evidence) {
        var sums = evidence.payments().stream()
                .collect(groupingBy(Payment::loan, reducing(BigDecimal.ZERO, Payment::amount, BigDecimal::add)));
        return evidence.shownLoans().stream()
                .filter(loan -> sums.getOrDefault(loan.loan(), BigDecimal.ZERO).compareTo(loan.paidTotal()) != 0)
                .map(loan -> loan + ", the ledger's sum is " + sums.getOrDefault(loan.loan(), BigDecimal.ZERO));
    }

    private static Stream<String> foreign(Evidence evidence) {
        var names = evidence.people().stream().collect(toMap(Who::number, Who::name));
        var chats = evidence.people().stream().collect(toMap(Who::chat, Function.identity()));
        var read = evidence.seen().stream()
                .filter(seen -> holdsAnother(names, seen.person(), seen.text()))
                .map(seen -> seen + " was shown to " + names.get(seen.person()));
        var sent = evidence.sends().stream()
                .filter(send -> chats.containsKey(send.chat()))
                .filter(send -> holdsAnother(names, chats.get(send.chat()).number(), send.text()))
                .map(send -> send + " was sent to " + chats.get(send.chat()).name());
        return Stream.concat(read, sent);
    }

    private static boolean holdsAnother(Map<Integer, String> names, int person, String text) {
        var others = new HashSet<>(names.values());
        others.remove(names.get(person));
        return others.stream().anyMatch(text::contains);
    }
}
