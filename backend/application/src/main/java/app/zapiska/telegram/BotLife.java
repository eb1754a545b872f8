package app.zapiska.telegram;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.platform.Faults;
import app.zapiska.platform.Sha256;
import com.fasterxml.jackson.databind.node.NullNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** What the bot does by itself: links the owner's chat, looks whether the token works, receives updates. */
@ApplicationScoped
class BotLife {

    private static final Logger LOG = Logger.getLogger(BotLife.class);
    private static final Duration LONGEST_JOB = Duration.ofSeconds(40);

    @Inject
    TelegramConfig config;

    @Inject
    Bot bot;

    @Inject
    BotRow row;

    @Inject
    MenuPublisher menu;

    @Inject
    UpdateReceiver receiver;

    @Inject
    UpdateService updates;

    @Inject
    AccountDirectory accounts;

    @Inject
    LinkService links;

    @Inject
    InstantSource clock;

    @Inject
    MeterRegistry metrics;

    @Inject
    UpdatesRow updatesRow;

    @Inject
    UpdatesSwitch updatesSwitch;

    private final UUID replica = UUID.randomUUID();
    private Poller poller;

    /** After the first account was made. */
    void start(@Observes @Priority(20) StartupEvent event) throws Throwable {
        if (config.start()) {
            begin();
        }
    }

    void stop(@Observes @Priority(10) ShutdownEvent event) {
        end();
    }

    void begin() throws Throwable {
        VertxContextSupport.subscribeAndAwait(this::recognise);
        if (!bot.isHeld()) {
            VertxContextSupport.subscribeAndAwait(this::linkOwner);
        }
        if (!bot.hasToken()) {
            LOG.info("No TELEGRAM_BOT_TOKEN: reminders are planned but nothing is sent");
            return;
        }
        VertxContextSupport.subscribe(
                () -> look().toMulti(),
                answer -> answer.with(
                        done -> {},
                        failure ->
                                LOG.warnf("The bot could not be made the chats' own: %s", Faults.describe(failure))));
        setWebhook().subscribe().with(done -> {});
        poller = newPoller();
        poller.start();
    }

    void end() {
        if (poller != null) {
            poller.close();
        }
    }

    Poller newPoller() {
        return new Poller(bot, new DatabaseLease(), new Receiver(), config, metrics);
    }

    /** Whether this is the bot that the chats were linked with. */
    private Uni<Void> recognise() {
        if (bot.id().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return links.areAnothers(
                        bot.id().get(),
                        Sha256.of(config.botToken().orElseThrow().strip()))
                .invoke(anothers -> {
                    if (anothers) {
                        bot.hold();
                        LOG.warn("This is another bot than before: nothing is sent or received until it has answered");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> takeOver() {
        return links.takeOver(bot.id().orElseThrow())
                .invoke(unlinked -> {
                    bot.release();
                    if (!unlinked.isEmpty()) {
                        LOG.warnf(
                                "Another bot has taken over: %d chats were linked with the former one and are unlinked; they must be linked anew",
                                unlinked.size());
                    }
                })
                .chain(this::linkOwner);
    }

    /** TELEGRAM_CHAT_ID is where the owner's reminders go, whatever was linked before. */
    Uni<Void> linkOwner() {
        if (config.chatId().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        long chat = config.chatId().get();
        return accounts.owner().chain(owner -> {
            if (owner.isEmpty() || chat == 0 || owner.get().chat().orElse(0) == chat) {
                return Uni.createFrom().voidItem();
            }
            return links.linkOwner(owner.get(), chat)
                    .invoke(linked -> {
                        if (linked) {
                            LOG.info("The owner's chat is the one of TELEGRAM_CHAT_ID now");
                        } else {
                            LOG.error("TELEGRAM_CHAT_ID is another account's chat; the owner's stays as it was");
                        }
                    })
                    .replaceWithVoid();
        });
    }

    /** Until it worked, or updates are asked for: without it no button does anything. */
    private Uni<Void> setWebhook() {
        return Uni.createFrom()
                .deferred(updatesRow::mode)
                .chain(mode -> mode == TelegramConfig.Mode.WEBHOOK
                        ? updatesSwitch.tellWebhook()
                        : Uni.createFrom().item(new ApiResult.Accepted(NullNode.getInstance())))
                .map(verdict -> switch (verdict) {
                    case ApiResult.Accepted accepted -> true;
                    case ApiResult.Refused refused ->
                        throw new IllegalStateException("Telegram refuses the webhook: " + refused.description());
                    default -> throw new IllegalStateException("Telegram could not be told the webhook");
                })
                .onFailure()
                .invoke(failure -> LOG.warn(failure.getMessage()))
                .onFailure()
                .retry()
                .withBackOff(config.firstPause(), config.longestPause())
                .indefinitely()
                .replaceWithVoid();
    }

    /** Notices that Telegram went away or came back, and that a rejected token works again. */
    @Scheduled(
            every = "60s",
            delayed = "60s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            identity = "telegram-check")
    Uni<Void> check() {
        return bot.hasToken() && config.start() ? look() : Uni.createFrom().voidItem();
    }

    Uni<Void> look() {
        return bot.check()
                .chain(answered -> !answered
                        ? Uni.createFrom().voidItem()
                        : (bot.isHeld() ? takeOver() : Uni.createFrom().voidItem()).chain(menu::publish));
    }

    @Scheduled(
            every = "1h",
            delayed = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            identity = "telegram-purge")
    Uni<Void> purge() {
        return updates.purge().ifNoItem().after(LONGEST_JOB).fail();
    }

    private final class DatabaseLease implements Poller.Lease {
        @Override
        public boolean take() {
            return !bot.isHeld()
                    && await(() -> updatesRow.leasePolling(replica, clock.instant(), config.pollerLease()));
        }

        @Override
        public void release() {
            await(() -> row.releasePolling(replica));
        }
    }

    private final class Receiver implements Poller.Receiver {
        @Override
        public void receive(Incoming update) {
            await(() -> receiver.receive(update));
        }

        @Override
        public boolean healthy() {
            return await(row::reachable);
        }

        @Override
        public void giveUp(Incoming update, RuntimeException failure) {
            await(() -> {
                receiver.giveUp(update, failure);
                return Uni.createFrom().voidItem();
            });
        }
    }

    /** From the poller's plain thread into a Vert.x context, as database sessions need, and back. */
    private static <T> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(
                    () -> work.get().ifNoItem().after(LONGEST_JOB).fail());
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
