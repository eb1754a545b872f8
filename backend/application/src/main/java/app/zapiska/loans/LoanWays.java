package app.zapiska.loans;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.interest.Accrual;
import app.zapiska.interest.EarlyReturn;
import app.zapiska.interest.Holiday;
import app.zapiska.interest.Payment;
import app.zapiska.interest.Prolongation;
import app.zapiska.law.Law;
import app.zapiska.law.Rule;
import app.zapiska.loans.ContractTerms.Facts;
import app.zapiska.loans.LoanContract.LenderKind;
import app.zapiska.loans.ReckoningViews.OwedView;
import app.zapiska.loans.ReckoningViews.RuleView;
import app.zapiska.loans.WaysViews.ConditionKind;
import app.zapiska.loans.WaysViews.ConditionState;
import app.zapiska.loans.WaysViews.ConditionView;
import app.zapiska.loans.WaysViews.EarlyReturnView;
import app.zapiska.loans.WaysViews.HolidayView;
import app.zapiska.loans.WaysViews.NotProlonged;
import app.zapiska.loans.WaysViews.OptionView;
import app.zapiska.loans.WaysViews.PayPartView;
import app.zapiska.loans.WaysViews.ProlongView;
import app.zapiska.loans.WaysViews.RefusalView;
import app.zapiska.loans.WaysViews.View;
import app.zapiska.platform.Money;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** «Не могу заплатить»: what each way out of a loan costs and until when it is open. */
@ApplicationScoped
class LoanWays {

    private static final int MOVED_BY_DAYS = 30;
    private static final BigDecimal QUARTER = BigDecimal.valueOf(4);

    /** Paying to the end is worked out anew for each payment. */
    private static final int MOST_PAYMENTS_FORETOLD = 24;

    private final Pool database;
    private final LoanViews views;
    private final LoanReckoning reckoning;
    private final Law law;

    LoanWays(Pool database, LoanViews views, LoanReckoning reckoning, Law law) {
        this.database = database;
        this.views = views;
        this.reckoning = reckoning;
        this.law = law;
    }

    /** @param on missing: the account's today @param part that could be paid on it; missing: an example */
    Uni<View> of(AccountSettings account, long id, Optional<LocalDate> on, Optional<Money> part) {
        var day = views.day(account, on);
        return LoanFigures.one(account.accountId(), id)
                .on(database)
                .map(rows -> rows.stream().findFirst().orElseThrow(LoanViews::nothingThere))
                .map(row -> {
                    var own = LoanColumns.of(row);
                    return ways(own, LoanViews.facts(own, row), day, account.currency(), part);
                });
    }

    private View ways(LoanColumns own, Facts loan, LocalDate day, String currency, Optional<Money> part) {
        var balance = Balance.of(
                loan.schedule(),
                loan.dueDate(),
                own.amountDue() == null ? own.amountBorrowed() : own.amountDue(),
                loan.standing());
        var due = balance.next(day);
        boolean open = !balance.settled();
        var reckoned = reckoning.whole(loan, day, currency);
        var owed = Optional.ofNullable(reckoned.owed());
        var terms = owed.filter(sums -> open && sums.total().isPositive()).map(sums -> ContractTerms.of(loan));
        var notProlonged = terms.flatMap(known -> notProlonged(known, day));
        var early = Optional.of(loan).filter(one -> open && bound(one)).flatMap(this::earlyReturn);
        var refusal = Optional.of(loan).filter(one -> open && bound(one)).flatMap(this::refusal);
        var holiday = Optional.of(loan).filter(one -> open && bound(one)).flatMap(one -> holiday(one, day, currency));
        var rules = rules(Stream.of(
                        owed.stream().flatMap(sums -> sums.ruleIds().stream()),
                        early.stream().map(EarlyReturnView::ruleId),
                        refusal.stream().map(RefusalView::ruleId),
                        holiday.stream().map(HolidayView::ruleId))
                .flatMap(ids -> ids)
                .collect(Collectors.toSet()));
        return new View(
                own.id(),
                own.orgName(),
                day,
                open ? Loan.Status.OPEN : Loan.Status.PAID,
                own.amountBorrowed(),
                due.map(Balance.NextPayment::dueDate).orElse(null),
                due.map(next -> Math.max(0, -next.daysLeft())).orElse(0L),
                owed.orElse(null),
                owed.isPresent() ? null : Optional.ofNullable(reckoned.why()).orElse(NotReckoned.NO_RATE),
                terms.map(known -> payPart(known, owed.orElseThrow(), part)).orElse(null),
                terms.filter(known -> notProlonged.isEmpty())
                        .map(known -> prolong(known, owed.orElseThrow()))
                        .orElse(null),
                notProlonged.orElse(null),
                early.orElse(null),
                refusal.orElse(null),
                holiday.orElse(null),
                rules.stream().map(RuleView::of).toList(),
                rules.stream()
                        .map(Rule::checkedOn)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    private List<? extends Rule<?>> rules(Set<String> used) {
        return law.all().filter(rule -> used.contains(rule.id())).toList();
    }

    /** Whether the law on consumer loans binds the lender. */
    private static boolean bound(Facts loan) {
        return loan.contract() == null || loan.contract().lenderKind() != LenderKind.PERSON;
    }

    private static boolean near(ContractTerms terms, LocalDate day) {
        return !terms.contract().lastDue().isAfter(day.plusYears(ContractTerms.MOST_YEARS));
    }

    private static Money charges(OwedView owed) {
        return owed.interest().plus(owed.penalty());
    }

    private PayPartView payPart(ContractTerms terms, OwedView owed, Optional<Money> asked) {
        var contract = terms.contract();
        var quarter = new Money(owed.principal().amount().divide(QUARTER, 0, RoundingMode.CEILING));
        var amount = asked.orElse(charges(owed).plus(quarter)).min(owed.total());
        var paid = new ArrayList<>(terms.payments());
        paid.add(new Payment(owed.on(), amount));
        var after = new Accrual(contract, paid, law).night(owed.on());
        boolean foretold = contract.schedule().size() <= MOST_PAYMENTS_FORETOLD
                && near(terms, owed.on())
                && !contract.lastDue().isBefore(owed.on());
        return new PayPartView(
                amount,
                owed.principal().minus(after.owed().principal()),
                after.owed().principal(),
                owed.costOfDay(),
                after.cost(),
                foretold
                        ? EarlyReturn.of(contract, terms.payments(), owed.on(), amount, law)
                                .saved()
                        : null);
    }

    /** What was said of several payments would be wrong: a lender moves all of them, or one. */
    private static Optional<NotProlonged> notProlonged(ContractTerms terms, LocalDate day) {
        if (terms.contract().shortLoan()) {
            return Optional.of(NotProlonged.SHORT_LOAN);
        }
        if (terms.contract().schedule().size() > 1) {
            return Optional.of(NotProlonged.SEVERAL_PAYMENTS);
        }
        return near(terms, day) ? Optional.empty() : Optional.of(NotProlonged.TOO_FAR);
    }

    private ProlongView prolong(ContractTerms terms, OwedView owed) {
        var last = terms.contract().lastDue();
        var until = (owed.on().isAfter(last) ? owed.on() : last).plusDays(MOVED_BY_DAYS);
        var charges = charges(owed);
        // As much again, towards the principal: what makes the next time cheaper.
        var parts = charges.isPositive() ? List.of(charges) : List.<Money>of();
        return new ProlongView(
                until,
                Prolongation.compare(terms.contract(), terms.payments(), owed.on(), until, Money.ZERO, parts, law)
                        .stream()
                        .map(option -> new OptionView(
                                option.way(), option.now(), option.later(), option.total(), option.dearer()))
                        .toList());
    }

    private Optional<EarlyReturnView> earlyReturn(Facts loan) {
        var received =
                loan.contract() == null ? loan.loanDate() : loan.contract().received(loan.loanDate());
        return EarlyReturn.right(loan.loanDate(), received, law)
                .map(right -> new EarlyReturnView(right.last(), right.lastForPurpose(), right.ruleId()));
    }

    private Optional<RefusalView> refusal(Facts loan) {
        return Optional.ofNullable(loan.contract())
                .map(LoanContract::servicesPaid)
                .flatMap(services -> EarlyReturn.refusal(loan.loanDate(), law)
                        .map(refusal -> new RefusalView(services, refusal.last(), refusal.ruleId())));
    }

    private Optional<HolidayView> holiday(Facts loan, LocalDate day, String currency) {
        return law.holiday()
                .on(day)
                .map(rule -> new HolidayView(
                        List.of(
                                new ConditionView(ConditionKind.AMOUNT, amount(loan, currency, rule.value())),
                                new ConditionView(ConditionKind.LENDER, lender(loan)),
                                new ConditionView(ConditionKind.INCOME, ConditionState.ASK),
                                new ConditionView(ConditionKind.ONCE, ConditionState.ASK),
                                new ConditionView(ConditionKind.NOTHING_ELSE, ConditionState.ASK)),
                        rule.value().dropPercent(),
                        new Money(rule.value().mostAmount()),
                        rule.value().mostMonths(),
                        rule.id()));
    }

    /** With collateral it may be a loan for a car, of which more is allowed. */
    private static ConditionState amount(Facts loan, String currency, Law.HolidayRight right) {
        if (!currency.equals(LoanReckoning.ROUBLE)) {
            return ConditionState.ASK;
        }
        if (Holiday.within(loan.borrowed(), right)) {
            return ConditionState.MET;
        }
        return loan.contract() != null && Boolean.TRUE.equals(loan.contract().collateral())
                ? ConditionState.ASK
                : ConditionState.NOT_MET;
    }

    private static ConditionState lender(Facts loan) {
        var kind = loan.contract() == null ? null : loan.contract().lenderKind();
        return kind == LenderKind.MICROFINANCE
                        || kind == LenderKind.MICROCREDIT
                        || kind == LenderKind.BANK
                        || kind == LenderKind.COOPERATIVE
                ? ConditionState.MET
                : ConditionState.ASK;
    }
}
