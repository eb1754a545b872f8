package app.zapiska.interest;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.interest.Contract.Penalty;
import app.zapiska.law.Law;
import app.zapiska.law.Law.Claim;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the terms and the payments: the kopecks add up, and the ceiling is one. */
class AccrualPropertyTest {

    private static final int CONTRACTS = 80;
    private static final Law LAW = new Law();

    private interface Property {
        void of(Contract contract, List<Payment> payments, LocalDate day, RandomContracts random);
    }

    private static void holds(long seed, Property property) {
        var random = new RandomContracts(new Random(seed));
        for (int n = 0; n < CONTRACTS; n++) {
            var contract = random.next();
            property.of(contract, random.payments(contract), random.day(contract), random);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    @DisplayName("what has accrued never passes the ceiling, and stands still once it has reached it")
    void theCeilingHolds(long seed) {
        holds(seed, (contract, payments, day, random) -> {
            var accrual = new Accrual(contract, payments, LAW);
            var owed = accrual.on(day);
            var state = owed.ceiling();
            if (state.isEmpty()) {
                assertThat(owed.caveats()).containsAnyOf(Owed.Caveat.CEILING_NOT_KNOWN, Owed.Caveat.LONGER_THAN_A_YEAR);
                return;
            }
            var charged = owed.accrued().interest().plus(owed.accrued().penalty());
            assertThat(charged.plus(contract.services().min(state.get().most())))
                    .isLessThanOrEqualTo(state.get().most());
            assertThat(state.get().room()).isGreaterThanOrEqualTo(Money.ZERO);
            assertThat(owed.uncapped()).isGreaterThanOrEqualTo(charged);
            state.get().reachedOn().ifPresent(reached -> {
                assertThat(reached).isBetween(contract.receivedOn(), day);
                assertThat(state.get().room()).isEqualTo(Money.ZERO);
                assertThat(accrual.on(day.plusDays(100)).accrued()).isEqualTo(owed.accrued());
            });
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("two stretches of days accrue what the whole does, and the lines that explain it add up to it")
    void accrualIsAdditive(long seed) {
        holds(seed, (contract, payments, day, random) -> {
            var accrual = new Accrual(contract, payments, LAW);
            var owed = accrual.on(day);
            var lines = owed.lines();
            assertThat(Money.sum(lines.stream().map(Owed.Line::amount).toList()))
                    .isBetween(
                            owed.accrued().interest().plus(owed.accrued().penalty()),
                            owed.accrued()
                                    .interest()
                                    .plus(owed.accrued().penalty())
                                    .plus(Money.of("0.01")));
            var nights = new ArrayList<Money>();
            var from = day.minusDays(10).isBefore(contract.receivedOn()) ? contract.receivedOn() : day.minusDays(10);
            for (var one = from; one.isBefore(day); one = one.plusDays(1)) {
                nights.add(accrual.costOfNight(one));
            }
            var paid = Money.sum(owed.credits().stream()
                    .filter(credited -> credited.payment().day().isAfter(from))
                    .map(credited ->
                            credited.payment().amount().minus(credited.credit().excess()))
                    .toList());
            assertThat(owed.total().plus(paid))
                    .isEqualTo(accrual.on(from).total().plus(Money.sum(nights)));
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("each payment goes somewhere to the kopek, and what is owed is what accrued less what was paid")
    void creditingKeepsTheSum(long seed) {
        holds(seed, (contract, payments, day, random) -> {
            var owed = new Accrual(contract, payments, LAW).on(day);
            owed.credits().forEach(credited -> {
                var parts = Money.sum(credited.credit().parts().values());
                assertThat(parts.plus(credited.credit().excess()))
                        .isEqualTo(credited.payment().amount());
                assertThat(credited.credit().excess()).isGreaterThanOrEqualTo(Money.ZERO);
            });
            var to = new EnumMap<Claim, Money>(Claim.class);
            owed.credits()
                    .forEach(credited ->
                            credited.credit().parts().forEach((claim, part) -> to.merge(claim, part, Money::plus)));
            var principal = to.getOrDefault(Claim.OVERDUE_PRINCIPAL, Money.ZERO)
                    .plus(to.getOrDefault(Claim.CURRENT_PRINCIPAL, Money.ZERO));
            var interest = to.getOrDefault(Claim.OVERDUE_INTEREST, Money.ZERO)
                    .plus(to.getOrDefault(Claim.CURRENT_INTEREST, Money.ZERO));
            assertThat(owed.principal().plus(principal)).isEqualTo(contract.principal());
            assertThat(owed.interest().plus(interest)).isEqualTo(owed.accrued().interest());
            assertThat(owed.penalty().plus(to.getOrDefault(Claim.PENALTY, Money.ZERO)))
                    .isEqualTo(owed.accrued().penalty());
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("paying early is never dearer than paying by the schedule")
    void earlyIsNeverDearer(long seed) {
        holds(seed, (contract, payments, day, random) -> {
            assertThat(EarlyReturn.whole(contract, payments, day, LAW).saved()).isGreaterThanOrEqualTo(Money.ZERO);
            assertThat(EarlyReturn.of(contract, payments, day, random.part(contract), LAW)
                            .saved())
                    .isGreaterThanOrEqualTo(Money.ZERO);
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("paid by the schedule a loan ends, and the last payment closes it")
    void theScheduleEnds(long seed) {
        holds(seed, (contract, payments, day, random) -> {
            var accrual = new Accrual(contract, payments, LAW);
            var all = new ArrayList<>(accrual.paidUntil(day));
            var coming = accrual.toTheEnd(day);
            all.addAll(coming);
            var last = coming.isEmpty() ? day : coming.getLast().day();
            assertThat(new Accrual(contract, all, LAW).on(last).settled()).isTrue();
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("a plain loan accrues its per cent a day, rounded once to the kopek")
    void againstTheFormula(long seed) {
        holds(seed, (contract, payments, day, random) -> {
            var plain = Contract.atOnce(
                            contract.concludedOn(), contract.principal(), contract.dailyPercent(), contract.lastDue())
                    .with(Penalty.NONE)
                    .with(Contract.Lender.PRIVATE);
            long days = day.toEpochDay() - plain.receivedOn().toEpochDay();
            assertThat(new Accrual(plain, List.of(), LAW).on(day).interest().amount())
                    .isEqualTo(plain.principal()
                            .amount()
                            .multiply(plain.dailyPercent())
                            .multiply(BigDecimal.valueOf(days))
                            .movePointLeft(2)
                            .setScale(2, RoundingMode.HALF_UP));
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("a simple rate that is paid in full every period comes to a ПСК of 365 days of it")
    void pskOfASimpleRate(long seed) {
        var random = new Random(seed);
        for (int n = 0; n < 40; n++) {
            int period = 2 + random.nextInt(60);
            int periods = 1 + random.nextInt(12);
            var percent = BigDecimal.valueOf(1 + random.nextInt(15_000), 4);
            var start = LocalDate.parse("2026-05-11").plusDays(random.nextInt(300));
            // A sum at which the interest of every period is whole.
            var principal = BigDecimal.valueOf(1_000_000);
            var interest = principal
                    .multiply(percent)
                    .multiply(BigDecimal.valueOf(period))
                    .movePointLeft(2)
                    .setScale(2, RoundingMode.UNNECESSARY);
            var flows = new ArrayList<Psk.Flow>();
            flows.add(new Psk.Flow(start, new Money(principal.negate())));
            for (int k = 1; k <= periods; k++) {
                flows.add(new Psk.Flow(
                        start.plusDays((long) k * period),
                        new Money(k == periods ? principal.add(interest) : interest)));
            }
            var psk = Psk.of(flows);
            if (psk.base().unit() == Psk.Base.Unit.DAYS) {
                assertThat(psk.percent())
                        .isEqualTo(percent.multiply(BigDecimal.valueOf(365)).setScale(3, RoundingMode.HALF_UP));
            }
        }
    }
}
