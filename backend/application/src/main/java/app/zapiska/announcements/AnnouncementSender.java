package app.zapiska.announcements;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.AccountSettings;
import app.zapiska.announcements.AnnouncementQueue.Claimed;
import app.zapiska.announcements.AnnouncementQueue.HeldBy;
import app.zapiska.announcements.AnnouncementQueue.State;
import app.zapiska.delivery.Delivery;
import app.zapiska.delivery.Delivery.Ready;
import app.zapiska.delivery.EngineTime;
import app.zapiska.delivery.RateLimiter.Rank;
import app.zapiska.delivery.WorkInHand;
import app.zapiska.digests.DigestPartDecision;
import app.zapiska.reminders.EngineConfig;
import app.zapiska.telegram.SendOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Sends announcements, at least once: one copy a person, tried once more when nobody knows whether it arrived. They wait for
 * every reminder and every answer, and may be killed at any line: what was in hand comes back when its lease ends.
 */
@Singleton
class AnnouncementSender {

    private static final Logger LOG = Logger.getLogger(AnnouncementSender.class);

    private static final int IN_HAND = 10;

    /** A pause can be ended early, and hours can be changed. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private final AnnouncementQueue queue;
    private final AnnouncementMessages messages;
    private final Delivery delivery;
    private final EngineConfig config;
    private final EngineTime time;
    private final MeterRegistry metrics;

    private final WorkInHand<Claimed> work;

    AnnouncementSender(
            AnnouncementQueue queue,
            AnnouncementMessages messages,
            AccountDirectory accounts,
            Delivery delivery,
            EngineConfig config,
            EngineTime time,
            MeterRegistry metrics) {
        this.queue = queue;
        this.messages = messages;
        this.delivery = delivery;
        this.config = config;
        this.time = time;
        this.metrics = metrics;
        work = new WorkInHand<>(IN_HAND, accounts, Claimed::accountId, copy -> "Announcement " + copy.announcementId());
    }

    /** @return completes when the work is claimed; with the work itself, which never fails, as the item */
    Uni<Uni<Void>> tick() {
        return work.tick(
                queue::begin,
                room -> delivery.usable()
                        .chain(usable -> usable && !work.stopping()
                                ? queue.claim(room).map(this::begin)
                                : Uni.createFrom().item(nothing())));
    }

    private Uni<Void> begin(List<Claimed> claimed) {
        return work.begin(claimed, settings -> {
            Function<Claimed, Uni<Void>> each = copy ->
                    settings.containsKey(copy.accountId()) ? deliver(copy, settings.get(copy.accountId())) : nothing();
            return Uni.createFrom().item(each);
        });
    }

    private Uni<Void> deliver(Claimed copy, AccountSettings account) {
        var now = time.now();
        if (!account.active()) {
            return queue.end(copy, State.DEACTIVATED);
        }
        if (account.chat().isEmpty()) {
            return queue.end(copy, State.NO_CHAT);
        }
        if (account.chatBlocked()) {
            return queue.end(copy, State.BLOCKED);
        }
        var until = account.comesAt(now, false);
        if (until.isAfter(now)) {
            var by = account.pauseAt(now).isPresent() ? HeldBy.PAUSE : HeldBy.HOURS;
            return queue.hold(copy, by, until, earlier(until, now.plus(LOOK_AGAIN)));
        }
        if (work.stopping()) {
            return queue.putBack(copy, now);
        }
        return delivery.send(
                account.chat().orElseThrow(),
                Rank.CORRECTION,
                () -> intend(copy, account),
                pause -> queue.putBack(copy, time.now().plus(pause)));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Uni<Ready<Void>> intend(Claimed copy, AccountSettings account) {
        long intended = System.nanoTime();
        return queue.intend(copy).chain(ours -> {
            if (!ours) {
                return queue.putBack(copy, time.now()).map(ignored -> new Ready.Nothing<>(null));
            }
            // Measured on this machine's monotonic clock: the process may have been stopped since.
            var age = Duration.ofNanos(System.nanoTime() - intended);
            if (age.compareTo(config.intentAge()) > 0) {
                return queue.record(copy, DigestPartDecision.overtaken(copy.before(), time.now(), age))
                        .map(ignored -> new Ready.Nothing<>(null));
            }
            var message = messages.of(copy.text(), account.language());
            return Uni.createFrom()
                    .item(new Ready.Message<>(
                            copy.before().plainText() ? message.asPlainText(AnnouncementMessages.LONGEST) : message,
                            outcome -> record(copy, outcome)));
        });
    }

    private Uni<Void> record(Claimed copy, SendOutcome outcome) {
        metrics.counter(
                        "zapiska.announcements.outcomes",
                        "outcome",
                        outcome.getClass().getSimpleName())
                .increment();
        if (outcome instanceof SendOutcome.MessageRefused refused) {
            LOG.warnf(
                    "Telegram refused announcement %d for account %d: %d %s",
                    copy.announcementId(), copy.accountId(), refused.code(), refused.error());
        }
        return queue.record(
                copy,
                DigestPartDecision.of(
                        outcome,
                        copy.before(),
                        time.now(),
                        config,
                        ThreadLocalRandom.current().nextDouble()));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    Uni<Void> rescue() {
        return queue.rescue();
    }

    /** Claims nothing more, hands back what is not on its way yet and waits for what is. */
    Uni<Void> stop() {
        return work.drain(queue::releaseOwn, config.drain());
    }
}
