package app.zapiska.loans;

import static app.zapiska.loans.Purse.installment;
import static app.zapiska.loans.Purse.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans of payments over HTTP. It is 21 May 2026. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class PayoffPlanTest {

    @Inject
    MutableClock clock;

    private Purse purse;

    @BeforeEach
    void morning() {
        clock.set(Instant.parse("2026-05-21T09:00:00Z"));
        purse = Purse.empty();
    }

    @AfterEach
    void backToReal() {
        clock.backToReal();
    }

    private static Map<String, Object> month(String budget, String order, Object... parts) {
        var body = json("monthlyBudget", budget, "order", order);
        body.putAll(json(parts));
        return body;
    }

    private JsonPath plan(Map<String, Object> body) {
        return purse.post("/loans/payoff-plan", body).statusCode(200).extract().jsonPath();
    }

    /** 10,000 at 0.8 % a day, to be returned whole on 10 June. */
    private long dear() {
        return purse.create(
                        "orgName",
                        "Дорогой",
                        "loanDate",
                        "2026-05-11",
                        "dueDate",
                        "2026-06-10",
                        "contract",
                        json("dailyRate", 0.8))
                .getLong("id");
    }

    /** Without a rate, in two payments. */
    private long known() {
        return purse.create(
                        "orgName",
                        "Известный",
                        "loanDate",
                        "2026-05-01",
                        "installments",
                        List.of(installment("2026-06-01", "3000.00"), installment("2026-07-01", "3000.00")))
                .getLong("id");
    }

    @Test
    @DisplayName("three orders stand side by side, the one asked for day by day, and each loan says how it was counted")
    void sideBySide() {
        long dear = dear();
        long known = known();
        purse.post("/loans/payoff-plan", month("14000.00", "marginal"))
                .statusCode(200)
                .body("on", equalTo("2026-05-21"))
                .body("comparisons.order", contains("marginal", "rate", "size"))
                .body("comparisons.feasible", contains(true, true, true))
                .body("plan.shortages", empty())
                .body("loans.loanId", contains((int) dear, (int) known))
                .body("loans.owed", contains("10800.00", "6000.00"))
                .body("loans.dailyPercent", contains(0.8f, null))
                .body("loans.notReckoned", contains(null, "noRate"))
                .body("loans.dated", contains(true, true))
                .body("plan.order", equalTo("marginal"))
                .body("plan.days[0].date", equalTo("2026-05-21"))
                .body("plan.days[0].payments[0].loanId", is((int) dear))
                .body("plan.days[0].payments[0].amount", equalTo("10800.00"))
                .body("plan.days[0].payments[0].interest", equalTo("800.00"))
                .body("plan.days[0].payments[0].closes", is(true))
                .body("comparisons[0].totalInterest", equalTo("800.00"))
                .body("comparisons[0].totalPaid", equalTo("16800.00"))
                .body("comparisons[0].course[0].left", equalTo("16800.00"));
    }

    @Test
    @DisplayName("the days on which the budget does not reach are named, with what would be enough")
    void doesNotReach() {
        long dear = dear();
        known();
        purse.post("/loans/payoff-plan", month("7000.00", "rate", "firstOn", "2026-06-05"))
                .statusCode(200)
                .body("comparisons.feasible", contains(false, false, false))
                .body("plan.shortages.date", contains("2026-06-01", "2026-06-10", "2026-07-01"))
                .body("plan.shortages[0].missing", equalTo("3000.00"))
                .body("plan.shortages[1].loanIds", contains((int) dear))
                .body("enough", nullValue());
        var enough = plan(month("7000.00", "rate")).getString("enough");
        assertThat(plan(month(enough, "rate")).getList("plan.shortages")).isEmpty();
        purse.post("/loans/payoff-plan", month("7000.00", "rate", "firstOn", "2026-06-05", "extra", "3000.00"))
                .body("plan.shortages.date", contains("2026-06-10", "2026-07-01"));
    }

    @Test
    @DisplayName("an order by hand is followed; ids of no open loan count for nothing")
    void byHand() {
        dear();
        long known = known();
        purse.post("/loans/payoff-plan", month("20000.00", "manual", "loanIds", List.of(999_999, known)))
                .statusCode(200)
                .body("comparisons.order", contains("marginal", "rate", "size", "manual"))
                .body("plan.order", equalTo("manual"))
                .body("plan.days[0].payments[0].loanId", is((int) known));
        purse.post("/loans/payoff-plan", month("14000.00", "manual")).body("comparisons", hasSize(4));
    }

    @Test
    @DisplayName("what the way of paying takes is in the plan and in what it costs")
    void fees() {
        dear();
        purse.post("/loans/payoff-plan", month("20000.00", "size", "feeFixed", "50", "feePercent", 1))
                .statusCode(200)
                .body("plan.days[0].payments[0].fee", equalTo("158.00"))
                .body("comparisons[0].totalFees", equalTo("158.00"))
                .body("comparisons[0].totalPaid", equalTo("10958.00"));
    }

    @Test
    @DisplayName("who owes nothing has an empty plan; loans of others are in nobody else's")
    void nothingToPay() {
        Purse.empty().create("orgName", "Чужой");
        purse.post("/loans/payoff-plan", month("1000", "size"))
                .statusCode(200)
                .body("loans", empty())
                .body("plan.days", empty())
                .body("comparisons.complete", contains(true, true, true))
                .body("comparisons.debtFreeOn", contains(null, null, null));
    }

    @Test
    @DisplayName("a loan without a date waits for money; ten years that do not reach say so and are no loop")
    void neverEnds() {
        long id = purse.create("loanDate", "2026-05-01").getLong("id");
        purse.post("/loans/payoff-plan", month("1.00", "size"))
                .statusCode(200)
                .body("loans[0].dated", is(false))
                .body("comparisons[0].complete", is(false))
                .body("comparisons[0].debtFreeOn", nullValue())
                .body("plan.openLoanIds", contains((int) id));
    }

    private static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("monthlyBudget", "0"),
                Arguments.of("monthlyBudget", "-1"),
                Arguments.of("monthlyBudget", null),
                Arguments.of("monthlyBudget", "много"),
                Arguments.of("order", "cheapest"),
                Arguments.of("order", null),
                Arguments.of("firstOn", "2026-05-20"),
                Arguments.of("firstOn", "2026-06-22"),
                Arguments.of("extra", "-0.01"),
                Arguments.of("feeFixed", "-1"),
                Arguments.of("feePercent", 101),
                Arguments.of("feePercent", 0.001));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("bad")
    @DisplayName("what makes no sense is named")
    void wrong(String field, Object value) {
        purse.post("/loans/payoff-plan", month("1000", "size", field, value))
                .statusCode(400)
                .body("errors.field", hasItem(field));
    }
}
