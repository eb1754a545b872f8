package app.zapiska.commands;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.DateText;
import app.zapiska.platform.LocalMoment;
import app.zapiska.platform.NullableId;
import app.zapiska.quickadd.Proposal;
import app.zapiska.quickadd.Proposal.Question;
import app.zapiska.quickadd.QuickAddLines.Known;
import app.zapiska.recurrence.RecurFrom;
import app.zapiska.recurrence.Recurrence;
import app.zapiska.recurrence.RecurrenceWords;
import app.zapiska.telegram.ButtonCode;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.OutgoingMessage.ActionButton;
import app.zapiska.telegram.OutgoingMessage.Button;
import app.zapiska.telegram.OutgoingMessage.LinkButton;
import app.zapiska.telegram.RichText;
import java.net.URI;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Words of one account for what is proposed to it. Pure. */
record TypedMessages(TypedTexts texts, AccountSettings account, ZonedDateTime now) {

    static final String SAVE = "y";
    static final String CHANGE = "c";
    static final String CANCEL = "n";
    /** Of a subject that is no task yet. */
    static final String KIND = "q";

    /** @param rhythm whether words of a repetition were left in the title, for want of a day to begin on */
    OutgoingMessage offer(long id, TypedTask task, Proposal proposal, Known known, boolean rhythm) {
        var text = RichText.builder()
                .line(texts.offer())
                .line("")
                .bold(task.title())
                .line("")
                .line("");
        text.add(whenWords(task, proposal));
        repeats(task).ifPresent(words -> text.add("\n").add(texts.repeats(words)));
        text.add("\n").add(texts.importance(importance(task.importance())));
        task.categoryId()
                .flatMap(known::category)
                .ifPresent(name -> text.add("\n").add(texts.category(name)));
        if (task.silent()) {
            text.add("\n").add(texts.silent());
        }
        task.reminders()
                .flatMap(NullableId::id)
                .flatMap(known::template)
                .ifPresent(name -> text.add("\n").add(texts.template(name)));
        if (rhythm) {
            text.add("\n").add(texts.noRhythm());
        }
        for (var question : proposal.questions()) {
            asked(question, known).ifPresent(words -> text.add("\n").add(words));
        }
        return new OutgoingMessage(
                text.build(),
                List.of(List.of(
                        new ActionButton(texts.saveButton(), new ButtonCode(SAVE, KIND, id, 0, 0).encode()),
                        new ActionButton(texts.changeButton(), new ButtonCode(CHANGE, KIND, id, 0, 0).encode()),
                        new ActionButton(texts.cancelButton(), new ButtonCode(CANCEL, KIND, id, 0, 0).encode()))));
    }

    /** What is asked about in a line of its own. Without an answer it is saved as it stands here. */
    private Optional<String> asked(Question question, Known known) {
        return switch (question) {
            case Question.Category category -> Optional.of(texts.categoryAsked());
            case Question.Importance importance -> Optional.of(texts.importanceAsked());
            case Question.Recurrence recurrence -> Optional.of(texts.rhythmAsked());
            case Question.Template template ->
                Optional.of(texts.templateAsked(template.choices().stream()
                        .map(choice ->
                                choice.templateId().flatMap(known::template).orElseGet(texts::noReminders))
                        .distinct()
                        .collect(Collectors.joining(texts.or()))));
            // Where the due date stands; a sum is in the title in any case; without a title nothing is offered.
            case Question.Due due -> Optional.empty();
            case Question.Amount amount -> Optional.empty();
            case Question.Title title -> Optional.empty();
        };
    }

    private Optional<String> repeats(TypedTask task) {
        return task.recurrence()
                .flatMap(rule -> task.due()
                        .map(due -> RecurrenceWords.in(account.language(), account.zone())
                                .of(Recurrence.parse(rule), RecurFrom.DUE, due)));
    }

    private String whenWords(TypedTask task, Proposal proposal) {
        if (task.due().isPresent()) {
            return texts.due(moment(task.due().get(), task.durationMinutes()));
        }
        return proposal.questions().stream()
                .filter(Question.Due.class::isInstance)
                .map(Question.Due.class::cast)
                .findFirst()
                .map(asked -> texts.dueAsked(asked.choices().stream()
                        .map(choice -> moment(choice, Optional.empty()))
                        .collect(Collectors.joining(texts.or()))))
                .orElseGet(texts::noDue);
    }

    private String moment(LocalMoment moment, Optional<Integer> minutes) {
        var words = new DateText(now.toLocalDate(), now.getZone(), account.language());
        if (moment.time().isEmpty()) {
            return words.day(moment.date());
        }
        var from = moment.date().atTime(moment.time().get());
        return words.moment(from)
                + minutes.map(length -> "–" + from.plusMinutes(length).toLocalTime())
                        .orElse("");
    }

    private String importance(int importance) {
        return switch (importance) {
            case 1 -> texts.important();
            case 2 -> texts.needed();
            default -> texts.niceToHave();
        };
    }

    OutgoingMessage whatToAdd() {
        return OutgoingMessage.asking(
                RichText.builder()
                        .bold(texts.whatToAdd())
                        .line("")
                        .add(texts.whatToAddHint())
                        .build(),
                texts.placeholder());
    }

    OutgoingMessage rewrite(TypedTask task) {
        return OutgoingMessage.asking(
                RichText.builder()
                        .line(texts.rewrite())
                        .line("")
                        .bold(task.title())
                        .line("")
                        .line("")
                        .add(texts.rewriteHint())
                        .build(),
                texts.placeholder());
    }

    OutgoingMessage saved(TypedTask task, Optional<URI> page) {
        return closed(texts.saved(), task, page.<Button>map(at -> new LinkButton(texts.openButton(), at)));
    }

    OutgoingMessage cancelled(TypedTask task) {
        return closed(texts.cancelled(), task, Optional.empty());
    }

    private OutgoingMessage closed(String words, TypedTask task, Optional<Button> button) {
        var text = RichText.builder().line(words).line("").bold(task.title());
        task.due().ifPresent(due -> text.line("").add(texts.due(moment(due, task.durationMinutes()))));
        repeats(task).ifPresent(repeats -> text.add("\n").add(texts.repeats(repeats)));
        return new OutgoingMessage(
                text.build(), button.map(one -> List.of(List.of(one))).orElse(List.of()));
    }
}
