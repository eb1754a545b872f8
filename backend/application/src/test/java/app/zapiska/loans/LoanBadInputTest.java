package app.zapiska.loans;

import static app.zapiska.loans.Purse.installment;
import static app.zapiska.loans.Purse.json;
import static app.zapiska.loans.Purse.loan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a field that can't stand there: a problem naming the field, in the reader's words, nothing changed. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoanBadInputTest {

    private Purse purse;
    private String loan;

    /** Once, but not before the first test: only then the address of the product is known. */
    @BeforeEach
    void arrange() {
        if (purse == null) {
            purse = Purse.empty();
            loan = "/loans/"
                    + purse.create("installments", List.of(installment("2025-11-01", "100.00")))
                            .getLong("id");
        }
    }

    private static final Object[] NOT_SUMS = {
        "",
        " ",
        "nan",
        "NaN",
        "inf",
        "-Infinity",
        "1e308",
        "1e3",
        "1e3?",
        "0.001",
        "5 056,00",
        "5056,00",
        "-5",
        "0",
        "0.00",
        "100000000000000",
        "1000000000000.00",
        "abc",
        "0x10",
        "<b>",
        0,
        -5,
        0.001,
        new BigDecimal("1E+3"),
        new BigInteger("999999999999999"),
        true,
        List.of("1"),
        Map.of("amount", 1)
    };
    private static final Object[] NOT_DATES = {
        "",
        "завтра",
        "2026-02-31",
        "2026-13-01",
        "21.11.2026",
        "1899-12-31",
        "2200-01-01",
        "2025-11-21T10:00",
        20251121,
        true,
        List.of("2025-11-21")
    };
    private static final Object[] NOT_A_LINE = {
        "a\nb", "a\tb", "a\u0000b", "\u202Etxt.exe", "\uD83D", 5, true, List.of("x")
    };

    private record Bad(String field, Object value) {}

    private static Stream<Bad> of(String field, Object... values) {
        return Arrays.stream(values).map(value -> new Bad(field, value));
    }

    private static Stream<Bad> inSchedule(String part, Object... values) {
        return Arrays.stream(values).map(value -> {
            var bad = new LinkedHashMap<>(installment("2025-12-01", "1.00"));
            bad.put(part, value);
            return new Bad("installments[1]." + part, List.of(installment("2025-11-01", "1.00"), bad));
        });
    }

    static Stream<Arguments> badLoans() {
        return Stream.of(
                        of("orgName", null, "", "  ", "\u00A0", "я".repeat(201)),
                        of("orgName", NOT_A_LINE),
                        of("website", NOT_A_LINE),
                        of(
                                "website",
                                "javascript:alert(1)",
                                "JAVASCRIPT://bank.ru/%0aalert(1)",
                                "data:text/html,x",
                                "ftp://bank.ru",
                                "bank",
                                "//bank.ru",
                                "https://user:pass@bank.ru",
                                "https://bank.ru\\@evil.ru",
                                "https://bank.ru/ x",
                                "https://" + "я".repeat(2_000) + ".ru"),
                        of("loanDate", (Object) null),
                        of("loanDate", NOT_DATES),
                        of("dueDate", NOT_DATES),
                        of("dueDate", "2025-09-30"),
                        of("amountBorrowed", (Object) null),
                        of("amountBorrowed", NOT_SUMS),
                        of("amountDue", NOT_SUMS),
                        of("riskyOrg", "да", 1, "true"),
                        of("notes", "я".repeat(10_001), "a\u0000b", 5),
                        of("paymentMethods", "я".repeat(2_001), "a\u001Bb", 5),
                        of("reminderTemplateId", 999_999_999, -1, "x", 1.5, BigInteger.TEN.pow(30)),
                        of(
                                "installments",
                                "x",
                                5,
                                Map.of(),
                                Collections.nCopies(367, installment("2025-11-01", "1.00")),
                                Collections.nCopies(2, installment("2025-11-01", "999999999999.99"))),
                        of("installments[0]", Arrays.asList((Object) null), List.of("x")),
                        inSchedule("amount", NOT_SUMS),
                        inSchedule("amount", (Object) null),
                        inSchedule("dueDate", NOT_DATES),
                        inSchedule("dueDate", null, "2025-09-30"),
                        inSchedule("id", 999_999_999, "x", -1),
                        inSchedule("paid", true),
                        inSchedule("paidAmount", "1.00"),
                        inSchedule("loanId", 1),
                        // What nobody but the product decides (S24).
                        of("id", 999_999_999),
                        of("accountId", 1),
                        of("version", 999),
                        of("status", "paid"),
                        of("debt", "0.00"),
                        of("paidTotal", "1.00"),
                        of("deletedAt", null, "2026-11-21T18:00:00Z"),
                        of("createdAt", "2026-11-21T18:00:00Z"),
                        of("currency", "USD"),
                        of("никакое", "x"),
                        of("contract", "x", 5, List.of()),
                        inContract("number", "я".repeat(101), "a\nb", 5),
                        inContract("dailyRate", NOT_RATES),
                        inContract("dailyRate", 0.80001, 10.1),
                        inContract("fullCost", NOT_RATES),
                        inContract("fullCost", 292.0005, 10_001),
                        inContract("servicesPaid", NOT_SUMS),
                        inContract("lenderKind", "x", "BANK", 0, true),
                        inContract("promoRate", NOT_RATES),
                        inContract("promoLostOnDay", 0, 366, "4", 1.5),
                        inContract("penaltyKind", "x", "NONE", 0),
                        inContract("penaltyRate", NOT_RATES),
                        inContract("shortLoan", "да", 1),
                        inContract("collateral", "да", 1),
                        inContract("receivedOn", NOT_DATES),
                        inContract("receivedOn", "2025-09-30"),
                        inContract("никакое", "x"))
                .flatMap(fields -> fields)
                .map(bad -> Arguments.of(bad.field(), bad.value()));
    }

    private static final Object[] NOT_RATES = {
        "0.8", "0,8", "", -0.1, new BigDecimal("1E+5"), new BigDecimal("1E-30"), true, List.of(1)
    };

    private static Stream<Bad> inContract(String part, Object... values) {
        return Arrays.stream(values).map(value -> new Bad("contract." + part, Map.of(part, value)));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("badLoans")
    @DisplayName(
            "bugs 4, 5 and 43: a wrong field of a loan is named, in Russian and English, and nothing is half-saved")
    void wrongFieldOfALoan(String field, Object value) {
        var before = purse.everything();
        var body = loan("notes", "Новое");
        body.put(field.replaceAll("[\\[.].*", ""), value);

        purse.visitor
                .request()
                .header("Accept-Language", "ru")
                .body(body)
                .post("/loans")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/validation"))
                .body("errors.field", hasItem(field))
                .body("errors[0].message", matchesPattern("(?s).*[а-яё].*"));
        purse.visitor
                .request()
                .header("Accept-Language", "en")
                .header("If-Match", "*")
                .body(body)
                .put(loan)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(field))
                .body("errors[0].message", not(matchesPattern("(?s).*[а-яё].*")));

        assertThat(purse.everything()).isEqualTo(before);
    }

    static Stream<Arguments> badPayments() {
        return Stream.of(
                        of("amount", (Object) null),
                        of("amount", NOT_SUMS),
                        of("paidOn", NOT_DATES),
                        of("paidOn", "2025-09-30", "2199-01-01"),
                        of("installmentId", 999_999_999, "x", -1, 1.5),
                        of("note", "я".repeat(501), "a\nb", 5),
                        of("kind", "correction"),
                        of("reversalOf", 1),
                        of("source", "telegram"),
                        of("actor", "Другой"),
                        of("createdAt", "2026-11-21T18:00:00Z"))
                .flatMap(fields -> fields)
                .map(bad -> Arguments.of(bad.field(), bad.value()));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("badPayments")
    void wrongFieldOfAPayment(String field, Object value) {
        var before = purse.everything();
        var body = json("amount", "1.00");
        body.put(field, value);

        purse.post(loan + "/payments", body).statusCode(400).body("errors.field", hasItem(field));

        assertThat(purse.everything()).isEqualTo(before);
    }

    static Stream<Arguments> badInstallments() {
        return Stream.of(
                        of("amount", (Object) null),
                        of("amount", NOT_SUMS),
                        of("dueDate", (Object) null),
                        of("dueDate", NOT_DATES),
                        of("dueDate", "2025-09-30"),
                        of("id", 1),
                        of("paid", true))
                .flatMap(fields -> fields)
                .map(bad -> Arguments.of(bad.field(), bad.value()));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("badInstallments")
    void wrongFieldOfAnInstallment(String field, Object value) {
        var before = purse.everything();
        var body = installment("2025-12-01", "1.00");
        body.put(field, value);

        purse.post(loan + "/installments", body).statusCode(400).body("errors.field", hasItem(field));

        assertThat(purse.everything()).isEqualTo(before);
    }

    static Stream<Arguments> badPreviews() {
        return Stream.of(
                        of("amount", (Object) null),
                        of("amount", NOT_SUMS),
                        of("amount", "0.02"),
                        of("count", null, 0, -1, 367, "3", 1.5, BigInteger.TEN.pow(30)),
                        of("firstDate", (Object) null),
                        of("firstDate", NOT_DATES),
                        of("firstDate", "2199-12-01"),
                        of("period", null, "", "day", "MONTH", 0),
                        of("x", 1))
                .flatMap(fields -> fields)
                .map(bad -> Arguments.of(bad.field(), bad.value()));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("badPreviews")
    void wrongFieldOfAPreview(String field, Object value) {
        var body = json("amount", "100.00", "count", 3, "firstDate", "2025-12-01", "period", "month");
        body.put(field, value);

        purse.post("/loans/schedule-preview", body).statusCode(400).body("errors.field", hasItem(field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"reason\":\"\"}",
                "{\"reason\":null}",
                "{\"reason\":5}",
                "{\"reason\":\"x\",\"amount\":1}",
                "[]",
                ""
            })
    void wrongClosing(String body) {
        var before = purse.everything();

        purse.visitor.request().body(body).post(loan + "/close").then().statusCode(400);

        assertThat(purse.everything()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "1e3", "1E400", "01", "+1", ".5", "0x1", "1.001", "'5'"})
    @DisplayName("bug 4: a number that JSON or we do not know is refused")
    void strangeNumbers(String number) {
        var before = purse.everything();

        purse.visitor
                .request()
                .body("{\"orgName\":\"x\",\"loanDate\":\"2025-10-01\",\"amountBorrowed\":" + number + "}")
                .post("/loans")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/validation"));

        assertThat(purse.everything()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5056", "5056.5", "5056.50", "\"5056\"", "\"5056.5\"", "999999999999.99", "0.01"})
    void goodNumbers(String number) {
        var id = purse.visitor
                .request()
                .body("{\"orgName\":\"x\",\"loanDate\":\"2025-10-01\",\"amountBorrowed\":" + number + "}")
                .post("/loans")
                .then()
                .statusCode(201)
                .body("amountBorrowed", matchesPattern("\\d+\\.\\d{2}"))
                .extract()
                .jsonPath()
                .getLong("id");
        purse.delete("/loans/" + id, 0).statusCode(204);
    }
}
