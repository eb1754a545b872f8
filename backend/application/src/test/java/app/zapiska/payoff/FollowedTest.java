package app.zapiska.payoff;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.payoff.Debt.Due;
import app.zapiska.payoff.Debt.Fee;
import app.zapiska.payoff.Followed.Choice;
import app.zapiska.payoff.Followed.Early;
import app.zapiska.payoff.Followed.Made;
import app.zapiska.payoff.Followed.Paid;
import app.zapiska.payoff.Outcome.Part;
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

/** What a chosen plan asks for, whatever is really paid. */
class FollowedTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-28");
    private static final Period MONTH = Period.ofMonths(1);

    private static Choice choice(String monthly, LocalDate firstOn, String extra) {
        return new Choice(Money.of(monthly), Order.MARGINAL_COST, Optional.empty(), firstOn, Money.of(extra), Fee.NONE);
    }

    private static Money random(Random random, int most) {
        return new Money(BigDecimal.valueOf(1L + random.nextInt(most), 2));
    }

    private static List<Debt> debts(Random random) {
        var debts = new ArrayList<Debt>();
        for (long id = 1 + random.nextInt(5); id > 0; id--) {
            var debt = Debt.of(id, random(random, 5_000_000), BigDecimal.valueOf(random.nextInt(8_001), 4));
            if (random.nextInt(3) == 0) {
                debt = debt.withRoom(random(random, 3_000_000));
            }
            if (random.nextInt(3) == 0) {
                debt = debt.withAccrued(random(random, 500_000));
            }
            var dues = new ArrayList<Due>();
            var day = TODAY.plusDays(random.nextInt(20));
            for (int number = random.nextInt(6); number > 0; number--) {
                dues.add(new Due(day, random(random, 500_000)));
                day = day.plusDays(1 + random.nextInt(40));
            }
            debts.add(random.nextBoolean() ? debt.withDues(dues).withWholeBy(day) : debt.withDues(dues));
        }
        return debts;
    }

    private static Choice choice(Random random) {
        return new Choice(
                random(random, 5_000_000),
                Order.values()[random.nextInt(3)],
                Optional.empty(),
                TODAY.plusDays(random.nextInt(28)),
                random.nextBoolean() ? Money.ZERO : random(random, 1_000_000),
                Fee.NONE);
    }

    /** All that anybody could write down. */
    private static Map<Long, Money> noLimit(List<Debt> debts) {
        var limits = new HashMap<Long, Money>();
        debts.forEach(debt -> limits.put(debt.id(), Money.of("900000000")));
        return limits;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    @DisplayName("the day it is chosen it is the plan that was shown, to the kopeck")
    void asItWasShown(long seed) {
        var random = new Random(seed);
        for (int n = 0; n < 150; n++) {
            var debts = debts(random);
            var choice = choice(random);

            var shown = Payoff.compare(
                            debts,
                            new Budget(choice.monthly(), TODAY, choice.extra(), choice.firstOn(), MONTH),
                            Optional.empty())
                    .get(choice.order());
            var followed = choice.plan(debts, Followed.from(TODAY, choice).budget(TODAY, Made.NOTHING));

            assertThat(followed).isEqualTo(shown);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {5, 6, 7, 8})
    @DisplayName(
            "what is asked for early is of one day of the plan, no more than it pays then, and never what is due anyhow;"
                    + " once it is paid nothing is asked for before the next money")
    void sumsAreThePlans(long seed) {
        var random = new Random(seed);
        int asked = 0;
        for (int n = 0; n < 150; n++) {
            var debts = debts(random);
            var choice = choice(random);
            var followed = Followed.from(TODAY, choice);
            var plan = choice.plan(debts, followed.budget(TODAY, Made.NOTHING));

            var early = followed.early(plan, noLimit(debts));

            var days = early.stream().map(Early::day).distinct().toList();
            assertThat(days).hasSizeLessThanOrEqualTo(1);
            early.forEach(one -> assertThat(part(plan, one).early()).isEqualTo(one.amount()));
            if (days.isEmpty() || !days.getFirst().equals(TODAY)) {
                continue;
            }
            asked++;
            var paid = plan.steps().getFirst().parts().stream()
                    .map(part -> new Paid(TODAY, part.amount()))
                    .toList();
            var made = paid(paid);
            var after = followed.after(plan, List.of(), TODAY, made);
            assertThat(after.quiet()).isTrue();
            var rest = debts.stream()
                    .flatMap(debt -> paid(debt, plan.steps().getFirst().parts()).stream())
                    .toList();
            var next = after.early(choice.plan(rest, after.budget(TODAY, made)), noLimit(rest));
            next.forEach(one -> assertThat(one.day()).isAfterOrEqualTo(followed.next(TODAY)));
        }
        assertThat(asked).isGreaterThan(25);
    }

    private static Made paid(List<Paid> payments) {
        return new Made(payments, Map.of());
    }

    private static Made paid(Paid... payments) {
        return paid(List.of(payments));
    }

    private static Part part(Outcome plan, Early early) {
        return plan.steps().stream()
                .filter(step -> step.day().equals(early.day()))
                .flatMap(step -> step.parts().stream())
                .filter(part -> part.debt() == early.debt())
                .findFirst()
                .orElseThrow();
    }

    /** What is left of it when it was paid on the same day. */
    private static Optional<Debt> paid(Debt debt, List<Part> parts) {
        var amount = parts.stream()
                .filter(part -> part.debt() == debt.id())
                .map(Part::amount)
                .findFirst()
                .orElse(Money.ZERO);
        var ofInterest = amount.min(debt.accrued());
        var balance = debt.balance().minus(amount.minus(ofInterest));
        var accrued = debt.accrued().minus(ofInterest);
        if (!balance.plus(accrued).isPositive()) {
            return Optional.empty();
        }
        var dues = new ArrayList<Due>();
        for (var due : debt.dues()) {
            var covered = amount.min(due.amount());
            amount = amount.minus(covered);
            if (covered.compareTo(due.amount()) < 0) {
                dues.add(new Due(due.day(), due.amount().minus(covered)));
            }
        }
        return Optional.of(new Debt(
                debt.id(),
                balance,
                accrued,
                debt.charges(),
                debt.dailyPercent(),
                debt.room(),
                dues,
                debt.wholeBy(),
                debt.promoAtStake(),
                debt.fee()));
    }

    @Test
    @DisplayName("who is asked early for more than the notebook knows of is asked for what it knows of")
    void noMoreThanTheNotebookHas() {
        var debt = Debt.of(1, Money.of("10000"), new BigDecimal("0.8")).withAccrued(Money.of("800"));
        var followed = Followed.from(TODAY, choice("20000", TODAY, "0"));
        var plan = followed.choice().plan(List.of(debt), followed.budget(TODAY, Made.NOTHING));
        assertThat(followed.early(plan, Map.of(1L, Money.of("10500"))))
                .containsExactly(new Early(1, TODAY, Money.of("10500.00")));
        assertThat(followed.early(plan, Map.of(1L, Money.ZERO))).isEmpty();
    }

    @Test
    @DisplayName("less than a hundredth of the budget is not asked for, unless it closes a debt")
    void trifles() {
        var big = Debt.of(1, Money.of("50000"), new BigDecimal("0.8"));
        var followed = Followed.from(TODAY, choice("1000", TODAY.plusDays(3), "9.99"));
        var plan = followed.choice().plan(List.of(big), followed.budget(TODAY, Made.NOTHING));
        assertThat(followed.early(plan, noLimit(List.of(big))))
                .containsExactly(new Early(1, TODAY.plusDays(3), Money.of("1000.00")));
        var small = Debt.of(2, Money.of("5"), BigDecimal.ZERO);
        plan = followed.choice().plan(List.of(small), followed.budget(TODAY, Made.NOTHING));
        assertThat(followed.early(plan, noLimit(List.of(small))))
                .containsExactly(new Early(2, TODAY, Money.of("5.00")));
    }

    @Test
    @DisplayName(
            "a month later what was kept goes on, and what was to be paid and was not is told and not asked for twice")
    void anotherMonth() {
        var chosen = standing("10000", "3000");
        var next = TODAY.plusMonths(1);

        assertThat(chosen.on(next.minusDays(1), Made.NOTHING)).isEqualTo(chosen);
        var unpaid = chosen.on(next, Made.NOTHING);
        assertThat(unpaid.since()).isEqualTo(next);
        assertThat(unpaid.onHand(Made.NOTHING)).isEqualTo(Money.of("13000.00"));
        assertThat(unpaid.missed()).isEqualTo(Money.of("7000.00"));
        assertThat(unpaid.quiet()).isFalse();

        var half = chosen.on(next, paid(new Paid(TODAY.plusDays(2), Money.of("5000"))));
        assertThat(half.missed()).isEqualTo(Money.of("2000.00"));
        assertThat(half.money()).isEqualTo(Money.of("13000.00"));

        var payments = paid(new Paid(TODAY, Money.of("9000")), new Paid(next, Money.of("4000")));
        var more = chosen.on(next, payments);
        assertThat(more.missed()).isEqualTo(Money.ZERO);
        assertThat(more.onHand(payments)).isEqualTo(Money.of("7000.00"));

        assertThat(chosen.on(TODAY.plusMonths(3), Made.NOTHING).onHand(Made.NOTHING))
                .isEqualTo(Money.of("13000.00"));
    }

    /** Of a budget of 10,000 a month that came today. */
    private static Followed standing(String money, String kept) {
        return new Followed(
                choice("10000", TODAY, "0"),
                TODAY,
                Money.of(money),
                Optional.of(Money.of(kept)),
                Money.ZERO,
                true,
                Optional.empty());
    }

    @Test
    @DisplayName(
            "a payment that is written down or taken back after the money of the next month has come counts for its own month")
    void writtenDownLate() {
        var next = TODAY.plusMonths(1);
        var then = standing("10000", "3000").on(next, Made.NOTHING);

        var late = paid(new Paid(next.minusDays(1), Money.of("7000")));
        var corrected = then.on(next.plusDays(2), late);
        assertThat(corrected.missed()).isEqualTo(Money.ZERO);
        assertThat(corrected.onHand(late)).isEqualTo(Money.of("13000.00"));
        assertThat(corrected.since()).isEqualTo(next);

        // Of what was kept a part is gone, too.
        var more = paid(new Paid(next.minusDays(1), Money.of("9000")));
        assertThat(then.on(next.plusDays(2), more).onHand(more)).isEqualTo(Money.of("11000.00"));
        assertThat(corrected.on(next.plusDays(3), Made.NOTHING).missed()).isEqualTo(Money.of("7000.00"));
    }

    @Test
    @DisplayName(
            "what is asked for on the day of the next money and paid before it is not asked for again; other money that was found is")
    void paidAhead() {
        var next = TODAY.plusMonths(1);
        var before = next.minusDays(1);
        var payment = new Paid(before, Money.of("6000"));
        var asked = new Made(List.of(payment), Map.of(next, Money.of("6000")));
        var spent = standing("0", "0");

        assertThat(spent.budget(before, asked).ahead()).isEqualTo(Money.of("6000.00"));
        var then = spent.on(next, asked);
        assertThat(then.onHand(asked)).isEqualTo(Money.of("4000.00"));
        assertThat(then.missed()).isEqualTo(Money.ZERO);

        // What is there is spent first.
        var kept = standing("2500", "2500");
        assertThat(kept.budget(before, asked).ahead()).isEqualTo(Money.of("3500.00"));
        assertThat(kept.on(next, asked).onHand(asked)).isEqualTo(Money.of("6500.00"));

        var found = paid(payment);
        assertThat(spent.budget(before, found).ahead()).isEqualTo(Money.ZERO);
        assertThat(spent.on(next, found).onHand(found)).isEqualTo(Money.of("10000.00"));

        // Taken back, it is all to be paid again.
        assertThat(then.on(next, Made.NOTHING).onHand(Made.NOTHING)).isEqualTo(Money.of("10000.00"));
    }

    @Test
    @DisplayName(
            "what was paid of the next money is missing there: the plan pays so much less on its day, and keeps enough all the same")
    void aheadInThePlan() {
        var next = TODAY.plusMonths(1);
        var due = next.plusDays(10);
        var debts = List.of(
                Debt.of(1, Money.of("3000"), BigDecimal.ZERO)
                        .withDues(List.of(new Due(due, Money.of("3000"))))
                        .withWholeBy(due),
                Debt.of(2, Money.of("50000"), new BigDecimal("0.8")));
        var made = new Made(List.of(new Paid(TODAY, Money.of("6000"))), Map.of(next, Money.of("6000")));
        var plan = standing("0", "0").choice().plan(debts, standing("0", "0").budget(TODAY, made));

        assertThat(plan.shortages()).isEmpty();
        assertThat(standing("0", "0").early(plan, noLimit(debts))).contains(new Early(2, next, Money.of("1000.00")));
    }

    @Test
    @DisplayName(
            "while nothing is owed no money gathers: a loan of later finds one budget, and nothing is said to be missed")
    void nothingOwed() {
        var chosen = Followed.from(TODAY, choice("10000", TODAY, "0"));
        var nothing = chosen.choice().plan(List.of(), chosen.budget(TODAY, Made.NOTHING));
        var idle = chosen.after(nothing, List.of(), TODAY, Made.NOTHING);

        // A loan that was deleted by mistake finds all of it when it is restored.
        assertThat(idle.onHand(Made.NOTHING)).isEqualTo(Money.of("10000.00"));
        var later = idle.on(TODAY.plusMonths(7), Made.NOTHING);
        assertThat(later.onHand(Made.NOTHING)).isEqualTo(Money.of("10000.00"));
        assertThat(later.missed()).isEqualTo(Money.ZERO);
    }

    @Test
    @DisplayName("the days of the budget stay those of its first, also after a short month")
    void endOfTheMonth() {
        var chosen = Followed.from(LocalDate.parse("2027-01-10"), choice("1000", LocalDate.parse("2027-01-31"), "0"));
        assertThat(chosen.next(LocalDate.parse("2027-01-10"))).isEqualTo("2027-01-31");
        assertThat(chosen.next(LocalDate.parse("2027-01-31"))).isEqualTo("2027-02-28");
        assertThat(chosen.next(LocalDate.parse("2027-02-28"))).isEqualTo("2027-03-31");
        var later = chosen.on(LocalDate.parse("2027-03-01"), Made.NOTHING);
        assertThat(later.since()).isEqualTo("2027-02-28");
        assertThat(later.budget(LocalDate.parse("2027-03-01"), Made.NOTHING).first())
                .isEqualTo("2027-03-31");
    }

    @Test
    @DisplayName("what is on hand after all was paid early waits for the next money, unless something has changed")
    void quietUntilTheNextMoney() {
        var debts = List.of(Debt.of(1, Money.of("50000"), new BigDecimal("0.8")));
        var quiet = standing("10000", "10000");

        var plan = quiet.choice().plan(debts, quiet.budget(TODAY, Made.NOTHING));
        assertThat(quiet.early(plan, noLimit(debts))).extracting(Early::day).containsExactly(TODAY.plusMonths(1));

        var anew = quiet.anew();
        var another = anew.choice().plan(debts, anew.budget(TODAY, Made.NOTHING));
        assertThat(anew.early(another, noLimit(debts))).containsExactly(new Early(1, TODAY, Money.of("10000.00")));
    }

    @Test
    @DisplayName("each payment takes its fee from what is there, and nothing below nothing is left")
    void fees() {
        var choice = new Choice(
                Money.of("1000"),
                Order.SIZE,
                Optional.empty(),
                TODAY,
                Money.ZERO,
                new Fee(Money.of("10"), new BigDecimal("1.00")));
        var chosen = Followed.from(TODAY, choice);
        assertThat(chosen.onHand(paid(new Paid(TODAY, Money.of("500"))))).isEqualTo(Money.of("485.00"));
        assertThat(chosen.onHand(paid(new Paid(TODAY, Money.of("5000"))))).isEqualTo(Money.ZERO);
    }
}
