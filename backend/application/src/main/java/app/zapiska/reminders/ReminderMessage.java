package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
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
import java.util.function.LongFunction;

/**
 * The messages of the chat, in the account's language and zone. Pure: the same task gives the same message, so an edit that
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
    private final LongFunction<Optional<URI>> page;

    /**
     * @param today the account's day, whose moments are told by their time alone
     * @param page where a task is opened in a browser; empty when Telegram would refuse the address
     */
    ReminderMessage(ReminderTexts texts, AccountSettings account, LocalDate today, LongFunction<Optional<URI>> page) {
        this.texts = texts;
        this.account = account;
        this.today = today;
        this.page = page;
    }

    /**
     * A task with the reminder that speaks for it.
     *
     * @param firstSentAt when its first message went out; empty for the first
     * @param next when the engine acts on the task next
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
        var subject = line.subject();
        var repeat = line.firstSentAt().isPresent();
        var text = RichText.builder()
                .add(emoji(subject.importance()))
                .add(" ")
                .add(repeat ? texts.repeat() : texts.reminder())
                .add("\n\n")
                .bold(subject.title())
                .add("\n\n");
        if (repeat) {
            text.line(texts.first(moment(line.firstSentAt().get())));
            text.add(texts.nextIn(Plural.MINUTE_ACCUSATIVE.of(
                    account.repeatInterval(subject.importance()).toMinutes(), account.language())));
        } else {
            if (!subject.description().isBlank()) {
                text.add(shortened(subject.description())).add("\n\n");
            }
            text.add(texts.importance(importance(subject.importance())));
            due(subject).ifPresent(due -> text.add("\n").add(texts.due(due)));
        }
        return new OutgoingMessage(text.build(), List.of(List.of(done(line), snooze(line))));
    }

    /** What stands in place of a reminder once somebody has reacted to it. */
    OutgoingMessage settled(Line line) {
        var subject = line.subject();
        if (!subject.open()) {
            return new OutgoingMessage(
                    RichText.builder()
                            .add("✅ ")
                            .add(texts.done())
                            .add(" ")
                            .bold(subject.title())
                            .build(),
                    List.of(List.of(action(texts.reopenButton(), ReminderButton.REOPEN, line))));
        }
        if (line.state() == State.SNOOZED) {
            var rows = new ArrayList<List<Button>>();
            rows.add(List.of(
                    action(texts.quarterButton(), ReminderButton.SNOOZE_QUARTER, line),
                    action(texts.hourButton(), ReminderButton.SNOOZE_HOUR, line)));
            rows.add(List.of(
                    action(texts.eveningButton(), ReminderButton.SNOOZE_EVENING, line),
                    action(texts.tomorrowButton(), ReminderButton.SNOOZE_TOMORROW, line)));
            rows.add(List.of(done(line)));
            openPage(subject).ifPresent(button -> rows.add(List.of(button)));
            return new OutgoingMessage(
                    RichText.builder()
                            .add("⏰ ")
                            .add(texts.snoozed(line.next().map(this::moment).orElse("—")))
                            .add(" — ")
                            .bold(subject.title())
                            .build(),
                    rows);
        }
        var text = RichText.builder()
                .add(emoji(subject.importance()))
                .add(" ")
                .add(texts.open())
                .add("\n\n")
                .bold(subject.title());
        due(subject).ifPresent(due -> text.add("\n\n").add(texts.due(due)));
        line.next().ifPresent(next -> text.add("\n").add(texts.nextAt(moment(next))));
        return new OutgoingMessage(text.build(), List.of(List.of(done(line), snooze(line))));
    }

    /** Several tasks in one message, each with its own buttons; what is settled is struck out. */
    OutgoingMessage combined(List<Line> lines) {
        var text = RichText.builder().add(texts.combined(lines.size())).add("\n");
        var rows = new ArrayList<List<Button>>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var subject = line.subject();
            var number = Integer.toString(i + 1);
            text.add("\n").add(number).add(". ");
            if (!subject.open()) {
                text.add("✅ ").strikethrough(subject.title());
                rows.add(List.of(action(texts.reopenButton() + " " + number, ReminderButton.REOPEN, line)));
                continue;
            }
            text.add(emoji(subject.importance())).add(" ").bold(subject.title());
            due(subject).ifPresent(due -> text.add(" — ").add(texts.dueShort(due)));
            if (line.state() == State.SNOOZED) {
                text.add(" — ⏰ ")
                        .add(texts.snoozed(line.next().map(this::moment).orElse("—")));
            }
            rows.add(List.of(
                    action(texts.doneButton() + " " + number, ReminderButton.DONE, line),
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

    private static Button action(String label, ReminderButton button, Line line) {
        return new ActionButton(label, button.codeFor(line.subject().id(), line.reminderId(), line.seq()));
    }

    private Optional<Button> openPage(Subject subject) {
        return page.apply(subject.id()).map(address -> new LinkButton(texts.openButton(), address));
    }

    private static Optional<String> due(Subject subject) {
        return subject.dueDate()
                .map(date -> subject.dueTime()
                        .map(time -> LocalDateTime.of(date, time).format(DATE_TIME))
                        .orElseGet(date::toString));
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
