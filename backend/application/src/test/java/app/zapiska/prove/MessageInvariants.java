package app.zapiska.prove;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import app.zapiska.prove.Evidence.Line;
import app.zapiska.prove.Evidence.Reminder;
import app.zapiska.prove.Evidence.Send;
import app.zapiska.prove.Evidence.Who;
import app.zapiska.prove.Evidence.Wish;
import app.zapiska.prove.FaultKind.Effect;
import app.zapiska.reminders.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** About reminders, the ledger of their deliveries, and what Telegram has accepted. */
final class MessageInvariants {

    static final List<Invariant> ALL = List.of(
            new Invariant("E1: no numbered message comes twice", MessageInvariants::twice),
            new Invariant("E2: what Telegram has accepted stands in the ledger", MessageInvariants::unknownToLedger),
            new Invariant("E2: what the ledger calls sent was accepted", MessageInvariants::neverAccepted),
            new Invariant("E2: unknown only while a fault could make it so", MessageInvariants::unknownWithoutFault),
            new Invariant("E2: every used number has its line in the ledger", MessageInvariants::numbersLost),
            new Invariant("nothing is left in hand, open or overdue at rest", MessageInvariants::leftOver),
            new Invariant(
                    "E4: a nag is never silent for longer than its interval and the faults", MessageInvariants::silent),
            new Invariant(
                    "E4, E9: a nag comes no sooner than its interval, however much was missed",
                    MessageInvariants::tooSoon),
            new Invariant("a nag ends only by a person", MessageInvariants::endedByItself),
            new Invariant("an open task nobody has touched still has its reminder", MessageInvariants::reminderGone),
            new Invariant("E5: nothing is sent after a reaction", MessageInvariants::afterReaction),
            new Invariant("a reminder goes into its person's chat only", MessageInvariants::foreignChat));

    /** The shortest the product can be set to; the runs are made with it. */
    static final Duration INTERVAL = Duration.ofMinutes(1);

    static final Duration TOLERANCE = Duration.ofSeconds(30);

    /** The fault is noted by the test's process, the line by the database. */
    private static final Duration NOTED_LATE = Duration.ofSeconds(1);

    private MessageInvariants() {}

    private static Stream<String> twice(Evidence evidence) {
        return evidence.sends().stream()
                .flatMap(send -> send.slots().stream())
                .collect(groupingBy(Function.identity(), counting()))
                .entrySet()
                .stream()
                .filter(slot -> slot.getValue() > 1)
                .map(slot -> "%s was accepted %d times: %s"
                        .formatted(slot.getKey(), slot.getValue(), linesOf(evidence, slot.getKey())));
    }

    private static List<Line> linesOf(Evidence evidence, Slot slot) {
        return evidence.ledger().stream()
                .filter(line -> line.slot().equals(slot))
                .toList();
    }

    private static Stream<String> unknownToLedger(Evidence evidence) {
        var used = evidence.ledger().stream().filter(Line::used).map(Line::slot).collect(toSet());
        return evidence.sends().stream()
                .flatMap(send -> send.slots().stream()
                        .filter(slot -> !used.contains(slot))
                        .map(slot ->
                                slot + " was accepted in " + send + ", the ledger says " + linesOf(evidence, slot)));
    }

    private record Place(long chat, long messageId) {}

    private static Stream<String> neverAccepted(Evidence evidence) {
        var accepted = evidence.sends().stream()
                .collect(toMap(send -> new Place(send.chat(), send.messageId()), Send::slots, (one, other) -> one));
        return evidence.ledger().stream()
                .filter(line -> line.is("SENT"))
                .filter(line -> !accepted.getOrDefault(new Place(line.chat(), line.messageId()), Set.of())
                        .contains(line.slot()))
                .map(line -> line + " is no message of the chat");
    }

    private static Stream<String> unknownWithoutFault(Evidence evidence) {
        return evidence.ledger().stream()
                .filter(line -> line.is("UNKNOWN"))
                .filter(line -> !evidence.anyFault(
                        Effect.UNKNOWN,
                        line.intentAt().minus(NOTED_LATE),
                        line.outcomeAt().orElseThrow().plus(NOTED_LATE)))
                .map(line -> line + " while nothing was broken that could make it so");
    }

    private static Stream<String> numbersLost(Evidence evidence) {
        var used = numbers(evidence, Line::used);
        var lines = numbers(evidence, line -> true);
        return evidence.reminders().stream().flatMap(reminder -> {
            var numbers = used.getOrDefault(reminder.id(), Set.of());
            // A message under way uses up its number when somebody reacts meanwhile, sent or not.
            boolean reacted = evidence.wishesFor(reminder.mark()).stream()
                    .anyMatch(wish -> wish.mayHaveActed() && !Operation.ADDING_WHAT_NAGS.contains(wish.operation()));
            var tried = lines.getOrDefault(reminder.id(), Set.of());
            var missing = IntStream.range(0, reminder.seq())
                    .filter(seq -> !numbers.contains(seq) && !(reacted && tried.contains(seq)))
                    .mapToObj(seq -> "number %d of %s has no line".formatted(seq, reminder));
            var beyond = numbers.stream()
                    .filter(seq -> seq > reminder.seq())
                    .map(seq -> "number %d is beyond those of %s".formatted(seq, reminder));
            return Stream.concat(missing, beyond);
        });
    }

    private static Map<Long, Set<Integer>> numbers(Evidence evidence, Predicate<Line> wanted) {
        return evidence.ledger().stream()
                .filter(wanted)
                .collect(groupingBy(Line::reminder, mapping(Line::seq, toSet())));
    }

    private static Stream<String> leftOver(Evidence evidence) {
        var inHand = evidence.reminders().stream()
                .filter(reminder -> Set.of("CLAIMED", "SENDING").contains(reminder.state()))
                .map(reminder -> reminder + " is still in hand");
        var open = evidence.ledger().stream()
                .filter(line -> line.outcome().isEmpty())
                .map(line -> line + " is still open");
        var overdue = evidence.reminders().stream()
                .filter(reminder -> reminder.nextAt()
                        .filter(at -> at.plus(TOLERANCE).isBefore(evidence.endedAt()))
                        .isPresent())
                .map(reminder -> reminder + " is overdue");
        return Stream.of(inHand, open, overdue).flatMap(Function.identity());
    }

    // ---- the lives of reminders

    private static Stream<String> silent(Evidence evidence) {
        var lines = evidence.ledger().stream().collect(groupingBy(Line::reminder));
        return evidence.reminders().stream().flatMap(reminder -> {
            var wishes = evidence.wishesFor(reminder.mark());
            var moments = spokenAt(evidence, reminder, lines.getOrDefault(reminder.id(), List.of()));
            var silences = new ArrayList<String>();
            for (int i = 1; i < moments.size(); i++) {
                var from = moments.get(i - 1);
                var to = moments.get(i);
                // The first one is expected at its moment, each other one an interval after the one before.
                var expected = i == 1 ? from : from.plus(INTERVAL);
                var atMost = expected.plus(TOLERANCE).plus(evidence.disturbed(from, to));
                if (to.isAfter(atMost) && wishes.stream().noneMatch(wish -> silences(wish, from, to))) {
                    silences.add("%s said nothing from %s to %s, of which %s were disturbed"
                            .formatted(reminder, from, to, evidence.disturbed(from, to)));
                }
            }
            return silences.stream();
        });
    }

    /** Its own moment, those of its used numbers, and the end of its life or of the run. */
    private static List<Instant> spokenAt(Evidence evidence, Reminder reminder, List<Line> lines) {
        var moments = new ArrayList<Instant>();
        var until = reminder.live() ? evidence.endedAt() : reminder.updatedAt();
        moments.add(reminder.plannedAt());
        lines.stream().filter(Line::used).map(Line::intentAt).sorted().forEach(moments::add);
        moments.add(until);
        return moments.stream()
                .filter(moment -> !moment.isAfter(until))
                .sorted()
                .toList();
    }

    /** Adding counts as well: it may have come to pass later than its reminder's moment. */
    private static boolean silences(Wish wish, Instant from, Instant to) {
        return wish.mayHaveActed()
                && !wish.begin().isAfter(to)
                && !wish.quietUntil().orElse(wish.end()).isBefore(from);
    }

    private static Stream<String> tooSoon(Evidence evidence) {
        var lines = evidence.ledger().stream().filter(Line::used).collect(groupingBy(Line::reminder));
        return evidence.reminders().stream().flatMap(reminder -> {
            var wishes = evidence.wishesFor(reminder.mark());
            var used = lines.getOrDefault(reminder.id(), List.of()).stream()
                    .sorted(Comparator.comparing(Line::seq))
                    .toList();
            return IntStream.range(1, used.size())
                    .filter(i -> used.get(i - 1).is("SENT"))
                    .filter(i -> soonerThanAnInterval(used.get(i - 1), used.get(i)))
                    .filter(i -> wishes.stream().noneMatch(wish -> mayHaveMoved(wish, used.get(i - 1), used.get(i))))
                    .mapToObj(i -> used.get(i) + " comes too soon after " + used.get(i - 1));
        });
    }

    private static boolean soonerThanAnInterval(Line before, Line line) {
        return line.intentAt().isBefore(before.intentAt().plus(INTERVAL).minus(NOTED_LATE));
    }

    private static boolean mayHaveMoved(Wish wish, Line before, Line line) {
        return wish.mayHaveActed()
                && !Operation.ADDING_WHAT_NAGS.contains(wish.operation())
                && !wish.begin().isAfter(line.intentAt())
                && !wish.end().isBefore(before.intentAt());
    }

    private static Stream<String> endedByItself(Evidence evidence) {
        return evidence.reminders().stream()
                .filter(reminder -> !reminder.live() || reminder.state().equals("BLOCKED"))
                .filter(reminder ->
                        evidence.wishesFor(reminder.mark()).stream().noneMatch(wish -> explains(wish, reminder)))
                .map(reminder -> "nobody has ended " + reminder);
    }

    private static boolean explains(Wish wish, Reminder ended) {
        if (!wish.mayHaveActed() || wish.begin().isAfter(ended.updatedAt().plus(NOTED_LATE))) {
            return false;
        }
        return switch (String.valueOf(ended.reason())) {
            case "COMPLETED" -> Operation.ENDING_A_NAG.contains(wish.operation());
            case "DELETED" -> wish.operation() == Operation.DELETE;
            case "SNOOZED" -> Operation.SNOOZING.contains(wish.operation());
            // Written down when its moment was over: by a first answer that was lost, or by taking something back.
            case "PAST" ->
                (Operation.ADDING_WHAT_NAGS.contains(wish.operation())
                                || wish.operation() == Operation.REOPEN
                                || wish.operation() == Operation.RESTORE)
                        && wish.end().isAfter(ended.plannedAt());
            default -> false;
        };
    }

    private static Stream<String> reminderGone(Evidence evidence) {
        var live = evidence.reminders().stream()
                .filter(reminder -> reminder.live() || "PAST".equals(reminder.reason()))
                .map(Reminder::mark)
                .collect(toSet());
        return evidence.tasks().stream()
                .filter(task -> !task.done() && !task.deleted() && !live.contains(task.title()))
                .filter(task -> evidence.wishesFor(task.title()).stream()
                        .filter(Wish::mayHaveActed)
                        .allMatch(wish -> Operation.ADDING_TASKS.contains(wish.operation())
                                || Operation.SNOOZING.contains(wish.operation())))
                .map(task -> task + " has no reminder any more");
    }

    private static Stream<String> afterReaction(Evidence evidence) {
        var lines = evidence.ledger().stream().collect(groupingBy(Line::reminder));
        return evidence.reminders().stream()
                .flatMap(reminder -> quietTimes(evidence.wishesFor(reminder.mark())).stream()
                        .flatMap(quiet -> lines.getOrDefault(reminder.id(), List.of()).stream()
                                .filter(line -> line.intentAt().isAfter(quiet.from())
                                        && line.intentAt().isBefore(quiet.to()))
                                .map(line -> line + " after " + quiet.because())));
    }

    private record Quiet(Wish because, Instant from, Instant to) {}

    private static List<Quiet> quietTimes(List<Wish> wishes) {
        var times = new ArrayList<Quiet>();
        for (int i = 0; i < wishes.size(); i++) {
            var wish = wishes.get(i);
            if (wish.told() == Evidence.Told.DONE && wish.quietUntil().isPresent()) {
                var next = wishes.subList(i + 1, wishes.size()).stream()
                        .filter(Wish::mayHaveActed)
                        .map(Wish::begin)
                        .min(Comparator.naturalOrder());
                var to = Stream.concat(next.stream(), wish.quietUntil().stream())
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
                times.add(new Quiet(wish, wish.end(), to));
            }
        }
        return times;
    }

    private static Stream<String> foreignChat(Evidence evidence) {
        var chats = evidence.people().stream().collect(toMap(Who::account, Who::chat));
        var owners = evidence.reminders().stream().collect(toMap(Reminder::id, Reminder::account));
        return evidence.sends().stream()
                .flatMap(send -> send.slots().stream()
                        .filter(slot -> !Optional.ofNullable(owners.get(slot.reminder()))
                                .map(chats::get)
                                .equals(Optional.of(send.chat())))
                        .map(slot -> slot + " of account " + owners.get(slot.reminder()) + " came into " + send));
    }

    // ---- figures

    /** How late each repeat was that nothing has disturbed, the shortest first. */
    static List<Duration> lags(Evidence evidence) {
        var lags = new ArrayList<Duration>();
        var touched = new HashSet<Long>();
        for (var reminder : evidence.reminders()) {
            var snoozed = evidence.wishesFor(reminder.mark()).stream()
                    .anyMatch(wish -> !Operation.ADDING_WHAT_NAGS.contains(wish.operation()));
            if (snoozed) {
                touched.add(reminder.id());
            }
        }
        evidence.ledger().stream()
                .filter(line -> line.is("SENT") && !touched.contains(line.reminder()))
                .collect(groupingBy(Line::reminder))
                .values()
                .forEach(lines -> {
                    var sorted = lines.stream()
                            .sorted(Comparator.comparing(Line::seq))
                            .toList();
                    for (int i = 1; i < sorted.size(); i++) {
                        var before = sorted.get(i - 1);
                        var line = sorted.get(i);
                        var expected = before.outcomeAt().orElseThrow().plus(INTERVAL);
                        if (line.seq() == before.seq() + 1
                                && evidence.disturbed(before.intentAt(), line.intentAt())
                                        .isZero()) {
                            lags.add(Duration.between(expected, line.outcomeAt().orElseThrow()));
                        }
                    }
                });
        lags.sort(Comparator.naturalOrder());
        return lags;
    }
}
