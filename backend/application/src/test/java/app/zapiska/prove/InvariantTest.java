package app.zapiska.prove;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.prove.Evidence.Attempt;
import app.zapiska.prove.Evidence.Line;
import app.zapiska.prove.Evidence.Loan;
import app.zapiska.prove.Evidence.Payment;
import app.zapiska.prove.Evidence.Reminder;
import app.zapiska.prove.Evidence.Seen;
import app.zapiska.prove.Evidence.Send;
import app.zapiska.prove.Evidence.ShownLoan;
import app.zapiska.prove.Evidence.Task;
import app.zapiska.prove.Evidence.Told;
import app.zapiska.prove.Evidence.Who;
import app.zapiska.prove.Evidence.Window;
import app.zapiska.prove.Evidence.Wish;
import app.zapiska.reminders.Slot;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each invariant is shown a run in which all is well, and the same run with one thing wrong. */
@DisplayName("The checker of invariants")
class InvariantTest {

    private static final Instant BEGIN = Instant.parse("2026-11-30T12:00:00Z");
    private static final Instant END = at(300);

    private final List<Who> people = new ArrayList<>();
    private final List<Window> faults = new ArrayList<>();
    private final List<Wish> wishes = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<Seen> seen = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();
    private final List<Loan> loans = new ArrayList<>();
    private final List<Reminder> reminders = new ArrayList<>();
    private final List<Line> ledger = new ArrayList<>();
    private final List<Send> sends = new ArrayList<>();
    private final List<Payment> payments = new ArrayList<>();
    private final List<ShownLoan> shown = new ArrayList<>();

    /** Two people; the first has a task that has nagged thrice, one that is done, and a loan. */
    @BeforeEach
    void allIsWell() {
        people.add(new Who(0, "Зимородок", 10, 1010));
        people.add(new Who(1, "Свиристель", 11, 1011));

        tasks.add(new Task(1, 10, "Зимородок 1", false, false));
        wish(Operation.ADD_TASK, "Зимородок 1", 1, Told.DONE);
        reminders.add(reminder(5, "Зимородок 1", "AWAITING", null, 4, Optional.of(at(306)), 186));
        sent(5, 0, 60);
        sent(5, 1, 122);
        sent(5, 2, 184);
        sent(5, 3, 246);

        tasks.add(new Task(2, 10, "Зимородок 2", true, false));
        wish(Operation.ADD_TASK_BY_SCRIPT, "Зимородок 2", 2, Told.DONE);
        reminders.add(reminder(6, "Зимородок 2", "DONE", "COMPLETED", 1, Optional.empty(), 90));
        sent(6, 0, 61);
        silencing(Operation.PRESS_DONE, "Зимородок 2", 89, 90, Instant.MAX);

        wish(Operation.ADD_LOAN_BY_SCRIPT, "Зимородок 3", 1, Told.DONE);
        loans.add(new Loan(3, 10, "Зимородок 3"));
        wish(Operation.PAY, "press 7", 30, Told.DONE);
        payments.add(new Payment(10, 3, "press 7", new BigDecimal("5.00")));
        shown.add(new ShownLoan(0, 3, new BigDecimal("5.00")));

        attempts.add(new Attempt(0, 1, "POST /tasks", at(1), at(2), 201));
        seen.add(new Seen(0, "Зимородок 1"));
        faults.add(new Window(FaultKind.REDIS_AWAY, 0, at(20), at(30)));
    }

    private static Instant at(double seconds) {
        return BEGIN.plusMillis((long) (seconds * 1000));
    }

    private static Reminder reminder(
            long id, String mark, String state, String reason, int seq, Optional<Instant> next, double updated) {
        return new Reminder(id, 10, mark, state, reason, seq, at(60), next, at(updated));
    }

    private void sent(long reminder, int seq, double at) {
        long message = reminder * 100 + seq;
        ledger.add(line(reminder, seq, at, "SENT", message));
        sends.add(new Send(at(at + 0.1), 1010, message, Set.of(new Slot(reminder, seq)), "🔔 Зимородок"));
    }

    private static Line line(long reminder, int seq, double at, String outcome, long message) {
        return new Line(reminder, seq, at(at), Optional.of(outcome), Optional.of(at(at + 0.2)), 1010, message, null);
    }

    private void wish(Operation operation, String mark, double at, Told told) {
        wishes.add(new Wish(0, operation, mark, at(at), at(at + 1), told, Optional.empty()));
    }

    private void silencing(Operation operation, String mark, double from, double answered, Instant until) {
        wishes.add(new Wish(0, operation, mark, at(from), at(answered), Told.DONE, Optional.of(until)));
    }

    private Evidence evidence() {
        return new Evidence(
                at(200), END, people, faults, wishes, attempts, seen, tasks, loans, reminders, ledger, sends, payments,
                shown);
    }

    /** What is broken, by the beginning of its name, so that a test says it shortly. */
    private Map<String, List<String>> broken() {
        var broken = new LinkedHashMap<String, List<String>>();
        for (var invariant : Invariant.all()) {
            var violations = invariant.brokenBy(evidence());
            if (!violations.isEmpty()) {
                broken.put(invariant.name(), violations);
            }
        }
        return broken;
    }

    private void breaks(String... names) {
        assertThat(broken().keySet()).containsExactlyInAnyOrder(names);
    }

    @Test
    @DisplayName("finds nothing where nothing is wrong")
    void sound() {
        assertThat(broken()).isEmpty();
    }

    // ---- messages

    @Test
    @DisplayName("finds a message that came twice")
    void twice() {
        sends.add(new Send(at(123), 1010, 999, Set.of(new Slot(5, 1)), "🔔"));
        breaks("E1: no numbered message comes twice");
    }

    @Test
    @DisplayName("finds one that Telegram has and the ledger does not know, or calls not sent")
    void notInTheLedger() {
        sends.add(new Send(at(250), 1010, 999, Set.of(new Slot(5, 4)), "🔔"));
        breaks("E2: what Telegram has accepted stands in the ledger");
        ledger.add(line(5, 4, 250, "NOT_SENT", 0));
        breaks("E2: what Telegram has accepted stands in the ledger");
    }

    @Test
    @DisplayName("finds one that the ledger calls sent and Telegram never saw")
    void neverAccepted() {
        sends.removeIf(send -> send.slots().contains(new Slot(5, 2)));
        breaks("E2: what the ledger calls sent was accepted");
    }

    @Test
    @DisplayName("finds an unknown that no fault explains, and takes one that a fault does")
    void unknown() {
        ledger.removeIf(line -> line.slot().equals(new Slot(5, 2)));
        ledger.add(line(5, 2, 184, "UNKNOWN", 0));
        breaks("E2: unknown only while a fault could make it so");
        faults.add(new Window(FaultKind.REDIS_AWAY, 0, at(180), at(190)));
        breaks("E2: unknown only while a fault could make it so");
        faults.add(new Window(FaultKind.KILL, 1, at(184.1), at(190)));
        assertThat(broken()).isEmpty();
    }

    @Test
    @DisplayName("finds a number that was used up and never written down")
    void numberLost() {
        ledger.removeIf(line -> line.slot().equals(new Slot(5, 2)));
        sends.removeIf(send -> send.slots().contains(new Slot(5, 2)));
        breaks(
                "E2: every used number has its line in the ledger",
                "E4: a nag is never silent for longer than its interval and the faults");
    }

    @Test
    @DisplayName("takes a number that was given up because somebody reacted while it was under way, if it was tried")
    void numberGivenUp() {
        reminders.set(1, reminder(6, "Зимородок 2", "DONE", "COMPLETED", 2, Optional.empty(), 90));
        breaks("E2: every used number has its line in the ledger");
        ledger.add(line(6, 1, 89.9, "NOT_SENT", 0));
        assertThat(broken()).isEmpty();
    }

    @Test
    @DisplayName("finds what is still in hand, open or overdue at rest")
    void leftOver() {
        reminders.set(0, reminder(5, "Зимородок 1", "SENDING", null, 4, Optional.of(at(306)), 186));
        assertThat(broken().get("nothing is left in hand, open or overdue at rest"))
                .hasSize(1);
        ledger.add(new Line(5, 4, at(299), Optional.empty(), Optional.empty(), 1010, 0, null));
        assertThat(broken().get("nothing is left in hand, open or overdue at rest"))
                .hasSize(2);
        reminders.set(0, reminder(5, "Зимородок 1", "AWAITING", null, 4, Optional.of(at(269)), 186));
        assertThat(broken().get("nothing is left in hand, open or overdue at rest"))
                .hasSize(2);
    }

    @Test
    @DisplayName("finds a lost reminder: its moment has come and nothing was ever tried")
    void lost() {
        tasks.add(new Task(4, 10, "Зимородок 4", false, false));
        wish(Operation.ADD_TASK, "Зимородок 4", 3, Told.DONE);
        reminders.add(reminder(8, "Зимородок 4", "AWAITING", null, 0, Optional.of(at(310)), 70));
        breaks("E4: a nag is never silent for longer than its interval and the faults");
    }

    @Test
    @DisplayName("finds a nag that fell silent for too long, but not under a fault of that length")
    void silent() {
        ledger.removeIf(line -> line.reminder() == 5 && line.seq() == 3);
        sends.removeIf(send -> send.slots().contains(new Slot(5, 3)));
        reminders.set(0, reminder(5, "Зимородок 1", "AWAITING", null, 3, Optional.of(at(306)), 186));
        breaks("E4: a nag is never silent for longer than its interval and the faults");
        faults.add(new Window(FaultKind.TELEGRAM_AWAY, 0, at(200), at(215)));
        assertThat(broken()).isEmpty();
    }

    @Test
    @DisplayName("finds a nag that makes up for what an outage has swallowed, but takes one that somebody has moved")
    void tooSoon() {
        reminders.set(0, reminder(5, "Зимородок 1", "AWAITING", null, 6, Optional.of(at(306)), 251));
        sent(5, 4, 248);
        sent(5, 5, 250);
        assertThat(broken().get("E4, E9: a nag comes no sooner than its interval, however much was missed"))
                .hasSize(2);
        wish(Operation.REOPEN, "Зимородок 1", 246.5, Told.UNSURE);
        assertThat(broken().get("E4, E9: a nag comes no sooner than its interval, however much was missed"))
                .hasSize(1);
    }

    @Test
    @DisplayName("finds a nag that ended and nobody had ended it, and one that somebody ended otherwise")
    void endedByItself() {
        wishes.removeIf(wish -> wish.operation() == Operation.PRESS_DONE);
        silencing(Operation.SNOOZE, "Зимородок 2", 89, 90, at(100));
        breaks("a nag ends only by a person", "a task is as its person has left it");
        reminders.set(1, reminder(6, "Зимородок 2", "FAILED", "REFUSED", 1, Optional.empty(), 90));
        assertThat(broken()).containsKey("a nag ends only by a person");
    }

    @Test
    @DisplayName("finds an open task that has lost its reminder")
    void reminderGone() {
        reminders.removeFirst();
        ledger.removeIf(line -> line.reminder() == 5);
        sends.removeIf(send -> send.messageId() / 100 == 5);
        breaks("an open task nobody has touched still has its reminder");
    }

    @Test
    @DisplayName("finds a message that was begun after the answer to a reaction, not one that was on its way")
    void afterReaction() {
        reminders.set(1, reminder(6, "Зимородок 2", "DONE", "COMPLETED", 2, Optional.empty(), 90));
        sent(6, 1, 89.9);
        assertThat(broken()).isEmpty();
        ledger.removeLast();
        sends.removeLast();
        sent(6, 1, 90.5);
        breaks("E5: nothing is sent after a reaction");
    }

    @Test
    @DisplayName("finds a reminder that came into another's chat")
    void foreignChat() {
        var send = sends.getFirst();
        sends.set(0, new Send(send.at(), 1011, send.messageId(), send.slots(), "🔔"));
        assertThat(broken()).containsKey("a reminder goes into its person's chat only");
        sends.set(0, new Send(send.at(), 1011, send.messageId(), send.slots(), "🔔 Зимородок"));
        assertThat(broken())
                .containsKeys("a reminder goes into its person's chat only", "nobody sees what is another's");
    }

    // ---- people

    @Test
    @DisplayName("finds a failed request where nothing was broken that it needs")
    void failed() {
        attempts.add(new Attempt(0, 1, "GET /tasks", at(25), at(26), 503));
        breaks("a request fails only while something is broken, and then by 503");
        faults.add(new Window(FaultKind.KILL, 0, at(24), at(27)));
        breaks("a request fails only while something is broken, and then by 503");
        faults.add(new Window(FaultKind.KILL, 1, at(24), at(27)));
        assertThat(broken()).isEmpty();
        attempts.add(new Attempt(0, 1, "GET /tasks", at(25), at(26), Attempt.NONE));
        assertThat(broken()).isEmpty();
        attempts.add(new Attempt(0, 1, "GET /tasks", at(250), at(251), Attempt.NONE));
        breaks("a request fails only while something is broken, and then by 503");
        faults.add(new Window(FaultKind.KILL_ALL, 0, at(240), at(249)));
        assertThat(broken()).isEmpty();
    }

    @Test
    @DisplayName("never takes 500, or to be signed out, whatever is broken")
    void neverTaken() {
        faults.add(new Window(FaultKind.DATABASE_CRASH, 0, at(24), at(27)));
        attempts.add(new Attempt(0, 1, "GET /tasks", at(25), at(26), 500));
        attempts.add(new Attempt(0, 1, "GET /tasks", at(25), at(26), 401));
        assertThat(broken().get("a request fails only while something is broken, and then by 503"))
                .hasSize(2);
    }

    @Test
    @DisplayName("finds a task that is missing, there twice, there though refused, or nobody's")
    void added() {
        wish(Operation.ADD_TASK, "Зимородок 8", 5, Told.DONE);
        breaks("a task is added once, if its person was told so");
        wishes.removeLast();
        wish(Operation.ADD_TASK, "Зимородок 8", 5, Told.UNSURE);
        assertThat(broken()).isEmpty();
        tasks.add(new Task(8, 10, "Зимородок 8", false, true));
        tasks.add(new Task(9, 10, "Зимородок 8", false, true));
        assertThat(broken()).containsKey("a task is added once, if its person was told so");
        tasks.removeLast();
        wishes.removeLast();
        wish(Operation.ADD_TASK, "Зимородок 8", 5, Told.REFUSED);
        assertThat(broken()).containsKey("a task is added once, if its person was told so");
        wishes.removeLast();
        assertThat(broken()).containsKey("a task is added once, if its person was told so");
    }

    @Test
    @DisplayName("finds a loan that is there twice")
    void addedLoans() {
        loans.add(new Loan(4, 10, "Зимородок 3"));
        breaks("a loan is added once, if its person was told so");
    }

    @Test
    @DisplayName("finds a press that was paid twice, and a payment's nag that nobody has ended")
    void paidInTheChat() {
        wish(Operation.ADD_PAYMENT_BY_SCRIPT, "Зимородок 9", 1, Told.DONE);
        loans.add(new Loan(9, 10, "Зимородок 9"));
        reminders.add(reminder(7, "Зимородок 9", "DONE", "COMPLETED", 1, Optional.empty(), 90));
        sent(7, 0, 61);
        breaks("a nag ends only by a person");
        silencing(Operation.PRESS_PAID, "Зимородок 9", 89, 90, Instant.MAX);
        breaks("a payment is written down once, if its person was told so");
        payments.add(new Payment(10, 9, "Зимородок 9", new BigDecimal("1000.00")));
        assertThat(broken()).isEmpty();
        payments.add(payments.getLast());
        breaks("a payment is written down once, if its person was told so");
    }

    @Test
    @DisplayName("finds a change that was confirmed and is gone, and takes either where the answer was lost")
    void leftOtherwise() {
        tasks.set(1, new Task(2, 10, "Зимородок 2", false, false));
        assertThat(broken()).containsKey("a task is as its person has left it");
        var press = wishes.stream()
                .filter(wish -> wish.operation() == Operation.PRESS_DONE)
                .findFirst()
                .orElseThrow();
        wishes.remove(press);
        wishes.add(new Wish(
                0, press.operation(), press.mark(), press.begin(), press.end(), Told.UNSURE, press.quietUntil()));
        assertThat(broken()).doesNotContainKey("a task is as its person has left it");
        tasks.set(1, new Task(2, 10, "Зимородок 2", true, true));
        assertThat(broken()).containsKey("a task is as its person has left it");
    }

    @Test
    @DisplayName("finds money that was paid twice, not at all, or by nobody")
    void paid() {
        payments.add(payments.getFirst());
        breaks("a payment is written down once, if its person was told so", "a loan shows the sum of its ledger");
        payments.clear();
        breaks("a payment is written down once, if its person was told so", "a loan shows the sum of its ledger");
        payments.add(new Payment(10, 3, "press 8", new BigDecimal("5.00")));
        assertThat(broken().get("a payment is written down once, if its person was told so"))
                .hasSize(2);
    }

    @Test
    @DisplayName("finds a loan that shows another sum than its ledger has")
    void sums() {
        shown.set(0, new ShownLoan(0, 3, new BigDecimal("5.01")));
        breaks("a loan shows the sum of its ledger");
    }

    @Test
    @DisplayName("finds what somebody was shown of another's")
    void foreign() {
        seen.add(new Seen(1, "Зимородок 1"));
        breaks("nobody sees what is another's");
    }

    // ---- figures

    @Test
    @DisplayName("tells how late undisturbed repeats were, and leaves out those that a fault or a person touched")
    void lags() {
        assertThat(MessageInvariants.lags(evidence()))
                .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2));
        faults.add(new Window(FaultKind.KILL, 1, at(200), at(210)));
        assertThat(MessageInvariants.lags(evidence())).hasSize(2);
    }

    @Test
    @DisplayName("every invariant was broken by one of these tests")
    void eachHasItsTest() throws Exception {
        var source = Files.readString(Path.of("src/test/java/app/zapiska/prove/InvariantTest.java"));
        assertThat(Invariant.all())
                .allSatisfy(invariant -> assertThat(source).contains("\"" + invariant.name() + "\""));
    }
}
