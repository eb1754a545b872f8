package app.zapiska.commands;

import app.zapiska.commands.ListMessage.Turn;
import app.zapiska.delivery.ChatMessages;
import app.zapiska.telegram.ButtonHandler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;

/** Turns the pages of a list, in its own message. */
@ApplicationScoped
class ListPresses implements ButtonHandler {

    private final ChatLists lists;
    private final ChatMessages standing;
    private final ListRenderer renderer;
    private final InstantSource clock;

    ListPresses(ChatLists lists, ChatMessages standing, ListRenderer renderer, InstantSource clock) {
        this.clock = clock;
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
    public boolean inGroups(String data) {
        return true;
    }

    @Override
    public Uni<Reply> pressed(Press press) {
        var turn = Turn.parse(press.data()).orElseThrow();
        var account = press.account();
        if (account.chat().orElse(0) != press.chatId() || press.messageId().isEmpty()) {
            return outdated(press);
        }
        long message = press.messageId().getAsLong();
        return lists.arrived(account.accountId(), turn.list(), press.chatId(), message, clock.instant())
                .chain(() -> lists.turn(account.accountId(), turn.list(), press.chatId(), message, turn.page()))
                .chain(turned -> turned
                        ? standing.open(press, Optional.empty())
                                .chain(() -> standing.awaited(press))
                                .replaceWith(Reply.toast(""))
                        : outdated(press));
    }

    private Uni<Reply> outdated(Press press) {
        return Uni.createFrom().item(Reply.toast(renderer.texts(press.account()).outdated()));
    }
}
