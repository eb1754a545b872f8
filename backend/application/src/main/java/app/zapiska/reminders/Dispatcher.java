package app.zapiska.reminders;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.AccountSettings;
import app.zapiska.channels.ChannelChoice;
import app.zapiska.channels.ChannelChoice.Way;
import app.zapiska.delivery.Delivery;
import app.zapiska.delivery.Delivery.Ready;
import app.zapiska.delivery.EngineTime;
import app.zapiska.delivery.InFlight;
import app.zapiska.delivery.RateLimiter.Rank;
import app.zapiska.platform.sql.Sql;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.ReminderQueue.Claimed;
import app.zapiska.telegram.SendOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Sends what is due. A tick claims reminders and starts on them without waiting for Telegram, so a slow chat holds up nobody
 * else; how much is in hand bounds what the next tick claims. May be killed at any line: what it held comes back when its
 * lease ends.
 */
@Singleton
class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);

    private static final Duration[] PROMISED_LAGS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5)
    };

    // Listed, because a native image does not know who implements an interface; a test compares.
    private static final List<Class<? extends SendOutcome>> OUTCOMES = List.of(
            SendOutcome.Sent.class,
            SendOutcome.NotSent.class,
            SendOutcome.TooManyRequests.class,
            SendOutcome.ChatUnreachable.class,
            SendOutcome.ChatMigrated.class,
            SendOutcome.MessageRefused.class,
            SendOutcome.TokenRejected.class,
            SendOutcome.ServerError.class,
            SendOutcome.Unknown.class);

    private static final Duration NOT_READY = Duration.ofSeconds(5);

    private static final Duration SETTLE_AGAIN = Duration.ofMillis(200);
    private static final Duration SETTLE_AGAIN_AT_MOST = Duration.ofSeconds(3);

    private final ReminderQueue queue;
    private final AccountDirectory accounts;
    private final Remindables remindables;
    private final Delivery delivery;
    private final TriesInVain tries;
    private final SecondDelivery second;
    private final ReminderFormatters messages;
    private final EngineConfig config;
    private final EngineTime time;
    private final MeterRegistry metrics;

    private final Timer lag;

    private final InFlight work = new InFlight();

    Dispatcher(
            ReminderQueue queue,
            AccountDirectory accounts,
            Remindables remindables,
            Delivery delivery,
            TriesInVain tries,
            SecondDelivery second,
            ReminderFormatters messages,
            EngineConfig config,
            EngineTime time,
            MeterRegistry metrics) {
        this.queue = queue;
        this.accounts = accounts;
        this.remindables = remindables;
        this.delivery = delivery;
        this.tries = tries;
        this.second = second;
        this.messages = messages;
        this.config = config;
        this.time = time;
        this.metrics = metrics;
        metrics.gauge("zapiska.reminders.in.hand", work.count());
        lag = Timer.builder("zapiska.reminders.lag")
                .description("From the moment a reminder was due to the moment Telegram had it")
                .serviceLevelObjectives(PROMISED_LAGS)
                .register(metrics);
        // From the start, so that the first failure of its kind already is a rise.
        OUTCOMES.forEach(this::outcomes);
    }

    /**
     * Claims what is due and begins to send it.
     *
     * @return completes when the work is claimed; with the work itself, which never fails, as the item
     */
    Uni<Uni<Void>> tick() {
        int room = Math.min(config.batch(), config.inHand() - work.count().get());
        if (work.stopping() || room <= 0) {
            return Uni.createFrom().item(nothing());
        }
        return work.claiming(() -> delivery.usable()
                .chain(usable -> work.stopping()
                        ? Uni.createFrom().item(nothing())
                        : queue.supersede()
                                .chain(() -> usable ? queue.claim(room) : queue.claimForSecond(room))
                                .map(claimed -> begin(claimed, usable))));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> begin(List<Claimed> claimed, boolean usable) {
        if (claimed.isEmpty()) {
            return nothing();
        }
        var delivered = sort(claimed, usable)
                .chain(parcels -> Multi.createFrom()
                        .iterable(parcels)
                        .onItem()
                        .transformToUni(chat -> deliverInTurn(chat))
                        .merge(config.inHand())
                        .collect()
                        .asList());
        return work.begin(
                claimed.size(),
                delivered,
                failure -> LOG.error("Reminders in hand come back when their lease ends", failure));
    }

    /** Looks once more at what was claimed and packs what may go out, by account. */
    private Uni<List<List<Parcel>>> sort(List<Claimed> claimed, boolean usable) {
        var accountIds = claimed.stream().map(Claimed::accountId).distinct().toList();
        var keys = claimed.stream().map(Claimed::subject).toList();
        return accounts.settings(accountIds)
                .chain(settings -> remindables
                        .subjects(keys)
                        .chain(subjects -> tries.known(claimed, settings, usable)
                                .chain(known -> sort(claimed, settings, subjects, known))));
    }

    private Uni<List<List<Parcel>>> sort(
            List<Claimed> claimed,
            Map<Long, AccountSettings> settings,
            Map<SubjectKey, Subject> subjects,
            Map<Long, TriesInVain.Known> known) {
        var now = time.now();
        var ended = new ArrayList<Claimed>();
        var unlinked = new ArrayList<Claimed>();
        var blocked = new ArrayList<Claimed>();
        var paused = new ArrayList<Claimed>();
        var usedUp = new ArrayList<Claimed>();
        var early = new LinkedHashMap<Instant, List<Claimed>>();
        var ready = new LinkedHashMap<Long, Map<Optional<Way>, List<Claimed>>>();
        var waits = new HashMap<Long, Instant>();
        for (var one : claimed) {
            var account = settings.get(one.accountId());
            var subject = subjects.get(one.subject());
            if (account == null || subject == null || !subject.open()) {
                ended.add(one);
                continue;
            }
            if (!account.active()) {
                blocked.add(one);
                continue;
            }
            var tried = known.getOrDefault(one.id(), TriesInVain.Known.NOTHING);
            tried.since().ifPresent(since -> waits.put(one.id(), since));
            boolean uncertain = one.softUnknowns() > 0;
            if (uncertain
                    && ChannelChoice.second(account, false, tried.since(), now).isPresent()) {
                usedUp.add(one);
                continue;
            }
            var way = ChannelChoice.second(account, uncertain, tried.since(), now)
                    .map(why -> new Way(why, ChannelChoice.channel(account.second(), tried.byPush(), tried.byMail())));
            if (way.isEmpty() && account.chat().isEmpty()) {
                unlinked.add(one);
            } else if (way.isEmpty() && account.chatBlocked()) {
                blocked.add(one);
            } else if (account.heldUntil(now, one.subject().kind().isPayment()).isPresent()) {
                paused.add(one);
            } else if (!account.workingHours().contains(now, account.zone())) {
                early.computeIfAbsent(
                                account.workingHours().firstAtOrAfter(now, account.zone()),
                                opening -> new ArrayList<>())
                        .add(one);
            } else {
                ready.computeIfAbsent(one.accountId(), id -> new LinkedHashMap<>())
                        .computeIfAbsent(way, none -> new ArrayList<>())
                        .add(one);
            }
        }
        Uni<?> putBack = nothing();
        if (!ended.isEmpty()) {
            putBack = putBack.chain(() -> queue.cancel(ended, ReminderReason.COMPLETED));
        }
        if (!usedUp.isEmpty()) {
            putBack = putBack.chain(() -> queue.useUp(usedUp));
        }
        if (!unlinked.isEmpty()) {
            putBack = putBack.chain(() -> queue.block(unlinked, ReminderReason.NO_CHAT));
        }
        if (!blocked.isEmpty()) {
            putBack = putBack.chain(() -> queue.block(blocked, ReminderReason.BLOCKED));
        }
        putBack = putBack.chain(() -> PausedReminders.hold(queue, paused, settings, now));
        for (var night : early.entrySet()) {
            putBack = putBack.chain(() -> queue.release(night.getValue(), night.getKey(), ReminderReason.NIGHT));
        }
        return putBack.map(ignored -> ready.entrySet().stream()
                .map(account -> account.getValue().entrySet().stream()
                        // What Telegram may hold up for half a minute comes last.
                        .sorted(Comparator.comparing(going -> going.getKey().isEmpty()))
                        .flatMap(going -> new Parcel(
                                        settings.get(account.getKey()),
                                        going.getKey(),
                                        going.getValue(),
                                        subjects,
                                        waits)
                                .packed(config).stream())
                        .toList())
                .toList());
    }

    /** Messages of one chat go out one after the other. */
    private Uni<Void> deliverInTurn(List<Parcel> parcels) {
        return Multi.createFrom()
                .iterable(parcels)
                .onItem()
                .transformToUniAndConcatenate(parcel -> deliver(parcel)
                        .onFailure()
                        .invoke(failure -> LOG.errorf(
                                failure,
                                "A message to account %d",
                                parcel.account().accountId()))
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> deliver(Parcel parcel) {
        if (work.stopping()) {
            return putBack(parcel, Duration.ZERO, null);
        }
        if (parcel.second().isPresent()) {
            return intend(parcel, mine -> second.send(mine).chain(decided -> settle(mine, decided)), none -> none);
        }
        // What the second channel was to take over and the chat is to take after all, while nothing may be sent there.
        return delivery.ready()
                ? delivery.send(
                        parcel.chat().orElseThrow(),
                        Rank.REMINDER,
                        () -> intend(
                                parcel,
                                mine -> Uni.createFrom()
                                        .item(new Ready.Message<>(
                                                ParcelMessage.of(mine, messages, time.now()),
                                                outcome -> record(mine, outcome))),
                                Ready.Nothing::new),
                        pause -> queue.putBack(
                                        parcel.claimed(),
                                        parcel.inTimeForSecond(pause, time.now()),
                                        ReminderReason.RATE_LIMITED)
                                .replaceWithVoid())
                : putBack(parcel, NOT_READY, ReminderReason.UNREACHABLE);
    }

    private Uni<Void> putBack(Parcel parcel, Duration pause, ReminderReason reason) {
        return queue.putBack(parcel.claimed(), time.now().plus(pause), reason).replaceWithVoid();
    }

    /**
     * Commits the intent.
     *
     * @param then what follows for those that are still ours
     * @param otherwise what follows when none is, or when it took too long
     */
    private <T> Uni<T> intend(Parcel parcel, Function<Parcel, Uni<T>> then, Function<Void, T> otherwise) {
        long intended = System.nanoTime();
        return queue.intend(parcel.claimed(), parcel.chat(), parcel.elsewhere()).chain(ours -> {
            var mine = parcel.only(ours);
            if (mine.claimed().isEmpty()) {
                return Uni.createFrom().item(otherwise.apply(null));
            }
            // Measured on this machine's monotonic clock: the process may have been stopped since the intent.
            var age = Duration.ofNanos(System.nanoTime() - intended);
            if (age.compareTo(config.intentAge()) > 0) {
                return settle(
                                mine,
                                mine.claimed().stream()
                                        .map(one -> DeliveryDecision.overtaken(one.plainText(), time.now(), age))
                                        .toList())
                        .map(otherwise);
            }
            return then.apply(mine);
        });
    }

    private Counter outcomes(Class<? extends SendOutcome> outcome) {
        return metrics.counter("zapiska.reminders.outcomes", "outcome", outcome.getSimpleName());
    }

    private Uni<Void> record(Parcel parcel, SendOutcome outcome) {
        var now = time.now();
        outcomes(outcome.getClass()).increment(parcel.claimed().size());
        if (outcome instanceof SendOutcome.Sent) {
            parcel.claimed().forEach(one -> lag.record(Duration.between(one.dueAt(), now)));
        }
        var jitter = ThreadLocalRandom.current().nextDouble();
        var settlements = parcel.claimed().stream()
                .map(one -> parcel.inTimeForSecond(
                        one,
                        DeliveryDecision.of(
                                outcome,
                                one.tries() + 1,
                                one.softUnknowns(),
                                one.plainText(),
                                parcel.account(),
                                parcel.subject(one).importance(),
                                now,
                                config,
                                jitter),
                        now))
                .toList();
        if (outcome instanceof SendOutcome.MessageRefused refused) {
            LOG.warnf(
                    "Telegram refused a reminder of account %d: %d %s",
                    parcel.account().accountId(), refused.code(), refused.error());
        }
        return settle(parcel, settlements);
    }

    /**
     * Tries again while the database is away, because an answer that is not recorded counts as unknown. Recording twice changes
     * nothing more, and after the lease it is late evidence at most.
     */
    private Uni<Void> settle(Parcel parcel, List<DeliveryDecision> settlements) {
        return Uni.createFrom()
                .deferred(() -> queue.settle(parcel.claimed(), settlements, parcel.chat()))
                .onFailure(Sql::databaseAway)
                .invoke(failure -> {
                    LOG.warnf("Recording a message again: %s", failure.getMessage());
                    metrics.counter("zapiska.reminders.settle.retries").increment();
                })
                .onFailure(Sql::databaseAway)
                .retry()
                .withBackOff(SETTLE_AGAIN, SETTLE_AGAIN_AT_MOST)
                .expireIn(config.lease().minus(config.intentAge()).toMillis());
    }

    /**
     * Finds what dead workers have left: claims go back, intents count as possibly sent, forgotten ledger lines are closed.
     */
    Uni<Void> rescue() {
        return queue.rescueClaimed()
                .chain(queue::abandoned)
                .chain(this::giveUp)
                .chain(queue::closeForgottenIntents)
                .replaceWithVoid();
    }

    private Uni<Void> giveUp(List<Claimed> abandoned) {
        if (abandoned.isEmpty()) {
            return nothing();
        }
        return accounts.settings(
                        abandoned.stream().map(Claimed::accountId).distinct().toList())
                .chain(settings -> remindables
                        .subjects(abandoned.stream().map(Claimed::subject).toList())
                        .chain(subjects -> Multi.createFrom()
                                .iterable(abandoned)
                                .onItem()
                                .transformToUniAndConcatenate(one -> queue.giveUp(
                                        one,
                                        DeliveryDecision.unknown(
                                                "the worker was gone",
                                                one.plainText(),
                                                settings.get(one.accountId()),
                                                subjects.containsKey(one.subject())
                                                        ? subjects.get(one.subject())
                                                                .importance()
                                                        : 2,
                                                time.now())))
                                .collect()
                                .asList()))
                .replaceWithVoid();
    }

    /** What no chat can take goes on by the second channel. */
    Uni<Integer> wakeReachable() {
        return queue.wakeReachable();
    }

    /** Claims nothing more, hands back what is not on its way yet and waits for what is. */
    Uni<Void> stop() {
        return work.drain(queue::releaseOwn, config.drain());
    }

    /** For tests of one process that stands for several in turn. */
    void resume() {
        work.resume();
    }
}
