package app.zapiska.guide;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.interest.Accrual;
import app.zapiska.interest.Contract;
import app.zapiska.interest.EarlyReturn;
import app.zapiska.interest.Holiday;
import app.zapiska.interest.Payment;
import app.zapiska.interest.PrincipalParts;
import app.zapiska.interest.Prolongation;
import app.zapiska.interest.Psk;
import app.zapiska.law.Law;
import app.zapiska.law.ProductionCalendar;
import app.zapiska.law.Rule;
import app.zapiska.lendermessages.LenderMessage;
import app.zapiska.payoff.Budget;
import app.zapiska.payoff.Order;
import app.zapiska.payoff.Payoff;
import app.zapiska.payoff.Rolled;
import app.zapiska.platform.Money;
import app.zapiska.requisites.TransferTime;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What docs/money.md says is what is worked out: every row of its tables. */
class MoneyGuideTest {

    private static final Path GUIDE = Path.of("../../docs/money.md");
    private static final Law LAW = new Law();

    @Test
    @DisplayName("every row of every table is worked out again")
    void examples() throws IOException {
        var header = "";
        int rows = 0;
        for (var line : Files.readAllLines(GUIDE)) {
            if (!line.startsWith("|")) {
                header = "";
            } else if (header.isEmpty()) {
                header = line;
            } else if (!line.startsWith("|---")) {
                row(header, List.of(line.substring(2, line.length() - 2).split(" \\| ")));
                rows++;
            }
        }
        assertThat(rows).isGreaterThanOrEqualTo(20);
    }

    private static void row(String header, List<String> cells) {
        if (header.contains("неустойка, ₽")) {
            owed(cells);
        } else if (header.contains("потолок, ₽")) {
            ceiling(cells);
        } else if (header.contains("продлить в день")) {
            prolongation(cells);
        } else if (header.contains("экономия, ₽")) {
            early(cells);
        } else if (header.contains("ПСК, %")) {
            psk(cells);
        } else if (header.contains("график больше на, ₽")) {
            parts(cells);
        } else if (header.contains("бюджет, ₽")) {
            plan(cells);
        } else if (header.contains("средний доход, ₽")) {
            holiday(cells);
        } else if (header.contains("сообщение кредитора")) {
            message(cells);
        } else if (header.contains("отправить не позже")) {
            transfer(cells);
        } else {
            throw new IllegalStateException("nobody works out the table " + header);
        }
    }

    private static void holiday(List<String> cells) {
        var right =
                LAW.holiday().on(LocalDate.parse("2026-11-28")).orElseThrow().value();
        var last = Stream.of(cells.get(1).split(", ")).map(Money::of).toList();
        var income = Holiday.income(Money.of(cells.get(0)), last, right);
        assertThat(List.of(
                        income.lately().toString(),
                        income.dropPercent().toPlainString(),
                        income.enough() ? "подходит" : "не подходит"))
                .isEqualTo(cells.subList(2, 5));
    }

    private static void message(List<String> cells) {
        var draft = LenderMessage.read(cells.getFirst(), LocalDate.parse("2026-11-28"));
        assertThat(List.of(
                        draft.kind().name(),
                        draft.sum().map(Money::toString).orElse("-"),
                        draft.date().map(LocalDate::toString).orElse("-"),
                        draft.lender().orElse("-")))
                .as(cells.getFirst())
                .isEqualTo(cells.subList(1, 5));
    }

    private static Contract contract(List<String> cells) {
        var concluded = LocalDate.parse(cells.get(0));
        return Contract.atOnce(
                concluded,
                Money.of(cells.get(1)),
                new BigDecimal(cells.get(2)),
                concluded.plusDays(Integer.parseInt(cells.get(3))));
    }

    private static void owed(List<String> cells) {
        var contract = contract(cells);
        var owed = new Accrual(contract, List.of(), LAW)
                .on(contract.receivedOn().plusDays(Integer.parseInt(cells.get(4))));
        assertThat(List.of(
                        owed.interest().toString(),
                        owed.penalty().toString(),
                        owed.total().toString()))
                .isEqualTo(cells.subList(5, 8));
    }

    private static void ceiling(List<String> cells) {
        var contract = contract(cells);
        var clock = new Accrual(contract, List.of(), LAW)
                .ceiling(contract.receivedOn())
                .orElseThrow();
        assertThat(List.of(
                        clock.most().toString(), clock.reachedOn().orElseThrow().toString()))
                .isEqualTo(cells.subList(4, 6));
    }

    private static void early(List<String> cells) {
        var contract = contract(cells);
        var day = contract.receivedOn().plusDays(Integer.parseInt(cells.get(4)));
        var early = EarlyReturn.of(contract, List.of(), day, Money.of(cells.get(5)), LAW);
        assertThat(List.of(
                        early.toPay().toString(),
                        early.principalLeft().toString(),
                        early.saved().toString()))
                .isEqualTo(cells.subList(5, 8));
    }

    private static void prolongation(List<String> cells) {
        var contract = contract(cells);
        var day = contract.receivedOn().plusDays(Integer.parseInt(cells.get(4)));
        var part = Money.of(cells.get(6));
        var way = Prolongation.compare(
                        contract,
                        List.of(),
                        day,
                        day.plusDays(Integer.parseInt(cells.get(5))),
                        Money.of(cells.get(7)),
                        part.isPositive() ? List.of(part) : List.of(),
                        LAW)
                .getLast();
        assertThat(List.of(
                        way.now().toString(),
                        way.later().toString(),
                        way.dearer().toString()))
                .isEqualTo(cells.subList(8, 11));
    }

    private static void parts(List<String> cells) {
        var received = LocalDate.parse("2026-05-11");
        var plan = new ArrayList<Payment>();
        for (var payment : cells.get(2).split(", ")) {
            var parts = payment.split(": ");
            plan.add(new Payment(received.plusDays(Integer.parseInt(parts[0])), Money.of(parts[1])));
        }
        var parts = PrincipalParts.of(Money.of(cells.get(0)), new BigDecimal(cells.get(1)), received, plan);
        assertThat(parts.dues().stream().map(due -> due.principal().toString()))
                .containsExactly(cells.get(3).split(", "));
        assertThat(parts.over()).hasToString(cells.get(4));
    }

    private static void transfer(List<String> cells) {
        assertThat(TransferTime.lastDay(new ProductionCalendar(), LocalDate.parse(cells.get(0))))
                .contains(LocalDate.parse(cells.get(1)));
    }

    private static void psk(List<String> cells) {
        var issued = LocalDate.parse("2026-05-11");
        var flows = new ArrayList<Psk.Flow>();
        flows.add(new Psk.Flow(issued, Money.of(cells.get(0)).negated()));
        for (var payment : cells.get(1).split(", ")) {
            var parts = payment.split(": ");
            flows.add(new Psk.Flow(issued.plusDays(Integer.parseInt(parts[0])), Money.of(parts[1])));
        }
        assertThat(Psk.of(flows).percent()).hasToString(cells.get(2));
    }

    private static void plan(List<String> cells) {
        var from = LocalDate.parse("2026-11-28");
        var debts = Rolled.three(from, cells.get(1).equals("да"));
        var budget = new Budget(Money.of(cells.get(0)), from, Period.ofDays(30));
        var plan = Payoff.plan(debts, budget, Order.valueOf(cells.get(2)));
        assertThat(
                        plan.feasible()
                                ? List.of(
                                        String.valueOf(plan.steps().size()),
                                        plan.interest().toString())
                                : List.of(
                                        "не хватает",
                                        plan.shortages().getFirst().needed().toString()))
                .isEqualTo(cells.subList(3, 5));
    }

    @Test
    @DisplayName("the limits that the text names are those of the rules on the day it names")
    void limits() throws IOException {
        var guide = Files.readString(GUIDE);
        var day = LocalDate.parse("2026-11-28");
        var penalty = LAW.penalty().on(day).map(Rule::value).orElseThrow();
        assertThat(guide)
                .contains("до " + penalty.yearlyPercent() + " % годовых")
                .contains("до " + penalty.dailyPercent().toString().replace('.', ',') + " % в день")
                .contains("предел "
                        + LAW.shortLoan().on(day).orElseThrow().value().percent() + " %")
                .contains("в первые "
                        + LAW.earlyReturn().on(day).orElseThrow().value().days() + " дней")
                .contains("в первые "
                        + LAW.earlyReturn().on(day).orElseThrow().value().purposeDays())
                .contains("в течение "
                        + LAW.serviceRefusal().on(day).orElseThrow().value().days() + " дней");
    }

    @Test
    @DisplayName("no sentence says that somebody broke the law or need not pay")
    void noVerdicts() throws IOException {
        assertThat(Files.readString(GUIDE).toLowerCase())
                .doesNotContain(
                        "незакон", "нарушил", "нарушает", "не платите", "можно не платить", "не обязаны платить");
    }
}
