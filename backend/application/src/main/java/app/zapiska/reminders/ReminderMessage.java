package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Money;
import app.zapiska.platform.MoneyText;
import app.zapiska.platform.Plural;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.Reminder.State;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.OutgoingMessage.ActionButton;
import app.zapiska.telegram.OutgoingMessage.Button;
import app.zapiska.telegram.OutgoingMessage.LinkButton;
import app.zapiska.telegram.RichText;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The messages of the chat, in the account's language and zone. Pure: the same subject gives the same message, so an edit that
 * would change nothing can be recognised as such.
 */
final class ReminderMessage {

    /** What Telegram takes is 4,096; long descriptions are cut well before, the page has the rest. */
    private static final int DESCRIPTION = 200;

    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final ReminderTexts texts;
    private final AccountSettings account;
    private final LocalDate today;
    private final Links links;

    /** Addresses that buttons may lead to. */
    interface Links {

        /** Where a subject is opened in a browser; empty when Telegram would refuse the address. */
        Optional<URI> page(Subject subject);

        /** Where the lender takes the payment; empty when there is none that Telegram would take. */
        Optional<URI> cabinet(PaymentDue payment);
    }

    /** @param today the account's day, whose moments are told by their time alone */
    ReminderMessage(ReminderTexts texts, AccountSettings account, LocalDate today, Links links) {
        this.texts = texts;
        this.account = account;
        this.today = today;
        this.links = links;
    }

    /**
     * A subject with the reminder that speaks for it.
     *
     * @param firstSentAt when its first message went out; empty for the first
     * @param next when the engine acts on the subject next
     */
    record Line(
            Subject subject,
            long reminderId,
            int seq,
            State state,
            Optional<Instant> firstSentAt,
            Optional<Instant> next) {}

    /** The message that reminds: the first, or a repeat when there was one before. */
    OutgoingMessage reminding(Line line) {
        return switch (line.subject()) {
            case TaskDue task -> reminding(line, task);
            case PaymentDue payment -> reminding(line, payment);
        };
    }

    private OutgoingMessage reminding(Line line, TaskDue task) {
        var text = heading(line, texts.reminder(), task.title());
        if (line.firstSentAt().isPresent()) {
            repeated(text, line);
        } else {
            if (!task.description().isBlank()) {
                text.add(shortened(task.description())).add("\n\n");
            }
            text.add(texts.importance(importance(task.importance())));
            due(task).ifPresent(due -> text.add("\n").add(texts.due(due)));
        }
        return new OutgoingMessage(text.build(), List.of(List.of(done(line), snooze(line))));
    }

    private OutgoingMessage reminding(Line line, PaymentDue payment) {
        var text = heading(line, texts.paymentReminder(), payment.lender());
        facts(text, payment);
        if (line.firstSentAt().isPresent()) {
            text.add("\n");
            repeated(text, line);
        }
        return new OutgoingMessage(text.build(), payOrSnooze(line, payment));
    }

    private RichText.Builder heading(Line line, String reminder, String name) {
        return RichText.builder()
                .add(emoji(line.subject().importance()))
                .add(" ")
                .add(line.firstSentAt().isPresent() ? texts.repeat() : reminder)
                .add("\n\n")
                .bold(name)
                .add("\n\n");
    }

    private void repeated(RichText.Builder text, Line line) {
        text.line(texts.first(moment(line.firstSentAt().orElseThrow()))).add(nextRepeat(line));
    }

    /** In so many minutes, unless working hours put it off: then the moment itself. */
    private String nextRepeat(Line line) {
        var interval = account.repeatInterval(line.subject().importance());
        var putOff = line.next().filter(next -> !account.workingHours().contains(next.minus(interval), account.zone()));
        return putOff.map(account::localTime)
                .map(next -> next.toLocalDate().equals(today)
                        ? texts.nextToday(next.format(TIME))
                        : texts.nextOn(next.toLocalDate().toString(), next.format(TIME)))
                .orElseGet(() -> texts.nextIn(Plural.MINUTE_ACCUSATIVE.of(interval.toMinutes(), account.language())));
    }

    private void facts(RichText.Builder text, PaymentDue payment) {
        text.add(texts.sum(sum(payment.rest())));
        if (payment.rest().compareTo(payment.amount()) < 0) {
            text.add(" ").add(texts.restOf(sum(payment.amount())));
        }
        if (payment.count() > 1) {
            text.add("\n").add(texts.paymentOf(payment.number(), payment.count()));
        }
        due(payment).ifPresent(due -> text.add("\n").add(texts.due(due)));
    }

    /** What stands in place of a reminder once somebody has reacted to it. */
    OutgoingMessage settled(Line line) {
        var subject = line.subject();
        if (!subject.open()) {
            return over(line);
        }
        if (line.state() == State.SNOOZED) {
            return snoozed(line);
        }
        var text = RichText.builder()
                .add(emoji(subject.importance()))
                .add(" ")
                .add(
                        switch (subject) {
                            case TaskDue task -> texts.open();
                            case PaymentDue payment -> texts.paymentOpen();
                        })
                .add("\n\n")
                .bold(name(subject));
        switch (subject) {
            case TaskDue task -> due(task).ifPresent(due -> text.add("\n\n").add(texts.due(due)));
            case PaymentDue payment -> {
                text.add("\n\n");
                facts(text, payment);
            }
        }
        line.next().ifPresent(next -> text.add("\n").add(texts.nextAt(moment(next))));
        return new OutgoingMessage(
                text.build(),
                switch (subject) {
                    case TaskDue task -> List.of(List.of(done(line), snooze(line)));
                    case PaymentDue payment -> payOrSnooze(line, payment);
                });
    }

    private OutgoingMessage over(Line line) {
        var text = RichText.builder().add("✅ ");
        return switch (line.subject()) {
            case TaskDue task ->
                new OutgoingMessage(
                        text.add(texts.done()).add(" ").bold(task.title()).build(),
                        List.of(List.of(action(texts.reopenButton(), ReminderButton.REOPEN, line))));
            case PaymentDue payment ->
                new OutgoingMessage(
                        text.add(texts.paid())
                                .add(" ")
                                .bold(payment.lender())
                                .add(" — ")
                                .add(sum(payment.amount()))
                                .build(),
                        takeBack(line, payment, texts.reopenButton()).map(List::of).stream()
                                .toList());
        };
    }

    private OutgoingMessage snoozed(Line line) {
        var subject = line.subject();
        var rows = new ArrayList<List<Button>>();
        rows.add(List.of(
                action(texts.quarterButton(), ReminderButton.SNOOZE_QUARTER, line),
                action(texts.hourButton(), ReminderButton.SNOOZE_HOUR, line)));
        rows.add(List.of(
                action(texts.eveningButton(), ReminderButton.SNOOZE_EVENING, line),
                action(texts.tomorrowButton(), ReminderButton.SNOOZE_TOMORROW, line)));
        var text = RichText.builder()
                .add("⏰ ")
                .add(texts.snoozed(line.next().map(this::moment).orElse("—")))
                .add(" — ")
                .bold(name(subject));
        switch (subject) {
            case TaskDue task -> rows.add(List.of(done(line)));
            case PaymentDue payment -> {
                text.add(" — ").add(sum(payment.rest()));
                rows.add(List.of(pay(line, payment)));
            }
        }
        openPage(subject).ifPresent(button -> rows.add(List.of(button)));
        return new OutgoingMessage(text.build(), rows);
    }

    /** Several subjects in one message, each with its own buttons; what is settled is struck out. */
    OutgoingMessage combined(List<Line> lines) {
        var text = RichText.builder().add(texts.combined(lines.size())).add("\n");
        var rows = new ArrayList<List<Button>>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var subject = line.subject();
            var number = Integer.toString(i + 1);
            text.add("\n").add(number).add(". ");
            if (!subject.open()) {
                text.add("✅ ").strikethrough(name(subject));
                var label = texts.reopenButton() + " " + number;
                switch (subject) {
                    case TaskDue task -> rows.add(List.of(action(label, ReminderButton.REOPEN, line)));
                    case PaymentDue payment ->
                        takeBack(line, payment, label).ifPresent(button -> rows.add(List.of(button)));
                }
                continue;
            }
            text.add(emoji(subject.importance())).add(" ").bold(name(subject));
            if (subject instanceof PaymentDue payment) {
                text.add(" — ").add(sum(payment.rest()));
            }
            due(subject).ifPresent(due -> text.add(" — ").add(texts.dueShort(due)));
            if (line.state() == State.SNOOZED) {
                text.add(" — ⏰ ")
                        .add(texts.snoozed(line.next().map(this::moment).orElse("—")));
            }
            rows.add(List.of(
                    switch (subject) {
                        case TaskDue task -> action(texts.doneButton() + " " + number, ReminderButton.DONE, line);
                        case PaymentDue payment -> pay(line, payment, "✅ " + number + " · " + sum(payment.rest()));
                    },
                    action(texts.snoozeButton() + " " + number, ReminderButton.SNOOZE_DEFAULT, line)));
        }
        return new OutgoingMessage(text.build(), rows);
    }

    /** A moment as the person reads it: the time, with the date when it is not today's. */
    String moment(Instant instant) {
        var local = account.localTime(instant);
        return local.format(local.toLocalDate().equals(today) ? TIME : DATE_TIME);
    }

    private Button done(Line line) {
        return action(texts.doneButton(), ReminderButton.DONE, line);
    }

    private Button snooze(Line line) {
        return action(texts.snoozeButton(), ReminderButton.SNOOZE_DEFAULT, line);
    }

    private List<List<Button>> payOrSnooze(Line line, PaymentDue payment) {
        var second = new ArrayList<Button>();
        second.add(snooze(line));
        links.cabinet(payment).ifPresent(address -> second.add(new LinkButton(texts.cabinetButton(), address)));
        return List.of(
                List.of(
                        pay(line, payment),
                        new ActionButton(
                                texts.otherSumButton(), PaymentButton.codeForOtherSum(payment, line.reminderId()))),
                second);
    }

    private Button pay(Line line, PaymentDue payment) {
        return pay(line, payment, texts.payButton(sum(payment.rest())));
    }

    private static Button pay(Line line, PaymentDue payment, String label) {
        return new ActionButton(label, PaymentButton.codeForPay(payment, line.reminderId()));
    }

    private static Optional<Button> takeBack(Line line, PaymentDue payment, String label) {
        return payment.lastEntry().isEmpty()
                ? Optional.empty()
                : Optional.of(new ActionButton(
                        label, PaymentButton.codeForTakeBack(payment.lastEntry().getAsLong(), line.reminderId())));
    }

    private static Button action(String label, ReminderButton button, Line line) {
        return new ActionButton(label, button.codeFor(line.subject().key(), line.reminderId(), line.seq()));
    }

    private Optional<Button> openPage(Subject subject) {
        var label =
                switch (subject) {
                    case TaskDue task -> texts.openButton();
                    case PaymentDue payment -> texts.openLoanButton();
                };
        return links.page(subject).map(address -> new LinkButton(label, address));
    }

    private static String name(Subject subject) {
        return switch (subject) {
            case TaskDue task -> task.title();
            case PaymentDue payment -> payment.lender();
        };
    }

    private String sum(Money sum) {
        return MoneyText.of(sum, account.language(), account.currency());
    }

    private static Optional<String> due(Subject subject) {
        return switch (subject) {
            case TaskDue task ->
                task.dueDate()
                        .map(date -> task.dueTime()
                                .map(time -> LocalDateTime.of(date, time).format(DATE_TIME))
                                .orElseGet(date::toString));
            case PaymentDue payment -> payment.dueDate().map(LocalDate::toString);
        };
    }

    private static String emoji(int importance) {
        return switch (importance) {
            case 1 -> "🔴";
            case 2 -> "🟡";
            default -> "⚪";
        };
    }

    private String importance(int importance) {
        return switch (importance) {
            case 1 -> texts.important();
            case 2 -> texts.needed();
            default -> texts.niceToHave();
        };
    }

    private static String shortened(String description) {
        var text = description.strip();
        if (text.length() <= DESCRIPTION) {
            return text;
        }
        int end = DESCRIPTION - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
