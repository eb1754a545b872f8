package app.zapiska.telegram;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Tells Telegram the list of commands and the button that opens the page: once for all replicas and restarts, as long as list and bot
 * stay the same. In the chat of an account the button has the account's language.
 */
@Singleton
class MenuPublisher {

    private static final Logger LOG = Logger.getLogger(MenuPublisher.class);

    private final Bot bot;
    private final BotRow row;
    private final CommandMenu commands;
    private final MenuButton button;
    private final ChatMenus chats;

    /** The list changes with the program only. */
    private volatile boolean published;

    MenuPublisher(Bot bot, BotRow row, CommandMenu commands, MenuButton button, ChatMenus chats) {
        this.bot = bot;
        this.row = row;
        this.commands = commands;
        this.button = button;
        this.chats = chats;
    }

    /** When it fails, the next time is soon enough: what is written works without a menu. */
    Uni<Void> publish() {
        if (bot.id().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        long id = bot.id().get();
        return (published ? Uni.createFrom().item(true) : publish(id))
                .chain(done -> done ? tellChats(id) : Uni.createFrom().voidItem());
    }

    private Uni<Boolean> publish(long id) {
        var now = commands.fingerprint(id, button);
        return row.commands()
                .chain(told -> Arrays.equals(told, now) ? Uni.createFrom().item(true) : tell(now))
                .invoke(done -> published = done);
    }

    /** Chats that were linked, or whose language was changed, since the last time. */
    private Uni<Void> tellChats(long id) {
        return chats.due(id, button.fingerprint()).chain(this::tellChats);
    }

    /** One after the other; when Telegram does not answer, or asks for silence, the rest waits for the next time. */
    private Uni<Void> tellChats(List<ChatMenus.Due> due) {
        if (due.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var first = due.getFirst();
        return bot.call(button.request(first.chat(), first.language()))
                .chain(result -> isAnswer(result)
                        ? chats.told(first).chain(() -> tellChats(due.subList(1, due.size())))
                        : Uni.createFrom().voidItem());
    }

    /** A refusal as well: asked again it would be the same, and the chat has the button that all have. */
    private static boolean isAnswer(ApiResult result) {
        return result instanceof ApiResult.Accepted
                || result instanceof ApiResult.Refused refused && refused.code() != 429 && refused.code() < 500;
    }

    private Uni<Boolean> tell(byte[] fingerprint) {
        return Multi.createFrom()
                .iterable(commands.requests())
                .onItem()
                .transformToUniAndConcatenate(bot::call)
                .collect()
                .asList()
                .chain(results -> {
                    boolean accepted = results.stream().allMatch(ApiResult.Accepted.class::isInstance);
                    if (!accepted) {
                        LOG.warn("Telegram could not be told the list of commands; it is tried again in a minute");
                    }
                    return accepted
                            ? tellButton()
                                    .chain(() -> row.saveCommands(fingerprint))
                                    .replaceWith(true)
                            : Uni.createFrom().item(false);
                });
    }

    /** Without it the commands work all the same. */
    private Uni<ApiResult> tellButton() {
        return bot.call(button.request()).invoke(result -> {
            if (!(result instanceof ApiResult.Accepted)) {
                LOG.warn(
                        "Telegram could not be told the button that opens the page; the next start with other commands or"
                                + " another PUBLIC_URL tries again");
            }
        });
    }
}
