package app.zapiska.payoff;

import app.zapiska.payoff.Outcome.Plan;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans side by side. */
public final class Payoff {

    private Payoff() {}

    /**
     * Every order for the same debts and budget.
     *
     * @param byHand ids, first to last, those left out last of all; empty when the person made no order
     */
    public static Map<Order, Outcome> compare(List<Debt> debts, Budget budget, Optional<List<Long>> byHand) {
        var outcomes = new EnumMap<Order, Outcome>(Order.class);
        outcomes.put(Order.RATE, new Simulation(debts, budget, Order.RATE, promoFirst(Ranks.RATE)).outcome());
        outcomes.put(Order.SIZE, new Simulation(debts, budget, Order.SIZE, promoFirst(Ranks.SIZE)).outcome());
        byHand.ifPresent(ids ->
                outcomes.put(Order.BY_HAND, new Simulation(debts, budget, Order.BY_HAND, byHand(ids)).outcome()));
        outcomes.put(Order.MARGINAL_COST, cheapest(debts, budget, outcomes));
        return outcomes;
    }

    public static Outcome plan(List<Debt> debts, Budget budget, Order order) {
        return compare(debts, budget, Optional.empty()).get(order);
    }

    public static Outcome byHand(List<Debt> debts, Budget budget, List<Long> ids) {
        return new Simulation(debts, budget, Order.BY_HAND, byHand(ids)).outcome();
    }

    /**
     * What costs most today is a good guess and no more where a debt nears its ceiling: paying it saves only what is left until
     * there. So that is tried as well, beside the orders that are shown, and the cheapest of them wins.
     */
    private static Outcome cheapest(List<Debt> debts, Budget budget, Map<Order, Outcome> others) {
        var best = new Simulation(debts, budget, Order.MARGINAL_COST, promoFirst(Ranks.MARGINAL)).outcome();
        var tried = new ArrayList<Outcome>();
        tried.add(new Simulation(debts, budget, Order.MARGINAL_COST, promoFirst(Ranks.SAVED)).outcome());
        tried.addAll(others.values());
        for (var other : tried) {
            if (other instanceof Plan plan
                    && (!(best instanceof Plan known) || plan.cost().compareTo(known.cost()) < 0)) {
                best = new Plan(
                        Order.MARGINAL_COST, plan.steps(), plan.interest(), plan.fees(), plan.paid(), plan.closedOn());
            }
        }
        return best;
    }

    /** A lower rate that would be lost ranks above everything. */
    private static Comparator<Account> promoFirst(Comparator<Account> rank) {
        return Comparator.comparing((Account account) -> !account.promoAtStake())
                .thenComparing(rank)
                .thenComparing(Account::balance)
                .thenComparing(Account::id);
    }

    private static Comparator<Account> byHand(List<Long> ids) {
        var places = new HashMap<Long, Integer>();
        for (int place = 0; place < ids.size(); place++) {
            places.putIfAbsent(ids.get(place), place);
        }
        return Comparator.comparing((Account account) -> places.getOrDefault(account.id(), Integer.MAX_VALUE))
                .thenComparing(Account::id);
    }

    private static final class Ranks {
        static final Comparator<Account> RATE =
                Comparator.comparing(Account::percent).reversed();
        static final Comparator<Account> SIZE = Comparator.comparing(Account::balance);
        static final Comparator<Account> MARGINAL =
                Comparator.comparing(Account::marginalPercent).reversed();
        static final Comparator<Account> SAVED =
                Comparator.comparing(Account::savedByARouble).reversed();
    }

    /** Whether paying so many days earlier saves more than the extra payment costs. */
    public static boolean saves(Money amount, BigDecimal dailyPercent, long days, Money fee) {
        return amount.amount()
                        .multiply(dailyPercent)
                        .multiply(BigDecimal.valueOf(days))
                        .movePointLeft(2)
                        .compareTo(fee.amount())
                > 0;
    }
}
