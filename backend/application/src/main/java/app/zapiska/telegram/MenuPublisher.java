package app.zapiska.telegram;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Arrays;
import org.jboss.logging.Logger;

/** Tells Telegram the list of commands: once for all replicas and restarts, as long as list and bot stay the same. */
@Singleton
class MenuPublisher {

    private static final Logger LOG = Logger.getLogger(MenuPublisher.class);

    private final Bot bot;
    private final BotRow row;
    private final CommandMenu commands;

    /** The list changes with the program only. */
    private volatile boolean published;

    MenuPublisher(Bot bot, BotRow row, CommandMenu commands) {
        this.bot = bot;
        this.row = row;
        this.commands = commands;
    }

    /** When it fails, the next time is soon enough: what is written works without a menu. */
    Uni<Void> publish() {
        if (published || bot.id().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var now = commands.fingerprint(bot.id().get());
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
                            ? row.saveCommands(fingerprint).replaceWith(true)
                            : Uni.createFrom().item(false);
                });
    }
}
