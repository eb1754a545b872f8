package app.zapiska.loans;

import static app.zapiska.loans.Purse.installment;
import static app.zapiska.loans.Purse.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Ways out of a loan, over HTTP. It is 21 May 2026, ten days after 10,000 were borrowed at 0.8 % a day for thirty. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class LoanWaysTest {

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

    private JsonPath borrowed(Object... contract) {
        return purse.create("loanDate", "2026-05-11", "dueDate", "2026-06-10", "contract", json(contract));
    }

    private static String ways(JsonPath loan) {
        return "/loans/" + loan.getLong("id") + "/ways";
    }

    @Test
    @DisplayName("E2, E3, E4: each way with its sums and its last day, and the rules behind them")
    void everyWay() {
        var loan = borrowed("dailyRate", 0.8, "lenderKind", "microcredit", "servicesPaid", "1500.00");
        purse.get(ways(loan) + "?part=3800")
                .statusCode(200)
                .body("on", equalTo("2026-05-21"))
                .body("status", equalTo("open"))
                .body("dueDate", equalTo("2026-06-10"))
                .body("overdueDays", is(0))
                .body("owed.total", equalTo("10800.00"))
                .body("notReckoned", nullValue())
                .body("payPart.amount", equalTo("3800.00"))
                .body("payPart.toPrincipal", equalTo("3000.00"))
                .body("payPart.principalLeft", equalTo("7000.00"))
                .body("payPart.costOfDay", equalTo("80.00"))
                .body("payPart.costOfDayAfter", equalTo("56.00"))
                .body("payPart.saved", equalTo("480.00"))
                .body("earlyReturn.last", equalTo("2026-05-25"))
                .body("earlyReturn.lastForPurpose", equalTo("2026-06-10"))
                .body("refuseServices.services", equalTo("1500.00"))
                .body("refuseServices.last", equalTo("2026-06-10"))
                .body("holiday.conditions.kind", contains("amount", "lender", "income", "once", "nothingElse"))
                .body("holiday.conditions.state", contains("met", "met", "ask", "ask", "ask"))
                .body("holiday.mostMonths", is(6))
                .body("rules.id", hasItems("early-return-2014", "service-refusal-2024", "holiday-2024", "ceiling-2026"))
                .body("checkedOn", equalTo("2026-11-28"));
    }

    @Test
    @DisplayName(
            "prolonging costs the interest today and thirty days more, beside paying all, and beside paying twice as much")
    void prolonging() {
        purse.get(ways(borrowed("dailyRate", 0.8)))
                .body("prolong.until", equalTo("2026-07-10"))
                .body("prolong.options.way", contains("payAll", "prolong", "prolongAndPayAPart"))
                .body("prolong.options.now", contains("10800.00", "800.00", "1600.00"))
                .body("prolong.options.later", contains("0.00", "14000.00", "12880.00"))
                .body("prolong.options.dearer", contains("0.00", "4000.00", "3680.00"))
                .body("notProlonged", nullValue());
    }

    @Test
    @DisplayName("without a sum the example is the charges and a quarter of the principal; more than all is not taken")
    void examples() {
        var loan = borrowed("dailyRate", 0.8);
        purse.get(ways(loan))
                .body("payPart.amount", equalTo("3300.00"))
                .body("payPart.toPrincipal", equalTo("2500.00"));
        purse.get(ways(loan) + "?part=0").body("payPart.amount", equalTo("3300.00"));
        purse.get(ways(loan) + "?part=99999")
                .body("payPart.amount", equalTo("10800.00"))
                .body("payPart.principalLeft", equalTo("0.00"))
                .body("payPart.costOfDayAfter", equalTo("0.00"));
        purse.get(ways(loan) + "?part=500")
                .body("payPart.toPrincipal", equalTo("0.00"))
                .body("payPart.costOfDayAfter", equalTo("80.00"));
    }

    @Test
    @DisplayName("an overdue loan: the penalty is part of what is paid, and the new day counts from today")
    void overdue() {
        purse.get(ways(borrowed("dailyRate", 0.8)) + "?on=2026-06-20")
                .body("overdueDays", is(10))
                .body("owed.total", equalTo("13254.79"))
                .body("payPart.saved", nullValue())
                .body("prolong.until", equalTo("2026-07-20"))
                .body("prolong.options.now", contains("13254.79", "3254.79", "6509.58"));
    }

    @Test
    @DisplayName("without a rate the ways are told without sums, and why; the rights depend on days alone")
    void withoutARate() {
        var loan = purse.create("loanDate", "2026-05-11", "dueDate", "2026-06-10");
        purse.get(ways(loan))
                .statusCode(200)
                .body("owed", nullValue())
                .body("notReckoned", equalTo("noRate"))
                .body("payPart", nullValue())
                .body("prolong", nullValue())
                .body("notProlonged", nullValue())
                .body("refuseServices", nullValue())
                .body("earlyReturn.last", equalTo("2026-05-25"))
                .body("holiday.conditions.state", contains("met", "ask", "ask", "ask", "ask"))
                .body("rules.id", containsInAnyOrder("early-return-2014", "holiday-2024"));
    }

    @Test
    @DisplayName("several payments, a short loan and a far-off day are told without a prolongation, and why")
    void notProlonged() {
        var several = purse.create(
                "loanDate",
                "2026-05-11",
                "contract",
                json("dailyRate", 0.8),
                "installments",
                List.of(installment("2026-06-10", "6400.00"), installment("2026-07-10", "6240.00")));
        purse.get(ways(several))
                .body("notProlonged", equalTo("severalPayments"))
                .body("prolong", nullValue())
                .body("payPart.amount", equalTo("3300.00"));
        purse.get(ways(borrowed("dailyRate", 0.8, "shortLoan", true))).body("notProlonged", equalTo("shortLoan"));
        var far = purse.create("loanDate", "2026-05-11", "dueDate", "2190-06-10", "contract", json("dailyRate", 0.8));
        purse.get(ways(far)).body("notProlonged", equalTo("tooFar")).body("payPart.saved", nullValue());
    }

    @Test
    @DisplayName("a paid loan has no way to be told; a private person is bound by none of these laws")
    void nothingToTell() {
        var paid = borrowed("dailyRate", 0.8);
        purse.post("/loans/" + paid.getLong("id") + "/payments", json("amount", "10000.00"))
                .statusCode(201);
        purse.get(ways(paid))
                .body("status", equalTo("paid"))
                .body("payPart", nullValue())
                .body("prolong", nullValue())
                .body("earlyReturn", nullValue())
                .body("holiday", nullValue());
        purse.get(ways(borrowed("lenderKind", "person", "servicesPaid", "1500.00")))
                .body("status", equalTo("open"))
                .body("earlyReturn", nullValue())
                .body("refuseServices", nullValue())
                .body("holiday", nullValue())
                .body("rules", empty())
                .body("checkedOn", nullValue());
    }

    @Test
    @DisplayName("H3: a loan above the limit is said to be, but not when it may be for a car")
    void largeLoans() {
        var state = "holiday.conditions[0].state";
        purse.get(ways(purse.create("amountBorrowed", "450000.00"))).body(state, equalTo("met"));
        purse.get(ways(purse.create("amountBorrowed", "450000.01"))).body(state, equalTo("notMet"));
        purse.get(ways(purse.create("amountBorrowed", "450000.01", "contract", json("collateral", true))))
                .body(state, equalTo("ask"));
    }

    @Test
    @DisplayName("nonsense and a day too far off are refused by name; another's loan is not there")
    void wrongQuestions() {
        var loan = ways(borrowed("dailyRate", 0.8));
        for (var wrong : List.of("on=2026-02-31", "on=x", "on=2099-01-01")) {
            purse.get(loan + "?" + wrong).statusCode(400).body("errors.field", contains("on"));
        }
        for (var wrong : List.of("part=x", "part=-1", "part=1.005", "part=9999999999999")) {
            purse.get(loan + "?" + wrong).statusCode(400).body("errors.field", contains("part"));
        }
        purse.get(loan + "?on=2026-05-01").statusCode(200).body("notReckoned", equalTo("notReceivedYet"));
        Purse.empty().get(loan).statusCode(404);
    }

    @Test
    @DisplayName("H1, H2, H3: credit holidays by income and by sum, with the figures and the rule; nothing is kept")
    void holidayCheck() {
        var before = purse.everything();
        purse.post("/loans/holiday-check", income("34000.00", "35000.00", "amount", "450000.00"))
                .statusCode(200)
                .body("lately", equalTo("34500.00"))
                .body("dropPercent", is(31.0f))
                .body("byIncome", is(true))
                .body("byAmount", is(true))
                .body("limitPercent", is(30))
                .body("mostAmount", equalTo("450000.00"))
                .body("mostMonths", is(6))
                .body("rule.id", equalTo("holiday-2024"));
        purse.post("/loans/holiday-check", income("35000.00", "35000.00", "amount", "450000.01"))
                .body("dropPercent", is(30.0f))
                .body("byIncome", is(false))
                .body("byAmount", is(false));
        purse.post("/loans/holiday-check", income("0.00", "0.00"))
                .body("byIncome", is(true))
                .body("byAmount", nullValue());
        purse.post("/loans/holiday-check", income("60000.00", "60000.00"))
                .body("dropPercent", is(-20.0f))
                .body("byIncome", is(false));
        assertThat(purse.everything()).isEqualTo(before);
    }

    private static Object income(String last, String before, Object... parts) {
        var body = json("averageIncome", "50000.00", "lastMonths", List.of(last, before));
        body.putAll(json(parts));
        return body;
    }

    @Test
    @DisplayName("what makes no sense as an income is named")
    void wrongIncome() {
        wrong("averageIncome", income("1", "1", "averageIncome", "0"));
        wrong("averageIncome", income("1", "1", "averageIncome", null));
        wrong("lastMonths", income("1", "1", "lastMonths", List.of("1")));
        wrong("lastMonths", income("1", "1", "lastMonths", null));
        wrong("lastMonths[1]", income("1", "-1"));
        wrong("amount", income("1", "1", "amount", "0"));
    }

    private void wrong(String field, Object body) {
        purse.post("/loans/holiday-check", body).statusCode(400).body("errors.field", contains(field));
    }

    @Test
    @DisplayName("N1: open loans are counted beside the limits, of which none is said to have begun unseen")
    void beforeANewLoan() {
        clock.set(Instant.parse("2026-11-28T09:00:00Z"));
        purse = Purse.empty();
        for (var cost : List.of(292, 250, 95)) {
            purse.create("contract", json("fullCost", cost));
        }
        purse.create();
        purse.create("contract", json("lenderKind", "person"));
        var paid = purse.create("contract", json("fullCost", 292));
        purse.post("/loans/" + paid.getLong("id") + "/payments", json("amount", "10000.00"))
                .statusCode(201);
        purse.get("/loans/before-new")
                .statusCode(200)
                .body("on", equalTo("2026-11-28"))
                .body("openLoans", is(4))
                .body("unknown", is(1))
                .body("atOnce.from", contains("2026-10-01", "2027-04-01"))
                .body("atOnce.fullCostPercent", contains(200, 100))
                .body("atOnce.mostLoans", contains(2, 1))
                .body("atOnce.counted", contains(2, 2))
                .body("atOnce.standing", contains("notChecked", "coming"))
                .body("pauses[0].from", equalTo("2027-01-01"))
                .body("pauses[0].days", is(4))
                .body("pauses[0].standing", equalTo("coming"))
                .body("coolingOff[0].fromAmount", equalTo("50000.00"))
                .body("coolingOff[0].hours", is(4))
                .body("coolingOff[0].aboveAmount", equalTo("200000.00"))
                .body("coolingOff[0].longHours", is(48))
                .body("selfBan[0].liftedOnDay", is(2))
                .body("rules.id", hasItems("loans-at-once-2026-10", "cooling-off-2025", "self-ban-2025"))
                .body("checkedOn", equalTo("2026-11-28"));
    }

    @Test
    @DisplayName("N1: from April only the later limit is told; whoever has no loan is counted none")
    void fromApril() {
        clock.set(Instant.parse("2027-04-01T09:00:00Z"));
        purse = Purse.empty();
        purse.get("/loans/before-new").body("openLoans", is(0)).body("atOnce.counted", contains(0));
        purse.create("contract", json("fullCost", 120));
        purse.get("/loans/before-new")
                .body("atOnce.from", contains("2027-04-01"))
                .body("atOnce.counted", contains(1))
                .body("atOnce.standing", contains("notChecked"))
                .body("pauses[0].standing", equalTo("notChecked"));
    }
}
