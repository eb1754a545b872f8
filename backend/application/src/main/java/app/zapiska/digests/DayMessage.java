package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.digests.DigestMessages.Content;
import app.zapiska.platform.DateText;
import app.zapiska.platform.Excerpt;
import app.zapiska.platform.Money;
import app.zapiska.platform.Plural;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.reminders.SubjectKeyboard;
import app.zapiska.reminders.TaskDue;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.OutgoingMessage.ActionButton;
import app.zapiska.telegram.OutgoingMessage.Button;
import app.zapiska.telegram.OutgoingMessage.LinkButton;
import app.zapiska.telegram.PageLinks;
import app.zapiska.telegram.RichText;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The plan of a morning and what is left in the evening, and how they are cut into messages that Telegram takes. Pure: the same
 * subjects give the same message, so an edit that would change nothing is recognised as such.
 */
final class DayMessage {

    /** As many as a phone shows with their buttons without much scrolling. */
    static final int OF_A_PART = 10;

    /** Ten of the longest, with all that can be said of each, are one message that Telegram takes. */
    private static final int LONGEST_NAME = 200;

    private static final int LONGEST_LINK = 500;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final DayTexts texts;
    private final AccountSettings account;
    private final DateText dates;
    private final SubjectKeyboard buttons;
    private final Optional<URI> page;

    /**
     * @param dates of the account, as of now
     * @param page where everything stands; empty when no button may lead there
     */
    DayMessage(DayTexts texts, AccountSettings account, DateText dates, SubjectKeyboard buttons, Optional<URI> page) {
        this.texts = texts;
        this.account = account;
        this.dates = dates;
        this.buttons = buttons;
        this.page = page;
    }

    /**
     * @param snoozedUntil when it is spoken of again; empty when it is not put off
     * @param costOfDay by how much its loan grows overnight; empty where that is nothing, or is not known
     */
    record Line(Subject subject, Optional<Instant> snoozedUntil, Optional<Money> costOfDay) {

        Line(Subject subject, Optional<Instant> snoozedUntil) {
            this(subject, snoozedUntil, Optional.empty());
        }

        /** Whether it is still to be done on the day, or should have been. */
        boolean asks(LocalDate day) {
            return switch (subject) {
                case TaskDue task ->
                    task.open()
                            && task.dueDate().filter(due -> !due.isAfter(day)).isPresent();
                case PaymentDue payment -> payment.open();
            };
        }

        boolean overdue(LocalDate day) {
            return switch (subject) {
                case TaskDue task ->
                    task.open() && due().filter(due -> due.isBefore(day)).isPresent();
                case PaymentDue payment -> payment.overdue(day);
            };
        }

        /** Whether a button may move it from that day to the next. */
        boolean movable(LocalDate day) {
            return subject instanceof TaskDue task
                    && task.open()
                    && task.dueDate().filter(day::equals).isPresent();
        }

        Optional<LocalDate> due() {
            return switch (subject) {
                case TaskDue task -> task.dueDate();
                case PaymentDue payment -> payment.dueDate();
            };
        }
    }

    static List<List<SubjectKey>> parts(List<SubjectKey> subjects) {
        return IntStream.range(0, (subjects.size() + OF_A_PART - 1) / OF_A_PART)
                .mapToObj(part -> List.copyOf(
                        subjects.subList(part * OF_A_PART, Math.min((part + 1) * OF_A_PART, subjects.size()))))
                .toList();
    }

    /**
     * One of the messages.
     *
     * @param all that the whole digest is about
     * @param mine that this message lists; not empty
     * @param opened the one that is shown by itself with its own buttons, if it is among several
     */
    OutgoingMessage part(Content content, Collection<Line> all, List<Line> mine, Optional<SubjectKey> opened) {
        return opened.flatMap(key -> mine.stream()
                        .filter(line -> mine.size() > 1 && line.subject().key().equals(key))
                        .findFirst())
                .map(line -> opened(content, line))
                .orElseGet(() -> list(content, all, mine));
    }

    private OutgoingMessage opened(Content content, Line line) {
        var text = heading(content);
        text.add("\n");
        line(text, content.date(), line);
        var rows = new ArrayList<>(keyboard(content, line));
        rows.add(buttons.back(line.subject()));
        return new OutgoingMessage(text.build(), rows);
    }

    private OutgoingMessage list(Content content, Collection<Line> all, List<Line> mine) {
        var text = heading(content);
        boolean last = content.part() >= content.parts();
        if (content.part() == 1) {
            text.add("\n");
            summary(text, content, all);
        }
        text.add("\n");
        mine.forEach(line -> line(text, content.date(), line));
        if (last && content.more() > 0) {
            text.add("\n\n").add(texts.more(content.more()));
        }
        var rows = new ArrayList<>(mine.size() == 1 ? keyboard(content, mine.getFirst()) : names(mine));
        rows.addAll(below(content, all, last));
        return new OutgoingMessage(text.build(), rows);
    }

    private RichText.Builder heading(Content content) {
        var heading = content.kind() == DigestKind.EVENING ? texts.evening() : texts.morning();
        return RichText.builder()
                .line(content.parts() > 1 ? texts.partOf(heading, content.part(), content.parts()) : heading)
                .add(content.date()
                        .format(DateTimeFormatter.ofPattern("EEEE, d MMMM").withLocale(account.language())));
    }

    private void summary(RichText.Builder text, Content content, Collection<Line> all) {
        var day = content.date();
        boolean evening = content.kind() == DigestKind.EVENING;
        var open = all.stream().filter(line -> line.asks(day)).toList();
        if (open.isEmpty()) {
            text.add("\n").add(evening ? texts.nothingLeft() : texts.allDone());
            return;
        }
        long tasks =
                open.stream().filter(line -> line.subject() instanceof TaskDue).count();
        if (tasks > 0) {
            text.add("\n")
                    .add(evening ? texts.left(Plural.TASK.of(tasks, account.language())) : texts.planned((int) tasks));
        }
        var sums = open.stream()
                .map(Line::subject)
                .filter(PaymentDue.class::isInstance)
                .map(payment -> ((PaymentDue) payment).remaining())
                .toList();
        if (!sums.isEmpty()) {
            text.add("\n")
                    .add(texts.toPay(
                            Plural.PAYMENT.of(sums.size(), account.language()), account.money(Money.sum(sums))));
        }
        long overdue = open.stream().filter(line -> line.overdue(day)).count();
        if (overdue > 0) {
            text.add("\n").add(texts.overdue((int) overdue));
        }
    }

    private void line(RichText.Builder text, LocalDate day, Line line) {
        text.add("\n");
        switch (line.subject()) {
            case TaskDue task -> task(text, day, line, task);
            case PaymentDue payment -> payment(text, day, line, payment);
        }
        line.snoozedUntil()
                .filter(_ -> line.subject().open())
                .ifPresent(until -> text.add(" · ").add(texts.snoozed(dates.brief(until))));
    }

    private void task(RichText.Builder text, LocalDate day, Line line, TaskDue task) {
        var title = Excerpt.of(task.title(), LONGEST_NAME);
        if (!task.open()) {
            text.add("✅ ").strikethrough(title);
        } else if (!line.asks(day)) {
            text.add("➡️ ")
                    .bold(title)
                    .add(" — ")
                    .add(task.dueDate()
                            .map(due -> task.dueTime()
                                    .map(time -> dates.moment(due.atTime(time)))
                                    .orElseGet(() -> dates.day(due)))
                            .orElseGet(texts::noDue));
        } else if (line.overdue(day)) {
            var due = dates.day(task.dueDate().orElseThrow());
            text.add("⚠️ ")
                    .bold(title)
                    .add(" — ")
                    .add(task.dueTime()
                            .map(time -> texts.dueAt(due, time.format(TIME)))
                            .orElseGet(() -> texts.due(due)));
        } else {
            text.add(emoji(task.importance())).add(" ");
            task.dueTime().ifPresent(time -> text.add(time.format(TIME)).add(" "));
            text.bold(title);
        }
    }

    private static String emoji(int importance) {
        return switch (importance) {
            case 1 -> "🔴";
            case 2 -> "🟡";
            default -> "⚪";
        };
    }

    private void payment(RichText.Builder text, LocalDate day, Line line, PaymentDue payment) {
        var lender = Excerpt.of(payment.lender(), LONGEST_NAME);
        if (!payment.open()) {
            text.add("✅ ").strikethrough(lender).add(" — ").add(account.money(payment.amount()));
            return;
        }
        text.add(line.overdue(day) ? "⚠️ 💳 " : "💳 ").bold(lender).add(" — ").add(account.money(payment.remaining()));
        if (payment.planned()) {
            text.add(", ").add(texts.byPlan());
        } else {
            payment.dueDate()
                    .filter(due -> !due.equals(day))
                    .ifPresent(due -> text.add(", ").add(texts.due(dates.day(due))));
        }
        line.costOfDay().ifPresent(cost -> text.add(" · ").add(texts.perDay(account.money(cost))));
    }

    private List<List<Button>> names(List<Line> lines) {
        var namesakes =
                SubjectKeyboard.namesakes(lines.stream().map(Line::subject).toList());
        return lines.stream()
                .flatMap(line -> buttons
                        .named(
                                line.subject(),
                                line.snoozedUntil().isPresent(),
                                line.due()
                                        .filter(_ -> namesakes.contains(
                                                line.subject().key()))
                                        .map(dates::day))
                        .stream())
                .toList();
    }

    private List<List<Button>> keyboard(Content content, Line line) {
        var subject = line.subject();
        if (!subject.open()) {
            return buttons.over(subject);
        }
        var rows = new ArrayList<>(
                line.snoozedUntil().isPresent() ? buttons.snoozed(subject) : buttons.open(subject, portal(subject)));
        if (content.kind() == DigestKind.EVENING && line.movable(content.date())) {
            rows.add(List.of(new ActionButton(texts.moveButton(), DigestButton.MOVE.of(subject.key(), content))));
        }
        return rows;
    }

    private static Optional<URI> portal(Subject subject) {
        return switch (subject) {
            case TaskDue _ -> Optional.empty();
            case PaymentDue payment ->
                payment.portal()
                        .filter(address -> address.toString().length() <= LONGEST_LINK)
                        .filter(PageLinks::isPublic);
        };
    }

    /** What is not about one of them. */
    private List<List<Button>> below(Content content, Collection<Line> all, boolean last) {
        var rows = new ArrayList<List<Button>>();
        int movable =
                (int) all.stream().filter(line -> line.movable(content.date())).count();
        if (last && content.kind() == DigestKind.EVENING && movable > 1) {
            rows.add(List.of(new ActionButton(texts.moveAllButton(movable), DigestButton.MOVE_ALL.under(content))));
        }
        if (content.undo().isPresent()) {
            rows.add(List.of(new ActionButton(texts.undoButton(), DigestButton.UNDO.under(content))));
        }
        if (last) {
            if (content.more() > 0) {
                page.ifPresent(address -> rows.add(List.of(new LinkButton(texts.moreButton(), address))));
            }
            rows.add(turn(texts, account, content));
        }
        return rows;
    }

    /** Off or on again, whichever it is not. */
    static List<Button> turn(DayTexts texts, AccountSettings account, Content content) {
        var name = name(texts, content.kind());
        return List.of(
                content.kind().on(account)
                        ? new ActionButton(texts.offButton(name), DigestButton.OFF.under(content))
                        : new ActionButton(texts.onButton(name), DigestButton.ON.under(content)));
    }

    static String name(DayTexts texts, DigestKind kind) {
        return switch (kind) {
            case MORNING -> texts.morningName();
            case EVENING -> texts.eveningName();
            case WEEKLY -> texts.weeklyName();
            case CEILING -> texts.ceilingName();
            case URGENT -> throw new IllegalArgumentException("the urgent loans have no switch");
        };
    }
}
