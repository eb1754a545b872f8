package app.zapiska.interest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import app.zapiska.interest.Contract.Penalty;
import app.zapiska.law.Law;
import app.zapiska.law.Law.Claim;
import app.zapiska.law.Law.HolidayRight;
import app.zapiska.law.ProductionCalendar;
import app.zapiska.law.Rule;
import app.zapiska.payoff.Budget;
import app.zapiska.payoff.Order;
import app.zapiska.payoff.Outcome;
import app.zapiska.payoff.Payoff;
import app.zapiska.payoff.Rolled;
import app.zapiska.platform.Money;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The vectors that were worked out apart from the product, each by its id. A section or a field that nobody reads here is a
 * failure, so that a vector which is added can't be left out by mistake.
 */
class MoneyVectorsTest {

    private static final Law LAW = new Law();
    private static final ProductionCalendar CALENDAR = new ProductionCalendar();

    @TestFactory
    Stream<DynamicTest> everyVector() throws IOException {
        return Stream.concat(sections("money-law.json"), sections("money-page.json"));
    }

    private static Stream<DynamicTest> sections(String file) throws IOException {
        var tests = new ArrayList<DynamicTest>();
        JsonNode all;
        try (var stream = MoneyVectorsTest.class.getResourceAsStream("/vectors/" + file)) {
            all = new ObjectMapper().readTree(stream);
        }
        for (var section : all.properties()) {
            tests.addAll(section(section.getKey(), section.getValue()));
        }
        return tests.stream();
    }

    private static List<DynamicTest> section(String name, JsonNode section) {
        return switch (name) {
            case "checkedOn" ->
                List.of(dynamicTest(
                        "the rules were looked at on the vectors' day or later",
                        () -> assertThat(LAW.all())
                                .allMatch(rule -> !rule.checkedOn().isBefore(LocalDate.parse(section.asText())))));
            case "ceiling" -> each(section, "from", MoneyVectorsTest::ceilingRule);
            case "ceilingVectors" -> each(section, "id", MoneyVectorsTest::ceiling);
            case "psk" -> each(section, "id", MoneyVectorsTest::psk);
            case "pskByDates" -> each(section, "id", MoneyVectorsTest::pskByDates);
            case "shortLoan" -> each(section, "id", MoneyVectorsTest::shortLoan);
            case "penalty" -> each(section, "id", MoneyVectorsTest::penalty);
            case "crediting" -> each(section, "id", MoneyVectorsTest::crediting);
            case "earlyReturn" -> each(section, "id", MoneyVectorsTest::earlyReturn);
            case "rights" -> each(section, "id", MoneyVectorsTest::right);
            case "refusals" -> each(section, "id", MoneyVectorsTest::refusal);
            case "holidayIncome" -> each(section, "id", MoneyVectorsTest::holidayIncome);
            case "holidayAmount" -> each(section, "id", MoneyVectorsTest::holidayAmount);
            case "holidayMonths" ->
                each(section, "id", vector -> assertThat(holiday().mostMonths()).isEqualTo(vector.number("most")));
            case "loansAtOnce" -> each(section, "id", MoneyVectorsTest::loansAtOnce);
            case "payoff" -> each(section, "id", MoneyVectorsTest::payoff);
            case "infeasible" -> each(section, "id", MoneyVectorsTest::infeasible);
            case "methodFee" -> each(section, "id", MoneyVectorsTest::methodFee);
            case "nonWorking" -> byKey(section, (year, days) -> nonWorking(Integer.parseInt(year), days));
            case "workingWeekend" -> byKey(section, (year, days) -> workingWeekend(Integer.parseInt(year), days));
            case "dueShift" ->
                byKey(
                        section,
                        (day, shifted) -> assertThat(CALENDAR.firstWorkingDayFrom(LocalDate.parse(day)))
                                .hasValue(LocalDate.parse(shifted.asText())));
            default -> throw new IllegalStateException("nobody reads the vectors of " + name);
        };
    }

    /** Knows which fields were asked for. */
    private static final class Vector {
        private final JsonNode json;
        private final Set<String> read = new TreeSet<>();

        Vector(JsonNode json) {
            this.json = json;
        }

        boolean has(String field) {
            return json.has(field);
        }

        JsonNode node(String field) {
            read.add(field);
            assertThat(json.has(field)).as("the field " + field).isTrue();
            return json.get(field);
        }

        String text(String field) {
            return node(field).asText();
        }

        Money money(String field) {
            return Money.of(text(field));
        }

        LocalDate date(String field) {
            return LocalDate.parse(text(field));
        }

        int number(String field) {
            return node(field).intValue();
        }

        void readWhole() {
            var unread = new TreeSet<String>();
            json.fieldNames().forEachRemaining(unread::add);
            unread.removeAll(read);
            assertThat(unread).as("fields that nobody read").isEmpty();
        }
    }

    private interface Check {
        void of(Vector vector);
    }

    private interface KeyedCheck {
        void of(String key, JsonNode value);
    }

    private static List<DynamicTest> each(JsonNode section, String id, Check check) {
        assertThat(section.isArray() && !section.isEmpty()).isTrue();
        var tests = new ArrayList<DynamicTest>();
        for (var one : section) {
            tests.add(dynamicTest(one.get(id).asText(), () -> {
                var vector = new Vector(one);
                vector.text(id);
                check.of(vector);
                vector.readWhole();
            }));
        }
        return tests;
    }

    private static List<DynamicTest> byKey(JsonNode section, KeyedCheck check) {
        assertThat(section.isObject() && !section.isEmpty()).isTrue();
        return section.properties().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> check.of(entry.getKey(), entry.getValue())))
                .toList();
    }

    private static void ceilingRule(Vector vector) {
        var from = vector.date("from");
        var times = new BigDecimal(vector.text("k"));
        assertThat(LAW.ceiling().on(from))
                .hasValueSatisfying(rule -> assertThat(rule.value().times()).isEqualByComparingTo(times));
        assertThat(LAW.ceiling().on(from.minusDays(1)).map(rule -> rule.value().times()))
                .as("the day before")
                .isNotEqualTo(Optional.of(times));
    }

    private static Contract contract(Vector vector) {
        var concluded = vector.date("contract");
        return Contract.atOnce(
                concluded,
                vector.money("P"),
                new BigDecimal(vector.text("r")),
                concluded.plusDays(vector.number("term")));
    }

    private static void ceiling(Vector vector) {
        var contract = contract(vector);
        if (vector.has("fees")) {
            contract = contract.withServices(vector.money("fees"));
        }
        if (vector.has("penalty")) {
            assertThat(vector.text("penalty")).isEqualTo("none");
            contract = contract.with(Penalty.NONE);
        }
        var day = vector.date("date");
        assertThat(contract.receivedOn().plusDays(vector.number("day"))).isEqualTo(day);
        var accrual = new Accrual(contract, List.of(), LAW);

        assertThat(accrual.on(day).uncapped()).isEqualTo(vector.money("uncapped"));
        assertThat(accrual.on(day.minusDays(1)).uncapped()).isEqualTo(vector.money("dayBefore"));
        assertThat(accrual.on(day.minusDays(1)).accrued().total()).isEqualTo(vector.money("dayBefore"));
        assertThat(accrual.on(day).accrued().total()).isEqualTo(vector.money("capped"));
        assertThat(accrual.on(day.plusYears(1)).accrued().total()).isEqualTo(vector.money("capped"));
        assertThat(accrual.ceiling(contract.receivedOn())).hasValueSatisfying(clock -> {
            assertThat(clock.reachedOn()).hasValue(day);
            assertThat(clock.most()).isEqualTo(vector.money("capped"));
            assertThat(clock.room()).isEqualTo(clock.most().minus(clock.accrued()));
        });
        assertThat(accrual.ceiling(day.minusDays(1)).orElseThrow().room())
                .isEqualTo(vector.money("capped").minus(vector.money("dayBefore")));
    }

    private static void psk(Vector vector) {
        var issued = LocalDate.parse("2026-05-11");
        var flows = new ArrayList<Psk.Flow>();
        vector.node("flows")
                .forEach(flow -> flows.add(new Psk.Flow(
                        issued.plusDays(flow.get(0).intValue()),
                        Money.of(flow.get(1).asText()))));
        var psk = Psk.of(flows);
        assertThat(psk.percent()).isEqualTo(new BigDecimal(vector.text("psk")));
        assertThat(psk.base()).isEqualTo(new Psk.Base(vector.number("bpDays"), Psk.Base.Unit.DAYS));
    }

    private static void pskByDates(Vector vector) {
        var flows = new ArrayList<Psk.Flow>();
        flows.add(new Psk.Flow(vector.date("from"), vector.money("received").negated()));
        vector.node("payments")
                .properties()
                .forEach(payment -> flows.add(new Psk.Flow(
                        LocalDate.parse(payment.getKey()),
                        Money.of(payment.getValue().asText()))));
        var psk = Psk.of(flows);
        assertThat(psk.percent()).isEqualTo(new BigDecimal(vector.text("psk")));
        assertThat(psk.base()).isEqualTo(new Psk.Base(1, Psk.Base.Unit.MONTHS));
        assertThat(psk.perPeriod()
                        .subtract(new BigDecimal(vector.text("perPeriod")))
                        .abs())
                .isLessThan(new BigDecimal("0.000000001"));
    }

    private static void shortLoan(Vector vector) {
        var contract = contract(vector).asShortLoan();
        var accrual = new Accrual(contract, List.of(), LAW);
        assertThat(contract.lastDue()).isEqualTo(vector.date("due"));
        assertThat(accrual.ceiling(contract.receivedOn()).orElseThrow().most()).isEqualTo(vector.money("ceiling"));
        assertThat(accrual.on(contract.lastDue()).total()).isEqualTo(vector.money("most"));
        assertThat(accrual.on(contract.receivedOn().plusDays(vector.number("day")))
                        .total())
                .isEqualTo(vector.money("early"));
        // What a delay costs is not sure enough: it is said, and no number is made of it.
        assertThat(accrual.on(contract.lastDue().plusDays(30)).total()).isEqualTo(vector.money("most"));
        assertThat(accrual.on(contract.lastDue()).caveats()).contains(Owed.Caveat.DELAY_OF_SHORT_LOAN_NOT_COUNTED);
    }

    private static void penalty(Vector vector) {
        var issued = LocalDate.parse("2026-05-11");
        var due = issued.plusDays(30);
        var kind = Penalty.Kind.valueOf(vector.text("kind"));
        var contract = Contract.atOnce(issued, vector.money("P"), new BigDecimal("0.8"), due)
                .with(new Penalty(kind, Optional.empty()));
        assertThat(new Accrual(contract, List.of(), LAW)
                        .on(due.plusDays(vector.number("days")))
                        .penalty())
                .isEqualTo(vector.money("penalty"));
    }

    private static void crediting(Vector vector) {
        var claims = Map.of(
                Claim.OVERDUE_INTEREST,
                Money.of("1200"),
                Claim.OVERDUE_PRINCIPAL,
                Money.of("3000"),
                Claim.CURRENT_INTEREST,
                Money.of("400"),
                Claim.CURRENT_PRINCIPAL,
                Money.of("3000"),
                Claim.PENALTY,
                Money.of("150"));
        var order = LAW.crediting()
                .on(vector.date("contract"))
                .orElseThrow()
                .value()
                .order();
        var expected = new EnumMap<Claim, Money>(Claim.class);
        vector.node("parts")
                .properties()
                .forEach(part -> expected.put(
                        Claim.valueOf(part.getKey()), Money.of(part.getValue().asText())));

        var credit = Credit.of(vector.money("payment"), claims, order);

        assertThat(credit.parts()).isEqualTo(expected);
        assertThat(credit.excess()).isEqualTo(vector.money("excess"));
    }

    private static void earlyReturn(Vector vector) {
        var contract = contract(vector);
        var day = contract.receivedOn().plusDays(vector.number("day"));
        var coming = new LinkedHashMap<LocalDate, Money>();
        vector.node("coming")
                .properties()
                .forEach(payment -> coming.put(
                        LocalDate.parse(payment.getKey()),
                        Money.of(payment.getValue().asText())));

        var early = EarlyReturn.of(contract, List.of(), day, vector.money("pay"), LAW);

        assertThat(early.toPay()).isEqualTo(vector.money("pay"));
        assertThat(early.principalLeft()).isEqualTo(vector.money("left"));
        var found = new HashMap<LocalDate, Money>();
        early.coming().forEach(payment -> found.put(payment.day(), payment.amount()));
        assertThat(found).isEqualTo(coming);
        assertThat(early.saved()).isEqualTo(vector.money("saved"));
        if (early.principalLeft().isZero()) {
            assertThat(EarlyReturn.whole(contract, List.of(), day, LAW)).isEqualTo(early);
        }
    }

    private static void right(Vector vector) {
        var contract = Contract.atOnce(
                vector.date("contract"),
                Money.of("10000"),
                new BigDecimal("0.8"),
                vector.date("contract").plusDays(30));
        assertThat(EarlyReturn.right(contract, LAW)).hasValueSatisfying(right -> {
            assertThat(right.last()).isEqualTo(vector.date("whole"));
            assertThat(right.lastForPurpose()).isEqualTo(vector.date("purpose"));
        });
    }

    private static void refusal(Vector vector) {
        assertThat(EarlyReturn.refusal(vector.date("bought"), LAW))
                .hasValueSatisfying(refusal -> assertThat(refusal.last()).isEqualTo(vector.date("last")));
    }

    private static HolidayRight holiday() {
        return LAW.holiday().on(LocalDate.parse("2026-11-28")).orElseThrow().value();
    }

    private static void holidayIncome(Vector vector) {
        var last = new ArrayList<Money>();
        vector.node("last").forEach(month -> last.add(Money.of(month.asText())));
        var income = Holiday.income(vector.money("average"), last, holiday());
        assertThat(last).hasSize(holiday().lastMonths());
        assertThat(income.lately()).isEqualTo(vector.money("lately"));
        assertThat(income.dropPercent()).isEqualTo(vector.text("drop"));
        assertThat(income.enough()).isEqualTo(vector.node("enough").booleanValue());
    }

    private static void holidayAmount(Vector vector) {
        assertThat(Holiday.within(vector.money("amount"), holiday()))
                .isEqualTo(vector.node("within").booleanValue());
    }

    private static void loansAtOnce(Vector vector) {
        var costs = new ArrayList<BigDecimal>();
        vector.node("costs").forEach(cost -> costs.add(new BigDecimal(cost.asText())));
        var day = vector.date("on");
        assertThat(LAW.loansAtOnce().toldOn(day)).hasValueSatisfying(rule -> {
            assertThat(rule.value().fullCostPercent()).isEqualTo(vector.text("percent"));
            assertThat(costs.stream().filter(rule.value()::counts)).hasSize(vector.number("counted"));
            assertThat(rule.value().mostLoans()).isEqualTo(vector.number("most"));
            assertThat(rule.standing(day)).isEqualTo(Rule.Standing.valueOf(vector.text("standing")));
        });
    }

    private static final LocalDate BEGIN = LocalDate.parse("2026-11-28");

    private static Budget budget(Vector vector) {
        return new Budget(vector.money("budget"), BEGIN, Period.ofDays(30));
    }

    private static void payoff(Vector vector) {
        boolean ceilingReached =
                vector.has("ceilingReached") && vector.node("ceilingReached").booleanValue();
        var debts = Rolled.three(BEGIN, ceilingReached);
        var plan = Payoff.plan(debts, budget(vector), Order.valueOf(vector.text("order")));
        assertThat(plan.feasible() && plan.complete()).isTrue();
        assertThat(plan.steps()).hasSize(vector.number("periods"));
        assertThat(plan.interest()).isEqualTo(vector.money("interest"));
        if (!vector.has("balances")) {
            return;
        }
        assertThat(plan.paid()).isEqualTo(vector.money("paid"));
        assertThat(Money.sum(plan.steps().getLast().parts().stream()
                        .map(Outcome.Part::amount)
                        .toList()))
                .isEqualTo(vector.money("last"));
        var balances = new ArrayList<List<String>>();
        vector.node("balances").forEach(step -> {
            var row = new ArrayList<String>();
            step.forEach(balance -> row.add(balance.asText()));
            balances.add(row);
        });
        var left = new HashMap<Long, Money>();
        debts.forEach(debt -> left.put(debt.id(), debt.balance()));
        assertThat(plan.steps().stream().map(step -> {
                    step.parts().forEach(part -> left.compute(part.debt(), (id, sum) -> sum.minus(part.principal())));
                    return Stream.of(1L, 2L, 3L)
                            .map(id -> left.get(id).toString())
                            .toList();
                }))
                .isEqualTo(balances);
        var first = vector.text("first").split(" in ");
        assertThat(plan.closedOn().keySet().iterator().next()).isEqualTo(Long.parseLong(first[0]));
        assertThat(plan.closedOn().values().iterator().next())
                .isEqualTo(plan.steps().get(Integer.parseInt(first[1]) - 1).day());
    }

    private static void infeasible(Vector vector) {
        for (var order : List.of(Order.MARGINAL_COST, Order.RATE, Order.SIZE)) {
            var outcome = Payoff.plan(Rolled.three(BEGIN, false), budget(vector), order);
            assertThat(outcome.shortages()).first().satisfies(lacking -> {
                assertThat(lacking.needed()).isEqualTo(vector.money("needed"));
                assertThat(lacking.available()).isEqualTo(vector.money("budget"));
                assertThat(lacking.day()).isEqualTo("2026-12-28");
            });
            assertThat(outcome.complete()).isFalse();
        }
    }

    private static void methodFee(Vector vector) {
        assertThat(Payoff.saves(
                        vector.money("x"),
                        new BigDecimal(vector.text("r")),
                        vector.number("days"),
                        vector.money("fee")))
                .isEqualTo(vector.node("saves").booleanValue());
    }

    private static void nonWorking(int year, JsonNode days) {
        var first = LocalDate.of(year, 1, 1);
        var expected = new ArrayList<LocalDate>();
        days.forEach(day -> expected.add(monthDay(day).atYear(year)));
        assertThat(CALENDAR.holidays(first, first.plusYears(1).minusDays(1))).isEqualTo(expected);
    }

    private static void workingWeekend(int year, JsonNode days) {
        var first = LocalDate.of(year, 1, 1);
        var expected = new ArrayList<LocalDate>();
        days.forEach(day -> expected.add(monthDay(day).atYear(year)));
        assertThat(first.datesUntil(first.plusYears(1))
                        .filter(day -> day.getDayOfWeek().getValue() > 5 && !CALENDAR.isOff(day)))
                .isEqualTo(expected);
    }

    private static MonthDay monthDay(JsonNode day) {
        return MonthDay.of(
                Integer.parseInt(day.asText().substring(0, 2)),
                Integer.parseInt(day.asText().substring(2)));
    }
}
