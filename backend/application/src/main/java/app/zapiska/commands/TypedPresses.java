package app.zapiska.commands;

import app.zapiska.commands.TypedTasks.Kept;
import app.zapiska.commands.TypedTasks.State;
import app.zapiska.tasks.TaskService;
import app.zapiska.telegram.ButtonCode;
import app.zapiska.telegram.ButtonHandler;
import app.zapiska.telegram.PageLinks;
import app.zapiska.telegram.Prompts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;

/** The buttons under a proposal. A task is saved once, however often somebody presses. */
@ApplicationScoped
class TypedPresses implements ButtonHandler {

    private final TypedTasks typed;
    private final TaskService tasks;
    private final Prompts prompts;
    private final TypedFormatters formatters;
    private final PageLinks page;
    private final InstantSource clock;

    TypedPresses(
            TypedTasks typed,
            TaskService tasks,
            Prompts prompts,
            TypedFormatters formatters,
            PageLinks page,
            InstantSource clock) {
        this.prompts = prompts;
        this.typed = typed;
        this.tasks = tasks;
        this.formatters = formatters;
        this.page = page;
        this.clock = clock;
    }

    @Override
    public boolean handles(String data) {
        return pressed(data).isPresent();
    }

    private static Optional<ButtonCode> pressed(String data) {
        return ButtonCode.parse(data)
                .filter(code -> code.kind().equals(TypedMessages.KIND))
                .filter(code -> code.action().equals(TypedMessages.SAVE)
                        || code.action().equals(TypedMessages.CHANGE)
                        || code.action().equals(TypedMessages.CANCEL));
    }

    @Override
    public Uni<Reply> pressed(Press press) {
        var code = pressed(press.data()).orElseThrow();
        var words = formatters.in(
                press.account(), clock.instant().atZone(press.account().zone()));
        return typed.find(press.account().accountId(), code.subjectId())
                .chain(found -> found.map(kept -> act(press, code, kept, words))
                        .orElseGet(() -> toast(words.texts().replaced())));
    }

    private Uni<Reply> act(Press press, ButtonCode code, Kept kept, TypedMessages words) {
        return switch (kept.state()) {
            case SAVED -> toast(words.texts().savedBefore());
            case CANCELLED -> toast(words.texts().cancelled());
            case REPLACED -> toast(words.texts().replaced());
            case OPEN ->
                switch (code.action()) {
                    case TypedMessages.CHANGE -> change(press, kept, words);
                    case TypedMessages.CANCEL ->
                        close(press, kept, State.CANCELLED)
                                .replaceWith(() -> Reply.toast(words.texts().cancelled())
                                        .followedBy(new FollowUp.Edit(words.cancelled(kept.task()))));
                    default -> save(press, kept, words);
                };
        };
    }

    /** Nothing is taken away before the new text is there. */
    private Uni<Reply> change(Press press, Kept kept, TypedMessages words) {
        return prompts.open(
                        press.account().accountId(),
                        chat(press),
                        AddReplies.OfChange.KIND,
                        Long.toString(kept.id()),
                        clock.instant())
                .map(id -> Reply.toast(words.texts().rewriteToast())
                        .followedBy(
                                new FollowUp.Send(words.rewrite(kept.task()), message -> prompts.asked(id, message))));
    }

    /** A question about what is closed waits for nothing: the next line is a task of its own. */
    private Uni<Void> close(Press press, Kept kept, State state) {
        return typed.close(kept.id(), state)
                .chain(() -> prompts.end(chat(press), AddReplies.OfChange.KIND, Long.toString(kept.id())));
    }

    private static long chat(Press press) {
        return press.account().chat().orElse(press.chatId());
    }

    private Uni<Reply> save(Press press, Kept kept, TypedMessages words) {
        if (kept.task().pastAt(words.now())) {
            return toast(words.texts().past());
        }
        return tasks.create(press.account(), kept.task().request())
                .call(() -> close(press, kept, State.SAVED))
                .map(id -> Reply.toast(words.texts().saved())
                        .followedBy(new FollowUp.Edit(words.saved(kept.task(), page.button("/tasks/" + id)))));
    }

    private static Uni<Reply> toast(String words) {
        return Uni.createFrom().item(Reply.toast(words));
    }
}
