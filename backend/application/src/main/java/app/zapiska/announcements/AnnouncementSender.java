package app.zapiska.announcements;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.AccountSettings;
import app.zapiska.announcements.AnnouncementQueue.Claimed;
import app.zapiska.announcements.AnnouncementQueue.HeldBy;
import app.zapiska.announcements.AnnouncementQueue.State;
import app.zapiska.channels.Channel;
import app.zapiska.channels.ChannelChoice;
import app.zapiska.channels.ChannelChoice.Telegram;
import app.zapiska.channels.SecondChannel;
import app.zapiska.channels.SingleMessage.Elsewhere;
import app.zapiska.delivery.Delivery;
import app.zapiska.delivery.Delivery.Ready;
import app.zapiska.delivery.EngineTime;
import app.zapiska.delivery.RateLimiter.Rank;
import app.zapiska.delivery.WorkInHand;
import app.zapiska.digests.DigestPartDecision;
import app.zapiska.reminders.EngineConfig;
import app.zapiska.telegram.SendOutcome;
import app.zapiska.telegram.TelegramReach;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Sends announcements, at least once: one copy a person, tried once more when nobody knows whether it arrived, and by the second
 * channel where Telegram does not reach them. They wait for every reminder and every answer, and may be killed at any line: what
 * was in hand comes back when its lease ends.
 */
@Singleton
class AnnouncementSender {

    private static final Logger LOG = Logger.getLogger(AnnouncementSender.class);

    private static final int IN_HAND = 10;

    /** A pause can be ended early, and hours can be changed. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private static final Duration NOT_READY = Duration.ofSeconds(5);

    /** A browser that is off for longer is not told of it any more. */
    private static final Duration LIFE = Duration.ofDays(1);

    private final AnnouncementQueue queue;
    private final AnnouncementMessages messages;
    private final Delivery delivery;
    private final SecondChannel second;
    private final TelegramReach reach;
    private final EngineConfig config;
    private final EngineTime time;
    private final MeterRegistry metrics;

    private final WorkInHand<Claimed> work;

    AnnouncementSender(
            AnnouncementQueue queue,
            AnnouncementMessages messages,
            AccountDirectory accounts,
            Delivery delivery,
            SecondChannel second,
            TelegramReach reach,
            EngineConfig config,
            EngineTime time,
            MeterRegistry metrics) {
        this.queue = queue;
        this.messages = messages;
        this.delivery = delivery;
        this.second = second;
        this.reach = reach;
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
                        .chain(usable -> work.stopping()
                                ? Uni.createFrom().item(nothing())
                                : (usable ? queue.claim(room) : queue.claimForSecond(room))
                                        .map(claimed -> begin(claimed, usable))));
    }

    private Uni<Void> begin(List<Claimed> claimed, boolean usable) {
        return work.begin(
                claimed,
                settings -> telegram(settings.values(), usable)
                        .map(telegram -> copy -> settings.containsKey(copy.accountId())
                                ? deliver(copy, settings.get(copy.accountId()), telegram)
                                : nothing()));
    }

    /** Nobody asks where it makes no difference. */
    private Uni<Telegram> telegram(Collection<AccountSettings> accounts, boolean usable) {
        return accounts.stream().anyMatch(account -> account.second().ready())
                ? reach.awaySince().map(since -> new Telegram(usable, since))
                : Uni.createFrom().item(new Telegram(usable, Optional.empty()));
    }

    private Uni<Void> deliver(Claimed copy, AccountSettings account, Telegram telegram) {
        var now = time.now();
        if (!account.active()) {
            return queue.end(copy, State.DEACTIVATED);
        }
        var elsewhere = messages.way(copy.single(), copy.text()).second(account, telegram, now);
        if (elsewhere.isEmpty() && account.chat().isEmpty()) {
            return queue.end(copy, State.NO_CHAT);
        }
        if (elsewhere.isEmpty() && account.chatBlocked()) {
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
        return elsewhere.map(way -> sendElsewhere(copy, account, way)).orElseGet(() -> send(copy, account, telegram));
    }

    private Uni<Void> send(Claimed copy, AccountSettings account, Telegram telegram) {
        if (copy.before().exhausted()) {
            // The setting has become longer since, or there is no second channel any more.
            return copy.single()
                    .takesOver(account, telegram, time.now())
                    .map(later -> queue.putBack(copy, later))
                    .orElseGet(() -> queue.end(copy, State.UNKNOWN));
        }
        if (!telegram.usable()) {
            return queue.putBack(copy, time.now().plus(NOT_READY));
        }
        long chat = account.chat().orElseThrow();
        return delivery.send(
                chat,
                Rank.CORRECTION,
                () -> intended(
                        copy,
                        Optional.empty(),
                        queue.intend(copy, chat),
                        () -> message(copy, account, telegram),
                        new Ready.Nothing<>(null)),
                pause -> queue.putBack(
                        copy,
                        ChannelChoice.noLaterThanSecond(
                                account, pause, copy.single().dueAt(), time.now())));
    }

    private Uni<Void> sendElsewhere(Claimed copy, AccountSettings account, Elsewhere way) {
        return intended(
                copy,
                Optional.of(way.channel()),
                queue.intend(copy, way.channel()),
                () -> second.send(
                                way.channel(),
                                account.accountId(),
                                messages.elsewhere(copy, account, way, time.now()),
                                LIFE)
                        .chain(outcome -> {
                            metrics.counter(
                                            "zapiska.announcements.second.outcomes",
                                            "channel",
                                            way.channel().name().toLowerCase(Locale.ROOT),
                                            "outcome",
                                            outcome.getClass().getSimpleName())
                                    .increment();
                            return queue.record(
                                    copy,
                                    DigestPartDecision.ofSecond(outcome, copy.before(), time.now(), config),
                                    Optional.of(way.channel()));
                        }),
                null);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /**
     * @param then what follows when the intent is committed
     * @param otherwise when it is not, or took too long
     */
    private <T> Uni<T> intended(
            Claimed copy, Optional<Channel> elsewhere, Uni<Boolean> intent, Supplier<Uni<T>> then, T otherwise) {
        long intended = System.nanoTime();
        return intent.chain(ours -> {
            if (!ours) {
                return queue.putBack(copy, time.now()).replaceWith(otherwise);
            }
            // Measured on this machine's monotonic clock: the process may have been stopped since.
            var age = Duration.ofNanos(System.nanoTime() - intended);
            return age.compareTo(config.intentAge()) > 0
                    ? queue.record(copy, DigestPartDecision.overtaken(copy.before(), time.now(), age), elsewhere)
                            .replaceWith(otherwise)
                    : then.get();
        });
    }

    private Uni<Ready<Void>> message(Claimed copy, AccountSettings account, Telegram telegram) {
        var message = messages.of(copy.text(), account.language());
        return Uni.createFrom()
                .item(new Ready.Message<>(
                        copy.before().plainText() ? message.asPlainText(AnnouncementMessages.LONGEST) : message,
                        outcome -> record(copy, account, telegram, outcome)));
    }

    private Uni<Void> record(Claimed copy, AccountSettings account, Telegram telegram, SendOutcome outcome) {
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
        var now = time.now();
        var decision = DigestPartDecision.of(
                outcome, copy.before(), now, config, ThreadLocalRandom.current().nextDouble());
        var takesOver = outcome instanceof SendOutcome.ChatUnreachable
                ? Optional.of(now).filter(_ -> account.second().ready())
                : copy.single().takesOver(account, telegram, now);
        return queue.record(
                copy, takesOver.map(moment -> decision.orElsewhere(moment, now)).orElse(decision), Optional.empty());
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
