package app.zapiska.digests;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.AccountSettings;
import app.zapiska.delivery.Delivery;
import app.zapiska.delivery.Delivery.Ready;
import app.zapiska.delivery.EngineTime;
import app.zapiska.delivery.InFlight;
import app.zapiska.delivery.RateLimiter.Rank;
import app.zapiska.digests.DigestAgenda.Turn;
import app.zapiska.digests.DigestQueue.Claimed;
import app.zapiska.digests.DigestQueue.Part;
import app.zapiska.digests.DigestQueue.State;
import app.zapiska.reminders.EngineConfig;
import app.zapiska.telegram.SendOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
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

    /** Accounts looked at, and digests in hand, at once. Most have the same digest times. */
    private static final int TURNS = 200;

    private static final int IN_HAND = 50;

    private final DigestAgenda agenda;
    private final DigestQueue queue;
    private final DigestMessages messages;
    private final AccountDirectory accounts;
    private final Digests digests;
    private final Delivery delivery;
    private final EngineConfig config;
    private final EngineTime time;
    private final MeterRegistry metrics;

    private final InFlight work = new InFlight();

    DigestSender(
            DigestAgenda agenda,
            DigestQueue queue,
            DigestMessages messages,
            AccountDirectory accounts,
            Digests digests,
            Delivery delivery,
            EngineConfig config,
            EngineTime time,
            MeterRegistry metrics) {
        this.agenda = agenda;
        this.queue = queue;
        this.messages = messages;
        this.accounts = accounts;
        this.digests = digests;
        this.delivery = delivery;
        this.config = config;
        this.time = time;
        this.metrics = metrics;
        metrics.gauge("zapiska.digests.in.hand", work.count());
    }

    /**
     * Notes the slots that have come, claims what is due and begins to send it.
     *
     * @return completes when the work is claimed; with the work itself, which never fails, as the item
     */
    Uni<Uni<Void>> tick() {
        return work.claiming(() -> arrange().chain(this::claim));
    }

    private Uni<Void> arrange() {
        if (work.stopping()) {
            return nothing();
        }
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

    private Uni<Uni<Void>> claim() {
        int room = IN_HAND - work.count().get();
        if (work.stopping() || room <= 0 || !delivery.ready()) {
            return Uni.createFrom().item(nothing());
        }
        return delivery.silenced()
                .chain(silenced -> silenced || work.stopping()
                        ? Uni.createFrom().item(nothing())
                        : queue.claim(room).map(this::begin));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> begin(List<Claimed> claimed) {
        if (claimed.isEmpty()) {
            return nothing();
        }
        var delivered = accounts.settings(
                        claimed.stream().map(Claimed::accountId).distinct().toList())
                .chain(settings -> Multi.createFrom()
                        .iterable(claimed)
                        .onItem()
                        .transformToUni(digest -> deliver(digest, settings.get(digest.accountId()))
                                .onFailure()
                                .invoke(failure -> LOG.errorf(
                                        failure, "Digest %s of account %d", digest.kind(), digest.accountId()))
                                .onFailure()
                                .recoverWithNull())
                        .merge(IN_HAND)
                        .collect()
                        .asList());
        return work.begin(
                claimed.size(),
                delivered,
                failure -> LOG.error("Digests in hand come back when their lease ends", failure));
    }

    private Uni<Void> deliver(Claimed digest, AccountSettings account) {
        if (account == null) {
            return queue.end(digest, State.NO_CHAT, "the account is gone");
        }
        return stillDue(digest, account)
                ? queue.composed(digest)
                        .chain(composed -> composed
                                ? queue.waiting(digest).chain(parts -> send(digest, account, parts))
                                : compose(digest, account))
                : putBack(digest, account);
    }

    private boolean stillDue(Claimed digest, AccountSettings account) {
        return account.active()
                && account.chat().isPresent()
                && !account.chatBlocked()
                && held(digest, account).isEmpty()
                && wanted(digest, account)
                && !digest.slot(account).missedAt(time.now())
                && account.workingHours().contains(time.now(), account.zone());
    }

    /** Only the urgent loans are about nothing but payments. */
    private Optional<Instant> held(Claimed digest, AccountSettings account) {
        return account.heldUntil(time.now(), digest.kind() == DigestKind.URGENT);
    }

    private static boolean wanted(Claimed digest, AccountSettings account) {
        return digest.kind().times(account, digest.date()).contains(digest.slot());
    }

    private Uni<Void> putBack(Claimed digest, AccountSettings account) {
        if (!account.active()) {
            return queue.end(digest, State.BLOCKED, "the account is deactivated");
        }
        if (account.chat().isEmpty()) {
            return queue.end(digest, State.NO_CHAT, "no chat is linked");
        }
        if (account.chatBlocked()) {
            return queue.end(digest, State.BLOCKED, "the bot is blocked");
        }
        if (held(digest, account).isPresent()) {
            return queue.end(digest, State.MISSED, "paused");
        }
        if (!wanted(digest, account)) {
            return queue.end(digest, State.MISSED, "its time was taken out of the settings");
        }
        var opening = DigestSlots.opening(digest.kind(), account, digest.date(), time.now());
        boolean late = digest.slot(account).missedAt(opening.orElse(time.now()));
        return opening.isEmpty() || late
                ? queue.end(digest, State.MISSED, late ? "too late" : "working hours were over")
                : queue.release(digest, opening.get(), "working hours begin later");
    }

    private Uni<Void> compose(Claimed digest, AccountSettings account) {
        return digests.of(digest.kind())
                .compose(new Digest.Turn(digest.kind(), digest.date(), digest.slot()), account, time.now())
                .chain(composed -> composed.parts().isEmpty()
                        ? queue.end(digest, State.EMPTY, null)
                        : queue.compose(digest, composed)
                                .chain(ours -> ours
                                        ? queue.waiting(digest).chain(waiting -> send(digest, account, waiting))
                                        : nothing()));
    }

    /** One part after the other; the first that has to wait makes the others wait. */
    private Uni<Void> send(Claimed digest, AccountSettings account, List<Part> parts) {
        if (parts.isEmpty()) {
            return queue.finish(digest);
        }
        return send(digest, account, parts.getFirst())
                .chain(goOn -> goOn ? send(digest, account, parts.subList(1, parts.size())) : nothing());
    }

    /** @return whether the next part may follow */
    private Uni<Boolean> send(Claimed digest, AccountSettings account, Part part) {
        if (!stillDue(digest, account)) {
            return putBack(digest, account).replaceWith(false);
        }
        if (work.stopping()) {
            return queue.putBack(digest, time.now()).replaceWith(false);
        }
        long chat = account.chat().orElseThrow();
        return delivery.send(
                chat,
                Rank.REMINDER,
                () -> intend(digest, account, part, chat),
                pause -> queue.putBack(digest, time.now().plus(pause)).replaceWith(false));
    }

    private Uni<Ready<Boolean>> intend(Claimed digest, AccountSettings account, Part part, long chat) {
        return messages.content(account.accountId(), digest.id(), part.number())
                .chain(content -> content.isEmpty()
                        ? Uni.createFrom().item(new Ready.Nothing<>(false))
                        : digests.of(digest.kind())
                                .message(account, content.get(), Optional.empty(), time.now())
                                .chain(message -> intend(
                                        digest, account, part, content.get().revision(), message, chat)));
    }

    private Uni<Ready<Boolean>> intend(
            Claimed digest,
            AccountSettings account,
            Part part,
            int revision,
            Optional<Digest.Rendered> message,
            long chat) {
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
                return recordOutcome(
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
                    .item(new Ready.Message<>(
                            words, outcome -> record(digest, account, part, revision, chat, outcome)));
        });
    }

    private Uni<Boolean> record(
            Claimed digest, AccountSettings account, Part part, int revision, long chat, SendOutcome outcome) {
        metrics.counter(
                        "zapiska.digests.outcomes",
                        "outcome",
                        outcome.getClass().getSimpleName())
                .increment();
        var decision = DigestPartDecision.of(
                outcome,
                part.before(),
                time.now(),
                config,
                ThreadLocalRandom.current().nextDouble());
        if (outcome instanceof SendOutcome.MessageRefused refused) {
            LOG.warnf(
                    "Telegram refused digest %s of account %d: %d %s",
                    digest.kind(), account.accountId(), refused.code(), refused.error());
        }
        return recordOutcome(digest, part, revision, decision, chat);
    }

    private Uni<Boolean> recordOutcome(
            Claimed digest, Part part, int revision, DigestPartDecision decision, long chat) {
        return queue.recordOutcome(digest, part, revision, decision, chat)
                .map(ours -> ours && decision.next() == DigestPartDecision.Next.GO_ON);
    }

    Uni<Void> rescue() {
        return queue.rescue();
    }

    /** Claims nothing more, hands back what is not on its way yet and waits for what is. */
    Uni<Void> stop() {
        return work.drain(queue::releaseOwn, config.drain());
    }
}
