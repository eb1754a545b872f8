package app.zapiska.commands;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.DateText;
import app.zapiska.platform.Excerpt;
import app.zapiska.platform.Language;
import app.zapiska.platform.Plural;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.reminders.SubjectKeyboard;
import app.zapiska.reminders.TaskDue;
import app.zapiska.telegram.ButtonCode;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.OutgoingMessage.ActionButton;
import app.zapiska.telegram.OutgoingMessage.Button;
import app.zapiska.telegram.RichText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A page of a list in the account's words. Pure: the same subjects give the same message. */
final class ListMessage {

    /** Telegram takes 4,096 UTF-16 units. */
    static final int LONGEST = 4_095;

    /** What names are cut to when a page of the longest would not be taken. Ten such lines fit, whatever stands beside. */
    private static final int SHORT_NAME = 150;

    private static final String TURN = "g";
    private static final String KIND = "k";

    private final ListTexts texts;
    private final AccountSettings account;
    private final SubjectKeyboard buttons;
    private final Instant now;
    private final DateText dates;

    ListMessage(ListTexts texts, AccountSettings account, SubjectKeyboard buttons, Instant now) {
        this.texts = texts;
        this.account = account;
        this.buttons = buttons;
        this.now = now;
        this.dates = account.dates(now);
    }

    /** A press of a button that turns to a page, as untrusted data says it. @param page from 0 */
    record Turn(long list, int page) {

        static Optional<Turn> parse(String data) {
            return ButtonCode.parse(data)
                    .filter(code -> code.action().equals(TURN)
                            && code.kind().equals(KIND)
                            && code.reminderId() <= ChatList.MOST
                            && code.seq() == 0)
                    .map(code -> new Turn(code.subjectId(), (int) code.reminderId()));
        }

        private String encode() {
            return new ButtonCode(TURN, KIND, list, page, 0).encode();
        }
    }

    /** A subject and under which heading it stands. @param rank of the heading among others */
    private record Line(Subject subject, Optional<Instant> snoozedUntil, long rank, String heading) {}

    /**
     * The present page, each subject with one button that names it.
     *
     * @param found those of its subjects that are there; what is deleted is missing
     * @param snoozed until when
     */
    OutgoingMessage page(ChatList list, Map<SubjectKey, Subject> found, Map<SubjectKey, Instant> snoozed) {
        var lines = list.shown().stream()
                .filter(found::containsKey)
                .map(key -> line(list, found.get(key), Optional.ofNullable(snoozed.get(key))))
                // What has moved to another day since stands under that day. Otherwise the order is the list's.
                .sorted(Comparator.comparingLong(Line::rank))
                .toList();
        var text = text(list, lines, Integer.MAX_VALUE);
        if (text.text().length() > LONGEST) {
            text = text(list, lines, SHORT_NAME);
        }
        var rows = new ArrayList<List<Button>>();
        var namesakes =
                SubjectKeyboard.namesakes(lines.stream().map(Line::subject).toList());
        for (var line : lines) {
            rows.addAll(buttons.named(
                    line.subject(),
                    line.snoozedUntil().isPresent(),
                    line.subject() instanceof PaymentDue payment && namesakes.contains(payment.key())
                            ? payment.dueDate().map(dates::day)
                            : Optional.empty()));
        }
        if (list.pages() > 1) {
            rows.add(turning(list));
        }
        return new OutgoingMessage(text, rows);
    }

    private Line line(ChatList list, Subject subject, Optional<Instant> snoozed) {
        var until = snoozed.filter(moment -> subject.open() && moment.isAfter(now));
        return switch (subject) {
            case PaymentDue payment ->
                new Line(payment, until, Long.MIN_VALUE, list.kind() == ChatList.Kind.LOANS ? "" : texts.payments());
            case TaskDue task when task.dueDate().isEmpty() -> new Line(task, until, Long.MAX_VALUE, texts.noDue());
            case TaskDue task when missed(task) -> new Line(task, until, Long.MIN_VALUE + 1, texts.overdue());
            case TaskDue task -> {
                var day = task.dueDate().orElseThrow();
                yield new Line(task, until, day.toEpochDay(), capital(dates.day(day)));
            }
        };
    }

    private boolean missed(TaskDue task) {
        var day = task.dueDate().orElseThrow();
        return task.dueTime()
                .map(time -> !day.atTime(time).isAfter(account.localTime(now)))
                .orElseGet(() -> day.isBefore(dates.today()));
    }

    private RichText text(ChatList list, List<Line> lines, int longestName) {
        var text = RichText.builder()
                .bold(
                        switch (list.kind()) {
                            case TODAY -> texts.plan(date(dates.dayOf(list.createdAt())));
                            case TASKS -> texts.tasks();
                            case LOANS -> texts.loans();
                        })
                .add("\n")
                .add(texts.asOf(capital(dates.moment(list.createdAt())), list.total()));
        if (list.pages() > 1) {
            text.add(" · ").add(texts.page(list.page() + 1, list.pages()));
        }
        if (lines.isEmpty()) {
            text.add("\n\n").add(texts.nothing());
        }
        var heading = "";
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (!line.heading().equals(heading) || i == 0) {
                heading = line.heading();
                text.add("\n");
                if (!heading.isEmpty()) {
                    text.add("\n").bold(heading);
                }
            }
            text.add("\n");
            write(text, line, longestName);
        }
        if (list.total() > list.subjects().size() && list.page() == list.pages() - 1) {
            text.add("\n\n").add(texts.more(list.subjects().size()));
        }
        return text.build();
    }

    private void write(RichText.Builder text, Line line, int longestName) {
        var subject = line.subject();
        switch (subject) {
            case TaskDue task -> {
                var title = Excerpt.of(task.title(), longestName);
                if (task.open()) {
                    text.add(importance(task.importance())).add(" ").add(title);
                    when(line, task).ifPresent(moment -> text.add(" — ").add(moment));
                } else {
                    text.add("✅ ").strikethrough(title);
                }
            }
            case PaymentDue payment -> {
                var lender = Excerpt.of(payment.lender(), longestName);
                if (payment.open()) {
                    text.add(urgency(payment)).add(" ").add(lender).add(" — ").add(sum(payment));
                    due(payment).ifPresent(due -> text.add(", ").add(due));
                } else {
                    text.add("✅ ").strikethrough(lender).add(" — ").add(texts.paid());
                }
            }
        }
        line.snoozedUntil().ifPresent(until -> text.add(" · ").add(texts.snoozed(dates.brief(until))));
    }

    /** The heading tells the day. */
    private Optional<String> when(Line line, TaskDue task) {
        boolean dayIsSaid = line.rank() != Long.MIN_VALUE + 1;
        return task.dueDate()
                .flatMap(day -> dayIsSaid
                        ? task.dueTime().map(LocalTime::toString)
                        : Optional.of(task.dueTime()
                                .map(time -> dates.moment(day.atTime(time)))
                                .orElseGet(() -> dates.day(day))));
    }

    private String sum(PaymentDue payment) {
        return payment.remaining().compareTo(payment.amount()) < 0
                ? texts.remaining(account.money(payment.remaining()), account.money(payment.amount()))
                : account.money(payment.remaining());
    }

    private Optional<String> due(PaymentDue payment) {
        return payment.planned()
                ? Optional.of(texts.byPlan())
                : payment.dueDate().map(this::due);
    }

    private String due(LocalDate due) {
        long late = ChronoUnit.DAYS.between(due, dates.today());
        return late > 0 ? texts.overdueFor(Plural.DAY.of(late, account.language())) : dates.day(due);
    }

    private String urgency(PaymentDue payment) {
        if (payment.planned()) {
            return "🟡";
        }
        long days = payment.dueDate()
                .map(due -> ChronoUnit.DAYS.between(dates.today(), due))
                .orElse(Long.MAX_VALUE);
        return days <= 0 ? "🔴" : days == 1 ? "🟠" : days < account.urgentDays() ? "🟡" : "⚪";
    }

    private static String importance(int importance) {
        return switch (importance) {
            case 1 -> "🔴";
            case 2 -> "🟡";
            default -> "⚪";
        };
    }

    /** With the year when it is another; never «today», which it will not stay. */
    private String date(LocalDate day) {
        var pattern = day.getYear() == dates.today().getYear() ? "d MMMM" : "d MMMM u";
        return day.format(DateTimeFormatter.ofPattern(
                pattern, Language.of(account.language().getLanguage())));
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase() + words.substring(1);
    }

    /** To the neighbours, and where that would be many presses, to both ends. */
    private static List<Button> turning(ChatList list) {
        int page = list.page();
        int last = list.pages() - 1;
        var row = new ArrayList<Button>();
        if (page > 1) {
            row.add(turn("« 1", list, 0));
        }
        if (page > 0) {
            row.add(turn("‹ " + page, list, page - 1));
        }
        if (page < last) {
            row.add(turn((page + 2) + " ›", list, page + 1));
        }
        if (page < last - 1) {
            row.add(turn((last + 1) + " »", list, last));
        }
        return row;
    }

    private static Button turn(String label, ChatList list, int page) {
        return new ActionButton(label, new Turn(list.id(), page).encode());
    }
}
