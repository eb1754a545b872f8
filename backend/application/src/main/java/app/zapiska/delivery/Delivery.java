package app.zapiska.delivery;

import app.zapiska.delivery.RateLimiter.Place;
import app.zapiska.delivery.RateLimiter.Rank;
import app.zapiska.delivery.RateLimiter.Turn;
import app.zapiska.platform.Faults;
import app.zapiska.telegram.Chats;
import app.zapiska.telegram.Messenger;
import app.zapiska.telegram.Messenger.EditOutcome;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.SendOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * How any message reaches a chat, whoever sends it: it waits for its turn, which is given back when nothing comes of it, is
 * sent, its outcome is recorded, and then obeyed for everybody: a 429 begins a cooldown, a chat that can't be written to is
 * blocked, a group that has moved is followed.
 *
 * <p>What is written where and when is the sender's own business; so are its guarantees. No transaction is open here.
 */
@Singleton
public class Delivery {

    private static final Logger LOG = Logger.getLogger(Delivery.class);

    /** Whose turn comes later than that is told so, instead of being held. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Messenger messenger;
    private final RateLimiter rateLimiter;
    private final Chats chats;

    public Delivery(Messenger messenger, RateLimiter rateLimiter, Chats chats) {
        this.messenger = messenger;
        this.rateLimiter = rateLimiter;
        this.chats = chats;
    }

    /** What a sender has at its turn. */
    public sealed interface Ready<T> {

        /**
         * A message to send now; whatever must be committed before the call is.
         *
         * @param recorded told how it ended, before anything follows from that
         */
        record Message<T>(OutgoingMessage message, Function<SendOutcome, Uni<T>> recorded) implements Ready<T> {}

        /** Nothing any more. */
        record Nothing<T>(T result) implements Ready<T> {}
    }

    /** What is to become of a message that stands in a chat, as its sender says at its turn. */
    public sealed interface Change<T> {

        record Edit<T>(long messageId, OutgoingMessage message) implements Change<T> {}

        record Delete<T>(long messageId) implements Change<T> {}

        /** It stays as it is after all. */
        record Nothing<T>(T result) implements Change<T> {}
    }

    /** Whether a token is set and not rejected: false stops a sender without consuming anything. */
    public boolean ready() {
        return messenger.ready();
    }

    /** Whether Telegram has asked everybody to be silent for now. */
    public Uni<Boolean> silenced() {
        return rateLimiter.cooldown().map(Duration::isPositive);
    }

    /** Whether anything may be sent now. */
    public Uni<Boolean> usable() {
        return ready()
                ? silenced().map(silenced -> !silenced)
                : Uni.createFrom().item(false);
    }

    /**
     * Sends one message.
     *
     * @param turn asked when the message may leave at once
     * @param tooLate asked instead, with the time until the turn may come; nothing was tried and no place was taken
     */
    public <T> Uni<T> send(long chatId, Rank rank, Supplier<Uni<Ready<T>>> turn, Function<Duration, Uni<T>> tooLate) {
        return inTurn(
                chatId,
                rank,
                place -> prepared(place, turn).chain(ready -> switch (ready) {
                    case Ready.Nothing<T>(T result) ->
                        rateLimiter.giveBack(place).replaceWith(result);
                    case Ready.Message<T>(OutgoingMessage message, Function<SendOutcome, Uni<T>> recorded) ->
                        messenger
                                .send(chatId, message)
                                .onFailure()
                                .recoverWithItem(failure -> new SendOutcome.Unknown("the adapter failed: "
                                        + failure.getClass().getSimpleName()))
                                .chain(outcome -> recorded.apply(outcome)
                                        .onItemOrFailure()
                                        .call((result, failure) -> obey(chatId, outcome)));
                }),
                tooLate);
    }

    /**
     * Edits or deletes one message. Either may be repeated without harm.
     *
     * @param turn asked for the change when it can be made at once
     * @param done told how it ended, before anything follows from that
     * @param tooLate as for {@link #send}
     */
    public <T> Uni<T> change(
            long chatId,
            Rank rank,
            Supplier<Uni<Change<T>>> turn,
            Function<EditOutcome, Uni<T>> done,
            Function<Duration, Uni<T>> tooLate) {
        return inTurn(
                chatId,
                rank,
                place -> prepared(place, turn).chain(change -> switch (change) {
                    case Change.Nothing<T>(T result) ->
                        rateLimiter.giveBack(place).replaceWith(result);
                    case Change.Edit<T>(long messageId, OutgoingMessage message) ->
                        changed(chatId, messenger.edit(chatId, messageId, message), done);
                    case Change.Delete<T>(long messageId) -> changed(chatId, messenger.delete(chatId, messageId), done);
                }),
                tooLate);
    }

    private <T> Uni<T> changed(long chatId, Uni<EditOutcome> change, Function<EditOutcome, Uni<T>> done) {
        return change.chain(
                outcome -> done.apply(outcome).onItemOrFailure().call((result, failure) -> obey(chatId, outcome)));
    }

    /** What fails before anything was tried has not used its place. */
    private <T> Uni<T> prepared(Place place, Supplier<Uni<T>> turn) {
        return Uni.createFrom().deferred(() -> turn.get()).onFailure().call(() -> rateLimiter.giveBack(place));
    }

    private <T> Uni<T> inTurn(
            long chatId, Rank rank, Function<Place, Uni<T>> turn, Function<Duration, Uni<T>> tooLate) {
        return inTurn(chatId, rank, Duration.ZERO, turn, tooLate);
    }

    private <T> Uni<T> inTurn(
            long chatId, Rank rank, Duration waited, Function<Place, Uni<T>> turn, Function<Duration, Uni<T>> tooLate) {
        return rateLimiter.ask(chatId, rank).chain(answer -> switch (answer) {
            case Turn.Taken(Duration pause, Place place) -> after(pause).chain(() -> turn.apply(place));
            case Turn.NotYet(Duration again) -> {
                var longer = waited.plus(again);
                yield longer.compareTo(PATIENCE) > 0
                        ? tooLate.apply(again)
                        : after(again).chain(() -> inTurn(chatId, rank, longer, turn, tooLate));
            }
        });
    }

    private static Uni<Void> after(Duration pause) {
        var now = Uni.createFrom().voidItem();
        return pause.isPositive() ? now.onItem().delayIt().by(pause) : now;
    }

    private Uni<Void> obey(long chatId, SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.TooManyRequests(Duration retryAfter) -> rateLimiter.coolDown(retryAfter);
            case SendOutcome.ChatUnreachable(String error) -> marked(chats.markBlocked(chatId, error));
            case SendOutcome.ChatMigrated(long newChatId) -> marked(chats.migrate(chatId, newChatId));
            case SendOutcome.Sent sent -> nothing();
            case SendOutcome.NotSent notSent -> nothing();
            case SendOutcome.MessageRefused refused -> nothing();
            case SendOutcome.TokenRejected rejected -> nothing();
            case SendOutcome.ServerError failed -> nothing();
            case SendOutcome.Unknown unknown -> nothing();
        };
    }

    private Uni<Void> obey(long chatId, EditOutcome outcome) {
        return switch (outcome) {
            case EditOutcome.TooManyRequests(Duration retryAfter) -> rateLimiter.coolDown(retryAfter);
            case EditOutcome.ChatUnreachable(String error) -> marked(chats.markBlocked(chatId, error));
            case EditOutcome.ChatMigrated(long newChatId) -> marked(chats.migrate(chatId, newChatId));
            case EditOutcome.Done done -> nothing();
            case EditOutcome.Impossible impossible -> nothing();
            case EditOutcome.TryLater later -> nothing();
        };
    }

    /** The message's own outcome is recorded already, and the next message meets the same refusal. */
    private static Uni<Void> marked(Uni<Void> mark) {
        return mark.onFailure()
                .invoke(failure -> LOG.warnf("What a chat refused could not be noted: %s", Faults.describe(failure)))
                .onFailure()
                .recoverWithNull();
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
