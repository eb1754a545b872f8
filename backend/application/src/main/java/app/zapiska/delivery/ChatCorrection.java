package app.zapiska.delivery;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.AccountSettings;
import app.zapiska.delivery.Delivery.Change;
import app.zapiska.delivery.RateLimiter.Rank;
import app.zapiska.delivery.StaleMessages.Stale;
import app.zapiska.telegram.Messenger.EditOutcome;
import app.zapiska.telegram.OutgoingMessage;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Brings messages in the chats in line with the database: what is completed, paid, snoozed, changed or deleted anywhere shows so in
 * its message; a message without anything to speak for goes, or where Telegram deletes it no more, says so without buttons. In a
 * chat that was linked once, what stands is left as it is: nothing of the account is told there any more.
 * Editing is idempotent, so a crash costs a repeated edit at most.
 */
@Singleton
public class ChatCorrection {

    private static final Logger LOG = Logger.getLogger(ChatCorrection.class);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final int IN_HAND = 40;

    /** Of one chat at once: they go out one after the other, and must all have had their turn while the lease lasts. */
    private static final int OF_A_CHAT = 3;

    /** A bot deletes nothing that is older. */
    private static final Duration DELETABLE = Duration.ofHours(48);

    private final StaleMessages stale;
    private final AccountDirectory accounts;
    private final Map<String, ChatMessageRenderer> kinds;
    private final Delivery delivery;
    private final DeliveryFormatters writers;
    private final EngineTime time;

    private final InFlight work = new InFlight();

    public ChatCorrection(
            StaleMessages stale,
            AccountDirectory accounts,
            @All List<ChatMessageRenderer> kinds,
            Delivery delivery,
            DeliveryFormatters writers,
            EngineTime time) {
        this.stale = stale;
        this.accounts = accounts;
        this.kinds = kinds.stream().collect(Collectors.toMap(ChatMessageRenderer::kind, Function.identity()));
        this.delivery = delivery;
        this.writers = writers;
        this.time = time;
    }

    /**
     * Takes what is stale in hand and begins to correct it, messages of different chats side by side: a chat that is busy keeps no
     * other waiting.
     *
     * @return completes when the work is claimed; with the work itself, which never fails, as the item
     */
    public Uni<Uni<Void>> tick() {
        int room = IN_HAND - work.count().get();
        if (room <= 0 || !delivery.ready()) {
            return Uni.createFrom().item(nothing());
        }
        return stale.claimStale(room, OF_A_CHAT, LEASE).map(this::begin);
    }

    private Uni<Void> begin(List<Stale> claimed) {
        if (claimed.isEmpty()) {
            return nothing();
        }
        var byChat = claimed.stream().collect(Collectors.groupingBy(Stale::chat));
        var corrected = accounts.settings(
                        claimed.stream().map(Stale::accountId).distinct().toList())
                .chain(settings -> Multi.createFrom()
                        .iterable(byChat.values())
                        .onItem()
                        .transformToUni(chat -> correctInTurn(chat, settings))
                        .merge(IN_HAND)
                        .collect()
                        .asList());
        return work.begin(
                claimed.size(),
                corrected,
                failure -> LOG.error("Corrections in hand come back when their lease ends", failure));
    }

    /** One after the other; what makes the first wait makes all wait. */
    private Uni<Void> correctInTurn(List<Stale> chat, Map<Long, AccountSettings> settings) {
        if (chat.isEmpty()) {
            return nothing();
        }
        var message = chat.getFirst();
        var others = chat.subList(1, chat.size());
        return correct(message, settings.get(message.accountId()))
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "Correcting a message of account %d", message.accountId()))
                .onFailure()
                // Its lease would keep the whole chat waiting.
                .recoverWithUni(() -> tryLater(message, Duration.ZERO).replaceWith(Duration.ZERO))
                .onFailure()
                .recoverWithItem(Duration.ZERO)
                .chain(pause -> pause.isPositive()
                        ? Multi.createFrom()
                                .iterable(others)
                                .onItem()
                                .transformToUniAndConcatenate(other -> putBack(other, pause))
                                .collect()
                                .asList()
                                .replaceWithVoid()
                        : correctInTurn(others, settings));
    }

    /** @return for how long nothing else of this chat is worth trying */
    private Uni<Duration> correct(Stale message, AccountSettings account) {
        return account == null
                ? stale.gone(message).replaceWith(Duration.ZERO)
                : wanted(message, account)
                        .chain(wanted -> wanted.isPresent()
                                ? edit(message, wanted.get(), outcome -> edited(message, outcome))
                                : remove(message, account));
    }

    private Uni<Duration> edit(Stale message, OutgoingMessage wanted, Function<EditOutcome, Uni<Duration>> done) {
        return change(message, new Change.Edit<>(message.messageId(), wanted), done);
    }

    /** It speaks for nothing any more. What can't be deleted is edited: no button of it is left to be pressed. */
    private Uni<Duration> remove(Stale message, AccountSettings account) {
        var outdated = writers.outdated(account.language());
        return message.sentAt().plus(DELETABLE).isBefore(time.now())
                ? edit(message, outdated, outcome -> removed(message, outcome))
                : change(
                        message,
                        new Change.Delete<>(message.messageId()),
                        outcome -> outcome instanceof EditOutcome.Impossible
                                ? edit(message, outdated, second -> removed(message, second))
                                : removed(message, outcome));
    }

    /** At its turn, and not before: it may have waited for that while another chat was linked. */
    private Uni<Duration> change(Stale message, Change<Duration> change, Function<EditOutcome, Uni<Duration>> done) {
        return delivery.change(
                message.chat(),
                message.awaited() ? Rank.ANSWER : Rank.CORRECTION,
                () -> stale.atHome(message)
                        .chain(home -> home
                                ? Uni.createFrom().item(change)
                                : stale.gone(message).replaceWith(new Change.Nothing<>(Duration.ZERO))),
                done,
                pause -> putBack(message, pause).replaceWith(pause));
    }

    /** @return what the message must show; empty when it must go */
    private Uni<Optional<OutgoingMessage>> wanted(Stale message, AccountSettings account) {
        var kind = kinds.get(message.kind());
        return kind == null
                ? Uni.createFrom().failure(new IllegalStateException("nobody writes messages " + message.kind()))
                : kind.render(account, message.one());
    }

    private Uni<Duration> edited(Stale message, EditOutcome outcome) {
        return switch (outcome) {
            case EditOutcome.Done done -> stale.corrected(message).replaceWith(Duration.ZERO);
            case EditOutcome.Impossible impossible -> stale.corrected(message).replaceWith(Duration.ZERO);
            case EditOutcome.ChatMigrated migrated -> stale.corrected(message).replaceWith(Duration.ZERO);
            case EditOutcome.ChatUnreachable unreachable -> unreachable(message);
            case EditOutcome.TooManyRequests limited -> tryLater(message, limited.retryAfter());
            case EditOutcome.TryLater later -> tryLater(message, later.notBefore());
        };
    }

    private Uni<Duration> removed(Stale message, EditOutcome outcome) {
        return switch (outcome) {
            case EditOutcome.Done done -> stale.gone(message).replaceWith(Duration.ZERO);
            case EditOutcome.Impossible impossible -> stale.gone(message).replaceWith(Duration.ZERO);
            case EditOutcome.ChatMigrated migrated -> stale.gone(message).replaceWith(Duration.ZERO);
            case EditOutcome.ChatUnreachable unreachable -> unreachable(message);
            case EditOutcome.TooManyRequests limited -> tryLater(message, limited.retryAfter());
            case EditOutcome.TryLater later -> tryLater(message, later.notBefore());
        };
    }

    /** The account's own chat is blocked from now on, and its messages wait until it is not; another is nobody's any more. */
    private Uni<Duration> unreachable(Stale message) {
        return stale.leave(message)
                .chain(left -> left ? Uni.createFrom().item(Duration.ZERO) : tryLater(message, Duration.ZERO));
    }

    private Uni<Duration> tryLater(Stale message, Duration notBefore) {
        var backOff =
                BackOff.after(message.attempts(), ThreadLocalRandom.current().nextDouble());
        var pause = backOff.compareTo(notBefore) > 0 ? backOff : notBefore;
        return stale.tryLater(message, time.now().plus(pause)).replaceWith(pause);
    }

    /** It was not tried at all. */
    private Uni<Void> putBack(Stale message, Duration pause) {
        return stale.putBack(message, time.now().plus(pause));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
