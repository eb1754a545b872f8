package app.zapiska.payoff;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.payoff.Debt.Fee;
import app.zapiska.payoff.Debt.Promo;
import app.zapiska.payoff.Outcome.Part;
import app.zapiska.payoff.Outcome.Plan;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the debts and the budget: the plan ends, adds up, and says when it can't. */
class PayoffPropertyTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-28");

    private static Money money(Random random, int most) {
        return new Money(BigDecimal.valueOf(1L + random.nextInt(most), 2));
    }

    private static List<Debt> debts(Random random) {
        var debts = new ArrayList<Debt>();
        for (long id = 1 + random.nextInt(8); id > 0; id--) {
            var debt = Debt.of(id, money(random, 5_000_000), BigDecimal.valueOf(random.nextInt(8_001), 4));
            if (random.nextBoolean()) {
                debt = debt.withRoom(random.nextInt(3) == 0 ? Money.ZERO : money(random, 5_000_000));
            }
            if (random.nextInt(4) == 0) {
                debt = debt.withFee(new Fee(money(random, 10_000), BigDecimal.valueOf(random.nextInt(300), 2)));
            }
            if (random.nextInt(5) == 0) {
                debt = debt.withPromo(new Promo(
                        TODAY.minusDays(random.nextInt(30)),
                        TODAY.plusDays(random.nextInt(90)),
                        debt.dailyPercent().add(new BigDecimal("0.2"))));
            }
            if (random.nextInt(5) == 0) {
                debt = debt.withWholeBy(TODAY.plusDays(random.nextInt(300)));
            }
            debts.add(debt);
        }
        return debts;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    @DisplayName(
            "each day's payments fit the budget, all of them are the debts and their interest, and the cheapest order is no dearer than any other")
    void plansAddUp(long seed) {
        var random = new Random(seed);
        int plans = 0;
        for (int n = 0; n < 150; n++) {
            var debts = debts(random);
            var budget = new Budget(
                    money(random, 10_000_000), TODAY, random.nextBoolean() ? Period.ofMonths(1) : Period.ofDays(14));
            var hand = debts.stream().map(Debt::id).toList();

            var outcomes = Payoff.compare(debts, budget, Optional.of(hand));

            assertThat(outcomes).hasSize(Order.values().length);
            for (var outcome : outcomes.values()) {
                plans += outcome instanceof Plan ? 1 : 0;
                check(debts, budget, outcome);
                if (outcome instanceof Plan plan) {
                    assertThat(outcomes.get(Order.MARGINAL_COST))
                            .isInstanceOfSatisfying(
                                    Plan.class, best -> assertThat(best.cost()).isLessThanOrEqualTo(plan.cost()));
                }
            }
        }
        assertThat(plans).as("plans that were possible").isGreaterThan(100);
    }

    private static void check(List<Debt> debts, Budget budget, Outcome outcome) {
        var kept = Money.ZERO;
        for (var step : outcome.steps()) {
            var spent = Money.sum(step.parts().stream()
                    .map(part -> part.amount().plus(part.fee()))
                    .toList());
            assertThat(spent).isLessThanOrEqualTo(kept.plus(budget.amount()));
            if (!step.balances().isEmpty()) {
                assertThat(step.kept()).isEqualTo(kept.plus(budget.amount()).minus(spent));
            }
            kept = step.kept();
        }
        if (outcome instanceof Plan plan) {
            var all =
                    plan.steps().stream().flatMap(step -> step.parts().stream()).toList();
            var principal = Money.sum(debts.stream().map(Debt::balance).toList());
            assertThat(Money.sum(all.stream().map(Part::principal).toList())).isEqualTo(principal);
            assertThat(Money.sum(all.stream().map(Part::interest).toList())).isEqualTo(plan.interest());
            assertThat(Money.sum(all.stream().map(Part::fee).toList())).isEqualTo(plan.fees());
            assertThat(plan.paid()).isEqualTo(principal.plus(plan.interest()));
            assertThat(plan.closedOn()).hasSameSizeAs(debts);
            for (var debt : debts) {
                debt.room()
                        .ifPresent(room -> assertThat(Money.sum(all.stream()
                                        .filter(part -> part.debt() == debt.id())
                                        .map(Part::interest)
                                        .toList()))
                                .isLessThanOrEqualTo(room));
            }
        }
        if (outcome instanceof Outcome.NotEnough lacking) {
            assertThat(lacking.needed()).isGreaterThan(lacking.available());
        }
    }

    private static Budget monthly(String amount) {
        return new Budget(Money.of(amount), TODAY, Period.ofDays(30));
    }

    @Test
    @DisplayName("a budget that pays the interest and nothing else is no plan, and no loop")
    void neverEnding() {
        var debt = Debt.of(1, Money.of("10000"), new BigDecimal("0.8"));
        assertThat(Payoff.plan(List.of(debt), monthly("2400.00"), Order.RATE))
                .isInstanceOfSatisfying(
                        Outcome.TooLong.class,
                        outcome -> assertThat(outcome.until()).isEqualTo("2036-11-28"));
        assertThat(Payoff.plan(List.of(debt.withRoom(Money.of("10000"))), monthly("2400.00"), Order.RATE))
                .as("the ceiling ends it")
                .isInstanceOf(Plan.class);
    }

    @Test
    @DisplayName("a promo rate that would be lost comes before a dearer loan")
    void promoFirst() {
        var promo = Debt.of(1, Money.of("9000"), new BigDecimal("0.1"))
                .withPromo(new Promo(TODAY.minusDays(10), TODAY.plusDays(45), new BigDecimal("0.8")));
        var dear = Debt.of(2, Money.of("9000"), new BigDecimal("0.8"));
        for (var order : List.of(Order.RATE, Order.SIZE, Order.MARGINAL_COST)) {
            var plan = (Plan) Payoff.plan(List.of(dear, promo), monthly("12000"), order);
            assertThat(plan.closedOn().get(1L)).isEqualTo(TODAY.plusDays(30));
        }
        var byHand = (Plan) Payoff.byHand(List.of(dear, promo), monthly("12000"), List.of(2L, 1L));
        assertThat(byHand.closedOn().get(2L)).isEqualTo(TODAY.plusDays(30));
    }

    @Test
    @DisplayName("a loan whose date can't be moved is paid by then, or it is said when the money does not reach")
    void deadlineFirst() {
        var fixed = Debt.of(1, Money.of("5000"), new BigDecimal("0.1")).withWholeBy(TODAY.plusDays(40));
        var dear = Debt.of(2, Money.of("9000"), new BigDecimal("0.8"));
        var plan = (Plan) Payoff.plan(List.of(dear, fixed), monthly("8000"), Order.RATE);
        assertThat(plan.closedOn().get(1L)).isEqualTo(TODAY.plusDays(30));
        assertThat(Payoff.plan(List.of(dear, fixed), monthly("7000"), Order.RATE))
                .isInstanceOfSatisfying(Outcome.NotEnough.class, lacking -> {
                    assertThat(lacking.day()).isEqualTo(TODAY.plusDays(30));
                    assertThat(lacking.needed()).isEqualTo(Money.of("7310.00"));
                });
    }

    @Test
    @DisplayName("a small payment waits for the next one where its fee would be more than it saves")
    void feesAreWeighed() {
        var debt = Debt.of(1, Money.of("10000"), new BigDecimal("0")).withFee(new Fee(Money.of("50"), BigDecimal.ZERO));
        var plan = (Plan) Payoff.plan(List.of(debt), monthly("4000"), Order.RATE);
        assertThat(plan.fees()).isEqualTo(Money.of("50.00"));
        assertThat(plan.steps().getFirst().kept()).isEqualTo(Money.of("4000.00"));
        assertThat(plan.steps()).hasSize(3);
    }

    @Test
    void nearTheCeilingADearRateIsNotTheDearestDebt() {
        var nearly = Debt.of(1, Money.of("10000"), new BigDecimal("0.8")).withRoom(Money.of("100"));
        var other = Debt.of(2, Money.of("10000"), new BigDecimal("0.6"));
        var budget = monthly("6000");
        var best = (Plan) Payoff.plan(List.of(nearly, other), budget, Order.MARGINAL_COST);
        var byRate = (Plan) Payoff.plan(List.of(nearly, other), budget, Order.RATE);
        assertThat(best.cost()).isLessThanOrEqualTo(byRate.cost());
        assertThat(best.closedOn().keySet()).first().isEqualTo(2L);
    }
}
