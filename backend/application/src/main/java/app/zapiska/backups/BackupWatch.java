package app.zapiska.backups;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.AccountSettings;
import app.zapiska.backups.BackupHealth.Facts;
import app.zapiska.backups.BackupHealth.Trouble;
import app.zapiska.backups.BackupNotice.Next;
import app.zapiska.delivery.Delivery;
import app.zapiska.delivery.Delivery.Ready;
import app.zapiska.delivery.RateLimiter.Rank;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.SendOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Looks after the backups: shows in the metrics how old they are, and tells the owner in the chat, within their working hours,
 * when something is wrong. Any replica may do it; the row of what was told is what keeps two from saying the same.
 */
@Singleton
class BackupWatch {

    private static final Logger LOG = Logger.getLogger(BackupWatch.class);

    /** Longer than a message can be on its way. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Backups backups;
    private final AccountDirectory accounts;
    private final Delivery delivery;
    private final BackupsConfig config;
    private final InstantSource clock;

    private final AtomicLong lastSuccess = new AtomicLong();
    private final AtomicLong lastProof = new AtomicLong();
    private final AtomicLong lastSize = new AtomicLong();
    private final AtomicLong offSite = new AtomicLong();
    private final Map<Trouble, AtomicLong> troubled = new EnumMap<>(Trouble.class);

    BackupWatch(
            Backups backups,
            AccountDirectory accounts,
            Delivery delivery,
            BackupsConfig config,
            InstantSource clock,
            MeterRegistry metrics) {
        this.backups = backups;
        this.accounts = accounts;
        this.delivery = delivery;
        this.config = config;
        this.clock = clock;
        metrics.gauge("zapiska.backup.last.success.seconds", lastSuccess);
        metrics.gauge("zapiska.backup.last.proof.seconds", lastProof);
        metrics.gauge("zapiska.backup.last.size.bytes", lastSize);
        metrics.gauge("zapiska.backup.off.site", offSite);
        for (var trouble : Trouble.values()) {
            troubled.put(
                    trouble,
                    metrics.gauge(
                            "zapiska.backup.trouble",
                            Tags.of("trouble", trouble.name().toLowerCase(java.util.Locale.ROOT)),
                            new AtomicLong()));
        }
    }

    @Scheduled(
            identity = "watch-backups",
            every = "${zapiska.backups.watch:15s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> watch() {
        return look().ifNoItem().after(LIMIT).fail();
    }

    Uni<Void> look() {
        return backups.facts().chain(facts -> {
            var now = clock.instant();
            var troubles = BackupHealth.troubles(facts, config, now);
            measure(facts, troubles);
            return facts.told().next(troubles, config.repeatNotice(), now) == Next.NOTHING
                    ? Uni.createFrom().voidItem()
                    : tellOwner(facts, troubles, now);
        });
    }

    private void measure(Facts facts, Set<Trouble> troubles) {
        facts.good().ifPresent(good -> {
            lastSuccess.set(good.at().getEpochSecond());
            lastSize.set(good.size());
            offSite.set(good.remote() == Backup.Remote.STORED ? 1 : 0);
        });
        facts.proved().ifPresent(at -> lastProof.set(at.getEpochSecond()));
        troubled.forEach((trouble, gauge) -> gauge.set(troubles.contains(trouble) ? 1 : 0));
    }

    private Uni<Void> tellOwner(Facts facts, Set<Trouble> troubles, Instant now) {
        return accounts.owner().chain(found -> {
            var owner = found.filter(account -> reachable(account, now));
            if (owner.isEmpty() || !delivery.ready()) {
                return Uni.createFrom().voidItem();
            }
            return backups.claimNotice(facts.told(), now, now.plus(LEASE))
                    .chain(ours -> ours
                            ? send(owner.get(), facts, troubles)
                            : Uni.createFrom().voidItem());
        });
    }

    private static boolean reachable(AccountSettings account, Instant now) {
        return account.chat().isPresent()
                && !account.chatBlocked()
                && account.workingHours().contains(now, account.zone());
    }

    private Uni<Void> send(AccountSettings owner, Facts facts, Set<Trouble> troubles) {
        long chat = owner.chat().orElseThrow();
        var text = BackupReport.of(facts, troubles, owner, clock.instant(), config);
        return delivery.send(
                chat,
                Rank.CORRECTION,
                () -> accounts.owner()
                        .chain(now -> now.filter(same -> same.chat().orElse(0) == chat)
                                        .isPresent()
                                ? Uni.createFrom()
                                        .item(new Ready.Message<>(
                                                new OutgoingMessage(text, List.of()),
                                                outcome -> record(outcome, troubles)))
                                : backups.postponeNotice(clock.instant()).<Ready<Void>>map(Ready.Nothing::new)),
                pause -> backups.postponeNotice(clock.instant().plus(pause)));
    }

    private Uni<Void> record(SendOutcome outcome, Set<Trouble> troubles) {
        var now = clock.instant();
        var arrived =
                switch (outcome) {
                    // What may have arrived is not said twice: it comes again tomorrow if it lasts.
                    case SendOutcome.Sent sent -> true;
                    case SendOutcome.Unknown unknown -> true;
                    case SendOutcome.ServerError failed -> false;
                    case SendOutcome.NotSent notSent -> false;
                    case SendOutcome.TooManyRequests limited -> false;
                    case SendOutcome.ChatUnreachable unreachable -> false;
                    case SendOutcome.ChatMigrated migrated -> false;
                    case SendOutcome.MessageRefused refused -> false;
                    case SendOutcome.TokenRejected rejected -> false;
                };
        if (arrived) {
            return backups.told(troubles, now);
        }
        LOG.warnf(
                "The owner could not be told about the backups: %s",
                outcome.getClass().getSimpleName());
        return backups.postponeNotice(now.plus(config.retryNotice()));
    }
}
