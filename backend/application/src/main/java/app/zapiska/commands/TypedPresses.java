package app.zapiska.commands;

import app.zapiska.commands.TypedTasks.Kept;
import app.zapiska.commands.TypedTasks.State;
import app.zapiska.tasks.TaskService;
import app.zapiska.telegram.ButtonCode;
import app.zapiska.telegram.ButtonHandler;
import app.zapiska.telegram.PageLinks;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;

/** The buttons under a proposal. A task is saved once, however often somebody presses. */
@ApplicationScoped
class TypedPresses implements ButtonHandler {

    private final TypedTasks typed;
    private final TaskService tasks;
    private final TypedFormatters formatters;
    private final PageLinks page;
    private final InstantSource clock;

    TypedPresses(TypedTasks typed, TaskService tasks, TypedFormatters formatters, PageLinks page, InstantSource clock) {
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
                code.action().equals(TypedMessages.CANCEL)
                        ? typed.close(kept.id(), State.CANCELLED)
                                .replaceWith(() -> Reply.toast(words.texts().cancelled())
                                        .followedBy(new FollowUp.Edit(words.cancelled(kept.task()))))
                        : save(press, kept, words);
        };
    }

    private Uni<Reply> save(Press press, Kept kept, TypedMessages words) {
        if (kept.task().pastAt(words.now())) {
            return toast(words.texts().past());
        }
        return tasks.create(press.account(), kept.task().request())
                .call(() -> typed.close(kept.id(), State.SAVED))
                .map(id -> Reply.toast(words.texts().saved())
                        .followedBy(new FollowUp.Edit(words.saved(kept.task(), page.button("/tasks/" + id)))));
    }

    private static Uni<Reply> toast(String words) {
        return Uni.createFrom().item(Reply.toast(words));
    }
}
