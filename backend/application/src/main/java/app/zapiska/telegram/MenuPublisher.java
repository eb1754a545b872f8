package app.zapiska.telegram;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Arrays;
import org.jboss.logging.Logger;

/** Tells Telegram the list of commands and the button that opens the page: once for all replicas and restarts, as long as list and bot stay the same. */
@Singleton
class MenuPublisher {

    private static final Logger LOG = Logger.getLogger(MenuPublisher.class);

    private final Bot bot;
    private final BotRow row;
    private final CommandMenu commands;
    private final MenuButton button;

    /** The list changes with the program only. */
    private volatile boolean published;

    MenuPublisher(Bot bot, BotRow row, CommandMenu commands, MenuButton button) {
        this.bot = bot;
        this.row = row;
        this.commands = commands;
        this.button = button;
    }

    /** When it fails, the next time is soon enough: what is written works without a menu. */
    Uni<Void> publish() {
        if (published || bot.id().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var now = commands.fingerprint(bot.id().get(), button);
        return row.commands()
                .chain(told -> Arrays.equals(told, now) ? Uni.createFrom().item(true) : tell(now))
                .invoke(done -> published = done)
                .replaceWithVoid();
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
