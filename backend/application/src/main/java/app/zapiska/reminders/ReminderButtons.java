package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.ReminderButton.Pressed;
import app.zapiska.telegram.ButtonHandler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;

/**
 * The buttons under a reminder. They name the task and nothing else matters to their effect, so a button works for ever: on a
 * message we have lost, on one that has been replaced, and twice.
 */
@ApplicationScoped
class ReminderButtons implements ButtonHandler {

    private static final LocalTime EVENING = LocalTime.of(19, 0);
    private static final LocalTime MORNING = LocalTime.of(9, 0);

    private final Remindable tasks;
    private final ReminderPlanner planner;
    private final LivingMessages living;
    private final ReminderMessages messages;
    private final InstantSource clock;

    ReminderButtons(
            Remindable tasks,
            ReminderPlanner planner,
            LivingMessages living,
            ReminderMessages messages,
            InstantSource clock) {
        this.tasks = tasks;
        this.planner = planner;
        this.living = living;
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public boolean handles(String data) {
        return Pressed.parse(data).isPresent();
    }

    @Override
    public Uni<Reply> pressed(Press press) {
        var pressed = Pressed.parse(press.data()).orElseThrow();
        var texts = messages.texts(press.account().language());
        return noteMessage(press, pressed)
                .chain(() -> tasks.find(press.account().accountId(), pressed.taskId()))
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Reply.toast(texts.goneToast()))
                        : act(press.account(), pressed.button(), found.get(), texts));
    }

    private Uni<Void> noteMessage(Press press, Pressed pressed) {
        boolean linkedChat =
                press.account().chat().isPresent() && press.account().chat().getAsLong() == press.chatId();
        return linkedChat && press.messageId().isPresent()
                ? living.discovered(
                        press.account().accountId(),
                        pressed.reminderId(),
                        pressed.seq(),
                        press.chatId(),
                        press.messageId().getAsLong(),
                        clock.instant())
                : Uni.createFrom().voidItem();
    }

    private Uni<Reply> act(AccountSettings account, ReminderButton button, Subject task, ReminderTexts texts) {
        var now = clock.instant();
        return switch (button) {
            case DONE ->
                task.open()
                        ? tasks.complete(account.accountId(), task.id()).replaceWith(Reply.toast(texts.doneToast()))
                        : Uni.createFrom().item(Reply.toast(texts.alreadyDoneToast()));
            case REOPEN -> tasks.reopen(account.accountId(), task.id()).replaceWith(Reply.toast(texts.reopenedToast()));
            case SNOOZE_QUARTER -> snooze(account, task, now.plus(Duration.ofMinutes(15)), texts);
            case SNOOZE_HOUR -> snooze(account, task, now.plus(Duration.ofHours(1)), texts);
            case SNOOZE_EVENING -> snooze(account, task, next(EVENING, account, now), texts);
            case SNOOZE_TOMORROW -> snooze(account, task, tomorrow(account, now), texts);
            case SNOOZE_DEFAULT -> snooze(account, task, now.plus(account.snoozeDefault()), texts);
        };
    }

    private Uni<Reply> snooze(AccountSettings account, Subject task, Instant until, ReminderTexts texts) {
        if (!task.open()) {
            return Uni.createFrom().item(Reply.toast(texts.nothingToSnoozeToast()));
        }
        var comesBack = account.workingHours().firstAtOrAfter(until, account.zone());
        var time = messages.in(account, clock.instant()).moment(comesBack);
        return planner.snooze(account, task.id(), until).replaceWith(Reply.toast(texts.snoozedToast(time)));
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
