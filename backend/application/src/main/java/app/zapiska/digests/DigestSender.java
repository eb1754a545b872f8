package app.zapiska.digests;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.AccountSettings;
import app.zapiska.channels.ChannelChoice;
import app.zapiska.channels.ChannelChoice.Telegram;
import app.zapiska.channels.SingleMessage.Elsewhere;
import app.zapiska.delivery.Delivery;
import app.zapiska.delivery.Delivery.Ready;
import app.zapiska.delivery.EngineTime;
import app.zapiska.delivery.RateLimiter.Rank;
import app.zapiska.delivery.WorkInHand;
import app.zapiska.digests.DigestAgenda.Turn;
import app.zapiska.digests.DigestQueue.Claimed;
import app.zapiska.digests.DigestQueue.Part;
import app.zapiska.digests.DigestQueue.State;
import app.zapiska.reminders.EngineConfig;
import app.zapiska.telegram.SendOutcome;
import app.zapiska.telegram.TelegramReach;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Sends the digests that are due. Like the reminders' dispatcher it may be killed at any line: what it held
 * comes back when its lease ends.
 */
@Singleton
class DigestSender {

    private static final Logger LOG = Logger.getLogger(DigestSender.class);

    /** What a message refused for its form is cut to. */
    private static final int PLAIN_LENGTH = 3500;

    private static final Duration NOT_READY = Duration.ofSeconds(5);

    /** Accounts looked at, and digests in hand, at once. Most have the same digest times. */
    private static final int TURNS = 200;

    private static final int IN_HAND = 50;

    private final DigestAgenda agenda;
    private final DigestQueue queue;
    private final DigestOutcomes outcomes;
    private final DigestMessages messages;
    private final DigestElsewhere elsewhere;
    private final AccountDirectory accounts;
    private final Digests digests;
    private final Delivery delivery;
    private final TelegramReach reach;
    private final EngineConfig config;
    private final EngineTime time;
    private final MeterRegistry metrics;

    private final WorkInHand<Claimed> work;

    DigestSender(
            DigestAgenda agenda,
            DigestQueue queue,
            DigestOutcomes outcomes,
            DigestMessages messages,
            DigestElsewhere elsewhere,
            AccountDirectory accounts,
            Digests digests,
            Delivery delivery,
            TelegramReach reach,
            EngineConfig config,
            EngineTime time,
            MeterRegistry metrics) {
        this.agenda = agenda;
        this.queue = queue;
        this.outcomes = outcomes;
        this.messages = messages;
        this.elsewhere = elsewhere;
        this.accounts = accounts;
        this.digests = digests;
        this.delivery = delivery;
        this.reach = reach;
        this.config = config;
        this.time = time;
        this.metrics = metrics;
        work = new WorkInHand<>(IN_HAND, accounts, Claimed::accountId, digest -> "Digest " + digest.kind());
        metrics.gauge("zapiska.digests.in.hand", work.count());
    }

    /**
     * Notes the slots that have come, claims what is due and begins to send it.
     *
     * @return completes when the work is claimed; with the work itself, which never fails, as the item
     */
    Uni<Uni<Void>> tick() {
        return work.tick(
                this::arrange,
                room -> delivery.usable()
                        .chain(usable -> work.stopping()
                                ? Uni.createFrom().item(nothing())
                                : (usable ? queue.claim(room) : queue.claimForSecond(room))
                                        .map(claimed -> begin(claimed, usable))));
    }

    private Uni<Void> arrange() {
        return agenda.turns(TURNS)
                .chain(turns -> turns.isEmpty()
                        ? nothing()
                        : accounts.settings(turns.stream().map(Turn::accountId).toList())
                                .chain(settings -> Multi.createFrom()
                                        .iterable(turns)
                                        .filter(turn -> settings.containsKey(turn.accountId()))
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                turn -> arrange(turn, settings.get(turn.accountId())))
                                        .collect()
                                        .asList()
                                        .replaceWithVoid()));
    }

    private Uni<Void> arrange(Turn turn, AccountSettings account) {
        var now = time.now();
        var latest = DigestSlots.latest(turn.kind(), account, now);
        return agenda.arrange(
                turn,
                latest,
                latest.map(slot -> slot.missedAt(now)).orElse(false),
                DigestSlots.next(turn.kind(), account, now));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> begin(List<Claimed> claimed, boolean usable) {
        return work.begin(
                claimed,
                settings -> telegram(settings.values(), usable)
                        .map(telegram -> digest -> deliver(digest, settings.get(digest.accountId()), telegram)));
    }

    /** Nobody asks where it makes no difference. */
    private Uni<Telegram> telegram(Collection<AccountSettings> accounts, boolean usable) {
        return accounts.stream().anyMatch(account -> account.second().ready())
                ? reach.awaySince().map(since -> new Telegram(usable, since))
                : Uni.createFrom().item(new Telegram(usable, Optional.empty()));
    }

    /** A digest in hand whose account is there, and the way that it goes now. */
    private record Going(Claimed digest, AccountSettings account, Telegram telegram, Optional<Elsewhere> second) {

        boolean reachable() {
            return second.isPresent() || account.chat().isPresent() && !account.chatBlocked();
        }

        Optional<Instant> takesOver(Instant now) {
            return digest.next()
                    .takesOver(account, telegram, now)
                    // Not worth it any more by then.
                    .filter(moment -> !digest.slot(account).missedAt(moment));
        }

        /** After a pause that the bot's own pace asks for, but when the second channel takes over if that is sooner. */
        Instant inTimeForSecond(Duration pause, Instant now) {
            return ChannelChoice.noLaterThanSecond(account, pause, digest.next().dueAt(), now);
        }
    }

    private Uni<Void> deliver(Claimed digest, AccountSettings account, Telegram telegram) {
        if (account == null) {
            return queue.end(digest, State.NO_CHAT, "the account is gone");
        }
        var going = new Going(digest, account, telegram, digest.next().second(account, telegram, time.now()));
        return stillDue(going)
                ? queue.composed(digest)
                        .chain(composed ->
                                composed ? queue.waiting(digest).chain(parts -> send(going, parts)) : compose(going))
                : putBack(going);
    }

    private boolean stillDue(Going going) {
        var account = going.account();
        return account.active()
                && going.reachable()
                && held(going).isEmpty()
                && wanted(going)
                && !going.digest().slot(account).missedAt(time.now())
                && account.workingHours().contains(time.now(), account.zone());
    }

    private Optional<Instant> held(Going going) {
        return going.account().heldUntil(time.now(), going.digest().kind().aboutPayments());
    }

    private static boolean wanted(Going going) {
        var digest = going.digest();
        return digest.kind().times(going.account(), digest.date()).contains(digest.slot());
    }

    private Uni<Void> putBack(Going going) {
        var digest = going.digest();
        var account = going.account();
        if (!account.active()) {
            return queue.end(digest, State.BLOCKED, "the account is deactivated");
        }
        if (!going.reachable()) {
            return account.chat().isEmpty()
                    ? queue.end(digest, State.NO_CHAT, "no chat is linked")
                    : queue.end(digest, State.BLOCKED, "the bot is blocked");
        }
        if (held(going).isPresent()) {
            return queue.end(digest, State.MISSED, "paused");
        }
        if (!wanted(going)) {
            return queue.end(digest, State.MISSED, "its time was taken out of the settings");
        }
        var opening = DigestSlots.opening(digest.kind(), account, digest.date(), time.now());
        boolean late = digest.slot(account).missedAt(opening.orElse(time.now()));
        return opening.isEmpty() || late
                ? queue.end(digest, State.MISSED, late ? "too late" : "working hours were over")
                : queue.release(digest, opening.get(), "working hours begin later");
    }

    private Uni<Void> compose(Going going) {
        var digest = going.digest();
        return digests.of(digest.kind())
                .compose(new Digest.Turn(digest.kind(), digest.date(), digest.slot()), going.account(), time.now())
                .chain(composed -> composed.parts().isEmpty()
                        ? queue.end(digest, State.EMPTY, null)
                        : queue.compose(digest, composed)
                                .chain(ours ->
                                        ours ? queue.waiting(digest).chain(parts -> send(going, parts)) : nothing()));
    }

    /** One part after the other; the first that has to wait makes the others wait. */
    private Uni<Void> send(Going going, List<Part> parts) {
        if (parts.isEmpty()) {
            return queue.finish(going.digest());
        }
        if (!stillDue(going)) {
            return putBack(going);
        }
        if (work.stopping()) {
            return queue.putBack(going.digest(), time.now());
        }
        return going.second()
                .map(second -> elsewhere
                        .send(going.digest(), going.account(), second, parts)
                        .chain(ended -> ended ? queue.finish(going.digest()) : nothing()))
                .orElseGet(() -> send(going, parts.getFirst())
                        .chain(goOn -> goOn ? send(going, parts.subList(1, parts.size())) : nothing()));
    }

    /** @return whether the next part may follow */
    private Uni<Boolean> send(Going going, Part part) {
        var digest = going.digest();
        if (part.before().exhausted()) {
            // The setting has become longer since, or there is no second channel any more.
            return going.takesOver(time.now())
                    .map(later -> queue.putBack(digest, later).replaceWith(false))
                    .orElseGet(() -> queue.giveUp(digest, part).replaceWith(true));
        }
        if (!going.telegram().usable()) {
            return queue.putBack(digest, time.now().plus(NOT_READY)).replaceWith(false);
        }
        long chat = going.account().chat().orElseThrow();
        return delivery.send(
                chat,
                Rank.REMINDER,
                () -> intend(going, part, chat),
                pause -> queue.putBack(digest, going.inTimeForSecond(pause, time.now()))
                        .replaceWith(false));
    }

    private Uni<Ready<Boolean>> intend(Going going, Part part, long chat) {
        var digest = going.digest();
        return messages.content(going.account().accountId(), digest.id(), part.number())
                .chain(content -> content.isEmpty()
                        ? Uni.createFrom().item(new Ready.Nothing<>(false))
                        : digests.of(digest.kind())
                                .leaving(going.account(), content.get(), time.now())
                                .chain(message ->
                                        intend(going, part, content.get().revision(), message, chat)));
    }

    private Uni<Ready<Boolean>> intend(
            Going going, Part part, int revision, Optional<Digest.Rendered> message, long chat) {
        var digest = going.digest();
        if (message.isEmpty() || !message.get().open()) {
            // Paid or gone between the making of the message and this try.
            return queue.skip(digest, part).replaceWith(new Ready.Nothing<>(true));
        }
        long intended = System.nanoTime();
        return queue.intend(digest, part, chat).chain(ours -> {
            if (!ours) {
                return Uni.createFrom().item(new Ready.Nothing<>(false));
            }
            // Measured on this machine's monotonic clock: the process may have been stopped since.
            var age = Duration.ofNanos(System.nanoTime() - intended);
            if (age.compareTo(config.intentAge()) > 0) {
                return outcomes.recordOutcome(
                                digest,
                                part,
                                revision,
                                DigestPartDecision.overtaken(part.before(), time.now(), age),
                                chat)
                        .map(Ready.Nothing::new);
            }
            var words = part.before().plainText()
                    ? message.get().message().asPlainText(PLAIN_LENGTH)
                    : message.get().message();
            return Uni.createFrom()
                    .item(new Ready.Message<>(words, outcome -> record(going, part, revision, chat, outcome)));
        });
    }

    private Uni<Boolean> record(Going going, Part part, int revision, long chat, SendOutcome outcome) {
        metrics.counter(
                        "zapiska.digests.outcomes",
                        "outcome",
                        outcome.getClass().getSimpleName())
                .increment();
        var now = time.now();
        var decision = DigestPartDecision.of(
                outcome, part.before(), now, config, ThreadLocalRandom.current().nextDouble());
        if (outcome instanceof SendOutcome.MessageRefused refused) {
            LOG.warnf(
                    "Telegram refused digest %s of account %d: %d %s",
                    going.digest().kind(), going.account().accountId(), refused.code(), refused.error());
        }
        var takesOver = outcome instanceof SendOutcome.ChatUnreachable
                ? Optional.of(now).filter(_ -> going.account().second().ready())
                : going.takesOver(now);
        return outcomes.recordOutcome(
                going.digest(),
                part,
                revision,
                takesOver.map(moment -> decision.orElsewhere(moment, now)).orElse(decision),
                chat);
    }

    Uni<Void> rescue() {
        return queue.rescue();
    }

    /** Claims nothing more, hands back what is not on its way yet and waits for what is. */
    Uni<Void> stop() {
        return work.drain(queue::releaseOwn, config.drain());
    }
}
