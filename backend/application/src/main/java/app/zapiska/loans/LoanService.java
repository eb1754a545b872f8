package app.zapiska.loans;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.loans.ContractTerms.Facts;
import app.zapiska.loans.LoanEntry.Author;
import app.zapiska.loans.PayoffFollowing.Cause;
import app.zapiska.platform.DomainException.Conflict;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.DomainException.NotFound;
import app.zapiska.platform.ETags;
import app.zapiska.platform.Money;
import app.zapiska.platform.NullableId;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Wording;
import app.zapiska.reminders.ReminderPlanner;
import app.zapiska.reminders.ReminderPlanner.Change;
import app.zapiska.reminders.ReminderPlanner.Ending;
import app.zapiska.reminders.ReminderPlanner.Plan;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.reminders.SubjectKey.Kind;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What can be done with loans. Whatever touches money is decided under the lock of the loan and leaves an entry in its ledger
 * and a higher version of the loan, together or not at all.
 */
@ApplicationScoped
public class LoanService {

    private final Loans loans;
    private final ReminderPlanner reminders;
    private final DeletedLoans undo;
    private final LoanProlongation prolongation;
    private final PayoffFollowing following;
    private final InstantSource clock;

    LoanService(
            Loans loans,
            ReminderPlanner reminders,
            DeletedLoans undo,
            LoanProlongation prolongation,
            PayoffFollowing following,
            InstantSource clock) {
        this.loans = loans;
        this.reminders = reminders;
        this.undo = undo;
        this.prolongation = prolongation;
        this.following = following;
        this.clock = clock;
    }

    /** A loan under lock, with what counts of its ledger. @param before as it was when it was opened */
    record LockedLoan(Loan loan, Ledger ledger, PaymentSnapshot before) {

        LockedLoan with(Ledger grown) {
            return new LockedLoan(loan, grown, before);
        }
    }

    /** A loan after an entry was written. */
    record Written(LockedLoan opened, LoanEntry written) {}

    /** An entry that was written, and the loan's version since. */
    record Paid(long entryId, int version) {}

    /**
     * @param template empty: nothing was said about it, so it is the account's default
     * @return its id
     */
    @WithTransaction
    Uni<Long> create(AccountSettings account, LoanContent content, Optional<NullableId> template) {
        return reminders
                .template(account.accountId(), Kind.LOAN, template)
                .chain(chosen -> loans.persistAndFlush(new Loan(account.accountId(), content.with(chosen), now())))
                .call(loan -> save(account, new LockedLoan(loan, Ledger.EMPTY, PaymentSnapshot.NOTHING)))
                .map(Loan::id);
    }

    @WithTransaction
    Uni<Void> replace(AccountSettings account, long id, ETags.ExpectedVersion seen, LoanContent content) {
        return unchangedSince(account, id, seen)
                .call(() -> checkTemplate(account.accountId(), content))
                .chain(opened -> {
                    boolean reckoned = opened.loan().contract() != null;
                    opened.loan().change(content, opened.ledger(), now());
                    return save(account, opened, Cause.changed(opened.loan().id()), reckoned);
                });
    }

    /**
     * It can be restored at any time: its ledger stays, and money that was paid is never forgotten.
     *
     * @return what takes it back
     */
    @WithTransaction
    Uni<UUID> delete(AccountSettings account, long id, ETags.ExpectedVersion seen) {
        return unchangedSince(account, id, seen).chain(opened -> {
            opened.loan().delete(now());
            return save(account, opened).chain(() -> undo.add(account.accountId(), opened.loan()));
        });
    }

    /** Takes deletion back. One that is not deleted is left as it is. */
    @WithTransaction
    Uni<Void> restore(AccountSettings account, long id) {
        return loans.lockDeleted(account.accountId(), id)
                .onItem()
                .ifNull()
                .failWith(LoanService::nothingThere)
                .chain(loan -> restore(account, loan));
    }

    /** As {@link #restore(AccountSettings, long)}, of a locked one. */
    Uni<Void> restore(AccountSettings account, Loan loan) {
        return open(loan)
                .chain(opened -> opened.loan().restore(now())
                        ? save(account, opened)
                        : Uni.createFrom().voidItem());
    }

    /** @return the new instalment's id */
    @WithTransaction
    Uni<Long> addInstallment(AccountSettings account, long id, LocalDate dueDate, Money amount) {
        return existing(account.accountId(), id).chain(opened -> {
            var added = opened.loan().add(dueDate, amount, opened.ledger(), now());
            return save(account, opened).map(saved -> added.id());
        });
    }

    @WithTransaction
    Uni<Void> changeInstallment(
            AccountSettings account,
            long id,
            long installmentId,
            ETags.ExpectedVersion seen,
            LocalDate dueDate,
            Money amount) {
        return unchangedSince(account, id, seen).chain(opened -> {
            opened.loan().change(installment(opened, installmentId), dueDate, amount, opened.ledger(), now());
            return save(account, opened);
        });
    }

    /** @return the loan's new version */
    @WithTransaction
    Uni<Integer> removeInstallment(AccountSettings account, long id, long installmentId, ETags.ExpectedVersion seen) {
        return unchangedSince(account, id, seen).chain(opened -> {
            opened.loan().remove(installment(opened, installmentId), opened.ledger(), now());
            return save(account, opened).replaceWith(() -> opened.loan().version());
        });
    }

    /** Pays what is left of an instalment, today. */
    @WithTransaction
    Uni<Void> payRemaining(AccountSettings account, long id, long installmentId, Author author) {
        return existing(account.accountId(), id).chain(opened -> {
            var installment = installment(opened, installmentId);
            var remaining = Balance.of(opened.loan(), opened.ledger())
                    .of(installment)
                    .orElseThrow()
                    .remaining();
            return payToday(account, opened, Optional.of(installment), remaining, author)
                    .replaceWithVoid();
        });
    }

    /** Within the caller's transaction, of a loan under its lock. */
    Uni<LoanEntry> payToday(
            AccountSettings account,
            LockedLoan opened,
            Optional<Installment> installment,
            Money amount,
            Author author) {
        return payOn(account, opened, installment, amount, today(account), author);
    }

    /** The same on a day that is today or was. */
    Uni<LoanEntry> payOn(
            AccountSettings account,
            LockedLoan opened,
            Optional<Installment> installment,
            Money amount,
            LocalDate paidOn,
            Author author) {
        return write(
                        account,
                        opened,
                        opened.loan()
                                .pay(installment, amount, paidOn, "", opened.ledger(), author, today(account), now()))
                .map(Written::written);
    }

    /** Takes back what was paid for an instalment alone. */
    @WithTransaction
    Uni<Void> unpay(AccountSettings account, long id, long installmentId, Author author) {
        return existing(account.accountId(), id).chain(opened -> {
            var paid = opened.ledger().direct(installment(opened, installmentId));
            if (paid.isEmpty()) {
                throw new Conflict(Wording.of(LoanMessages.class, LoanMessages::nothingToReverse));
            }
            // The last first: an earlier one may have moved the date before.
            var ledger = opened.ledger();
            var reversals = new ArrayList<LoanEntry>();
            for (var entry : paid.reversed()) {
                reversals.add(opened.loan().reverse(entry, ledger, author, now()));
                ledger = ledger.with(reversals.getLast());
            }
            return write(account, opened, reversals).replaceWithVoid();
        });
    }

    /** @param installmentId empty: for the loan as a whole */
    @WithTransaction
    Uni<Paid> pay(
            AccountSettings account,
            long id,
            Money amount,
            Optional<LocalDate> paidOn,
            Optional<Long> installmentId,
            String note,
            Author author) {
        return existing(account.accountId(), id).chain(opened -> {
            var today = today(account);
            var installment = installmentId.map(wanted -> opened.loan()
                    .installment(wanted)
                    .orElseThrow(() -> new Invalid(
                            "installmentId", Wording.of(LoanMessages.class, LoanMessages::unknownInstallment))));
            var entry = opened.loan()
                    .pay(installment, amount, paidOn.orElse(today), note, opened.ledger(), author, today, now());
            return write(account, opened, entry)
                    .map(after -> new Paid(entry.id(), after.opened().loan().version()));
        });
    }

    @WithTransaction
    Uni<Void> reverse(AccountSettings account, long id, long entryId, Author author) {
        return existing(account.accountId(), id)
                .chain(opened -> loans.entry(opened.loan(), entryId)
                        .onItem()
                        .ifNull()
                        .failWith(LoanService::nothingThere)
                        .chain(entry -> reverse(account, opened, entry, author)))
                .replaceWithVoid();
    }

    /** Within the caller's transaction, of a loan under its lock. */
    Uni<Written> reverse(AccountSettings account, LockedLoan opened, LoanEntry entry, Author author) {
        return write(account, opened, opened.loan().reverse(entry, opened.ledger(), author, now()));
    }

    /** Writes down what the lender was paid for a later date, and moves it. What was not said is worked out. */
    @WithTransaction
    Uni<Paid> prolong(AccountSettings account, long id, LoanProlongation.Wanted wanted, Author author) {
        return existing(account.accountId(), id).chain(opened -> {
            var today = today(account);
            var agreed =
                    prolongation.agreement(Facts.of(opened.loan(), opened.ledger()), wanted, today, account.currency());
            var entry = Prolonging.agree(opened.loan(), agreed, opened.ledger(), author, today, now());
            return write(account, opened, entry)
                    .map(after -> new Paid(entry.id(), after.opened().loan().version()));
        });
    }

    /** Writes off what is left. */
    @WithTransaction
    Uni<Void> close(AccountSettings account, long id, String reason, Author author) {
        return existing(account.accountId(), id)
                .chain(opened -> write(
                        account, opened, opened.loan().close(reason, opened.ledger(), author, today(account), now())))
                .replaceWithVoid();
    }

    private Uni<LockedLoan> open(Loan loan) {
        return loans.ledger(loan)
                .map(ledger -> new LockedLoan(loan, ledger, PaymentSnapshot.of(loan, Balance.of(loan, ledger))));
    }

    private Uni<LockedLoan> existing(long accountId, long id) {
        return openIfThere(accountId, id).onItem().ifNull().failWith(LoanService::nothingThere);
    }

    /** Under its lock, within the caller's transaction; null when the account has no such loan or has deleted it. */
    Uni<LockedLoan> openIfThere(long accountId, long id) {
        return loans.lock(accountId, id).onItem().ifNotNull().transformToUni(this::open);
    }

    private Uni<LockedLoan> unchangedSince(AccountSettings account, long id, ETags.ExpectedVersion seen) {
        return existing(account.accountId(), id)
                .invoke(opened -> seen.check(opened.loan().version()));
    }

    private static Installment installment(LockedLoan opened, long installmentId) {
        return opened.loan().installment(installmentId).orElseThrow(LoanService::nothingThere);
    }

    private Uni<Written> write(AccountSettings account, LockedLoan opened, LoanEntry entry) {
        return write(account, opened, List.of(entry)).map(after -> new Written(after, entry));
    }

    private Uni<LockedLoan> write(AccountSettings account, LockedLoan opened, List<LoanEntry> entries) {
        return Multi.createFrom()
                .iterable(entries)
                .onItem()
                .transformToUniAndConcatenate(loans::write)
                .collect()
                .asList()
                .map(written -> {
                    var ledger = opened.ledger();
                    for (var entry : written) {
                        ledger = ledger.with(entry);
                    }
                    return opened.with(ledger);
                })
                .call(after -> save(
                        account,
                        after,
                        entries.stream().allMatch(LoanService::onlyPays)
                                ? Cause.paid(after.loan().id())
                                : Cause.changed(after.loan().id())));
    }

    private static boolean onlyPays(LoanEntry entry) {
        return entry.kind() == LoanEntry.Kind.PAYMENT && entry.extension().isEmpty();
    }

    /** For loans that did not come to be through this service: whoever brings them holds the plan and has it follow them all. */
    Uni<Void> remindAnew(AccountSettings account, LockedLoan arrived) {
        return loans.flush().chain(() -> remind(account, arrived, false));
    }

    private Uni<Void> save(AccountSettings account, LockedLoan after) {
        return save(account, after, Cause.changed(after.loan().id()), false);
    }

    private Uni<Void> save(AccountSettings account, LockedLoan after, Cause cause) {
        return save(account, after, cause, false);
    }

    /**
     * Writes what changed and tells the reminders of the payments what it means for them, and the plan that is followed.
     *
     * @param reckoned whether it had a contract before, which may be gone
     */
    private Uni<Void> save(AccountSettings account, LockedLoan after, Cause cause, boolean reckoned) {
        return loans.flush().chain(() -> following.follow(account, cause, () -> remind(account, after, reckoned)));
    }

    private Uni<Void> remind(AccountSettings account, LockedLoan after, boolean reckoned) {
        var now = PaymentSnapshot.of(after.loan(), Balance.of(after.loan(), after.ledger()));
        var change = now.since(after.before());
        return stop(account, change.paid(), Ending.COMPLETED)
                .chain(() -> stop(account, change.gone(), Ending.DELETED))
                .chain(() -> plan(account, change.started(), Change.STARTED))
                .chain(() -> plan(account, change.redated(), Change.RESCHEDULED))
                .chain(() -> plan(account, change.edited(), Change.EDITED))
                // What is said of a ceiling depends on all of the contract, and on no one payment.
                .chain(() -> reckoned || after.loan().contract() != null
                        ? reminders.touched(
                                account.accountId(),
                                List.of(SubjectKey.loan(after.loan().id())))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> stop(AccountSettings account, List<SubjectKey> payments, Ending why) {
        return payments.isEmpty() ? Uni.createFrom().voidItem() : reminders.stopAll(account.accountId(), payments, why);
    }

    private Uni<Void> plan(AccountSettings account, List<Plan> plans, Change change) {
        return plans.isEmpty() ? Uni.createFrom().voidItem() : reminders.planAll(account, plans, change);
    }

    private Uni<Void> checkTemplate(long accountId, LoanContent content) {
        return reminders
                .template(accountId, Kind.LOAN, Optional.of(new NullableId(content.reminderTemplateId())))
                .replaceWithVoid();
    }

    LocalDate today(AccountSettings account) {
        return account.today(clock.instant());
    }

    /** As exact as the database keeps it, so that an answer shows the same moment now and later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static NotFound nothingThere() {
        return new NotFound(ProblemType.NOT_FOUND.detail());
    }
}
