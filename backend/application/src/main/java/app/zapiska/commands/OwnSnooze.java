package app.zapiska.commands;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Wording;
import app.zapiska.reminders.MessageSubjects;
import app.zapiska.reminders.PressedMessages;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.ReminderButton;
import app.zapiska.reminders.ReminderButton.Pressed;
import app.zapiska.reminders.SnoozePrompt;
import app.zapiska.telegram.ButtonHandler;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.PromptHandler;
import app.zapiska.telegram.Prompts;
import app.zapiska.telegram.Prompts.Prompt;
import app.zapiska.telegram.Prompts.State;
import app.zapiska.telegram.TextHandler.Written;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** «Своё время» (R5): the bot asks until when, and the answer puts off. */
@ApplicationScoped
class OwnSnooze implements ButtonHandler, PromptHandler {

    private final MessageSubjects subjects;
    private final PressedMessages messages;
    private final SnoozeReplies replies;
    private final Prompts prompts;
    private final InstantSource clock;

    OwnSnooze(
            MessageSubjects subjects,
            PressedMessages messages,
            SnoozeReplies replies,
            Prompts prompts,
            InstantSource clock) {
        this.subjects = subjects;
        this.messages = messages;
        this.replies = replies;
        this.prompts = prompts;
        this.clock = clock;
    }

    @Override
    public boolean handles(String data) {
        return Pressed.parse(data)
                .filter(pressed -> pressed.button() == ReminderButton.SNOOZE_OWN)
                .isPresent();
    }

    @Override
    public Uni<Reply> pressed(Press press) {
        var pressed = Pressed.parse(press.data()).orElseThrow();
        var words = new SnoozeWords(press.account(), clock.instant());
        return messages.around(
                press,
                pressed.reminderId(),
                OptionalInt.of(pressed.seq()),
                Optional.of(pressed.subject()),
                kept -> subjects.find(press.account().accountId(), pressed.subject())
                        .chain(found -> found.filter(Subject::open).isEmpty()
                                ? Uni.createFrom()
                                        .item(Reply.toast(words.say(texts -> SnoozeWords.closed(found, texts))))
                                : ask(press, found.get(), words)));
    }

    private Uni<Reply> ask(Press press, Subject subject, SnoozeWords words) {
        var prompt = new SnoozePrompt(subject.key(), press.messageId().orElse(0));
        return prompts.open(
                        press.account().accountId(),
                        press.account().chat().orElse(press.chatId()),
                        kind(),
                        prompt.about(),
                        words.now())
                .map(id -> Reply.toast(words.say(SnoozeTexts::ownToast))
                        .followedBy(
                                new FollowUp.Send(words.ownQuestion(subject), message -> prompts.asked(id, message))));
    }

    @Override
    public String kind() {
        return SnoozePrompt.KIND;
    }

    @Override
    public Uni<OutgoingMessage> answered(Written message, Prompt prompt) {
        var account = message.account();
        var words = new SnoozeWords(account, clock.instant());
        var asked = SnoozePrompt.of(prompt.about()).orElseThrow();
        return subjects.find(account.accountId(), asked.subject())
                .chain(found -> found.filter(Subject::open).isEmpty()
                        ? prompts.close(prompt, State.DROPPED).replaceWith(words.nothingToSnooze(found))
                        : answer(message, prompt, asked, found.get(), words));
    }

    private Uni<OutgoingMessage> answer(
            Written message, Prompt prompt, SnoozePrompt asked, Subject subject, SnoozeWords words) {
        return switch (read(message, words)) {
            case SnoozeMoment.At(var moment) -> {
                var until = words.instant(moment);
                yield refused(until, words)
                        .map(words::plain)
                        .map(Uni.createFrom()::item)
                        .orElseGet(() -> prompts.close(prompt, State.ANSWERED)
                                .chain(() -> snooze(message.account(), asked, subject, until, words)));
            }
            // The buttons carry all they need, and whoever writes another moment instead is heard as well.
            case SnoozeMoment.OneOf(var moments) ->
                Uni.createFrom().item(words.which(List.of(subject), moments, asked.messageId()));
            case SnoozeMoment.Unclear unclear -> Uni.createFrom().item(words.plain(SnoozeTexts::ownUnclear));
        };
    }

    private Uni<OutgoingMessage> snooze(
            AccountSettings account, SnoozePrompt asked, Subject subject, Instant until, SnoozeWords words) {
        var message = asked.messageId() == 0 ? OptionalLong.empty() : OptionalLong.of(asked.messageId());
        return replies.snooze(account, List.of(subject), until, words, message);
    }

    private static SnoozeMoment read(Written message, SnoozeWords words) {
        return SnoozeMoment.read(message.text(), SnoozeMoment.situation(words.account(), words.now()));
    }

    private static Optional<Function<SnoozeTexts, String>> refused(Instant until, SnoozeWords words) {
        if (!until.isAfter(words.now())) {
            return Optional.of(SnoozeTexts::ownPast);
        }
        return until.isAfter(words.now().plus(SnoozeReplies.LONGEST))
                ? Optional.of(SnoozeTexts::ownTooFar)
                : Optional.empty();
    }

    @Override
    public Wording expired() {
        return Wording.of(SnoozeTexts.class, SnoozeTexts::ownExpired);
    }

    @Override
    public Wording over() {
        return Wording.of(SnoozeTexts.class, SnoozeTexts::ownOver);
    }

    /** A moment alone is no task. */
    @Override
    public boolean onlyAnswers(Written message) {
        return read(message, new SnoozeWords(message.account(), clock.instant())) instanceof SnoozeMoment.At;
    }
}
