package app.zapiska.loans;

import static app.zapiska.loans.Purse.json;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** ПСК of payments that are typed in, over HTTP. The vectors are read where the formula is tested. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class FullCostTest {

    private static final LocalDate RECEIVED = LocalDate.parse("2026-05-11");

    private Purse purse;

    @BeforeEach
    void person() {
        purse = Purse.empty();
    }

    private static Map<String, Object> payment(int day, String amount) {
        return json("date", RECEIVED.plusDays(day).toString(), "amount", amount);
    }

    /** 10,000 received on 11 May 2026, 12,400 paid back thirty days later, with these parts besides or instead. */
    private static Map<String, Object> month(Object... parts) {
        var body = json(
                "receivedOn", RECEIVED.toString(), "amount", "10000.00", "payments", List.of(payment(30, "12400.00")));
        body.putAll(json(parts));
        return body;
    }

    @Test
    @DisplayName(
            "P1: a month at 0.8 % a day is the limit of the law to the last decimal, and stands beside it with its source")
    void atTheLimit() {
        purse.post("/loans/full-cost", month("contractPercent", 292))
                .statusCode(200)
                .body("percent", is(292.0f))
                .body("amount", equalTo("2400.00"))
                .body("period", is(30))
                .body("unit", equalTo("days"))
                .body("even", is(true))
                .body("limit.percent", is(292))
                .body("limit.exceeded", is(false))
                .body("limit.rule.act", equalTo("353-ФЗ"))
                .body("comparison.worthChecking", is(false));
    }

    @Test
    @DisplayName(
            "P5: what is kept back at once makes it dearer, and a contract that does not know it is worth checking")
    void withheld() {
        purse.post("/loans/full-cost", month("withheld", "1000.00", "contractPercent", 292))
                .statusCode(200)
                .body("percent", is(459.63f))
                .body("amount", equalTo("3400.00"))
                .body("limit.exceeded", is(true))
                .body("comparison.difference", is(-167.63f))
                .body("comparison.worthChecking", is(true));
    }

    @Test
    @DisplayName("P7: uneven payments are said to be approximate; a day before all limits has none")
    void uneven() {
        var payments = List.of(payment(14, "4000"), payment(30, "6000"), payment(59, "9000"));
        purse.post("/loans/full-cost", month("amount", "15000", "payments", payments))
                .statusCode(200)
                .body("percent", is(231.948f))
                .body("period", is(20))
                .body("even", is(false))
                .body("comparison", nullValue());
        var old = json("date", "2018-06-10", "amount", "12400");
        purse.post("/loans/full-cost", month("receivedOn", "2018-05-11", "payments", List.of(old)))
                .statusCode(200)
                .body("percent", is(292.0f))
                .body("limit", nullValue());
    }

    private static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("payments[0].date", List.of(payment(0, "1")), "payments"),
                Arguments.of("payments[1].date", List.of(payment(1, "1"), payment(-1, "1")), "payments"),
                Arguments.of("payments[0].amount", List.of(payment(1, "0")), "payments"),
                Arguments.of("payments", List.of(), "payments"),
                Arguments.of("payments", List.of(payment(1, "900000000000")), "payments"),
                Arguments.of("payments", null, "payments"),
                Arguments.of("withheld", "10000.00", "withheld"),
                Arguments.of("withheld", "-1", "withheld"),
                Arguments.of("amount", "0", "amount"),
                Arguments.of("contractPercent", -1, "contractPercent"),
                Arguments.of("contractPercent", 1.0001, "contractPercent"),
                Arguments.of("receivedOn", "вчера", "receivedOn"));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("bad")
    @DisplayName("what makes no sense is named")
    void wrong(String named, Object value, String field) {
        purse.post("/loans/full-cost", month(field, value)).statusCode(400).body("errors.field", hasItem(named));
    }
}
