package app.zapiska.payoff;

import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans side by side. */
public final class Payoff {

    private static final BigDecimal KOPECKS_OF_A_ROUBLE = BigDecimal.valueOf(100);

    /** All money on its day, everything paid in the end, and then the cheapest. */
    private static final Comparator<Outcome> BETTER = Comparator.comparing((Outcome outcome) -> !outcome.complete())
            .thenComparing(Outcome::missing)
            .thenComparing(Outcome::cost);

    private Payoff() {}

    /**
     * Every order for the same debts and budget.
     *
     * @param byHand ids, first to last, those left out last of all; empty when the person made no order
     */
    public static Map<Order, Outcome> compare(List<Debt> debts, Budget budget, Optional<List<Long>> byHand) {
        var outcomes = new EnumMap<Order, Outcome>(Order.class);
        outcomes.put(Order.RATE, outcome(debts, budget, Order.RATE, Ranks.RATE));
        outcomes.put(Order.SIZE, outcome(debts, budget, Order.SIZE, Ranks.SIZE));
        byHand.ifPresent(ids -> outcomes.put(Order.BY_HAND, byHand(debts, budget, ids)));
        outcomes.put(Order.MARGINAL_COST, cheapest(debts, budget, outcomes));
        return outcomes;
    }

    public static Outcome plan(List<Debt> debts, Budget budget, Order order) {
        return compare(debts, budget, Optional.empty()).get(order);
    }

    public static Outcome byHand(List<Debt> debts, Budget budget, List<Long> ids) {
        var rank = byHand(ids);
        return new Simulation(debts, budget, Order.BY_HAND, rank, rank).outcome();
    }

    /**
     * The same budget in whole roubles that pays everything on its day, in whichever order what is left of it goes.
     *
     * @return empty when something comes due before the first money does and what is on hand does not reach
     */
    public static Optional<Money> enough(List<Debt> debts, Budget budget) {
        long least = Simulation.enough(debts, budget);
        return least < 0
                ? Optional.empty()
                : Optional.of(
                        new Money(BigDecimal.valueOf(least).divide(KOPECKS_OF_A_ROUBLE, 0, RoundingMode.CEILING)));
    }

    /**
     * What costs most today is a good guess and no more where a debt nears its ceiling: paying it saves only what is left until
     * there. So that is tried as well, beside the orders that are shown, and the cheapest of them wins.
     */
    private static Outcome cheapest(List<Debt> debts, Budget budget, Map<Order, Outcome> others) {
        var tried = new ArrayList<Outcome>();
        tried.add(outcome(debts, budget, Order.MARGINAL_COST, Ranks.MARGINAL));
        tried.add(outcome(debts, budget, Order.MARGINAL_COST, Ranks.SAVED));
        tried.addAll(others.values());
        return tried.stream().min(BETTER).orElseThrow().as(Order.MARGINAL_COST);
    }

    private static Outcome outcome(List<Debt> debts, Budget budget, Order order, Comparator<Account> first) {
        var rank = first.thenComparing(Account::balance).thenComparing(Account::id);
        // A lower rate that would be lost ranks above everything where the money does not reach for all.
        var urgency = Comparator.comparing((Account account) -> !account.promoAtStake())
                .thenComparing(rank);
        return new Simulation(debts, budget, order, rank, urgency).outcome();
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
        static final Comparator<Account> SIZE = Comparator.comparing(Account::counted);
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
