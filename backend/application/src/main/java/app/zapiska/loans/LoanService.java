package app.zapiska.loans;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.loans.LoanEntry.Author;
import app.zapiska.loans.LoanResource.StatisticsView;
import app.zapiska.loans.LoanResource.View;
import app.zapiska.platform.DomainException.Conflict;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.DomainException.NotFound;
import app.zapiska.platform.DomainException.Stale;
import app.zapiska.platform.ETags;
import app.zapiska.platform.Money;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Wording;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What can be done with loans. Whatever touches money is decided under the lock of the loan and leaves an entry in its ledger
 * and a higher version of the loan, together or not at all.
 */
@ApplicationScoped
public class LoanService {

    private static final int FRONT_PAGE_PAYMENTS = 20;
    private static final int FRONT_PAGE_LOANS = 5;
    private static final int MONTHS_BACK = 3;
    private static final int MONTHS_AHEAD = 6;

    private final Loans loans;
    private final InstantSource clock;

    LoanService(Loans loans, InstantSource clock) {
        this.loans = loans;
        this.clock = clock;
    }

    /** A loan under lock, with what counts of its ledger. */
    record Opened(Loan loan, Ledger ledger) {}

    /** A loan's part that was changed, and the loan's version since. */
    record Changed<T>(T part, int version) {}

    /** One row more than asked for tells whether there is a next page. */
    @WithTransaction
    Uni<List<Loans.Row>> list(
            AccountSettings account,
            Loans.Selection selection,
            LoanSort sort,
            Optional<Loans.Position> after,
            int limit) {
        return loans.page(account.accountId(), selection, sort, today(account), account.urgentDays(), after, limit + 1);
    }

    @WithTransaction
    Uni<Loans.Statistics> statistics(AccountSettings account) {
        return loans.statistics(account.accountId(), today(account), account.urgentDays());
    }

    /**
     * What the first screen shows of loans.
     *
     * @param overdueAmount what should have been paid before today; part of the debt, but not of what falls due in the next days
     * @param week the first {@value #FRONT_PAGE_PAYMENTS} payments that are overdue or fall due in the next seven days
     * @param urgent the first {@value #FRONT_PAGE_LOANS} urgent loans
     * @param months {@value #MONTHS_BACK} back and {@value #MONTHS_AHEAD} ahead, the present one between them
     */
    public record FrontPage(
            StatisticsView statistics,
            Money overdueAmount,
            List<Due> week,
            List<View> urgent,
            List<Loans.Month> months) {}

    public record Due(Loans.Unpaid payment, long daysLeft, Urgency urgency) {}

    @WithTransaction
    public Uni<FrontPage> frontPage(AccountSettings account) {
        var today = today(account);
        var id = account.accountId();
        var urgent = new Loans.Selection(LoanFilter.URGENT, Optional.empty());
        return loans.statistics(id, today, account.urgentDays())
                .chain(statistics -> loans.dueBefore(id, today.plusDays(7), FRONT_PAGE_PAYMENTS)
                        .chain(week -> loans.page(
                                        id,
                                        urgent,
                                        LoanSort.NEXT,
                                        today,
                                        account.urgentDays(),
                                        Optional.empty(),
                                        FRONT_PAGE_LOANS)
                                .chain(first -> loans.months(
                                                id,
                                                YearMonth.from(today).minusMonths(MONTHS_BACK),
                                                YearMonth.from(today).plusMonths(MONTHS_AHEAD))
                                        .map(months -> new FrontPage(
                                                StatisticsView.from(statistics),
                                                statistics.overdueAmount(),
                                                week.stream()
                                                        .map(payment -> due(account, today, payment))
                                                        .toList(),
                                                first.stream()
                                                        .map(loan -> View.from(loan, account.urgentDays()))
                                                        .toList(),
                                                months)))));
    }

    private static Due due(AccountSettings account, LocalDate today, Loans.Unpaid payment) {
        var daysLeft = ChronoUnit.DAYS.between(today, payment.dueDate());
        return new Due(payment, daysLeft, Urgency.of(daysLeft, account.urgentDays()));
    }

    @WithTransaction
    Uni<View> get(AccountSettings account, long id) {
        return loans.byId(account.accountId(), id)
                .onItem()
                .ifNull()
                .failWith(LoanService::nothingThere)
                .chain(loan -> loans.ledger(loan).map(ledger -> show(account, loan, ledger)));
    }

    @WithTransaction
    Uni<View> create(AccountSettings account, Loan.Content content) {
        return checkTemplate(account.accountId(), content)
                .chain(() -> loans.persistAndFlush(new Loan(account.accountId(), content, now())))
                .map(loan -> show(account, loan, Ledger.EMPTY));
    }

    @WithTransaction
    Uni<View> replace(AccountSettings account, long id, ETags.Seen seen, Loan.Content content) {
        return unchangedSince(account, id, seen)
                .call(() -> checkTemplate(account.accountId(), content))
                .chain(opened -> {
                    opened.loan().change(content, opened.ledger(), now());
                    return changed(account, opened);
                });
    }

    /** It can be restored at any time: its ledger stays, and money that was paid is never forgotten. */
    @WithTransaction
    Uni<Void> delete(AccountSettings account, long id, ETags.Seen seen) {
        return unchangedSince(account, id, seen).chain(opened -> {
            opened.loan().delete(now());
            return loans.flush();
        });
    }

    /** Takes deletion back. One that is not deleted is left as it is. */
    @WithTransaction
    Uni<View> restore(AccountSettings account, long id) {
        return loans.lockDeleted(account.accountId(), id)
                .onItem()
                .ifNull()
                .failWith(LoanService::nothingThere)
                .chain(this::open)
                .chain(opened -> opened.loan().restore(now())
                        ? changed(account, opened)
                        : Uni.createFrom().item(show(account, opened.loan(), opened.ledger())));
    }

    @WithTransaction
    Uni<Changed<Balance.Part>> addInstallment(AccountSettings account, long id, LocalDate dueDate, Money amount) {
        return existing(account.accountId(), id).chain(opened -> {
            var added = opened.loan().add(dueDate, amount, opened.ledger(), now());
            return changedPart(opened, added);
        });
    }

    @WithTransaction
    Uni<Changed<Balance.Part>> changeInstallment(
            AccountSettings account, long id, long installmentId, ETags.Seen seen, LocalDate dueDate, Money amount) {
        return unchangedSince(account, id, seen).chain(opened -> {
            var installment = installment(opened, installmentId);
            opened.loan().change(installment, dueDate, amount, opened.ledger(), now());
            return changedPart(opened, installment);
        });
    }

    /** @return the loan's new version */
    @WithTransaction
    Uni<Integer> removeInstallment(AccountSettings account, long id, long installmentId, ETags.Seen seen) {
        return unchangedSince(account, id, seen).chain(opened -> {
            opened.loan().remove(installment(opened, installmentId), opened.ledger(), now());
            return loans.flush().replaceWith(() -> opened.loan().version());
        });
    }

    /** Pays what is left of an instalment, today. */
    @WithTransaction
    Uni<View> payRest(AccountSettings account, long id, long installmentId, Author author) {
        return existing(account.accountId(), id).chain(opened -> {
            var installment = installment(opened, installmentId);
            return write(opened, restOf(account, opened, Optional.of(installment), author))
                    .chain(after -> changed(account, after));
        });
    }

    /** @throws Conflict when nothing is left of it */
    LoanEntry restOf(AccountSettings account, Opened opened, Optional<Installment> installment, Author author) {
        var balance = Balance.of(opened.loan(), opened.ledger());
        var rest = installment.flatMap(balance::of).map(Balance.Part::rest).orElse(balance.debt());
        return opened.loan().pay(installment, rest, today(account), "", opened.ledger(), author, today(account), now());
    }

    /** Takes back what was paid for an instalment alone. */
    @WithTransaction
    Uni<View> unpay(AccountSettings account, long id, long installmentId, Author author) {
        return existing(account.accountId(), id).chain(opened -> {
            var paid = opened.ledger().direct(installment(opened, installmentId));
            if (paid.isEmpty()) {
                throw new Conflict(Wording.of(LoanMessages.class, LoanMessages::nothingToReverse));
            }
            return Multi.createFrom()
                    .iterable(paid)
                    .onItem()
                    .transformToUniAndConcatenate(
                            entry -> loans.write(opened.loan().reverse(entry, opened.ledger(), author, now())))
                    .collect()
                    .in(() -> new Ledger[] {opened.ledger()}, (kept, written) -> kept[0] = kept[0].with(written))
                    .chain(kept -> changed(account, new Opened(opened.loan(), kept[0])));
        });
    }

    /** @param installmentId empty: for the loan as a whole */
    @WithTransaction
    Uni<Changed<LoanEntry>> pay(
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
            return write(opened, entry)
                    .call(loans::flush)
                    .map(after -> new Changed<>(entry, after.loan().version()));
        });
    }

    @WithTransaction
    Uni<View> reverse(AccountSettings account, long id, long entryId, Author author) {
        return existing(account.accountId(), id)
                .chain(opened -> loans.entry(opened.loan(), entryId)
                        .onItem()
                        .ifNull()
                        .failWith(LoanService::nothingThere)
                        .chain(entry -> write(opened, opened.loan().reverse(entry, opened.ledger(), author, now()))))
                .chain(after -> changed(account, after));
    }

    /** Writes off what is left. */
    @WithTransaction
    Uni<View> close(AccountSettings account, long id, String reason, Author author) {
        return existing(account.accountId(), id)
                .chain(opened ->
                        write(opened, opened.loan().close(reason, opened.ledger(), author, today(account), now())))
                .chain(after -> changed(account, after));
    }

    /** One entry more than asked for tells whether there is a next page. */
    @WithTransaction
    Uni<List<Loans.Listed>> entries(AccountSettings account, long id, Optional<Long> before, int limit) {
        return loans.count("accountId = ?1 and id = ?2 and deletedAt is null", account.accountId(), id)
                .chain(known -> {
                    if (known == 0) {
                        throw nothingThere();
                    }
                    return loans.entries(account.accountId(), id, before, limit + 1);
                });
    }

    private Uni<Opened> open(Loan loan) {
        return loans.ledger(loan).map(ledger -> new Opened(loan, ledger));
    }

    private Uni<Opened> existing(long accountId, long id) {
        return loans.lock(accountId, id)
                .onItem()
                .ifNull()
                .failWith(LoanService::nothingThere)
                .chain(this::open);
    }

    private Uni<Opened> unchangedSince(AccountSettings account, long id, ETags.Seen seen) {
        return existing(account.accountId(), id).invoke(opened -> {
            if (!seen.is(opened.loan().version())) {
                throw new Stale(ProblemType.STALE.detail(), show(account, opened.loan(), opened.ledger()));
            }
        });
    }

    private static Installment installment(Opened opened, long installmentId) {
        return opened.loan().installment(installmentId).orElseThrow(LoanService::nothingThere);
    }

    private Uni<Opened> write(Opened opened, LoanEntry entry) {
        return loans.write(entry)
                .map(written -> new Opened(opened.loan(), opened.ledger().with(written)));
    }

    private Uni<View> changed(AccountSettings account, Opened after) {
        return loans.flush().replaceWith(() -> show(account, after.loan(), after.ledger()));
    }

    private Uni<Changed<Balance.Part>> changedPart(Opened opened, Installment installment) {
        return loans.flush()
                .replaceWith(() -> new Changed<>(
                        Balance.of(opened.loan(), opened.ledger())
                                .of(installment)
                                .orElseThrow(),
                        opened.loan().version()));
    }

    private Uni<Void> checkTemplate(long accountId, Loan.Content content) {
        return content.reminderTemplateId().isEmpty()
                ? Uni.createFrom().voidItem()
                : loans.keepTemplate(accountId, content.reminderTemplateId().get())
                        .invoke(known -> {
                            if (!known) {
                                throw new Invalid(
                                        "reminderTemplateId",
                                        Wording.of(LoanMessages.class, LoanMessages::unknownTemplate));
                            }
                        })
                        .replaceWithVoid();
    }

    private View show(AccountSettings account, Loan loan, Ledger ledger) {
        return View.from(loan, Balance.of(loan, ledger), today(account), account.urgentDays());
    }

    private LocalDate today(AccountSettings account) {
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
