package app.zapiska.commands;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.delivery.ChatMessages;
import app.zapiska.platform.Money;
import app.zapiska.reminders.MessageSubjects;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.Payments;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.ReminderPlanner;
import app.zapiska.reminders.SnoozePrompt;
import app.zapiska.telegram.ButtonHandler;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.Prompts;
import app.zapiska.telegram.TextHandler;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An answer to a reminder puts it off (R5): «в 19:30», «завтра», «через 40 минут». What is not clear is asked, with buttons that
 * carry the moment, so nothing has to be remembered meanwhile. Before everybody who has asked something: an answer to a
 * message is about that one.
 */
@ApplicationScoped
@Priority(10)
class SnoozeReplies implements TextHandler, ButtonHandler {

    static final Duration LONGEST = Duration.ofDays(366);

    private final MessageSubjects messages;
    private final ReminderPlanner planner;
    private final Payments payments;
    private final ChatMessages standing;
    private final Prompts prompts;
    private final InstantSource clock;

    SnoozeReplies(
            MessageSubjects messages,
            ReminderPlanner planner,
            Payments payments,
            ChatMessages standing,
            Prompts prompts,
            InstantSource clock) {
        this.messages = messages;
        this.planner = planner;
        this.payments = payments;
        this.standing = standing;
        this.prompts = prompts;
        this.clock = clock;
    }

    @Override
    public Uni<Optional<OutgoingMessage>> written(Written message) {
        if (message.replyTo().isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        long answered = message.replyTo().getAsLong();
        var account = message.account();
        return messages.of(account.accountId(), message.chatId(), answered)
                .chain(subjects -> subjects.map(known -> answer(message, known, answered))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<OutgoingMessage>> answer(Written message, List<Subject> subjects, long answered) {
        var account = message.account();
        var now = clock.instant();
        var words = new SnoozeWords(account, now);
        var understood = SnoozeMoment.read(message.text(), SnoozeMoment.situation(account, now));
        // In a group people also talk about the message to each other.
        if (!message.privateChat() && !(understood instanceof SnoozeMoment.At)) {
            return Uni.createFrom().item(Optional.empty());
        }
        var open = subjects.stream().filter(Subject::open).toList();
        if (open.isEmpty()) {
            return said(words.nothingToSnooze(subjects.stream().findFirst()));
        }
        return switch (understood) {
            case SnoozeMoment.At(var moment) -> {
                var until = words.instant(moment);
                yield open.size() > 1 && refused(until, now, words).isEmpty()
                        ? said(words.what(open, until, answered))
                        : snoozed(account, open, until, now, words, answered).map(Optional::of);
            }
            case SnoozeMoment.OneOf(var moments) -> said(words.which(open, moments, answered));
            case SnoozeMoment.Unclear unclear -> said(words.plain(SnoozeTexts::unclear));
        };
    }

    private static Uni<Optional<OutgoingMessage>> said(OutgoingMessage message) {
        return Uni.createFrom().item(Optional.of(message));
    }

    private static Optional<OutgoingMessage> refused(Instant until, Instant now, SnoozeWords words) {
        if (!until.isAfter(now)) {
            return Optional.of(words.plain(SnoozeTexts::past));
        }
        return until.isAfter(now.plus(LONGEST)) ? Optional.of(words.plain(SnoozeTexts::tooFar)) : Optional.empty();
    }

    private Uni<OutgoingMessage> snoozed(
            AccountSettings account, List<Subject> open, Instant until, Instant now, SnoozeWords words, long answered) {
        return refused(until, now, words)
                .map(refusal -> Uni.createFrom().item(refusal))
                .orElseGet(() -> snooze(account, open, until, words, OptionalLong.of(answered)));
    }

    /** @param until ahead, and not too far */
    Uni<OutgoingMessage> snooze(
            AccountSettings account, List<Subject> open, Instant until, SnoozeWords words, OptionalLong message) {
        long chat = account.chat().orElse(0);
        return Multi.createFrom()
                .iterable(open)
                .onItem()
                .transformToUniAndConcatenate(subject -> planner.snooze(account, subject.key(), until)
                        .chain(() -> prompts.end(
                                chat, SnoozePrompt.KIND, new SnoozePrompt(subject.key(), message.orElse(0)).about())))
                .collect()
                .asList()
                // The person looks at the message they have answered.
                .call(() -> standing.awaited(new Press(account, "", chat, message)))
                .chain(() -> costOfDelay(account, open, words.comesBack(open, until)))
                .map(cost -> words.snoozed(open, until, cost));
    }

    /** Of all of them together. */
    private Uni<Money> costOfDelay(AccountSettings account, List<Subject> open, Instant comesBack) {
        return Multi.createFrom()
                .iterable(open)
                .onItem()
                .transformToUniAndConcatenate(subject -> subject instanceof PaymentDue payment
                        ? payments.costOfDelay(account, payment, account.today(comesBack))
                        : Uni.createFrom().item(Optional.<Money>empty()))
                .collect()
                .asList()
                .map(costs -> Money.sum(costs.stream().flatMap(Optional::stream).toList()));
    }

    @Override
    public boolean handles(String data) {
        return SnoozeWords.Pressed.parse(data).isPresent();
    }

    @Override
    public Uni<Reply> pressed(Press press) {
        var pressed = SnoozeWords.Pressed.parse(press.data()).orElseThrow();
        var account = press.account();
        var now = clock.instant();
        var words = new SnoozeWords(account, now);
        return meant(press, pressed).chain(subjects -> {
            var open = subjects.stream().filter(Subject::open).toList();
            if (open.isEmpty()) {
                return Uni.createFrom()
                        .item(Reply.toast(words.say(
                                texts -> SnoozeWords.closed(subjects.stream().findFirst(), texts))));
            }
            var refusal = refused(pressed.until(), now, words);
            if (refusal.isPresent()) {
                return Uni.createFrom().item(Reply.toast(refusal.get().text().text()));
            }
            return snoozed(account, open, pressed.until(), now, words, pressed.messageId())
                    .map(answer ->
                            Reply.toast(words.toast(open, pressed.until())).followedBy(new FollowUp.Edit(answer)));
        });
    }

    private Uni<List<Subject>> meant(Press press, SnoozeWords.Pressed pressed) {
        long account = press.account().accountId();
        return pressed.subject()
                .map(key ->
                        messages.find(account, key).map(found -> found.stream().toList()))
                .orElseGet(() -> messages.of(account, press.chatId(), pressed.messageId())
                        .map(found -> found.orElse(List.of())));
    }
}
