package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.delivery.ChatMessages;
import app.zapiska.platform.Money;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.ReminderButton.Pressed;
import app.zapiska.telegram.ButtonHandler;
import app.zapiska.telegram.Prompts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The buttons that move no money, under reminders and under other messages. They name the subject and nothing else matters to
 * their effect, so a button works for ever: on a message we have lost, on one that has been replaced, and twice.
 */
@ApplicationScoped
class ReminderPresses implements ButtonHandler {

    private static final LocalTime EVENING = LocalTime.of(19, 0);
    private static final LocalTime MORNING = LocalTime.of(9, 0);

    private final Remindables subjects;
    private final ReminderPlanner planner;
    private final Payments payments;
    private final PressedMessages pressedMessages;
    private final ChatMessages standing;
    private final ReminderFormatters messages;
    private final Prompts prompts;
    private final InstantSource clock;

    ReminderPresses(
            Remindables subjects,
            ReminderPlanner planner,
            Payments payments,
            PressedMessages pressedMessages,
            ChatMessages standing,
            ReminderFormatters messages,
            Prompts prompts,
            InstantSource clock) {
        this.subjects = subjects;
        this.planner = planner;
        this.payments = payments;
        this.pressedMessages = pressedMessages;
        this.standing = standing;
        this.messages = messages;
        this.prompts = prompts;
        this.clock = clock;
    }

    @Override
    public boolean handles(String data) {
        return Pressed.parse(data)
                .filter(pressed -> pressed.button() != ReminderButton.SNOOZE_OWN)
                .isPresent();
    }

    @Override
    public boolean onlyShows(String data) {
        var button = Pressed.parse(data).orElseThrow().button();
        return button == ReminderButton.OPEN || button == ReminderButton.BACK;
    }

    @Override
    public boolean inGroups(String data) {
        return Pressed.parse(data).orElseThrow().reminderId() == 0;
    }

    @Override
    public Uni<Reply> pressed(Press press) {
        var pressed = Pressed.parse(press.data()).orElseThrow();
        var texts = messages.texts(press.account().language());
        return pressedMessages.around(
                press,
                pressed.reminderId(),
                OptionalInt.of(pressed.seq()),
                Optional.of(pressed.subject()),
                kept -> pressed.button() == ReminderButton.BACK
                        ? standing.open(press, Optional.empty()).replaceWith(Reply.toast(""))
                        : subjects.find(press.account().accountId(), pressed.subject())
                                .chain(found -> found.isEmpty()
                                        ? Uni.createFrom().item(Reply.toast(gone(pressed.subject(), texts)))
                                        : act(press, pressed, found.get(), kept, texts)
                                                .call(() -> answeredOtherwise(press, pressed))));
    }

    /** Who is asked for a moment of their own and presses one that is offered has answered. */
    private Uni<Void> answeredOtherwise(Press press, Pressed pressed) {
        return pressed.button() == ReminderButton.OPEN
                ? Uni.createFrom().voidItem()
                : prompts.end(
                        press.account().chat().orElse(press.chatId()),
                        SnoozePrompt.KIND,
                        new SnoozePrompt(pressed.subject(), press.messageId().orElse(0)).about());
    }

    private static String gone(SubjectKey subject, ReminderTexts texts) {
        return subject.kind().isPayment() ? texts.paymentGoneToast() : texts.goneToast();
    }

    private Uni<Reply> act(Press press, Pressed pressed, Subject subject, boolean kept, ReminderTexts texts) {
        var account = press.account();
        var now = clock.instant();
        return switch (pressed.button()) {
            case OPEN -> open(press, pressed, subject, kept);
            case BACK -> throw new IllegalStateException("going back asks for no subject");
            case SNOOZE_OWN -> throw new IllegalStateException("a moment of one's own is asked for elsewhere");
            case DONE ->
                subject.open()
                        ? completable(subject)
                                .complete(account, subject.key())
                                .replaceWith(Reply.toast(texts.doneToast()))
                        : Uni.createFrom().item(Reply.toast(texts.alreadyDoneToast()));
            case REOPEN ->
                completable(subject).reopen(account, subject.key()).replaceWith(Reply.toast(texts.reopenedToast()));
            case SNOOZE_QUARTER -> snooze(account, subject, now.plus(Duration.ofMinutes(15)), texts);
            case SNOOZE_HOUR -> snooze(account, subject, now.plus(Duration.ofHours(1)), texts);
            case SNOOZE_EVENING -> snooze(account, subject, next(EVENING, account, now), texts);
            case SNOOZE_TOMORROW -> snooze(account, subject, tomorrow(account, now), texts);
            case SNOOZE_DEFAULT -> snooze(account, subject, now.plus(account.snoozeDefault()), texts);
        };
    }

    /** In a message that nobody keeps any more the subject takes the place of the list: there is no way back to that. */
    private Uni<Reply> open(Press press, Pressed pressed, Subject subject, boolean kept) {
        if (kept) {
            return standing.open(press, Optional.of(subject.key().topic())).replaceWith(Reply.toast(""));
        }
        boolean ownChat =
                press.chatId() > 0 || press.chatId() == press.account().chat().orElse(0);
        return Uni.createFrom()
                .item(
                        ownChat
                                ? Reply.toast("")
                                        .followedBy(new FollowUp.Edit(messages.in(press.account(), clock.instant())
                                                .alone(subject, pressed.reminderId())))
                                // A forged button in a group that somebody else's bot messages stand in.
                                : Reply.toast(messages.texts(press.account().language())
                                        .notHereToast()));
    }

    /** The button fits the kind, so its kind can be completed. */
    private Completable completable(Subject subject) {
        return subjects.completable(subject.key()).orElseThrow();
    }

    private Uni<Reply> snooze(AccountSettings account, Subject subject, Instant until, ReminderTexts texts) {
        if (!subject.open()) {
            return Uni.createFrom()
                    .item(Reply.toast(
                            switch (subject) {
                                case TaskDue task -> texts.nothingToSnoozeToast();
                                case PaymentDue payment -> texts.paidNothingToSnoozeToast();
                            }));
        }
        var comesBack = account.comesAt(until, subject.key().kind().isPayment());
        var time = account.dates(clock.instant()).brief(comesBack);
        return planner.snooze(account, subject.key(), until)
                .chain(() -> subject instanceof PaymentDue payment
                        ? payments.costOfDelay(account, payment, account.today(comesBack))
                        : Uni.createFrom().item(Optional.<Money>empty()))
                .map(cost -> Reply.toast(cost.map(sum -> texts.snoozedBeyondToast(time, account.money(sum)))
                        .orElseGet(() -> texts.snoozedToast(time))));
    }

    private static Instant next(LocalTime time, AccountSettings account, Instant now) {
        var today = account.today(now).atTime(time).atZone(account.zone()).toInstant();
        return today.isAfter(now)
                ? today
                : account.today(now)
                        .plusDays(1)
                        .atTime(time)
                        .atZone(account.zone())
                        .toInstant();
    }

    private static Instant tomorrow(AccountSettings account, Instant now) {
        return account.today(now)
                .plusDays(1)
                .atTime(MORNING)
                .atZone(account.zone())
                .toInstant();
    }
}
