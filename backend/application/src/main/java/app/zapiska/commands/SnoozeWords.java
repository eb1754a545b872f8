package app.zapiska.commands;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Excerpt;
import app.zapiska.platform.Money;
import app.zapiska.platform.Wording;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.reminders.TaskDue;
import app.zapiska.telegram.ButtonCode;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.OutgoingMessage.ActionButton;
import app.zapiska.telegram.OutgoingMessage.Button;
import app.zapiska.telegram.RichText;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Words of one account for putting off by an answer. A button carries the moment itself, so it needs nothing else. */
record SnoozeWords(AccountSettings account, Instant now) {

    private static final String ONE = "u";
    private static final String ALL = "ua";
    /** Telegram cuts longer labels anyway. */
    private static final int LABEL = 40;

    /** @param subject empty: all that the message speaks of */
    record Pressed(Optional<SubjectKey> subject, long messageId, Instant until) {

        static Optional<Pressed> parse(String data) {
            return ButtonCode.parse(data)
                    // Later than any clock of ours goes: Instant itself would take it.
                    .filter(code -> code.seq() <= 253_402_300_799L)
                    .flatMap(code -> switch (code.action()) {
                        case ONE ->
                            SubjectKey.Kind.ofCode(code.kind())
                                    .map(kind -> new Pressed(
                                            Optional.of(new SubjectKey(kind, code.subjectId())),
                                            code.reminderId(),
                                            Instant.ofEpochSecond(code.seq())));
                        case ALL ->
                            Optional.of(new Pressed(
                                    Optional.empty(), code.reminderId(), Instant.ofEpochSecond(code.seq())));
                        default -> Optional.empty();
                    });
        }
    }

    String say(Function<SnoozeTexts, String> words) {
        return Wording.of(SnoozeTexts.class, words).in(account.language());
    }

    OutgoingMessage plain(Function<SnoozeTexts, String> words) {
        return OutgoingMessage.plain(say(words));
    }

    /** Wall time as the engine counts: past a gap of the clocks, and the first of two equal ones. */
    Instant instant(LocalDateTime moment) {
        return moment.atZone(account.zone()).withEarlierOffsetAtOverlap().toInstant();
    }

    String toast(List<Subject> subjects, Instant until) {
        return say(texts -> texts.until(brief(comesBack(subjects, until))));
    }

    /** Of several the first that comes. */
    Instant comesBack(List<Subject> subjects, Instant until) {
        return account.comesAt(
                until,
                subjects.stream().anyMatch(subject -> subject.key().kind().isPayment()));
    }

    /** @param cost of each day of delay, when it comes back after its date; nothing otherwise */
    OutgoingMessage snoozed(List<Subject> subjects, Instant until, Money cost) {
        var comesBack = comesBack(subjects, until);
        var text = RichText.builder().line(toast(subjects, until));
        for (var subject : subjects) {
            text.add("\n").bold(title(subject));
        }
        if (!comesBack.equals(until)) {
            text.add("\n\n").add(say(texts -> texts.quiet(brief(until), brief(comesBack))));
        }
        if (cost.isPositive()) {
            text.add("\n\n").add(say(texts -> texts.dayOfDelay(account.money(cost))));
        }
        return new OutgoingMessage(text.build(), List.of());
    }

    OutgoingMessage nothingToSnooze(Optional<Subject> subject) {
        return plain(texts -> closed(subject, texts));
    }

    static String closed(Optional<Subject> subject, SnoozeTexts texts) {
        return subject.map(one -> one instanceof TaskDue ? texts.done() : texts.paid())
                .orElseGet(texts::gone);
    }

    OutgoingMessage ownQuestion(Subject subject) {
        return OutgoingMessage.asking(
                RichText.builder()
                        .add("⏰ ")
                        .bold(title(subject))
                        .add("\n")
                        .add(say(SnoozeTexts::ownQuestion))
                        .build(),
                say(SnoozeTexts::ownPlaceholder));
    }

    /** Which moment was meant: for one subject, or for all there are. */
    OutgoingMessage which(List<Subject> subjects, List<LocalDateTime> moments, long messageId) {
        var rows = moments.stream()
                .map(this::instant)
                .map(at -> List.<Button>of(new ActionButton(
                        account.dates(now).moment(at),
                        subjects.size() == 1 ? one(subjects.getFirst().key(), messageId, at) : all(messageId, at))))
                .toList();
        return new OutgoingMessage(RichText.plain(say(SnoozeTexts::which)), rows);
    }

    /** Which of several subjects was meant. */
    OutgoingMessage what(List<Subject> subjects, Instant until, long messageId) {
        var rows = new ArrayList<List<Button>>();
        subjects.forEach(subject -> rows.add(
                List.of(new ActionButton(Excerpt.of(title(subject), LABEL), one(subject.key(), messageId, until)))));
        rows.add(List.of(new ActionButton(say(SnoozeTexts::all), all(messageId, until))));
        return new OutgoingMessage(RichText.plain(say(texts -> texts.what(brief(until)))), rows);
    }

    private static String one(SubjectKey subject, long messageId, Instant until) {
        return new ButtonCode(ONE, subject.kind().code(), subject.id(), messageId, until.getEpochSecond()).encode();
    }

    private static String all(long messageId, Instant until) {
        return new ButtonCode(ALL, SubjectKey.Kind.TASK.code(), 0, messageId, until.getEpochSecond()).encode();
    }

    private String brief(Instant moment) {
        return account.dates(now).brief(moment);
    }

    static String title(Subject subject) {
        return switch (subject) {
            case TaskDue task -> task.title();
            case PaymentDue payment -> payment.lender();
        };
    }
}
