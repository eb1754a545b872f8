package app.zapiska.commands;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.commands.ChatList.Kind;
import app.zapiska.platform.Wording;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.telegram.CommandHandler;
import app.zapiska.telegram.PageLinks;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Answers with a list in one message, whose pages are turned in it. What is listed can be done and paid there. */
final class ListCommand implements CommandHandler {

    /**
     * What is listed.
     *
     * @param found all of it, in order; on a connection of its own
     * @param nothing what is said when there is none
     */
    record Listing(
            Kind kind,
            List<String> names,
            int place,
            Function<ListTexts, String> description,
            Function<AccountSettings, Uni<List<SubjectKey>>> found,
            Function<ListTexts, String> nothing) {}

    private final Listing listing;
    private final ChatLists lists;
    private final ListRenderer renderer;
    private final PageLinks page;
    private final InstantSource clock;

    ListCommand(Listing listing, ChatLists lists, ListRenderer renderer, PageLinks page, InstantSource clock) {
        this.listing = listing;
        this.lists = lists;
        this.renderer = renderer;
        this.page = page;
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return listing.names();
    }

    @Override
    public Wording description() {
        return Wording.of(ListTexts.class, listing.description());
    }

    @Override
    public int place() {
        return listing.place();
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public boolean inGroups() {
        return true;
    }

    @Override
    public Uni<Optional<Answer>> commanded(Commanded command) {
        var account = command.account();
        return listing.found()
                .apply(account)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom()
                                .item(Answer.of(page.leading(
                                        listing.nothing().apply(renderer.texts(account)), account.language())))
                        : answer(command, found))
                .map(Optional::of);
    }

    private Uni<Answer> answer(Commanded command, List<SubjectKey> found) {
        var account = command.account();
        return lists.open(account.accountId(), listing.kind(), found, clock.instant())
                .chain(list -> renderer.message(account, list, Optional.empty())
                        .map(message -> new Answer(
                                message,
                                Optional.of(messageId ->
                                        lists.sent(account.accountId(), list.id(), command.chatId(), messageId)))));
    }
}
