package app.zapiska.telegram;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.DomainException;
import app.zapiska.platform.Sha256;
import app.zapiska.platform.Wording;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Which chat an account writes to, and the one-time codes that prove to the bot whose chat it is. */
@ApplicationScoped
class LinkService {

    static final Duration VALID = LinkCodes.VALID;

    @Inject
    LinkedChats chats;

    @Inject
    LinkRequests requests;

    @Inject
    LinkCodes codes;

    @Inject
    @All
    List<ChatListener> listeners;

    @Inject
    Bot bot;

    @Inject
    BotRow row;

    @Inject
    InstantSource clock;

    @WithTransaction
    public Uni<LinkCodes.Fresh> create(long accountId) {
        var fresh = codes.fresh(clock.instant());
        return requests.close(accountId)
                .chain(() -> chats.saveCode(Sha256.of(fresh.code()), accountId, fresh.expiresAt()))
                .replaceWith(fresh);
    }

    /**
     * The person says on the page that it was them who has brought the code: from now on their chat is the account's, and
     * the one before has no power any more.
     *
     * @return the chat
     */
    @WithTransaction
    public Uni<Long> confirm(AccountSettings account, long request) {
        var now = clock.instant();
        return requests.take(account.accountId(), request)
                .map(asked -> asked.filter(one -> now.isBefore(one.expiresAt()))
                        .orElseThrow(() -> new DomainException.NotFound(
                                Wording.of(TelegramMessages.class, TelegramMessages::noRequest))))
                .chain(asked -> chats.takenByAnother(account.accountId(), asked.chatId(), Optional.of(asked.userId()))
                        .chain(taken -> {
                            if (taken) {
                                throw new DomainException.Conflict(
                                        Wording.of(TelegramMessages.class, TelegramMessages::chatTaken));
                            }
                            return chats.link(
                                    account.accountId(), asked.chatId(), Optional.of(asked.userId()), bot(), now);
                        })
                        .chain(() -> chats.audit(account.accountId(), "telegram-linked", now))
                        .chain(() -> reachable(account, asked.chatId()))
                        .replaceWith(asked.chatId()));
    }

    /** @return the chat that has asked in vain */
    @WithTransaction
    public Uni<Long> decline(long accountId, long request) {
        return requests.take(accountId, request)
                .map(asked -> asked.orElseThrow(() -> new DomainException.NotFound(
                                Wording.of(TelegramMessages.class, TelegramMessages::noRequest)))
                        .chatId())
                .call(() -> chats.audit(accountId, "telegram-declined", clock.instant()));
    }

    @WithTransaction
    public Uni<Void> unlink(long accountId) {
        var now = clock.instant();
        return requests.close(accountId)
                .chain(() -> chats.unlink(accountId, now))
                .chain(unlinked -> unlinked
                        ? chats.audit(accountId, "telegram-unlinked", now)
                        : Uni.createFrom().voidItem());
    }

    /** The bot that links are made with. */
    Optional<Long> bot() {
        return bot.id();
    }

    /**
     * Whether the links, messages and update ids on record are another bot's, as far as is known without Telegram. Then
     * nothing may be sent or received before {@link #takeOver}.
     */
    @WithTransaction
    public Uni<Boolean> areAnothers(long botId, byte[] tokenSha256) {
        // outside this transaction, and before anything of this process has written there
        return row.read()
                .chain(known -> chats.botOfLinks().chain(ofLinks -> {
                    if (ofLinks.isPresent()) {
                        return Uni.createFrom().item(ofLinks.get() != botId);
                    }
                    // From before links knew their bot: the same token is the same bot, and of another one nothing is
                    // known.
                    boolean same = known.tokenSha256().length == 0 || Arrays.equals(known.tokenSha256(), tokenSha256);
                    return (same ? chats.adopt(botId) : Uni.createFrom().voidItem())
                            .chain(() -> chats.botOfLinksIs(same ? botId : 0))
                            .replaceWith(!same);
                }));
    }

    /**
     * This bot has answered to its token and is the one from now on: chats linked with another are unlinked, and nothing
     * of that one's messages is remembered.
     *
     * @return the accounts that have no chat any more
     */
    @WithTransaction
    public Uni<List<Long>> takeOver(long botId) {
        var now = clock.instant();
        return chats.botOfLinks()
                .chain(ofLinks -> ofLinks.filter(known -> known == botId).isPresent()
                        ? Uni.createFrom().item(List.<Long>of())
                        : chats.botOfLinksIs(botId)
                                .chain(chats::forgetUpdates)
                                .chain(() -> tell(ChatListener::botReplaced))
                                .chain(() -> chats.unlinkOtherBots(botId, now))
                                .call(unlinked -> Multi.createFrom()
                                        .iterable(unlinked)
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                account -> chats.audit(account, "telegram-unlinked", now))
                                        .collect()
                                        .last()));
    }

    /** @return false when the chat belongs to another account */
    @WithTransaction
    public Uni<Boolean> linkOwner(AccountSettings owner, long chatId) {
        long accountId = owner.accountId();
        var user = chatId > 0 ? Optional.of(chatId) : Optional.<Long>empty();
        return chats.takenByAnother(accountId, chatId, user)
                .chain(taken -> taken
                        ? Uni.createFrom().item(false)
                        : chats.link(accountId, chatId, user, bot(), clock.instant())
                                .chain(() -> chats.audit(accountId, "telegram-linked", clock.instant()))
                                .chain(() -> reachable(owner, chatId))
                                .replaceWith(true));
    }

    /** Within the caller's transaction: whatever waited for a chat goes on. */
    Uni<Void> reachable(AccountSettings account, long chatId) {
        var now = account.withChat(chatId);
        return tell(listener -> listener.chatReachable(now));
    }

    /** One listener after the other: they share this transaction's session. */
    private Uni<Void> tell(Function<ChatListener, Uni<Void>> news) {
        return Multi.createFrom()
                .iterable(listeners)
                .onItem()
                .transformToUniAndConcatenate(news::apply)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
