package app.zapiska.interest;

import app.zapiska.interest.Contract.Due;
import app.zapiska.interest.Contract.Penalty;
import app.zapiska.interest.Contract.Promo;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Contracts and payments as nobody would think of them. */
final class RandomContracts {

    private static final LocalDate FIRST = LocalDate.parse("2019-01-28");

    private final Random random;

    RandomContracts(Random random) {
        this.random = random;
    }

    Contract next() {
        var concluded = FIRST.plusDays(random.nextInt(3_000));
        var principal = money(100, 3_000_000);
        var percent = new BigDecimal(random.nextInt(10_001)).movePointLeft(4);
        int term = 2 + random.nextInt(360);
        var contract = Contract.atOnce(concluded, principal, percent, concluded.plusDays(term));
        if (term > 20 && random.nextBoolean()) {
            var third = new Money(principal.amount().divide(BigDecimal.valueOf(3), 2, RoundingMode.DOWN));
            contract = contract.with(List.of(
                    new Due(concluded.plusDays(term / 3), third),
                    new Due(concluded.plusDays(term / 2), third),
                    new Due(concluded.plusDays(term), principal.minus(third).minus(third))));
        }
        contract = switch (random.nextInt(4)) {
            case 0 -> contract.with(Penalty.NONE);
            case 1 -> contract.with(Penalty.MOST_INSTEAD);
            case 2 ->
                contract.with(
                        new Penalty(Penalty.Kind.BESIDE_INTEREST, Optional.of(BigDecimal.valueOf(random.nextInt(30)))));
            default -> contract;
        };
        if (random.nextInt(4) == 0) {
            contract = contract.withServices(money(1, 500_000));
        }
        if (random.nextInt(4) == 0) {
            contract = contract.with(new Promo(
                    percent.multiply(new BigDecimal("0.5")).setScale(4, RoundingMode.DOWN), 1 + random.nextInt(5)));
        }
        if (random.nextInt(4) == 0) {
            contract = contract.extended(
                    contract.lastDue().minusDays(random.nextInt(term)),
                    contract.lastDue().plusDays(1 + random.nextInt(60)));
        }
        return random.nextInt(10) == 0 ? contract.asShortLoan() : contract;
    }

    List<Payment> payments(Contract contract) {
        var payments = new ArrayList<Payment>();
        for (int n = random.nextInt(6); n > 0; n--) {
            payments.add(new Payment(contract.receivedOn().plusDays(random.nextInt(500)), part(contract)));
        }
        return payments;
    }

    LocalDate day(Contract contract) {
        // What is agreed later can't be known on the day.
        var known = contract.extensions().isEmpty()
                ? contract.receivedOn()
                : contract.extensions().getLast().agreedOn();
        return known.plusDays(random.nextInt(600));
    }

    Money part(Contract contract) {
        return new Money(contract.principal()
                        .amount()
                        .multiply(BigDecimal.valueOf(1 + random.nextInt(120)))
                        .movePointLeft(2)
                        .setScale(2, RoundingMode.DOWN))
                .max(Money.of("0.01"));
    }

    private Money money(int fromKopecks, int toKopecks) {
        return new Money(BigDecimal.valueOf(fromKopecks + random.nextInt(toKopecks), 2));
    }
}
