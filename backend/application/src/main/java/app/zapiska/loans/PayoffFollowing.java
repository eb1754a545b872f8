package app.zapiska.loans;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.SettingsListener;
import app.zapiska.law.Law;
import app.zapiska.loans.ChosenPlans.WorkedOut;
import app.zapiska.loans.ContractTerms.Facts;
import app.zapiska.loans.PlannedPayments.Kept;
import app.zapiska.payoff.Debt;
import app.zapiska.payoff.Followed;
import app.zapiska.payoff.Followed.Early;
import app.zapiska.payoff.Followed.Made;
import app.zapiska.payoff.Outcome;
import app.zapiska.platform.ETags;
import app.zapiska.platform.Money;
import app.zapiska.reminders.ReminderPlanner;
import app.zapiska.reminders.ReminderPlanner.Change;
import app.zapiska.reminders.ReminderPlanner.Ending;
import app.zapiska.reminders.ReminderPlanner.Plan;
import app.zapiska.reminders.SubjectKey;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The plan that an account has chosen follows what is really paid: whatever changes a loan, its ledger or the day has the plan worked
 * out anew in the same transaction, by what is owed and what is there, and the payments that are reminded of become those of the
 * plan.
 */
// Before the planner of reminders hears of other settings: the plan is locked before reminders are.
@Priority(1)
@ApplicationScoped
class PayoffFollowing implements SettingsListener {

    private final ChosenPlans plans;
    private final PlannedPayments payments;
    private final Loans loans;
    private final ReminderPlanner reminders;
    private final Law law;
    private final Vertx vertx;
    private final InstantSource clock;

    PayoffFollowing(
            ChosenPlans plans,
            PlannedPayments payments,
            Loans loans,
            ReminderPlanner reminders,
            Law law,
            Vertx vertx,
            InstantSource clock) {
        this.plans = plans;
        this.payments = payments;
        this.loans = loans;
        this.reminders = reminders;
        this.law = law;
        this.vertx = vertx;
        this.clock = clock;
    }

    /**
     * Why a plan is worked out anew.
     *
     * @param loan whose payments are spoken of in other words, or were paid
     * @param anew whether it may ask for something new before its next money
     */
    record Cause(Optional<Long> loan, boolean paid, boolean anew) {

        /** Another day, or other settings. */
        static final Cause DAY = new Cause(Optional.empty(), false, false);

        /** Many loans at once, or what they are counted in. */
        static final Cause ALL = new Cause(Optional.empty(), false, true);

        static Cause paid(long loan) {
            return new Cause(Optional.of(loan), true, false);
        }

        static Cause changed(long loan) {
            return new Cause(Optional.of(loan), false, true);
        }
    }

    /**
     * Has the plan follow what is done to loans. It is locked before their reminders are: whoever has locked a reminder waits for
     * no plan.
     *
     * @param reminded tells their reminders what has become of them
     */
    Uni<Void> follow(AccountSettings account, Cause cause, Supplier<Uni<Void>> reminded) {
        return plans.hold(account.accountId())
                .chain(held -> reminded.get()
                        .chain(() ->
                                held ? follow(account, cause) : Uni.createFrom().voidItem()));
    }

    private Uni<Void> follow(AccountSettings account, Cause cause) {
        return plans.locked(account.accountId())
                .chain(row -> row.followed().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : plans.made(account.accountId(), row)
                                .chain(made -> workOut(account, row.followed().get(), made, cause)));
    }

    @WithTransaction
    Uni<Void> newDay(AccountSettings account) {
        return follow(account, Cause.DAY);
    }

    @Override
    public Uni<Void> settingsChanged(AccountSettings before, AccountSettings after) {
        var same = before.zone().equals(after.zone()) && before.currency().equals(after.currency());
        return same ? Uni.createFrom().voidItem() : follow(after, Cause.ALL);
    }

    /**
     * Takes a choice over, or ends the one there is. The same choice again changes nothing.
     *
     * @param chosen unchecked: what is chosen already may be older than a new choice may be
     */
    @WithTransaction
    Uni<Void> choose(
            AccountSettings account, ETags.ExpectedVersion seen, Optional<PayoffPlanResource.PlanRequest> chosen) {
        var today = today(account);
        // A loan that is being changed is waited for, or the plan would not know what it has become.
        return plans.holdLoans(account.accountId())
                .chain(() -> plans.locked(account.accountId()))
                .invoke(row -> seen.check(row.version()))
                .chain(row -> {
                    if (chosen.isEmpty()) {
                        return row.followed().isEmpty() ? Uni.createFrom().voidItem() : end(account);
                    }
                    var choice = chosen.get().choice(today);
                    if (row.followed()
                            .map(Followed::choice)
                            .filter(choice::equals)
                            .isPresent()) {
                        return Uni.createFrom().voidItem();
                    }
                    chosen.get().check(today, "chosen.");
                    return begin(account, Followed.from(today, choice), today, Cause.ALL);
                });
    }

    private Uni<Void> begin(AccountSettings account, Followed followed, LocalDate today, Cause cause) {
        return simulated(account, followed, Made.NOTHING, today)
                .chain(found -> plans.choose(account.accountId(), followed, found.worked(account, Made.NOTHING)))
                .chain(() -> workOut(account, followed, Made.NOTHING, cause));
    }

    /** As it stood elsewhere. Nothing of the ledgers that are here counts as paid out of the money that is left. */
    Uni<Void> resume(AccountSettings account, Followed followed) {
        var today = today(account);
        return begin(account, followed.on(today, Made.NOTHING), today, Cause.DAY);
    }

    private Uni<Void> end(AccountSettings account) {
        return plans.end(account.accountId())
                .chain(() -> payments.kept(account.accountId(), today(account)))
                .chain(kept -> write(account, today(account), kept, List.of(), Map.of(), Cause.ALL));
    }

    /** What the planner makes of today's debts. */
    private record Simulated(
            Followed followed, LocalDate today, Outcome outcome, Map<Long, Loan> open, Map<Long, Money> left) {

        List<Early> early() {
            return followed.early(outcome, left);
        }

        WorkedOut worked(AccountSettings account, Made made) {
            return new WorkedOut(
                    today,
                    followed.onHand(made),
                    followed.budget(today, made).ahead(),
                    outcome.complete() && !outcome.steps().isEmpty()
                            ? Optional.of(outcome.steps().getLast().day())
                            : Optional.empty(),
                    outcome.shortages().stream().findFirst(),
                    today.plusDays(1).atStartOfDay(account.zone()).toInstant());
        }
    }

    private Uni<Simulated> simulated(AccountSettings account, Followed followed, Made made, LocalDate today) {
        return loans.open(account.accountId()).chain(open -> {
            var facts = new HashMap<Loan, Facts>();
            open.forEach((loan, ledger) -> facts.put(loan, Facts.of(loan, ledger)));
            // Hundreds of loans take longer than the event loop may be held.
            return vertx.executeBlocking(
                    () -> {
                        var reading = new PayoffDebts(
                                law,
                                today,
                                account.currency(),
                                followed.choice().fee());
                        var known = open.keySet().stream()
                                .map(loan -> reading.of(loan.id(), loan.orgName(), facts.get(loan)))
                                .toList();
                        var debts = known.stream()
                                .map(PayoffDebts.Known::debt)
                                .flatMap(Optional::stream)
                                .toList();
                        var left = new HashMap<Long, Money>();
                        known.forEach(one -> left.put(one.id(), one.left()));
                        var byId = new HashMap<Long, Loan>();
                        open.keySet().forEach(loan -> byId.put(loan.id(), loan));
                        return new Simulated(followed, today, plan(followed, debts, made, today), byId, left);
                    },
                    false);
        });
    }

    private static Outcome plan(Followed followed, List<Debt> debts, Made made, LocalDate today) {
        return followed.choice().plan(debts, followed.budget(today, made));
    }

    private Uni<Void> workOut(AccountSettings account, Followed before, Made made, Cause cause) {
        var today = today(account);
        var there = before.on(today, made);
        return simulated(account, cause.anew() ? there.anew() : there, made, today)
                .chain(found -> {
                    var early = found.early();
                    var after = found.followed().after(found.outcome(), early, today, made);
                    var since = early.stream()
                            .findFirst()
                            .map(one -> since(one, after, today))
                            .orElse(after.since());
                    return plans.write(account.accountId(), after, found.worked(account, made))
                            .chain(() -> payments.kept(account.accountId(), since))
                            .chain(kept -> write(account, since, kept, early, found.open(), cause));
                });
    }

    /** The day of the money that it is paid from. */
    private static LocalDate since(Early early, Followed followed, LocalDate today) {
        return early.day().isAfter(today) ? early.day() : followed.since();
    }

    /** Makes the rows those of the plan, and their reminders with them. */
    private Uni<Void> write(
            AccountSettings account,
            LocalDate since,
            List<Kept> kept,
            List<Early> early,
            Map<Long, Loan> open,
            Cause cause) {
        var today = today(account);
        var byLoan = new HashMap<Long, Kept>();
        kept.stream().filter(one -> one.since().equals(since)).forEach(one -> byLoan.put(one.loanId(), one));
        var asked = new HashSet<Long>();
        early.forEach(one -> asked.add(one.debt()));
        var ended = kept.stream()
                .filter(Kept::open)
                .filter(one -> !one.since().equals(since) || !asked.contains(one.loanId()))
                .toList();
        return end(account.accountId(), ended, open.keySet(), cause)
                .chain(() -> Multi.createFrom()
                        .iterable(early)
                        .onItem()
                        .transformToUniAndConcatenate(one -> ask(
                                account,
                                since,
                                one,
                                today,
                                Optional.ofNullable(byLoan.get(one.debt())),
                                open.get(one.debt()),
                                cause))
                        .collect()
                        .asList())
                .replaceWithVoid();
    }

    private Uni<Void> end(long accountId, List<Kept> ended, Set<Long> open, Cause cause) {
        var paid = new ArrayList<Kept>();
        var gone = new ArrayList<Kept>();
        for (var one : ended) {
            boolean settled = !open.contains(one.loanId())
                    && !one.deleted()
                    && cause.loan().isPresent();
            boolean was = settled
                    || cause.paid()
                            && cause.loan().filter(loan -> loan == one.loanId()).isPresent();
            (was ? paid : gone).add(one);
        }
        return payments.paid(accountId, paid)
                .chain(() -> payments.remove(accountId, gone, now()))
                .chain(() -> reminders.stopAll(accountId, keys(paid), Ending.COMPLETED))
                .chain(() -> reminders.stopAll(accountId, keys(gone), Ending.DELETED));
    }

    private static List<SubjectKey> keys(List<Kept> payments) {
        return payments.stream().map(one -> SubjectKey.planned(one.id())).toList();
    }

    private Uni<Void> ask(
            AccountSettings account,
            LocalDate since,
            Early early,
            LocalDate today,
            Optional<Kept> before,
            Loan loan,
            Cause cause) {
        var due = early.day().isAfter(today)
                ? early.day()
                : before.map(Kept::dueDate).filter(day -> !day.isAfter(today)).orElse(today);
        var isOpen = before.filter(Kept::open);
        boolean ofLoan = cause.loan().filter(loan.id()::equals).isPresent();
        // What was asked for at first stays beside what is left of it, as far as it was paid.
        var amount = before.map(one -> one.amount().min(early.amount().plus(one.paid())))
                .orElse(Money.ZERO)
                .max(early.amount());
        var change = isOpen.isEmpty()
                ? Optional.of(Change.STARTED)
                : !isOpen.get().dueDate().equals(due)
                        ? Optional.of(Change.RESCHEDULED)
                        : ofLoan
                                        || cause.equals(Cause.ALL)
                                        || !isOpen.get().remaining().equals(early.amount())
                                        || !isOpen.get().amount().equals(amount)
                                ? Optional.of(Change.EDITED)
                                : Optional.<Change>empty();
        return payments.ask(account.accountId(), early.debt(), since, due, amount, early.amount(), now())
                .chain(id -> change.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : reminders.plan(
                                account,
                                Plan.ofPayment(SubjectKey.planned(id), Optional.of(due), loan.reminderTemplateId()),
                                change.get()));
    }

    private LocalDate today(AccountSettings account) {
        return account.today(clock.instant());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
