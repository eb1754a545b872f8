package app.zapiska.loans;

import static app.zapiska.loans.Purse.installment;
import static app.zapiska.loans.Purse.json;
import static app.zapiska.loans.Purse.loan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The contract of a loan and what it comes to, over HTTP. It is 21 May 2026, ten days after 10,000 were borrowed at 0.8 %. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class LoanContractTest {

    private static final Map<String, Object> WHOLE = json(
            "number",
            "А-118",
            "dailyRate",
            0.8,
            "fullCost",
            292,
            "servicesPaid",
            "1500.00",
            "lenderKind",
            "microcredit",
            "promoRate",
            0.5,
            "promoLostOnDay",
            4,
            "penaltyKind",
            "yearly",
            "penaltyRate",
            20,
            "shortLoan",
            false,
            "collateral",
            true,
            "receivedOn",
            "2026-05-12");

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

    private static String path(JsonPath loan) {
        return "/loans/" + loan.getLong("id");
    }

    @Test
    @DisplayName("all of a contract comes back as it was entered, alone and in a list")
    void comesBack() {
        var created = purse.create("loanDate", "2026-05-11", "dueDate", "2026-06-10", "contract", WHOLE);
        purse.get(path(created)).body("contract", equalTo(asRead(WHOLE)));
        purse.get("/loans").body("items[0].contract", equalTo(asRead(WHOLE)));
    }

    private static Map<String, Object> asRead(Map<String, Object> contract) {
        var read = new LinkedHashMap<>(contract);
        read.put("dailyRate", 0.8f);
        read.put("promoRate", 0.5f);
        return read;
    }

    @Test
    @DisplayName("a loan without a contract is what it was: nothing is worked out, and nothing is said to be missing")
    void without() {
        var created = purse.create("loanDate", "2026-05-11", "dueDate", "2026-06-10");
        purse.get(path(created))
                .body("contract", nullValue())
                .body("owed", nullValue())
                .body("notReckoned", nullValue());
        purse.get(path(created) + "/reckoning")
                .statusCode(200)
                .body("owed", nullValue())
                .body("notReckoned", equalTo("noRate"));
    }

    @Test
    @DisplayName("whoever knows nothing of contracts takes none away; an empty one does")
    void whoKnowsNothingTakesNothingAway() {
        var created = borrowed("dailyRate", 0.8);
        var older = loan("loanDate", "2026-05-11", "dueDate", "2026-06-10", "notes", "Иначе");
        purse.put(path(created), 0, older).statusCode(200).body("contract.dailyRate", is(0.8f));
        older.put("contract", null);
        purse.put(path(created), 1, older).statusCode(200).body("contract.dailyRate", is(0.8f));
        older.put("contract", json("number", " "));
        purse.put(path(created), 2, older)
                .statusCode(200)
                .body("contract", nullValue())
                .body("owed", nullValue());
    }

    @Test
    @DisplayName("what is owed today stands with the loan and in the list, beside the debt of the plan")
    void owed() {
        var created = borrowed("dailyRate", 0.8, "lenderKind", "microcredit");
        purse.get(path(created))
                .body("debt", equalTo("10000.00"))
                .body("owed.on", equalTo("2026-05-21"))
                .body("owed.total", equalTo("10800.00"))
                .body("owed.principal", equalTo("10000.00"))
                .body("owed.interest", equalTo("800.00"))
                .body("owed.costOfDay", equalTo("80.00"))
                .body("owed.ceiling.most", equalTo("10000.00"))
                .body("owed.ceiling.accrued", equalTo("800.00"))
                .body("owed.ceiling.reachedOn", equalTo("2026-09-07"))
                .body("owed.checkedOn", equalTo("2026-11-28"));
        purse.get("/loans")
                .body("items[0].owed.total", equalTo("10800.00"))
                .body("items[0].owed.costOfDay", equalTo("80.00"))
                .body("items[0].owed.ceiling.reachedOn", nullValue());
    }

    @Test
    @DisplayName(
            "after nine in the evening of UTC it is tomorrow in Moscow: a day more is owed there, and not in Kaliningrad")
    void twoZones() {
        var created = borrowed("dailyRate", 0.8);
        clock.set(Instant.parse("2026-05-21T21:30:00Z"));
        purse.get(path(created)).body("owed.on", equalTo("2026-05-22")).body("owed.total", equalTo("10880.00"));
        RealServices.execute(
                "update accounts set time_zone = 'Europe/Kaliningrad' where id = ?", purse.visitor.accountId());
        Waiting.until(
                () -> "2026-05-21".equals(purse.get(path(created)).extract().path("owed.on")));
        purse.get(path(created)).body("owed.total", equalTo("10800.00"));
    }

    @Test
    @DisplayName("a payment counts from its day, and taking it back counts, too")
    void payments() {
        var created = borrowed("dailyRate", 0.8);
        var entry = purse.post(path(created) + "/payments", json("amount", "3800.00", "paidOn", "2026-05-21"))
                .statusCode(201)
                .extract()
                .jsonPath();
        purse.get(path(created)).body("owed.total", equalTo("7000.00")).body("debt", equalTo("6200.00"));
        purse.get("/loans").body("items[0].owed.total", equalTo("7000.00"));
        purse.post(path(created) + "/payments/" + entry.getLong("id") + "/reverse")
                .statusCode(200);
        purse.get(path(created)).body("owed.total", equalTo("10800.00"));
    }

    @Test
    @DisplayName("a loan that was written off is not reckoned, and says so")
    void writtenOff() {
        var created = borrowed("dailyRate", 0.8);
        purse.post(path(created) + "/close", json("reason", "Простили")).statusCode(200);
        purse.get(path(created)).body("owed", nullValue()).body("notReckoned", equalTo("corrected"));
        purse.get("/loans").body("items[0].owed", nullValue());
    }

    @Test
    @DisplayName("the whole explanation: lines, what a payment went to, the rules with their sources, another day")
    void explained() {
        var created = borrowed("dailyRate", 0.8, "lenderKind", "microcredit");
        purse.post(path(created) + "/payments", json("amount", "3800.00", "paidOn", "2026-05-21"))
                .statusCode(201);
        purse.get(path(created) + "/reckoning?on=2026-06-10")
                .statusCode(200)
                .body("owed.on", equalTo("2026-06-10"))
                .body("owed.total", equalTo("8120.00"))
                .body("lines.kind", contains("interest", "interest"))
                .body("lines.days", contains(10, 20))
                .body("lines.amount", contains("800.00", "1120.00"))
                .body("credits", hasSize(1))
                .body("credits[0].parts.claim", containsInAnyOrder("currentInterest", "currentPrincipal"))
                .body("rules.id", hasItems("ceiling-2026", "crediting-2024"))
                .body("rules[0].sourceUrl", notNullValue())
                .body("rules[0].certainty", equalTo("sure"))
                .body("comparison", nullValue());
    }

    @Test
    @DisplayName("the lender's figure is put beside ours, with where to look first")
    void compared() {
        var created = borrowed("dailyRate", 0.8);
        var reckoning = path(created) + "/reckoning?theirs=";
        purse.get(reckoning + "10880.00")
                .body("comparison.ours", equalTo("10800.00"))
                .body("comparison.difference", equalTo("80.00"))
                .body("comparison.cause", equalTo("withTomorrow"));
        purse.get(reckoning + "10720").body("comparison.cause", equalTo("withoutToday"));
        purse.get(reckoning + "10800").body("comparison.cause", equalTo("same"));
        purse.get(reckoning + "9000").body("comparison.cause", equalTo("notExplained"));
    }

    @Test
    @DisplayName("a day or a sum that is none, and a day too far off, are refused by name")
    void wrongQuestions() {
        var reckoning = path(borrowed("dailyRate", 0.8)) + "/reckoning";
        for (var wrong : List.of("on=2026-02-31", "on=x", "on=2099-01-01")) {
            purse.get(reckoning + "?" + wrong).statusCode(400).body("errors.field", contains("on"));
        }
        for (var wrong : List.of("theirs=x", "theirs=-1", "theirs=1.005", "theirs=1e5", "theirs=9999999999999")) {
            purse.get(reckoning + "?" + wrong).statusCode(400).body("errors.field", contains("theirs"));
        }
        purse.get(reckoning + "?on=2026-05-01").statusCode(200).body("notReckoned", equalTo("notReceivedYet"));
        Purse.empty().get(reckoning).statusCode(404);
    }

    @Test
    @DisplayName("what contradicts itself is refused by the name of the field, also when only the loan's date moves")
    void contradictions() {
        refused("contract.promoLostOnDay", json("promoRate", 0.5));
        refused("contract.promoRate", json("promoLostOnDay", 4));
        refused("contract.promoRate", json("dailyRate", 0.4, "promoRate", 0.5, "promoLostOnDay", 4));
        refused("contract.penaltyKind", json("penaltyRate", 20));
        refused("contract.penaltyKind", json("penaltyRate", 20, "penaltyKind", "none"));
        refused("contract.receivedOn", json("receivedOn", "2026-05-10"));

        var created = borrowed("dailyRate", 0.8, "receivedOn", "2026-05-12");
        purse.put(path(created), 0, loan("loanDate", "2026-05-13", "dueDate", "2026-06-10"))
                .statusCode(400)
                .body("errors.field", contains("contract.receivedOn"));
    }

    private void refused(String field, Map<String, Object> contract) {
        purse.post("/loans", loan("loanDate", "2026-05-11", "contract", contract))
                .statusCode(400)
                .body("errors.field", contains(field));
    }

    @Test
    @DisplayName("a schedule that no longer fits the contract gives a reason, never an error")
    void storedNonsense() {
        var created = purse.create(
                "loanDate",
                "2026-05-11",
                "contract",
                json("dailyRate", 0.8, "receivedOn", "2026-05-15"),
                "installments",
                List.of(installment("2026-05-12", "5000.00"), installment("2026-06-12", "7000.00")));
        purse.get(path(created)).statusCode(200).body("notReckoned", equalTo("dueBeforeReceipt"));
        var body = new LinkedHashMap<>(purse.loan(created.getLong("id")).<String, Object>getMap(""));
        purse.put(path(created), 0, body).statusCode(200);
        purse.get("/loans").statusCode(200).body("items[0].notReckoned", equalTo("dueBeforeReceipt"));
    }

    @Test
    @DisplayName("a rate above the law's is kept and pointed at")
    void aboveTheLaw() {
        var created = borrowed("dailyRate", 1.5, "lenderKind", "microcredit");
        purse.get(path(created))
                .body("owed.total", equalTo("11500.00"))
                .body("owed.caveats.kind", hasItem("rateAboveLimit"))
                .body("owed.caveats[0].percent", is(0.8f));
        assertThat(purse.loan(created.getLong("id")).getList("owed.ruleIds")).contains("daily-rate-2023");
        purse.get(path(borrowed("dailyRate", 0.8))).body("owed.caveats.kind", not(hasItem("rateAboveLimit")));
    }
}
