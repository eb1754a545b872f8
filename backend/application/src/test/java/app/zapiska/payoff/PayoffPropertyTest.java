package app.zapiska.payoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.zapiska.payoff.Debt.Due;
import app.zapiska.payoff.Debt.Fee;
import app.zapiska.payoff.Outcome.Part;
import app.zapiska.payoff.Outcome.Shortage;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the debts and the budget: the plan ends, adds up, pays what comes due, and says when it can't. */
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
                debt = debt.withAccrued(money(random, 500_000));
            }
            if (random.nextInt(5) == 0) {
                debt = debt.withCharges(money(random, 200_000));
            }
            if (random.nextInt(4) == 0) {
                debt = debt.withFee(new Fee(money(random, 10_000), BigDecimal.valueOf(random.nextInt(300), 2)));
            }
            if (random.nextInt(5) == 0) {
                debt = debt.withPromoAtStake();
            }
            if (random.nextInt(4) > 0) {
                debt = scheduled(debt, random);
            }
            debts.add(debt);
        }
        return debts;
    }

    /** Some of it is late already, and some comes after what is asked for last. */
    private static Debt scheduled(Debt debt, Random random) {
        var dues = new ArrayList<Due>();
        var day = TODAY.minusDays(random.nextInt(20));
        for (int number = random.nextInt(15); number >= 0; number--) {
            dues.add(new Due(day, money(random, 500_000)));
            day = day.plusDays(1 + random.nextInt(40));
        }
        var with = debt.withDues(dues);
        return random.nextInt(5) == 0 ? with : with.withWholeBy(day);
    }

    private static Budget budget(Random random) {
        var amount = money(random, 10_000_000);
        var every = random.nextBoolean() ? Period.ofMonths(1) : Period.ofDays(14);
        var onHand = random.nextBoolean() ? Money.ZERO : money(random, 1_000_000);
        return new Budget(amount, TODAY, onHand, TODAY.plusDays(random.nextInt(3) * 7L), every);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    @DisplayName(
            "each day's payments fit the money, all of them are the debts and their interest, and the cheapest order"
                    + " is no dearer than any other")
    void plansAddUp(long seed) {
        var random = new Random(seed);
        int plans = 0;
        for (int n = 0; n < 150; n++) {
            var debts = debts(random);
            var budget = budget(random);
            var hand = debts.stream().map(Debt::id).toList();

            var outcomes = Payoff.compare(debts, budget, Optional.of(hand));

            assertThat(outcomes).hasSize(Order.values().length);
            var best = outcomes.get(Order.MARGINAL_COST);
            for (var outcome : outcomes.values()) {
                check(debts, budget, outcome);
                if (outcome.feasible() && outcome.complete()) {
                    plans++;
                    assertThat(best.feasible() && best.complete()).isTrue();
                    assertThat(best.cost()).isLessThanOrEqualTo(outcome.cost());
                }
            }
        }
        assertThat(plans).as("plans that were possible").isGreaterThan(100);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {5, 6, 7, 8})
    @DisplayName("a budget that is said to be enough is so in every order, whatever is paid early besides")
    void enoughIsEnough(long seed) {
        var random = new Random(seed);
        int tried = 0;
        for (int n = 0; n < 150; n++) {
            var debts = debts(random);
            var budget = budget(random);
            var enough = Payoff.enough(debts, budget);
            if (enough.isEmpty()) {
                assertThat(Payoff.plan(debts, budget.withAmount(Money.of("900000000")), Order.SIZE)
                                .shortages())
                        .as("comes due before the first money")
                        .first()
                        .extracting(Shortage::day)
                        .satisfies(day -> assertThat(day).isBefore(budget.first()));
                continue;
            }
            tried++;
            var more = new Money(BigDecimal.valueOf(random.nextInt(3) == 0 ? 0 : random.nextInt(1_000_000), 2));
            var richer = budget.withAmount(enough.get().plus(more));
            var hand = debts.stream().map(Debt::id).toList();
            Payoff.compare(debts, richer, Optional.of(hand))
                    .values()
                    .forEach(outcome -> assertThat(outcome.shortages())
                            .as("%s of %s", outcome.order(), debts)
                            .isEmpty());
        }
        assertThat(tried).isGreaterThan(40);
    }

    @Test
    @DisplayName("a rouble less than is enough does not reach, when nothing can be saved by paying early")
    void enoughIsNoMoreThanNeeded() {
        var random = new Random(9);
        int tried = 0;
        for (int n = 0; n < 100; n++) {
            var debts = debts(random).stream()
                    .map(debt -> debt.withRoom(Money.ZERO).withFee(Fee.NONE))
                    .toList();
            var budget = budget(random);
            var enough = Payoff.enough(debts, budget);
            if (enough.isEmpty() || !enough.get().isPositive()) {
                continue;
            }
            tried++;
            var poorer = budget.withAmount(enough.get().minus(Money.of("1")));
            assertThat(Payoff.plan(debts, poorer, Order.SIZE).shortages()).isNotEmpty();
        }
        assertThat(tried).isGreaterThan(30);
    }

    private static void check(List<Debt> debts, Budget budget, Outcome outcome) {
        var byDay = new HashMap<LocalDate, Shortage>();
        outcome.shortages().forEach(shortage -> {
            assertThat(shortage.needed()).isGreaterThan(shortage.available());
            assertThat(shortage.debts()).isNotEmpty();
            byDay.put(shortage.day(), shortage);
        });
        var cash = budget.onHand();
        var next = budget.first();
        int number = 0;
        for (var step : outcome.steps()) {
            while (!next.isAfter(step.day())) {
                cash = cash.plus(budget.amount());
                next = budget.first().plus(budget.every().multipliedBy(++number));
            }
            var spent = Money.sum(step.parts().stream()
                    .map(part -> part.amount().plus(part.fee()))
                    .toList());
            var found = Optional.ofNullable(byDay.get(step.day()))
                    .map(Shortage::missing)
                    .orElse(Money.ZERO);
            assertThat(spent).isLessThanOrEqualTo(cash.plus(found));
            cash = cash.plus(found).minus(spent);
            if (step.left().isPositive()) {
                assertThat(step.kept()).isEqualTo(cash);
            }
        }
        paysWhatComesDue(debts, outcome);
        var all =
                outcome.steps().stream().flatMap(step -> step.parts().stream()).toList();
        assertThat(Money.sum(all.stream().map(Part::fee).toList())).isEqualTo(outcome.fees());
        assertThat(Money.sum(all.stream().map(Part::amount).toList())).isEqualTo(outcome.paid());
        assertThat(Money.sum(all.stream().map(Part::interest).toList())).isEqualTo(outcome.interest());
        assertThat(outcome.closedOn().size() + outcome.open().size()).isEqualTo(debts.size());
        if (outcome.complete()) {
            assertThat(Money.sum(all.stream().map(Part::principal).toList()))
                    .isEqualTo(Money.sum(debts.stream().map(Debt::balance).toList()));
        }
        for (var debt : debts) {
            var beyond = Money.sum(all.stream()
                    .filter(part -> part.debt() == debt.id())
                    .map(Part::interest)
                    .toList());
            debt.room()
                    .ifPresent(room -> assertThat(beyond)
                            .isLessThanOrEqualTo(room.plus(debt.accrued()).plus(debt.charges())));
        }
    }

    /** By each day of a schedule so much is paid as it asks for until then, or the debt is closed. */
    private static void paysWhatComesDue(List<Debt> debts, Outcome outcome) {
        for (var debt : debts) {
            var closed = outcome.closedOn().get(debt.id());
            debt.wholeBy()
                    .ifPresent(last -> assertThat(closed)
                            .as("the last day of %s", debt)
                            .isNotNull()
                            .isBeforeOrEqualTo(last.isBefore(TODAY) ? TODAY : last));
            var asked = Money.ZERO;
            for (var due : debt.dues()) {
                asked = asked.plus(due.amount());
                var day = due.day().isBefore(TODAY) ? TODAY : due.day();
                if (closed != null && !closed.isAfter(day)) {
                    break;
                }
                assertThat(paidUntil(day, debt.id(), outcome)).isGreaterThanOrEqualTo(asked);
            }
        }
    }

    private static Money paidUntil(LocalDate day, long debt, Outcome outcome) {
        return Money.sum(outcome.steps().stream()
                .filter(step -> !step.day().isAfter(day))
                .flatMap(step -> step.parts().stream())
                .filter(part -> part.debt() == debt)
                .map(Part::amount)
                .toList());
    }

    private static Budget monthly(String amount) {
        return new Budget(Money.of(amount), TODAY, Period.ofDays(30));
    }

    @Test
    @DisplayName("a budget that pays the interest and nothing else is no plan, and no loop")
    void neverEnding() {
        var debt = Debt.of(1, Money.of("10000"), new BigDecimal("0.8"));
        assertThat(Payoff.plan(List.of(debt), monthly("2400.00"), Order.RATE).open())
                .containsExactly(1L);
        assertThat(Payoff.plan(List.of(debt.withRoom(Money.of("10000"))), monthly("2400.00"), Order.RATE)
                        .open())
                .as("the ceiling ends it")
                .isEmpty();
    }

    @Test
    @DisplayName("where the money does not reach for all, the lower rate that would be lost is paid first")
    void promoFirst() {
        var day = TODAY.plusDays(30);
        var promo = Debt.of(1, Money.of("9000"), new BigDecimal("0"))
                .withDues(List.of(new Due(day, Money.of("3000"))))
                .withPromoAtStake();
        var dear =
                Debt.of(2, Money.of("8000"), new BigDecimal("0.8")).withDues(List.of(new Due(day, Money.of("3000"))));
        for (var order : List.of(Order.RATE, Order.SIZE, Order.MARGINAL_COST)) {
            assertThat(Payoff.plan(List.of(dear, promo), monthly("4000"), order).shortages())
                    .first()
                    .isEqualTo(new Shortage(day, Money.of("6000"), Money.of("4000"), List.of(2L)));
        }
        assertThat(Payoff.byHand(List.of(dear, promo), monthly("4000"), List.of(2L, 1L))
                        .shortages()
                        .getFirst()
                        .debts())
                .as("who orders by hand is obeyed")
                .containsExactly(1L);
    }

    @Test
    @DisplayName("money is kept for a large payment that one month alone does not pay, and the dear loan waits")
    void savesUp() {
        var large = Debt.of(1, Money.of("15000"), new BigDecimal("0")).withWholeBy(TODAY.plusDays(75));
        var dear = Debt.of(2, Money.of("9000"), new BigDecimal("0.8"));
        var plan = Payoff.plan(List.of(dear, large), monthly("8000"), Order.RATE);
        assertThat(plan.feasible()).isTrue();
        assertThat(plan.steps().getFirst().kept()).as("for the large one").isEqualTo(Money.of("7000.00"));
        assertThat(plan.closedOn()).as("as soon as it is there").containsEntry(1L, TODAY.plusDays(60));
    }

    @Test
    @DisplayName("who pays early pays less, and what comes due later in the same month is no reason to wait")
    void earlyIsCheaper() {
        var debt = Debt.of(1, Money.of("10000"), new BigDecimal("0.8"))
                .withDues(List.of(new Due(TODAY.plusDays(30), Money.of("12400"))))
                .withWholeBy(TODAY.plusDays(30));
        var now = new Budget(Money.of("12400"), TODAY, Money.ZERO, TODAY.plusDays(10), Period.ofMonths(1));
        var plan = Payoff.plan(List.of(debt), now, Order.RATE);
        assertThat(plan.closedOn()).isEqualTo(Map.of(1L, TODAY.plusDays(10)));
        assertThat(plan.interest()).isEqualTo(Money.of("800.00"));
    }

    @Test
    @DisplayName("each day on which the budget does not reach is named, and what would be enough")
    void shortDays() {
        var debt = Debt.of(1, Money.of("3000"), new BigDecimal("0"))
                .withDues(List.of(
                        new Due(TODAY.minusDays(3), Money.of("500")),
                        new Due(TODAY.plusDays(40), Money.of("1500")),
                        new Due(TODAY.plusDays(70), Money.of("1000"))))
                .withWholeBy(TODAY.plusDays(70));
        var outcome = Payoff.plan(List.of(debt), monthly("1100"), Order.SIZE);
        assertThat(outcome.shortages())
                .extracting(Shortage::day, Shortage::missing)
                .containsExactly(tuple(TODAY, Money.of("500")), tuple(TODAY.plusDays(40), Money.of("400")));
        assertThat(Payoff.enough(List.of(debt), monthly("1100")))
                .as("no budget of later reaches what is late already")
                .isEmpty();
        var atOnce = new Budget(Money.of("1100"), TODAY, Money.ZERO, TODAY, Period.ofDays(30));
        assertThat(Payoff.enough(List.of(debt), atOnce)).contains(Money.of("1000"));
    }

    @Test
    @DisplayName("a small payment waits for the next one where its fee would be more than it saves")
    void feesAreWeighed() {
        var debt = Debt.of(1, Money.of("10000"), new BigDecimal("0")).withFee(new Fee(Money.of("50"), BigDecimal.ZERO));
        var plan = Payoff.plan(List.of(debt), monthly("4000"), Order.RATE);
        assertThat(plan.fees()).isEqualTo(Money.of("50.00"));
        assertThat(plan.steps().getFirst().kept()).isEqualTo(Money.of("4000.00"));
        assertThat(plan.steps()).hasSize(3);
    }

    @Test
    @DisplayName("near its ceiling a dear rate is not the dearest debt")
    void nearTheCeiling() {
        var nearly = Debt.of(1, Money.of("10000"), new BigDecimal("0.8")).withRoom(Money.of("100"));
        var other = Debt.of(2, Money.of("10000"), new BigDecimal("0.6"));
        var budget = monthly("6000");
        var best = Payoff.plan(List.of(nearly, other), budget, Order.MARGINAL_COST);
        var byRate = Payoff.plan(List.of(nearly, other), budget, Order.RATE);
        assertThat(best.cost()).isLessThan(byRate.cost());
        assertThat(best.closedOn().keySet()).first().isEqualTo(2L);
    }

    @Test
    @DisplayName(
            "what a schedule asks for beyond the rate is paid with the last payment, and its sums stay what they are")
    void theScheduleStays() {
        var debt = Debt.of(1, Money.of("10000"), new BigDecimal("0.8"))
                .withCharges(Money.of("600"))
                .withDues(List.of(
                        new Due(TODAY.plusDays(15), Money.of("5000")), new Due(TODAY.plusDays(30), Money.of("7544"))))
                .withWholeBy(TODAY.plusDays(30));
        var tight = new Budget(Money.of("5000"), TODAY, Money.ZERO, TODAY.plusDays(15), Period.ofDays(15));
        var plan = Payoff.plan(List.of(debt), tight, Order.SIZE);
        assertThat(plan.steps())
                .extracting(step ->
                        Money.sum(step.parts().stream().map(Part::amount).toList()))
                .containsExactly(Money.of("5000.00"), Money.of("7544.00"));
        assertThat(plan.shortages())
                .singleElement()
                .extracting(Shortage::missing)
                .isEqualTo(Money.of("2544.00"));
    }
}
