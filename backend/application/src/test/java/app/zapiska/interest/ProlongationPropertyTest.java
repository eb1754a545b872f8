package app.zapiska.interest;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.interest.Prolongation.Way;
import app.zapiska.law.Law;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the terms: a later date costs what the reckoning says of it, and never less than nothing. */
class ProlongationPropertyTest {

    private static final int CONTRACTS = 120;
    private static final Law LAW = new Law();

    private interface Property {
        void of(Contract contract, List<Payment> payments, LocalDate day, LocalDate until, Random random);
    }

    private static void holds(long seed, Property property) {
        var random = new Random(seed);
        var contracts = new RandomContracts(random);
        for (int n = 0; n < CONTRACTS; n++) {
            var contract = contracts.next();
            var day = contracts.day(contract);
            var last = contract.lastDue().isAfter(day) ? contract.lastDue() : day;
            property.of(contract, contracts.payments(contract), day, last.plusDays(1 + random.nextInt(90)), random);
        }
    }

    private static Money of(Money principal, int percent) {
        return new Money(principal
                .amount()
                .multiply(BigDecimal.valueOf(percent))
                .movePointLeft(2)
                .setScale(2, RoundingMode.DOWN));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("prolonging is never cheaper than paying all at once, and the more is paid with it, the less it costs")
    void costs(long seed) {
        holds(seed, (contract, payments, day, until, random) -> {
            var principal = new Accrual(contract, payments, LAW).on(day).principal();
            var parts = List.of(of(principal, 20), of(principal, 50), of(principal, 80)).stream()
                    .filter(Money::isPositive)
                    .distinct()
                    .toList();
            var ways = Prolongation.compare(contract, payments, day, until, Money.ZERO, parts, LAW);
            assertThat(ways.getFirst().way()).isEqualTo(Way.PAY_ALL);
            assertThat(ways.getFirst().dearer()).isEqualTo(Money.ZERO);
            for (int n = 1; n < ways.size(); n++) {
                var way = ways.get(n);
                assertThat(way.dearer()).isGreaterThanOrEqualTo(Money.ZERO);
                assertThat(way.total().minus(ways.getFirst().total())).isEqualTo(way.dearer());
                if (n > 1) {
                    // Kopecks are rounded once a way.
                    assertThat(way.dearer())
                            .isLessThanOrEqualTo(ways.get(n - 1).dearer().plus(Money.of("0.02")));
                }
            }
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5, 6})
    @DisplayName("what is to be paid later is what the reckoning of the prolonged contract comes to then, to the kopek")
    void exact(long seed) {
        holds(seed, (contract, payments, day, until, random) -> {
            var known = payments.stream()
                    .filter(payment -> !payment.day().isAfter(day))
                    .toList();
            var fee = of(contract.principal(), random.nextInt(4));
            var ways = Prolongation.compare(contract, payments, day, until, fee, List.of(), LAW);
            for (var way : ways.subList(1, ways.size())) {
                var paid = new ArrayList<>(known);
                if (way.now().minus(fee).isPositive()) {
                    paid.add(new Payment(day, way.now().minus(fee)));
                }
                var after = new Accrual(contract.extended(day, until), paid, LAW);
                assertThat(after.on(until).total()).isEqualTo(way.later());
                // Nothing of the last payment is late until then.
                assertThat(after.on(until).overduePrincipal())
                        .isLessThanOrEqualTo(after.on(day).overduePrincipal().max(otherParts(contract)));
                // The same contract: no ceiling begins anew.
                assertThat(after.on(until).ceiling().map(Owed.CeilingState::most))
                        .isEqualTo(new Accrual(contract, known, LAW)
                                .on(day)
                                .ceiling()
                                .map(Owed.CeilingState::most));
                after.on(until)
                        .ceiling()
                        .ifPresent(state -> assertThat(state.accrued()).isLessThanOrEqualTo(state.most()));
            }
        });
    }

    private static Money otherParts(Contract contract) {
        var parts = contract.schedule();
        return Money.sum(parts.subList(0, parts.size() - 1).stream()
                .map(Contract.Due::principal)
                .toList());
    }
}
