package app.zapiska.commands;

import app.zapiska.commands.ListMessage.Turn;
import app.zapiska.delivery.ChatMessages;
import app.zapiska.telegram.ButtonHandler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Turns the pages of a list, in its own message. */
@ApplicationScoped
class ListPresses implements ButtonHandler {

    private final ChatLists lists;
    private final ChatMessages standing;
    private final ListRenderer renderer;

    ListPresses(ChatLists lists, ChatMessages standing, ListRenderer renderer) {
        this.lists = lists;
        this.standing = standing;
        this.renderer = renderer;
    }

    @Override
    public boolean handles(String data) {
        return Turn.parse(data).isPresent();
    }

    @Override
    public boolean onlyShows(String data) {
        return true;
    }

    @Override
    public Uni<Reply> pressed(Press press) {
        var turn = Turn.parse(press.data()).orElseThrow();
        return lists.turn(
                        press.account().accountId(),
                        turn.list(),
                        press.chatId(),
                        press.messageId().orElse(0),
                        turn.page())
                .chain(turned -> turned
                        ? standing.open(press, Optional.empty())
                                .chain(() -> standing.awaited(press))
                                .replaceWith(Reply.toast(""))
                        : Uni.createFrom()
                                .item(Reply.toast(
                                        renderer.texts(press.account()).outdated())));
    }
}
