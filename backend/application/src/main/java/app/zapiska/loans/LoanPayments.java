package app.zapiska.loans;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.CurrentUser.Source;
import app.zapiska.loans.ContractTerms.Facts;
import app.zapiska.loans.LoanEntry.Author;
import app.zapiska.loans.LoanService.LockedLoan;
import app.zapiska.platform.Money;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.Payments;
import app.zapiska.reminders.SubjectKey;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Payments as the chat sees and makes them. */
@ApplicationScoped
class LoanPayments implements Payments {

    private static final Comparator<PaymentDue> BY_DATE =
            Comparator.comparing(payment -> payment.dueDate().orElse(LocalDate.MAX));

    private final Loans loans;
    private final LoanService service;
    private final LoanReckoning reckoning;
    private final PlannedPayments planned;
    private final ChosenPlans plans;
    private final Pool database;

    LoanPayments(
            Loans loans,
            LoanService service,
            LoanReckoning reckoning,
            PlannedPayments planned,
            ChosenPlans plans,
            Pool database) {
        this.loans = loans;
        this.service = service;
        this.reckoning = reckoning;
        this.planned = planned;
        this.plans = plans;
        this.database = database;
    }

    /**
     * A payment of a loan under lock.
     *
     * @param installment empty for the return of a loan without a schedule, and for what is paid for it as a whole
     * @param planned of a plan, what it asks for
     */
    private record Locked(LockedLoan opened, Optional<Installment> installment, Optional<Money> planned) {

        Money remaining() {
            if (planned.isPresent()) {
                return planned.get();
            }
            var balance = Balance.of(opened.loan(), opened.ledger());
            return installment.flatMap(balance::of).map(Balance.Part::remaining).orElse(balance.debt());
        }
    }

    @Override
    @WithTransaction
    public Uni<Result> pay(AccountSettings account, SubjectKey payment, Money expected) {
        return locked(account.accountId(), payment).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(new Result.Gone());
            }
            var remaining = found.get().remaining();
            if (!remaining.isPositive()) {
                return now(account, payment).map(Result.AlreadyPaid::new);
            }
            return remaining.equals(expected)
                    ? write(account, payment, found.get(), remaining)
                    : now(account, payment).map(Result.Changed::new);
        });
    }

    @Override
    @WithTransaction
    public Uni<Result> payPart(AccountSettings account, SubjectKey payment, Money amount) {
        return locked(account.accountId(), payment).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(new Result.Gone());
            }
            var remaining = found.get().remaining();
            if (!remaining.isPositive()) {
                return now(account, payment).map(Result.AlreadyPaid::new);
            }
            return amount.compareTo(remaining) > 0
                    ? now(account, payment).map(Result.TooMuch::new)
                    : write(account, payment, found.get(), amount);
        });
    }

    @Override
    @WithTransaction
    public Uni<Result> payLoan(AccountSettings account, long loanId, Money amount, LocalDate paidOn, boolean again) {
        return service.openIfThere(account.accountId(), loanId).chain(opened -> {
            if (opened == null) {
                return Uni.createFrom().item(new Result.Gone());
            }
            var loan = opened.loan();
            var balance = Balance.of(loan, opened.ledger());
            var first = loan.installments().stream()
                    .filter(one -> balance.of(one).filter(Balance.Part::open).isPresent())
                    .findFirst();
            var payment = first.or(() -> loan.installments().stream().reduce((one, last) -> last))
                    .map(one -> SubjectKey.installment(one.id()))
                    .orElseGet(() -> SubjectKey.loan(loan.id()));
            if (balance.settled() || !again && opened.ledger().holds(amount, paidOn)) {
                return now(account, payment).map(Result.AlreadyPaid::new);
            }
            if (amount.compareTo(balance.debt()) > 0) {
                return now(account, payment).map(Result.TooMuch::new);
            }
            if (!loan.payableOn(paidOn, service.today(account))) {
                return now(account, payment).map(Result.Changed::new);
            }
            var whole = first.filter(
                    one -> amount.equals(balance.of(one).orElseThrow().remaining()));
            return author(account)
                    .chain(author -> service.payOn(account, opened, whole, amount, paidOn, author))
                    .chain(entry -> now(account, payment).map(due -> new Result.Written(entry.id(), amount, due)));
        });
    }

    private Uni<Result> write(AccountSettings account, SubjectKey payment, Locked locked, Money amount) {
        return author(account)
                .chain(author -> service.payToday(account, locked.opened(), locked.installment(), amount, author))
                .chain(entry -> now(account, payment).map(due -> new Result.Written(entry.id(), amount, due)));
    }

    @Override
    @WithTransaction
    public Uni<Result> reverse(AccountSettings account, long entryId) {
        return loans.loanOfEntry(account.accountId(), entryId)
                .chain(loan -> loan.isEmpty()
                        ? Uni.createFrom().nullItem()
                        : service.openIfThere(account.accountId(), loan.get()))
                .chain(opened -> opened == null
                        ? Uni.createFrom().item(new Result.Gone())
                        : loans.entry(opened.loan(), entryId).chain(entry -> reverse(account, opened, entry)));
    }

    private Uni<Result> reverse(AccountSettings account, LockedLoan opened, LoanEntry entry) {
        if (entry.kind() == LoanEntry.Kind.REVERSAL) {
            return Uni.createFrom().item(new Result.Gone());
        }
        if (!opened.ledger().stands(entry)) {
            return Uni.createFrom().item(new Result.AlreadyReversed());
        }
        return author(account)
                .chain(author -> service.reverse(account, opened, entry, author))
                .chain(after -> now(account, concerned(after, entry))
                        .map(due -> new Result.Written(after.written().id(), entry.amount(), due)));
    }

    /** Money paid for the loan as a whole is missing from the payment that is the next one now. */
    private static SubjectKey concerned(LoanService.Written after, LoanEntry reversed) {
        return reversed.installmentId()
                .map(SubjectKey::installment)
                .orElseGet(
                        () -> Balance.of(after.opened().loan(), after.opened().ledger())
                                .nextPart()
                                .flatMap(Balance.Part::installment)
                                .map(installment -> SubjectKey.installment(installment.id()))
                                .orElse(SubjectKey.loan(after.opened().loan().id())));
    }

    @Override
    @WithTransaction
    public Uni<Optional<PaymentDue>> find(long accountId, SubjectKey payment) {
        return payment(accountId, payment);
    }

    private Uni<Optional<PaymentDue>> payment(long accountId, SubjectKey key) {
        return key.kind() == SubjectKey.Kind.PLANNED ? planned.due(accountId, key) : loans.payment(accountId, key);
    }

    /** Nothing is late when it is what a plan pays early. */
    @Override
    @WithTransaction
    public Uni<Optional<Money>> costOfDelay(AccountSettings account, PaymentDue payment, LocalDate comesBack) {
        var due = payment.dueDate().filter(day -> !payment.planned()).filter(comesBack::isAfter);
        if (due.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        var today = service.today(account);
        var day = due.get().isAfter(today) ? due.get() : today;
        return loans.byId(account.accountId(), payment.loanId())
                .chain(loan -> loan == null || loan.contract() == null
                        ? Uni.createFrom().item(Optional.empty())
                        : loans.ledger(loan)
                                .map(ledger -> reckoning.costOfNight(Facts.of(loan, ledger), day, account.currency())));
    }

    @Override
    public Uni<Map<Long, Money>> costOfNight(AccountSettings account, Collection<Long> ids, LocalDate day) {
        return LoanFigures.rated(account.accountId(), ids).on(database).map(rows -> {
            var costs = new HashMap<Long, Money>();
            for (var row : rows) {
                var own = LoanColumns.of(row);
                reckoning
                        .costOfNight(LoanViews.facts(own, row), day, account.currency())
                        .ifPresent(cost -> costs.put(own.id(), cost));
            }
            return Map.copyOf(costs);
        });
    }

    @Override
    public Uni<List<Ceiling>> ceilingsReached(AccountSettings account, LocalDate day) {
        return LoanFigures.open(account.accountId())
                .on(database)
                .map(rows -> reckoned(account, rows, day).stream()
                        .filter(ceiling -> ceiling.open() && ceiling.reachedOn().isPresent())
                        .toList());
    }

    @Override
    public Uni<List<Ceiling>> ceilings(AccountSettings account, Collection<Long> ids, LocalDate day) {
        return LoanFigures.rated(account.accountId(), ids).on(database).map(rows -> reckoned(account, rows, day));
    }

    private List<Ceiling> reckoned(AccountSettings account, List<Row> rows, LocalDate day) {
        return rows.stream()
                .flatMap(row -> reckoned(account, row, day).stream())
                .toList();
    }

    private Optional<Ceiling> reckoned(AccountSettings account, Row row, LocalDate day) {
        var own = LoanColumns.of(row);
        var facts = LoanViews.facts(own, row);
        return reckoning
                .ceiling(facts, day, account.currency())
                .map(ceiling -> new Ceiling(
                        own.id(),
                        own.orgName(),
                        facts.balance().debt().isPositive() && !ceiling.settled(),
                        ceiling.state().reachedOn(),
                        ceiling.state().most(),
                        ceiling.wholeContract(),
                        account.today(own.createdAt()),
                        ceiling.rule().act() + ", " + ceiling.rule().article(),
                        ceiling.rule().checkedOn()));
    }

    @Override
    public Uni<List<PaymentDue>> urgent(AccountSettings account, LocalDate today) {
        return loans.urgent(database, account.accountId(), today, account.urgentDays());
    }

    @Override
    public Uni<List<PaymentDue>> next(AccountSettings account) {
        return loans.next(database, account.accountId());
    }

    @Override
    public Uni<List<PaymentDue>> dueBy(AccountSettings account, LocalDate day) {
        return loans.dueBy(database, account.accountId(), day)
                .chain(due -> planned.dueBy(database, account.accountId(), day)
                        .map(early -> Stream.concat(due.stream(), early.stream())
                                .sorted(BY_DATE)
                                .toList()));
    }

    @Override
    public Uni<Made> made(long accountId, LocalDate first, LocalDate last) {
        return loans.made(database, accountId, first, last);
    }

    private Uni<Optional<Locked>> locked(long accountId, SubjectKey payment) {
        return loans.loanOf(accountId, payment)
                .chain(loan ->
                        loan.isEmpty() ? Uni.createFrom().nullItem() : service.openIfThere(accountId, loan.get()))
                .chain(opened -> opened == null
                        ? Uni.createFrom().item(Optional.empty())
                        : payment.kind() == SubjectKey.Kind.PLANNED
                                ? planned(accountId, opened, payment)
                                : Uni.createFrom().item(of(opened, payment)));
    }

    /** Under the plan's lock as well, or it might ask for another sum by now. */
    private Uni<Optional<Locked>> planned(long accountId, LockedLoan opened, SubjectKey payment) {
        return plans.hold(accountId)
                .chain(() -> planned.due(accountId, payment))
                .map(found -> found.map(due -> new Locked(opened, Optional.empty(), Optional.of(due.remaining()))));
    }

    private static Optional<Locked> of(LockedLoan opened, SubjectKey payment) {
        if (payment.kind() == SubjectKey.Kind.INSTALLMENT) {
            return opened.loan()
                    .installment(payment.id())
                    .map(installment -> new Locked(opened, Optional.of(installment), Optional.empty()));
        }
        return opened.loan().installments().isEmpty()
                ? Optional.of(new Locked(opened, Optional.empty(), Optional.empty()))
                : Optional.empty();
    }

    private Uni<PaymentDue> now(AccountSettings account, SubjectKey payment) {
        return payment(account.accountId(), payment).map(Optional::orElseThrow);
    }

    private Uni<Author> author(AccountSettings account) {
        return loans.accountName(account.accountId()).map(name -> new Author(Source.TELEGRAM, name));
    }
}
