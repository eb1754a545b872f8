package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.DateText;
import app.zapiska.platform.Excerpt;
import app.zapiska.platform.Money;
import app.zapiska.platform.Plural;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.Reminder.State;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.OutgoingMessage.Button;
import app.zapiska.telegram.OutgoingMessage.LinkButton;
import app.zapiska.telegram.RichText;
import java.net.URI;
import java.time.Duration;
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

    /** The one line whose form the specification settles; all other dates are told in words. */
    private static final DateTimeFormatter DUE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    private final ReminderTexts texts;
    private final AccountSettings account;
    private final DateText dates;
    private final Age age;
    private final Links links;

    /**
     * The clock of a message.
     *
     * @param sentAt the time that the chat shows beside it, whatever becomes of it later
     * @param now when it is written, or written again
     */
    record Age(Instant sentAt, Instant now) {

        static Age ofNew(Instant now) {
            return new Age(now, now);
        }

        /** Whether «in so many minutes» still counts from the time that stands beside it. */
        private boolean fresh() {
            return Duration.between(sentAt, now).compareTo(Duration.ofMinutes(1)) < 0;
        }
    }

    /** Addresses that buttons may lead to. */
    interface Links {

        /** Where a subject is opened in a browser; empty when Telegram would refuse the address. */
        Optional<URI> page(Subject subject);

        /** Where the lender takes the payment; empty when there is none that Telegram would take. */
        Optional<URI> portal(PaymentDue payment);
    }

    ReminderMessage(ReminderTexts texts, AccountSettings account, Age age, Links links) {
        this.texts = texts;
        this.account = account;
        this.age = age;
        this.dates = account.dates(age.now());
        this.links = links;
    }

    /**
     * A subject with the reminder that speaks for it.
     *
     * @param firstSentAt when its first message went out; empty for the first
     * @param next when the next message about the subject comes, whichever reminder brings it; empty when none does
     */
    record Line(
            Subject subject,
            long reminderId,
            int seq,
            State state,
            Optional<Instant> firstSentAt,
            Optional<Instant> next) {}

    /** The message about one subject as it must stand in the chat now. */
    OutgoingMessage standing(Line line) {
        boolean nagging = line.subject().open()
                && (line.state() == State.AWAITING || line.state() == State.CLAIMED || line.state() == State.SENDING);
        return nagging ? reminding(line) : settled(line);
    }

    /**
     * A subject in place of a message that nobody keeps any more.
     *
     * @param reminderId whose message it was; 0 for none
     */
    OutgoingMessage alone(Subject subject, long reminderId) {
        return settled(new Line(subject, reminderId, 0, State.SCHEDULED, Optional.empty(), Optional.empty()));
    }

    /** A subject in a message that reminds of nothing. @param snoozedUntil empty when it is not put off */
    OutgoingMessage apart(Subject subject, Optional<Instant> snoozedUntil) {
        var state = snoozedUntil.isPresent() ? State.SNOOZED : State.SCHEDULED;
        return settled(new Line(subject, 0, 0, state, Optional.empty(), snoozedUntil));
    }

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
                text.add(Excerpt.of(task.description().strip(), DESCRIPTION)).add("\n\n");
            }
            text.add(texts.importance(importance(task.importance())));
            due(task).ifPresent(due -> text.add("\n").add(texts.due(due)));
        }
        return new OutgoingMessage(text.build(), buttons(line).open(task, Optional.empty()));
    }

    private OutgoingMessage reminding(Line line, PaymentDue payment) {
        var text = heading(line, texts.paymentReminder(), payment.lender());
        facts(text, payment);
        if (line.firstSentAt().isPresent()) {
            text.add("\n");
            repeated(text, line);
        }
        return new OutgoingMessage(text.build(), buttons(line).open(payment, links.portal(payment)));
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
        text.add(texts.first(dates.brief(line.firstSentAt().orElseThrow())));
        line.next().ifPresent(next -> text.add("\n").add(next(next)));
    }

    /** In so many minutes; the moment itself when a night lies before it, or when the message is not new any more. */
    private String next(Instant next) {
        boolean opening = !account.workingHours().contains(next.minus(Duration.ofMinutes(1)), account.zone());
        if (age.fresh() && !opening && account.pauseAt(age.now()).isEmpty()) {
            long minutes = Math.max(
                    1, Duration.between(age.now(), next).plusSeconds(30).toMinutes());
            return texts.nextIn(Plural.MINUTE_ACCUSATIVE.of(minutes, account.language()));
        }
        return dates.isToday(next)
                ? texts.nextToday(dates.time(next))
                : texts.nextOn(dates.day(dates.dayOf(next)), dates.time(next));
    }

    private void facts(RichText.Builder text, PaymentDue payment) {
        text.add(
                payment.remaining().compareTo(payment.amount()) < 0
                        ? texts.remaining(sum(payment.remaining()), sum(payment.amount()))
                        : texts.sum(sum(payment.remaining())));
        if (payment.count() > 1) {
            text.add("\n").add(texts.paymentOf(payment.number(), payment.count()));
        }
        if (payment.planned()) {
            payment.dueDate().ifPresent(day -> text.add("\n").add(texts.byPlan(dates.day(day))));
        } else {
            due(payment).ifPresent(due -> text.add("\n").add(texts.due(due)));
        }
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
        line.next().ifPresent(next -> text.add("\n").add(texts.nextAt(dates.brief(next))));
        return new OutgoingMessage(
                text.build(),
                buttons(line)
                        .open(
                                subject,
                                switch (subject) {
                                    case TaskDue task -> Optional.empty();
                                    case PaymentDue payment -> links.portal(payment);
                                }));
    }

    private OutgoingMessage over(Line line) {
        var text = RichText.builder().add("✅ ");
        return switch (line.subject()) {
            case TaskDue task -> {
                text.add(texts.done()).add(" ").bold(task.title());
                whatComes(task).ifPresent(comes -> text.add("\n").add(comes));
                yield new OutgoingMessage(text.build(), buttons(line).over(task));
            }
            case PaymentDue payment ->
                new OutgoingMessage(
                        text.add(texts.paid())
                                .add(" ")
                                .bold(payment.lender())
                                .add(" — ")
                                .add(sum(payment.amount()))
                                .build(),
                        buttons(line).over(payment));
        };
    }

    /** Of a task that repeats: nobody shall wonder whether it comes again. */
    private Optional<String> whatComes(TaskDue task) {
        return task.last()
                ? Optional.of(texts.lastOccurrence())
                : task.next()
                        .map(next -> texts.nextOccurrence(next.time()
                                .map(time -> dates.moment(next.date().atTime(time)))
                                .orElseGet(() -> dates.day(next.date()))));
    }

    private OutgoingMessage snoozed(Line line) {
        var subject = line.subject();
        var text =
                RichText.builder().add("⏰ ").add(snoozedUntil(line)).add(" — ").bold(name(subject));
        if (subject instanceof PaymentDue payment) {
            text.add(" — ").add(sum(payment.remaining()));
        }
        var rows = new ArrayList<>(buttons(line).snoozed(subject));
        openPage(subject).ifPresent(button -> rows.add(List.of(button)));
        return new OutgoingMessage(text.build(), rows);
    }

    private String snoozedUntil(Line line) {
        return texts.snoozed(line.next().map(dates::brief).orElse("—"));
    }

    /**
     * Several subjects in one message: each with a button that names it, or one of them with its own buttons and the way back.
     * What is settled is struck out.
     *
     * @param opened the one that is shown by itself, if it is among them
     */
    OutgoingMessage combined(List<Line> lines, Optional<SubjectKey> opened) {
        return lines.stream()
                .filter(line -> opened.filter(line.subject().key()::equals).isPresent())
                .findFirst()
                .map(this::opened)
                .orElseGet(() -> combined(lines));
    }

    private OutgoingMessage opened(Line line) {
        var message = standing(line);
        var rows = new ArrayList<>(message.keyboard());
        rows.add(buttons(line).back(line.subject()));
        return new OutgoingMessage(message.text(), rows);
    }

    OutgoingMessage combined(List<Line> lines) {
        var text = RichText.builder().add(texts.combined(lines.size())).add("\n");
        var rows = new ArrayList<List<Button>>();
        var namesakes =
                SubjectKeyboard.namesakes(lines.stream().map(Line::subject).toList());
        for (var line : lines) {
            var subject = line.subject();
            boolean snoozed = line.state() == State.SNOOZED;
            rows.addAll(buttons(line)
                    .named(subject, snoozed, dueInWords(subject).filter(due -> namesakes.contains(subject.key()))));
            text.add("\n");
            if (!subject.open()) {
                text.add("✅ ").strikethrough(name(subject));
                continue;
            }
            text.add(emoji(subject.importance())).add(" ").bold(name(subject));
            if (subject instanceof PaymentDue payment) {
                text.add(" — ").add(sum(payment.remaining()));
            }
            dueInWords(subject).ifPresent(due -> text.add(" — ").add(dueShort(subject, due)));
            if (snoozed) {
                text.add(" — ⏰ ").add(snoozedUntil(line));
            }
        }
        return new OutgoingMessage(text.build(), rows);
    }

    private String dueShort(Subject subject, String due) {
        return subject instanceof PaymentDue payment && payment.planned()
                ? texts.byPlanShort(due)
                : texts.dueShort(due);
    }

    private SubjectKeyboard buttons(Line line) {
        return new SubjectKeyboard(texts, this::sum, line.reminderId(), line.seq());
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
        return account.money(sum);
    }

    private static Optional<String> due(Subject subject) {
        return switch (subject) {
            case TaskDue task ->
                task.dueDate()
                        .map(date -> task.dueTime()
                                .map(time -> LocalDateTime.of(date, time).format(DUE))
                                .orElseGet(date::toString));
            case PaymentDue payment -> payment.dueDate().map(LocalDate::toString);
        };
    }

    private Optional<String> dueInWords(Subject subject) {
        return switch (subject) {
            case TaskDue task ->
                task.dueDate()
                        .map(date -> task.dueTime()
                                .map(time -> dates.moment(LocalDateTime.of(date, time)))
                                .orElseGet(() -> dates.day(date)));
            case PaymentDue payment -> payment.dueDate().map(dates::day);
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
}
