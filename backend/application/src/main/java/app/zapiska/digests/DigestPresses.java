package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.SettingsService;
import app.zapiska.delivery.ChatMessages;
import app.zapiska.digests.DigestButton.Pressed;
import app.zapiska.digests.DigestMessages.Content;
import app.zapiska.digests.DigestMessages.Shown;
import app.zapiska.platform.DomainException;
import app.zapiska.platform.Plural;
import app.zapiska.platform.ProblemException;
import app.zapiska.reminders.DayTasks;
import app.zapiska.reminders.DayTasks.Moved;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.telegram.ButtonHandler;
import app.zapiska.undo.UndoService;
import app.zapiska.undo.Undoable;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The buttons that only digests have: off and on again, and what is left of a day goes to the next. */
@ApplicationScoped
class DigestPresses implements ButtonHandler {

    private final DigestMessages messages;
    private final ChatMessages standing;
    private final SettingsService settings;
    private final DayTasks tasks;
    private final UndoService undo;
    private final DigestFormatters writers;
    private final InstantSource clock;

    DigestPresses(
            DigestMessages messages,
            ChatMessages standing,
            SettingsService settings,
            DayTasks tasks,
            UndoService undo,
            DigestFormatters writers,
            InstantSource clock) {
        this.messages = messages;
        this.standing = standing;
        this.settings = settings;
        this.tasks = tasks;
        this.undo = undo;
        this.writers = writers;
        this.clock = clock;
    }

    @Override
    public boolean handles(String data) {
        return Pressed.parse(data).isPresent();
    }

    /** Late evidence first, in a transaction of its own, as {@link app.zapiska.reminders.PressedMessages} does. */
    @Override
    public Uni<Reply> pressed(Press press) {
        var pressed = Pressed.parse(press.data()).orElseThrow();
        long account = press.account().accountId();
        boolean linkedChat = press.messageId().isPresent()
                && press.account().chat().isPresent()
                && press.account().chat().getAsLong() == press.chatId();
        var known = linkedChat
                ? messages.pressed(
                        account, press.chatId(), press.messageId().getAsLong(), pressed.digest(), pressed.part())
                : Uni.createFrom().item(false);
        return known.chain(kept -> messages.content(account, pressed.digest(), pressed.part())
                .chain(content -> content.isEmpty()
                        ? Uni.createFrom().item(Reply.toast(texts(press).goneToast()))
                        : act(press, pressed, content.get()))
                .call(() -> kept
                        ? standing.open(press, Optional.empty()).chain(() -> standing.awaited(press))
                        : Uni.createFrom().voidItem()));
    }

    private DayTexts texts(Press press) {
        return writers.day(press.account());
    }

    private Uni<Reply> act(Press press, Pressed pressed, Content content) {
        if (content.kind() == DigestKind.URGENT) {
            return Uni.createFrom().item(Reply.toast(texts(press).goneToast()));
        }
        return switch (pressed.button()) {
            case OFF -> turn(press, content, false);
            case ON -> turn(press, content, true);
            case MOVE ->
                move(press, content, List.of(SubjectKey.task(pressed.task().orElseThrow())));
            case MOVE_ALL ->
                move(press, content, content.all().stream().map(Shown::key).toList());
            case UNDO -> undo(press, content);
        };
    }

    private Uni<Reply> turn(Press press, Content content, boolean on) {
        var kind = content.kind();
        var texts = texts(press);
        var name = DayMessage.name(texts, kind);
        return settings.change(press.account().accountId(), now -> kind.turned(now, on))
                .map(account -> Reply.toast(
                        on && kind.news()
                                ? texts.onAgainToast(name)
                                : on
                                        ? DigestSlots.next(kind, account, speaksFrom(account))
                                                .map(next -> texts.onToast(
                                                        name,
                                                        account.dates(clock.instant())
                                                                .moment(next)))
                                                .orElseGet(() -> texts.onOutsideHoursToast(name))
                                        : texts.offToast(name)));
    }

    /** Only what the message lists and is still of its day; until the end of the day that it says «tomorrow» of. */
    private Uni<Reply> move(Press press, Content content, List<SubjectKey> keys) {
        var account = press.account();
        var texts = texts(press);
        var now = clock.instant();
        var target = content.date().plusDays(1);
        var dates = account.dates(now);
        if (account.today(now).isAfter(target)) {
            return Uni.createFrom().item(Reply.toast(texts.oldToast(dates.day(content.date()))));
        }
        var listed = content.all().stream().map(Shown::key).toList();
        var ids = keys.stream()
                .filter(key -> !key.kind().isPayment() && listed.contains(key))
                .map(SubjectKey::id)
                .toList();
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Reply.toast(texts.nothingMovedToast()));
        }
        return tasks.postpone(account, ids, content.date(), target)
                .call(moved -> moved.undo().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : messages.noteUndo(account.accountId(), content.digest(), content.part(), moved.undo()))
                .map(moved -> Reply.toast(moved(account, texts, moved, dates.day(target))));
    }

    private static String moved(AccountSettings account, DayTexts texts, Moved moved, String day) {
        return moved.moved() == 0
                ? texts.nothingMovedToast()
                : texts.movedToast(day, Plural.TASK.of(moved.moved(), account.language()));
    }

    private Uni<Reply> undo(Press press, Content content) {
        var texts = texts(press);
        if (content.undo().isEmpty()) {
            return Uni.createFrom().item(Reply.toast(texts.undoTooLateToast()));
        }
        return undo.undo(press.account(), content.undo().get())
                .map(result -> undone(texts, result))
                .onFailure(
                        failure -> failure instanceof ProblemException || failure instanceof DomainException.NotFound)
                .recoverWithItem(texts.undoTooLateToast())
                .call(() -> messages.noteUndo(
                        press.account().accountId(), content.digest(), content.part(), Optional.empty()))
                .map(Reply::toast);
    }

    private static String undone(DayTexts texts, Undoable.Result result) {
        return result.failed().isEmpty()
                ? texts.undoneToast()
                : texts.undonePartlyToast(
                        result.done(), result.done() + result.failed().size());
    }

    /** What comes due within a pause is not made up for. */
    private Instant speaksFrom(AccountSettings account) {
        var now = clock.instant();
        return account.heldUntil(now, false).map(until -> until.minusNanos(1)).orElse(now);
    }
}
