package app.zapiska.payoff;

import app.zapiska.payoff.Outcome.NotEnough;
import app.zapiska.payoff.Outcome.Part;
import app.zapiska.payoff.Outcome.Plan;
import app.zapiska.payoff.Outcome.Step;
import app.zapiska.payoff.Outcome.TooLong;
import app.zapiska.platform.Money;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One order, from payment to payment: everything accrues, the least of each debt is paid, the rest goes to the first in the order
 * until it is closed, then to the next. What a closed debt no longer takes goes to the others by itself. Ends after ten years
 * at the latest.
 */
final class Simulation {

    static final int MOST_YEARS = 10;
    static final int MOST_DAYS = MOST_YEARS * 365;

    private final List<Account> accounts;
    private final Budget budget;
    private final Order order;
    private final Comparator<Account> rank;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Long, LocalDate> closedOn = new LinkedHashMap<>();
    private Money interest;
    private Money fees = Money.ZERO;
    private Money paid = Money.ZERO;
    private Money kept = Money.ZERO;

    Simulation(List<Debt> debts, Budget budget, Order order, Comparator<Account> rank) {
        this.accounts = debts.stream().map(Account::new).toList();
        this.budget = budget;
        this.order = order;
        this.rank = rank;
        this.interest = Money.sum(debts.stream().map(Debt::accrued).toList());
    }

    Outcome outcome() {
        var last = budget.from().plusYears(MOST_YEARS);
        for (int number = 1; accounts.stream().anyMatch(Account::open); number++) {
            var day = budget.day(number);
            if (day.isAfter(last)) {
                return new TooLong(order, List.copyOf(steps), last);
            }
            for (var account : accounts) {
                interest = interest.plus(account.accrue(budget.day(number - 1), day));
            }
            var cash = kept.plus(budget.amount());
            var needed = Money.ZERO;
            for (var account : accounts) {
                var least = account.least(budget.day(number + 1));
                needed = needed.plus(least).plus(account.feeOf(least));
            }
            if (needed.compareTo(cash) > 0) {
                return new NotEnough(order, List.copyOf(steps), day, needed, cash);
            }
            pay(day, budget.day(number + 1), cash);
        }
        return new Plan(order, List.copyOf(steps), interest, fees, paid, closedOn);
    }

    private void pay(LocalDate day, LocalDate next, Money available) {
        var open = accounts.stream().filter(Account::open).sorted(rank).toList();
        var payments = new HashMap<Long, Money>();
        var owedInterest = new HashMap<Long, Money>();
        var cash = available;
        for (var account : open) {
            owedInterest.put(account.id(), account.interest());
            var least = account.least(next);
            payments.put(account.id(), least);
            account.pay(least);
            cash = cash.minus(least).minus(account.feeOf(least));
        }
        for (var account : open) {
            var already = payments.get(account.id());
            var extra = account.affordable(cash, already);
            if (extra.isPositive() && account.worthItsFee(extra, already, ChronoUnit.DAYS.between(day, next))) {
                var together = already.plus(extra);
                cash = cash.minus(extra).minus(account.feeOf(together).minus(account.feeOf(already)));
                payments.put(account.id(), together);
                account.pay(extra);
            } else if (extra.isPositive()) {
                // It is the first in the order that the money waits for.
                break;
            }
        }
        write(day, open, payments, owedInterest, cash);
    }

    private void write(
            LocalDate day, List<Account> open, Map<Long, Money> payments, Map<Long, Money> owedInterest, Money cash) {
        var parts = new ArrayList<Part>();
        var balances = new LinkedHashMap<Long, Money>();
        for (var account : open) {
            var payment = payments.get(account.id());
            if (payment.isPositive()) {
                var ofInterest = payment.min(owedInterest.get(account.id()));
                var fee = account.feeOf(payment);
                parts.add(new Part(account.id(), ofInterest, payment.minus(ofInterest), fee));
                paid = paid.plus(payment);
                fees = fees.plus(fee);
            }
            if (account.open()) {
                balances.put(account.id(), account.balance());
            } else {
                closedOn.put(account.id(), day);
            }
        }
        // What is left when everything is paid is the person's own again.
        kept = balances.isEmpty() ? Money.ZERO : cash;
        steps.add(new Step(day, parts, balances, kept));
    }
}
