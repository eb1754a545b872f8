package app.zapiska.transfer;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Faults;
import app.zapiska.transfer.Archived.Kind;
import app.zapiska.transfer.Import.Step;
import app.zapiska.transfer.ImportWriter.Taken;
import app.zapiska.transfer.ImportWriter.Target;
import app.zapiska.transfer.Refused.Why;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Carries imports out, one after the other: all is read and checked before anything is written, then it is written in portions,
 * each of them whole. One that is interrupted is made again by importing the same again: what is there is passed over.
 */
@Singleton
class ImportJob {

    /** Written in one transaction, and in memory at a time; a single loan may be more. */
    private static final int ROWS_AT_ONCE = 500;

    private static final int LINES_BETWEEN_REPORTS = 500;
    private static final long STOPS_WITHIN_SECONDS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Imports imports;
    private final ImportWriter intake;
    private final AccountDirectory accounts;
    private final Validator validator;
    private final Pool database;
    private final InstantSource clock;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("import").daemon().factory());
    /** Waiting or at work in this process. */
    private final Set<Long> ours = ConcurrentHashMap.newKeySet();

    private volatile boolean stopping;

    ImportJob(
            Imports imports,
            ImportWriter intake,
            AccountDirectory accounts,
            Validator validator,
            Pool database,
            InstantSource clock) {
        this.imports = imports;
        this.intake = intake;
        this.accounts = accounts;
        this.validator = validator;
        this.database = database;
        this.clock = clock;
    }

    /** Opens what is to be read; adds to the report what it finds remarkable. Closed in the end, opened or not. */
    interface Opening extends AutoCloseable {
        Source open(AccountSettings account, Report report) throws IOException, Refused;

        @Override
        default void close() throws IOException {}
    }

    /** Begins as soon as those before it are done. @param running as {@link Imports#begin} made it */
    void submit(long accountId, Import running, Opening opening) {
        ours.add(running.id());
        worker.submit(() -> carryOut(accountId, running, opening));
    }

    private void carryOut(long accountId, Import running, Opening opening) {
        var report = new Report();
        try (opening) {
            var account = account(accountId);
            try (var source = opening.open(account, report)) {
                new Run(running, account, source, report).all();
            }
            await(() -> imports.done(running.id(), report));
        } catch (AccountGone gone) {
            // With the account went the record of the import: nobody is left to be told.
            Log.infof("Import %d ends: its account was deleted", running.id());
        } catch (Refused refused) {
            report.faults(refused.faults());
            end(running, refused.why(), report);
        } catch (Throwable failure) {
            Faults.log(failure);
            end(running, Why.INTERNAL, report);
        } finally {
            ours.remove(running.id());
        }
    }

    /** The account may be deleted while its import waits or goes on. */
    private static final class AccountGone extends RuntimeException {}

    private AccountSettings account(long id) throws Throwable {
        var found = await(() -> accounts.settings(List.of(id))).get(id);
        if (found == null) {
            throw new AccountGone();
        }
        return found;
    }

    private void end(Import running, Why why, Report report) {
        try {
            await(() -> imports.failed(running.id(), why, report));
        } catch (Throwable failure) {
            // It ends by itself when its lease is over.
            Log.warnf("The end of import %d was not written: %s", running.id(), Faults.describe(failure));
        }
    }

    private final class Run {
        private final Import running;
        private final AccountSettings account;
        private final Source source;
        private final Report report;
        private long done;

        Run(Import running, AccountSettings account, Source source, Report report) {
            this.running = running;
            this.account = account;
            this.source = source;
            this.report = report;
        }

        void all() throws Throwable {
            check();
            // The second reading finds the same.
            report.stopRemarks();
            var own = await(() -> database.preparedQuery("select archive_source::text from accounts where id = $1")
                            .execute(Tuple.of(account.accountId())))
                    .stream()
                    .findFirst()
                    .orElseThrow(AccountGone::new)
                    .getString(0);
            var target =
                    new Target(account, source.name(), source.name().equals("zapiska:" + own), source.namesTemplates());
            done = 0;
            var settings = takeSettings(target);
            for (var kind : Kind.values()) {
                take(target, kind);
                if (kind == Kind.TEMPLATE && settings.isPresent()) {
                    await(() -> Panache.withTransaction(() -> intake.defaults(target, settings.get())));
                }
                if (kind == Kind.LOAN && settings.isPresent()) {
                    var now = target.of(account(account.accountId()));
                    await(() -> Panache.withTransaction(() -> intake.plan(now, settings.get())));
                }
            }
        }

        private void check() throws Throwable {
            var now = clock.instant();
            var check = new ImportValidator(validator, now, account.today(now));
            step(Step.CHECKING);
            source.settings().ifPresent(check::settings);
            for (var kind : Kind.values()) {
                check.begin(kind);
                source.read(kind, line -> {
                    check.line(line);
                    if (++done % LINES_BETWEEN_REPORTS == 0) {
                        step(Step.CHECKING);
                    }
                });
            }
            check.end();
        }

        /** Empty when the account keeps its own. */
        private Optional<Archived.Settings> takeSettings(Target target) throws Throwable {
            var settings = source.settings();
            if (settings.isPresent() && !running.dryRun()) {
                var taken = await(() -> Panache.withTransaction(() -> intake.stillOurs(running.id())
                        .chain(ours -> ours
                                ? intake.settings(target, settings.get())
                                : Uni.createFrom().item(false))));
                if (taken) {
                    report.tookSettings();
                    return settings;
                }
            }
            return Optional.empty();
        }

        private void take(Target first, Kind kind) throws Throwable {
            // What the settings changed a moment ago holds for the reminders.
            var target = first.of(account(account.accountId()));
            var portion = new ArrayList<Archived>();
            step(Step.WRITING);
            source.read(kind, line -> {
                portion.add(line);
                if (portion.stream().mapToInt(Archived::rows).sum() >= ROWS_AT_ONCE) {
                    take(target, kind, portion);
                }
            });
            take(target, kind, portion);
        }

        private void take(Target target, Kind kind, List<Archived> portion) throws Refused {
            if (portion.isEmpty()) {
                return;
            }
            var lines = List.copyOf(portion);
            portion.clear();
            var taken = awaited(() -> Panache.withTransaction(() -> intake.stillOurs(running.id())
                    .chain(ours -> ours
                            ? intake.take(target, kind, lines, running.dryRun()).map(Optional::of)
                            : Uni.createFrom().item(Optional.<Taken>empty()))));
            if (taken.isEmpty()) {
                throw Refused.because(Why.STOPPED);
            }
            report.taken(kind, taken.get().added(), taken.get().present());
            done += lines.size();
            step(Step.WRITING);
        }

        private void step(Step step) throws Refused {
            if (stopping || !awaited(() -> imports.progress(running.id(), step, done, source.lines()))) {
                throw Refused.because(Why.STOPPED);
            }
        }
    }

    /** The database's work needs a context of Vert.x, which this thread has none of. */
    private static <T> T await(Supplier<Uni<T>> work) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(work);
    }

    private static <T> T awaited(Supplier<Uni<T>> work) {
        try {
            return await(work);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** However long a step takes, and whoever waits behind it: as long as this process lives they are not abandoned. */
    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> stillHere() {
        return imports.keep(List.copyOf(ours)).ifNoItem().after(PATIENCE).fail();
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopping = true;
        worker.shutdown();
        worker.awaitTermination(STOPS_WITHIN_SECONDS, TimeUnit.SECONDS);
    }
}
