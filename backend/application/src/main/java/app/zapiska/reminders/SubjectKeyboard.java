package app.zapiska.reminders;

import app.zapiska.platform.Excerpt;
import app.zapiska.platform.Money;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.telegram.OutgoingMessage.ActionButton;
import app.zapiska.telegram.OutgoingMessage.Button;
import app.zapiska.telegram.OutgoingMessage.LinkButton;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rows of buttons for one subject, whichever message they are under. Pure. */
public final class SubjectKeyboard {

    /** What a phone shows of a button as wide as the message. A sum is never cut. */
    private static final int WIDEST = 32;

    private static final int SHORTEST_NAME = 12;

    private final ReminderTexts texts;
    private final Function<Money, String> sums;
    private final long reminderId;
    private final int seq;

    /**
     * Under a message that is not a reminder's.
     *
     * @param sums how a sum is written in the account's language and currency
     */
    public SubjectKeyboard(ReminderTexts texts, Function<Money, String> sums) {
        this(texts, sums, 0, 0);
    }

    /**
     * @param reminderId whose message they are under
     * @param seq of that message
     */
    SubjectKeyboard(ReminderTexts texts, Function<Money, String> sums, long reminderId, int seq) {
        this.texts = texts;
        this.sums = sums;
        this.reminderId = reminderId;
        this.seq = seq;
    }

    /** Open payments of one message that would have the same name: to the same lender, of the same sum. */
    public static Set<SubjectKey> namesakes(Collection<? extends Subject> subjects) {
        return subjects.stream()
                .filter(PaymentDue.class::isInstance)
                .map(PaymentDue.class::cast)
                .filter(PaymentDue::open)
                .collect(Collectors.groupingBy(payment -> List.of(payment.lender(), payment.remaining())))
                .values()
                .stream()
                .filter(same -> same.size() > 1)
                .flatMap(List::stream)
                .map(PaymentDue::key)
                .collect(Collectors.toSet());
    }

    /**
     * Where a message is about several subjects: one button that names this one and opens the others.
     *
     * @param when its due day, where the name alone does not tell it from another; otherwise empty
     */
    public List<List<Button>> named(Subject subject, boolean snoozed, Optional<String> when) {
        if (over(subject).isEmpty() && !subject.open()) {
            return List.of();
        }
        var state = subject.open() ? snoozed ? "⏰ " : "" : "✅ ";
        var label =
                switch (subject) {
                    case TaskDue task -> name(state + task.title(), "");
                    case PaymentDue payment ->
                        name(
                                state + payment.lender(),
                                payment.open()
                                        ? " · " + sums.apply(payment.remaining())
                                                + when.map(day -> " · " + day).orElse("")
                                        : "");
                };
        return List.of(List.of(action(label, ReminderButton.OPEN, subject.key())));
    }

    private static String name(String name, String sum) {
        // Telegram refuses a whole message for a button without a visible character.
        boolean visible = name.codePoints()
                .anyMatch(c -> !Character.isWhitespace(c)
                        && !Character.isSpaceChar(c)
                        && !Character.isISOControl(c)
                        && Character.getType(c) != Character.FORMAT);
        return Excerpt.shown(visible ? name.strip() : "…", Math.max(WIDEST - sum.length(), SHORTEST_NAME)) + sum;
    }

    /** @param portal where the lender takes the payment, if a button may lead there */
    public List<List<Button>> open(Subject subject, Optional<URI> portal) {
        var snooze = action(texts.snoozeButton(), ReminderButton.SNOOZE_DEFAULT, subject.key());
        return switch (subject) {
            case TaskDue task -> List.of(List.of(done(task), snooze));
            case PaymentDue payment -> {
                var second = new ArrayList<Button>();
                second.add(snooze);
                portal.ifPresent(address -> second.add(new LinkButton(texts.portalButton(), address)));
                var rows = new ArrayList<List<Button>>(List.of(List.of(pay(payment), otherSum(payment)), second));
                if (payment.described()) {
                    rows.add(List.of(new ActionButton(
                            texts.howToPayButton(), HowToPayButton.codeFor(payment.key(), reminderId))));
                }
                yield rows;
            }
        };
    }

    /** Put off: other moments for it, or to have done with it. */
    public List<List<Button>> snoozed(Subject subject) {
        var key = subject.key();
        var own = action(texts.ownTimeButton(), ReminderButton.SNOOZE_OWN, key);
        var rows = new ArrayList<List<Button>>();
        rows.add(List.of(
                action(texts.quarterButton(), ReminderButton.SNOOZE_QUARTER, key),
                action(texts.hourButton(), ReminderButton.SNOOZE_HOUR, key)));
        rows.add(List.of(
                action(texts.eveningButton(), ReminderButton.SNOOZE_EVENING, key),
                action(texts.tomorrowButton(), ReminderButton.SNOOZE_TOMORROW, key)));
        switch (subject) {
            case TaskDue task -> rows.add(List.of(own, done(task)));
            // Half of a phone's width would cut the sum.
            case PaymentDue payment -> rows.addAll(List.of(List.of(own), List.of(pay(payment))));
        }
        return rows;
    }

    /** Done or paid: to take that back, if there is something to take back. */
    public List<List<Button>> over(Subject subject) {
        return switch (subject) {
            case TaskDue task -> List.of(List.of(action(texts.reopenButton(), ReminderButton.REOPEN, task.key())));
            case PaymentDue payment ->
                payment.lastEntry().isEmpty()
                        ? List.of()
                        : undo(payment.lastEntry().getAsLong());
        };
    }

    /** Takes one entry of the ledger back. */
    public List<List<Button>> undo(long entryId) {
        return List.of(
                List.of(new ActionButton(texts.undoButton(), PaymentButton.codeForTakeBack(entryId, reminderId))));
    }

    /** Only how to pay, for a message that has no reminders to put off. */
    public List<List<Button>> paying(PaymentDue payment) {
        return List.of(List.of(pay(payment), otherSum(payment)));
    }

    /** From one subject's buttons to the names of all. */
    public List<Button> back(Subject subject) {
        return List.of(action(texts.backButton(), ReminderButton.BACK, subject.key()));
    }

    private Button done(TaskDue task) {
        return action(texts.doneButton(), ReminderButton.DONE, task.key());
    }

    private Button pay(PaymentDue payment) {
        return new ActionButton(
                texts.payButton(sums.apply(payment.remaining())), PaymentButton.codeForPay(payment, reminderId));
    }

    private Button otherSum(PaymentDue payment) {
        return new ActionButton(texts.otherSumButton(), PaymentButton.codeForOtherSum(payment, reminderId));
    }

    private Button action(String label, ReminderButton button, SubjectKey subject) {
        return new ActionButton(label, button.codeFor(subject, reminderId, seq));
    }
}
